"""Whether a line at a group says something of the question, or is its number, its points or a label alone.

"Which of these floats?"  speaks          "Question 3"  "3 / 10"  "Points: 1"  "Select one:"  do not
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.grammar.lines import enumerators
from extract.grammar.words.about import roles_about
from extract.grammar.words.cues import is_furniture, names_kind
from extract.grammar.words.label_words import Role
from extract.media.html.lines import Line
from quizmill.block import Kind

_POINTS = re.compile(
    r"^\W*(?:(?:in|partially )?correct\W{1,3})?"
    r"(?:\d+(?:[.,]\d+)?\s*(?:/|of|out of)?\s*\d*(?:[.,]\d+)?\s*(?:points?|pts?\.?|marks?|punkte?|puntos?"
    r"|pontos|punti|баллов|балла?)(?:\s*\((?:un)?graded\))?"
    r"|(?:you have used|used) \d{1,3} of \d{1,3} (?:attempts?|submissions?|tries)"
    r"|(?:mark(?:ed)?|score|points?|not yet answered|answer saved|not answered|flag question"
    r"|select one(?: or more)?|remove flag)\b.{0,40})\W*$",
    re.I,
)
_COUNTER = re.compile(
    r"^\W*\d{1,3}\s*(?:(?:/|of|von|sur|de|из)\s*\d{1,3}"
    r"|(?:s|secs?|seconds?|sekunden|secondes|segundos|secondi|сек(?:унд\w*)?|秒|초))\W*$",  # or the time for it
    re.I,
)
_LABELS = frozenset(
    {Role.QUESTION, Role.OPTIONS, Role.POINTS, Role.YOURS, Role.SCORE, Role.EXPLANATION, Role.ANSWER, Role.KIND,
     Role.RIGHT, Role.WRONG, Role.PARTIAL, Role.DIFFICULTY}
)  # fmt: skip


def speaks(line: Line) -> bool:
    """Whether a line says something of the question, and is not its number, its points or an instruction alone."""
    if line.hidden and not any(part.what == "image" for part in line.parts):
        return False
    if any(part.what in ("image", "math", "display", "pre") for part in line.parts):
        return True
    text = line.text
    if not text or _POINTS.match(text) or _COUNTER.match(text):
        return False
    if line.kind is Kind.ROW:
        cells = [_cell(line, number) for number in range(1 + max(part.cell for part in line.parts))]
        return not (_is_head_row(line) and all(_is_label(cell) for cell in cells))
    return not _is_label(text)


def is_points(text: str) -> bool:
    """Points, attempts or an instruction alone."""
    return _POINTS.match(text) is not None


def _is_head_row(line: Line) -> bool:
    return all(child.tag == "th" for child in line.container.children if child.tag)


def _cell(line: Line, number: int) -> str:
    return " ".join("".join(part.text for part in line.parts if part.cell == number).split())


def _is_label(text: str) -> bool:
    if not text:
        return True
    if roles_about(text) & _LABELS:
        return True
    found = enumerators.read(text)
    rest = text[found.length :].strip() if found is not None else text
    return (
        not rest
        or (found is not None and names_kind(rest))
        or (found is not None and found.enumerator.word != "" and (is_furniture(rest) or is_points(rest)))
    )


def is_picture(line: Line) -> bool:
    """Whether a line shows pictures or formulas and no words."""
    return all(part.what in ("image", "display") or not part.text.strip() for part in line.parts)


_EXPLAINS = re.compile(r"(?:^|[\s_-])(?:explanation|rationale)(?:$|[\s_-])", re.I)


@lru_cache(maxsize=4096)
def names_explanation(names: str) -> bool:
    """Whether an element is called an explanation, wherever it stands."""
    return _EXPLAINS.search(names) is not None
