"""Signs and verdicts in a row of a page: what they judge is the control or the words beside them.

(o) Amylase      ✓           a sign at the row's end          judges the row
✗  (o) Pepsin                a sign before a control          the same
Correct!  (o) Amylase        a verdict's words before it      the same
▲ cork  ✔    ◆ iron  ✖       tiles side by side               each its own
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.words.label_words import Role, roles_of
from extract.media.geometry import Chunk, union
from extract.media.openers import BULLETS
from extract.media.pieces import opens
from quizmill.block import Mark, Shape

SIGNS = dict.fromkeys("✔✅✓🗸√", True) | dict.fromkeys("❌✖✗✘❎", False)
_VERDICTS = {Role.RIGHT: True, Role.SHOULD: True, Role.WRONG: False, Role.SHOULD_NOT: False}


def _begins(part: Chunk) -> bool:
    """True for words behind a bullet or a label: the first line of what is signed."""
    return len(part.words) > 1 and (opens(part) or part.words[0].text in BULLETS)


def _off_sign(chunk: Chunk) -> list[Chunk]:
    """A chunk as a sign before it and the rest, where it begins with one."""
    if len(chunk.words) < 2 or chunk.mark or chunk.words[0].text not in SIGNS:
        return [chunk]
    rest = chunk.words[1:]
    return [Chunk(chunk.words[:1], chunk.words[0].box), Chunk(rest, union([word.box for word in rest]))]


def signs_behind(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Tiles side by side, each with its sign at the right: words, tick, words, cross. None of any other row."""
    apart = [piece for chunk in chunks for piece in _off_sign(chunk)]
    words, signs = apart[::2], apart[1::2]
    signed = len(apart) > 3 and len(words) == len(signs) and all(sign.text in SIGNS for sign in signs)
    if not signed or any(part.mark or part.text in SIGNS or not _begins(part) for part in words):
        return []
    return [replace(part, words=part.words + sign.words) for part, sign in zip(words, signs, strict=True)]


def told_behind(part: Chunk) -> Chunk:
    """A coloured sign close behind a control's words judges them."""
    last = part.words[-1] if part.words else None
    if last is None or part.mark is None or part.mark.glyph or len(part.words) < 2:
        return part
    on = SIGNS.get(last.text) if last.look.tint == ("green" if SIGNS.get(last.text) else "red") else None
    if on is None:
        return part
    return replace(part, words=part.words[:-1], mark=Mark(Shape.VERDICT, on, glyph=last.text))


def unstuck(part: Chunk) -> list[Chunk]:
    """ "Correct answer O silver": a verdict's words, and the control that follows them closely, apart."""
    if part.mark or len(part.words) < 3 or not any(word.text in _BUTTONS for word in part.words[1:5]):
        return [part]
    at = next(at for at, word in enumerate(part.words) if at and word.text in _BUTTONS)
    if at == len(part.words) - 1:
        return [part]
    halves = [Chunk(words, union([word.box for word in words])) for words in (part.words[:at], part.words[at:])]
    told = roles_of(halves[0].text) & {*_VERDICTS, Role.YOURS} or _names_right(halves[0])
    return halves if told else [part]


def judged(parts: Sequence[Chunk]) -> list[Chunk]:
    """A verdict's word before a control judges its row: "Correct!  (o) Amylase"; "You answered" only says it again."""
    first = next((index for index, part in enumerate(parts) if part.mark or _is_written(part)), 0)
    if not first:
        return _told(parts)
    roles = roles_of(" ".join(part.text for part in parts[:first]))
    verdict = next((on for role, on in _VERDICTS.items() if role in roles), None)
    verdict = SIGNS.get(parts[0].text, verdict) if first == 1 else verdict
    if verdict is None and _names_right(parts[0]) and first == 1:
        verdict = True
    if verdict is None and Role.YOURS not in roles:
        return list(parts)
    own = parts[first]
    if verdict is not None:
        words = own.words if own.mark else own.words[1:]
        own = replace(own, words=words, mark=Mark(Shape.VERDICT, verdict, glyph=parts[0].text))
    return [own, *parts[first + 1 :]]


_BUTTONS = frozenset("○◉⦿◯●☐☑☒⊙")


def _is_written(part: Chunk) -> bool:
    """A control that is a character before its words."""
    return len(part.words) > 1 and part.words[0].text in _BUTTONS


def _told(parts: Sequence[Chunk]) -> list[Chunk]:
    """ "Correct answer" behind a control's words judges them, whoever selected what."""
    if len(parts) != 2 or not parts[0].mark or parts[1].mark or not _names_right(parts[1]):
        return list(parts)
    return [replace(parts[0], mark=Mark(Shape.VERDICT, True, glyph=parts[1].text))]


def _names_right(part: Chunk) -> bool:
    """True for "Correct answer"."""
    roles = roles_of(part.text) if len(part.words) > 1 else frozenset[Role]()
    return Role.ANSWER in roles and not roles & {Role.YOURS, Role.KEYS}


def signed(parts: Sequence[Chunk]) -> list[Chunk]:
    """A tick or cross alone at the row's right end judges what stands at its left: a control's row, or the words."""
    *rest, last = parts
    on = SIGNS.get(last.text.strip("\ufe0e\ufe0f"))
    if on is None or last.mark or len(rest) != 1 or not rest[0].words:
        return list(parts)
    own = rest[0]  # its box stays: a sign far off fills no line
    if own.mark is None:
        return [replace(own, words=own.words + last.words)]
    return [replace(own, mark=Mark(Shape.VERDICT, on, glyph=last.text))]
