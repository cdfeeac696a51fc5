"""A QTI 2.x or 3 item with its parts read once each, and what every kind of draft takes from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.media.xml import Node
from extract.sites._judge import (
    Outcome,
    Responses,
    Rules,
    Shown,
    Unread,
    Verdict,
    feedback_of,
    judge_multiple,
    judge_single,
)
from extract.sites._part import Part, number
from extract.sites._qti2.body import Body, body_of, inner
from extract.sites._qti2.branches import Branch, Case
from extract.sites._qti2.declared import Declared
from extract.sites._qti2.known import Asked, Scoring, scoring_of
from extract.sites._qti2.scoring import Processing
from quizmill.draft import EMPTY, Claim, Draft, DraftChoice, DraftFeedback, Fragment, ItemType, When
from quizmill.finding import Severity

_FEEDBACK = ("modalFeedback", "feedbackBlock", "feedbackInline")
_CHOICES = frozenset(("simpleChoice", "inlineChoice", "hottext", "simpleAssociableChoice"))
_ASIDE = ("rubricBlock", "infoControl")
_GRADERS = frozenset(("scorer", "tutor", "author", "proctor"))
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def name_of(feedback: Node) -> str:
    """The name under which feedback is shown."""
    name = f"{feedback.get('outcomeIdentifier')}|{feedback.get('identifier')}"
    return f"{name}|hide" if feedback.get("showHide") == "hide" else name


def when_of(name: str) -> When | None:
    """When feedback of this name is said of the whole item; None where the name does not tell."""
    plain = name.removesuffix("|hide").rpartition("|")[2].lower().removesuffix("_fb")
    if plain in ("partial", "partially_correct", "partiallycorrect", "partly_correct"):
        return "partial"
    return "correct" if plain == "correct" else "incorrect" if "incorrect" in plain else None


def _parallel(branch: Node) -> bool:
    """True where another branch of the same rule shows feedback to a named response: each choice has its own then."""
    chain = branch.getparent()
    others = (
        [other for other in chain if other is not branch and other.tag != "responseElse"] if chain is not None else []
    )
    return any(other[0].tag != "baseValue" and other.find(".//baseValue[@baseType='identifier']") is not None
               and other.find("setOutcomeValue") is not None for other in others if len(other))  # fmt: skip


@dataclass(frozen=True, slots=True)
class About:
    """What a package says of an item beside it: its test (headings, weight) and its manifest."""

    section: tuple[str, ...] = ()
    points: float | None = None
    tags: tuple[str, ...] = ()
    title: str = ""
    difficulty: str = ""
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """An item, its place, and what is said of it elsewhere."""

    part: Part
    node: Node
    path: str
    about: About = About()

    @cached_property
    def parts(self) -> dict[str, list[Node]]:
        """The item's children by name."""
        found: dict[str, list[Node]] = {}
        for child in self.node:
            found.setdefault(child.tag, []).append(child)
        return found

    @cached_property
    def body(self) -> Body:
        return body_of(self.part, self.parts)

    @cached_property
    def scoring(self) -> Scoring:
        return scoring_of(self.node, self.parts)

    @property
    def processing(self) -> Processing:
        return self.scoring.processing

    @property
    def branches(self) -> tuple[Branch, ...]:
        return self.scoring.branches

    @cached_property
    def fields(self) -> dict[str, str]:
        """Canvas's own metadata of migrated items."""
        fields = (field for node in self.parts.get("instructureMetadata", ()) for field in node)
        return {field.get("name", ""): field.get("value", "") for field in fields if field.tag == "instructureField"}

    @cached_property
    def _remarks(self) -> tuple[tuple[str, Node], ...]:
        """Every feedback element under its name, in their order."""
        return tuple([(name_of(node), node) for node in self.node.iter(*_FEEDBACK)])

    @cached_property
    def feedback(self) -> dict[str, list[Node]]:
        """Feedback elements outside choices, by `outcome|identifier`, with `|hide` where it shows without it."""
        found: dict[str, list[Node]] = {}
        for name, node in self._remarks:
            if node.getparent() is self.node or not any(holder.tag in _CHOICES for holder in node.iterancestors()):
                found.setdefault(name, []).append(node)
        return found

    @cached_property
    def hiding(self) -> frozenset[str]:
        """The names of feedback that shows unless its outcome holds its identifier."""
        return frozenset([name for name, _ in self._remarks if name.endswith("|hide")])

    def judge(self, responses: Responses) -> Outcome:
        """The item's own scoring, and what it shows."""
        outcome = self.processing(responses)
        if not self.hiding:
            return outcome
        unless = {name for name in self.hiding if name.removesuffix("|hide") not in outcome.shown}
        return Outcome(outcome.score, outcome.shown | unless)

    def declared(self, interaction: Node) -> Declared:
        ident = interaction.get("responseIdentifier", "")
        return self.processing.declared.get(ident) or Declared(ident, "single", "", ())

    def fragment(self, text: str, node: Node) -> Fragment:
        return self.part.fragment(text, node, self.path)

    def inner(self, node: Node) -> Fragment:
        return self.part.fragment(inner(self.part, node), node, self.path)

    def doubt(self, message: str, code: str = "format-unsupported", weight: Severity = Severity.WARNING) -> None:
        self.part.doubt(code, message, self.node, self.path, weight)

    def draft(
        self,
        stem: str,
        kind: ItemType | None = None,
        choices: tuple[DraftChoice, ...] = (),
        claims: tuple[Claim, ...] = (),
        feedback: tuple[DraftFeedback, ...] = (),
    ) -> Draft:
        """What every kind has, and what most have."""
        holder = self.parts.get("itemBody", (self.node,))[0]
        asides = [*self.node.iter(*_ASIDE)]
        return Draft(
            stem=self.fragment(stem, holder),
            spans=(self.part.place(self.node, self.path),),
            type=kind,
            choices=choices,
            claims=claims,
            feedback=feedback,
            title=self.about.title or self.node.get("title", "").strip(),
            points=self.worth(),
            tags=self.about.tags,
            difficulty=self.about.difficulty,
            objectives=self.about.objectives,
            section=self.about.section,
            language=self.node.get(_LANG, ""),
            grader_info=self.rubric(asides),
            hints=tuple([self.inner(node) for node in asides if node.tag == "infoControl"]),
            confidence=0.4 if self.body.variables else 1.0,
            doubts=("its numbers are drawn anew for each learner",) if self.body.variables else (),
        )

    def rubric(self, asides: Iterable[Node]) -> Fragment:
        """What graders see."""
        rubrics = (node for node in asides if node.tag == "rubricBlock")
        return next((self.inner(node) for node in rubrics if _GRADERS & set(node.get("view", "").split())), EMPTY)

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """What the rules do with the values of one response alone."""
        return self.scoring.cases(tuple(self.feedback))

    def told_of(self, response: str, *values: str) -> list[str]:
        """The names of feedback that a rule shows for these values of a response, and for them alone."""
        found = [
            name
            for case in self.cases
            if case.response == response and case.tested == frozenset(values)
            for name in case.shown
        ]
        return list(dict.fromkeys(found))

    def worth(self) -> float | None:
        """The item's points: the test's weight, what Canvas noted, or the greatest score that is declared."""
        noted = number(self.fields.get("points_possible")) or number(self.fields.get("max_score"))
        weight = self.about.points
        if weight in (None, 1.0) and self.scoring.pointless:
            return None
        if weight is not None or noted is not None:
            return weight if weight is not None else noted
        return self.scoring.points

    def verdict(self, interaction: Node, choices: list[str], multiple: bool) -> Verdict | None:
        """What the scoring says; None where it is not understood."""
        declared = self.declared(interaction)
        asked = self.asked(declared.ident, choices, multiple)
        known = self.scoring.verdicts
        try:
            if asked not in known and multiple:
                stated = frozenset(declared.correct)
                known[asked] = judge_multiple(self.judge, declared.ident, choices, self.named_sets(declared), stated)
            elif asked not in known:
                known[asked] = judge_single(self.judge, declared.ident, choices)
            return known[asked]
        except Unread as reason:
            self.doubt(f"The scoring uses {reason}, which is not understood.", "parse-error", Severity.INFO)
            return None

    def asked(self, ident: str, choices: Sequence[str], multiple: bool) -> Asked:
        return ident, tuple(choices), multiple, self.hiding

    def named_sets(self, declared: Declared) -> list[frozenset[str]]:
        sets = [frozenset(declared.correct)]
        for branch in self.branches:
            names = {node.get("identifier") for node in branch.condition.iter("variable")}
            negated = {value for node in branch.condition.iter("not") for value in node.iter("baseValue")}
            values = [node for node in branch.condition.iter("baseValue") if node not in negated]
            if declared.ident in names:
                sets.append(frozenset(" ".join((node.text or "").split()) for node in values))
        return [found for found in sets if found]

    def remarks(self, names: Sequence[str]) -> list[Fragment]:
        """What the feedback of some names says."""
        return [text for name in names for node in self.feedback.get(name, ()) if (text := self.inner(node))]

    def told(self, names: Sequence[str], when: When) -> list[DraftFeedback]:
        return [DraftFeedback(text, when) for text in self.remarks(names)] if names else []

    def shown(self, verdict: Verdict, asked: Asked) -> Shown:
        """Whose feedback is whose; what is shown in an else speaks to all who were wrong."""
        place = (asked, tuple(self.feedback))
        if place not in self.scoring.shown:
            self.scoring.shown[place] = self._shown(verdict)
        return self.scoring.shown[place]

    def _shown(self, verdict: Verdict) -> Shown:
        scoring: set[str] = set()
        generic: set[str] = set()
        rules = ("responseIf", "responseElseIf", "responseElse")
        for branch in (found for rule in self.processing.nodes for found in rule.iter(*rules)):
            named = {
                f"{rule.get('identifier')}|{(value.text or '').strip()}"
                for rule in branch.iterchildren("setOutcomeValue")
                for value in rule.iter("baseValue")
            }
            if any(branch[0] is found.condition for found in self.branches if len(branch)):
                scoring |= set() if _parallel(branch) else named
            elif branch.tag == "responseElse" or (len(branch) and branch[0].tag == "baseValue"):
                generic |= named
        names = {name: name.removesuffix("|hide").rpartition("|")[2].lower() for name in self.feedback}
        scoring |= {name for name, plain in names.items() if plain in ("correct", "correct_fb")}
        generic |= {name for name, plain in names.items() if plain in ("incorrect", "incorrect_fb")}
        partial = frozenset(name for name in names if when_of(name) == "partial")
        return feedback_of(verdict, Rules(tuple(self.feedback), frozenset(scoring), frozenset(generic), partial))
