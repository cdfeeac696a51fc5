"""What the bank asks of a disk: whole files or none, on the platter when it says so, and one writer at a time.

A Delta commit is a hard link of its log file, which a file system without them cannot give; the commit itself
does not reach the platter (a kill is survived, a power cut not), so files and folders are synced after it.
"""

from __future__ import annotations

import errno
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from quizmill.errors import BankError

_AT_ONCE = 8  # files that are synced at the same time
_SPARE = 8 << 20  # bytes that must be free before a commit is begun
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FULL_WORDS = ("no space left", "disk quota", "file too large", "storagefull", "os error 28", "os error 27")
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)
_READ_ONLY_WORDS = ("read-only file system", "permission denied", "os error 30", "os error 13", "permissiondenied")


def sync(path: Path) -> None:
    """Bring a file, or a folder's list of names, to the platter."""
    if path.is_dir() and os.name == "nt":
        return  # Windows cannot open a folder for this; its names are journalled
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_all(paths: Iterable[Path]) -> None:
    """Bring many files and folders to the platter, at once: a disk takes them together faster than in turn."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(sync, paths):
            pass


def replace_file(temporary: Path, target: Path) -> None:
    """Put a finished file in its place: readers see the old one or the new one, whole, also after a power cut."""
    sync(temporary)
    temporary.replace(target)
    sync(target.parent)


def probe_hard_links(folder: Path) -> None:
    """BankError where the folder's file system has no hard links, which every commit needs."""
    one, two = folder / f".probe-{uuid.uuid4().hex}", folder / f".probe-{uuid.uuid4().hex}"
    try:
        one.write_bytes(b"")
        os.link(one, two)
    except OSError as error:
        with guard(folder):
            one.exists()
        if error.errno in (*_FULL, *_READ_ONLY) and not one.exists():
            raise in_words(error, folder) from error
        raise BankError(
            f"The file system of {folder} has no hard links, and a bank cannot be kept safely without them; "
            "put the bank on a local disk."
        ) from error
    finally:
        for path in (one, two):
            with suppress(OSError):
                path.unlink(missing_ok=True)


def in_words(error: BaseException, folder: Path) -> BankError:
    """An error of the disk, from Python or from the Delta library, as one sentence."""
    said, number = str(error).lower(), getattr(error, "errno", None)
    if number in _FULL or any(word in said for word in _FULL_WORDS):
        return BankError(f"The disk of {folder} is full; the bank is as it was before the last write.")
    if number in _READ_ONLY or any(word in said for word in _READ_ONLY_WORDS):
        return BankError(f"The bank at {folder} cannot be written: it is read-only for this user.")
    return BankError(f"The bank at {folder} cannot be written: {error}.")


@contextmanager
def guard(folder: Path) -> Iterator[None]:
    """Turn a disk's errors inside into a BankError."""
    try:
        yield
    except OSError as error:
        raise in_words(error, folder) from error


@contextmanager
def writing(folder: Path, patience: float = 60.0) -> Iterator[None]:
    """Hold the bank for one commit: BankError where another process holds it for `patience` seconds."""
    with guard(folder):
        if shutil.disk_usage(folder).free < _SPARE:
            raise OSError(errno.ENOSPC, "too little space is left to write safely")
        lock = FileLock(folder / ".lock")
        try:
            lock.acquire(timeout=patience)
        except Timeout as error:
            raise BankError(f"The bank at {folder} is being written by another process.") from error
    try:
        yield
    finally:
        lock.release()
