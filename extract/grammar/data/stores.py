"""Data that a page's framework keeps flat, as the nested values that it stands for.

    {"Question:1": {"text": "...", "choices": [{"__ref": "Choice:1"}]}, "Choice:1": {...}}     references by name
    [{"question": 1, "options": 2}, "Which floats?", [3, 4], "cork", "iron"]                   references by place
    {"questions": {"7": {"answerIds": [1, 2]}}, "answers": {"1": {"text": "cork"}, "2": ...}}      references by id
    {"question": [0, "Which floats?"], "options": [1, [[0, "cork"], [0, "iron"]]]}             values with their type

Each value is restored once; what is told in circles, or beyond a budget, stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.grammar.data.values import OPAQUE, Array, Record, Value

_DEEPEST = 24
_BUDGET = 200_000


def restored(value: Value) -> Value:
    """The nested value, or the value itself where it is not kept in one of these ways."""
    match value:
        case Record(pairs=pairs) if any(isinstance(item, Record) and _refers(item) for item in pairs.values()):
            return Record({name: _Named(pairs).resolve(item, 0) for name, item in pairs.items()}, value.start)
        case Array(items=[Record() | Array() as first, _, _, *_]) if _all_places(first, len(value.items)):
            return _Placed(value.items).at(0, 0)
        case Record(pairs=pairs) if pairs and all(_is_typed(item) for item in pairs.values()):
            return Record({name: _plain(item, 0) for name, item in pairs.items()}, value.start)
        case Record(pairs=pairs) if (stores := _stores(value, 0)) and any(map(_lists_ids, stores.values())):
            return _Joined(stores).resolve(value, "", 0)
    return value


def _stores(value: Value, depth: int) -> dict[str, Record]:
    """The records of records that are kept by their own ids, by their names; two of one name are none."""
    out: dict[str, Record] = {}
    if not isinstance(value, Record) or depth > 4:
        return out
    for name, item in value.pairs.items():
        if not isinstance(item, Record):
            continue
        if _is_store(item):
            out[name] = item
        else:
            out |= {inner: store for inner, store in _stores(item, depth + 1).items() if inner not in out}
    return out


def _is_store(record: Record) -> bool:
    if len(record.pairs) < 2:
        return False
    for name, item in record.pairs.items():
        own = item.pairs.get("id", item.pairs.get("_id")) if isinstance(item, Record) else None
        if str(own) != name and not (own is None and isinstance(item, Record) and any(map(str.isdigit, name))):
            return False
    return True


def _lists_ids(store: Record) -> bool:
    return any(isinstance(item, Record) and any(map(_ids, item.pairs.values())) for item in store.pairs.values())


def _ids(value: Value) -> list[str]:
    """What a list of two or more ids names; empty for any other value."""
    items = value.items if isinstance(value, Array) and len(value.items) > 1 else []
    plain = all(isinstance(item, str | int) and not isinstance(item, bool) for item in items)
    return [str(item) for item in items] if plain else []


@dataclass(slots=True)
class _Joined:
    """Lists of ids are read as what the store of their name keeps under these: `answerIds` in `answers`."""

    stores: dict[str, Record]
    budget: int = _BUDGET

    def resolve(self, value: Value, name: str, depth: int) -> Value:
        self.budget -= 1
        if depth > _DEEPEST or self.budget < 0:
            return value
        match value:
            case Record(pairs=pairs):
                return Record({key: self.resolve(item, key, depth + 1) for key, item in pairs.items()}, value.start)
            case Array(items=items):
                kept = self._named(value, name)
                return Array([self.resolve(item, "", depth + 1) for item in (items if kept is None else kept.items)])
        return value

    def _named(self, value: Array, name: str) -> Array | None:
        ids, stem = _ids(value), name.casefold().removesuffix("ids").rstrip("_-").rstrip("s")
        for own, store in self.stores.items() if ids and len(stem) > 2 else ():
            if own.casefold().rstrip("s") == stem and all(one in store.pairs for one in ids):
                return Array([store.pairs[one] for one in ids])
        return None


def _refers(record: Record) -> bool:
    """Whether a record holds a reference, itself or in a list of its own."""
    for item in record.pairs.values():
        inner = item.items if isinstance(item, Array) else [item]
        if any(isinstance(one, Record) and "__ref" in one.pairs for one in inner[:4]):
            return True
    return False


@dataclass(slots=True)
class _Named:
    store: dict[str, Value]
    budget: int = _BUDGET

    def resolve(self, value: Value, depth: int) -> Value:
        self.budget -= 1
        if depth > _DEEPEST or self.budget < 0:
            return OPAQUE
        match value:
            case Record(pairs={"__ref": str(name)}):
                return self.resolve(self.store[name], depth + 1) if name in self.store else OPAQUE
            case Record(pairs=pairs):
                return Record({name: self.resolve(item, depth + 1) for name, item in pairs.items()}, value.start)
            case Array(items=items):
                return Array([self.resolve(item, depth + 1) for item in items])
        return value


def _all_places(value: Value, count: int) -> bool:
    """Whether a record or list holds nothing but places in a list of this length."""
    inner: Sequence[Value] = ()
    match value:
        case Record(pairs=pairs):
            inner = tuple(pairs.values())
        case Array(items=[str(), *rest]):  # `["Reactive", 1]`
            inner = rest
    places = [item for item in inner if isinstance(item, int) and not isinstance(item, bool) and item < count]
    return bool(inner) and len(places) == len(inner)


@dataclass(slots=True)
class _Placed:
    values: list[Value]
    budget: int = _BUDGET

    def at(self, place: Value, depth: int) -> Value:
        self.budget -= 1
        if not isinstance(place, int) or not 0 <= place < len(self.values) or depth > _DEEPEST or self.budget < 0:
            return OPAQUE if place != -1 else None
        match self.values[place]:
            case Record(pairs=pairs, start=start):
                return Record({name: self.at(item, depth + 1) for name, item in pairs.items()}, start)
            case Array(items=[str(), inner]):
                return self.at(inner, depth + 1)
            case Array(items=items):
                return Array([self.at(item, depth + 1) for item in items])
        return self.values[place]


def _is_typed(value: Value) -> bool:
    match value:
        case Array(items=[0, _] | [1, Array()]):
            return True
    return False


def _plain(value: Value, depth: int) -> Value:
    if depth > _DEEPEST:
        return OPAQUE
    match value:
        case Array(items=[1, Array(items=items)]):
            return Array([_plain(item, depth + 1) for item in items])
        case Array(items=[0, Record(pairs=pairs, start=start)]):
            return Record({name: _plain(item, depth + 1) for name, item in pairs.items()}, start)
        case Array(items=[0, inner]):
            return inner
    return value
