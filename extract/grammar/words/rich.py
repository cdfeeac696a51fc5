"""Runs of words: cut them, ask how they look, and write them as Markdown.

    [bold "Q1.", " What is ", code "x"]   --drop(3)-->   [" What is ", code "x"]   --markdown-->   What is `x`

Every carrier yields runs; the text of items is Markdown rebuilt from them, so a PDF's bold word and a page's
`<b>` read the same. Pictures inside a line are kept as `![alt](src)` in a run's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from quizmill.block import Run, Style
from quizmill.cues import Cue

LOOKS = Style.BOLD | Style.ITALIC | Style.UNDERLINE | Style.STRIKE | Style.HIGHLIGHT | Style.COLOR
_SPECIAL = Cue(
    r"(!\[[^\]\n]{0,500}\]\([^)\n]{0,1000}\))|([\\`]|\*(?=\S)|(?<=\S)\*|(?<![^\W_])_(?=\S)|(?<=[^\s_])_(?![^\W_])|<(?=[A-Za-z/!])|\$(?=(?!\s)[^$\n]*[^\s$\\]\$(?!\d)))"
)
_WRAPS = (
    (Style.BOLD, "**", "**"),
    (Style.ITALIC, "*", "*"),
    (Style.STRIKE, "~~", "~~"),
    (Style.HIGHLIGHT, "<mark>", "</mark>"),
    (Style.UNDERLINE, "<u>", "</u>"),
    (Style.SUB, "<sub>", "</sub>"),
    (Style.SUP, "<sup>", "</sup>"),
)
_TICKS = re.compile("`+")


def plain(runs: Iterable[Run]) -> str:
    """The words alone."""
    if type(runs) is tuple and len(runs) < 2:  # nearly every line is one run
        return runs[0].text if runs else ""
    return "".join([run.text for run in runs])


def cut(runs: Iterable[Run], start: int, end: int | None = None) -> tuple[Run, ...]:
    """The runs between two character positions of `plain(runs)`."""
    kept = []
    at = 0
    for run in runs:
        first = max(start - at, 0)
        last = len(run.text) if end is None else min(end - at, len(run.text))
        if first < last:
            text = run.text[first:last]
            kept.append(run if text == run.text else Run(text, run.style, run.href, run.tint))
        at += len(run.text)
    return tuple(kept)


def strip(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Without white space at both ends."""
    text = plain(runs)
    inner = text.strip()
    if len(inner) == len(text):
        return runs
    start = len(text) - len(text.lstrip())
    return cut(runs, start, start + len(inner))


def covering(runs: Iterable[Run]) -> Style:
    """The styles that every visible character has; punctuation and white space do not count."""
    style: Style | None = None
    runs = tuple(runs)
    if len(runs) == 1 and runs[0].style is Style.NONE:
        return Style.NONE
    if all(run.style is Style.NONE for run in runs):
        return Style.NONE
    wordy = any(char.isalnum() for run in runs for char in run.text)
    for run in runs:
        if any(char.isalnum() for char in run.text) if wordy else run.text.strip():
            style = run.style if style is None else style & run.style
    return style or Style.NONE


def without(runs: Iterable[Run], style: Style) -> tuple[Run, ...]:
    """The same words with some looks taken off: the bold that marks a key is no part of the choice."""
    return tuple(Run(run.text, run.style & ~style, run.href, run.tint) for run in runs)


def markdown(runs: Iterable[Run]) -> str:
    """The runs as Markdown."""
    runs = tuple(runs)
    if len(runs) == 1 and runs[0].style is Style.NONE and not runs[0].href:
        return escape(runs[0].text)
    seen = Style.NONE
    for run in runs:
        seen |= run.style
    return _grouped(runs, tuple(wrap for wrap in _WRAPS if wrap[0] & seen))


def escape(text: str) -> str:
    """Text whose signs are meant as they stand."""
    return _SPECIAL.sub(lambda found: found[1] or "\\" + found[2], text)


def _grouped(runs: Iterable[Run], wraps: tuple[tuple[Style, str, str], ...]) -> str:
    """Each look is written once around the longest stretch that has it, the first of `wraps` outermost."""
    if not wraps:
        return "".join(_one(href, list(group)) for href, group in groupby(runs, key=lambda run: run.href))
    (flag, opening, closing), rest = wraps[0], wraps[1:]
    parts = []
    for styled, group in groupby(runs, key=lambda run: bool(run.style & flag)):
        text = _grouped(group, rest)
        parts.append(_around(text, opening, closing) if styled else text)
    return "".join(parts)


def _around(text: str, opening: str, closing: str) -> str:
    body = text.strip()
    if not body:
        return text
    start = text.index(body)
    return f"{text[:start]}{opening}{body}{closing}{text[start + len(body) :]}"


def _one(href: str, runs: list[Run]) -> str:
    text = "".join(_atom(run.text, run.style) for run in runs)
    if href and text.strip() == escape(href):
        return text.replace(text.strip(), f"<{href}>")
    return _around(text, "[", f"]({href})") if href else text


def _atom(text: str, style: Style) -> str:
    body = text.strip()
    if not body:
        return text
    if style & Style.MATH:
        return f"$${body}$$" if "\n" in body else f"${body}$"
    if style & Style.CODE:
        ticks = "`" * (1 + max((len(found) for found in _TICKS.findall(body)), default=0))
        pad = " " if body[0] == "`" or body[-1] == "`" else ""
        return text.replace(body, f"{ticks}{pad}{body}{pad}{ticks}", 1)
    return escape(text)
