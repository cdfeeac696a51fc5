"""LiaScript: quizzes inside Markdown lessons.

    Which one floats?

        [(X)] cork
        [( )] iron
        [[?]] Think of bottles.
        ***********************
        Cork is light.
        ***********************

`[( )]` one answer, `[[ ]]` several (`[[X]]` is right), `[[text]]` a typed answer, `[[a|(b)|c]]` a selection (the one in
brackets is right), `[[?]]` a hint, and a block between lines of stars the solution. Rules: the LiaScript documentation,
"Quizzes". What stands above a quiz up to the heading or the quiz before it is its question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extract.sites._lines import Line, fragment_of, lines_of, span_of, trimmed
from quizmill.draft import Claim, Draft, DraftAnswer, DraftChoice, DraftGap, Extraction, Fragment
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor
from quizmill.source import Span

_HEAD = re.compile(r"(?i)\s*<!--(?:[^-]|-(?!->))*?\b(?:author|email|version|narrator|import)\s*:")
_RADIO = re.compile(r"\s*(?:[-*+]\s+)?\[\(([xX ])\)\]\s+(.*\S)")
_BOX = re.compile(r"\s*(?:[-*+]\s+)?\[\[([xX ])\]\]\s+(.*\S)")
_HINT = re.compile(r"\s*\[\[\?\]\]\s*(.*\S)")
_FIELD = re.compile(r"\[\[(?![?!xX ]\]\])([^\[\]\n]+)\]\]")
_STARS = re.compile(r"\s*\*{3,}\s*$")
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*$")


def identify(page: Page) -> bool:
    """LiaScript's header comment and a quiz, or a radio row that no other format has."""
    text = page.text[:200_000]
    radio = len(re.findall(r"(?m)^\s*(?:[-*+]\s+)?\[\([xX ]\)\]\s+\S", text))
    boxes = len(re.findall(r"(?m)^\s*(?:[-*+]\s+)?\[\[[xX ?]\]\]\s+\S", text))
    return radio >= 2 or boxes >= 2 or bool(_HEAD.match(text[:4000]) and _FIELD.search(text))


@dataclass
class _Quiz:
    """A quiz while its lines come in."""

    stem: list[Line]
    rows: list[tuple[bool, Line]] = field(default_factory=list)
    several: bool = False
    typed: list[Line] = field(default_factory=list)
    hints: list[Line] = field(default_factory=list)
    solution: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


