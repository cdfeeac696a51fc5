"""An item beside the lines it came from: what `quizmill show` says.

The source is read where the bank found it; if it has moved or changed since, that is said and the places are given
without their words.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from quizmill.commands.console import out
from quizmill.errors import SourceError, UsageError
from quizmill.item import ChoiceItem, Item
from quizmill.source import Source, Span

if TYPE_CHECKING:
    from quizmill.bank import Bank
    from quizmill.page import Page

_LONGEST = 12  # lines of one place that are shown


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stood, and the lines there, where the source has lines."""

    field: str
    where: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """An item with its standing in the bank and its places in the source."""

    item: Item
    status: str
    edited: tuple[str, ...]
    conflicts: tuple[str, ...]
    source: str
    note: str
    places: tuple[Place, ...]


def shown(bank: Bank, item: str) -> Shown:
    """The item and its origin; UsageError where the bank has none of this id."""
    found, row = find(bank, item)
    source, note = source_of(bank, row)
    page, note = _page_of(source) if source is not None else (None, note)
    places = tuple(Place(f.field, str(f.span), _excerpt(f.span, page)) for f in found.provenance.fields)
    return Shown(
        found, row["status"], tuple(row["edited"]), tuple(row["conflicts"]), found.provenance.path, note, places
    )


def find(bank: Bank, item: str) -> tuple[Item, dict[str, Any]]:
    """The item and its row in the bank; UsageError where it has none of this id."""
    from quizmill.bank.rows import row_to_item

    row = bank.question(item)
    if row is None:
        raise UsageError(f"The bank has no item {item}.")
    return row_to_item(row), row


def source_of(bank: Bank, row: dict[str, Any]) -> tuple[Source | None, str]:
    """The document as it was read, or none and the reason."""
    path = Path(os.path.abspath(bank.folder)).parent / row["path"]  # noqa: PTH100
    known = next(document for document in bank.documents() if document.id == row["document"])
    try:
        data = path.read_bytes()
    except OSError:
        return None, f"The source {row['path']} is not where it was read."
    if hashlib.sha256(data).hexdigest() != known.sha256:
        return None, f"The source {row['path']} has changed since it was read."
    return Source(row["path"], data), ""


def _page_of(source: Source) -> tuple[Page | None, str]:
    """The source as its carrier reads it, or none and the reason."""
    from quizmill.pipeline import open_page

    try:
        return open_page(source), ""
    except SourceError as error:
        return None, str(error)


def _excerpt(span: Span, page: Page | None) -> tuple[str, ...]:
    """The words of a place: its lines where the source has lines, else those of the blocks that stand there."""
    if page is None:
        return ()
    if span.lines and page.text:
        first, last = span.lines
        lines = page.text.split("\n")[first - 1 : last]
    else:
        lines = [block.raw or block.text for block in page.blocks if _within(block.span, span)]
    more = [f"... {len(lines) - _LONGEST} more lines"] if len(lines) > _LONGEST else []
    return (*lines[:_LONGEST], *more)


def _within(inner: Span, outer: Span) -> bool:
    """Whether a block stands in a place: in or below its node, or with its middle in its box."""
    if inner.part != outer.part or inner.page != outer.page:
        return False
    if outer.node and inner.node:
        return inner.node == outer.node or inner.node.startswith(f"{outer.node}/")
    if outer.box and inner.box:
        x, y = (inner.box[0] + inner.box[2]) / 2, (inner.box[1] + inner.box[3]) / 2
        return outer.box[0] <= x <= outer.box[2] and outer.box[1] <= y <= outer.box[3]
    return False


def print_item(found: Shown) -> None:
    """The item and its places, for people."""
    from rich.markup import escape

    item, console = found.item, out()
    console.print(f"[bold]{item.id}[/bold]  {item.type}  {found.status}  confidence {item.confidence:.2f}")
    if found.edited:
        console.print(f"[dim]edited: {', '.join(found.edited)}[/dim]")
    if found.conflicts:
        console.print(f"[red]changed in the source since it was edited: {', '.join(found.conflicts)}[/red]")
    console.print(f"\n{escape(item.stem)}")
    for sign, text in _body(item):
        console.print(f"  {sign} {escape(text)}")
    console.print(f"\n[dim]{escape(found.source)}[/dim]  {escape(found.note)}")
    for place in found.places:
        console.print(f"  [cyan]{place.field}[/cyan]  [dim]{escape(place.where)}[/dim]")
        for line in place.lines:
            console.print(f"    {escape(line)}")


def _body(item: Item) -> Iterator[tuple[str, str]]:
    """What stands below the stem: choices with the key's ticked, else every field that is not empty."""
    if isinstance(item, ChoiceItem):
        for choice in item.choices:
            right = item.key is not None and choice.id in item.key.choices
            yield ("[green]✓[/green]" if right else " "), f"{choice.id}  {choice.text}"
            if choice.feedback:
                yield " ", f"    {choice.feedback}"
        if item.key is None:
            yield "[yellow]?[/yellow]", "no key: the document gives no evidence"
    plain = msgspec.to_builtins(item)
    for name, value in plain.items():
        if name not in ("id", "type", "stem", "choices", "key", "provenance", "confidence") and _said(value):
            yield "·", f"{name}: {value if isinstance(value, str) else msgspec.json.encode(value).decode()}"


def _said(value: object) -> bool:
    if isinstance(value, dict):
        return any(_said(part) for part in value.values())
    return bool(value)
