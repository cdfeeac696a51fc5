"""What to do with items whose key the document does not tell, when a target needs one: `--keyless=skip|essay|fail`.

fail    refuse the export, naming how many there are (the default: importers would score them silently wrong)
skip    leave them out, each as a loss
essay   turn each into an open question that shows what there was to choose from
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, Literal

from quizmill.errors import ExportError
from quizmill.item import (
    ChoiceItem,
    ClozeItem,
    EssayItem,
    Item,
    ItemBase,
    MatchItem,
    OrderItem,
    is_keyless,
)
from quizmill.package import Exporter, Loss

Policy = Literal["skip", "essay", "fail"]
_COMMON = tuple(f.name for f in fields(ItemBase))


@dataclass(frozen=True, slots=True)
class Keyless:
    """The policy for one target: `apply` an item gives the item to export, or None where it is left out."""

    exporter: Exporter
    policy: Policy

    def concerns(self, item: Item) -> bool:
        """Whether the item has no key and the target cannot carry it so."""
        return item.type not in self.exporter.keyless and is_keyless(item)

    def apply(self, item: Item) -> Item | None:
        if not self.concerns(item):
            return item
        return as_essay(item) if self.policy == "essay" else None

    def losses(self, concerned: list[str]) -> tuple[Loss, ...]:
        """The losses of the items concerned; ExportError where the policy is to fail."""
        if not concerned:
            return ()
        match self.policy:
            case "fail":
                count = "One item has" if len(concerned) == 1 else f"{len(concerned)} items have"
                raise ExportError(
                    f"{count} no key ({concerned[0]}{' ...' if concerned[1:] else ''}), and {self.exporter.name} "
                    "would score them as wrong: say --keyless=skip or --keyless=essay."
                )
            case "skip":
                return tuple(Loss(item, "*", "it has no key and was left out") for item in concerned)
            case "essay":
                return tuple(Loss(item, "choices", "it has no key and became an open question") for item in concerned)


def as_essay(item: Item) -> EssayItem:
    """The item as an open question: its stem, and below it what there was to choose from."""
    common: dict[str, Any] = {name: getattr(item, name) for name in _COMMON}
    stem = item.stem
    if isinstance(item, ClozeItem):
        for gap in item.gaps:
            stem = stem.replace("{{gap:" + gap.id + "}}", "\\_\\_\\_\\_")
    listed = "".join(f"\n- {_indented(text)}" for text in _offered(item))
    return EssayItem(**{**common, "stem": stem + ("\n" + listed if listed else "")})


def _offered(item: Item) -> Iterator[str]:
    match item:
        case ChoiceItem():
            yield from (choice.text for choice in item.choices)
        case MatchItem():
            yield from (pair.left for pair in item.pairs)
            yield from (pair.right for pair in item.pairs if pair.right)
            yield from item.distractors
        case OrderItem():
            yield from item.entries
        case ClozeItem():
            yield from (choice.text for gap in item.gaps for choice in gap.choices)
        case _:
            return


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")
