"""A row's options in embedded data: their texts, letters and remarks, and what their own flags say.

{opts: ["3", "4"]}                                       texts "3" "4"
{opts: [{text: "3", ok: false}, {text: "4", ok: true}]}  texts "3" "4", flags False True
{a: "3", b: "4"}    {opts: {A: "3", B: "4"}}             texts "3" "4", labels A B
{right: "4", wrong: ["3", "5"]}                          texts "4" "3" "5", flags True False False
{right: {text: "4"}, wrong: [{text: "3"}]}               the same
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extract.grammar.data.fields import FLAGS, LABELS, REMARKS, SCORES, TEXTS, Fields, Row, fold, is_options
from extract.grammar.data.texts import plain, truth_of
from extract.grammar.data.values import Array, Record, Value
from extract.grammar.words.class_names import judge


@dataclass(frozen=True, slots=True)
class Choices:
    """A row's options: texts with labels and remarks, and what their own flags say."""

    texts: tuple[str, ...]
    labels: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    flags: tuple[bool | None, ...] = ()
    scaled: bool = False  # its options are worth more and less, as those of a test of character are


def choices_of(row: Row, fields: Fields) -> Choices | None:
    """A row's options; None where it has none."""
    value = row.get(fields.options) if fields.options else None
    if fields.columns:
        first = "A" if fields.columns[0].isdigit() else ""
        names = [chr(ord(first) + n) if first else name[-1] for n, name in enumerate(fields.columns)]
        texts = [(label, plain(row.get(name))) for label, name in zip(names, fields.columns, strict=True)]
        kept = [(label, text) for label, text in texts if text]
        return Choices(tuple(t for _, t in kept), tuple(label.upper() for label, _ in kept)) if len(kept) > 1 else None
    match value:
        case Array(items=items) if is_options(value):
            return _of_items(items)
        case Record(pairs=pairs) if is_options(value):
            return Choices(tuple(plain(item) for item in pairs.values()), tuple(pairs))
    wrongs = row.get(fields.wrongs) if fields.wrongs else None
    right = row.get(fields.key)
    if isinstance(wrongs, Array) and isinstance(right, str | Record):
        shown = [_of_item(item) for item in (right, *wrongs.items)]
        flags = (True, *(False for _ in wrongs.items))
        return Choices(tuple(one[0] for one in shown), remarks=tuple(one[2] for one in shown), flags=flags)
    return None


def _of_items(items: Sequence[Value]) -> Choices:
    texts, labels, remarks, flags = zip(*map(_of_item, items), strict=True)
    scaled = len({score for item in items if (score := _score(item)) > 0}) > 1
    return Choices(texts, labels, remarks, (None,) * len(texts) if scaled else flags, scaled)


def _score(item: Value) -> float:
    """What an option is worth; nought where it does not say."""
    values = item.pairs.items() if isinstance(item, Record) else ()
    return next((value for name, value in values if fold(name) in SCORES and isinstance(value, int | float)), 0)


def _of_item(item: Value) -> tuple[str, str, str, bool | None]:
    """One option's text, label, remark and flag."""
    match item:
        case Record(pairs=pairs):
            name = next((n for wanted in TEXTS for n in pairs if fold(n) == wanted and plain(pairs[n])), "")
            others = {n: value for n, value in pairs.items() if n != name}
            label = _beside(others, LABELS, (str, int))
            return plain(pairs.get(name)), label, _beside(others, REMARKS, (str,)), _flag(pairs, name)
        case Array(items=[str() as text, flag, *_]):
            return text, "", "", bool(flag) if isinstance(flag, bool | int | float) else None
    return plain(item), "", "", None


def _beside(pairs: Row, names: Collection[str], makes: tuple[type, ...]) -> str:
    """The first value under one of these names, where it is of the right make."""
    return next((plain(value) for n, value in pairs.items() if fold(n) in names and isinstance(value, makes)), "")


def _flag(pairs: Row, text_name: str) -> bool | None:
    """Whether a record calls itself right: by a flag of its own, else by its score."""
    for name, value in pairs.items():
        if name == text_name:
            continue
        own = fold(name)
        if own in FLAGS or judge(name) is True:
            said = truth_of(value)
            if said is not None:
                return said
        if judge(name) is False and (said := truth_of(value)) is not None:
            return not said
    for name, value in pairs.items():
        if fold(name) in SCORES and name != text_name and isinstance(value, int | float):
            return value > 0
    return None
