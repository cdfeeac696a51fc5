"""One `assessmentItem` from its parts: declarations, body, rules, modal feedback.

<assessmentItem identifier="q1" title="...">
  responseDeclaration, outcomeDeclaration SCORE MAXSCORE FEEDBACK
  itemBody
  responseProcessing        feedback of answers, the score, then what is said of the whole
  modalFeedback a1_fb, correct_fb, incorrect_fb, partial_fb, general_fb, hints, mistakes, solution
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from export._language import TAG
from export._names import number
from export._qti2.parts import Kinds
from export._qti2.pieces import Parts
from export._qti2.words import Version, Words
from export._sections import section
from export._titles import title_of
from export._xhtml import to_xhtml
from export.richtext import Target
from quizmill.item import EssayItem, Item
from quizmill.package import Loss

# What is shown after every attempt, by the identifier of its feedback; Canvas knows a solution by this word.
_ALWAYS = {"model_solution": ("model_answer", "back"), "solution": ("solution", "final_answer", "quick_check")}
_ALMOST = 1 - 1e-6  # of the points: shares of a third do not add up to one


@dataclass(frozen=True, slots=True)
class Assembled:
    """An item's file and what it lost."""

    xml: str
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class Assembler:
    """Writes items of one version; `namespaces` go into the root element."""

    version: Version
    namespaces: str
    target: Target
    words: Words = field(init=False)
    kinds: Kinds = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", Words.of(self.version))
        object.__setattr__(self, "kinds", Kinds(self.words, self.target))

    def item(self, item: Item, identifier: str) -> Assembled:
        """The whole file of an item that has its key.

        What is worth nothing is judged as if it earned a point, and ends with none; a highest score of 0 is refused
        by JQTI+.
        """
        w = self.words
        points = points_of(item)
        worth = float(points) or 1.0
        parts = self.kinds.parts(item, worth)
        self._say(item, parts, worth)
        if points == "0" and not parts.by_person:
            parts.rules.append(w.set_score % "0" + "\n")
        declarations = "".join(parts.responses) + w.score % (
            w.most % points if points != "0" else "",
            w.human if parts.by_person else "",
            w.unstated if item.points is None else "",
            points,
        )
        if parts.feedback:
            declarations += w.declared([name for name, _ in parts.feedback])
        xml = w.item % (
            self.namespaces,
            identifier,
            html.escape(title_of(item)),
            f' xml:lang="{item.language}"' if TAG.fullmatch(item.language) else "",
            declarations,
            parts.body,
            "".join(parts.rules),
            "".join([w.said(name, text) for name, text in parts.feedback]),
        )
        if 'class="strike"' in xml:
            parts.losses.append(Loss(item.id, "markup", "QTI has no struck words; players show them as others"))
        return Assembled(xml, tuple(parts.losses))

    def _say(self, item: Item, parts: Parts, points: float) -> None:
        """Feedback on the whole, and what stands beside the item."""
        w, said = self.words, item.feedback
        whole = {when: text for when in ("correct", "partial", "incorrect") if (text := getattr(said, when))}
        texts = {f"{when}_fb": self._block(text) for when, text in whole.items()}
        after_wrong = self._sections(item, {"hints": ("hints",), "mistakes": ("mistakes",)})
        always = {"general_fb": self._block(said.general)} if said.general else {}
        always |= self._sections(item, _ALWAYS)
        parts.feedback.extend((texts | after_wrong | always).items())
        if parts.by_person:
            parts.body += "".join([w.rubric % text for text in self._for_graders(item)])
            always = texts | after_wrong | always
        elif texts or after_wrong:
            parts.rules.append(w.rule % self._judged(set(texts), list(after_wrong), points))
        parts.rules.extend([w.shown(name) + "\n" for name in always])

    def _sections(self, item: Item, fields: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
        """Feedback texts made of fields that QTI has no place for, by identifier; empty ones are left out."""
        made = {
            name: "".join([section(item, part, self._block) for part in parts if _has(item, part)])
            for name, parts in fields.items()
        }
        return {name: text for name, text in made.items() if text}

    def _for_graders(self, item: Item) -> Iterator[str]:
        if isinstance(item, EssayItem) and item.grader_info:
            yield self._block(item.grader_info)
        for part in ("model_answer", "back"):
            if _has(item, part):
                yield section(item, part, self._block)

    def _judged(self, said: set[str], after_wrong: list[str], points: float) -> str:
        w = self.words
        wrong = "".join([w.shown(name) for name in after_wrong])
        right = w.shown("correct_fb") if "correct_fb" in said else w.add_score % "0"
        rule = w.when % (w.score_from % number(points * _ALMOST), right)
        if "partial_fb" in said:
            rule += w.else_when % (w.score_above % "0", w.shown("partial_fb") + wrong)
        none = (w.shown("incorrect_fb") if "incorrect_fb" in said else "") + wrong
        return rule + (w.otherwise % none if none else "")

    def _block(self, text: str) -> str:
        return to_xhtml(text, self.target)


def points_of(item: Item) -> str:
    """The points as QTI writes them; one where the document names none."""
    return number(1.0 if item.points is None else max(item.points, 0.0))


def _has(item: Item, part: str) -> bool:
    return bool(getattr(item, part, ""))
