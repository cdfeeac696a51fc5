"""Cells of spreadsheets and CSV that no program runs.

    inert("=1+1")     "'=1+1"      a formula to Excel and LibreOffice, were the quote not there
    inert("-5.2")     "-5.2"       a number is a number

Rule: OWASP, "CSV injection": a cell that begins with `= + - @`, their full-width forms, a tab or a line break.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

HAZARD = frozenset("=+-@\t\r\n＝＋－＠")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")


def is_hazard(text: str) -> bool:
    """True where a spreadsheet might take the text for a formula."""
    return text[:1] in HAZARD and text != "" and not _NUMBER.fullmatch(text)


def inert(text: str) -> str:
    """The text, with the quote before it that spreadsheets read as "this is text" where it is needed."""
    return f"'{text}" if is_hazard(text) else text


def csv_line(cells: Iterable[str]) -> str:
    """One CSV record (RFC 4180) with its line end."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
