"""Badges of a picture's options: a word in an option's row or card, and options said once more below a label.

Correct!  (o) Titan      in the margin of the option's row         right
Correct answer           a label, and options said once more       right
(o) Titan
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.grammar.words import Role, fold, roles_of
from extract.media.geometry import Chunk, inside, same_row
from extract.media.image_frames import Frame
from extract.media.image_told import Told, is_red, roles

BADGE = 40  # characters that a badge at an option has at most


def verdict(text: str) -> tuple[bool, bool] | None:
    """Whether a text is but a badge at an option: (it judges, right). The learner's own answer judges nothing."""
    if len(text) > BADGE:
        return None
    roles = roles_of(text)
    if roles & {Role.RIGHT, Role.SHOULD} or (Role.ANSWER in roles and Role.KEYS not in roles and " " in text.strip()):
        return True, True
    if roles & {Role.WRONG, Role.SHOULD_NOT}:
        return True, False
    return (False, False) if Role.YOURS in roles else None


def badges_off(chunks: list[Chunk], frames: Sequence[Frame]) -> tuple[list[Chunk], list[Told]]:
    """ "Correct!" and "You Answered" in the margin of an option's row."""
    told: list[Told] = []
    gone: set[int] = set()
    for i, chunk in enumerate(chunks):
        if chunk.mark is not None or not chunk.words or (said := verdict(chunk.text)) is None:
            continue
        row = [o for o in chunks if o is not chunk and o.mark is not None and same_row(o.box, chunk.box)]
        if len(row) != 1:
            continue
        gone.add(i)
        judges, right = said
        framed = next((f for f in frames if inside(chunk.box, f.box) and f.border in ("red", "orange")), None)
        if judges:
            told.append(Told(row[0].box, right, stated=names(chunk.text)))
        elif framed is not None or is_red(chunk):
            told.append(Told(row[0].box, False))
    return [chunk for i, chunk in enumerate(chunks) if i not in gone], told


def names(text: str) -> bool:
    """True for "Correct answer": said of the option, not of what the learner made of it, as "Correct!" is."""
    return bool(roles_of(text) & {Role.ANSWER, Role.SHOULD}) and len(text.split()) > 1


def repeated_off(chunks: list[Chunk]) -> tuple[list[Chunk], list[Told]]:
    """Below "Correct answer", options said once more: no options of their own, but a word on the first ones."""
    ordered = sorted((c for c in chunks if c.words), key=lambda chunk: chunk.box[1])
    gone: list[Chunk] = []
    told: list[Told] = []
    for at, label in enumerate(ordered):
        said = roles(label)
        if label.mark is not None or Role.ANSWER not in said or label.text.rstrip()[-1:] in ".!":
            continue
        again = _marked(ordered[at + 1 :])
        above = _marked(ordered[:at][::-1])
        names = {fold(chunk.text) for chunk in again}
        known = [chunk for chunk in above if fold(chunk.text) in names]
        if not again or len(known) != len(names) or len(above) < 2:
            continue
        told += [Told(chunk.box, fold(chunk.text) in names, stated=True) for chunk in above]
        gone += [label, *again]
    return [chunk for chunk in chunks if not any(chunk is one for one in gone)], told


def _marked(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The options that the sequence begins with."""
    found: list[Chunk] = []
    for chunk in chunks:
        if chunk.mark is None:
            break
        found.append(chunk)
    return found
