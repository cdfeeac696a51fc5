"""What commands print with: JSON and tables on stdout, progress and remarks on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from rich.console import Console

    from quizmill.trail import Step

_WIDE = 200  # columns of a table that is piped on
_PATIENCE = 1.0  # seconds of silence before a bar is shown


def out() -> Console:
    """The console of results."""
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else _WIDE)


def remark(text: str) -> None:
    """A sentence for the person, beside the data."""
    print(text, file=sys.stderr)


def many(count: int, word: str) -> str:
    """`1 item`, `12,000 items`."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def print_json(value: object) -> None:
    """A result as indented JSON; types of the model, times and mappings are all written."""
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=2) + b"\n")
    sys.stdout.flush()


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str = "") -> None:
    """A table for people; numbers stand at the right."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    listed = [list(row) for row in rows]
    table = Table(box=box.SIMPLE_HEAD, title=title or None, title_justify="left", title_style="bold", pad_edge=False)
    for i, name in enumerate(columns):
        numbers = bool(listed) and all(isinstance(row[i], int | float) for row in listed)
        table.add_column(name, justify="right" if numbers else "left", overflow="fold")
    for row in listed:
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    out().print(table)


@contextmanager
def progress(what: str) -> Iterator[Step]:
    """A bar on stderr for work that takes over a second: call it with what is done, of how much, and what is read."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    bar = Progress(
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[note]}"),
        console=console,
        transient=True,
    )
    started, task = time.monotonic(), bar.add_task(what, total=None, note="")
    shown = False

    def step(done: float, total: int, note: str = "") -> None:
        nonlocal shown
        if not shown and console.is_terminal and time.monotonic() - started > _PATIENCE:
            bar.start()
            shown = True
        bar.update(task, completed=done, total=total, note=note)

    try:
        yield step
    finally:
        if shown:
            bar.stop()
