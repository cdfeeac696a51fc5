"""What ends a command: one sentence for the person, one documented exit code.

Doubt about content is a `Finding`, and what a target cannot carry is a `Loss`; neither is an exception.
"""

from __future__ import annotations

from typing import ClassVar


class QuizmillError(Exception):
    """Something that cannot go on. `str(error)` is a whole sentence for the person at the terminal."""

    exit_code: ClassVar[int] = 1


class UsageError(QuizmillError):
    """The words of the call do not fit: an unknown format, an option that needs another."""

    exit_code = 2


class SourceError(QuizmillError):
    """An input cannot be read at all: missing, unreadable, too large, or of no known kind."""

    exit_code = 3


class UnrecognisedError(SourceError):
    """The bytes are of no kind that quizmill reads."""


class BankError(QuizmillError):
    """The bank folder is no bank, of a newer schema, locked, or cannot be written."""

    exit_code = 4


class ExportError(QuizmillError):
    """An export was refused: keyless items, or losses under `--strict`."""

    exit_code = 5


class FindingsError(QuizmillError):
    """`--strict` met findings of weight."""

    exit_code = 6
