"""A cloze stem as Moodle's "embedded answers": the gaps stand in the HTML of the question text.

    A heap is a {1:SHORTANSWER:=tree~%50%graph#Nearly} with {1:NUMERICAL:=2:0.1} children.
    {1:MULTICHOICE:a~=b}     a list of words        {1:MULTICHOICE_V:...}   a column, where choices hold markup

Within a gap `~ } # " / \\` and `=` `%` at the start have a meaning. Numeric entities keep them out of the way: Moodle
decodes them after it has cut the gap apart (question/type/multianswer).
"""

from __future__ import annotations

import html
import re

from export._fractions import nearest
from export._numeric import centred
from export._titles import GAP
from export.moodle_xml._text import Texts
from export.richtext import clean_text, is_words, to_answer
from quizmill.extras import UNIT_CLASS
from quizmill.item import Choice, ClozeItem, Gap, NumericAnswer

_SYNTAX = re.compile(r"[~}#\"/\\={%*<>&\n\r']")
_LOOKS_LIKE_GAP = re.compile(r"\{(?=\d*:[A-Z_]+:)")
_TOKEN = "\ue100{}\ue101"
_TOKENS = re.compile("\ue100(\\d+)\ue101")


def _coded(text: str) -> str:
    """Plain words with everything that could mean something in a gap as an entity."""
    return _SYNTAX.sub(lambda found: f"&#{ord(found[0])};", clean_text(text))


def _coded_html(html: str) -> str:
    """HTML inside a gap: its tags stay, what cuts a gap apart or begins a weight becomes an entity."""
    return re.sub(r"[~}#{\\]|^[=%]", lambda found: f"&#{ord(found[0])};", html).replace("\n", "&#10;") or "&#32;"


def _weighted(credit: float, answer: str, feedback: str, texts: Texts) -> str:
    fraction, _ = nearest(credit)
    mark = "=" if fraction == "100" else f"%{fraction}%" if fraction != "0" else ""
    told = f"#{_coded_html(texts.inline(feedback))}" if feedback else ""
    return f"{mark}{answer}{told}"


def _number(answer: NumericAnswer) -> str:
    value, tolerance, _ = centred(answer)
    return f"{value}:{tolerance}"


def _gap(gap: Gap, weight: int, texts: Texts) -> str:
    if gap.numbers:
        parts = [_weighted(n.credit, _number(n), n.feedback, texts) for n in gap.numbers]
        return f"{{{weight}:NUMERICAL:{'~'.join(parts)}}}{_unit(gap.numbers)}"
    if gap.choices:
        return _chosen(gap, weight, texts)
    stars = [(a, _coded(to_answer(a.text)).replace("&#42;", r"\*")) for a in gap.answers]
    parts = [_weighted(a.credit, coded, a.feedback, texts) for a, coded in stars]
    return f"{{{weight}:SHORTANSWER:{'~'.join(parts)}}}"


def _unit(numbers: tuple[NumericAnswer, ...]) -> str:
    """The unit beside a gap, where all its numbers have the same."""
    units = {number.unit for number in numbers}
    unit = html.escape(clean_text("".join(units)), quote=False) if len(units) == 1 else ""
    return f' <span class="{UNIT_CLASS}">{unit}</span>' if unit else ""


def _chosen(gap: Gap, weight: int, texts: Texts) -> str:
    words = all(is_words(clean_text(choice.text)) for choice in gap.choices)
    right = gap.key.choices if gap.key else ()

    def part(choice: Choice) -> str:
        credit = 100.0 if choice.id in right else choice.credit or 0.0
        shown = _coded(choice.text) if words else _coded_html(texts.inline(choice.text))
        return _weighted(credit, shown, choice.feedback, texts)

    return f"{{{weight}:{'MULTICHOICE' if words else 'MULTICHOICE_V'}:{'~'.join(map(part, gap.choices))}}}"


def cloze_text(item: ClozeItem, texts: Texts, weight: int) -> str | None:
    """The HTML of the question text with its gaps; None where a gap does not stand in it exactly once."""
    places = {gap.id: n for n, gap in enumerate(item.gaps)}
    bare = item.stem.replace("\ue100", "").replace("\ue101", "")
    marked = GAP.sub(lambda found: _TOKEN.format(places[found[1]]) if found[1] in places else found[0], bare)
    shown = _LOOKS_LIKE_GAP.sub("&#123;", texts.block(marked))
    if sorted(map(int, _TOKENS.findall(shown))) != list(range(len(item.gaps))):
        return None
    return _TOKENS.sub(lambda found: _gap(item.gaps[int(found[1])], weight, texts), shown)
