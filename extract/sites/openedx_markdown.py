"""Open edX's simple problem editor: Markdown-like marks for each kind of answer.

    >>Which gas do plants take in?||One of these.<<
    ( ) Oxygen {{They give it off.}}
    (x) Carbon dioxide
    [explanation]
    Photosynthesis needs it.
    [explanation]

`[x]`/`[ ]` tick several, `= text` and `or= text` are typed, `= 3.14 +- 0.01` or `= [1, 2]` are numbers, `[[a, (b), c]]`
is a drop-down, `{{...}}` a remark on an answer, `||...||` a hint, `---` divides problems.
Grammar: the Open edX documentation of the Markdown editor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.sites._lines import Line, fragment_of, lines_of, span_of
from quizmill.draft import Claim, Draft, DraftAnswer, DraftChoice, DraftFeedback, Extraction, Fragment, ItemType
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_STEM = re.compile(r">>(?P<stem>[^<>|]*(?:\|(?!\|)[^<>|]*)*)(?:\|\|(?P<hint>[^|<>]*)(?:\|\|)?)?<<[ \t]*$")
_CHOICE = re.compile(r"[ \t]*(?P<open>[(\[])(?P<mark>[xX ]?)[)\]][ \t]*(?P<text>\S.*)$")
_TYPED = re.compile(r"[ \t]*(?P<word>or=|not=|=)[ \t]*(?P<text>\S.*)$")
_DROP = re.compile(r"[ \t]*\[\[(?P<body>[^\[\]]+)\]\][ \t]*$")
_HINT = re.compile(r"[ \t]*\|\|(?P<body>[^|]+)\|\|[ \t]*$")
_EXPLANATION = re.compile(r"[ \t]*\[/?explanation\][ \t]*$", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<value>[-+]?[\d.]+(?:[eE][-+]?\d+)?)(?:\s*\+-\s*(?P<tolerance>[\d.]+\s*%?))?$")
_RANGE = re.compile(r"[\[(]\s*(?P<low>[-+]?[\d.]+)\s*,\s*(?P<high>[-+]?[\d.]+)\s*[\])]$")


@dataclass(slots=True)
class _Problem:
    """A question while its lines come in."""

    stem: list[Line] = field(default_factory=list)
    choices: list[DraftChoice] = field(default_factory=list)
    answers: list[DraftAnswer] = field(default_factory=list)
    hints: list[Fragment] = field(default_factory=list)
    explanation: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    several: bool = False

    def draft(self) -> Draft:
        claim = Claim(Evidence.MARKUP, choices=tuple(self.right), spans=(span_of(self.lines),))
        explained = fragment_of(self.explanation)
        kind: ItemType | None = "multiple" if self.several else "single" if self.choices else None
        return Draft(
            stem=fragment_of(self.stem),
            spans=tuple(span_of([line]) for line in self.lines),
            type=kind or ("numeric" if any(a.numeric for a in self.answers) else "short"),
            choices=tuple(self.choices),
            claims=(claim,) if self.right else (),
            answers=tuple(self.answers),
            hints=tuple(self.hints),
            feedback=(DraftFeedback(explained),) if explained else (),
        )


def identify(page: Page) -> bool:
    """A `>>stem<<` line, or an [explanation] pair below choices in round or square brackets."""
    text = page.text[:200_000]
    if any(_STEM.match(line) for line in text.splitlines() if line.startswith(">>")):
        return True
    return len(re.findall(r"(?mi)^[ \t]*\[/?explanation\][ \t]*$", text)) >= 2 and bool(
        re.search(r"(?m)^[ \t]*[(\[][xX][)\]][ \t]", text)
    )


def read(page: Page) -> Extraction:
    problems = [problem for problem in _problems(lines_of(page.text)) if problem.choices or problem.answers]
    chrome = tuple(span_of([line]) for line in lines_of(page.text) if line.text.strip() in ("---", "***"))
    return Extraction(drafts=tuple(problem.draft() for problem in problems), chrome=chrome)


def _problems(lines: Sequence[Line]) -> Iterator[_Problem]:
    """A new problem begins at `---`, at a new `>>stem<<`, and at prose after answers."""
    now, explaining = _Problem(), False
    for line in lines:
        text = line.text
        if _EXPLANATION.match(text):
            explaining = not explaining
            now.lines.append(line)
        elif explaining:
            now.explanation.append(line)
            now.lines.append(line)
        elif text.strip() == "---":
            yield now
            now = _Problem()
        elif text.strip() and not _answered(now, line):
            if now.choices or now.answers:
                yield now
                now = _Problem()
            _asked(now, line)
    yield now


def _asked(problem: _Problem, line: Line) -> None:
    """A line of the stem, with the hint in it."""
    problem.lines.append(line)
    found = _STEM.match(line.text)
    if not found:
        problem.stem.append(line)
        return
    problem.stem = [Line(line.number, found["stem"].strip())]  # what stood before it is an introduction
    if found["hint"]:
        problem.hints.append(Fragment(found["hint"].strip(), (span_of([line]),)))


def _answered(problem: _Problem, line: Line) -> bool:
    """Take a line that is an answer, a remark or a hint; False where it is none."""
    text, span = line.text, (span_of([line]),)
    if found := _HINT.match(text):
        problem.hints.append(Fragment(found["body"].strip(), span))
    elif found := _DROP.match(text):
        _drop(problem, found["body"], line)
    elif (found := _CHOICE.match(text)) and (problem.stem or problem.choices):
        body, remark = _remarked(found["text"])
        if found["mark"].strip():
            problem.right.append(len(problem.choices))
        problem.several |= found["open"] == "["
        problem.choices.append(DraftChoice(Fragment(body, span), feedback=Fragment(remark, span if remark else ())))
    elif (found := _TYPED.match(text)) and problem.stem:
        body, remark = _remarked(found["text"])
        problem.answers.append(_typed(body, remark, 0.0 if found["word"] == "not=" else 100.0, line))
    else:
        return False
    problem.lines.append(line)
    return True


def _remarked(text: str) -> tuple[str, str]:
    """An answer and its `{{remark}}`; what the learner did is no part of the remark."""
    found = re.search(r"\{\{([^{}]*)\}\}[ \t]*$", text)
    if not found:
        return text.strip(), ""
    remark = re.sub(r"^\s*(?:selected|correct)\s*:", "", found[1].split(", unselected:")[0], flags=re.IGNORECASE)
    return text[: found.start()].strip(), remark.strip()


def _typed(body: str, remark: str, credit: float, line: Line) -> DraftAnswer:
    span = (span_of([line]),)
    said = Fragment(remark, span if remark else ())
    if found := _RANGE.match(body):
        return DraftAnswer(Fragment(found["low"], span), credit, said, numeric=True, upper=found["high"])
    if found := _NUMBER.match(body):
        return DraftAnswer(Fragment(found["value"], span), credit, said, True, found["tolerance"] or "")
    return DraftAnswer(Fragment(body, span), credit, said)


def _drop(problem: _Problem, body: str, line: Line) -> None:
    """`[[red, (green), blue]]`: the one in round brackets is right."""
    for part in body.split(","):
        text = part.strip()
        if text.startswith("(") and text.endswith(")"):
            problem.right.append(len(problem.choices))
            text = text[1:-1].strip()
        problem.choices.append(DraftChoice(Fragment(text, (span_of([line]),))))


EXTRACTOR = Extractor("openedx-markdown", frozenset({Carrier.TEXT, Carrier.MARKDOWN}), identify, read)
