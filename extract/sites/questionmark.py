"""Questionmark's own XML (QML), as Perception and OnDemand write it.

    <QML><QUESTION ID="1" TOPIC="Biology\\Cells"><ANSWER QTYPE="MC"><CONTENT>Which one floats?</CONTENT>
      <CHOICE ID="0"><CONTENT>cork</CONTENT></CHOICE> ... </ANSWER>
      <OUTCOME ID="right" SCORE="1"><CONDITION>"0"</CONDITION><CONTENT>Cork is light.</CONTENT></OUTCOME> ...

An outcome's condition names choices by their ids: `"0" AND NOT "1"`. The outcome that scores most tells the key; one
that names a single choice of several says its feedback; where each right choice scores alone, they are right together.
Conditions of any other form are not understood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.media.fragment import any_to_markdown
from extract.media.xml import Node
from extract.sites._part import Part, merged, number, words
from extract.sites._store import store_beside
from quizmill.draft import (
    EMPTY,
    Claim,
    Draft,
    DraftAnswer,
    DraftChoice,
    DraftFeedback,
    Extraction,
    Fragment,
    ItemType,
    When,
)
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_KINDS: dict[str, ItemType] = {
    "MC": "single", "MR": "multiple", "TF": "true_false", "YN": "true_false", "TM": "short", "SA": "short",
    "FIB": "short", "NUM": "numeric", "ESSAY": "essay",
}  # fmt: skip
_NAMED = re.compile(r'(NOT\s+)?"([^"]*)"')
_SETS = re.compile(r'\s*(?:NOT\s+)?"[^"]*"(?:\s+AND\s+(?:NOT\s+)?"[^"]*")*\s*', re.I)
_TYPED = re.compile(r'"(\d+)"\s*(?:=|NEAR|CONTAINS|MATCHES)\s*"([^"]+)"', re.I)


def identify(page: Page) -> bool:
    """By the root."""
    return isinstance(page.tree, Node) and page.tree.tag == "QML"


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What one outcome asks for, gives and says; `right` and `wrong` are ids of choices, None where not understood."""

    condition: str
    score: float
    told: Fragment
    right: frozenset[str] | None


@dataclass(frozen=True)
class _Question:
    part: Part
    node: Node

    def text(self, node: Node | None) -> Fragment:
        """The words of an element's content."""
        found = node.findall("CONTENT") if node is not None else []
        texts = [any_to_markdown(t) for c in found if (t := words(c))]
        return self.part.fragment("\n\n".join(texts), node, "QML") if node is not None and texts else EMPTY

    @property
    def answer(self) -> Node | None:
        return self.node.find("ANSWER")

    def stem(self) -> Fragment:
        """What is asked stands above the answer, or in it."""
        own, inner = self.text(self.node), self.text(self.answer)
        return Fragment("\n\n".join(t.text for t in (own, inner) if t), (*own.spans, *inner.spans))

    def outcomes(self) -> list[_Outcome]:
        found = []
        for node in self.node.findall("OUTCOME"):
            condition = words(node.find("CONDITION"))
            named = _NAMED.findall(condition) if _SETS.fullmatch(condition) else None
            right = frozenset(name for no, name in named if not no) if named else None
            found.append(_Outcome(condition, number(node.get("SCORE")) or 0.0, self.text(node), right))
        return found

    def draft(self) -> Draft:
        topic = tuple(part for part in self.node.get("TOPIC", "").replace("/", "\\").split("\\") if part.strip())
        place = self.part.place(self.node, "QML")
        return Draft(stem=self.stem(), spans=(place,), section=topic, title=self.node.get("DESCRIPTION", ""))


def _chosen(question: _Question, kind: ItemType) -> Draft:
    answer = question.answer
    nodes = answer.findall("CHOICE") if answer is not None else []
    names = [node.get("ID", "") for node in nodes]
    outcomes = question.outcomes()
    best = max((outcome.score for outcome in outcomes), default=0.0)
    keys = [o.right for o in outcomes if o.score == best > 0]
    giving = [o.right for o in outcomes if o.score > 0]
    if kind == "multiple" and len(giving) > 1 and all(key is not None and len(key) == 1 for key in giving):
        keys = [frozenset().union(*(key or frozenset() for key in giving))]  # each right choice gives its own points
    choices, told = _told(question, nodes, outcomes, frozenset().union(*(key or frozenset() for key in keys)))
    spans = (question.part.place(question.node, "QML"),)
    claims: list[Claim] = []
    for key in keys:
        if key is None or not key <= set(names):
            question.part.doubt("parse-error", "The condition of the best outcome is not understood.", question.node)
            claims = []
            break
        claims.append(Claim(Evidence.MARKUP, tuple(names.index(name) for name in names if name in key), spans=spans))
    return replace(question.draft(), type=kind, choices=choices, claims=tuple(claims), feedback=told)


def _told(
    question: _Question, nodes: Sequence[Node], outcomes: Sequence[_Outcome], right: frozenset[str]
) -> tuple[tuple[DraftChoice, ...], tuple[DraftFeedback, ...]]:
    """What is said of single choices, and of the whole."""
    own = {next(iter(o.right)): o.told for o in outcomes if o.right and len(o.right) == 1 and '"' in o.condition}
    alone = {name for name in own if len(right) <= 1}
    choices = tuple(
        DraftChoice(question.text(node), feedback=own[name] if (name := node.get("ID", "")) in alone else EMPTY)
        for node in nodes
    )
    rest = [o for o in outcomes if o.told and not (o.right and len(o.right) == 1 and next(iter(o.right)) in alone)]
    best = max((outcome.score for outcome in outcomes), default=0.0)
    whens: list[tuple[When, Fragment]] = [("correct" if o.score == best > 0 else "incorrect", o.told) for o in rest]
    return choices, tuple(DraftFeedback(text, when) for when, text in whens)


def _typed(question: _Question, kind: ItemType) -> Draft:
    answers = []
    told = []
    for outcome in question.outcomes():
        for _, word in _TYPED.findall(outcome.condition) if outcome.score > 0 else ():
            place = question.part.fragment(word, question.node, "QML")
            answers.append(DraftAnswer(place, feedback=outcome.told, numeric=kind == "numeric"))
        if outcome.told and outcome.score <= 0:
            told.append(DraftFeedback(outcome.told, "incorrect"))
    return replace(question.draft(), type=kind, answers=tuple(answers), feedback=tuple(told))


def read(page: Page) -> Extraction:
    """Every question, in order."""
    assert isinstance(page.tree, Node)
    part = Part(page.tree, store_beside(page.source))
    drafts = []
    for node in page.tree.iter("QUESTION"):
        answer = node.find("ANSWER")
        name = (answer.get("QTYPE", "") if answer is not None else "").upper()
        kind = _KINDS.get(name)
        question = _Question(part, node)
        if kind is None:
            part.doubt("format-unsupported", f"A question of the type {name!r} is not read.", node)
        elif kind in ("single", "multiple", "true_false"):
            drafts.append(_chosen(question, kind))
        elif kind == "essay":
            told = tuple(DraftFeedback(outcome.told) for outcome in question.outcomes() if outcome.told)
            drafts.append(replace(question.draft(), type=kind, feedback=told))
        else:
            drafts.append(_typed(question, kind))
    return merged((Extraction(tuple(drafts), findings=tuple(part.findings)), part.kept()), "questionmark")


EXTRACTOR = Extractor("questionmark", frozenset({Carrier.XML}), identify, read)
