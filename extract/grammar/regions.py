"""The parts of the general grammar that know a region by its own shape, before the document's template is looked for.

    a table of questions     boxes that open     cards on one line     tags of one name, some of them "right"

Each is a mechanism with a name of its own; the arbiter settles their overlaps as it settles those of the dialects.
"""

from __future__ import annotations

from typing import Final

from extract.arbiter import Dialect
from extract.grammar import (
    answer_blocks,
    answered_lines,
    answers_behind,
    choice_lines,
    choice_tags,
    cloze_lines,
    component_data,
    fill_blanks,
    inline_cards,
    inline_choices,
    judged_statements,
    mark_cards,
    numbered_gaps,
    opening_boxes,
    outline_cards,
    pairings,
    question_tables,
    revealed_cards,
    shared_choices,
    tab_cards,
    tagged_cards,
    truth_tables,
)

REGIONS: Final[tuple[Dialect, ...]] = tuple(
    module.DIALECT
    for module in (
        answer_blocks,
        answered_lines,
        answers_behind,
        choice_lines,
        choice_tags,
        opening_boxes,
        fill_blanks,
        inline_cards,
        mark_cards,
        numbered_gaps,
        revealed_cards,
        outline_cards,
        tab_cards,
        question_tables,
        judged_statements,
        pairings,
        shared_choices,
        component_data,
        tagged_cards,
        inline_choices,
        cloze_lines,
        truth_tables,
    )
)
