"""Icons of a picture beside its words: what engines made letters of goes, and one behind an option judges it.

(o) Phobos      ✗        an icon in an option's row                judged wrong
✗  (o) Phobos            an icon before an option's control        judged wrong, too
✗ Incorrect              an icon and a verdict                     the verdict alone
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.words.label_words import roles_of
from extract.media.geometry import Box, Chunk, Word, inside, same_row, union
from extract.media.image.frames import Frame
from extract.media.image.signs import Sign
from extract.media.image.told import GLYPHS, VERDICTS, Told, is_option, is_red, roles

_SURE = frozenset("✕✖✗✘√✓✔☑☒")
_POINTERS = frozenset("→➔➜➤►▶▸▷⇒➡>")


def unmarked(chunk: Chunk) -> Chunk:
    """ "X Incorrect" is an icon and a verdict."""
    if len(chunk.words) < 2 or chunk.words[0].text not in GLYPHS or chunk.mark is not None:
        return chunk
    rest = chunk.words[1:]
    if not roles_of(" ".join(word.text for word in rest)) & VERDICTS:
        return chunk
    return replace(chunk, words=rest, box=union([word.box for word in rest]))


def pointers_off(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks without arrows that point at an option's control: whose they are, another place says."""
    arrows = [chunk for chunk in chunks if chunk.mark is None and chunk.words and set(chunk.text) <= _POINTERS]
    aims = [
        c for c in arrows if any(o.mark is not None and o.box[0] > c.box[2] and same_row(o.box, c.box) for o in chunks)
    ]
    return [chunk for chunk in chunks if not any(chunk is aim for aim in aims)]


def signs_off(chunks: list[Chunk], signs: Sequence[Sign], frames: Sequence[Frame]) -> tuple[list[Chunk], list[Told]]:
    """Icons at both ends of a line are no letters of it. One behind an option judges it, with the words after it."""
    told: list[Told] = []
    before_options: list[tuple[Chunk, Sign]] = []
    for sign in signs:
        row = [i for i, chunk in enumerate(chunks) if chunk.words and _beside(chunk.box, sign.box)]
        for i in row:
            chunks[i] = _without(chunks[i], sign)
        row = [i for i in row if chunks[i].words]
        before = max((i for i in row if chunks[i].box[0] < sign.box[0]), key=lambda i: chunks[i].box[0], default=None)
        after = min((i for i in row if chunks[i].box[0] >= sign.box[0]), key=lambda i: chunks[i].box[0], default=None)
        if after is not None and _leads(sign, chunks[after], None if before is None else chunks[before]):
            before_options.append((chunks[after], sign))
            continue
        if before is None or not is_option(chunks[before]) or not _together(chunks[before].box, sign.box, frames):
            continue
        if after is not None and not sign.right and is_red(chunks[before]):
            continue  # a product in red print
        if after is not None and _amid(chunks[before].box, sign.box, chunks[after].box):
            continue  # letters of the line that look like a tick
        remark: tuple[Word, ...] = ()
        if after is not None and not is_option(chunks[after]):
            if not roles(chunks[after]) & VERDICTS:
                remark = chunks[after].words
            chunks[after] = replace(chunks[after], words=())
        told.append(Told(chunks[before].box, sign.right, remark))
    told += _ahead(before_options)
    return [chunk for chunk in chunks if chunk.words or chunk.rows or chunk.source], told


def _leads(sign: Sign, option: Chunk, before: Chunk | None) -> bool:
    """True for a coloured icon right before an option's control or words, with no option at its own left."""
    start = option.mark_box[0] if option.mark_box else option.box[0]
    size = option.box[3] - option.box[1]
    near = -0.2 * size < start - sign.box[2] < 2 * size
    return near and bool(sign.tint) and option.mark is not None and (before is None or before.mark is None)


def _ahead(found: Sequence[tuple[Chunk, Sign]]) -> list[Told]:
    """Icons before options judge them where the control stands beside, or where one is right and another wrong: a tick
    in the place of a control is a choice that somebody made.
    """
    told: list[Told] = []
    for option, sign in found:
        column = {other.right for _, other in found if abs(other.box[0] - sign.box[0]) < sign.box[2] - sign.box[0]}
        if option.mark_box is not None or len(column) > 1:
            told.append(Told(option.box, sign.right))
    return told


def _amid(before: Box, sign: Box, after: Box) -> bool:
    """True where the sign stands as near to the words on both its sides as words stand to each other."""
    near = 0.8 * max(before[3] - before[1], after[3] - after[1])
    return sign[0] - before[2] < near and after[0] - sign[2] < near


def _beside(line: Box, sign: Box) -> bool:
    middle = (sign[1] + sign[3]) / 2
    return line[1] <= middle <= line[3]


def _without(chunk: Chunk, sign: Sign) -> Chunk:
    """The chunk without the letters that an engine read for the sign."""
    small = chunk.box[2] - chunk.box[0] < 3 * (sign.box[3] - sign.box[1])
    if small and len(chunk.text) < 3 and inside(sign.box, chunk.box):
        return replace(chunk, words=())
    words = [_cropped(word, sign) for word in chunk.words]
    if all(after is before for after, before in zip(words, chunk.words, strict=True)):
        return chunk
    kept = tuple(word for word in words if word.text)
    return replace(chunk, words=kept, box=union([word.box for word in kept]) if kept else chunk.box)


def _cropped(word: Word, sign: Sign) -> Word:
    """A word at a sign's place without the letter that stands for it: alone, or glued to one of its ends."""
    size = sign.box[3] - sign.box[1]
    if word.box[0] > sign.box[2] + 0.6 * size or word.box[2] < sign.box[0] - 0.6 * size:
        return word
    text = word.text
    if text.strip(".,") in GLYPHS:
        return replace(word, text="")
    capital = text[1:2].isupper() and text[2:3].islower()
    if text[:1] in GLYPHS and (capital or text[0] in _SURE) and word.box[0] > sign.box[0] - size:
        return replace(word, text=text[1:])
    if text[-1] in _SURE and word.box[2] < sign.box[2] + size:
        return replace(word, text=text[:-1])
    return word


def _together(option: Box, sign: Box, frames: Sequence[Frame]) -> bool:
    """True where no frame parts the icon from the option, and it is near or in the option's own frame."""
    own = [frame for frame in frames if inside(option, frame.box)]
    if any(inside(sign, frame.box) and frame.box[3] - frame.box[1] < 4 * (option[3] - option[1]) for frame in own):
        return True
    if any(inside(sign, frame.box) and frame not in own for frame in frames):
        return False
    return sign[0] - option[2] < 3 * (option[3] - option[1])
