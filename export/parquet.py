"""One Parquet file with every field typed, and the pictures beside the items that show them.

    pd.read_parquet("bank.parquet")        duckdb: select stem, key.choices from 'bank.parquet'

Columns: those of the published bank (bank/README.md), and `media: list<struct<bytes, path>>`.
"""

from __future__ import annotations

from typing import BinaryIO

from export._fields import media_names
from export._options import chosen
from export.json_ import NOT_HELD
from quizmill.item import TYPES, Item
from quizmill.package import Exporter, Loss, Package, Support


def write(package: Package, out: BinaryIO) -> tuple[int, tuple[Loss, ...]]:
    """The file, how many rows it has, and the pictures that nobody holds."""
    from quizmill.bank.parquet import write_items  # pyarrow: 100 ms

    losses: list[Loss] = []

    def pictures(item: Item) -> list[tuple[str, bytes]]:
        held = [(name, package.media(name)) for name in media_names(item)]
        losses.extend(Loss(item.id, "media", NOT_HELD.format(name)) for name, data in held if data is None)
        return [(name, data) for name, data in held if data is not None]

    return write_items(package.items, pictures, out), tuple(losses)


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """Row group by row group."""
    chosen(package, {})
    return write(package, out)[1]


EXPORTER = Exporter(
    name="parquet",
    suffix=".parquet",
    summary="one typed Parquet file; nothing is lost",
    render=render,
    support={kind: Support("full") for kind in TYPES},
    keyless=frozenset(TYPES),
)
