"""`quizmill check` and `quizmill groups`: what is in doubt with its place, and what asks the same."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from quizmill.commands.options import DEFAULT_BANK, BankOption, JsonOption, StrictOption


def check(
    bank: BankOption = DEFAULT_BANK,
    code: Annotated[list[str] | None, typer.Option(help="Only findings of this code; may be given again.")] = None,
    severity: Annotated[str, typer.Option(help="Only findings of this weight: info, warning or error.")] = "",
    source: Annotated[str, typer.Option(help="Only documents whose path contains this.")] = "",
    strict: StrictOption = False,
    as_json: JsonOption = False,
) -> None:
    """List findings: what a person should look at before trusting an item."""
    from quizmill.bank import Bank
    from quizmill.commands import console
    from quizmill.errors import UsageError
    from quizmill.finding import CODES, WEIGHTY, Severity

    if unknown := set(code or ()) - CODES.keys():
        raise UsageError(f"There is no finding {sorted(unknown)[0]}; there are {', '.join(CODES)}.")
    if severity and severity not in {s.value for s in Severity}:
        raise UsageError(f"There is no weight {severity}; there are info, warning and error.")
    rows = [
        row
        for row in Bank.open(bank).findings().to_pylist()
        if (not code or row["code"] in code) and (not severity or row["severity"] == severity) and source in row["path"]
    ]
    if as_json:
        console.print_json([{name: row[name] for name in row if name != "bucket"} for row in rows])
    else:
        columns = ("where", "place", "weight", "code", "what", "item")
        console.print_table(columns, (_line(row) for row in rows), title=console.many(len(rows), "finding"))
    if strict and any(row["severity"] in WEIGHTY for row in rows):
        raise typer.Exit(6)


def groups(
    bank: BankOption = DEFAULT_BANK,
    near: Annotated[bool, typer.Option("--near", help="Find items that ask nearly the same, too.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List items that ask the same, and those of them whose keys disagree."""
    from quizmill.bank import Bank
    from quizmill.commands import console

    store = Bank.open(bank)
    if near:
        store.find_near()
    found = store.table("groups").to_pylist()
    if as_json:
        console.print_json(found)
        return
    stems = {row["id"]: row["stem"] for row in store.published(["id", "stem"]).to_pylist()}
    rows = ((g["kind"], item, stems.get(item, "")) for g in found for item in g["items"])
    console.print_table(("kind", "item", "stem"), rows, title=console.many(len(found), "group"))


def _line(row: dict[str, Any]) -> tuple[str, ...]:
    import msgspec

    from quizmill.source import Span

    place = str(msgspec.convert(row["span"], Span)) if row["span"] else ""
    return row["path"], place, row["severity"], row["code"], row["message"], row["item"]
