"""freeCodeCamp's curriculum files: questions in Markdown whose parts have headings in dashes.

    # --questions--
    ## --text--
    Which greeting fits at nine in the evening?
    ## --answers--
    `Good night`
    ### --feedback--
    That is said when leaving.
    ---
    `Good evening`
    ## --video-solution--
    2

Answers are parted by rules and the solution counts them from one. A quiz file has `--question--`, `--distractors--` and
one `--answer--` instead; `--fillInTheBlank--` has a `--sentence--` with BLANK in it and `--blanks--` in its order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.sites._lines import Line, fragment_of, lines_of, span_of, trimmed
from quizmill.draft import Claim, Draft, DraftAnswer, DraftChoice, DraftGap, Extraction, Fragment
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor
from quizmill.source import Span

_HEAD = re.compile(r"#{1,6}\s+--(?P<name>[A-Za-z-]+)--\s*\Z")
_RULE = re.compile(r"-{3,}\s*\Z")
_BLANK = re.compile(r"\bBLANK\b")
_BEGINS = frozenset(("text", "sentence"))  # a question's first part


@dataclass(slots=True)
class _Part:
    """A heading's name and the lines under it."""

    name: str
    head: Line
    lines: list[Line] = field(default_factory=list)


def identify(page: Page) -> bool:
    """A heading for answers or blanks, and one for the words of a question."""
    names = {found["name"] for line in page.text.splitlines() if line[:1] == "#" and (found := _HEAD.match(line))}
    return bool(names & {"answers", "distractors", "blanks"}) and bool(names & _BEGINS)


def read(page: Page) -> Extraction:
    parts = _parts(lines_of(page.text))
    drafts = [draft for group in _questions(parts) if (draft := _draft(group)) is not None]
    chrome = tuple(span_of([part.head]) for part in parts)
    return Extraction(drafts=tuple(drafts), chrome=chrome)


def _parts(lines: Sequence[Line]) -> list[_Part]:
    parts: list[_Part] = []
    for line in lines:
        if found := _HEAD.match(line.text):
            parts.append(_Part(found["name"], line))
        elif parts:
            parts[-1].lines.append(line)
    return parts


def _questions(parts: Sequence[_Part]) -> Iterator[list[_Part]]:
    """The parts of each question, from its words to what no longer belongs to it."""
    group: list[_Part] = []
    for part in parts:
        if part.name in _BEGINS or (group and part.name in ("question", "questions", "quiz", "description", "scene")):
            if group:
                yield group
            group = []
        if group or part.name in _BEGINS:
            group.append(part)
    if group:
        yield group


def _draft(group: Sequence[_Part]) -> Draft | None:
    stem, spans = fragment_of(group[0].lines), tuple(_span(part) for part in group)
    names = [part.name for part in group]
    if "blanks" in names:
        return _gapped(group, stem, spans)
    start = next((i for i, name in enumerate(names) if name in ("answers", "distractors")), 0)
    if not start or not stem:
        return None
    choices = _choices(group[start], group[start + 1 :])
    told = next((part for part in group if part.name in ("video-solution", "answer")), None)
    claims: tuple[Claim, ...] = ()
    if told is not None and told.name == "answer":
        choices.append(DraftChoice(fragment_of(told.lines)))
        claims = (Claim(Evidence.MARKUP, choices=(len(choices) - 1,), spans=(_span(told),)),)
    elif told is not None and fragment_of(told.lines).text.strip() in map(str, range(1, len(choices) + 1)):
        at = int(fragment_of(told.lines).text) - 1
        claims = (Claim(Evidence.STATED, choices=(at,), spans=(_span(told),)),)
    return Draft(stem=stem, spans=spans, type="single", choices=tuple(choices), claims=claims)


def _span(part: _Part) -> Span:
    return span_of([part.head, *trimmed(part.lines)])


def _choices(first: _Part, rest: Sequence[_Part]) -> list[DraftChoice]:
    """Answers between rules; a feedback's heading stands inside, and the rule behind it ends it."""
    choices: list[DraftChoice] = []
    for part in [first, *_inner(rest)]:
        pieces = _pieces(part.lines)
        if part is not first and choices:
            if part.name == "feedback":
                choices[-1] = DraftChoice(choices[-1].text, feedback=fragment_of(pieces[0]))
            pieces = pieces[1:]
        choices += [DraftChoice(fragment_of(piece)) for piece in pieces if trimmed(piece)]
    return choices


def _inner(rest: Sequence[_Part]) -> Iterator[_Part]:
    for part in rest:
        if part.name not in ("feedback", "audio-id", "explanation"):
            return
        yield part


def _pieces(lines: Sequence[Line]) -> list[list[Line]]:
    pieces: list[list[Line]] = [[]]
    for line in lines:
        if _RULE.match(line.text):
            pieces.append([])
        else:
            pieces[-1].append(line)
    return pieces


def _gapped(group: Sequence[_Part], stem: Fragment, spans: tuple[Span, ...]) -> Draft | None:
    """A sentence with BLANK in it, and the words in their order."""
    blanks = next(i for i, part in enumerate(group) if part.name == "blanks")
    words = [choice.text for choice in _choices(group[blanks], group[blanks + 1 :])]
    if not words or len(_BLANK.findall(stem.text)) != len(words):
        return None
    numbers = iter(range(1, len(words) + 1))
    text = _BLANK.sub(lambda _: f"{{{{gap:{next(numbers)}}}}}", stem.text.strip().strip("`"))
    gaps = tuple(
        DraftGap(str(at), (DraftAnswer(Fragment(word.text.strip().strip("`"), word.spans)),))
        for at, word in enumerate(words, 1)
    )
    return Draft(stem=Fragment(text, stem.spans), spans=spans, type="cloze", gaps=gaps)


EXTRACTOR = Extractor("freecodecamp", frozenset({Carrier.MARKDOWN, Carrier.TEXT}), identify, read)
