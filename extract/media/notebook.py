"""Jupyter notebooks: the cells as one Markdown page, code cells fenced, so that their quizzes are read like any other.

    {"cells": [{"cell_type": "markdown", "source": ["**1.** Which planet has rings?\\n"]}, ...]}

Spans name the cell as their part ("cell 3", from 1) and the line inside it. Format: nbformat 4.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass, replace

from extract.media.encoding import decode
from extract.media.markdown.medium import read_as
from quizmill.block import Block
from quizmill.errors import SourceError
from quizmill.finding import Finding
from quizmill.page import Carrier, Page
from quizmill.registry import Medium
from quizmill.source import Source, Span


@dataclass(frozen=True, slots=True)
class _Cells:
    """The joined text, and the line (from 0) on which each cell's own lines begin in it."""

    text: str
    starts: tuple[int, ...]

    def within(self, span: Span | None) -> Span | None:
        if span is None or span.lines is None:
            return span
        cell = max(0, bisect_right(self.starts, span.lines[0] - 1) - 1)
        first, last = (line - self.starts[cell] for line in span.lines)
        return replace(span, lines=(first, last), part=f"cell {cell + 1}")


def identify(source: Source) -> bool:
    """A notebook by its file name."""
    return source.suffix == ".ipynb"


def read(source: Source) -> Page:
    """The page of a notebook; SourceError where its JSON cannot be read."""
    text, findings = decode(source.data)
    cells = _cells(text, source.path)
    page = read_as(Source(source.path, cells.text.encode(), source.assets), Carrier.MARKDOWN)

    def block(one: Block) -> Block:
        return replace(one, span=cells.within(one.span) or one.span)

    def finding(one: Finding) -> Finding:
        return replace(one, span=cells.within(one.span))

    return replace(
        page,
        source=source,
        blocks=tuple(map(block, page.blocks)),
        findings=(*findings, *map(finding, page.findings)),
    )


def _cells(text: str, path: str) -> _Cells:
    try:
        data = json.loads(text)
        listed = [(str(c["cell_type"]), _source(c["source"])) for c in data["cells"] if isinstance(c, dict)]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SourceError(f"{path} is no Jupyter notebook that can be read: {error}.") from error
    lines: list[str] = []
    starts: list[int] = []
    for kind, source in listed:
        fence = "```" + ("python" if kind == "code" else "")
        body = [fence, *source, "```"] if kind != "markdown" and any(source) else source
        starts.append(len(lines) + (len(body) - len(source)) // 2)
        lines += [*body, ""]
    return _Cells("\n".join(lines), tuple(starts))


def _source(value: object) -> list[str]:
    text = "".join(map(str, value)) if isinstance(value, list) else str(value)
    return text.splitlines()


MEDIUM = Medium("notebook", identify, read)
