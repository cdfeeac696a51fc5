"""What the look of a picture says of its options: right, wrong, or something that cannot be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract.grammar.words.label_words import Role, roles_of
from extract.media.geometry import Box, Chunk, Word
from quizmill.block import Shape as Form

VERDICTS = frozenset((Role.RIGHT, Role.WRONG, Role.PARTIAL, Role.SHOULD, Role.SHOULD_NOT))
GLYPHS = frozenset("\u0445\u0425xX×✕✖✗✘VvYy√✓✔☑☒⊗⊘®©/JjLl<>Q0OoK&")  # what engines make of a tick or cross


@dataclass(frozen=True, slots=True)
class Told:
    """What the look says of the option at `box`: right, wrong, or (None) something that cannot be told.

    `stated` where words say it of the option itself, whether or not it was chosen.
    """

    box: Box
    right: bool | None
    remark: tuple[Word, ...] = ()
    stated: bool = False


def agreed(told: Iterable[Told]) -> tuple[Told, ...]:
    """One word for each option; two that contradict each other say that it cannot be told."""
    found: dict[Box, Told] = {}
    for one in told:
        known = found.get(one.box)
        right = one.right if known is None or known.right == one.right else None
        stated = one.stated or (known is not None and known.stated)
        found[one.box] = Told(one.box, right, (known.remark if known else ()) or one.remark, stated)
    return tuple(found.values())


def is_option(chunk: Chunk) -> bool:
    if chunk.mark is not None and chunk.mark.shape in (Form.BOX, Form.RADIO):
        return True
    return len(chunk.text) > 2 and chunk.text[0].isalpha() and chunk.text[1] in ".)" and chunk.text[2] == " "


def roles(chunk: Chunk) -> frozenset[Role]:
    return roles_of(chunk.text) if len(chunk.text) <= 80 else frozenset()


def is_red(chunk: Chunk) -> bool:
    return bool(chunk.words) and all(word.look.tint in ("red", "orange") for word in chunk.words)
