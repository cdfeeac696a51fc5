"""QTI 2.x and 3 items that pair or order, and matching rows written as one choice each.

<matchInteraction responseIdentifier="R"><simpleMatchSet>...     <value>L1 X2</value>
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.media.xml import Node
from extract.sites._part import words
from extract.sites._qti2.choices import feedback_by_name, stem_of
from extract.sites._qti2.item import Item
from quizmill.draft import (
    EMPTY,
    Draft,
    DraftPair,
    Fragment,
)


def _right_pairs(item: Item, node: Node) -> list[tuple[str, str]]:
    """The pairs that are declared, else those that the map gives points for, else those the rules name."""
    declared = item.declared(node)
    texts = list(declared.correct) or [entry.key for entry in declared.mapping if entry.worth > 0]
    if not texts:
        for branch in item.branches:
            texts += [(value.text or "").strip() for value in branch.condition.iter("baseValue")
                      if "pair" in value.get("baseType", "").lower()]  # fmt: skip
    return [(parts[0], parts[1]) for text in dict.fromkeys(texts) if len(parts := text.split()) == 2]


def pairs_by(item: Item, node: Node, side: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pair in _right_pairs(item, node):
        found.setdefault(pair[side], []).append(pair[1 - side])
    return found


def read_match(item: Item, node: Node) -> Draft:
    sets = node.findall("simpleMatchSet")
    lefts, rights = ([list(found) for found in sets] + [[], []])[:2]
    by_left = pairs_by(item, node, 0)
    texts = {right.get("identifier", ""): item.inner(right) for right in rights}
    pairs: list[DraftPair] = []
    used: set[str] = set()
    for left in lefts:
        names = [name for name in by_left.get(left.get("identifier", ""), ()) if name in texts]
        used.update(names)
        if not names and by_left:
            item.doubt(f"The entry {words(left)!r} goes with nothing; it was left out.")
        told = _of_row(item, left)
        pairs += [DraftPair(item.inner(left), texts[name], told) for name in names]
        if not by_left:
            pairs.append(DraftPair(item.inner(left)))
    rest = tuple(text for name, text in texts.items() if name not in used)
    rows = {f"{left.get('identifier')}_fb" for left in lefts}
    told_of_all = feedback_by_name(item, rows)
    draft = replace(item.draft(stem_of(item, node)), type="matching", pairs=tuple(pairs), feedback=told_of_all)
    return replace(draft, distractors=rest)


def _of_row(item: Item, left: Node) -> Fragment:
    """Feedback that is called by the row it belongs to: `l1_fb` of the row `l1`."""
    own = f"{left.get('identifier')}_fb"
    texts = [
        item.inner(node) for name in item.feedback if name.rpartition("|")[2] == own for node in item.feedback[name]
    ]
    return texts[0] if texts else EMPTY


def read_associate(item: Item, node: Node) -> Draft:
    texts = {choice.get("identifier", ""): item.inner(choice) for choice in node.iter("simpleAssociableChoice")}
    right = [(a, b) for a, b in _right_pairs(item, node) if a in texts and b in texts]
    used = {name for pair in right for name in pair}
    draft = replace(item.draft(stem_of(item, node)), type="matching")
    if not right:
        return replace(draft, pairs=tuple(DraftPair(text) for text in texts.values()))
    pairs = tuple(DraftPair(texts[a], texts[b]) for a, b in right)
    return replace(draft, pairs=pairs, distractors=tuple(text for name, text in texts.items() if name not in used))


def is_rows(item: Item, nodes: list[Node]) -> bool:
    """Choices between the same texts, again and again: the rows of a matching question."""
    texts = [tuple(words(choice) for choice in node.iter("simpleChoice")) for node in nodes]
    labelled = all(node.find("prompt") is not None or _beside(node) for node in nodes)
    return labelled and all(len(row) == len(texts[0]) for row in texts) and len(set(texts)) == 1


def _beside(node: Node) -> str:
    """The words beside an interaction in its block (Blackboard): after it where the block starts with one."""
    holder = node.getparent()
    if holder is None or holder.tag == "itemBody":
        return ""
    found: list[str] = []
    for sibling in node.itersiblings(preceding=holder[0].tag != node.tag):
        if sibling.tag == node.tag:
            break
        found.append(words(sibling))
    return " ".join(text for text in found if text)


def _negated(test: Node) -> bool:
    holder = test.getparent()
    return holder is not None and holder.tag == "not"


def _named(item: Item, node: Node) -> list[str]:
    """The choices of a row that the rules give points for."""
    ident = node.get("responseIdentifier", "")
    found = list(item.declared(node).correct)
    for branch in item.branches:
        tests = [test for test in branch.condition.iter("match", "member", "contains") if not _negated(test)]
        for test in tests:
            if any(variable.get("identifier") == ident for variable in test.iter("variable")):
                found += [(value.text or "").strip() for value in test.iter("baseValue")]
    return list(dict.fromkeys(found))


def read_rows(item: Item, nodes: list[Node]) -> Draft:
    blocks = [block for block in item.node.iter("div") if block.get("class") == "RIGHT_MATCH_BLOCK"]
    apart = [item.inner(child) for block in blocks for child in block if isinstance(child.tag, str)]
    pairs = []
    texts: dict[str, Fragment] = {}
    stem = item.body.stem
    for node in nodes:
        prompt = node.find("prompt")
        left = item.inner(prompt) if prompt is not None else item.fragment(_beside(node), node)
        choices = list(node.iter("simpleChoice"))
        names = [choice.get("identifier", "") for choice in choices]
        shown = [item.inner(choice) or (apart[i] if i < len(apart) else EMPTY) for i, choice in enumerate(choices)]
        texts.update((text.text, text) for text in shown if text)
        named = [name for name in _named(item, node) if name in names]
        pairs.append(DraftPair(left, shown[names.index(named[0])] if len(named) == 1 else EMPTY))
        stem = _without(stem, left.text)
    for text in apart:
        stem = _without(stem, text.text)
    used = {pair.right.text for pair in pairs}
    stem = re.sub(r"\n\s*\n\s*", "\n\n", stem).strip()
    draft = replace(item.draft(stem), type="matching", pairs=tuple(pair for pair in pairs if pair.left))
    told = feedback_by_name(item)
    return replace(draft, feedback=told, distractors=tuple(text for key, text in texts.items() if key not in used))


def _without(stem: str, text: str) -> str:
    """The stem without the paragraph that is this text."""
    return re.sub(rf"(?:^|(?<=\n\n)){re.escape(text)}(?=\n\n|$)", "", stem, count=1) if text else stem


def read_order(item: Item, node: Node) -> Draft:
    texts = {choice.get("identifier", ""): item.inner(choice) for choice in node.iter("simpleChoice")}
    declared = item.declared(node)
    order = [name for name in declared.correct if name in texts]
    known = len(order) == len(texts) == len(set(order))
    draft = replace(item.draft(stem_of(item, node)), type="ordering", order_known=known)
    told = feedback_by_name(item)
    return replace(draft, order=tuple(texts[name] for name in (order if known else texts)), feedback=told)
