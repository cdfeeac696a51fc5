"""What a picture's boxes, icons and badges mean: options that are cards, fields that hold a typed answer, judgements.

    [ Vitamin A ]            frames of one width under each other      options without controls
    [ Vitamin C ]  red
    [ Vitamin D ]  green     red and green among plain ones            wrong, right
    (o) Phobos      ✗        an icon in an option's row                judged wrong
    Correct answer           a label, and options said once more       right
    (o) Titan
    [ 42            ]        a frame around one line                   a field that somebody filled in

A colour alone is no verdict: red and green among plain cards are, and so is an icon; one green card may only be chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.grammar import words_cues
from extract.grammar.words import Role, fold, roles_of
from extract.media.geometry import Box, Chunk, Drawing, Shape, Word, inside, overlap, same_row, union
from extract.media.image_frames import Frame
from extract.media.image_signs import Sign
from quizmill.block import Mark
from quizmill.block import Shape as Form

VERDICTS = frozenset((Role.RIGHT, Role.WRONG, Role.PARTIAL, Role.SHOULD, Role.SHOULD_NOT))
BADGE = 40  # characters that a badge at an option has at most
ROWS = 4  # lines that an option's card has at most
FIELD = 60  # characters of a typed answer
MOST = 12  # options of one question
BORDER = 3.5  # of 12 units that a line is high: cells of a table are this near to each other
_LABELS = frozenset(
    (Role.QUESTION, Role.EXPLANATION, Role.SOLUTION, Role.HINT, Role.SCORE, Role.POINTS, Role.PARTIAL, Role.REVEAL)
)
_GLYPHS = frozenset("\u0445\u0425xX×✕✖✗✘VvYy√✓✔☑☒⊗⊘®©/JjLl<>Q0OoK&")  # what engines make of a tick or cross
_SURE = frozenset("✕✖✗✘√✓✔☑☒")


@dataclass(frozen=True, slots=True)
class Told:
    """What the look says of the option at `box`: right, wrong, or (None) something that cannot be told.

    `stated` where words say it of the option itself, whether or not it was chosen.
    """

    box: Box
    right: bool | None
    remark: tuple[Word, ...] = ()
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Cards:
    """The chunks with cards as one chunk each, badges and icons taken off; the fields, and what was told."""

    chunks: tuple[Chunk, ...]
    fields: tuple[Shape, ...]
    told: tuple[Told, ...]


def read(chunks: Sequence[Chunk], frames: Sequence[Frame], signs: Sequence[Sign]) -> Cards:
    """Everything in one unit of length."""
    left, told = _signs_off([_unmarked(chunk) for chunk in chunks], signs, frames)
    left, badges = _badges_off(left, frames)
    left, repeated = _repeated_off(left)
    left, grouped = _options(left, frames, signs)
    fields = [_field(frame) for frame in _fields(left, frames)]
    return Cards(tuple(left), tuple(fields), _agreed((*told, *badges, *repeated, *grouped)))


def _agreed(told: Iterable[Told]) -> tuple[Told, ...]:
    """One word for each option; two that contradict each other say that it cannot be told."""
    found: dict[Box, Told] = {}
    for one in told:
        known = found.get(one.box)
        right = one.right if known is None or known.right == one.right else None
        stated = one.stated or (known is not None and known.stated)
        found[one.box] = Told(one.box, right, (known.remark if known else ()) or one.remark, stated)
    return tuple(found.values())


# icons


def _unmarked(chunk: Chunk) -> Chunk:
    """ "X Incorrect" is an icon and a verdict."""
    if len(chunk.words) < 2 or chunk.words[0].text not in _GLYPHS or chunk.mark is not None:
        return chunk
    rest = chunk.words[1:]
    if not roles_of(" ".join(word.text for word in rest)) & VERDICTS:
        return chunk
    return replace(chunk, words=rest, box=union([word.box for word in rest]))


def _signs_off(chunks: list[Chunk], signs: Sequence[Sign], frames: Sequence[Frame]) -> tuple[list[Chunk], list[Told]]:
    """Icons at both ends of a line are no letters of it. One behind an option judges it, with the words after it."""
    told: list[Told] = []
    for sign in signs:
        row = [i for i, chunk in enumerate(chunks) if chunk.words and _beside(chunk.box, sign.box)]
        for i in row:
            chunks[i] = _without(chunks[i], sign)
        row = [i for i in row if chunks[i].words]
        before = max((i for i in row if chunks[i].box[0] < sign.box[0]), key=lambda i: chunks[i].box[0], default=None)
        after = min((i for i in row if chunks[i].box[0] >= sign.box[0]), key=lambda i: chunks[i].box[0], default=None)
        if before is None or not _is_option(chunks[before]) or not _together(chunks[before].box, sign.box, frames):
            continue
        if after is not None and not sign.right and _is_red(chunks[before]):
            continue  # a product in red print
        if after is not None and _amid(chunks[before].box, sign.box, chunks[after].box):
            continue  # letters of the line that look like a tick
        remark: tuple[Word, ...] = ()
        if after is not None and not _is_option(chunks[after]):
            if not _roles(chunks[after]) & VERDICTS:
                remark = chunks[after].words
            chunks[after] = replace(chunks[after], words=())
        told.append(Told(chunks[before].box, sign.right, remark))
    return [chunk for chunk in chunks if chunk.words or chunk.rows or chunk.source], told


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
    if text.strip(".,") in _GLYPHS:
        return replace(word, text="")
    capital = text[1:2].isupper() and text[2:3].islower()
    if text[:1] in _GLYPHS and (capital or text[0] in _SURE) and word.box[0] > sign.box[0] - size:
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


# badges


def _is_option(chunk: Chunk) -> bool:
    if chunk.mark is not None and chunk.mark.shape in (Form.BOX, Form.RADIO):
        return True
    return len(chunk.text) > 2 and chunk.text[0].isalpha() and chunk.text[1] in ".)" and chunk.text[2] == " "


def _roles(chunk: Chunk) -> frozenset[Role]:
    return roles_of(chunk.text) if len(chunk.text) <= 80 else frozenset()


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


def _badges_off(chunks: list[Chunk], frames: Sequence[Frame]) -> tuple[list[Chunk], list[Told]]:
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
            told.append(Told(row[0].box, right, stated=_names(chunk.text)))
        elif framed is not None or _is_red(chunk):
            told.append(Told(row[0].box, False))
    return [chunk for i, chunk in enumerate(chunks) if i not in gone], told


def _names(text: str) -> bool:
    """True for "Correct answer": said of the option, not of what the learner made of it, as "Correct!" is."""
    return bool(roles_of(text) & {Role.ANSWER, Role.SHOULD}) and len(text.split()) > 1


def _is_red(chunk: Chunk) -> bool:
    return bool(chunk.words) and all(word.look.tint in ("red", "orange") for word in chunk.words)


def _repeated_off(chunks: list[Chunk]) -> tuple[list[Chunk], list[Told]]:
    """Below "Correct answer", options said once more: no options of their own, but a word on the first ones."""
    ordered = sorted((c for c in chunks if c.words), key=lambda chunk: chunk.box[1])
    gone: list[Chunk] = []
    told: list[Told] = []
    for at, label in enumerate(ordered):
        roles = _roles(label)
        if label.mark is not None or Role.ANSWER not in roles or label.text.rstrip()[-1:] in ".!":
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


# cards


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


Group = list[tuple[Frame, list[Chunk]]]


def _groups(chunks: Sequence[Chunk], frames: Sequence[Frame]) -> list[Group]:
    """Runs of like frames, each with a few lines in it and some space between, and nothing else there."""
    alone = [frame for frame in frames if not any(_holds(frame.box, other.box) for other in frames)]
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
    labelled = any(_roles(chunk) & _LABELS or _explains(chunk.text) for chunk in held)
    return labelled or words_cues.is_furniture(words) or sum(chunk.mark is not None for chunk in held) > 1


def _explains(text: str) -> bool:
    """True for "The correct answer is: Barometer" and "Explanation: It comes first"."""
    label, colon, value = text[:80].replace("：", ":").partition(":")
    return bool(colon and value.strip()) and bool(roles_of(label) & (_LABELS | {Role.ANSWER}))


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer != inner
        and inside(inner, outer)
        and (inner[2] - inner[0]) * (inner[3] - inner[1]) < 0.95 * (outer[2] - outer[0]) * (outer[3] - outer[1])
    )


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
            badge, stated = said[1], _names(chunk.text)
        elif frame.border in ("red", "orange") or _is_red(chunk):
            badge = False
    marked = next((chunk for chunk in rows if chunk.mark is not None), None)
    if len(words) > 1 and words[-1].text in _GLYPHS and words[-1].box[0] - words[-2].box[2] > words[-1].look.size:
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


# fields


def _fields(chunks: Sequence[Chunk], frames: Sequence[Frame]) -> list[Frame]:
    """Frames that stand alone around one short line or a listing, and are no option."""
    alone = [frame for frame in frames if not any(_holds(frame.box, other.box) for other in frames)]
    found = []
    for frame in alone:
        held = [chunk for chunk in chunks if inside(chunk.box, frame.box)]
        words = " ".join(chunk.text for chunk in held)
        one_line = all(same_row(a.box, b.box, 0.3) for a, b in pairwise(held))
        free = all(chunk.mark is None and not _roles(chunk) and not chunk.rows for chunk in held)
        wide = frame.box[2] - frame.box[0] > 4 * (frame.box[3] - frame.box[1])
        plain = frame.tint in ("white", "", "grey") and frame.border not in ("green", "red")
        listing = len(held) > 1 and not one_line
        if (
            held
            and free
            and plain
            and (listing or (one_line and wide and len(words) < FIELD))
            and _starts_left(frame, held)
        ):
            found.append(frame)
    return found


def _starts_left(frame: Frame, held: Sequence[Chunk]) -> bool:
    """Typed words begin at the left; a button's stand in its middle."""
    left = min(chunk.box[0] for chunk in held) - frame.box[0]
    right = frame.box[2] - max(chunk.box[2] for chunk in held)
    return left < 0.25 * (frame.box[2] - frame.box[0]) and right > 1.5 * left


def _field(frame: Frame) -> Shape:
    return Shape(Drawing.FILL, frame.box, "grey", True, pale=True)
