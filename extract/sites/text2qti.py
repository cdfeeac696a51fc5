"""text2qti: a plain-text quiz format of Markdown texts, made for Canvas.

    Quiz title: Cells
    Title: Ribosomes
    Points: 2
    1.  What do ribosomes make?
    ... They translate RNA.
    +   Well done.
    -   Read chapter 3.
    *a) Proteins
    ... Yes.
    b)  Lipids

`[*]`/`[ ]` for several answers, `*` for typed ones, `= 3.14 +- 0.01` and `= [1, 2]` for numbers, `___` for an essay,
`^^^^` for a file, `!` for a solution, GROUP ... END_GROUP for a pool, `%` and COMMENT ... END_COMMENT for comments.
Grammar: the text2qti README; a text goes on in lines indented to where it began.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from extract.sites._lines import Line, fragment_of, lines_of, span_of
from quizmill.draft import (
    EMPTY,
    Claim,
    Draft,
    DraftAnswer,
    DraftChoice,
    DraftFeedback,
    Extraction,
    Fragment,
    ItemType,
)
from quizmill.finding import Finding, Severity
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor
from quizmill.source import Span

_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("setting", re.compile(r"(?:quiz|text|group|feedback|shuffle|show|one|can)[ \w]*?:[ \t]", re.I)),
    ("title", re.compile(r"Title:[ \t]*")),
    ("points", re.compile(r"Points:[ \t]*")),
    ("text", re.compile(r"Text:[ \t]*")),
    ("pick", re.compile(r"(?:pick|points per question|solutions pick):[ \t]*", re.I)),
    ("group", re.compile(r"(?:GROUP|END_GROUP)[ \t]*$")),
    ("stem", re.compile(r"(?P<label>\d+)[.)][ \t]+")),
    ("choice", re.compile(r"(?P<key>\*?)(?P<label>[A-Za-z])\)[ \t]*")),
    ("several", re.compile(r"\[(?P<key>[ *])\][ \t]*")),
    ("feedback", re.compile(r"\.\.\.[ \t]+")),
    ("correct", re.compile(r"\+[ \t]+")),
    ("incorrect", re.compile(r"-[ \t]+")),
    ("solution", re.compile(r"![ \t]+")),
    ("short", re.compile(r"\*[ \t]+")),
    ("number", re.compile(r"=[ \t]+")),
    ("essay", re.compile(r"_{3,}[ \t]*$")),
    ("upload", re.compile(r"\^{3,}[ \t]*$")),
)
_NUMBER = re.compile(
    r"(?P<value>[-+]?[\d.]+(?:[eE][-+]?\d+)?)(?:\s*\+-\s*(?P<tolerance>[\d.]+(?:[eE][-+]?\d+)?\s*%?))?$"
)
_RANGE = re.compile(r"\[\s*(?P<low>[-+]?[\d.eE+-]+)\s*,\s*(?P<high>[-+]?[\d.eE+-]+)\s*\]$")


@dataclass(frozen=True, slots=True)
class _Part:
    """A marked text: what its mark says it is, and its lines without mark and indentation."""

    kind: str
    lines: tuple[Line, ...]
    label: str = ""
    right: bool = False

    @property
    def fragment(self) -> Fragment:
        return fragment_of(self.lines)

    @property
    def text(self) -> str:
        return self.fragment.text.strip()


def identify(page: Page) -> bool:
    """A title line of text2qti, or marks that no other format has (`*a)`, `[*]`, `...` feedback) below numbers."""
    text = page.text[:200_000]
    numbered = re.search(r"(?m)^\d+\.[ \t]+\S", text)
    keyed = re.search(r"(?m)^(?:\*[A-Za-z]\)|\[\*\][ \t]|=[ \t]+[-\d\[]|_{3,}[ \t]*$|\^{4})", text)
    named = re.search(r"(?m)^Quiz title:", text)
    return bool(numbered and keyed and (named or re.search(r"(?m)^\.\.\.[ \t]+\S", text) or _pure(text)))


def _pure(text: str) -> bool:
    """Every line at the margin has a mark of this format."""
    margin = [line for line in text.splitlines() if line.strip() and not line[0].isspace() and line[0] != "%"]
    return bool(re.search(r"(?m)^\*[A-Za-z]\)", text)) and all(_mark(line) for line in margin)


def _mark(text: str) -> tuple[str, re.Match[str]] | None:
    return next(((kind, found) for kind, rule in _RULES if (found := rule.match(text))), None)


def _parts(lines: list[Line]) -> tuple[list[_Part], list[Line]]:
    """The marked texts in order, and the lines that have no mark and continue nothing."""
    parts: list[_Part] = []
    loose: list[Line] = []
    width = 0
    fence = ""
    for line in lines:
        mark = None if fence else _mark(line.text)
        if mark:
            kind, found = mark
            groups = found.groupdict()
            width = found.end()
            rest = Line(line.number, line.text[width:].rstrip())
            right = "*" in (groups.get("key") or "")
            parts.append(_Part(kind, (rest,), groups.get("label") or "", right))
            fence = _fence(rest.text, fence)
        elif not line.text.strip() or (parts and (fence or line.text[:1].isspace())):
            if parts:
                text = line.text[min(width, len(line.text) - len(line.text.lstrip())) :].rstrip()
                last = parts[-1]
                parts[-1] = _Part(last.kind, (*last.lines, Line(line.number, text)), last.label, last.right)
                fence = _fence(text, fence)
        else:
            loose.append(line)
    return parts, loose


def _fence(text: str, fence: str) -> str:
    """The code fence that is open after this line."""
    found = re.match(r"\s*(`{3,}|~{3,})", text)
    if not found:
        return fence
    return "" if fence and found[1].startswith(fence) else fence or found[1]


@dataclass(slots=True)
class _Builder:
    """A question while its parts come in."""

    stem: _Part
    title: str = ""
    points: str = ""
    type: ItemType | None = None
    first: Span | None = None
    parts: list[_Part] = field(default_factory=list)

    def draft(self, section: tuple[str, ...]) -> Draft:
        kinds = {part.kind for part in self.parts}
        options = [part for part in self.parts if part.kind in ("choice", "several")]
        choices = tuple(self._choice(part) for part in options)
        right = tuple(index for index, part in enumerate(options) if part.right)
        spans = tuple(span_of(part.lines) for part in (self.stem, *self.parts))
        claim = Claim(Evidence.MARKUP, choices=right, spans=tuple(spans[1:]))
        return Draft(
            stem=self.stem.fragment,
            spans=((self.first,) if self.first else ()) + spans,
            type=_type(kinds, [choice.text.text for choice in choices]),
            number=self.stem.label,
            title=self.title,
            points=float(self.points) if re.fullmatch(r"\d+(?:\.\d+)?", self.points) else None,
            choices=choices,
            claims=(claim,) if right else (),
            answers=tuple(answer for part in self.parts if (answer := _answer(part))),
            feedback=tuple(self._general()),
            solution=tuple(part.fragment for part in self.parts if part.kind == "solution"),
            section=section,
        )

    def _choice(self, option: _Part) -> DraftChoice:
        after = self.parts[self.parts.index(option) + 1 :]
        told = next((part for part in after[:1] if part.kind == "feedback"), None)
        return DraftChoice(option.fragment, option.label, feedback=told.fragment if told else EMPTY)

    def _general(self) -> list[DraftFeedback]:
        found = []
        before = ""
        for part in self.parts:
            if part.kind == "feedback" and before not in ("choice", "several"):
                found.append(DraftFeedback(part.fragment))
            elif part.kind == "correct":
                found.append(DraftFeedback(part.fragment, "correct"))
            elif part.kind == "incorrect":
                found.append(DraftFeedback(part.fragment, "incorrect"))
            before = part.kind
        return found


def _type(kinds: set[str], choices: list[str]) -> ItemType | None:
    if "choice" in kinds:
        return "true_false" if [choice.casefold() for choice in choices] == ["true", "false"] else "single"
    rules: tuple[tuple[str, ItemType], ...] = (
        ("several", "multiple"),
        ("short", "short"),
        ("number", "numeric"),
        ("essay", "essay"),
        ("upload", "essay"),
    )
    return next((name for kind, name in rules if kind in kinds), None)


def _answer(part: _Part) -> DraftAnswer | None:
    if part.kind == "short":
        return DraftAnswer(part.fragment)
    if part.kind != "number":
        return None
    if found := _RANGE.match(part.text):
        return DraftAnswer(Fragment(found["low"], part.fragment.spans), numeric=True, upper=found["high"])
    if found := _NUMBER.match(part.text):
        text = Fragment(found["value"], part.fragment.spans)
        return DraftAnswer(text, numeric=True, tolerance=(found["tolerance"] or "").replace(" ", ""))
    return DraftAnswer(part.fragment, numeric=True)


def _without_comments(lines: list[Line]) -> tuple[list[Line], list[Span]]:
    kept: list[Line] = []
    comments: list[Span] = []
    inside = False
    for line in lines:
        word = line.text.strip()
        if inside or word == "COMMENT" or line.text.startswith("%"):
            comments.append(Span.of_lines(line.number))
            inside = (inside or word == "COMMENT") and word != "END_COMMENT"
        else:
            kept.append(line)
    return kept, comments


class _Reader:
    """Goes over the parts and hands them to the question they belong to."""

    def __init__(self, comments: list[Span]) -> None:
        self.done: list[Draft] = []
        self.chrome = comments
        self.facts: list[tuple[str, str]] = []
        self.section: tuple[str, ...] = ()
        self.head: dict[str, _Part] = {}
        self.open: _Builder | None = None

    def take(self, part: _Part) -> None:
        handlers: dict[str, Callable[[_Part], None]] = {
            "setting": self.setting,
            "text": self.chrome_of,
            "pick": self.chrome_of,
            "group": self.chrome_of,
            "title": self.heading,
            "points": self.heading,
            "stem": self.stem,
        }
        handlers.get(part.kind, self.inside)(part)

    def setting(self, part: _Part) -> None:
        self.chrome_of(part)

    def chrome_of(self, part: _Part) -> None:
        self.close()
        self.chrome.append(span_of(part.lines))

    def heading(self, part: _Part) -> None:
        self.close()
        self.head[part.kind] = part

    def stem(self, part: _Part) -> None:
        self.close()
        texts = {kind: head.text for kind, head in self.head.items()}
        first = span_of([line for head in self.head.values() for line in head.lines]) if self.head else None
        self.open = _Builder(part, texts.get("title", ""), texts.get("points", ""), first=first)
        self.head = {}

    def inside(self, part: _Part) -> None:
        if self.open:
            self.open.parts.append(part)

    def close(self) -> None:
        if self.open:
            self.done.append(self.open.draft(self.section))
        self.open = None


def _facts(lines: list[Line]) -> tuple[tuple[str, str], ...]:
    names = {"quiz title": "title", "quiz description": "description"}
    pairs = [line.text.partition(":") for line in lines if line.text.lower().startswith("quiz ")]
    return tuple((names[key.lower()], value.strip()) for key, _, value in pairs if key.lower() in names)


def read(page: Page) -> Extraction:
    """Every question of a text2qti document."""
    lines, comments = _without_comments(lines_of(page.text))
    parts, loose = _parts(lines)
    reader = _Reader(comments)
    facts = _facts(lines)
    reader.section = tuple(value for key, value in facts if key == "title")
    for part in parts:
        reader.take(part)
    reader.close()
    message = "The line has no mark of the format and continues nothing."
    findings = tuple(Finding("parse-error", Severity.WARNING, message, Span.of_lines(line.number)) for line in loose)
    return Extraction(tuple(reader.done), (), tuple(reader.chrome), facts, findings, reader="text2qti")


EXTRACTOR = Extractor("text2qti", frozenset({Carrier.TEXT, Carrier.MARKDOWN}), identify, read)
