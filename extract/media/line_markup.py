"""Light markups other than Markdown, line for line: each line is rewritten as Markdown, so that places stay true.

    ** Q1. What floats?        ->   ## Q1. What floats?          (Org)
    .. admonition:: Answer     ->   ??? note "Answer"            (reStructuredText)
    .. cork                    ->      a. cork                   (AsciiDoc, below `. What floats?`)

A markup is one function from lines to as many lines; everything behind it (blocks, grammar) is Markdown's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from extract.media.encoding import decode
from extract.media.markdown.medium import is_page
from extract.media.markdown.pictures import with_pictures
from extract.media.text_scan import scan
from quizmill.block import Block
from quizmill.page import Carrier, Page
from quizmill.registry import Medium
from quizmill.source import Source

Rewrite = Callable[[list[str]], list[str]]
Rules = tuple[tuple[re.Pattern[str], str], ...]


def medium(name: str, suffixes: frozenset[str], rewrite: Rewrite) -> Medium:
    """The medium of a markup, known by its files' endings. `rewrite` gives one Markdown line for each line."""

    def identify(source: Source) -> bool:
        return source.suffix in suffixes and not is_page(source.data[:1024])

    def read(source: Source) -> Page:
        text, findings = decode(source.data)
        lines = text.split("\n")
        written = rewrite(lines)
        assert len(written) == len(lines), name
        blocks, media, missing = with_pictures(source, scan("\n".join(written)))
        blocks = tuple(_as_written(block, lines) for block in blocks)
        return Page(source, Carrier.TEXT, blocks, text, findings=findings + missing, media=media)

    return Medium(name, identify, read)


def _as_written(block: Block, lines: list[str]) -> Block:
    """The block with its lines as the source writes them."""
    first, last = block.span.lines or (1, 0)
    return replace(block, raw="\n".join(lines[first - 1 : last])) if first <= last else block


def rewritten(rules: Rules, text: str) -> str:
    """The text with each rule's pattern replaced by Markdown, one rule after the other."""
    for pattern, markdown in rules:
        text = pattern.sub(markdown, text)
    return text


def hidden(text: str) -> str:
    """A comment's words, which are read but not shown."""
    words = text.strip().replace("--", "-")
    return f"<!-- {words} -->" if words else ""
