"""Each kind of item in QTI 2 and 3: what is declared, what is shown, how it is scored.

    single, true_false   choiceInteraction, maxChoices 1       multiple    choiceInteraction, maxChoices 0
    short, numeric       textEntryInteraction                  cloze       text entries and inline choices in the stem
    matching             matchInteraction                      ordering    orderInteraction
    essay, flashcard     extendedTextInteraction, scored by a person; the model answer is feedback and rubric

Choices with stated credit are scored by it; otherwise an item is right or wrong as a whole. Matching and cloze give
a share for each row and gap. Answers match in the order of the item, the first that fits counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from export._names import answer_ids, kept_in_order, number, short_hash, shuffled
from export._qti2.pieces import Parts
from export._qti2.typed import Typed
from export._shuffle import keeps_order
from export._xhtml import to_xhtml
from quizmill.item import (
    ChoiceItem,
    ClozeItem,
    EssayItem,
    FlashcardItem,
    Item,
    MatchItem,
    NumericItem,
    OrderItem,
    TextEntryItem,
)


@dataclass(frozen=True, slots=True)
class Kinds(Typed):
    """Takes items apart for one version of QTI."""

    def parts(self, item: Item, points: float) -> Parts:
        """The parts of an item that has a key; `points` is what a right response earns."""
        match item:
            case ChoiceItem():
                return self._choice(item, points)
            case TextEntryItem():
                return self.text_entry(item, points)
            case NumericItem():
                return self.numeric(item, points)
            case ClozeItem():
                return self.cloze(item, points)
            case MatchItem():
                return self._matching(item, points)
            case OrderItem():
                return self._ordering(item, points)
            case EssayItem() | FlashcardItem():
                return self._open(item)
            case _:
                assert_never(item)

    def _choice(self, item: ChoiceItem, points: float) -> Parts:
        w, ids = self.words, answer_ids(item.choices)
        several = item.type == "multiple" or bool(item.key and len(item.key.choices) > 1)
        right = [ids[name] for name in item.key.choices] if item.key else []
        parts = Parts()
        graded = _graded(item)
        mapping = self._mapping(item, ids, points) if graded else ""
        parts.responses.append(
            self.response("RESPONSE", "multiple" if several else "single", "identifier", right, mapping)
        )
        shuffle = not keeps_order(item)
        shown = "".join([w.choice % (ids[c.id], w.fixed if c.fixed else "", self.flow(c.text)) for c in item.choices])
        parts.body = self.stem(item) + w.choice_interaction % (
            "true" if shuffle else "false",
            "0" if several else "1",
            shown,
        )
        for choice in item.choices:
            if choice.feedback:
                name = ids[choice.id]
                parts.feedback.append((f"{name}_fb", self.remark(choice.feedback)))
                chosen = w.has_choice % (name, "RESPONSE") if several else w.is_choice % ("RESPONSE", name)
                parts.rules.append(w.rule % (w.when % (chosen, w.shown(f"{name}_fb"))))
        whole = w.when % (w.is_correct % ("RESPONSE", "RESPONSE"), w.set_score % number(points))
        parts.rules.append(w.rule % (whole + (w.otherwise % w.map_score if graded else "")))
        return parts

    def _mapping(self, item: ChoiceItem, ids: dict[str, str], points: float) -> str:
        w = self.words
        entries = [w.entry % (ids[c.id], number(points * c.credit / 100)) for c in item.choices if c.credit is not None]
        return w.mapping % (number(points), "0", "".join(entries))

    def _matching(self, item: MatchItem, points: float) -> Parts:
        w, parts = self.words, Parts()
        rights = _mixed(item)
        right_ids = {text: f"r{place}" for place, text in enumerate(rights, 1)}
        pairs = [f"l{place} {right_ids[pair.right]}" for place, pair in enumerate(item.pairs, 1)]
        share = number(points / max(len(pairs), 1))
        mapping = w.mapping % (number(points), "0", "".join([w.entry % (pair, share) for pair in pairs]))
        parts.responses.append(self.response("RESPONSE", "multiple", "directedPair", pairs, mapping))
        left = [w.associable % (f"l{place}", 1, self.flow(pair.left)) for place, pair in enumerate(item.pairs, 1)]
        right = [w.associable % (name, len(pairs), self.flow(text)) for text, name in right_ids.items()]
        parts.body = self.stem(item) + w.match_interaction % (len(pairs), "".join(left), "".join(right))
        for place, pair in enumerate(item.pairs, 1):
            if pair.feedback:
                parts.feedback.append((f"l{place}_fb", to_xhtml(pair.feedback, self.target)))
                parts.rules.append(w.shown(f"l{place}_fb") + "\n")
        whole = w.else_when % (w.is_correct % ("RESPONSE", "RESPONSE"), w.set_score % number(points))
        parts.rules.append(w.rule % (w.unanswered % "RESPONSE" + whole + w.otherwise % w.map_score))
        return parts

    def _ordering(self, item: OrderItem, points: float) -> Parts:
        w, parts = self.words, Parts()
        order = shuffled(len(item.entries), item.id)
        names = {entry: f"e{place}" for place, entry in enumerate(order, 1)}
        parts.responses.append(
            self.response("RESPONSE", "ordered", "identifier", [names[entry] for entry in range(len(order))])
        )
        shown = [w.choice % (names[entry], "", self.flow(item.entries[entry])) for entry in order]
        parts.body = self.stem(item) + w.order_interaction % "".join(shown)
        whole = w.when % (w.is_correct % ("RESPONSE", "RESPONSE"), w.set_score % number(points))
        parts.rules.append(w.rule % whole)
        return parts

    def _open(self, item: EssayItem | FlashcardItem) -> Parts:
        parts = Parts(by_person=True)
        parts.responses.append(self.response("RESPONSE", "single", "string", ()))
        parts.body = self.stem(item) + self.words.extended_text
        return parts


def _mixed(item: MatchItem) -> list[str]:
    """The right sides in an order that tells nothing of the pairs; distractors keep theirs among themselves."""
    own = {pair.right for pair in item.pairs}
    mixed = sorted(own | set(item.distractors), key=lambda text: short_hash(item.id + text))
    return kept_in_order(mixed, [text for text in item.distractors if text not in own])


def _graded(item: ChoiceItem) -> bool:
    """Whether the document gives some choice a part of the credit."""
    return any(c.credit is not None and c.credit not in (0, 100) for c in item.choices)
