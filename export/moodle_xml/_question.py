"""One item as a Moodle question, by its type."""

from __future__ import annotations

from typing import assert_never

from export.moodle_xml._choice import is_true_false, multichoice, true_false
from export.moodle_xml._frame import ALWAYS, BY_RESULT, Kept, in_html, whole
from export.moodle_xml._rows import ordering, pairs
from export.moodle_xml._text import element
from export.moodle_xml._typed import cloze, number, typed_answers, units
from quizmill.item import (
    ChoiceItem,
    ClozeItem,
    EssayItem,
    FlashcardItem,
    MatchItem,
    NumericItem,
    OrderItem,
    TextEntryItem,
)


def question(kept: Kept) -> str:
    """The whole element, or an empty string where the item is left out."""
    written = _typed(kept)
    for name in sorted(kept.texts.missing):
        kept.lose("media", f"the picture {name} is not in the bank; its description stands in its place")
    return written


def _typed(kept: Kept) -> str:
    item = kept.item
    match item:
        case ChoiceItem():
            return true_false(kept, item) if is_true_false(item) else multichoice(kept, item)
        case TextEntryItem():
            body = f"<usecase>{int(item.case_sensitive)}</usecase>\n" + "".join(typed_answers(kept, item.answers))
            return whole(kept, "shortanswer", body, (*BY_RESULT, *ALWAYS))
        case NumericItem():
            body = "".join(number(kept, answer) for answer in item.answers) + units(kept, item)
            return whole(kept, "numerical", body, (*BY_RESULT, *ALWAYS))
        case ClozeItem():
            return cloze(kept, item)
        case MatchItem():
            return pairs(kept, item)
        case OrderItem():
            return ordering(kept, item)
        case EssayItem():
            body = _ESSAY + element("graderinfo", *in_html(kept, item.grader_info)) + _TEMPLATE
            return whole(kept, "essay", body, ("model_answer", *BY_RESULT, "hints", *ALWAYS))
        case FlashcardItem():
            body = _ESSAY + element("graderinfo", *in_html(kept, item.back)) + _TEMPLATE
            return whole(kept, "essay", body, ("back", *BY_RESULT, "hints", *ALWAYS))
        case _:
            assert_never(item)


_ESSAY = (
    "<responseformat>editor</responseformat><responserequired>1</responserequired>"
    "<responsefieldlines>10</responsefieldlines><attachments>0</attachments>"
    "<attachmentsrequired>0</attachmentsrequired>\n"
)
_TEMPLATE = '<responsetemplate format="html"><text></text></responsetemplate>\n'
