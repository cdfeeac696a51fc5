"""QTI 2.x and 3 choices: what is declared and what the scoring gives points for, with the feedback of each choice.

<simpleChoice identifier="A">cork <feedbackInline outcomeIdentifier="F" identifier="A">light</feedbackInline>...
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from extract.media.xml import Node
from extract.sites._judge import Verdict
from extract.sites._part import words
from extract.sites._qti2.body import BLOCK, inner
from extract.sites._qti2.item import Item, name_of, when_of
from quizmill.draft import (
    EMPTY,
    Claim,
    Draft,
    DraftChoice,
    DraftFeedback,
    Fragment,
    ItemType,
)
from quizmill.item import Evidence


def _own_feedback(item: Item, choice: Node, verdict: Verdict | None) -> tuple[Fragment, list[DraftFeedback]]:
    """Feedback that stands inside a choice: its own where it shows with it or with nothing that can be tried, else
    what is told to those who chose otherwise.
    """
    if not len(choice):
        return EMPTY, []
    own: list[Fragment] = []
    others: list[DraftFeedback] = []
    name = choice.get("identifier", "")
    for node in choice.iter("feedbackInline", "feedbackBlock"):
        text = item.inner(node)
        if text and verdict and _is_for_others(name_of(node), name, verdict):
            others.append(DraftFeedback(text, "incorrect"))
        elif text:
            own.append(text)
    return _joined(EMPTY, own), others


def _is_for_others(feedback: str, choice: str, verdict: Verdict) -> bool:
    with_it = feedback in verdict.alone[choice].shown
    with_right = feedback in verdict.right.shown and choice in (verdict.best or ())
    return not with_it and not with_right and any(feedback in outcome.shown for outcome in verdict.alone.values())


def claims_of(item: Item, interaction: Node, names: list[str], verdict: Verdict | None) -> tuple[Claim, ...]:
    """The declared set and the best scored one; where they differ, both, for the document contradicts itself."""
    declared = item.declared(interaction)
    places = {name: place for place, name in enumerate(names)}
    sets: list[frozenset[str]] = []
    if verdict and verdict.best:
        sets = [verdict.best, *verdict.rivals]
    stated = frozenset(declared.correct)
    if stated and not (sets and stated < sets[0] and declared.cardinality == "single"):
        sets.insert(0, stated)
    if stated - places.keys():
        lost = ", ".join(sorted(stated - places.keys()))
        item.doubt(f"The correct response names no choice: {lost}.", "key-names-no-choice")
        sets = []
    spans = item.fragment("x", interaction).spans
    unique = [found for found in dict.fromkeys(sets) if found]
    return tuple(Claim(Evidence.MARKUP, tuple(sorted(places[name] for name in found)), spans=spans) for found in unique)


def read_choice(item: Item, node: Node) -> Draft:
    tag = "hottext" if node.tag == "hottextInteraction" else "simpleChoice"
    return _choices(item, node, list(node.iter(tag)), stem_of(item, node))


def _choices(item: Item, node: Node, choices: list[Node], stem: str) -> Draft:
    declared = item.declared(node)
    names = [choice.get("identifier", "") for choice in choices]
    multiple = declared.cardinality == "multiple" or (declared.cardinality == "" and node.get("maxChoices") == "0")
    verdict = item.verdict(node, names, multiple)
    own: dict[str, list[Fragment]] = {}
    told: list[DraftFeedback] = []
    if verdict:
        shown = item.shown(verdict, item.asked(declared.ident, names, multiple))
        own = {name: item.remarks(found) for name, found in shown.own.items()}
        told = item.told(shown.general, "general")
        told += item.told(shown.partial, "partial")
        told += item.told(shown.correct, "correct") + item.told(shown.incorrect, "incorrect")
    else:
        told = list(feedback_by_name(item))
    credit = _credits(item, node, names, verdict, multiple)
    inside = [_own_feedback(item, choice, verdict) for choice in choices]
    told += [remark for _, others in inside for remark in others]
    drafts = tuple(
        [
            DraftChoice(
                item.inner(choice) or picture_of(item, choice),
                feedback=_joined(within, own.get(name, [])),
                fixed=choice.get("fixed") == "true",
                credit=credit[name],
            )
            for name, choice, (within, _) in zip(names, choices, inside, strict=True)
        ]
    )
    texts = {choice.text.text.strip().casefold() for choice in drafts}
    kind: ItemType = "multiple" if multiple else "true_false" if texts == {"true", "false"} else "single"
    return item.draft(stem, kind, drafts, claims_of(item, node, names, verdict), tuple(told))


def picture_of(item: Item, choice: Node) -> Fragment:
    text = words(choice)
    ident = choice.get("identifier", "")
    return item.fragment(text or (ident.capitalize() if ident.lower() in ("true", "false") else ""), choice)


def _joined(first: Fragment, others: list[Fragment]) -> Fragment:
    texts = [part for part in (first, *others) if part.text]
    if len(texts) < 2:
        return texts[0] if texts else EMPTY
    return Fragment("\n\n".join(part.text for part in texts), tuple(span for part in texts for span in part.spans))


def _credits(
    item: Item, node: Node, names: list[str], verdict: Verdict | None, multiple: bool
) -> dict[str, float | None]:
    """Each choice's share of the credit in percent, where shares are given: by the map that the scoring goes by, else
    by what one choice of several scores alone.
    """
    none: dict[str, float | None] = dict.fromkeys(names)
    if verdict is None or verdict.right.score <= 0:
        return none
    declared, top = item.declared(node), verdict.right.score
    mapped = {entry.key: round(100 * entry.worth / top, 5) for entry in declared.mapping if entry.key in none}
    alone = {name: round(100 * outcome.score / top, 5) for name, outcome in verdict.alone.items()}
    scored = {name: max(worth, 0.0) for name, worth in mapped.items()}
    if mapped and (item.processing.maps(declared.ident) if multiple else scored.items() <= alone.items()):
        return {**none, **mapped} if _shares(mapped, verdict) else none
    return none if multiple else {name: part if 0 < part < 100 else None for name, part in alone.items()}


def _shares(mapped: dict[str, float], verdict: Verdict) -> bool:
    """Whether a map says more than which choices are right."""
    best = verdict.best or frozenset()
    return any(worth not in (0, 100) for worth in mapped.values()) or any(
        (name in best) != (worth == 100) for name, worth in mapped.items()
    )


def stem_of(item: Item, node: Node) -> str:
    """The body's words; of several block interactions, only the prompt of this one, or the words right above it."""
    stem = item.body.stem
    for other in _of_others(item, node):
        asked = inner(item.part, other)
        stem = stem.replace(asked, "", 1) if asked and asked != stem else stem
    return re.sub(r"\n{3,}", "\n\n", stem).strip()


