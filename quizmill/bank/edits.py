"""The curator's events, replayed over the items as read.

    2026-03-01 09:14  set     stem        base "Wich gas ..."   value "Which gas ..."
    2026-03-01 09:15  set     key         base {...}            value {"choices": ["a2"], "evidence": ["curator"]}
    2026-03-01 09:15  accept              base 5f3c...

An event is never rewritten. The last `set` of a field holds until a `revert`. Where the words it was made on have
since changed in the source, the event is kept and flagged (`edit-conflict`): the curator's wording stays, but an
edit of what is right does not: a judgement over other words could be a wrong key, so the item is keyless until the
curator looks again. A review (`accept`, `reject`) of words that have changed falls back to `new`, flagged too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from quizmill.bank.records import EditRow, Review
from quizmill.errors import UsageError
from quizmill.item import ChoiceItem, Item

_ORIGIN = ("provenance", "confidence", "doubts", "objectives", "section", "tags", "language")
_FIXED = ("id", "provenance", "confidence", "doubts")
_RIGHT: dict[str, Any] = {
    "key": None,
    "answers": [],
    "known": False,
}  # what tells the right answer, and its form while it is in doubt
REVIEW = "status"


@dataclass(frozen=True, slots=True)
class Curated:
    """An item with its edits in it; `changed` is the time of the last event, None without any."""

    item: Item
    status: Review = "new"
    edited: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    changed: datetime | None = None


def replay(item: Item, events: Sequence[EditRow]) -> Curated:
    """The item as the curator left it. `events` are the item's own, oldest first."""
    if not events:
        return Curated(item)
    read = plain(item)
    now, conflicts = plain(item), []
    held = _held(events)
    for event in held.values():
        if event.field == REVIEW:
            continue
        if base_of(read, event.field) != event.base:
            conflicts.append(event.field)
        try:
            _apply(now, event, in_conflict=event.field in conflicts)
        except (KeyError, IndexError):
            conflicts.append(event.field)
    status, stale = _review(read, held.get(REVIEW))
    try:
        edited = msgspec.convert(now, type(item))
    except msgspec.ValidationError:  # the kind of the item has changed under the edits
        edited, conflicts = item, [field for field in held if field != REVIEW]
    fields = tuple(field for field in held if field != REVIEW)
    return Curated(edited, status, fields, tuple(dict.fromkeys(conflicts + stale)), events[-1].at)


def base_of(read: dict[str, Any], field: str) -> str:
    """What an edit of this field rests on, as JSON: its value as read; for a key, also the words it chooses from."""
    if field == REVIEW:
        return digest(read)
    beside: list[Any] = []
    if field.split(".")[-1] in _RIGHT:
        beside = [read["stem"], [(choice["id"], choice["text"]) for choice in read.get("choices") or []]]
    try:
        value = _find(read, field)
    except (KeyError, IndexError):
        value = None
    return msgspec.json.encode([value, *beside]).decode()


def plain(item: Item) -> dict[str, Any]:
    """The item as JSON would hold it: mappings and lists, which a field's path can be walked and set in."""
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(item))
    return found


def digest(read: dict[str, Any]) -> str:
    """Names an item's words, key and feedback; not where it stood, nor how sure its reading was."""
    content = {name: value for name, value in read.items() if name not in _ORIGIN}
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()[:16]


def check_value(item: Item, field: str, value: Any) -> None:
    """UsageError where the field may not be edited, is none of the item's, or does not take this value."""
    if field.split(".")[0] in _FIXED:
        raise UsageError(f"The field {field} of an item cannot be edited.")
    now = plain(item)
    try:
        _put(now, field, value)
        edited = msgspec.convert(now, type(item))
    except (KeyError, IndexError) as error:
        raise UsageError(f"Item {item.id} has no field {field}.") from error
    except msgspec.ValidationError as error:
        raise UsageError(f"{field} of item {item.id} does not take this value: {error}.") from error
    if not isinstance(edited, ChoiceItem) or not edited.key:
        return
    if unknown := set(edited.key.choices) - {choice.id for choice in edited.choices}:
        raise UsageError(f"Item {item.id} has no choice {', '.join(sorted(unknown))}.")
    if edited.type != "multiple" and len(edited.key.choices) != 1:
        raise UsageError(f"Item {item.id} takes one answer; set type=multiple first.")


def parse_value(item: Item, field: str, text: str) -> Any:
    """A value as typed at the terminal: words for a text field, letters for a key, else JSON.

    `key=B` and `key=A,C` name choices by their place, `key=none` takes the key away; `tags=a, b` is a list.
    """
    if field == "key":
        return _key_of(item, text)
    try:
        current = _find(plain(item), field)
    except (KeyError, IndexError) as error:
        raise UsageError(f"Item {item.id} has no field {field}.") from error
    if isinstance(current, str):
        return text
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        if isinstance(current, list):
            return [part.strip() for part in text.split(",") if part.strip()]
        raise UsageError(f"{field} takes JSON, and {text!r} is none.") from error


def _key_of(item: Item, text: str) -> dict[str, Any] | None:
    if text.strip().lower() in ("", "none"):
        return None
    choices = [choice.id for choice in getattr(item, "choices", ())]
    named = []
    for label in text.replace(",", " ").split():
        place = ord(label.upper()) - ord("A") if len(label) == 1 and label.isalpha() and label.isascii() else -1
        if label not in choices and not 0 <= place < len(choices):
            raise UsageError(f"Item {item.id} has no choice {label}.")
        named.append(label if label in choices else choices[place])
    return {"choices": sorted(set(named), key=choices.index), "evidence": ["curator"]}


def _held(events: Sequence[EditRow]) -> dict[str, EditRow]:
    """The event that holds for each field, in the order in which the fields were first edited."""
    held: dict[str, EditRow] = {}
    for event in events:
        field = REVIEW if event.op in ("accept", "reject") else event.field
        if event.op == "revert":
            held.pop(field, None)
        else:
            held[field] = event
    return held


def _review(read: dict[str, Any], event: EditRow | None) -> tuple[Review, list[str]]:
    if event is None:
        return "new", []
    if event.base != digest(read):
        return "new", [REVIEW]
    return ("accepted" if event.op == "accept" else "rejected"), []


def _apply(now: dict[str, Any], event: EditRow, in_conflict: bool) -> None:
    last = event.field.split(".")[-1]
    if in_conflict and last in _RIGHT:
        _put(now, event.field, _RIGHT[last])
    else:
        _put(now, event.field, msgspec.json.decode(event.value))


def _step(node: Any, name: str) -> Any:
    """The key or index under which a path's word stands in a node; list entries go by id or by place."""
    if isinstance(node, dict):
        if name not in node:
            raise KeyError(name)
        return name
    if isinstance(node, list):
        for place, entry in enumerate(node):
            if isinstance(entry, dict) and entry.get("id") == name:
                return place
        if name.isdecimal() and int(name) < len(node):
            return int(name)
    raise KeyError(name)


def _find(node: Any, field: str) -> Any:
    for name in field.split("."):
        node = node[_step(node, name)]
    return node


def _put(node: Any, field: str, value: Any) -> None:
    *path, last = field.split(".")
    for name in path:
        node = node[_step(node, name)]
    node[_step(node, last)] = value
