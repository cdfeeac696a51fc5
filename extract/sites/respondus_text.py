"""Respondus's standard format: numbered questions in plain text, their kind in a line above.

    Type: MC
    Title: Planets
    1) Which planet is nearest to the sun?
    @ Mercury takes 88 days for one orbit.          of the whole question
    a. Venus
    ~ Venus is the second.                          of the choice above
    *b. Mercury                                     right

Kinds: MC, MR (MA), T (TF), F (accepted words), B (blanks), MT (`a. Io = Jupiter`), E. Without a line of its own a
question is of the kind MC. Only documents that name a kind are claimed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extract.media.fragment import words_to_markdown
from extract.sites._lines import Line, lines_of, span_of
from quizmill.draft import EMPTY, Claim, Draft, DraftAnswer, DraftChoice, DraftFeedback, DraftPair, Extraction, Fragment
from quizmill.finding import Finding, Severity
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_TYPE = re.compile(r"Type:\s*(MC|MR|MA|TF|T|F|B|MT|E)\s*$", re.I)
_TITLE = re.compile(r"(?:Title|Points|ID):\s*(.*\S)", re.I)
_STEM = re.compile(r"\d{1,4}[.)]\s+(\S.*)")
_CHOICE = re.compile(r"(\*?)([a-z])[.)]\s+(\S.*)")
_REMARK = re.compile(r"([@~])\s*(\S.*)")


@dataclass
class _Open:
    """A question while its lines come in."""

    kind: str
    title: str
    lines: list[Line] = field(default_factory=list)
    stem: list[Line] = field(default_factory=list)
    told: list[Line] = field(default_factory=list)
    choices: list[tuple[bool, str, Line]] = field(default_factory=list)
    remarks: dict[int, tuple[str, Line]] = field(default_factory=dict)


def identify(page: Page) -> bool:
    """A kind above a numbered question."""
    lines = [line.strip() for line in page.text[:200_000].splitlines() if line.strip()]
    kinds = [at for at, line in enumerate(lines) if _TYPE.match(line)]
    return any(any(_STEM.match(line) for line in lines[at + 1 : at + 4]) for at in kinds)


def _questions(page: Page) -> list[_Open]:
    found: list[_Open] = []
    kind, title, above = "MC", "", list[Line]()
    for line in lines_of(page.text):
        text = line.text.strip()
        if said := _TYPE.match(text):
            kind, title, above = said[1].upper(), "", [line]
        elif named := _TITLE.match(text):
            title = named[1] if text.lower().startswith("title") else title
            above.append(line)
        elif asked := _STEM.match(text):
            found.append(_Open(kind, title, [*above, line], [Line(line.number, asked[1])]))
            kind, title, above = "MC", "", []
        elif text and found:
            _take(found[-1], text, line)
    return found


def _take(question: _Open, text: str, line: Line) -> None:
    """A line below a question's first."""
    question.lines.append(line)
    if choice := _CHOICE.match(text):
        question.choices.append((bool(choice[1]), choice[3], line))
    elif remark := _REMARK.match(text):
        if question.choices:
            question.remarks[len(question.choices) - 1] = (remark[2], line)
        else:
            question.told.append(Line(line.number, remark[2]))
    elif question.choices:
        right, before, first = question.choices[-1]
        question.choices[-1] = (right, f"{before}\n{text}", first)
    else:
        question.stem.append(Line(line.number, text))


def _fragment(text: str, *lines: Line) -> Fragment:
    return Fragment(words_to_markdown(text), (span_of(lines),)) if text else EMPTY


def _draft(question: _Open) -> Draft:
    choices = question.choices
    draft = Draft(
        stem=_fragment("\n".join(line.text for line in question.stem), *question.stem),
        spans=tuple(span_of([line]) for line in question.lines),
        title=question.title,
        feedback=tuple(DraftFeedback(_fragment(line.text, line)) for line in question.told),
    )
    texts = [_fragment(text, line) for _, text, line in choices]
    match question.kind:
        case "E":
            return replace(draft, type="essay", answers=tuple(map(DraftAnswer, texts)))
        case "F":
            return replace(draft, type="short", answers=tuple(map(DraftAnswer, texts)))
        case "MT":
            rows = [(text.partition("="), line) for _, text, line in choices]
            pairs = tuple(DraftPair(_fragment(a.strip(), line), _fragment(b.strip(), line)) for (a, _, b), line in rows)
            return replace(draft, type="matching", pairs=pairs)
    told = [_fragment(*question.remarks[at]) if at in question.remarks else EMPTY for at in range(len(choices))]
    right = tuple(at for at, (marked, _, _) in enumerate(choices) if marked)
    spans = tuple(span_of([choices[at][2]]) for at in right)
    return replace(
        draft,
        type="multiple" if question.kind in ("MR", "MA") else "single" if question.kind == "MC" else None,
        choices=tuple(DraftChoice(text, feedback=said) for text, said in zip(texts, told, strict=True)),
        claims=(Claim(Evidence.MARKUP, right, spans=spans),) if right else (),
    )


def read(page: Page) -> Extraction:
    """Every question; a text with several blanks has its answers in a form of its own, which is not read."""
    drafts: list[Draft] = []
    findings: list[Finding] = []
    for question in _questions(page):
        if question.kind == "B":
            message = "A question with several blanks is not read."
            findings.append(Finding("format-unsupported", Severity.WARNING, message, span_of(question.lines)))
        else:
            drafts.append(_draft(question))
    return Extraction(tuple(drafts), findings=tuple(findings))


EXTRACTOR = Extractor("respondus-text", frozenset({Carrier.TEXT, Carrier.MARKDOWN}), identify, read)
