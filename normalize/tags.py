"""Step 8, tags: from the document's own front matter, and from its own key terms found in the items' words.

Key terms are what the document itself defines: quoted in its objectives or named after "define", and the short
fronts of its glossary cards. They are looked up in every stem; nothing is tagged from outside knowledge.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizmill.item import FlashcardItem, Item, Objective

_TAG_FACTS = ("tags", "tag", "categories", "category", "keywords", "topic", "subject")
_GLOSSARY_WORDS = 4
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


def _from_objectives(objectives: Sequence[Objective]) -> Iterator[str]:
    if not objectives:
        return
    import spacy
    from spacy.matcher import Matcher

    nlp = spacy.blank("xx")
    matcher = Matcher(nlp.vocab)
    quote = {"TEXT": {"IN": ['"', "\u201c", "\u201d", "\u00ab", "\u00bb", "\u201e", "`"]}}
    word = {"IS_PUNCT": False, "OP": "+"}
    matcher.add("quoted", [[quote, word, quote]], greedy="LONGEST")
    for objective in objectives:
        doc = nlp.make_doc(objective.text)
        for _, start, end in matcher(doc):
            if end - start - 2 <= _GLOSSARY_WORDS:
                yield doc[start + 1 : end - 1].text.casefold()
        yield from _after_cue(objective.text)


def _after_cue(text: str) -> Iterator[str]:
    """`Define overfitting.` names a term where nothing but the term follows."""
    low = text.casefold().rstrip(" .")
    for cue in _CUES:
        rest = low.removeprefix(cue + " ")
        if rest != low and len(rest.split()) <= 3 and '"' not in rest:
            yield rest


def _spoken(items: Sequence[Item], terms: Sequence[str]) -> list[tuple[str, ...]]:
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("xx")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("term", [nlp.make_doc(term) for term in terms])
    return [
        tuple(dict.fromkeys(doc[start:end].text.casefold() for _, start, end in matcher(doc)))
        for doc in (nlp.make_doc(item.stem[:4000]) for item in items)
    ]
