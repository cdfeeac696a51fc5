"""Step 8, tags: from the document's own front matter, and from its own key terms found in the items' words.

Key terms are what the document itself defines: quoted in its objectives or named after "define", and the short
fronts of its glossary cards. They are looked up in every stem; nothing is tagged from outside knowledge.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from quizmill.item import FlashcardItem, Item, Objective

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher

_TAG_FACTS = ("tags", "tag", "categories", "category", "keywords", "topic", "subject")
_GLOSSARY_WORDS = 4
_QUOTES = '"\u201c\u201d\u00ab\u00bb\u201e`'
_CUES = ("define", "definition of", "the term", "the concept of")


def tags_of(
    items: Sequence[Item], facts: Sequence[tuple[str, str]], objectives: Sequence[Objective]
) -> list[tuple[str, ...]]:
    """Each item's tags: its own, the document's, and those of the document's key terms that it speaks of."""
    common = tuple(
        value.strip()
        for name, value in facts
        if name.casefold() in _TAG_FACTS
        for value in _split(value)
        if value.strip()
    )
    terms = tuple(dict.fromkeys((*_from_objectives(objectives), *_from_cards(items))))
    spoken = _spoken(items, terms) if terms else [()] * len(items)
    return [
        tuple(dict.fromkeys((*item.tags, *common, *own))) if common or own else item.tags
        for item, own in zip(items, spoken, strict=True)
    ]


def _split(value: str) -> list[str]:
    return value.strip("[]").replace(";", ",").split(",")


def _from_cards(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        front = item.stem.strip()
        if isinstance(item, FlashcardItem) and "?" not in front and len(front.split()) <= _GLOSSARY_WORDS:
            yield front.strip("*_`").casefold()


@cache
def _tokenizer() -> Language:
    """Made once: that takes as long as reading a page. What it learns of a document's words is forgotten after it."""
    import spacy

    return spacy.blank("xx")


def _from_objectives(objectives: Sequence[Objective]) -> Iterator[str]:
    for objective in objectives:
        if any(mark in objective.text for mark in _QUOTES):
            yield from _quoted(objective.text)
        yield from _after_cue(objective.text)


def _quoted(text: str) -> list[str]:
    """The terms that stand between quotation marks."""
    nlp = _tokenizer()
    with nlp.memory_zone():
        doc = nlp.make_doc(text)
        found = [(start, end) for _, start, end in _quotations()(doc) if end - start - 2 <= _GLOSSARY_WORDS]
        return [doc[start + 1 : end - 1].text.casefold() for start, end in found]


@cache
def _quotations() -> Matcher:
    from spacy.matcher import Matcher

    matcher = Matcher(_tokenizer().vocab)
    quote, word = {"TEXT": {"IN": list(_QUOTES)}}, {"IS_PUNCT": False, "OP": "+"}
    matcher.add("quoted", [[quote, word, quote]], greedy="LONGEST")
    return matcher


def _after_cue(text: str) -> Iterator[str]:
    """`Define overfitting.` names a term where nothing but the term follows."""
    low = text.casefold().rstrip(" .")
    for cue in _CUES:
        rest = low.removeprefix(cue + " ")
        if rest != low and len(rest.split()) <= 3 and '"' not in rest:
            yield rest


def _spoken(items: Sequence[Item], terms: Sequence[str]) -> list[tuple[str, ...]]:
    from spacy.matcher import PhraseMatcher

    nlp = _tokenizer()
    with nlp.memory_zone():
        matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        matcher.add("term", [nlp.make_doc(term) for term in terms])
        return [
            tuple(dict.fromkeys(doc[start:end].text.casefold() for _, start, end in matcher(doc)))
            for doc in (nlp.make_doc(item.stem[:4000]) for item in items)
        ]
