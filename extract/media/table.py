"""Tables: CSV and TSV in any encoding and with any separator, and XLSX workbooks.

    question,option 1,option 2,answer
    "Which floats?",cork,iron,1

The page's `tree` is a tuple of `Sheet`s: rows of cells as text, with the number of the line (CSV) or row (XLSX) where
each begins. A workbook is a zip of XML and is opened under the same limits as any package; formulas show their result.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.media.archive import DAMAGED, open_zip
from extract.media.encoding import decode
from extract.media.xml import Node, member
from quizmill.finding import Finding, Severity
from quizmill.page import Carrier, Page
from quizmill.registry import Medium
from quizmill.source import Source, Span

_SEPARATORS = ",;\t|"
_SUFFIXES = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm")
_MOST_ROWS = 1_000_000
csv.field_size_limit(16 << 20)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells as text, without spaces around them, and where the row begins (1-based)."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a table that hold anything; `name` is empty for CSV."""

    name: str
    rows: tuple[Row, ...]


def _separator(text: str) -> str:
    """The separator that cuts the first records into the most even columns."""

    def evenness(separator: str) -> tuple[float, int]:
        records = csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=separator)
        try:
            widths = [len(record) for record, _ in zip(records, range(40), strict=False) if any(record)]
        except csv.Error:
            return (0.0, 0)
        usual = max(set(widths), key=widths.count) if widths else 1
        return (widths.count(usual) / len(widths) if usual > 1 else 0.0, usual)

    return max(_SEPARATORS, key=evenness)


def _csv_rows(text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    before = 0
    for cells in reader:
        stripped = tuple(cell.strip() for cell in cells)
        if any(stripped):
            yield Row(before + 1, stripped)
        before = reader.line_num


def _read_csv(source: Source) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    text, findings = decode(source.data)
    text = text.removeprefix("\ufeff")
    if named := re.match(r"sep=(.)\r?\n", text):  # Excel's own hint
        text, separator = text[named.end() :], named[1]
    else:
        separator = "\t" if source.suffix in (".tsv", ".tab") else _separator(text)
    try:
        return (Sheet("", tuple(_csv_rows(text, separator))),), findings
    except csv.Error as error:
        broken = Finding("parse-error", Severity.ERROR, f"The table cannot be read ({error}).")
        return (), (*findings, broken)


# --- workbooks: ECMA-376, part 1, section 18 -----------------------------------------------------------------------


def _text(node: Node) -> str:
    """A string item: its runs, without phonetic hints."""
    return "".join(t.text or "" for t in node.iter("t") if (up := t.getparent()) is not None and up.tag != "rPh")


def _column(reference: str) -> int:
    """The 0-based column of `AB12`."""
    number = 0
    for letter in re.sub(r"[^A-Z]", "", reference)[:3]:
        number = number * 26 + ord(letter) - 64
    return max(number - 1, 0)


def _value(cell: Node, shared: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    value = cell.findtext("v") or ""
    if kind == "s":
        return shared[int(value)] if value.isdecimal() and int(value) < len(shared) else ""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    return value.removesuffix(".0") if kind == "n" else value


def _sheet_rows(root: Node, shared: list[str]) -> Iterator[Row]:
    for place, node in enumerate(root.iter("row"), 1):
        if place > _MOST_ROWS:
            return
        cells: dict[int, str] = {}
        for at, cell in enumerate(node.iterchildren("c")):
            reference = cell.get("r", "")
            cells[_column(reference) if reference else at] = _value(cell, shared).strip()
        if any(cells.values()):
            number = node.get("r", "")
            width = max(cells) + 1
            row = tuple(cells.get(at, "") for at in range(width))
            yield Row(int(number) if number.isdecimal() else place, row)


def _read_workbook(source: Source) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    try:
        archive = open_zip(source.data)
    except DAMAGED as error:
        return (), (Finding("parse-error", Severity.ERROR, f"The workbook cannot be opened ({error})."),)
    findings: list[Finding] = []

    def root_of(name: str) -> Node | None:
        root, doubts = member(archive, name)
        findings.extend(doubts)
        return root

    strings = root_of("xl/sharedStrings.xml")
    shared = [_text(item) for item in strings.iter("si")] if strings is not None else []
    book = root_of("xl/workbook.xml")
    names = [node.get("name", "") for node in book.iter("sheet")] if book is not None else []
    members = sorted(
        (name for name in archive.names if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)),
        key=lambda name: int(re.sub(r"\D", "", name)),
    )
    sheets = []
    for place, name in enumerate(members):
        if (root := root_of(name)) is not None:
            sheets.append(Sheet(names[place] if place < len(names) else name, tuple(_sheet_rows(root, shared))))
    return tuple(sheets), (*findings, *archive.findings)


def identify(source: Source) -> bool:
    """A table by its file name."""
    return source.suffix in _SUFFIXES


def read(source: Source) -> Page:
    """A page whose tree is its sheets."""
    is_workbook = source.data[:2] == b"PK"
    sheets, findings = _read_workbook(source) if is_workbook else _read_csv(source)
    return Page(source, Carrier.TABLE, tree=sheets, findings=findings)


def place(sheet: Sheet, row: Row) -> Span:
    """Where a row stands: its line in CSV, its row in a named sheet."""
    return Span(lines=(row.number, row.number), part=sheet.name or None)


MEDIUM = Medium("table", identify, read)
