"""`quizmill init` and `quizmill ingest`: documents into the bank."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizmill.commands.options import DEFAULT_BANK, BankOption, JsonOption, StrictOption

if TYPE_CHECKING:
    from quizmill.ingest import Report


def init(
    bank: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the new bank.")] = DEFAULT_BANK,
) -> None:
    """Make an empty bank, and say so where the folder's disk cannot hold one."""
    from quizmill.bank import Bank
    from quizmill.commands.console import remark

    Bank.create(bank)
    remark(f"There is a bank at {bank}.")


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Documents, and folders of documents.")],
    bank: BankOption = DEFAULT_BANK,
    workers: Annotated[int, typer.Option(min=0, help="Worker processes; 0 is one a core.")] = 0,
    timeout: Annotated[
        float,
        typer.Option(min=0, help="Seconds that a document may take (PDFs and pictures ten times that); 0 is no limit."),
    ] = 30.0,
    memory: Annotated[int, typer.Option(min=0, help="Megabytes that a document may take; 0 is no limit.")] = 1024,
    max_size: Annotated[int, typer.Option(min=1, help="Megabytes above which a file is refused.")] = 512,
    retry: Annotated[
        bool, typer.Option("--retry", help="Read documents again that failed before, or were read in part.")
    ] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Take out documents whose files have gone.")] = False,
    strict: StrictOption = False,
    as_json: JsonOption = False,
) -> None:
    """Read documents into the bank. What has not changed is skipped, what has is replaced; edits stay."""
    from quizmill.executors import READERS, Limits, cores
    from quizmill.executors.pool import Pool

    limits = Limits(seconds=timeout, memory=memory << 20, workers=workers or cores())
    if not bank.exists():  # there is something to read: load the readers beside the bank's libraries
        Pool(limits, preload=READERS).warm()

    from quizmill.bank import Bank
    from quizmill.commands import console
    from quizmill.commands.summary import print_report
    from quizmill.ingest import ingest as run
    from quizmill.survey import Options

    options = Options(limits=limits, largest=max_size << 20, prune=prune, retry=retry)
    with console.progress("Reading") as step:
        store = Bank.create(bank)
        report = run(store, paths, options, step)
    if as_json:
        console.print_json(report)
    else:
        print_report(report, store)
    _leave(report, strict)


def _leave(report: Report, strict: bool) -> None:
    """The exit code of a run: interrupted, a document that could not be read, findings under --strict."""
    from quizmill.finding import WEIGHTY

    if report.interrupted:
        raise typer.Exit(130)
    if any(t.bucket == "failed" or (t.named and t.bucket == "unrecognised") for t in report.troubles):
        raise typer.Exit(3)
    if strict and any(report.severities[severity] for severity in WEIGHTY):
        raise typer.Exit(6)
