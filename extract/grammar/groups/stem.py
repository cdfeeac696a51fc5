"""The lines before a group that are its stem, and those that are heads: numbers, points, a box's title.

    <div class=q> <h3>Level 1</h3> <b>3</b> <p class=question-text>Which of these floats?</p> (group) </div>
        stem "Which of these floats?"      heads "Level 1", "3"

An element named as the question's text is it; else the words in the group's own element; else, in an element that
holds a whole page, what begins at the last number or heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.grammar.groups.group import Group, Region
from extract.grammar.groups.openers import start_of
from extract.grammar.groups.own import is_question_box, is_wide
from extract.grammar.groups.words import is_picture, names_explanation, speaks
from extract.grammar.lines import enumerators
from extract.grammar.words.cues import is_furniture
from extract.media.html.lines import Line
from extract.media.html.tree import Node
from quizmill.block import Kind

_BARE_NUMBER = re.compile(r"\W?\d{1,3}\W?")
_LONG = 12  # lines before a group in its own element beyond which they are an article, not a stem
_STEM_NAME = re.compile(
    r"(?:^|[\s_-])(?:q(?:uestion|uiz|uest)?[-_]*(?:text|title|body|stem|content|prompt|name|statement|heading"
    r"|header|label|desc(?:ription)?|wording)"
    r"|stem|prompt|enunciado|enunciation|enonce|consigne|intitule|questiontext|questiontitle|fragetext)(?:$|[\s_-])",
    re.I,
)
_WEAK_NAME = re.compile(r"(?:^|[\s_-])prompt(?:$|[\s_-])", re.I)  # also the name of "Select one:"


def take_stem(region: Region, inner: list[Line], shared: list[Line], opener: str) -> None:
    """Fills in a region's stem and heads, from its own element or else from the lines it shares."""
    lines = [line for line in inner if not line.button]
    named = _named_stem(region.group, lines or shared)
    if named:
        heads = _near(lines, named[0]) if is_wide(region.own) else lines
        region.heads += [line for line in heads if not any(line is own for own in named)]
        chosen = named
    elif any(speaks(line) for line in lines):
        wide = is_wide(region.own) or (len(lines) > _LONG and not is_question_box(region.own))
        chosen = _trimmed(_nearest(region, lines)) if wide else lines
    else:
        region.heads += lines
        outer = [line for line in shared if not line.button]
        start = start_of(outer, opener)
        chosen = _pressed(region, inner) or (outer[start:] if start is not None else _trimmed(outer))
    _sort_out(region, chosen)


def _pressed(region: Region, inner: Sequence[Line]) -> list[Line]:
    """The words of the button that folds a question's choices away, where nothing else asks."""
    if not is_question_box(region.own):
        return []
    return [line for line in inner if line.button and speaks(line) and not is_furniture(line.text)]


@lru_cache(maxsize=2048)
def _names_stem(names: str) -> bool:
    return _STEM_NAME.search(names) is not None


def _named_stem(group: Group, lines: Sequence[Line]) -> list[Line]:
    """The lines of the last element before the group that is by its class the question's text, and what follows it."""
    prompt: list[Line] = []
    for place in range(len(lines) - 1, -1, -1):
        node: Node | None = lines[place].container
        found: Node | None = None
        weak = None
        for _ in range(4):
            if node is None or node.end > group.start:
                break
            if _names_stem(node.make.own):
                found = node
            node = node.parent
        if found is not None and found.end <= group.start:
            start = next((at for at, line in enumerate(lines) if line.first >= found.index), place)
            rest = [line for line in lines[place + 1 :] if is_picture(line) or line.kind in (Kind.CODE, Kind.ROW)]
            chosen = [line for line in lines[start : place + 1] if found.index <= line.first < found.end]
            if any(speaks(line) for line in chosen) and not (weak := _WEAK_NAME.search(found.attrs.get("class", ""))):
                return [*chosen, *rest]
            if weak and not prompt and any(speaks(line) for line in chosen):
                prompt = [*chosen, *rest]
    return prompt


def _near(lines: Sequence[Line], stem: Line) -> list[Line]:
    """In an element that holds a whole page, what stands behind a stem, and its number before it."""
    first = next((at for at, line in enumerate(lines) if line.first >= stem.first), 0)
    while first and _is_number(lines[first - 1]):
        first -= 1
    return list(lines[first:])


def _is_number(line: Line) -> bool:
    """`Question 3`, `3.`: a head without words of its own."""
    found = enumerators.read(line.text)
    bare = found is not None and not line.text[found.length :].strip(" .:)")
    return not line.hidden and (bare or _BARE_NUMBER.fullmatch(line.text.strip()) is not None)


def _nearest(region: Region, lines: list[Line]) -> list[Line]:
    """The lines in the innermost element around the group that holds words before it."""
    node = region.group.options[0].row or region.group.options[0].control
    for around in node.ancestors():
        inner = [line for line in lines if around.index <= line.first < around.end]
        if any(speaks(line) and line.text for line in inner):
            return inner
    return lines


def _sort_out(region: Region, lines: Sequence[Line]) -> None:
    """Puts heads aside: numbers and points alone, instructions, a box's title above the words."""
    speaking = [line for line in lines if speaks(line)]
    speaking = [line for line in speaking if not names_explanation(line.container.make.own)] or speaking
    asking = [line for line in speaking if line.kind is not Kind.TEXT or not is_furniture(line.text)] or speaking
    asks = {id(line) for line in asking}
    for line in lines:
        (region.stem if id(line) in asks else region.heads).append(line)
    while len(region.stem) > 1 and _BARE_NUMBER.fullmatch(region.stem[0].text):  # a cell or a box of its own
        region.heads.append(region.stem.pop(0))
    while len(region.stem) > 1 and region.stem[0].kind is Kind.HEADING and not _asks(region.stem[0]):
        if all(line.kind is Kind.HEADING for line in region.stem):
            break
        region.heads.append(region.stem.pop(0))


def _asks(line: Line) -> bool:
    text = line.text.rstrip()
    if text.endswith(("?", "\uff1f", "\u061f", ":", "_", "...", "\u2026")):
        return True
    found = enumerators.read(text)
    return found is not None and len(text) > found.length + 12


def _trimmed(lines: Sequence[Line]) -> list[Line]:
    """The stem at the end of a longer text: from its last number or heading on, else its last line and its figures."""
    speaking = [place for place, line in enumerate(lines) if speaks(line)]
    if not speaking:
        return []
    last = speaking[-1]
    for place in range(last, max(last - _LONG, -1), -1):
        found = enumerators.read(lines[place].text)
        if (
            found is not None
            and (found.enumerator.word or found.enumerator.system.value == "decimal")
            and lines[place].kind is not Kind.ITEM
        ):
            return list(lines[place:])
        if lines[place].kind is Kind.HEADING:
            return list(lines[place if place == last else place + 1 :])
    start = last
    while start > 0 and (
        lines[start].kind in (Kind.CODE, Kind.ROW, Kind.ITEM)
        or is_picture(lines[start])
        or is_picture(lines[start - 1])
    ):
        start -= 1
    return list(lines[start:])
