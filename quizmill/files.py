"""Which files a command's paths mean: files as named, folders with all that lies in them, in the order of names.

Passed over: hidden files, banks, the `page_files/` folder that a browser saves beside `page.html`, and a folder that
was already walked (links may lead in a circle: each real folder is entered once, and the loop is reported).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from quizmill.errors import SourceError

LARGEST = 512 << 20  # bytes; a larger file is refused unless asked for


@dataclass(slots=True)
class Found:
    """The files, and sentences on what was passed over. `named` are those that the person named one by one."""

    files: list[Path] = field(default_factory=list)
    named: set[Path] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)


def find_files(paths: Iterable[str | Path]) -> Found:
    """Every file that the paths mean, once; SourceError where a path is not there."""
    found, seen, entered = Found(), set[Path](), set[tuple[int, int]]()
    for path in map(Path, paths):
        if not path.exists():
            raise SourceError(f"There is no file or folder {path}.")
        if path.is_dir():
            files: Iterable[Path] = _walk(path, entered, found)
        else:
            files = [path]
            found.named.add(path)
        for file in files:
            if (key := file.absolute()) not in seen:
                seen.add(key)
                found.files.append(file)
    return found


def unfit(file: Path, largest: int = LARGEST) -> str:
    """Why a file is not to be read, as a sentence, told without reading it; empty where it may be."""
    try:
        status = file.stat()
    except OSError as error:
        return unreadable(error)
    if not stat.S_ISREG(status.st_mode):
        return "It is no regular file."
    if status.st_size > largest:
        return f"It is too large: {status.st_size / 1e9:.2f} GB, and files above {largest >> 20} MB are not read."
    return ""


def unreadable(error: OSError) -> str:
    """A disk's error as a sentence on a document."""
    return f"It cannot be read: {(error.strerror or str(error)).lower()}."


def _walk(folder: Path, entered: set[tuple[int, int]], found: Found) -> Iterator[Path]:
    try:
        status = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        found.notes.append(f"The folder {folder} cannot be read: {error.strerror}.")
        return
    if (status.st_dev, status.st_ino) in entered:
        found.notes.append(f"The folder {folder} leads back to one that was read already; it was passed over.")
        return
    entered.add((status.st_dev, status.st_ino))
    names = {entry.name for entry in entries}
    if "bank.json" in names:
        found.notes.append(f"The folder {folder} is a bank; it was passed over.")
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith(".") or _saved_with_page(entry.name, names):
            continue
        if entry.is_dir():
            yield from _walk(path, entered, found)
        else:
            yield path


def _saved_with_page(name: str, beside: set[str]) -> bool:
    stem = name.removesuffix("_files")
    return stem != name and bool({f"{stem}.html", f"{stem}.htm", f"{stem}.xhtml"} & beside)
