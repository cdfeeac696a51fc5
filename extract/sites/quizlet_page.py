"""Quizlet sets: terms and definitions as flashcards, from the page or from the data it carries.

<div class="SetPageTerms-term"> <span class="TermText">bow</span> <span class="TermText">the front of a ship</span>
"studiableItems": [{"cardSides": [{"label": "word", "media": [{"plainText": "bow"}]}, {"label": "definition", ...}]}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.grammar.data.parse import literals
from extract.grammar.data.texts import rich_text
from extract.grammar.data.values import Array, Record, Value
from extract.grammar.pages.build import furniture, html_of, spans, text
from extract.media.html.medium import HtmlPage
from quizmill.draft import Draft, DraftAnswer, Extraction, Fragment
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor
from quizmill.source import Span

_SET = re.compile(r"SetPageTerms?-|SetPageTerm-|studiableItems|TermText|SetPageTermsList")


def _identify(page: Page) -> bool:
    return "uizlet" in page.text and _SET.search(page.text) is not None


def _read(page: Page) -> Extraction:
    html = html_of(page)
    drafts = list(_shown(html)) or list(_carried(html))
    return Extraction(drafts=tuple(drafts), chrome=furniture(html, drafts), media=tuple(html.pictures.media.values()))


def _shown(html: HtmlPage) -> Iterator[Draft]:
    for box in html.tree.with_class("SetPageTerms-term", "SetPageTermsList-term"):
        sides = list(html.tree.with_class("TermText", within=box))
        if len(sides) == 2:
            front, back = (text(html, side) for side in sides)
            if front and back:
                yield Draft(
                    stem=front,
                    spans=spans(html, box),
                    type="flashcard",
                    answers=(DraftAnswer(back),),
                    language=_language(sides[0].classes),
                )


def _language(classes: tuple[str, ...]) -> str:
    return next((name.removeprefix("lang-") for name in classes if name.startswith("lang-")), "")


def _carried(html: HtmlPage) -> Iterator[Draft]:
    for node in html.tree.elements("script"):
        if "cardSides" in node.text:
            for found in literals(node.text):
                yield from _cards(found.value, Span(node=node.path), 0)


def _cards(value: Value, place: Span, depth: int) -> Iterator[Draft]:
    if depth > 12:
        return
    match value:
        case Record(pairs=pairs) if isinstance(pairs.get("cardSides"), Array):
            sides = dict(_side(side) for side in pairs["cardSides"].items)  # type: ignore[union-attr]
            if sides.get("word") and sides.get("definition"):
                front, back = (
                    Fragment(rich_text(sides["word"]), (place,)),
                    Fragment(rich_text(sides["definition"]), (place,)),
                )
                yield Draft(stem=front, spans=(place,), type="flashcard", answers=(DraftAnswer(back),))
        case Record(pairs=pairs):
            for inner in pairs.values():
                yield from _cards(inner, place, depth + 1)
        case Array(items=items):
            for inner in items:
                yield from _cards(inner, place, depth + 1)
        case str() if "cardSides" in value:
            for found in literals(value):
                yield from _cards(found.value, place, depth + 1)


def _side(side: Value) -> tuple[str, str]:
    if not isinstance(side, Record):
        return "", ""
    label, media = side.pairs.get("label"), side.pairs.get("media")
    items = media.items if isinstance(media, Array) else []
    words = next(
        (
            item.pairs["plainText"]
            for item in items
            if isinstance(item, Record) and isinstance(item.pairs.get("plainText"), str)
        ),
        "",
    )
    return str(label), str(words)


EXTRACTOR = Extractor("quizlet-page", frozenset({Carrier.HTML}), _identify, _read)
