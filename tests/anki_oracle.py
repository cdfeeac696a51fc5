"""Anki itself as the judge of a package: the official importer, its media check, and its own card renderer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from anki.collection import Card, Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from export.anki import EXPORTER
from quizmill.package import Loss, Package


class Log(NamedTuple):
    """How many notes the importer found, and what became of them."""

    found: int
    new: int
    updated: int
    duplicate: int
    conflicting: int


@dataclass(frozen=True, slots=True)
class Sides:
    """A card as Anki renders it; `style` is the notetype's CSS."""

    front: str
    back: str
    style: str


@contextmanager
def collection(folder: Path) -> Iterator[Collection]:
    """A new, empty collection."""
    opened = Collection(str(folder / "collection.anki2"))
    try:
        yield opened
    finally:
        opened.close()


def write(package: Package, path: Path) -> tuple[Loss, ...]:
    with path.open("wb") as out:
        return EXPORTER.render(package, out)


def take(into: Collection, path: Path) -> Log:
    """Imports a package with the importer's own defaults."""
    defaults = ImportAnkiPackageOptions(
        merge_notetypes=False, update_notes=0, update_notetypes=0, with_scheduling=False, with_deck_configs=False
    )
    log = into.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=defaults)).log
    return Log(log.found_notes, len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting))


def cards(held: Collection) -> dict[str, list[Card]]:
    """Cards by the item's id, in the order in which they would be learned."""
    found: dict[str, list[Card]] = {}
    for number in held.find_cards("", order="c.due"):
        card = held.get_card(number)
        found.setdefault(card.note()["Id"], []).append(card)
    return found


def sides(held: Collection, card: Card) -> Sides:
    """Both sides, with the typed-answer box put in as the apps do."""
    note = card.note()
    typed = note["Typed"] if "Typed" in note.keys() else ""  # noqa: SIM118  a note is no mapping
    box = '<input type="text" id="typeans">'
    compared = f'<code id="typeans">{held.compare_answer(typed, "")}</code>'
    marker = re.compile(r"\[\[type:[^\]]+\]\]")
    output = card.render_output(browser=False)
    front, back = (
        re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL) for html in (card.question(), card.answer())
    )
    return Sides(marker.sub(lambda _: box, front), marker.sub(lambda _: compared, back), output.css)
