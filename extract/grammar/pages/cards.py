"""Flashcards in markup: a front and a back in elements that are named so, card after card.

    <div class="flip-card"> <div class="flip-card-front">Bow</div> <div class="flip-card-back">of a ship</div> </div>
    <dl> <dt>Bow</dt> <dd>front of a ship</dd> ... on a page that calls itself flashcards
    <div class="card-face question"> <b>Q</b> <p>Bow</p> </div>       what every front begins with is no part of it

    <td> Bow <hr id="answer"> of a ship </td>                         as Anki prints them

Three cards of one make at least, but of Anki's. A glossary's list of terms is none unless the page says that it is for
learning.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from extract.grammar.pages.build import text
from extract.media.html.medium import HtmlPage
from extract.media.html.tree import Node
from quizmill.draft import Draft, DraftAnswer
from quizmill.page import Page

_FRONT = re.compile(
    r"(?:^|[\s_-])(?:front|term|word|recto|vorderseite|card-?question|flashcard-?question)(?:$|[\s_-])", re.I
)
_BACK = re.compile(
    r"(?:^|[\s_-])(?:back|definition|meaning|verso|r\u00fcckseite|card-?answer|flashcard-?answer)(?:$|[\s_-])", re.I
)
_CARDS = re.compile(
    r"flash.?cards?|flip.?cards?|study set|vocab|karteikart|fiches|tarjetas"
    r"|\u043a\u0430\u0440\u0442\u043e\u0447\u043a\u0438|\u5355\u8bcd\u5361",
    re.I,
)
_CARD = re.compile(r"card|flip|face", re.I)
_TURNED = re.compile(r"\bquestion\b")  # "card-face question" beside "card-face answer"
_SIDE = re.compile(
    r"[QAFB?]|(?i:front|back|question|answer|term|definition|meaning|frage|antwort|pregunta|respuesta|r\u00e9ponse"
    r"|domanda|risposta|pergunta|resposta|\u0432\u043e\u043f\u0440\u043e\u0441|\u043e\u0442\u0432\u0435\u0442|\u554f|\u95ee|\u7b54)\W?"
)
_FEWEST = 3


def card_drafts(page: Page, html: HtmlPage, taken: frozenset[int]) -> list[Draft]:
    """All cards of a page, or none where there are fewer than three."""
    pairs = list(_named(html))
    if len(pairs) < _FEWEST and (ruled := list(_ruled(html, taken))):
        return ruled
    if len(pairs) < _FEWEST and _is_study_page(page, html):
        pairs = list(_listed(html))
    if len(pairs) < _FEWEST:
        return []
    heads = {*_shared_heads(html, [front for front, _ in pairs]), *_shared_heads(html, [back for _, back in pairs])}
    drafts = (_draft(html, front, back, heads) for front, back in pairs)
    return [draft for draft in drafts if draft is not None and not _held(html, draft, taken)]


def _is_study_page(page: Page, html: HtmlPage) -> bool:
    said = [value for name, value in page.facts if name == "title"]
    said += [line.text for line in html.lines[:12] if line.kind.value == "heading"]
    return _CARDS.search(" ".join(said)) is not None


@lru_cache(maxsize=2048)
def _is_front(names: str) -> bool:
    return _FRONT.search(names) is not None


@lru_cache(maxsize=2048)
def _is_turned(names: str) -> bool:
    return _TURNED.search(names) is not None and _CARD.search(names) is not None


def _named(html: HtmlPage) -> Iterator[tuple[Node, Node]]:
    """Siblings of which one is by its class a front and the next a back."""
    for node in html.tree.of(lambda make: _is_turned(make.own) or _is_front(make.own)):
        own = node.make.own
        turned = _is_turned(own)
        if node.parent is None:
            continue
        twins = [child for child in node.parent.children if child.tag and child.index > node.index]
        other = twins[0].attrs.get("class", "") if twins and len(node.parent.children) < 12 else ""
        if _BACK.search(other) or (turned and _TURNED.sub("answer", own) == other):
            yield node, twins[0]


def _listed(html: HtmlPage) -> Iterator[tuple[Node, Node]]:
    for term in html.tree.elements("dt"):
        siblings = term.parent.children if term.parent is not None else ()
        after = [child for child in siblings if child.tag and child.index > term.index][:1]
        if after and after[0].tag == "dd":
            yield term, after[0]


def _ruled(html: HtmlPage, taken: frozenset[int]) -> Iterator[Draft]:
    """Cards as Anki prints them: `<td> front <hr id=answer> back </td>`."""
    for rule in html.tree.elements("hr"):
        if rule.id != "answer" or (card := rule.parent) is None:
            continue
        front, back = html.fragment(card.index, rule.index), html.fragment(rule.end, card.end)
        draft = Draft(
            stem=front, spans=html.spans(card.index, card.end), type="flashcard", answers=(DraftAnswer(back),)
        )
        if front and back and not _held(html, draft, taken):
            yield draft


def _shared_heads(html: HtmlPage, sides: Sequence[Node]) -> Iterator[int]:
    """The elements with the side's name that every front, or every back, begins with: `Q`, `Answer`."""
    heads = [next((child for child in side.children if child.tag), None) for side in sides]
    said = {html.tree.words(head).strip() if head is not None else "" for head in heads}
    if len(said) == 1 and _SIDE.fullmatch(word := said.pop()):
        yield from (
            head.index
            for head, side in zip(heads, sides, strict=True)
            if head is not None and html.tree.words(side).strip() != word
        )


def _draft(html: HtmlPage, front: Node, back: Node, heads: Collection[int]) -> Draft | None:
    stem, answer = (text(html, side, *(one for one in side.children if one.index in heads)) for side in (front, back))
    if not stem or not answer:
        return None
    spans = (*html.spans(front.index, front.end), *html.spans(back.index, back.end))
    return Draft(stem=stem, spans=spans, type="flashcard", answers=(DraftAnswer(answer),))


def _held(html: HtmlPage, draft: Draft, taken: frozenset[int]) -> bool:
    places = {span.node for span in draft.spans}
    return any(line.path in places for line in html.lines if line.first in taken)
