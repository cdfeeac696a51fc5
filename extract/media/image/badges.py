"""Badges of a picture's options: a word in an option's row or card, and options said once more below a label.

Correct!  (o) Titan      in the margin of the option's row         right
Correct answer           a label, and options said once more       right
(o) Titan
Titan   [ Correct ]      a pill of its own in an option's card     right
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.words.label_words import Role, fold, roles_of
from extract.media.geometry import Chunk, Word, inside, same_row
from extract.media.image.frames import Frame, holds
from extract.media.image.told import VERDICTS, Told, is_option, is_red, roles
from quizmill.block import Mark, Shape

BADGE = 40  # characters that a badge at an option has at most
PILL = 2.2  # heights of a badge's line that its own ground has at most
_SIGNS = re.compile(r"\s*[·•|–—,:/()\[\]-]+\s*")


def verdict(text: str) -> tuple[bool, bool] | None:
    """Whether a text is but a badge at an option: (it judges, right). The learner's own answer judges nothing.

    "Your answer · Correct" and "CORRECT (SELECTED)" are two badges in one; where they disagree nothing is told.
    """
    if len(text) > BADGE:
        return None
    whole = _verdict(text)
    parts = [part for part in _SIGNS.split(text) if part]
    if whole is not None or len(parts) < 2:
        return whole
    said = [_verdict(part) or ((False, False) if fold(part) in _CHOSEN else None) for part in parts]
    judging = {one for one in said if one is not None and one[0]}
    return None if None in said or len(judging) > 1 else judging.pop() if judging else (False, False)


_CHOSEN = frozenset(
    "selected chosen ausgewählt gewählt sélectionné sélectionnée choisi seleccionado seleccionada elegido selecionado "
    "selecionada selezionato selezionata geselecteerd gekozen wybrano выбрано seçildi valgt vald".split()
)


def _verdict(text: str) -> tuple[bool, bool] | None:
    if len(fold(text)) < 2 and text.isascii():
        return None  # "A. 21" is an option, though "A" may label an answer
    roles = roles_of(text)
    if roles & {Role.RIGHT, Role.SHOULD} or (Role.ANSWER in roles and Role.KEYS not in roles and " " in text.strip()):
        return True, True
    if roles & {Role.WRONG, Role.SHOULD_NOT}:
        return True, False
    return (False, False) if Role.YOURS in roles else None


def reasoned(chunk: Chunk) -> tuple[bool | None, tuple[Word, ...]]:
    """Of "Correct! Its value is set once." what it judges, and why; (None, ()) of any other sentence."""
    for at, word in enumerate(chunk.words[:4], 1):
        if word.text[-1:] in ".!:" and at < len(chunk.words):
            said = verdict(" ".join(one.text for one in chunk.words[:at]))
            return (said[1], chunk.words[at:]) if said is not None and said[0] else (None, ())
    return None, ()


def pills_off(chunks: Sequence[Chunk], frames: Sequence[Frame]) -> tuple[list[Chunk], list[Frame]]:
    """The frames without the grounds of badges, which are no cards in their cards; words on a red one are red."""
    found = list(chunks)
    kept: list[Frame] = []
    for frame in frames:
        held = [at for at, chunk in enumerate(found) if chunk.words and inside(chunk.box, frame.box)]
        own = found[held[0]] if len(held) == 1 else None
        tall = own is not None and frame.box[3] - frame.box[1] > PILL * (own.box[3] - own.box[1])
        if own is None or tall or verdict(own.text) is None or not any(holds(o.box, frame.box) for o in frames):
            kept.append(frame)
        elif frame.tint in ("red", "orange"):
            words = tuple(replace(word, look=replace(word.look, tint=frame.tint)) for word in own.words)
            found[held[0]] = replace(own, words=words)
    return found, kept


def beside_words(chunks: list[Chunk]) -> list[Chunk]:
    """ "Correct answer" far behind words of its own row belongs to them: no label of what stands on the next line."""
    found = list(chunks)
    for chunk in chunks:
        if chunk.mark is not None or not chunk.words or not names(chunk.text) or verdict(chunk.text) is None:
            continue
        row = [o for o in found if o is not chunk and o.words and same_row(o.box, chunk.box)]
        left = [o for o in row if o.mark is None and o.box[2] < chunk.box[0]]
        if len(row) != 1 or not left or roles(left[0]) or left[0].text.rstrip()[-1:] in ":?？：":
            continue
        words: tuple[Word, ...] = (*left[0].words, *chunk.words)
        box = (left[0].box[0], min(left[0].box[1], chunk.box[1]), chunk.box[2], max(left[0].box[3], chunk.box[3]))
        found[found.index(left[0])] = replace(left[0], words=words, box=box)
        found.remove(chunk)
    return found


def badges_off(chunks: list[Chunk], frames: Sequence[Frame]) -> tuple[list[Chunk], list[Told]]:
    """ "Correct!" and "You Answered" in the margin of an option's row."""
    chunks = list(chunks)
    told: list[Told] = []
    gone: set[int] = set()
    for i, chunk in enumerate(chunks):
        if chunk.mark is not None or not chunk.words or (said := verdict(chunk.text)) is None:
            continue
        row = [o for o in chunks if o is not chunk and o.mark is not None and same_row(o.box, chunk.box)]
        row = row or _headed(chunk, chunks)
        for option in [o for o in row if o.mark is None]:  # a letter in a ring tells an option
            chunks[chunks.index(option)] = row[0] = replace(option, mark=Mark(Shape.RADIO, None))
        if len(row) != 1:
            continue
        gone.add(i)
        judges, right = said
        framed = next((f for f in frames if inside(chunk.box, f.box) and f.border in ("red", "orange")), None)
        if judges:
            told.append(Told(row[0].box, right, stated=names(chunk.text) or _of_choice(chunk.text)))
        elif framed is not None or is_red(chunk):
            told.append(Told(row[0].box, False))
    return [chunk for i, chunk in enumerate(chunks) if i not in gone], told


