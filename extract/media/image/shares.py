"""Shares of votes beside a picture's options, which are no words of theirs: they add up to a hundred.

22%  Java          Aortic dissection (61%)
18%  Sumatra       Pulmonary embolism (39%)
60%  Borneo                                       without the shares; options also where no control is drawn
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.media.geometry import Chunk, same_row, union
from quizmill.block import Mark, Shape

_SHARE = re.compile(r"\(?(\d{1,3})(?:[.,]\d)? ?%\)?")
WHOLE = range(98, 103)  # what shares add up to: each was rounded
MOST = 8  # options of one question


def off(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks without shares; what stands alone beside one of a column is an option."""
    return _behind_off(_beside_off(list(chunks)))


def _beside_off(chunks: list[Chunk]) -> list[Chunk]:
    """Shares that stand by themselves, one in the row of each option."""
    rows: list[tuple[Chunk, Chunk]] = []
    for share in chunks:
        if share.mark is None and _SHARE.fullmatch(share.text):
            row = [o for o in chunks if o is not share and o.words and same_row(o.box, share.box)]
            if len(row) == 1:
                rows.append((share, row[0]))
    found = list(chunks)
    for group in _wholes(rows):
        for share, option in group:
            mark = option.mark or Mark(Shape.RADIO, None)
            found[found.index(option)] = replace(option, mark=mark)
            found.remove(share)
    return found


def _wholes(rows: Sequence[tuple[Chunk, Chunk]]) -> list[list[tuple[Chunk, Chunk]]]:
    """Runs of rows from the top whose shares add up to a hundred and whose options begin at one edge."""
    found: list[list[tuple[Chunk, Chunk]]] = []
    run: list[tuple[Chunk, Chunk]] = []
    for row in sorted(rows, key=lambda row: row[0].box[1]):
        size = row[1].box[3] - row[1].box[1]
        if run and (abs(row[1].box[0] - run[0][1].box[0]) > size or len(run) == MOST):
            run = []
        run.append(row)
        total = sum(_value(share.text) for share, _ in run)
        if total in WHOLE and len(run) > 1 and all(option.text[:1].isalnum() for _, option in run):
            found.append(run)
        if total >= WHOLE.start:
            run = []
    return found


def _behind_off(chunks: list[Chunk]) -> list[Chunk]:
    """Shares at the end of options with controls, every one of a question in brackets."""
    found = list(chunks)
    run: list[int] = []
    for at, chunk in enumerate([*chunks, None]):
        last = chunk.words[-1].text if chunk is not None and chunk.mark is not None and len(chunk.words) > 1 else ""
        if last.startswith("(") and _SHARE.fullmatch(last):
            run.append(at)
            continue
        if len(run) > 1 and sum(_value(chunks[i].words[-1].text) for i in run) in WHOLE:
            for i in run:
                words = chunks[i].words[:-1]
                found[i] = replace(chunks[i], words=words, box=union([word.box for word in words]))
        run = []
    return found


def _value(text: str) -> int:
    told = _SHARE.fullmatch(text)
    return int(told[1]) if told else 0
