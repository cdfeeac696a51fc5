"""The Quiz extension of MediaWiki, as Wikiversity uses it: questions in braces, signs for right and wrong.

    <quiz display=simple>
    {Which ocean is the largest?
    |type="()" coef="2"}
    - Atlantic
    + Pacific
    || It covers a third of the globe.
    </quiz>

`()` takes one answer and `[]` several; a `{}` question is typed: `{ Pacific _10 }`, alternatives divided by `|`,
a number as `{ 3.14;5% }` or `{ 1-5 }`. Grammar: mediawiki.org, Extension:Quiz.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.sites._lines import Line, fragment_of, lines_of, span_of
from quizmill.draft import (
    Claim,
    Draft,
    DraftAnswer,
    DraftChoice,
    DraftFeedback,
    DraftGap,
    Extraction,
    Fragment,
    ItemType,
)
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_TYPE = re.compile(r'\|[ \t]*type[ \t]*=[ \t]*"?(?P<type>\(\)|\[\]|\{\})"?')
_POINTS = re.compile(r'coef[ \t]*=[ \t]*"?(?P<points>\d+(?:\.\d+)?)"?')
_SETTINGS = re.compile(r"[ \t]*\|[ \t]*(?:type|coef)\b[^{}]*\}?[ \t]*$")
_CHOICE = re.compile(r"[ \t]*(?P<sign>[+-])[ \t]*(?P<text>\S.*)$")
_REMARK = re.compile(r"[ \t]*\|\|[ \t]*(?P<text>.*)$")
_GAP = re.compile(r"\{(?P<body>[^{}]*)\}")
_TAG = re.compile(r"[ \t]*</?quiz\b[^>]*>[ \t]*$", re.IGNORECASE)


def identify(page: Page) -> bool:
    """A quiz tag on a line of its own, with a braced question after it."""
    text = page.text[:500_000]
    opened = re.search(r"(?mi)^[ \t]*<quiz\b[^>\n]*>[ \t]*$", text)
    return bool(opened and re.compile(r"^[ \t]*\{", re.M).search(text, opened.end()))


def read(page: Page) -> Extraction:
    lines, inside, blocks = lines_of(page.text), False, list[list[Line]]()
    chrome = []
    for line in lines:
        if _TAG.match(line.text):
            inside = not line.text.strip().startswith("</")
            chrome.append(span_of([line]))
        elif inside and line.text.lstrip().startswith("{") and not _continues(blocks, line):
            blocks.append([line])
        elif inside and blocks and line.text.strip():
            blocks[-1].append(line)
    return Extraction(drafts=tuple(_drafts(blocks)), chrome=tuple(chrome))


def _continues(blocks: Sequence[Sequence[Line]], line: Line) -> bool:
    """A line of gaps below a question of gaps begins no new question."""
    return bool(blocks) and 'type="{}"' in "".join(each.text for each in blocks[-1]) and line.text.count("}") > 0


def _drafts(blocks: Sequence[Sequence[Line]]) -> Iterator[Draft]:
    for block in blocks:
        head = next((i for i, line in enumerate(block) if line.text.rstrip().endswith("}")), len(block) - 1)
        settings = "\n".join(line.text for line in block[: head + 1])
        kind = found["type"] if (found := _TYPE.search(settings)) else "()"
        stem = [Line(line.number, _stripped(line.text)) for line in block[: head + 1] if not _SETTINGS.match(line.text)]
        points = _POINTS.search(settings)
        yield _draft(kind, stem, block, block[head + 1 :], float(points["points"]) if points else None)


def _stripped(text: str) -> str:
    """A stem's line without the braces around it and without settings behind it."""
    cut = _TYPE.search(text)
    return (text[: cut.start()] if cut else text).strip().lstrip("{").rstrip("}").strip()


def _draft(kind: str, stem: Sequence[Line], block: Sequence[Line], rest: Sequence[Line], points: float | None) -> Draft:
    spans = tuple(span_of([line]) for line in block)
    if kind == "{}":
        text, gaps = _gaps(rest)
        asked = fragment_of(stem)
        return Draft(
            stem=Fragment(f"{asked.text}\n\n{text}".strip(), spans), spans=spans, type="cloze", gaps=gaps, points=points
        )
    choices, right, general = _choices(rest)
    claim = Claim(Evidence.MARKUP, choices=tuple(right), spans=tuple(span_of([line]) for line in rest))
    several: ItemType = "multiple" if kind == "[]" else "single"
    return Draft(
        stem=fragment_of(stem),
        spans=spans,
        type=several,
        choices=tuple(choices),
        claims=(claim,) if right else (),
        feedback=tuple(DraftFeedback(remark) for remark in general),
        points=points,
    )


def _choices(lines: Sequence[Line]) -> tuple[list[DraftChoice], list[int], list[Fragment]]:
    """Choices with their remarks; a remark before the first choice is on the question."""
    choices: list[DraftChoice] = []
    right: list[int] = []
    general: list[Fragment] = []
    for line in lines:
        span = (span_of([line]),)
        if found := _REMARK.match(line.text):
            remark = Fragment(found["text"].strip(), span)
            if choices:
                last = choices[-1]
                text = "\n".join(filter(None, (last.feedback.text, remark.text)))
                choices[-1] = DraftChoice(last.text, feedback=Fragment(text, (*last.feedback.spans, *span)))
            else:
                general.append(remark)
        elif found := _CHOICE.match(line.text):
            if found["sign"] == "+":
                right.append(len(choices))
            choices.append(DraftChoice(Fragment(found["text"].strip(), span)))
    return choices, right, general


def _gaps(lines: Sequence[Line]) -> tuple[str, tuple[DraftGap, ...]]:
    gaps: list[DraftGap] = []
    text = "\n".join(line.text.strip() for line in lines)

    def gap(found: re.Match[str]) -> str:
        body = re.sub(r"_\d+\s*$", "", found["body"].strip()).strip()
        number = str(len(gaps) + 1)
        answers = tuple(_typed(part.strip(), lines) for part in body.split("|") if part.strip())
        gaps.append(DraftGap(number, answers))
        return f"{{{{gap:{number}}}}}"

    return _GAP.sub(gap, text), tuple(gaps)


def _typed(text: str, lines: Sequence[Line]) -> DraftAnswer:
    span = (span_of(lines),)
    if found := re.match(r"(-?[\d.]+)\s*;\s*([\d.]+%?)$", text):
        return DraftAnswer(Fragment(found[1], span), numeric=True, tolerance=found[2])
    if found := re.match(r"(\d[\d.]*)\s*-\s*(\d[\d.]*)$", text):
        return DraftAnswer(Fragment(found[1], span), numeric=True, upper=found[2])
    return DraftAnswer(Fragment(text, span))


EXTRACTOR = Extractor("wikiversity", frozenset({Carrier.TEXT, Carrier.MARKDOWN}), identify, read)
