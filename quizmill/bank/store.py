"""`Bank`: one folder of tables, what is written into it in one go, and the ways to read it.

    bank/bank.json       {"format": "quizmill-bank", "schema": 1}: the folder is a bank
    bank/items/ ...      the tables (see schema.TABLES)
    bank/questions/      the published bank

There is no transaction across tables. A commit writes what a document's items refer to first and its line in the
ledger last: a process that dies between leaves a document that the next run reads again.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from quizmill.bank import disk, edits, groups, marker
from quizmill.bank.arrow import rows_of, table_of_lines, table_of_rows
from quizmill.bank.publish import by_item, curated, publish, published, stale, stamps
from quizmill.bank.query import run_sql
from quizmill.bank.records import DocumentRow, EditRow, FindingRow, ItemRow, MediaRow
from quizmill.bank.rows import bucket_of, row_to_item
from quizmill.bank.schema import PUBLISHED, TABLES
from quizmill.bank.tables import Table
from quizmill.errors import UsageError
from quizmill.item import Item

if TYPE_CHECKING:
    import pandas as pd

_CONFLICT = "An edit of {} was made on words that have since changed in the source."


@dataclass(slots=True)
class Batch:
    """What one commit writes. `read` are the documents whose items and findings are replaced by those given;
    a document that is only in the ledger (it failed, or moved) keeps the items it had.
    """

    documents: list[DocumentRow] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    items: list[bytes] = field(default_factory=list)
    findings: list[FindingRow] = field(default_factory=list)
    media: list[MediaRow] = field(default_factory=list)


class Bank:
    """A question bank in a folder. `open` it, or `create` it; both raise BankError in clear words."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._tables = {name: Table(folder, spec) for name, spec in TABLES.items()}

    @classmethod
    def open(cls, folder: str | Path) -> Bank:
        """The bank of a folder; BankError where there is none or it is of a newer quizmill."""
        marker.check(Path(folder))
        return cls(Path(folder))

    @classmethod
    def create(cls, folder: str | Path) -> Bank:
        """The bank of a folder, made where the folder is new or empty."""
        path = Path(folder)
        if marker.stands(path):
            return cls.open(path)
        marker.prepare(path)
        bank = cls(path)
        with disk.writing(path):
            for table in bank._tables.values():
                table.create()
            bank._publish()
            marker.write(path)
        return bank

    # Writing

    def commit(self, batch: Batch, run: str = "") -> None:
        """Write a batch. It is published by `tidy` or `publish`, once for all batches of a run."""
        with disk.writing(self.folder):
            for table in self._tables.values():
                table.migrate()
            self._add_media(batch.media, run)
            self._tables["findings"].replace(batch.read, table_of_rows(batch.findings, FindingRow), run)
            self._tables["items"].replace(batch.read, table_of_lines(b"".join(batch.items), ItemRow), run)
            ids = [document.id for document in batch.documents]
            self._tables["documents"].replace(ids, table_of_rows(batch.documents, DocumentRow), run)

    def remove(self, documents: Sequence[str], run: str = "") -> None:
        """Take documents and their items out; edits stay in their table."""
        with disk.writing(self.folder):
            for name in ("findings", "items", "documents"):
                self._tables[name].replace(documents, pa.Table.from_batches([], TABLES[name].schema), run)
            self._publish()

    def publish(self) -> tuple[str, ...]:
        """Publish what a killed process did not. Returns the buckets that were behind."""
        if not stale(self.folder, self._stamps()):
            return ()
        with disk.writing(self.folder):
            return self._publish()

    def tidy(self) -> None:
        """Join small files, find groups of equal questions again, and publish what a killed process did not."""
        with disk.writing(self.folder):
            for table in self._tables.values():
                table.compact()
            self._publish()
            self._group(groups.find, ["id", "status"])

    def find_near(self) -> None:
        """Find the items that ask nearly the same, and keep them as groups: suggestions, until their items change."""
        self.publish()
        with disk.writing(self.folder):
            self._group(groups.with_near, ["id", "status", "stem", "choices"])

    def edit(self, item: str, changes: Sequence[tuple[str, str]], author: str = "") -> None:
        """Set fields of an item, given as typed at a terminal (`stem`, `key`, `choices.a1.text` ...)."""
        read, document = self._as_read(item)
        events = self._events_of(item, document)
        for name, text in changes:
            now = edits.replay(read, events).item
            value = edits.parse_value(now, name, text)
            edits.check_value(now, name, value)
            events.append(self._event(read, document, "set", author, name, msgspec.json.encode(value).decode()))
        self._append_edits(events[-len(changes) :])

    def revert(self, item: str, fields: Sequence[str], author: str = "") -> None:
        """Take edits of fields back; the events stay in the table."""
        read, document = self._as_read(item)
        self._append_edits([self._event(read, document, "revert", author, name, "") for name in fields])

    def review(self, items: Iterable[str], verdict: Literal["accept", "reject"], author: str = "") -> None:
        """Accept or reject items as they stand now."""
        found = [self._as_read(item) for item in items]
        self._append_edits([self._event(read, doc, verdict, author, edits.REVIEW, "") for read, doc in found])

    # Reading

    def to_arrow(self) -> pa.Table:
        """The items with the curator's edits in them, as `questions/` holds them."""
        buckets = sorted(self._tables["items"].files())
        parts = [self._curated(bucket) for bucket in buckets]
        return pa.concat_tables([pa.Table.from_batches([], PUBLISHED.schema), *parts])

    def to_pandas(self) -> pd.DataFrame:
        """The items with the curator's edits in them: equals `pd.read_parquet("bank/questions")`."""
        return self.to_arrow().to_pandas()

    def sql(self, query: str) -> pa.Table:
        """The answer to a query over `questions`, `documents`, `findings`, `items`, `edits`, `groups`, `media`."""
        return run_sql(query, self._named)

    def question(self, item: str) -> dict[str, Any] | None:
        """One row of the published bank, None where it has no such item."""
        self.publish()
        return next(rows_of(published(self.folder, PUBLISHED.schema.names, id=[item])), None)

    def published(self, columns: Sequence[str]) -> pa.Table:
        """Some columns of the published bank, brought up to date first where a killed process left it behind."""
        self.publish()
        return published(self.folder, columns)

    def table(self, name: str) -> pa.Table:
        """One table as it is stored: `documents`, `items`, `edits`, `findings`, `groups` or `media`."""
        return self._tables[name].read()

    def count(self, name: str) -> int:
        """The number of rows of a table."""
        return self._tables[name].count()

    def documents(self) -> list[DocumentRow]:
        """The ledger, in the order of paths."""
        table = self._tables["documents"].read()
        moment = table.schema.get_field_index("read_at")  # as text: pyarrow would load pandas for its times
        rows = rows_of(table.set_column(moment, "read_at", pc.cast(table["read_at"], pa.string())))
        return sorted((msgspec.convert(row, DocumentRow) for row in rows), key=lambda document: document.path)

    def items_as_read(self, documents: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
        """The stored rows of some documents, by document, in their order."""
        found: dict[str, list[dict[str, Any]]] = {document: [] for document in documents}
        table = self._tables["items"].read(document=set(documents), bucket={bucket_of(name) for name in documents})
        for row in rows_of(table.sort_by("ordinal")):
            found[row["document"]].append(row)
        return found

    def words_of(self, document: str) -> set[str]:
        """The digests of a document's questions as read."""
        rows = self._tables["items"].read(["words"], document=[document], bucket=[bucket_of(document)])
        return {row["words"] for row in rows_of(rows)}

    def findings(self) -> pa.Table:
        """What is in doubt: the documents' findings, and edits whose base has changed."""
        stored = self._tables["findings"].read()
        flagged = self.published(["id", "document", "path", "conflicts"])
        some: Any = pc.cast(pc.list_value_length(flagged["conflicts"]), pa.bool_())
        in_conflict = flagged.filter(some)
        rows = [
            FindingRow(
                document=row["document"],
                path=row["path"],
                item=row["id"],
                code="edit-conflict",
                severity="warning",
                message=_CONFLICT.format(" and ".join(row["conflicts"])),
                span=None,
                bucket=bucket_of(row["document"]),
            )
            for row in rows_of(in_conflict)
        ]
        return pa.concat_tables([stored, table_of_rows(rows, FindingRow)]).sort_by([("path", "ascending")])

    def media(self, name: str) -> bytes | None:
        """The bytes of a `media:` name, None where the bank does not hold it."""
        rows = self._tables["media"].read(["data"], name=[name])["data"]
        return rows[0].as_py() if len(rows) else None

    # Within

    def _named(self, name: str) -> pa.Table:
        match name:
            case "questions":
                return self.published(PUBLISHED.schema.names)
            case "findings":
                return self.findings()
            case _:
                return self._tables[name].read()

    def _curated(self, bucket: str) -> pa.Table:
        return curated(self._tables["items"].read(bucket=[bucket]), self._tables["edits"].read(bucket=[bucket]))

    def _publish(self) -> tuple[str, ...]:
        with disk.guard(self.folder):
            return publish(self.folder, self._stamps(), self._curated)

    def _stamps(self) -> dict[str, str]:
        return stamps(self._tables["items"].files(), self._tables["edits"].files())

    def _group(self, find: Callable[[pa.Table, pa.Table, pa.Table], pa.Table], columns: Sequence[str]) -> None:
        before = self._tables["groups"].read()
        digests = self._tables["items"].read(["id", "words", "answer"])
        found = find(published(self.folder, columns), digests, before)
        if not found.equals(before):
            self._tables["groups"].overwrite(found)

    def _add_media(self, media: Sequence[MediaRow], run: str) -> None:
        if not media:
            return
        held = set(self._tables["media"].read(columns=["name"])["name"].to_pylist())
        new = {row.name: row for row in sorted(media, key=lambda row: row.name) if row.name not in held}
        columns = {name: [getattr(row, name) for row in new.values()] for name in TABLES["media"].schema.names}
        self._tables["media"].append(pa.table(columns, schema=TABLES["media"].schema), run)

    def _events_of(self, item: str, document: str) -> list[EditRow]:
        rows = self._tables["edits"].read(bucket=[bucket_of(document)], item=[item])
        return [event for events in by_item(rows).values() for event in events]

    def _as_read(self, item: str) -> tuple[Item, str]:
        rows = self._tables["items"].read(id=[item]).to_pylist()
        if not rows:
            raise UsageError(f"The bank has no item {item}.")
        return row_to_item(rows[0]), rows[0]["document"]

    def _event(
        self,
        item: Item,
        document: str,
        op: Literal["set", "revert", "accept", "reject"],
        author: str,
        name: str,
        value: str,
    ) -> EditRow:
        return EditRow(
            id=uuid.uuid4().hex,
            at=datetime.now(UTC),
            author=author,
            document=document,
            item=item.id,
            op=op,
            field=name,
            base=edits.base_of(edits.plain(item), name),
            value=value,
            bucket=bucket_of(document),
        )

    def _append_edits(self, rows: list[EditRow]) -> None:
        with disk.writing(self.folder):
            self._tables["edits"].append(table_of_rows(rows, EditRow))
            self._publish()
