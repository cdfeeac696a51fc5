"""What a picture's boxes, icons and badges mean: options that are cards, fields that hold a typed answer, judgements.

    [ Vitamin A ]            frames of one width under each other      options without controls
    [ Vitamin C ]  red
    [ Vitamin D ]  green     red and green among plain ones            wrong, right
    [ Vitamin E ]  blue      the only coloured one of its question     chosen, whatever that is worth

A colour alone is no verdict: red and green among plain cards are, and so is an icon; one green card may only be chosen,
unless another question of the picture shows that its green and red are verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.grammar.words import cues
from extract.media.geometry import Box, Chunk, Shape, Word, inside, same_row, union
from extract.media.image import badges as image_badges
from extract.media.image import fields as image_fields
from extract.media.image import groups as image_groups
from extract.media.image import icons as image_icons
from extract.media.image.badges import names, verdict
from extract.media.image.frames import Frame
from extract.media.image.groups import Group
from extract.media.image.signs import Sign
from extract.media.image.told import GLYPHS, VERDICTS, Told, agreed, is_red, roles
from extract.media.pdf.controls import Control
from quizmill.block import Mark
from quizmill.block import Shape as Form

_DRAWN = frozenset("■□▪▫◼◻●○◯•◆◇◊▲△▼▽▶▷★☆✦✧♦♢⬛⬜🔺🔷🔴🟩⚫⚪")  # shapes that tiles carry before their words
_JUDGING = frozenset(("green", "red"))
_POINTS = re.compile(
    r"\b(?:points?|pts?|marks?|score|grade|punkte?|puntos?|pontos?|punti|балл\w*|note)\b", re.IGNORECASE
)
BORDER = 3.5  # of 12 units that a line is high: how far a border's own ink reaches into its card
_SHARE = re.compile(r"\(?\d{1,3}(?:[.,]\d)?%\)?")


@dataclass(frozen=True, slots=True)
class Cards:
    """The chunks with cards as one chunk each, badges and icons taken off; the fields, and what was told.

    `outlines` are the boxes of the options' cards: lines along them are no table's.
    """

    chunks: tuple[Chunk, ...]
    fields: tuple[Shape, ...]
    told: tuple[Told, ...]
    outlines: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class _Card:
    """One card: its words as a chunk, what its badge says, whether of the option itself, and what stands below it."""

    chunk: Chunk
    badge: bool | None = None
    stated: bool = False
    remark: tuple[Word, ...] = ()


def read(
    chunks: Sequence[Chunk], frames: Sequence[Frame], signs: Sequence[Sign], controls: Sequence[Control] = ()
) -> Cards:
    """Everything in one unit of length. A control may stand between two lines of its card, and so beside neither."""
    known, frames = image_badges.pills_off(chunks, frames)
    known = [image_icons.unmarked(chunk) for chunk in image_icons.pointers_off(known)]
    left, told = image_icons.signs_off(known, signs, frames)
    left, badges = image_badges.badges_off(left, frames)
    left, repeated = image_badges.repeated_off(left)
    left = _buttons_off(left, frames)
    groups = [group for group in image_groups.find(left, frames) if not _lists(group, signs)]
    left, grouped = _options(left, groups, signs, controls)
    left = image_badges.above_off(left, grouped)
    fields = image_fields.find(left, frames)
    left = image_badges.beside_words(left)
    outlines = tuple(frame.box for group in groups for frame, _ in group)
    return Cards(tuple(left), tuple(fields), agreed((*told, *badges, *repeated, *grouped)), outlines)


def _buttons_off(chunks: Sequence[Chunk], frames: Sequence[Frame]) -> list[Chunk]:
    """The chunks without the words of coloured buttons: "Continue", "Submit"."""
    grounds = [frame.box for frame in frames if frame.tint not in ("white", "grey", "")]

    def pressed(chunk: Chunk) -> bool:
        size = chunk.box[3] - chunk.box[1]
        own = [box for box in grounds if inside(chunk.box, box) and box[3] - box[1] < 4 * size]
        alone = any(not any(o is not chunk and inside(o.box, box) for o in chunks) for box in own)
        words = chunk.text.strip(" √✓✔→")
        plain = words.casefold() in ("ok", "back") or cues.is_furniture(words)
        return alone and len(chunk.words) < 4 and chunk.mark is None and plain

    return [chunk for chunk in chunks if not pressed(chunk)]


def _options(
    chunks: list[Chunk], groups: Sequence[Group], signs: Sequence[Sign], controls: Sequence[Control]
) -> tuple[list[Chunk], list[Told]]:
    """Cards that are options become one chunk each, with a control; their colours judge."""
    told: list[Told] = []
    judging = any(_is_judging([_hue(frame) for frame, _ in group]) for group in groups)
    reviewed = judging or any(map(_reviews, chunks)) or len({sign.right for sign in signs}) > 1
    for group in groups:
        found = [[control for control in controls if inside(control.box, frame.box)] for frame, _ in group]
        marked = [place for place, own in enumerate(found) if len(own) == 1]
        if marked:  # its options have controls
            group, found = group[marked[0] : marked[-1] + 1], found[marked[0] : marked[-1] + 1]
        kind = found[0][0].mark.shape if marked else Form.RADIO
        marks = [own[0] if len(own) == 1 else None for own in found]
        cards = [_card(frame, held, mark, kind) for (frame, held), mark in zip(group, marks, strict=True)]
        cards = _unshared(_lettered(cards))
        shades = [_shade(frame) for frame, _ in group]
        said = _colours([frame for frame, _ in group], signs, judging)
        if not (marked or reviewed) and not {False} & set(said) and "red" not in shades:
            shades = ["chosen" if one else shade for one, shade in zip(said, shades, strict=True)]
            shades = ["chosen" if shade == "chosen" else "" for shade in shades] if any(said) else shades
            said = [None for _ in said]  # a tick alone, where nothing else judges, is a choice that somebody made
        if all(one is None for one in said):
            cards = _chosen(cards, shades)
        for (_, held), card, coloured in zip(group, cards, said, strict=True):
            if card is None:
                continue
            place = min(chunks.index(chunk) for chunk in held)
            chunks[place : place + 1] = [card.chunk]
            chunks = [chunk for chunk in chunks if chunk is card.chunk or not any(chunk is one for one in held)]
            if card.badge is not None or coloured is not None:
                right = card.badge if coloured is None or card.badge in (None, coloured) else None
                right = coloured if card.badge is None else right
                told.append(Told(card.chunk.box, right, card.remark, card.stated))
    return chunks, told


def _card(frame: Frame, held: Sequence[Chunk], control: Control | None, kind: Form) -> _Card | None:
    """The card's words, what its badge says, and the lines below that badge; None where it has no words of its own."""
    rows = _in_rows(held)
    badge: bool | None = None
    stated = False
    words: list[Word] = []
    remark: list[Word] = []
    for chunk in rows:
        said = verdict(chunk.text) if len(rows) > 1 else None
        below = bool(words) and not any(same_row(chunk.box, word.box, 0.3) for word in words)
        told, why = image_badges.reasoned(chunk) if said is None and below and badge is None else (None, ())
        if told is not None:
            badge, remark = told, [*remark, *why]
        elif said is None and badge is not None and below:
            remark += chunk.words
        elif chunk.text in GLYPHS and below:
            continue  # an icon under the words
        elif said is None:
            words += _from_left(chunk.words)
        elif said[0]:
            badge, stated = said[1], names(chunk.text)
        elif frame.border in ("red", "orange") or is_red(chunk):
            badge = False
    words = _bare(words)
    if not words:
        return None
    mark, place = (control.mark, control.box) if control else (Mark(kind, None), None)
    chunk = Chunk(tuple(words), union([word.box for word in words]), mark, place)
    return _Card(chunk, badge, stated, tuple(remark))


