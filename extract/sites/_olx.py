"""A problem of Open edX as its courses hold it (OLX).

    <problem><multiplechoiceresponse><label>Which bridge hangs?</label><choicegroup>
      <choice correct="false">arch <choicehint>It stands.</choicehint></choice><choice correct="true">cable</choice>
      </choicegroup><solution><p>Cables carry it.</p></solution></multiplechoiceresponse></problem>

Read: choices, check boxes, drop-downs, typed words and numbers, each a question below what the problem says to all of
them. A numeric answer that is a formula of the course's own script is no answer that can be shown.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import replace

from extract.media.fragment import element_to_markdown
from extract.media.xml import Node
from extract.sites._part import Part, number, words
from quizmill.draft import EMPTY, Claim, Draft, DraftAnswer, DraftChoice, DraftFeedback, Extraction, Fragment
from quizmill.item import Evidence

_KINDS = ("multiplechoiceresponse", "choiceresponse", "optionresponse", "stringresponse", "numericalresponse")
_PARTS = frozenset(
    "choicegroup checkboxgroup optioninput textline formulaequationinput additional_answer correcthint stringequalhint "
    "solution demandhint responseparam script label description compoundhint".split()
)
_HINTS = frozenset(("choicehint", "optionhint"))
_NUMBER = re.compile(r"[-+]?\d[\d.]*(?:[eE][-+]?\d+)?")
_RANGE = re.compile(r"[\[(]\s*([-+]?[\d.]+)\s*,\s*([-+]?[\d.]+)\s*[\])]")


def is_problem(root: Node) -> bool:
    """True for a `problem` that holds a response which is read."""
    return root.tag == "problem" and next(root.iter(*_KINDS), None) is not None


class _Problem:
    def __init__(self, part: Part) -> None:
        self.part, self.root = part, part.root

    def text(self, node: Node | None) -> Fragment:
        """An element's words without the parts that are none."""
        if node is None:
            return EMPTY
        shown = copy.deepcopy(node)
        for inner in list(shown.iter(*_PARTS, *_HINTS, *_KINDS)):
            holder = inner.getparent()
            if holder is not None:
                inner.tail, tail = None, inner.tail
                before = inner.getprevious()
                if before is not None:
                    before.tail = (before.tail or "") + (tail or "")
                else:
                    holder.text = (holder.text or "") + (tail or "")
                holder.remove(inner)
        shown.tail = None
        text = element_to_markdown(shown, self.part.context()).strip()
        return self.part.fragment(text, node, "problem")

    def stem(self, response: Node) -> Fragment:
        label = self.text(response.find("label")) or self.text(self.root.find("label"))
        above, own = self.text(self.root), self.text(response)
        texts = [text for text in (above, label, own) if text]
        spans = tuple(span for text in texts for span in text.spans)
        return Fragment("\n\n".join(dict.fromkeys(text.text for text in texts)), spans)

    def drafts(self) -> list[Draft]:
        return [self.draft(node) for node in self.root.iter(*_KINDS)]

    def draft(self, response: Node) -> Draft:
        told = (*response.iter("solution"), *self.root.iterchildren("solution"))
        solutions = [text for node in told if (text := self.solution(node))]
        draft = Draft(
            stem=self.stem(response),
            spans=(self.part.place(response, "problem"),),
            title=self.root.get("display_name", ""),
            points=number(self.root.get("weight")),
            feedback=tuple(map(DraftFeedback, solutions)),
            hints=tuple(text for node in self.root.iterfind("demandhint/hint") if (text := self.text(node))),
        )
        match response.tag:
            case "stringresponse":
                return self.typed(draft, response)
            case "numericalresponse":
                return self.counted(draft, response)
            case "optionresponse":
                return self.chosen(draft, list(response.iter("option")) or _listed(response), several=False)
            case _:
                return self.chosen(draft, list(response.iter("choice")), several=response.tag == "choiceresponse")

    def solution(self, node: Node) -> Fragment:
        """Without the word that Open edX's template puts above it."""
        text = self.text(node)
        return replace(text, text=re.sub(r"\A(?:#+ )?\**Explanation\**\s*(?:\n|\Z)", "", text.text).strip())

    def chosen(self, draft: Draft, nodes: Sequence[Node], several: bool) -> Draft:
        choices = []
        for node in nodes:
            hints = [h for h in node.iter(*_HINTS) if h.get("selected", "true").lower() == "true"]
            told = self.text(hints[0]) if hints else EMPTY
            choices.append(DraftChoice(self.text(node), feedback=told))
        right = tuple(at for at, node in enumerate(nodes) if node.get("correct", "").lower() == "true")
        claims = (Claim(Evidence.MARKUP, right, spans=draft.spans),) if right else ()
        return replace(draft, type="multiple" if several else "single", choices=tuple(choices), claims=claims)

    def typed(self, draft: Draft, response: Node) -> Draft:
        kinds = response.get("type", "").split()
        if "regexp" in kinds:
            self.part.doubt("format-unsupported", "A pattern stands for no certain words.", response)
            return replace(draft, type="short")
        more = [node.get("answer") or words(node) for node in response.iterfind("additional_answer")]
        accepted = [word for word in (response.get("answer", ""), *more) if word]
        answers = tuple(DraftAnswer(self.part.fragment(word, response, "problem")) for word in accepted)
        return replace(draft, type="short", answers=answers, case_sensitive="ci" not in kinds)

    def counted(self, draft: Draft, response: Node) -> Draft:
        answer = response.get("answer", "").strip()
        width = next((p.get("default", "") for p in response.iter("responseparam") if p.get("type") == "tolerance"), "")
        found: tuple[DraftAnswer, ...] = ()
        if bounds := _RANGE.fullmatch(answer):
            low = self.part.fragment(bounds[1], response, "problem")
            found = (DraftAnswer(low, numeric=True, upper=bounds[2]),)
        elif _NUMBER.fullmatch(answer):
            value = self.part.fragment(answer, response, "problem")
            found = (DraftAnswer(value, numeric=True, tolerance=width.replace(" ", "")),)
        else:
            self.part.doubt("format-unsupported", f"The answer {answer[:60]!r} is computed by the course.", response)
        return replace(draft, type="numeric", answers=found)


def _listed(response: Node) -> list[Node]:
    """`<optioninput options="('a','b')" correct="b"/>`, the old form, as options."""
    old = next(response.iter("optioninput"), None)
    names = re.findall(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"", old.get("options", "")) if old is not None else []
    found = []
    for single, double in names:
        option = response.makeelement(
            "option", {"correct": str(old is not None and old.get("correct") == single + double)}
        )
        option.text = single + double
        found.append(option)
    return found


def read_part(part: Part) -> Extraction:
    """Every response of a problem as a question."""
    part.store.part = part.name
    drafts = tuple(_Problem(part).drafts())
    return Extraction(drafts, findings=tuple(part.findings))
