"""`quizmill show`, `stats` and `sql`: looking at a bank."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizmill.commands.options import DEFAULT_BANK, BankOption, JsonOption

if TYPE_CHECKING:
    from quizmill.bank import Bank
    from quizmill.commands.origin import Shown


def show(
    item: Annotated[str, typer.Argument(metavar="ITEM", help="The item's id.")],
    bank: BankOption = DEFAULT_BANK,
    picture: Annotated[
        Path | None,
        typer.Option(
            "--picture", metavar="FILE.png", help="Draw the places of its fields on the pages they stand on instead."
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show an item, and the lines of the source it came from."""
    from quizmill.bank import Bank
    from quizmill.commands import console
    from quizmill.commands.origin import print_item, shown

    opened = Bank.open(bank)
    if picture is not None:
        _draw(opened, item, picture, as_json)
        return
    found: Shown = shown(opened, item)
    if as_json:
        console.print_json(found)
    else:
        print_item(found)


def _draw(bank: Bank, item: str, file: Path, as_json: bool) -> None:
    from quizmill.commands import console
    from quizmill.commands.boxes import draw

    names = [str(name) for name in draw(bank, item, file)]
    if as_json:
        console.print_json({"pictures": names})
    else:
        for name in names:
            console.remark(f"Drew {name}.")


def stats(bank: BankOption = DEFAULT_BANK, as_json: JsonOption = False) -> None:
    """Count what the bank holds."""
    from quizmill.bank import Bank
    from quizmill.commands import console
    from quizmill.commands.summary import print_totals, totals

    held = totals(Bank.open(bank))
    if as_json:
        console.print_json(held)
        return
    rows = [*held.documents.items(), ("edits", held.edits), ("learning objectives", held.objectives)]
    rows += [("pictures", held.media), *held.status.items()]
    console.print_table(("Documents and more", "count"), [row for row in rows if row[1]])
    print_totals(held)


def sql(
    query: Annotated[str, typer.Argument(help="A query over questions, documents, findings, items, edits, groups.")],
    bank: BankOption = DEFAULT_BANK,
    as_json: JsonOption = False,
) -> None:
    """Ask the bank in SQL (DuckDB's); no query can write, or reach a file or the network."""
    from quizmill.bank import Bank
    from quizmill.commands import console

    answer = Bank.open(bank).sql(query)
    if as_json:
        console.print_json(answer.to_pylist())
    else:
        console.print_table(answer.column_names, (list(row.values()) for row in answer.to_pylist()))
