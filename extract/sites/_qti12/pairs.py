"""QTI 1.2 items that pair, sort or order: a response for each row, or an ordered one.

<response_lid ident="response_1"><material>jib</material><render_choice>...   rule: response_1 is 31, Add 50
"""

from __future__ import annotations

from dataclasses import replace

from extract.sites._qti12.answers import accepted
from extract.sites._qti12.item import Item
from extract.sites._qti12.presentation import Label, Response
from extract.sites._qti12.shared import best_scored, feedback_of_item, idents_of, stem_of
from extract.sites._qti12.text import joined
from quizmill.draft import EMPTY, Draft, DraftPair, Fragment


def read_matching(item: Item) -> Draft:
    pairs = []
    used: set[str] = set()
    everything: dict[str, Fragment] = {}
    for response in item.page.responses:
        rights = _rights(item, response)
        if not response.text:
            everything.update((text.text, text) for text in rights.values() if text)
            continue
        everything.update((text.text, text) for text in rights.values() if text)
        named = [name for name in best_scored(item, response) if rights.get(name)]
        if len(named) > 1:
            item.doubt(f"Several right sides of {response.text!r} score the same.", "key-ambiguous")
        right = rights[named[0]] if len(named) == 1 else EMPTY
        used.add(right.text)
        told = _pair_feedback(item, response, named)
        pairs.append(DraftPair(item.fragment(response.text, response.node), right, told))
    distractors = tuple(text for words, text in everything.items() if words not in used)
    sides = {pair.left.text for pair in pairs} | everything.keys()
    stem = joined(text for text in item.page.texts if text not in sides or text == item.page.texts[0])
    draft = replace(item.draft(stem), type="matching", pairs=tuple(pairs), distractors=distractors)
    own = {pair.feedback.text for pair in pairs}
    places = [pair.left.text for pair in pairs] == [str(n) for n in range(1, len(pairs) + 1)]
    if places and item.metadata.get("quizmill_type") == "ordering":
        order = tuple(pair.right for pair in pairs)
        draft = replace(draft, type="ordering", order=order, order_known=all(order), pairs=(), distractors=())
    return replace(draft, feedback=tuple(told for told in feedback_of_item(item) if told.text.text not in own))


def _rights(item: Item, response: Response) -> dict[str, Fragment]:
    """The right-hand texts by label; Blackboard's empty labels take the texts of the block beside, by place."""
    apart = item.page.rights
    found = {}
    for place, label in enumerate(response.labels):
        text = label.text or (apart[place] if place < len(apart) else "")
        found[label.ident] = item.fragment(text, label.node)
    return found


def _pair_feedback(item: Item, response: Response, right: list[str]) -> Fragment:
    for rule in item.rules:
        named = [test for test in rule.tests if test.response == response.ident]
        told = [name for name in rule.shows if name in item.feedback and "correct" not in name.lower()]
        if named and told and not rule.scores:
            return item.feedback[told[0]]
    return EMPTY


def read_categories(item: Item) -> Draft:
    """Canvas New Quizzes: each category is a response that takes several entries; a pair for each entry."""
    pairs = []
    sorted_in: set[str] = set()
    labels: dict[str, Label] = {}
    for response in item.page.responses:
        labels.update((label.ident, label) for label in response.labels)
        for entry in accepted(item.rules, idents_of(response)):
            for test in entry.tests:
                if label := labels.get(test.value):
                    right = item.fragment(response.text, response.node)
                    pairs.append(DraftPair(item.fragment(label.text, label.node), right))
                    sorted_in.add(test.value)
    left = [label.text for name, label in labels.items() if name not in sorted_in]
    if left:
        item.doubt(f"Entries that belong to no category were left out: {', '.join(left)}.")
    return replace(item.draft(joined(item.page.texts)), type="matching", pairs=tuple(pairs))


def read_ordering(item: Item) -> Draft:
    response = next(response for response in item.page.responses if response.kind == "order")
    entries = {label.ident: item.fragment(label.text, label.node) for label in response.labels}
    order = _sequence(item, response, list(entries))
    draft = replace(item.draft(stem_of(item)), type="ordering", feedback=feedback_of_item(item))
    if order is None:
        return replace(draft, order=tuple(entries.values()), order_known=False)
    return replace(draft, order=tuple(entries[name] for name in order))


def _sequence(item: Item, response: Response, idents: list[str]) -> list[str] | None:
    """The right order: one rule that names every entry in turn, or a rule for each entry with its place (D2L)."""
    places: dict[str, float] = {}
    for rule in item.rules:
        tests = [test for test in rule.tests if not test.negated and test.how == "varequal"]
        own = [test.value for test in tests if test.response == response.ident]
        if rule.scores and len(own) == len(idents) == len(set(own)) and set(own) == set(idents):
            return own
        for test in tests if rule.scores else ():
            if test.response in idents and test.value.isdecimal():
                places[test.response] = int(test.value)
    if len(places) == len(idents) and len(set(places.values())) == len(idents):
        return sorted(idents, key=places.__getitem__)
    return None
