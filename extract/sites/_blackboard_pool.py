"""Blackboard's own XML for pools and assessments (`POOL`, before its QTI exports).

    <POOL><QUESTION_TRUEFALSE id="q1"><BODY><TEXT>The sky is blue.</TEXT></BODY>
      <ANSWER id="q1_a1"><TEXT>True</TEXT></ANSWER><ANSWER id="q1_a2"><TEXT>False</TEXT></ANSWER>
      <GRADABLE><CORRECTANSWER answer_id="q1_a1"/></GRADABLE></QUESTION_TRUEFALSE></POOL>

Matching rows name both sides (`answer_id` goes with `choice_id`); a pool's list of questions gives their points.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extract.media.fragment import any_to_markdown
from extract.media.xml import Node
from extract.sites._part import Part, number
from quizmill.draft import (
    Claim,
    Draft,
    DraftAnswer,
    DraftChoice,
    DraftFeedback,
    DraftPair,
    Extraction,
    Fragment,
    ItemType,
)
from quizmill.finding import Severity
from quizmill.item import Evidence


class _Question:
    """One `QUESTION_...` element."""

    def __init__(self, part: Part, node: Node, points: float | None, section: tuple[str, ...]) -> None:
        self.part, self.node, self.points, self.section = part, node, points, section
        self.path = f"{node.tag}[@id='{node.get('id', '')}']"

    def text(self, node: Node | None) -> Fragment:
        """The words of an element: in its TEXT child, or its own."""
        if node is None:
            return Fragment("")
        text = node.findtext("TEXT")
        text = (node.text or "") if text is None else text
        shown = any_to_markdown(text, self.part.context())
        return self.part.fragment(shown, node, self.path)

    def draft(self, kind: ItemType) -> Draft:
        """What every type has."""
        graded = self.node.find("GRADABLE")
        told = []
        if graded is not None:
            told = [
                DraftFeedback(self.text(graded.find("FEEDBACK_WHEN_CORRECT")), "correct"),
                DraftFeedback(self.text(graded.find("FEEDBACK_WHEN_INCORRECT")), "incorrect"),
            ]
        return Draft(
            stem=self.text(self.node.find("BODY")),
            spans=(self.part.place(self.node, self.path),),
            type=kind,
            feedback=tuple(feedback for feedback in told if feedback.text),
            points=self.points,
            section=self.section,
        )

    @property
    def right(self) -> list[Node]:
        return list(self.node.iterfind("GRADABLE/CORRECTANSWER"))


def _choice(question: _Question) -> Draft:
    answers = question.node.findall("ANSWER")
    names = [answer.get("id") for answer in answers]
    right = tuple(
        sorted(names.index(node.get("answer_id")) for node in question.right if node.get("answer_id") in names)
    )
    kind: ItemType = _KINDS.get(str(question.node.tag), "single")
    draft = replace(question.draft(kind), choices=tuple(DraftChoice(question.text(answer)) for answer in answers))
    spans = tuple(question.part.span(node, question.path) for node in question.right)
    return replace(draft, claims=(Claim(Evidence.MARKUP, choices=right, spans=spans),) if right else ())


_KINDS: dict[str, ItemType] = {
    "QUESTION_TRUEFALSE": "true_false",
    "QUESTION_MULTIPLECHOICE": "single",
    "QUESTION_MULTIPLEANSWER": "multiple",
}


def _matching(question: _Question) -> Draft:
    rights = {choice.get("id"): question.text(choice) for choice in question.node.iterfind("CHOICE")}
    goes_with = {node.get("answer_id"): node.get("choice_id") for node in question.right}
    pairs = tuple(
        DraftPair(question.text(answer), rights.get(goes_with.get(answer.get("id")), Fragment("")))
        for answer in question.node.iterfind("ANSWER")
    )
    rest = tuple(text for name, text in rights.items() if name not in goes_with.values())
    return replace(question.draft("matching"), pairs=pairs, distractors=rest)


def _blank(question: _Question) -> Draft:
    answers = tuple(DraftAnswer(question.text(answer)) for answer in question.node.iterfind("ANSWER"))
    return replace(question.draft("short"), answers=answers)


def _essay(question: _Question) -> Draft:
    answers = tuple(DraftAnswer(text) for node in question.node.iterfind("ANSWER") if (text := question.text(node)))
    return replace(question.draft("essay"), answers=answers)


def _ordering(question: _Question) -> Draft:
    texts = {answer.get("id"): question.text(answer) for answer in question.node.iterfind("ANSWER")}
    places = {node.get("answer_id"): number(node.get("order")) for node in question.right}
    known = set(places) == set(texts) and all(place is not None for place in places.values())
    order = sorted(texts, key=lambda name: places.get(name) or 0.0) if known else list(texts)
    return replace(question.draft("ordering"), order=tuple(texts[name] for name in order), order_known=known)


_BUILDERS: dict[str, Callable[[_Question], Draft]] = {
    "QUESTION_TRUEFALSE": _choice,
    "QUESTION_MULTIPLECHOICE": _choice,
    "QUESTION_MULTIPLEANSWER": _choice,
    "QUESTION_MATCH": _matching,
    "QUESTION_FILLINBLANK": _blank,
    "QUESTION_ESSAY": _essay,
    "QUESTION_ORDER": _ordering,
}


def read_part(part: Part) -> Extraction:
    """Every question of a pool, with the points that its list gives."""
    part.store.part = part.name
    points = {node.get("id"): number(node.get("points")) for node in part.root.iterfind("QUESTIONLIST/QUESTION")}
    holder = part.root.find("TITLE")
    title = holder.get("value", "") if holder is not None else ""
    drafts = []
    for node in part.root:
        tag = str(node.tag)
        builder = _BUILDERS.get(tag)
        if builder:
            drafts.append(builder(_Question(part, node, points.get(node.get("id")), (title,) if title else ())))
        elif tag.startswith("QUESTION_"):
            part.doubt("format-unsupported", f"A question of the kind {tag} is not read.", node)
    if not drafts:
        part.doubt("format-unsupported", "The pool holds no questions.", part.root, weight=Severity.INFO)
    facts = (("title", title),) if title else ()
    return Extraction(tuple(drafts), facts=facts, findings=tuple(part.findings))
