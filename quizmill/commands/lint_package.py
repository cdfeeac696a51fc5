"""`quizmill lint-package`: what an importer would trip over in a QTI package or Common Cartridge of any maker."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizmill.commands.options import JsonOption

if TYPE_CHECKING:
    from export.lint import Problem

_MOST_BYTES = 2 * 1024**3


class Importer(StrEnum):
    """Whose dialect traps are of interest."""

    EVERY = "every"
    ANY = "any"
    CANVAS = "canvas"
    D2L = "d2l"
    BLACKBOARD = "blackboard"


def lint_package(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .zip or .imscc package.")],
    importer: Annotated[
        Importer, typer.Option("--for", help="Whose traps to report: one importer's, any (none), or every.")
    ] = Importer.EVERY,
    as_json: JsonOption = False,
) -> None:
    """Check a QTI package: keys, identifiers, feedback, manifest, and the traps of Canvas, D2L and Blackboard.

    Ends with code 6 where something is wrong; warnings and remarks alone end with 0.
    """
    from export import lint
    from quizmill.commands import console
    from quizmill.errors import FindingsError, SourceError
    from quizmill.finding import Severity

    if not file.is_file():
        raise SourceError(f"{file} is no file.")
    if file.stat().st_size > _MOST_BYTES:
        raise SourceError(f"{file} is larger than the linter reads (2 GiB).")
    problems = lint.lint_package(file.read_bytes())
    if importer is not Importer.EVERY:
        problems = lint.relevant(problems, importer.value)
    if as_json:
        console.print_json([_as_json(problem) for problem in problems])
    else:
        columns = ("where", "item", "weight", "code", "what", "how to mend it")
        rows = [
            (_place(p), p.item, p.severity.value, p.code, f"{p.rule.meaning} {p.detail}", p.rule.fix) for p in problems
        ]
        if rows:
            console.print_table(columns, rows)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    if errors:
        raise FindingsError(f"{file} has {errors} error{'s' if errors > 1 else ''}; each is named above with its fix.")
    console.remark(f"{file}: {len(problems)} remark{'' if len(problems) == 1 else 's'}, no error.")


def _place(problem: Problem) -> str:
    return f"{problem.file}:{problem.line}" if problem.line else problem.file


def _as_json(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": problem.file,
        "line": problem.line,
        "item": problem.item,
        "message": f"{problem.rule.meaning} {problem.detail}",
        "fix": problem.rule.fix,
        "importer": problem.rule.dialect,
    }
