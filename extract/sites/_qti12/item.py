"""A QTI 1.2 item with its parts read once each, and what every kind of draft takes from it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from extract.media.fragment import escape
from extract.media.xml import Node
from extract.sites._part import Part, number, words
from extract.sites._qti12.known import Scoring, scoring_of
from extract.sites._qti12.metadata import (
    TAG_LABELS,
    Form,
    form_of,
    metadata_of,
    objectives_of,
    points_of,
    says_nothing,
    tags_of,
)
from extract.sites._qti12.presentation import Presentation, presentation_of
from extract.sites._qti12.scoring import Rule, shown_name
from extract.sites._qti12.text import joined, text_of
from quizmill.draft import EMPTY, Claim, Draft, DraftChoice, DraftFeedback, Fragment, ItemType
from quizmill.extras import NO_POINTS, path_parts
from quizmill.finding import Severity
from quizmill.item import Evidence
from quizmill.source import Span

EVIDENCE = Evidence.MARKUP
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-\w+)*")
_FOR_GRADERS = frozenset("tutor scorer assessor author administrator administrationauthority proctor".split())


@dataclass(frozen=True)
class Item:
    """An item, its place, and the headings above it."""

    part: Part
    node: Node
    path: str
    section: tuple[str, ...] = ()

    @cached_property
    def metadata(self) -> dict[str, str]:
        return metadata_of(self.node)

    @cached_property
    def parts(self) -> dict[str, list[Node]]:
        """The item's children by name."""
        found: dict[str, list[Node]] = {}
        for child in self.node:
            found.setdefault(child.tag, []).append(child)
        return found

    def first(self, tag: str) -> Node | None:
        """The first child of a name."""
        return next(iter(self.parts.get(tag, ())), None)

    @cached_property
    def form(self) -> Form | None:
        """The item's form where its maker names it."""
        return form_of(self.metadata)

    @cached_property
    def page(self) -> Presentation:
        return presentation_of(self.part, self.first("presentation"))

    @cached_property
    def scoring(self) -> Scoring:
        return scoring_of(self.node, self.parts.get("resprocessing", ()))

    @property
    def rules(self) -> tuple[Rule, ...]:
        return self.scoring.rules

    @cached_property
    def feedback(self) -> dict[str, Fragment]:
        """The feedback texts by identifier. Blackboard writes a choice's feedback as its "solution"."""
        found: dict[str, Fragment] = {}
        for node in self.parts.get("itemfeedback", ()):
            if node.get("view", "All").lower() in _FOR_GRADERS:
                continue
            shown = [child for child in node if child.tag not in ("hint", "solution")]
            text = joined([text_of(self.part, child) for child in shown])
            own = node.get("ident", "") not in ("solution", "hints")
            if text or (own and (text := text_of(self.part, node.find("solution")))):
                found[node.get("ident", "")] = self.fragment(text, node)
        for node in self.node.iter("displayfeedback"):  # Sakai writes it where it is shown
            name, plain = shown_name(node), node.get("linkrefid", "")
            if name != plain and plain not in found:
                found[name] = self.fragment(escape(words(node)), node)
        return found

    def fragment(self, text: str, node: Node) -> Fragment:
        return self.part.fragment(text, node, self.path)

    def span(self, node: Node) -> Span:
        return self.part.span(node, self.path)

    def doubt(self, message: str, code: str = "format-unsupported", weight: Severity = Severity.WARNING) -> None:
        self.part.doubt(code, message, self.node, self.path.rpartition("/")[0], weight)

    def told(self, names: Iterable[str], when: str) -> tuple[DraftFeedback, ...]:
        """The feedback of some identifiers, for `when` (see DraftFeedback)."""
        texts = [self.feedback[name] for name in names if name in self.feedback]
        assert when in ("general", "correct", "incorrect", "partial")
        return tuple([DraftFeedback(text, when) for text in texts])  # type: ignore[arg-type]

    def draft(
        self,
        stem: str,
        kind: ItemType | None = None,
        choices: tuple[DraftChoice, ...] = (),
        claims: tuple[Claim, ...] = (),
        feedback: tuple[DraftFeedback, ...] = (),
    ) -> Draft:
        """What every kind has, and what most have."""
        title = self.node.get("title", "").strip()
        presentation = self.first("presentation")
        level = self.metadata.get("difficulty", "")
        language = self.metadata.get("language", "")
        return Draft(
            stem=self.fragment(stem, presentation if presentation is not None else self.node),
            spans=(self.part.place(self.node, self.path),),
            type=kind,
            choices=choices,
            claims=claims,
            feedback=feedback,
            title="" if says_nothing(title) else title,
            hints=tuple(self.texts("hint")),
            solution=tuple(self.texts("solution")),
            grader_info=self.grader_info(),
            difficulty="" if level == "1" else level,  # D2L gives every question the level 1
            points=self.points(),
            objectives=objectives_of(self.node) if "objective" in self.metadata else (),
            tags=tags_of(self.node) if self.metadata.keys() & TAG_LABELS else (),
            section=self.placed(),
            language=language if language and _LANGUAGE.fullmatch(language) else "",
        )

    def points(self) -> float | None:
        """What the metadata names, else the greatest score; a hundred is a scale of percent."""
        if self.metadata.get("quizmill_points") == NO_POINTS:
            return None
        named = points_of(self.metadata)
        if named is not None:
            return named
        most = number(
            next((node.get("maxvalue") for node in self.node.iterfind("resprocessing/outcomes/decvar")), None)
        )
        gains = [effect.value for rule in self.rules for effect in rule.effects if effect.value > 0]
        return most if most and most != 100 and (most in gains or abs(sum(gains) - most) < 1e-6) else None

    def placed(self) -> tuple[str, ...]:
        """The headings above, and those that the item's own metadata names."""
        named = path_parts(self.metadata.get("section", ""))
        return named if named[: len(self.section)] == self.section else (*self.section, *named)

    def texts(self, tag: str) -> Iterable[Fragment]:
        """Hints or solutions, wherever in the item they stand."""
        for node in self.node.iter(tag):
            holder = node.getparent()
            if tag == "solution" and holder is not None and holder.get("ident", "solution") in self.feedback:
                continue
            for step in list(node.iterchildren(f"{tag}material")) or [node]:
                if text := text_of(self.part, step):
                    yield self.fragment(text, step)

    def grader_info(self) -> Fragment:
        for node in (*self.parts.get("rubric", ()), *self.parts.get("itemfeedback", ())):
            if node.get("view", "All").lower() in _FOR_GRADERS and (text := text_of(self.part, node)):
                return self.fragment(text, node)
        return EMPTY
