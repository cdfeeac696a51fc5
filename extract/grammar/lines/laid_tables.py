"""Questions that are laid out in a table, a row a part: their rows as the lines that they stand for.

    | Question 1 | What floats? |        Question 1: What floats?
    | A          | iron         |   ->   A. iron
    | B          | cork         |        B. cork
    | Answer     | B            |        Answer: B

Options may stand side by side (`| A | iron | B | cork |`), and boxes in place of letters. Letters must count from the
first; what stands above them must ask, or what stands below them must answer: grades and legends have letters, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.lines import enumerators
from extract.grammar.lines.row_options import Cell, filled, options, read_row
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.rich import plain
from quizmill.block import Block, Kind, Run, System

_NUMBER = re.compile(r"(?P<word>[^\W\d_]{1,12}[.:]?\s{0,2})?(?:#|no\.?\s?)?\d{1,3}[.):]?\Z", re.IGNORECASE)
_TOLD = frozenset((Role.ANSWER, Role.SOLUTION, Role.KEYS, Role.RIGHT, Role.EXPLANATION))


def laid_out(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks with the rows of such tables as lines."""
    if not any(block.kind is Kind.ROW for block in blocks):
        return blocks
    rows = [read_row(block) for block in blocks]
    made: list[Block] = []
    at = 0
    while at < len(blocks):
        before = len(made)
        used, found = options(rows, at)
        below = _labelled(blocks, at + used) if found else []
        end = at + used + len(below)
        if found and _is_question(made, below, blocks[end : end + 1]):
            _lay_above(made, blocks[at].box)
            made += [part.line() for part in found] + below
            at = end
        elif (line := _beside_lines(made, blocks, at)) is not None:
            made += [line, *_labelled(blocks, at + 1)]
            at += len(made) - before
        else:
            made.append(blocks[at])
            at += 1
    return made


def _labelled(blocks: Sequence[Block], at: int) -> list[Block]:
    """The rows below options that say something of their question, as labelled lines."""
    found: list[Block] = []
    for block in (blocks[n] for n in range(at, len(blocks))):
        cells = filled(block)
        if block.kind is not Kind.ROW or not _roles(cells) - {Role.QUESTION}:
            break
        found.append(_line(block, cells))
    return found


def _roles(cells: Sequence[Cell]) -> frozenset[Role]:
    """What a row's first cell says that the second is, or the words before the colon of its only one."""
    if len(cells) == 2:
        return roles_of(plain(cells[0]))
    label, colon, _ = plain(cells[0]).partition(":") if len(cells) == 1 else ("", "", "")
    return roles_of(label) if colon else frozenset()


def _line(block: Block, cells: Sequence[Cell]) -> Block:
    """A row as a line: what is in its first cell labels the rest."""
    head = plain(cells[0]).strip()
    between = "" if head[-1:] in ".:)" else ": " if not head.isdigit() else ". "
    runs = (Run(f"{head}{between or ' '}"), *cells[1]) if len(cells) > 1 else cells[0]
    return replace(block, kind=Kind.TEXT, runs=runs, raw="", cells=())


def _is_question(above: Sequence[Block], below: Sequence[Block], after: Sequence[Block]) -> bool:
    """Whether options stand under something that asks, or above their answer; lettered choices below them are the
    question's, and the table is what it speaks of.
    """
    if any(_is_choice(block, first=True) for block in after):
        return False
    if any(roles_of(block.text.partition(":")[0]) & _TOLD for block in below):
        return True
    if not above:
        return False
    if above[-1].kind is Kind.ROW:
        return _asks(filled(above[-1]))
    text = above[-1].text.strip()
    return above[-1].enumerator is not None or text.endswith(("?", ":", "？", "：", "…", "...")) or "__" in text


def _asks(cells: Sequence[Cell]) -> bool:
    """A row that holds a question: alone, or beside its number or label."""
    texts = [plain(cell).strip() for cell in cells]
    if len(texts) == 1:
        return cues.is_question(texts[0]) or enumerators.read(texts[0]) is not None
    numbered = len(texts) == 2 and len(texts[0]) < 24 and not roles_of(texts[1])
    return numbered and (_NUMBER.match(texts[0]) is not None or Role.QUESTION in roles_of(texts[0]))


def _beside_lines(made: Sequence[Block], blocks: Sequence[Block], at: int) -> Block | None:
    """A row whose table has its options as lines, as a line: the question above them, what is said below them."""
    row = blocks[at]
    cells = filled(row)
    if row.kind is not Kind.ROW:
        return None
    if made and _is_choice(made[-1]) and _roles(cells) & _TOLD:
        return _line(row, cells)
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    return _line(row, cells) if after is not None and _is_choice(after, first=True) and _asks(cells) else None


def _is_choice(block: Block, first: bool = False) -> bool:
    if block.kind is Kind.ROW:
        return False
    found = block.enumerator or (seen.enumerator if (seen := enumerators.read(block.text)) else None)
    lettered = found is not None and found.system is not System.DECIMAL and not found.word
    return lettered and found is not None and (found.value == 1 or not first)


def _lay_above(made: list[Block], box: tuple[int, ...]) -> None:
    """The rows right above options: the question, and what is labelled between it and them. A cell that goes over all
    columns is no box of its own.
    """
    at = len(made) - 1
    if made and made[-1].box[:-1] == box:
        made[-1] = replace(made[-1], box=box)
    while at >= 0 and made[at].kind is Kind.ROW and len(made) - at < 6:
        cells = filled(made[at])
        labelled = _roles(cells) - {Role.QUESTION}
        if not labelled and not _asks(cells):
            return
        made[at] = _line(made[at], cells)
        if not labelled:
            return
        at -= 1
