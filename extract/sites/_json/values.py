"""Looking into JSON that others wrote: what should be there may be of another type, or missing.

texts({"a": ["x", 3]}, "a")  ->  ["x", "3"]        record({"a": 5}, "a")  ->  {}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extract.media.fragment import any_to_markdown
from extract.sites._data_rows import Data
from quizmill.draft import EMPTY, Claim, DraftFeedback, Fragment, When
from quizmill.item import Evidence
from quizmill.source import Span

Record = Mapping[str, Data]
_DEEPEST = 12


class Unread(Exception):
    """A question of a type that is not read; its words name the type."""


def record(row: Record, name: str) -> Record:
    """A record inside a record; an empty one where it is none."""
    value = row.get(name)
    return value if isinstance(value, dict) else {}


def records(row: Record, name: str) -> list[Record]:
    value = row.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def text(row: Record, name: str) -> str:
    """A text, or a number's digits; nothing for anything else."""
    return plain(row.get(name))


def texts(row: Record, name: str) -> list[str]:
    value = row.get(name)
    return [plain(item) for item in value] if isinstance(value, list) else [plain(value)] if plain(value) else []


def plain(value: Data) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip() if isinstance(value, str | int | float) else ""


def fragment(words: str, span: Span) -> Fragment:
    """HTML or plain words as Markdown, at their place."""
    if not words.strip():
        return EMPTY
    return Fragment(any_to_markdown(words), (span,))


def feedback(row: Record, whens: tuple[tuple[str, When], ...], span: Span) -> tuple[DraftFeedback, ...]:
    """The texts of some fields as feedback."""
    found = ((fragment(text(row, name), span), when) for name, when in whens)
    return tuple(DraftFeedback(words, when) for words, when in found if words)


def places(values: Sequence[str], right: Sequence[str]) -> list[int]:
    """Where the right values stand, in order; nothing where one of them is missing or stands twice."""
    found = sorted(values.index(value) for value in right if values.count(value) == 1)
    return found if len(found) == len(right) else []


def claims(right: list[int], span: Span) -> tuple[Claim, ...]:
    """What the data marks as right; it says nothing where it marks nothing."""
    return (Claim(Evidence.MARKUP, tuple(right), spans=(span,)),) if right else ()


def inside(value: Data, path: str = "", depth: int = 0) -> Iterator[tuple[str, Record]]:
    """Every record of a document with its path, outermost first."""
    if isinstance(value, dict):
        yield path or "/", value
    if depth < _DEEPEST and isinstance(value, dict | list):
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in entries:
            yield from inside(item, f"{path}/{key}", depth + 1)
