"""Whether a folder is a bank: `bank.json` says so, with the version of its tables.

{"format": "quizmill-bank", "schema": 1, "quizmill": "0.1.0"}
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path

import msgspec

from quizmill import __version__
from quizmill.bank import disk
from quizmill.bank.schema import PUBLISHED, TABLES, VERSION
from quizmill.errors import BankError

NAME = "bank.json"
_FORMAT = "quizmill-bank"
_BESIDE = {"README.md", "schema.json", ".gitignore", ".gitkeep", ".lock", ".DS_Store", PUBLISHED.name, *TABLES}


@dataclass(frozen=True, slots=True)
class Marker:
    """What `bank.json` holds."""

    format: str
    schema: int
    quizmill: str


def stands(folder: Path) -> bool:
    """Whether the folder says that it is a bank."""
    return (folder / NAME).is_file()


def check(folder: Path) -> None:
    """BankError where the folder is no bank that this quizmill reads."""
    if not folder.exists():
        raise BankError(f"There is no bank at {folder}; `quizmill ingest` makes one.")
    if not folder.is_dir():
        raise BankError(f"{folder} is a file, not the folder of a bank.")
    if not stands(folder):
        raise BankError(f"The folder {folder} is not a quizmill bank: it has no {NAME}.")
    try:
        marker = msgspec.json.decode((folder / NAME).read_bytes(), type=Marker)
    except (OSError, msgspec.DecodeError) as error:
        raise BankError(f"The {NAME} of {folder} cannot be read: {error}.") from error
    if marker.format != _FORMAT:
        raise BankError(f"The folder {folder} is not a quizmill bank: its {NAME} says {marker.format!r}.")
    if marker.schema > VERSION:
        raise BankError(
            f"The bank at {folder} was written by quizmill {marker.quizmill} with schema {marker.schema}; "
            f"this quizmill knows schema {VERSION}: upgrade it."
        )


def prepare(folder: Path) -> None:
    """Make the folder ready for a new bank; BankError where it holds other things or cannot hold a bank."""
    if folder.exists() and not folder.is_dir():
        raise BankError(f"{folder} is a file, not the folder of a bank.")
    with disk.guard(folder):
        folder.mkdir(parents=True, exist_ok=True)
        strange = sorted(path.name for path in folder.iterdir() if path.name not in _BESIDE)
    if strange:
        raise BankError(f"The folder {folder} is not a quizmill bank and holds other things ({strange[0]} ...).")
    disk.probe_hard_links(folder)


def write(folder: Path) -> None:
    """Say that the folder is a bank; done last, so that a half-made one is made again."""
    temporary = folder / f".{uuid.uuid4().hex}.tmp"
    with disk.guard(folder):
        temporary.write_bytes(msgspec.json.encode(Marker(_FORMAT, VERSION, __version__)) + b"\n")
        disk.replace_file(temporary, folder / NAME)
