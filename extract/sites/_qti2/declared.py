"""Response declarations of QTI 2.x and 3: the correct values, and what each value is worth.

    <responseDeclaration identifier="R" cardinality="single" baseType="string"><correctResponse><value>York</value>
      </correctResponse><mapping><mapEntry mapKey="york" mappedValue="0.5"/></mapping></responseDeclaration>

Values are tuples: NULL is the empty one. (ASI information model 2.1, section 5)
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from extract.media.xml import Node
from extract.sites._part import number

Scalar = str | float | bool
Value = tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A `mapEntry`: what a response value is worth."""

    key: str
    worth: float
    cased: bool


@dataclass(frozen=True, slots=True)
class Declared:
    """A `responseDeclaration`: its type, the correct values, and the map of values to points."""

    ident: str
    cardinality: str
    base: str
    correct: tuple[str, ...]
    mapping: tuple[Entry, ...] = ()
    default: float = 0.0
    lower: float = -math.inf
    upper: float = math.inf

    def mapped(self, given: Value) -> float:
        """The points that the map gives for a response."""
        total = 0.0
        for value in dict.fromkeys(given):
            total += next((entry.worth for entry in self.mapping if _is_key(entry, value, self.base)), self.default)
        return min(max(total, self.lower), self.upper)


def _is_key(entry: Entry, value: Scalar, base: str) -> bool:
    text = str(value)
    if base in ("pair",) and " " in text:
        return sorted(entry.key.split()) == sorted(text.split())
    return entry.key == text or (not entry.cased and base == "string" and entry.key.casefold() == text.casefold())


def values_of(node: Node | None) -> tuple[str, ...]:
    found = node.findall("value") if node is not None else []
    return tuple(" ".join("".join(str(text) for text in value.itertext()).split()) for value in found)


def declared_of(item: Node) -> dict[str, Declared]:
    """The response declarations by identifier."""
    found = {}
    for node in item.iterfind("responseDeclaration"):
        mapping = node.find("mapping")
        lower, upper = (
            number(mapping.get(side)) if mapping is not None else None for side in ("lowerBound", "upperBound")
        )
        entries = tuple(
            Entry(
                entry.get("mapKey", ""), number(entry.get("mappedValue")) or 0.0, entry.get("caseSensitive") == "true"
            )
            for entry in (mapping.findall("mapEntry") if mapping is not None else ())
        )
        ident = node.get("identifier", "")
        found[ident] = Declared(
            ident,
            node.get("cardinality", "single"),
            node.get("baseType", ""),
            values_of(node.find("correctResponse")),
            entries,
            (number(mapping.get("defaultValue")) or 0.0) if mapping is not None else 0.0,
            -math.inf if lower is None else lower,
            math.inf if upper is None else upper,
        )
    return found


def is_score(name: str) -> bool:
    """An outcome that goes up where the response is right."""
    lower = name.lower()
    return ("score" in lower and "max" not in lower) or ("correct" in lower and "incorrect" not in lower)


def typed(text: str, base: str) -> Scalar:
    if base in ("float", "integer"):
        value = 1.0 if text.lower().endswith(".max") else number(text)  # migrated from QTI 1.2
        return text if value is None else value
    return text == "true" if base == "boolean" else text
