"""Moodle's embedded answers ("Cloze"): gaps written inside a text.

    The capital of France is {1:SHORTANSWER:=Paris#Yes~%50%paris}, of Italy {1:MC:=Rome~Milan}. Pi is {1:NM:=3.14:0.01}.

A gap is `{weight:TYPE:answers}`; answers part at `~`, `=` or `%100%` is right, `%50%` in part, `#` begins feedback, and
a backslash escapes `} # ~ / \\`. Rules: docs.moodle.org, "Embedded Answers (Cloze) question type".
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from extract.sites._extras import literal
from quizmill.draft import EMPTY, Claim, DraftAnswer, DraftChoice, DraftFeedback, DraftGap, Fragment
from quizmill.extras import UNIT_CLASS
from quizmill.item import Evidence
from quizmill.source import Span

_GAP = re.compile(r"\{(\d*):(\w+):((?:\\.|[^\\{}]|\{[^{}]*\})*)\}", re.S)
_TYPES = {
    "SHORTANSWER": "text", "SA": "text", "MW": "text",
    "SHORTANSWER_C": "cased", "SAC": "cased", "MWC": "cased",
    "NUMERICAL": "number", "NM": "number",
}  # fmt: skip
_CHOICES = re.compile(r"(?:MULTICHOICE|MC|MULTIRESPONSE|MR)(?:_?[VHS]+)?$")
_FEEDBACK = re.compile(r"(?<!&)(?<!&amp;)#")  # `&#125;` is a character: Moodle looks behind, too
_UNIT = re.compile(f'\ue0f0(\\d+)\ue0f1 ?<span class="{UNIT_CLASS}">([^<>]*)</span>')
_ENTRY = re.compile(r"\s*(?:(=)|%(-?\d+(?:\.\d+)?)%)?(.*)", re.S)


@dataclass(frozen=True, slots=True)
class Cloze:
    """The text with its gaps as `{{gap:1}}`, the gaps, and whether all typed ones mind capitals.

    `told` is said to whoever gave none of a gap's answers (`~*#Look again`).
    """

    text: str
    gaps: tuple[DraftGap, ...]
    cased: bool
    told: tuple[DraftFeedback, ...] = ()


@dataclass(frozen=True, slots=True)
class _Answer:
    credit: float
    text: str
    feedback: str


def has_gaps(text: str) -> bool:
    """True where a text holds an embedded answer of a known type."""
    return any(_kind(match[2]) for match in _GAP.finditer(text))


def _kind(word: str) -> str:
    return _TYPES.get(word.upper()) or ("choice" if _CHOICES.match(word.upper()) else "")


def read_cloze(text: str, markdown: Callable[[str], str], span: Span) -> Cloze | None:
    """The gaps of a text whose words `markdown` turns into Markdown; None where it has none."""
    gaps: list[DraftGap] = []
    kinds: list[str] = []
    told: list[DraftFeedback] = []

    def keep(match: re.Match[str]) -> str:
        kind = _kind(match[2])
        if not kind:
            return match[0]
        answers = _answers(match[3])
        gaps.append(_gap(str(len(gaps) + 1), kind, answers, markdown, span))
        others = [answer for answer in answers if answer.text == "*" and kind != "choice" and answer.feedback]
        told.extend(DraftFeedback(Fragment(markdown(other.feedback), (span,)), "incorrect") for other in others)
        kinds.append(kind)
        return f"\ue0f0{len(gaps)}\ue0f1"

    units: dict[str, str] = {}

    def keep_unit(match: re.Match[str]) -> str:
        units[match[1]] = html.unescape(match[2])
        return match[0][: match[0].index("\ue0f1") + 1]

    words = markdown(_UNIT.sub(keep_unit, _GAP.sub(keep, text)))
    if not gaps:
        return None
    typed = [kind for kind in kinds if kind in ("text", "cased")]
    gaps = [replace(gap, answers=tuple(replace(a, unit=units.get(gap.id, "")) for a in gap.answers)) for gap in gaps]
    stem = re.sub("\ue0f0(\\d+)\ue0f1", r"{{gap:\1}}", words)
    return Cloze(stem, tuple(gaps), bool(typed) and set(typed) == {"cased"}, tuple(told))


def _answers(body: str) -> list[_Answer]:
    hidden = re.sub(r"\\([}#~/\\{=\"'])", lambda m: chr(0xE200 + ord(m[1])), body)
    found = []
    for piece in hidden.split("~"):
        entry = _ENTRY.match(piece)
        assert entry
        words, _, feedback = _FEEDBACK.sub("\0", entry[3], count=1).partition("\0")
        credit = 100.0 if entry[1] else float(entry[2] or 0)
        if words.strip():
            found.append(_Answer(credit, _shown(words).strip(), _shown(feedback).strip()))
    return found


def _shown(text: str) -> str:
    return re.sub("[\ue200-\ue2ff]", lambda m: chr(ord(m[0]) - 0xE200), text)


def _gap(name: str, kind: str, answers: list[_Answer], markdown: Callable[[str], str], span: Span) -> DraftGap:
    def told(answer: _Answer) -> Fragment:
        return Fragment(markdown(answer.feedback), (span,)) if answer.feedback else EMPTY

    if kind == "choice":
        choices = tuple(DraftChoice(Fragment(markdown(a.text), (span,)), feedback=told(a)) for a in answers)
        top = max((answer.credit for answer in answers), default=0.0)
        right = tuple(i for i, answer in enumerate(answers) if answer.credit == top >= 99.99)
        claims = (Claim(Evidence.MARKUP, choices=right, spans=(span,)),) if right else ()
        return DraftGap(name, choices=choices, claims=claims)
    typed = []
    for answer in answers:
        words = html.unescape(re.sub(r"<[^<>]*>", "", answer.text)).strip()
        value, _, tolerance = words.partition(":") if kind == "number" else (words, "", "")
        if words != "*":
            text = Fragment(literal(value), (span,))
            typed.append(DraftAnswer(text, answer.credit, told(answer), kind == "number", tolerance))
    return DraftGap(name, tuple(typed))
