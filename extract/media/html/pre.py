"""A whole quiz in one `<pre>`, as old pages and text files shown by a browser have it: read line by line, as text.

    <pre>
    1. Port means            a numbered line, a block of its own: place `body/pre[1]`, line 2
       a. left
       b. right
    ANSWERS: 1-a
    </pre>

Two numbered lines or more and as many runs of letters must stand in it, and nothing that looks like code.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.media.html.lines import Line
from extract.media.text_scan import scan
from quizmill.block import Block, Kind

_NUMBERED = re.compile(r"^[ \t]*(?:Q(?:uestion)?\.?[ \t]*)?\d{1,3}[.):][ \t]+\S", re.M | re.I)
_FIRST = re.compile(r"^[ \t]*[(\[]?[Aa][.)\]][ \t]*\S", re.M)
_SECOND = re.compile(r"^[ \t]*[(\[]?[Bb][.)\]][ \t]*\S", re.M)
_CODE = re.compile(r"[;{}][ \t]*$|^[ \t]*(?:>>>|\$ |#include|import |def |class |return )", re.M)
_FEWEST = 2


def is_written(line: Line) -> bool:
    """Whether preformatted lines are a quiz."""
    if line.kind is not Kind.CODE or line.lang or any(line.controls()):
        return False
    text = _text(line)
    if text.count("\n") < 2 * _FEWEST or _CODE.search(text) is not None:
        return False
    return min(len(pattern.findall(text)) for pattern in (_NUMBERED, _FIRST, _SECOND)) >= _FEWEST


def text_blocks(line: Line) -> tuple[Block, ...]:
    """Its blocks, each with its line in the element."""
    return tuple(replace(block, span=replace(block.span, node=line.path)) for block in scan(_text(line)))


def _text(line: Line) -> str:
    return "".join([part.text for part in line.parts])
