"""`quizmill edit`, `accept` and `reject`: the curator's word, kept as events beside the items as read."""

from __future__ import annotations

import getpass
from contextlib import suppress
from typing import Annotated, Literal

import typer

from quizmill.commands.options import DEFAULT_BANK, BankOption

ItemsArgument = Annotated[list[str], typer.Argument(metavar="ITEM...", help="Ids of items.")]


def edit(
    item: Annotated[str, typer.Argument(metavar="ITEM", help="The item's id.")],
    sets: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="stem=..., key=B, choices.a1.text=..., tags=a,b, points=2"),
    ] = None,
    reverts: Annotated[list[str] | None, typer.Option("--revert", metavar="FIELD", help="Take an edit back.")] = None,
    bank: BankOption = DEFAULT_BANK,
) -> None:
    """Set fields of an item. The item as read stays beside it, and the edit outlives a new reading."""
    from quizmill.bank import Bank
    from quizmill.commands.console import remark
    from quizmill.errors import UsageError

    if not sets and not reverts:
        raise UsageError("Say what to edit: --set FIELD=VALUE or --revert FIELD.")
    changes = []
    for word in sets or ():
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise UsageError(f"--set takes FIELD=VALUE, and {word!r} is none.")
        changes.append((name, value))
    store = Bank.open(bank)
    if changes:
        store.edit(item, changes, _author())
    if reverts:
        store.revert(item, reverts, _author())
    remark(f"Edited {', '.join([name for name, _ in changes] + (reverts or []))} of {item}.")


def accept(items: ItemsArgument, bank: BankOption = DEFAULT_BANK) -> None:
    """Accept items as they stand."""
    _review(items, bank, "accept")


def reject(items: ItemsArgument, bank: BankOption = DEFAULT_BANK) -> None:
    """Reject items: they stay in the bank, and no export takes them unless asked to."""
    _review(items, bank, "reject")


def _review(items: list[str], bank: BankOption, verdict: Literal["accept", "reject"]) -> None:
    from quizmill.bank import Bank
    from quizmill.commands.console import remark

    Bank.open(bank).review(items, verdict, _author())
    remark(f"{verdict.capitalize()}ed {', '.join(items)}.")


def _author() -> str:
    with suppress(OSError, KeyError):
        return getpass.getuser()
    return ""
