"""The parts of the general grammar that know a region by its own shape, before the document's template is looked for.

    a table of questions     boxes that open     cards on one line     tags of one name, some of them "right"

Each is a mechanism with a name of its own; the arbiter settles their overlaps as it settles those of the dialects.
"""

from __future__ import annotations

from typing import Final

from extract.arbiter import Dialect
from extract.grammar.cards import (
    answer_blocks,
    answered_lines,
    answers_behind,
    inline_cards,
    mark_cards,
    opening_boxes,
    outline_cards,
    revealed_cards,
    tab_cards,
    tagged_cards,
)
from extract.grammar.data import choice_tags, component_data
from extract.grammar.kinds import (
    choice_lines,
    cloze_lines,
    fill_blanks,
    inline_choices,
    judged_statements,
    numbered_gaps,
    pairings,
    question_tables,
    shared_choices,
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