def _of_others(item: Item, node: Node) -> list[Node]:
    """What the body holds of the other block interactions alone."""
    blocks = [found for found in item.body.interactions if found.tag in BLOCK]
    if len(blocks) < 2:
        return []
    prompts = [prompt for other in blocks if other is not node and (prompt := other.find("prompt")) is not None]
    return prompts or _asking_others(item, node, blocks)


def _asking_others(item: Item, node: Node, blocks: Sequence[Node]) -> list[Node]:
    """What stands right above the other interactions, where each has such words; a passage above all is everyone's."""
    root = item.node.find("itemBody")
    groups: list[list[Node]] = [[]]
    for child in root if root is not None else ():
        held = [block for block in blocks if child is block or child in block.iterancestors()]
        if len(held) > 1:
            return []
        groups[-1] += [] if held or not isinstance(child.tag, str) else [child]
        groups += [[]] if held else []
    if node not in blocks or not all(groups[: len(blocks)]):
        return []
    mine = blocks.index(node)
    groups[0] = groups[0][-1:]
    return [child for place, group in enumerate(groups[: len(blocks)]) if place != mine for child in group]


def feedback_by_name(item: Item, but: Container[str] = ()) -> tuple[DraftFeedback, ...]:
    """Feedback by the name it goes under, where nothing can be tried."""
    names = [name for name in item.feedback if name.rpartition("|")[2] not in but]
    return tuple(told for name in names for told in item.told((name,), when_of(name) or "general"))