class _Reader:
    """Goes down the lines: words gather until a quiz begins, and what follows it is its own."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.words: list[Line] = []
        self.section: list[tuple[int, str]] = []
        self.quiz: _Quiz | None = None
        self.starred = False
        self.fence = ""

    def take(self, line: Line) -> None:
        text = line.text
        if self.fenced(text):
            self.plain(line)
        elif self.quiz and _STARS.match(text):
            self.starred = not self.starred
            self.quiz.lines.append(line)
        elif self.starred and self.quiz:
            self.quiz.solution.append(line)
            self.quiz.lines.append(line)
        elif heading := _HEADING.match(text):
            self.close()
            self.words = []
            level = len(text) - len(text.lstrip("#"))
            self.section = [entry for entry in self.section if entry[0] < level] + [(level, heading[1])]
        elif row := _RADIO.match(text) or _BOX.match(text):
            quiz = self.begin(line)
            quiz.several = quiz.several or not _RADIO.match(text)
            quiz.rows.append((row[1] in "xX", Line(line.number, row[2])))
        elif self.quiz and (hint := _HINT.match(text)):
            self.quiz.hints.append(Line(line.number, hint[1]))
            self.quiz.lines.append(line)
        elif _FIELD.search(text):
            if self.quiz and (self.quiz.rows or self.quiz.lines[-1].number < line.number - 1):
                self.close()  # a field in the next paragraph is the next quiz
            self.begin(line).typed.append(line)
        else:
            self.plain(line)

    def fenced(self, text: str) -> bool:
        """True inside a code fence and on its lines."""
        found = re.match(r"\s*(`{3,}|~{3,})", text)
        if self.fence:
            self.fence = "" if found and found[1].startswith(self.fence) else self.fence
            return True
        self.fence = found[1] if found else ""
        return bool(found)

    def plain(self, line: Line) -> None:
        if line.text.strip() and self.quiz:
            self.close()
        if self.quiz is None:
            self.words.append(line)

    def begin(self, line: Line) -> _Quiz:
        if self.quiz is None:
            self.quiz = _Quiz(trimmed(self.words))
            self.words = []
        self.quiz.lines.append(line)
        return self.quiz

    def close(self) -> None:
        if self.quiz:
            self.drafts.append(_draft(self.quiz, tuple(title for _, title in self.section)))
        self.quiz = None
        self.starred = False


def _draft(quiz: _Quiz, section: tuple[str, ...]) -> Draft:
    spans = tuple(span_of([line]) for line in (*quiz.stem, *quiz.lines))
    solution = fragment_of(quiz.solution)
    draft = Draft(
        stem=fragment_of(quiz.stem),
        spans=spans,
        section=section,
        hints=tuple(fragment_of([line]) for line in quiz.hints),
        solution=(solution,) if solution else (),
    )
    if quiz.rows:
        choices = tuple(DraftChoice(fragment_of([line])) for _, line in quiz.rows)
        right = tuple(place for place, (on, _) in enumerate(quiz.rows) if on)
        claims = (
            (Claim(Evidence.MARKUP, right, spans=tuple(span_of([line]) for _, line in quiz.rows)),) if right else ()
        )
        return replace(draft, type="multiple" if quiz.several else "single", choices=choices, claims=claims)
    return _typed(quiz, draft)


def _typed(quiz: _Quiz, draft: Draft) -> Draft:
    """A field alone is a short answer; one in a sentence, or several, are gaps."""
    fields = [(line, match) for line in quiz.typed for match in _FIELD.finditer(line.text)]
    line, only = fields[0]
    if len(fields) == 1 and line.text.strip() == only[0] and "|" not in only[1] and draft.stem:
        answer = DraftAnswer(Fragment(only[1].strip(), (Span.of_lines(line.number),)))
        return replace(draft, type="short", answers=(answer,))
    gaps = tuple(_gap(str(place), line, match[1]) for place, (line, match) in enumerate(fields, 1))
    names = iter(range(1, len(fields) + 1))
    words = [Line(each.number, _FIELD.sub(lambda m: f"{{{{gap:{next(names)}}}}}", each.text)) for each in quiz.typed]
    stem = fragment_of([*quiz.stem, *([Line(words[0].number, "")] if quiz.stem else []), *words])
    return replace(draft, type="cloze", stem=stem, gaps=gaps)


def _gap(name: str, line: Line, text: str) -> DraftGap:
    """`a|(b)|c` is chosen from; anything else is typed."""
    span = Span.of_lines(line.number)
    parts = [part.strip() for part in text.split("|")]
    if len(parts) < 2:
        return DraftGap(name, (DraftAnswer(Fragment(text.strip(), (span,))),))
    marked = [re.fullmatch(r"\((.*)\)", part) for part in parts]
    right = tuple(place for place, mark in enumerate(marked) if mark)
    choices = tuple(
        DraftChoice(Fragment(mark[1].strip() if mark else part, (span,)))
        for part, mark in zip(parts, marked, strict=True)
    )
    return DraftGap(name, choices=choices, claims=(Claim(Evidence.MARKUP, right, spans=(span,)),) if right else ())


def read(page: Page) -> Extraction:
    """Every quiz of the lesson; its prose is left to be accounted for."""
    reader = _Reader()
    for line in lines_of(page.text):
        reader.take(line)
    reader.close()
    return Extraction(tuple(reader.drafts))


EXTRACTOR = Extractor("liascript", frozenset({Carrier.MARKDOWN, Carrier.TEXT}), identify, read)
