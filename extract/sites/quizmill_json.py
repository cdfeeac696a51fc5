"""quizmill's own JSON and JSON Lines, back in: what `quizmill extract` and the JSON exports write.

    {"format": "quizmill-bank", "version": "1.0", "items": [{"id": "q1", "type": "single", ...}], "media": {...}}
    {"id": "q1", "type": "single", "stem": "...", ...}          .jsonl: one item a line

An item becomes a draft that normalises to the same item; its key stays evidence of the same kind.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

import msgspec

from extract.sites._known import known_answers, known_choices, known_claims, known_gap, known_number
from quizmill.codec import decode_item, decode_items
from quizmill.draft import (
    EMPTY,
    Draft,
    DraftAnswer,
    DraftFeedback,
    DraftPair,
    Extraction,
    Fragment,
    When,
)
from quizmill.errors import SourceError
from quizmill.finding import Finding, Severity
from quizmill.item import (
    TYPES,
    ChoiceItem,
    ClozeItem,
    EssayItem,
    FlashcardItem,
    Item,
    MatchItem,
    Media,
    NumericItem,
    OrderItem,
    TextEntryItem,
)
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor
from quizmill.source import Span

_FORMAT = re.compile(r'\s*\{\s*"format":\s*"quizmill-')
_BREAK = re.compile(r"(?<=[^\s\\]) {2,}\n(?=[^\W\d_])")
_ITEM = re.compile(rf'"type":\s*"(?:{"|".join(TYPES)})"')


class _Pictures(msgspec.Struct):
    """The pictures of a bank in JSON: name -> base64. A document's JSON lists them without bytes."""

    media: dict[str, str] | list[msgspec.Raw] = {}
    title: str = ""


def identify(page: Page) -> bool:
    """The format's name, or an item of a known type in the first line."""
    line = page.text.lstrip()[:100_000].split("\n", 1)[0]
    return bool(_FORMAT.match(page.text[:200])) or ('"stem"' in line and bool(_ITEM.search(line)))


class _Draft:
    """One item as a draft whose fragments all stand at one place."""

    def __init__(self, item: Item, span: Span) -> None:
        self.item, self.span = item, span

    def text(self, text: str) -> Fragment:
        if "  \n" in text and "```" not in text:  # spaces at a line's end are dropped with all others
            text = _BREAK.sub(r"\\\n", text)
        return Fragment(text, (self.span,)) if text else EMPTY

    def texts(self, texts: Iterable[str]) -> tuple[Fragment, ...]:
        return tuple(self.text(text) for text in texts)

    def feedback(self) -> Iterator[DraftFeedback]:
        told = self.item.feedback
        whens: tuple[tuple[str, When], ...] = (
            (told.general, "general"),
            (told.correct, "correct"),
            (told.incorrect, "incorrect"),
            (told.partial, "partial"),
        )
        for text, when in whens:
            if text:
                yield DraftFeedback(self.text(text), when)

    def draft(self) -> Draft:
        item = self.item
        return self.typed(
            Draft(
                stem=self.text(item.stem),
                spans=(self.span,),
                type=item.type,
                title=item.title,
                feedback=tuple(self.feedback()),
                hints=self.texts(item.hints),
                solution=self.texts(item.solution),
                final_answer=self.text(item.final_answer),
                quick_check=self.text(item.quick_check),
                mistakes=self.texts(item.mistakes),
                difficulty=item.difficulty,
                points=item.points,
                tags=item.tags,
                objectives=item.objectives,
                section=item.section,
                language=item.language,
                confidence=item.confidence,
                doubts=item.doubts,
            )
        )

    def typed(self, draft: Draft) -> Draft:
        item = self.item
        match item:
            case ChoiceItem():
                claims = known_claims(item.key, item.choices, self.span)
                return replace(draft, choices=known_choices(item.choices, self.text), claims=claims)
            case TextEntryItem():
                return replace(
                    draft, answers=known_answers(item.answers, self.text), case_sensitive=item.case_sensitive
                )
            case NumericItem():
                return replace(draft, answers=tuple(known_number(number, self.text) for number in item.answers))
            case ClozeItem():
                return replace(draft, gaps=tuple(known_gap(gap, self.text, self.span) for gap in item.gaps))
            case MatchItem():
                pairs = tuple(
                    DraftPair(self.text(p.left), self.text(p.right), self.text(p.feedback)) for p in item.pairs
                )
                return replace(draft, pairs=pairs, distractors=self.texts(item.distractors))
            case OrderItem():
                return replace(draft, order=self.texts(item.entries), order_known=item.known)
            case EssayItem():
                model = (DraftAnswer(self.text(item.model_answer)),) if item.model_answer else ()
                return replace(draft, answers=model, grader_info=self.text(item.grader_info))
            case FlashcardItem():
                return replace(draft, answers=(DraftAnswer(self.text(item.back)),) if item.back else ())
            case _:
                assert_never(item)


def _lines(text: str) -> tuple[list[Draft], list[Finding]]:
    drafts: list[Draft] = []
    findings: list[Finding] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        span = Span.of_lines(number)
        try:
            drafts.append(_Draft(decode_item(line.encode()), span).draft())
        except SourceError as error:
            findings.append(Finding("parse-error", Severity.WARNING, str(error), span))
    return drafts, findings


def _pictures(data: bytes) -> tuple[tuple[Media, ...], str]:
    try:
        held = msgspec.json.decode(data, type=_Pictures)
    except msgspec.DecodeError:
        return (), ""
    media = []
    for name, text in held.media.items() if isinstance(held.media, dict) else ():
        try:
            media.append(Media(name.removeprefix("media:"), base64.b64decode(text)))
        except (binascii.Error, ValueError):
            continue
    return tuple(media), held.title


def read(page: Page) -> Extraction:
    """Every item, as a draft."""
    head = page.text.lstrip()[:200]
    if '"format"' not in head:
        drafts, findings = _lines(page.text)
        return Extraction(tuple(drafts), findings=tuple(findings))
    data = page.text.encode()
    try:
        items = decode_items(data)
    except SourceError as error:
        return Extraction(findings=(Finding("parse-error", Severity.ERROR, str(error)),))
    media, title = _pictures(data)
    found = tuple(_Draft(item, Span(node=f"/items/{place}")).draft() for place, item in enumerate(items))
    return Extraction(found, media=media, facts=(("title", title),) if title else ())


EXTRACTOR = Extractor("quizmill-json", frozenset({Carrier.JSON}), identify, read)
