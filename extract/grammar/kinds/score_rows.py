"""Tables that score a learner's choices row by row, read as options with a verdict each.

    | Your answer      |   | Score       | Explanation          |        [ ] Granite floats      Incorrect  It sinks.
    | [ ] Granite floats | x | 0.00        | It sinks.            |   ->   [x] Oak floats          Correct
    | [x] Oak floats     | v | 0.50        |                      |        0.50 / 1.00
    | Total            |   | 0.50 / 1.00 |                      |

The score judges the learner's state of the row, not the option: what that says of the key is for the verdicts to work
out. A row without a sign and without a score is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.grammar.lines.marks import CROSSES, TICKS
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.rich import plain, strip
from quizmill.block import Block, Kind, Mark, Run, Shape, Style

_SCORE = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*(?:/\s*(\d+(?:[.,]\d+)?))?\s*\Z")


@dataclass(frozen=True, slots=True)
class _Columns:
    answer: int
    score: int
    why: int | None


def spread(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks with the rows of such tables as options, verdicts and points."""
    if not any(block.kind is Kind.ROW and _columns(block) for block in blocks):
        return blocks
    return tuple(_spread(blocks))


def _spread(blocks: Sequence[Block]) -> Iterator[Block]:
    columns: _Columns | None = None
    for block in blocks:
        if block.kind is not Kind.ROW:
            columns = columns if block.kind in (Kind.TEXT, Kind.ITEM) and columns else None
            yield block
            continue
        found = _columns(block)
        if found:
            columns = found
        elif columns is None or not _fits(block, columns):
            yield block
        else:
            yield from _row(block, columns)


def _columns(block: Block) -> _Columns | None:
    """Which cells of a heading row name the learner's answer, its score and what explains it."""
    roles = [roles_of(plain(cell)) for cell in block.cells]
    answer = next((i for i, role in enumerate(roles) if Role.YOURS in role), None)
    score = next((i for i, role in enumerate(roles) if role & {Role.SCORE, Role.POINTS}), None)
    if answer is None or score is None or any(Role.QUESTION in role for role in roles):
        return None  # with a column of questions each row is one of its own
    why = next((i for i, role in enumerate(roles) if Role.EXPLANATION in role), None)
    return _Columns(answer, score, why)


def _fits(block: Block, columns: _Columns) -> bool:
    """A row as long as the head's; a writer's empty cells at its end may be left out."""
    return len(block.cells) > (columns.answer if block.raw.rstrip().endswith("|") else columns.score)


def _row(block: Block, columns: _Columns) -> Iterator[Block]:
    answer = strip(tuple(block.cells[columns.answer]))
    score = plain(block.cells[columns.score]) if columns.score < len(block.cells) else ""
    if total := _total(score):
        yield _line(block, (Run(total),))
        return
    if not plain(answer).strip():
        yield replace(block, kind=Kind.TEXT, cells=())
        return
    mark = block.mark or Mark(Shape.BOX, None)
    yield replace(block, kind=Kind.ITEM, runs=answer, raw=plain(answer), mark=mark, enumerator=None, cells=(), gap=1)
    why = strip(tuple(block.cells[columns.why])) if columns.why is not None and columns.why < len(block.cells) else ()
    verdict = _verdict(block, score)
    if verdict:
        yield _line(block, (Run(verdict, Style.BOLD),))
    if why:
        yield _line(block, why)


def _line(block: Block, runs: tuple[Run, ...]) -> Block:
    """A line of its own on the row's ground: what is said of the option above it."""
    return replace(
        block, kind=Kind.TEXT, runs=runs, raw=plain(runs), mark=None, enumerator=None, cells=(), gap=1, tint="row"
    )


def _total(score: str) -> str:
    found = _SCORE.match("".join(score.split()))
    return f"{found[1]} / {found[2]} points" if found and found[2] else ""


def _sign(block: Block) -> str:
    """The tick or cross of a cell of its own."""
    for cell in block.cells:
        text = plain(cell).strip()
        if len(text) == 1 and text in TICKS + CROSSES:
            return text
    return ""


def _verdict(block: Block, score: str) -> str:
    sign, found = _sign(block), _SCORE.match(score)
    if sign:
        return "Correct" if sign in TICKS else "Incorrect"
    if found is None:
        return ""
    return "Correct" if float(found[1].replace(",", ".")) > 0 else "Incorrect"
