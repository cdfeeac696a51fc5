"""The command line: `quizmill COMMAND`. Data goes to stdout, messages and progress to stderr.

Each command is a module of `quizmill.commands`; it loads what it needs when it runs, so that `quizmill --help` is
quick. Every command ends with one of the exit codes of `EXIT_CODES`.
"""

from __future__ import annotations

import os
import sys

import typer

from quizmill import __version__
from quizmill.commands import checking, curate, exporting, extracting, formats, ingesting, lint_package, look
from quizmill.errors import QuizmillError

EXIT_CODES = {
    0: "Done.",
    1: "Something failed that no other code speaks of.",
    2: "The words of the command do not fit: an unknown option, format, item or column.",
    3: "A document could not be read (it is named); everything else was.",
    4: "The bank is none, is of a newer quizmill, or cannot be written.",
    5: "An export was refused: items without a key, or losses under --strict.",
    6: "Findings of weight under --strict.",
    130: "Interrupted; what was done so far is kept, and the next run goes on.",
}
_EPILOG = "Exit codes:\n\n" + "\n\n".join(f"{code:>4}  {meaning}" for code, meaning in EXIT_CODES.items())

app = typer.Typer(
    name="quizmill",
    help="Questions, answers and feedback out of messy documents, into a typed bank, out to Anki, QTI and every LMS.",
    epilog=_EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"quizmill {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Say the version."),
) -> None:
    del version


for command, name in (
    (ingesting.init, "init"),
    (ingesting.ingest, "ingest"),
    (extracting.extract, "extract"),
    (exporting.export, "export"),
    (formats.formats, "formats"),
    (lint_package.lint_package, "lint-package"),
    (look.show, "show"),
    (look.stats, "stats"),
    (look.sql, "sql"),
    (checking.check, "check"),
    (checking.groups, "groups"),
    (curate.edit, "edit"),
    (curate.accept, "accept"),
    (curate.reject, "reject"),
):
    app.command(name)(command)


def main() -> None:
    """Run the command line; errors that a person can do something about are one sentence and an exit code."""
    try:
        app()
    except QuizmillError as error:
        print(f"quizmill: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except OSError as error:
        if isinstance(error, BrokenPipeError):  # the reader of a pipe has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        print(f"quizmill: {error.filename or 'The disk'}: {(error.strerror or str(error)).lower()}.", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
