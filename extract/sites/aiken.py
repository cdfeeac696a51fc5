"""Aiken: one-answer questions in plain text.

    What is the capital of Italy?
    A) Milan
    B. Rome
    ANSWER: B

A question is one or more lines, each choice a line with one letter and a dot or bracket. Rules: docs.moodle.org, "Aiken
format", which allows one line; more are read here. `ANSWER:` must come; further lines of it (`ANSWER: A, C`) and
`FEEDBACK:` or `EXPLANATION:` are seen in the wild.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.media.fragment import words_to_markdown
from extract.sites._lines import Line, lines_of, span_of
from quizmill.draft import Claim, Draft, DraftChoice, DraftFeedback, Extraction, Fragment
from quizmill.finding import Finding, Severity
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor
from quizmill.source import Span

_CHOICE = re.compile(r"\s*([A-Z])[.)]\s*(.*\S)")
_ANSWER = re.compile(r"\s*ANSWER:\s*(.*?)\s*$")
_FEEDBACK = re.compile(r"\s*(?:FEEDBACK|EXPLANATION):\s*(.*\S)")
_LETTERS = re.compile(r"[A-Z](?:\s*[,;/]\s*[A-Z])*$")


@dataclass
class _Open:
    """A question while its lines come in."""

    stem: list[Line] = field(default_factory=list)
    choices: list[tuple[str, Line]] = field(default_factory=list)
    answer: Line | None = None
    letters: tuple[str, ...] = ()
    feedback: list[Line] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        named = [*self.stem, *(line for _, line in self.choices), *self.feedback]
        return sorted((*named, *([self.answer] if self.answer else [])), key=lambda line: line.number)


def identify(page: Page) -> bool:
    """Answer lines in capitals at the margin, each below lettered choices, in text that is little else."""
    lines = [line for line in page.text[:200_000].splitlines() if line.strip()]
    answers = [index for index, line in enumerate(lines) if re.match(r"ANSWER: ?[A-Z](?:\s*,\s*[A-Z])*\s*$", line)]
    if not answers or any(line.startswith(("#", "Title:", "Quiz title:")) for line in lines):
        return False
    below = [index for index in answers if index >= 2 and _CHOICE.match(lines[index - 1])]
    choices = sum(bool(re.match(r"[A-Z][.)]", line)) for line in lines)
    dense = len(below) == len(answers) and choices + 3 * len(answers) >= 0.8 * len(lines)
    return dense and not _explains(page.text[:200_000].splitlines())


def _explains(lines: list[str]) -> bool:
    """Words right below an answer that begin no question: the text says more than Aiken can, and is read as text."""
    padded = [line.strip() for line in lines] + ["", "", ""]
    after = [padded[i + 1 : i + 3] for i in range(len(lines)) if _ANSWER.match(padded[i])]
    return any(first and not _FEEDBACK.match(first) and not _CHOICE.match(second) for first, second in after)


def _fragment(lines: list[Line]) -> Fragment:
    return Fragment(words_to_markdown("\n".join(line.text for line in lines)), (span_of(lines),))


def _draft(question: _Open) -> Draft:
    assert question.answer
    choices = tuple(DraftChoice(_fragment([line]), label) for label, line in question.choices)
    span = Span.of_lines(question.answer.number)
    claim = Claim(Evidence.STATED, labels=question.letters, spans=(span,))
    return Draft(
        stem=_fragment(question.stem),
        spans=(span_of(question.lines),),
        type="multiple" if len(question.letters) > 1 else "single",
        choices=choices,
        claims=(claim,),
        feedback=(DraftFeedback(_fragment(question.feedback)),) if question.feedback else (),
    )


class _Reader:
    """Lines come in; questions go out when their answer has come and the next one starts."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.findings: list[Finding] = []
        self.open = _Open()

    def take(self, line: Line) -> None:
        question = self.open
        if answer := _ANSWER.match(line.text):
            self.answer(line, answer[1])
        elif question.answer and (told := _FEEDBACK.match(line.text)):
            question.feedback.append(Line(line.number, told[1]))
        elif question.answer or not line.text.strip():
            self.between(line)
        elif (choice := _CHOICE.match(line.text)) and question.stem:
            question.choices.append((choice[1], Line(line.number, choice[2])))
        elif question.choices:
            self.close("The choices are followed by no answer.")
            self.open.stem.append(line)
        else:
            question.stem.append(line)

    def between(self, line: Line) -> None:
        """A blank line, or the first line after an answer."""
        if self.open.answer and line.text.strip():
            self.close("")
            self.take(line)
        elif not line.text.strip() and self.open.stem and not self.open.choices:
            self.open.stem.append(line)

    def answer(self, line: Line, text: str) -> None:
        question = self.open
        if not _LETTERS.match(text) or len(question.choices) < 2 or not question.stem or question.answer:
            question.answer = question.answer or line
            self.close("A question needs words, two choices or more, and the letter of one.")
            return
        question.answer = line
        question.letters = tuple(re.findall("[A-Z]", text))

    def close(self, why: str) -> None:
        question, self.open = self.open, _Open()
        while question.stem and not question.stem[-1].text.strip():
            question.stem.pop()
        if question.answer and question.letters and not why:
            self.drafts.append(_draft(question))
        elif question.lines:
            span = span_of(question.lines)
            message = why or "The question has no choices and no answer."
            self.findings.append(Finding("parse-error", Severity.WARNING, message, span))


def read(page: Page) -> Extraction:
    """Every whole question; a finding for each that breaks off."""
    reader = _Reader()
    for line in lines_of(page.text):
        reader.take(line)
    reader.close("" if reader.open.letters else "The question has no answer line.")
    return Extraction(tuple(reader.drafts), findings=tuple(reader.findings))


EXTRACTOR = Extractor("aiken", frozenset({Carrier.TEXT}), identify, read)
