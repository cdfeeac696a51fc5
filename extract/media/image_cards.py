"""What a picture's boxes, icons and badges mean: options that are cards, fields that hold a typed answer, judgements.

    [ Vitamin A ]            frames of one width under each other      options without controls
    [ Vitamin C ]  red
    [ Vitamin D ]  green     red and green among plain ones            wrong, right

A colour alone is no verdict: red and green among plain cards are, and so is an icon; one green card may only be chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.grammar import words_cues
from extract.grammar.words import Role, roles_of
from extract.media import image_badges, image_fields, image_icons
from extract.media.geometry import Box, Chunk, Shape, Word, inside, overlap, same_row, union
from extract.media.image_badges import names, verdict
from extract.media.image_frames import Frame, holds
from extract.media.image_signs import Sign
from extract.media.image_told import GLYPHS, Told, agreed, is_red, roles
from quizmill.block import Mark
from quizmill.block import Shape as Form

ROWS = 4  # lines that an option's card has at most
MOST = 12  # options of one question
BORDER = 3.5  # of 12 units that a line is high: cells of a table are this near to each other
_LABELS = frozenset(
    (Role.QUESTION, Role.EXPLANATION, Role.SOLUTION, Role.HINT, Role.SCORE, Role.POINTS, Role.PARTIAL, Role.REVEAL)
)
Group = list[tuple[Frame, list[Chunk]]]


@dataclass(frozen=True, slots=True)
class Cards:
    """The chunks with cards as one chunk each, badges and icons taken off; the fields, and what was told."""

    chunks: tuple[Chunk, ...]
    fields: tuple[Shape, ...]
    told: tuple[Told, ...]


def read(chunks: Sequence[Chunk], frames: Sequence[Frame], signs: Sequence[Sign]) -> Cards:
    """Everything in one unit of length."""
    left, told = image_icons.signs_off([image_icons.unmarked(chunk) for chunk in chunks], signs, frames)
    left, badges = image_badges.badges_off(left, frames)
    left, repeated = image_badges.repeated_off(left)
    left, grouped = _options(left, frames, signs)
    fields = image_fields.find(left, frames)
    return Cards(tuple(left), tuple(fields), agreed((*told, *badges, *repeated, *grouped)))


def _options(chunks: list[Chunk], frames: Sequence[Frame], signs: Sequence[Sign]) -> tuple[list[Chunk], list[Told]]:
    """Cards that are options become one chunk each, with a control of unknown state; their colours judge."""
    told: list[Told] = []
    for group in _groups(chunks, frames):
        if any(chunk.mark is not None for _, held in group for chunk in held):  # its options have controls
            group = [one for one in group if any(chunk.mark is not None for chunk in one[1])]
        cards = [_card(frame, held) for frame, held in group]
        if all(card is None for card, _, _ in cards):
            continue
        said = _colours([frame for frame, _ in group], signs)
        for (_, held), (card, badge, stated), coloured in zip(group, cards, said, strict=True):
            if card is None:
                continue
            place = min(chunks.index(chunk) for chunk in held)
            chunks[place : place + 1] = [card]
            chunks = [chunk for chunk in chunks if chunk is card or not any(chunk is one for one in held)]
            if badge is not None or coloured is not None:
                right = badge if coloured is None or badge == coloured else None if badge is not None else coloured
                told.append(Told(card.box, right, stated=stated))
    return chunks, told


def _groups(chunks: Sequence[Chunk], frames: Sequence[Frame]) -> list[Group]:
    """Runs of like frames, each with a few lines in it and some space between, and nothing else there."""
    alone = [frame for frame in frames if not any(holds(frame.box, other.box) for other in frames)]
    held = [(frame, [c for c in chunks if c.words and inside(c.box, frame.box)]) for frame in alone]
    held = [one for one in held if 0 < len(one[1]) <= ROWS + 1 and not _is_aside(one)]
    held.sort(key=lambda one: (one[0].box[1], one[0].box[0]))
    found: list[Group] = []
    for one in held:
        for group in found:
            if _alike(group[-1][0].box, one[0].box) and not _parted(group[-1][0].box, one[0].box, chunks):
                group.append(one)
                break
        else:
            found.append([one])
    found = [_without_verdicts(group) for group in found]
    return [group for group in found if len(group) > 1 and not _is_table(group)]


def _is_aside(card: tuple[Frame, list[Chunk]]) -> bool:
    """A button, a box that explains, a box of several controls: no option."""
    _, held = card
    words = " ".join(chunk.text for chunk in held)
    labelled = any(roles(chunk) & _LABELS or _explains(chunk.text) for chunk in held)
    return labelled or words_cues.is_furniture(words) or sum(chunk.mark is not None for chunk in held) > 1


def _explains(text: str) -> bool:
    """True for "The correct answer is: Barometer" and "Explanation: It comes first"."""
    label, colon, value = text[:80].replace("：", ":").partition(":")
    return bool(colon and value.strip()) and bool(roles_of(label) & (_LABELS | {Role.ANSWER}))


def _alike(a: Box, b: Box) -> bool:
    """Two cards of one width, under or beside each other, a little apart."""
    width, height = a[2] - a[0], min(a[3] - a[1], b[3] - b[1])
    if abs(width - (b[2] - b[0])) > 0.02 * width + 3:
        return False
    below = abs(a[0] - b[0]) < 4 and 0 < b[1] - a[3] < 0.9 * height
    beside = same_row(a, b, 0.8) and 0 < b[0] - a[2] < 0.5 * width
    diagonal = 0 < b[1] - a[3] < 1.5 * height and 0 < a[0] - b[2] < 0.5 * width
    return below or beside or diagonal


def _parted(a: Box, b: Box, chunks: Sequence[Chunk]) -> bool:
    """True where words stand between two cards."""
    between = (min(a[0], b[0]), min(a[3], b[3]), max(a[2], b[2]), max(a[1], b[1]))
    return any(
        chunk.words
        and between[1] < (chunk.box[1] + chunk.box[3]) / 2 < between[3]
        and overlap(chunk.box[0], chunk.box[2], between[0], between[2]) > 0
        for chunk in chunks
    )


def _is_table(group: Group) -> bool:
    """Cells share their borders; cards stand a little apart."""
    boxes = [frame.box for frame, _ in group]
    return len(boxes) > MOST or any(_touch(a, b) for a in boxes for b in boxes if a is not b)


def _touch(a: Box, b: Box) -> bool:
    below = abs(b[1] - a[3]) < BORDER and overlap(a[0], a[2], b[0], b[2]) > 0
    return below or (abs(b[0] - a[2]) < BORDER and overlap(a[1], a[3], b[1], b[3]) > 0)


def _without_verdicts(group: Group) -> Group:
    """A coloured box that judges, under a field or a single card, is no second option."""
    judging = [one for one in group if _is_shaded(one[0]) and any(verdict(chunk.text) for chunk in one[1])]
    return [one for one in group if one not in judging] if len(group) - len(judging) < 2 else group


def _card(frame: Frame, held: Sequence[Chunk]) -> tuple[Chunk | None, bool | None, bool]:
    """The card's words as one chunk, what its badge says, and whether of the option itself; None where it is none."""
    rows = sorted(held, key=lambda chunk: (round(chunk.box[1]), chunk.box[0]))
    badge: bool | None = None
    stated = False
    words: list[Word] = []
    for chunk in rows:
        said = verdict(chunk.text) if len(rows) > 1 else None
        if said is None:
            words += chunk.words
        elif said[0]:
            badge, stated = said[1], names(chunk.text)
        elif frame.border in ("red", "orange") or is_red(chunk):
            badge = False
    marked = next((chunk for chunk in rows if chunk.mark is not None), None)
    if len(words) > 1 and words[-1].text in GLYPHS and words[-1].box[0] - words[-2].box[2] > words[-1].look.size:
        words.pop()  # an icon at the card's right end
    if not words:
        return None, badge, stated
    mark = marked.mark if marked is not None else Mark(Form.RADIO, None)
    mark_box = marked.mark_box if marked is not None else None
    return Chunk(tuple(words), union([word.box for word in words]), mark, mark_box), badge, stated


def _colours(frames: Sequence[Frame], signs: Sequence[Sign]) -> list[bool | None]:
    """What the cards' colours say: only red and green among plain ones, or an icon in the card."""
    hues = [_hue(frame) for frame in frames]
    icons = [_icon(frame, signs) for frame in frames]
    plain = [hue for hue in hues if hue not in ("green", "red")]
    judging = len(set(plain)) == 1 and {"green", "red"} <= set(hues)
    out: list[bool | None] = []
    for hue, icon in zip(hues, icons, strict=True):
        coloured = (hue == "green") if judging and hue in ("green", "red") else None
        out.append(icon if coloured is None or icon is None or icon == coloured else None)
        if icon is None:
            out[-1] = coloured
    return out


def _is_shaded(frame: Frame) -> bool:
    return frame.tint not in ("white", "grey", "")


def _hue(frame: Frame) -> str:
    for name in (frame.tint, frame.border):
        if name in ("green", "red"):
            return name
    return "" if frame.tint in ("white", "grey", "") else frame.tint


def _icon(frame: Frame, signs: Sequence[Sign]) -> bool | None:
    said = {sign.right for sign in signs if inside(sign.box, frame.box)}
    return said.pop() if len(said) == 1 else None
