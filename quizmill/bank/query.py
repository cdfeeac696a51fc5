"""SQL over the bank: DuckDB on Arrow tables, shut off from files and the network."""

from __future__ import annotations

import re
from collections.abc import Callable

import pyarrow as pa

from quizmill.bank.schema import PUBLISHED, TABLES
from quizmill.errors import UsageError

NAMES = (PUBLISHED.name, *TABLES)


def quoted(text: str) -> str:
    """A text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def run_sql(query: str, table: Callable[[str], pa.Table]) -> pa.Table:
    """The answer as a table; UsageError with DuckDB's words where the query is wrong.

    Only tables that the query names are read. No query reads or writes a file or loads an extension.
    """
    import duckdb

    with duckdb.connect(config={"enable_external_access": "false", "autoinstall_known_extensions": "false"}) as db:
        for name in NAMES:
            if re.search(rf"\b{name}\b", query, re.IGNORECASE):
                db.register(name, table(name))
        try:
            answer = db.sql(query)
            rows: pa.Table = answer.to_arrow_table() if answer is not None else pa.table({})
        except duckdb.Error as error:
            raise UsageError(f"The query failed: {str(error).splitlines()[0]}") from error
    return rows