def _headed(badge: Chunk, chunks: Sequence[Chunk]) -> list[Chunk]:
    """The option that a badge stands right above, nearer to it than to the one before."""
    size = badge.box[3] - badge.box[1]
    column = [o for o in chunks if is_option(o) and o.box[0] - size < badge.box[0] < o.box[0] + 3 * size]
    below = min((o for o in column if o.box[1] > badge.box[1] + size / 2), key=lambda o: o.box[1], default=None)
    above = max((o.box[3] for o in column if o.box[3] < badge.box[3] - size / 2), default=float("-inf"))
    if below is None or not -0.5 * size < below.box[1] - badge.box[3] < 0.8 * size:
        return []
    between = [o for o in chunks if o.words and badge.box[3] < (o.box[1] + o.box[3]) / 2 < below.box[1]]
    return [below] if not between and below.box[1] - badge.box[3] < 0.6 * (badge.box[1] - above) else []


def _of_choice(text: str) -> bool:
    """True for "CORRECT (SELECTED)": it tells the choice and what it was worth."""
    return _verdict(text) is None and verdict(text) is not None


def above_off(chunks: Sequence[Chunk], told: Sequence[Told]) -> list[Chunk]:
    """The chunks without verdicts that stand right above judged cards: what they say is told of the cards."""
    tops = [one.box for one in told if one.right is not None]

    def is_said(chunk: Chunk) -> bool:
        size = chunk.box[3] - chunk.box[1]
        near = any(0 < top[1] - chunk.box[3] < 3 * size and top[0] - 6 * size < chunk.box[0] for top in tops)
        return near and chunk.mark is None and bool(roles(chunk) & VERDICTS)

    return [chunk for chunk in chunks if not is_said(chunk)]


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
        names = {_same(chunk.text) for chunk in again}
        known = [chunk for chunk in above if _same(chunk.text) in names]
        if not again or len(known) != len(names) or len(above) < 2:
            continue
        told += [Told(chunk.box, _same(chunk.text) in names, stated=True) for chunk in above]
        gone += [label, *again]
    return [chunk for chunk in chunks if not any(chunk is one for one in gone)], told


def _same(text: str) -> str:
    """A text as another line may say it again: numbers count, spaces and capitals do not."""
    return "".join(text.split()).casefold()


def _marked(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The options that the sequence begins with."""
    found: list[Chunk] = []
    for chunk in chunks:
        if chunk.mark is None:
            break
        found.append(chunk)
    return found
