"""`quizmill export FORMAT -o FILE`: the bank's items as a package, and what the format could not carry."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from quizmill.commands.options import DEFAULT_BANK, BankOption, JsonOption, StrictOption

if TYPE_CHECKING:
    from quizmill.exporting import Exported, File


def export(
    target: Annotated[
        str, typer.Argument(metavar="FORMAT", help="A format of `quizmill formats`: anki, qti12 (Canvas) ...")
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The file to write; without it, one named by the title."),
    ] = None,
    bank: BankOption = DEFAULT_BANK,
    where: Annotated[str, typer.Option(help="A condition in SQL on the columns of questions.")] = "",
    tag: Annotated[list[str] | None, typer.Option(help="Only items with this tag, or one below it.")] = None,
    source: Annotated[list[str] | None, typer.Option(help="Only items of documents whose path contains this.")] = None,
    status: Annotated[
        list[str] | None, typer.Option(help="Only new, accepted or rejected items; all but rejected without it.")
    ] = None,
    keyless: Annotated[
        Literal["skip", "essay", "fail"], typer.Option(help="What to do with items that have no key.")
    ] = "fail",
    split: Annotated[int, typer.Option(min=0, help="At most this many items a file; 0 is the format's own limit.")] = 0,
    title: Annotated[str, typer.Option(help="The package's title; else that of the one document, or Questions.")] = "",
    option: Annotated[
        list[str] | None,
        typer.Option("--option", metavar="K=V", help="An option of the format; `quizmill formats FORMAT` names them."),
    ] = None,
    strict: StrictOption = False,
    as_json: JsonOption = False,
) -> None:
    """Write the bank's items in a format of another program."""
    from quizmill import exporting
    from quizmill.bank import Bank
    from quizmill.commands import console

    chosen = exporting.Selection(where, tuple(tag or ()), tuple(source or ()), tuple(status or ()))
    order = exporting.Order(target, output, chosen, keyless, split, title, exporting.parse_options(option or ()))
    with console.progress(f"Writing {target}") as step:
        done = exporting.export(Bank.open(bank), order, strict, step)
    if as_json:
        console.print_json(done)
    else:
        print_exported(done)


def _counted(file: File) -> str:
    from quizmill.commands import console

    return console.many(file.items, "item") if file.items == file.chosen else f"{file.items} of {file.chosen} items"


def print_exported(done: Exported) -> None:
    """Each file, and what was left out of it, told once for all items alike."""
    from quizmill.commands import console

    for file in done.files:
        console.out().print(f"[bold]{file.path}[/bold]  {_counted(file)}, {file.bytes / 1024:,.0f} KB")
    if done.losses:
        grouped: dict[tuple[str, str], list[str]] = {}
        for loss in done.losses:
            grouped.setdefault((loss.field, loss.reason), []).append(loss.item)
        ordered = sorted(grouped.items(), key=lambda entry: -len(entry[1]))
        rows = [("whole item" if f == "*" else f, r, len(items), items[0]) for (f, r), items in ordered]
        console.print_table(("Not carried", "why", "items", "first"), rows)
