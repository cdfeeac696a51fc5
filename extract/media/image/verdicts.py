"""What a picture's icons, colours and badges told of options, written out as the verdicts that other carriers write.

    (o) Titan   [icon: tick]     ->     (o) Titan
                                        Correct

What the look means depends on the control: a tick at a chosen option judges it right; at a radio button or card that
was not chosen it names the right one; at an empty checkbox it may praise leaving it out, so nothing can be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.grammar.words import cues
from extract.media.geometry import Box, written
from extract.media.image.told import Told
from quizmill.block import Block, Kind, Mark, Run, Shape, Style, System

RIGHT, WRONG, PARTLY = "Correct", "Incorrect", "Partially correct"
SHOULD, SHOULD_NOT = "This should be selected", "This should not be selected"
_BACK = 12  # blocks above an option in which its question is looked for


def written_out(blocks: Iterable[Block], told: Sequence[Told]) -> Iterator[Block]:
    """The blocks, each judged option followed by its verdict and the remark that stood beside it."""
    before: list[Block] = []
    for block in blocks:
        yield block
        said = next((one for one in told if _is_at(block, one.box)), None) if told and _is_option(block) else None
        if said is not None:
            yield _line(block, (Run(_words(said, block.mark, _many(before)), Style.BOLD),))
            if said.remark:
                yield _line(block, (Run(written(said.remark)),))
        before = [*before[-_BACK:], block]


def _is_option(block: Block) -> bool:
    if block.mark is not None and block.mark.shape in (Shape.BOX, Shape.RADIO):
        return True
    return block.enumerator is not None and not block.enumerator.word and block.enumerator.system is not System.DECIMAL


def _is_at(block: Block, box: Box) -> bool:
    """True for the block whose place holds the middle of the option's first line."""
    own = block.span.box
    if own is None:
        return False
    x, y = box[0] + 2, (box[1] + box[3]) / 2
    return own[0] - 2 <= x <= own[2] + 2 and own[1] <= y <= own[3]


def _many(before: Sequence[Block]) -> bool:
    """Whether the question above asks for several options; then right ones may be missing from what is shown."""
    return any(cues.selects_many(block.text) for block in before if not _is_option(block))


def _words(told: Told, mark: Mark | None, many: bool) -> str:
    chosen = mark.on if mark is not None else None
    if told.right is None:
        return PARTLY
    if chosen:
        return RIGHT if told.right else WRONG
    if told.stated:
        return SHOULD if told.right else SHOULD_NOT
    if chosen is False and mark is not None and mark.shape is Shape.BOX:
        return PARTLY
    if told.right:
        return PARTLY if many and chosen is None else SHOULD
    return SHOULD_NOT


def _line(block: Block, runs: tuple[Run, ...]) -> Block:
    text = "".join(run.text for run in runs)
    plain = replace(block, kind=Kind.TEXT, runs=runs, raw=text, mark=None, enumerator=None, cells=(), gap=1)
    return replace(plain, indent=block.indent + 2, tint="row")
