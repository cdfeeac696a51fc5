"""Matching and ordering of Moodle: rows whose right side stands in a menu, and entries to be dragged."""

from __future__ import annotations

from html import escape

from export._fit import left_out
from export._sides import Unclear, with_menu
from export._words import words
from export.moodle_xml._frame import ALWAYS, Kept, answer_element, combined, whole
from export.moodle_xml._text import xml
from quizmill.item import MatchItem, OrderItem


def pairs(kept: Kept, item: MatchItem) -> str:
    """Moodle ends the whole import at a row whose right side is empty, and says that all went well."""
    try:
        shown, losses = with_menu(item)
    except Unclear as unclear:
        kept.losses.append(left_out(item, str(unclear)))
        return ""
    kept.losses.extend(losses)
    rows = [(pair.left, pair.right) for pair in shown.pairs] + [("", other) for other in shown.distractors]
    return _matching(kept, rows, shuffle=True)


def _matching(kept: Kept, rows: list[tuple[str, str]], shuffle: bool) -> str:
    texts = kept.texts
    body = [f"<shuffleanswers>{'true' if shuffle else 'false'}</shuffleanswers>\n{combined(kept)}"]
    for left, right in rows:
        body.append(
            f'<subquestion format="html"><text>{escape(texts.inline(left), quote=False)}</text>{texts.files(left)}'
            f"<answer><text>{xml(words(right))}</text></answer></subquestion>\n"
        )
    return whole(kept, "matching", "".join(body), ("pairs.feedback", *ALWAYS))


def ordering(kept: Kept, item: OrderItem) -> str:
    if not kept.native_ordering:
        for field in ("type", "entries"):
            kept.lose(field, "as matching of entries to positions; ordering=native keeps it (Moodle 4.4)")
        return _matching(kept, [(entry, str(n)) for n, entry in enumerate(item.entries, 1)], shuffle=True)
    texts = kept.texts
    body = _ORDERING + combined(kept)
    for n, entry in enumerate(item.entries, 1):
        body += answer_element(kept, str(n), texts.inline(entry), texts.files(entry), "")
    return whole(kept, "ordering", body, ALWAYS)


_ORDERING = (
    "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype><selectcount>0</selectcount>"
    "<gradingtype>ABSOLUTE_POSITION</gradingtype><showgrading>SHOW</showgrading>"
    "<numberingstyle>none</numberingstyle>\n"
)
