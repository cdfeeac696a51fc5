"""One table of the bank, kept in Delta Lake form: plain Parquet files and a transaction log.

    items/_delta_log/00000000000000000003.json     which files make up version 3
    items/bucket=07/part-00000-....parquet

Only append, overwrite with a predicate, and compact are used: MERGE, UPDATE and DELETE of deltalake 1.6 write
`string_view` columns that other readers cannot filter. The log says which files are read; pyarrow reads them, because
reading through delta-rs's file system aborts the process at its end (measured: 5 to 8 of 12 runs).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable, WriterProperties, write_deltalake
from deltalake.exceptions import DeltaError

from quizmill.bank import disk
from quizmill.bank.query import quoted
from quizmill.bank.scan import same_columns, scan
from quizmill.bank.schema import TableSpec
from quizmill.errors import BankError

CROWDED = 24  # files in a bucket, from which they are joined
_RETRIES = 15


class Table:
    """A table under the bank's folder. Every write is one commit, on the platter when the call returns."""

    def __init__(self, bank: Path, spec: TableSpec) -> None:
        self.bank, self.spec = bank, spec
        self.root = bank / spec.name
        self._delta: DeltaTable | None = None

    def create(self) -> None:
        """An empty table; one that is there stays as it is."""
        with self._guard():
            self._delta = DeltaTable.create(
                str(self.root), self.spec.schema, partition_by=self._partition, mode="ignore"
            )
        self._sync(self._delta.version())

    def read(self, columns: Sequence[str] = (), **where: Collection[str]) -> pa.Table:
        """The rows of the newest version, in the columns of this quizmill: `read(["id"], document=["d1", "d2"])`."""
        return scan(self._data_files(), self.spec.schema, columns or self.spec.schema.names, where)

    def count(self) -> int:
        """The number of rows of the newest version."""
        return sum(pq.read_metadata(path).num_rows for path, _ in self._data_files())

    def migrate(self) -> None:
        """Bring a table of an older quizmill to the columns of this one, in one commit."""
        if all(same_columns(path, self.spec.schema, self._partition) for path, _ in self._data_files()):
            return
        rows, delta = self.read(), self._newest()
        with self._guard():
            write_deltalake(delta, rows, mode="overwrite", schema_mode="overwrite")
        self._sync(self.version)

    def append(self, rows: pa.Table, run: str = "") -> None:
        """Add rows in one commit; none of them, no commit."""
        if rows.num_rows:
            self._write(rows, run, "append")

    def replace(self, owners: Sequence[str], rows: pa.Table, run: str = "") -> None:
        """The rows of these owners become `rows`, in one commit. An owner without rows loses those it had."""
        if not owners:
            return
        held = self._buckets_of(owners)
        if not held:
            self.append(rows, run)
            return
        names = ", ".join(quoted(owner) for owner in sorted(set(owners)))
        self._write(rows, run, "overwrite", f"{self._bucket_clause(rows, held)}{self.spec.owner} IN ({names})")

    def overwrite(self, rows: pa.Table, run: str = "") -> None:
        """All rows become `rows`, in one commit."""
        self._write(rows, run, "overwrite")

    def files(self) -> dict[str, list[str]]:
        """The data files of the newest version by bucket (one bucket "" where the table has none)."""
        found: dict[str, list[str]] = {}
        for path in self._newest().file_uris():
            bucket = Path(path).parent.name.removeprefix("bucket=") if self.spec.bucketed else ""
            found.setdefault(bucket, []).append(Path(path).name)
        return found

    def compact(self) -> None:
        """Join small files where a bucket has many; files that no version of the last week needs are removed."""
        if max((len(names) for names in self.files().values()), default=0) < CROWDED:
            return
        with self._guard():
            delta = self._newest()
            delta.optimize.compact()
            self._sync(delta.version())
            delta.vacuum(retention_hours=168, dry_run=False)

    @property
    def version(self) -> int:
        return self._newest().version()

    @property
    def _partition(self) -> list[str]:
        return ["bucket"] if self.spec.bucketed else []

    def _data_files(self) -> list[tuple[Path, dict[str, str]]]:
        """The data files of the newest version, with what their folders tell of all their rows."""
        return [
            (self.root / Path(f"bucket={bucket}" if bucket else "") / name, {"bucket": bucket} if bucket else {})
            for bucket, names in sorted(self.files().items())
            for name in sorted(names)
        ]

    def _newest(self) -> DeltaTable:
        try:
            if self._delta is None:
                self._delta = DeltaTable(str(self.root))
            else:
                self._delta.update_incremental()
        except (DeltaError, OSError) as error:
            words = str(error).splitlines()[0].rstrip(".")
            raise BankError(
                f"The table {self.spec.name} of the bank at {self.bank} cannot be read: {words}."
            ) from error
        return self._delta

    def _buckets_of(self, owners: Sequence[str]) -> set[str]:
        """The buckets in which these owners have rows now."""
        held = self.read([self.spec.owner, *self._partition], **{self.spec.owner: set(owners)})
        return _strings(held["bucket"]) if self.spec.bucketed else {""} if held.num_rows else set()

    def _bucket_clause(self, rows: pa.Table, held: set[str]) -> str:
        if not self.spec.bucketed:
            return ""
        buckets = held | _strings(rows["bucket"])
        return f"bucket IN ({', '.join(quoted(bucket) for bucket in sorted(buckets))}) AND "

    def _write(
        self, rows: pa.Table, run: str, mode: Literal["append", "overwrite"], predicate: str | None = None
    ) -> None:
        delta = self._newest()
        with self._guard():
            write_deltalake(
                delta,
                rows.cast(self.spec.schema),
                mode=mode,  # type: ignore[arg-type]  # its overloads take one literal each
                predicate=predicate,
                writer_properties=WriterProperties(max_row_group_size=self.spec.group),
                commit_properties=CommitProperties(max_commit_retries=_RETRIES, custom_metadata={"run": run}),
            )
        self._sync(self.version)

    def _sync(self, version: int) -> None:
        """Bring the commit's log entry, its data files and their folders to the platter."""
        log = self.root / "_delta_log" / f"{version:020d}.json"
        added = [self.root / path for path in _added(log)]
        with self._guard():
            disk.sync_all([*added, log])
            disk.sync_all([*sorted({path.parent for path in added}), log.parent, self.root])

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except (DeltaError, OSError) as error:
            raise disk.in_words(error, self.bank) from error


def _strings(column: pa.ChunkedArray[pa.StringScalar]) -> set[str]:
    return {text for text in column.to_pylist() if text is not None}


def _added(log: Path) -> Iterable[str]:
    for line in log.read_text("utf-8").splitlines():
        if added := json.loads(line).get("add"):
            yield added["path"]