def _in_rows(held: Sequence[Chunk]) -> list[Chunk]:
    """Line by line, from the left."""
    found: list[list[Chunk]] = []
    for chunk in sorted(held, key=lambda chunk: chunk.box[1] + chunk.box[3]):
        last = found[-1][0].box if found else (0.0, 0.0, 0.0, 0.0)
        if found and chunk.box[1] + chunk.box[3] - last[1] - last[3] < 0.8 * (last[3] - last[1]):
            found[-1].append(chunk)
        else:
            found.append([chunk])
    return [chunk for row in found for chunk in sorted(row, key=lambda chunk: chunk.box[0])]


def _from_left(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """A label that was recognised after its text stands before it."""
    return (words[-1], *words[:-1]) if words[-1].box[2] < words[0].box[0] else words


def _bare(words: list[Word]) -> list[Word]:
    """The words without an icon at the card's right end and the shapes that tiles carry."""
    found = [word for word in words if not set(word.text) <= _DRAWN] or words
    if len(found) > 1 and found[-1].text in GLYPHS and found[-1].box[0] - found[-2].box[2] > found[-1].look.size:
        return found[:-1]
    return found


def _lettered(cards: Sequence[_Card | None]) -> list[_Card | None]:
    """A, B, C in a small box of their own at the cards' left are labels, also where no sign follows them."""
    bare = [card is not None and len(card.chunk.words) > 1 and len(card.chunk.words[0].text) == 1 for card in cards]
    letters = [card.chunk.words[0].text if card and one else "" for card, one in zip(cards, bare, strict=True)]
    apart = [card is not None and one and _is_apart(card) for card, one in zip(cards, bare, strict=True)]
    counted = [
        letter == chr(ord("A") + place) or (far and letter == str(place + 1))  # "1 metre" is an option's text
        for place, (letter, far) in enumerate(zip(letters, apart, strict=True))
    ]
    if sum(counted) < (1 if any(apart) else 2):
        return list(cards)
    if any(letter and not (one or far) for letter, one, far in zip(letters, counted, apart, strict=True)):
        return list(cards)
    whole = all(counted) and letters[0] == "A"  # a number is the key to press, and would begin a question
    return [_labelled(card, whole) if card and one else card for card, one in zip(cards, bare, strict=True)]


def _lists(group: Group, signs: Sequence[Sign]) -> bool:
    """True where a card holds several icons: what a plan offers and what it lacks."""
    return any(sum(_well_inside(sign.box, frame.box) for sign in signs) > 1 for frame, _ in group)


def _well_inside(sign: Box, card: Box) -> bool:
    """True for an icon in a card, not for a piece of its border."""
    inner = (card[0] + BORDER, card[1] + BORDER, card[2] - BORDER, card[3] - BORDER)
    return sign[0] > inner[0] and sign[1] > inner[1] and sign[2] < inner[2] and sign[3] < inner[3]


def _reviews(chunk: Chunk) -> bool:
    """True for words of a page that judges: a verdict, "Correct answer", points that were earned."""
    told = cues.earned(chunk.text) is not None and _POINTS.search(chunk.text) is not None
    return told or verdict(chunk.text) is not None or bool(roles(chunk) & VERDICTS)


def _unshared(cards: Sequence[_Card | None]) -> list[_Card | None]:
    """The cards without the share of votes that stands far at the right of each."""
    if not all(card is not None and _SHARE.fullmatch(card.chunk.words[-1].text) for card in cards):
        return list(cards)
    found: list[_Card | None] = []
    for card in cards:
        *words, last = card.chunk.words if card is not None else ()
        if card is None or not words or last.box[0] - words[-1].box[2] < 2 * last.look.size:
            return list(cards)
        found.append(replace(card, chunk=replace(card.chunk, words=tuple(words))))
    return found


def _is_apart(card: _Card) -> bool:
    """True where the first letter stands far from the words, as one in a ring does; "A dog" is an option's text."""
    first, second = card.chunk.words[:2]
    return second.box[0] - first.box[2] > 0.45 * first.look.size


def _labelled(card: _Card, whole: bool) -> _Card:
    """The card with its letter as a label, or without it where the other cards' were not recognised."""
    first, *rest = card.chunk.words
    words = (replace(first, text=f"{first.text}."), *rest) if whole else tuple(rest)
    return replace(card, chunk=replace(card.chunk, words=words))


# colours


def _colours(frames: Sequence[Frame], signs: Sequence[Sign], judging: bool) -> list[bool | None]:
    """What the cards' colours say: only red and green among plain ones, or an icon in the card.

    `judging` where red and green judge in another question of the picture.
    """
    hues = [_hue(frame) for frame in frames]
    plain = {hue for hue in hues if hue not in _JUDGING}
    judging = _is_judging(hues) or (judging and len(plain) == 1)
    out: list[bool | None] = []
    for hue, icon in zip(hues, (_icon(frame, signs) for frame in frames), strict=True):
        coloured = (hue == "green") if judging and hue in _JUDGING else None
        out.append(coloured if icon is None else icon if coloured in (None, icon) else None)
    return out


def _is_judging(hues: Sequence[str]) -> bool:
    plain = [hue for hue in hues if hue not in _JUDGING]
    told = set(hues) >= _JUDGING and len(set(plain)) == 1
    return told and (plain[0] == "" or len(plain) > 1)  # red, green and one yellow: a colour for each


def _chosen(cards: Sequence[_Card | None], shades: Sequence[str]) -> list[_Card | None]:
    """The only coloured card among plain ones was chosen: no verdict, but what a verdict below speaks of."""
    coloured = [shade != "" for shade in shades]
    known = any(card is not None and (card.chunk.mark_box or card.badge is not None) for card in cards)
    if sum(coloured) != 1 or len(cards) < 2 or known:
        return list(cards)
    return [
        replace(card, chunk=replace(card.chunk, mark=Mark(Form.RADIO, on, 0.8))) if card else None
        for card, on in zip(cards, coloured, strict=True)
    ]


def _hue(frame: Frame) -> str:
    for name in (frame.tint, frame.border):
        if name in _JUDGING:
            return name
    return "" if frame.tint in ("white", "grey", "") else frame.tint


def _shade(frame: Frame) -> str:
    """The colour of a card's ground or border, "" where it has none."""
    return next((name for name in (frame.tint, frame.border) if name not in ("white", "grey", "")), "")


def _icon(frame: Frame, signs: Sequence[Sign]) -> bool | None:
    said = {sign.right for sign in signs if inside(sign.box, frame.box)}
    return said.pop() if len(said) == 1 else None
