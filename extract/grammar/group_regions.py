"""Which lines before a group are its stem, and which after it still speak of it.

    <div class=q> 1. Which? (group) Answer: B </div>        the group's own element holds stem, options and remarks
    <h4>1. Which?</h4> (group) <p>Because ...</p> <h4>2. ...   side by side: what opens a question repeats on the page

The stem climbs: from the group outwards to the first element that holds words before it. Where questions lie side by
side, the page's own opener (its heading, its number, its class) tells where one ends and the next begins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extract.grammar import enumerators
from extract.grammar.group import Group
from extract.grammar.group_lines import opens_question, quiet
from extract.grammar.html_signs import is_question, numberless
from extract.grammar.words import Role, roles_of
from extract.grammar.words_cues import is_furniture, is_tool
from extract.media.html import HtmlPage
from extract.media.html_lines import Line
from extract.media.html_tree import Node, hides
from quizmill.block import Kind

_WIDE = frozenset({"body", "html", "main", "article", "form"})
_POINTS = re.compile(
    r"^\W*(?:(?:in|partially )?correct\W{1,3})?"
    r"(?:\d+(?:[.,]\d+)?\s*(?:/|of|out of)?\s*\d*(?:[.,]\d+)?\s*(?:points?|pts?\.?|marks?|punkte?|puntos?"
    r"|pontos|punti|баллов|балла?)(?:\s*\((?:un)?graded\))?"
    r"|(?:you have used|used) \d{1,3} of \d{1,3} (?:attempts?|submissions?|tries)"
    r"|(?:mark(?:ed)?|score|points?|not yet answered|answer saved|not answered|flag question"
    r"|select one(?: or more)?|remove flag)\b.{0,40})\W*$",
    re.I,
)
_COUNTER = re.compile(r"^\W*\d{1,3}\s*(?:/|of|von|sur|de|из)\s*\d{1,3}\W*$", re.I)
_BARE_NUMBER = re.compile(r"\W?\d{1,3}\W?")
_VALUE = 200  # characters of an answer below its label
_LONG = 12  # lines before a group in its own element beyond which they are an article, not a stem


@dataclass(slots=True)
class Region:
    """A group's lines: `heads` belong to it without being its words (numbers, points, instructions)."""

    group: Group
    own: Node | None = None
    stem: list[Line] = field(default_factory=list)
    heads: list[Line] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)


def find_regions(page: HtmlPage, groups: Sequence[Group]) -> list[Region]:
    """One region a group, in order. A line is in one region at most."""
    regions = [Region(group, _own(page, groups, place)) for place, group in enumerate(groups)]
    for region in regions:
        _unveil(page, region)
    gaps = [_gap(page, groups, place) for place in range(len(groups) + 1)]
    shared = [_shared(regions, gaps[place], place) for place in range(len(groups))]
    opener = _opener([lines for place, lines in enumerate(shared) if place or len(shared) < 3])
    for place, region in enumerate(regions):
        inner = [line for line in gaps[place] if _holds(region.own, line)]
        _take_stem(region, inner, shared[place], opener)
    for place, region in enumerate(regions):
        region.after = _after(region, gaps[place + 1], regions[place + 1] if place + 1 < len(regions) else None)
    return regions


def _unveil(page: HtmlPage, region: Region) -> None:
    """Pages that show one question at a time hide the others as a whole: inside such a box, what the box alone hides
    is as good as shown. (It stays marked in the block stream.)
    """
    control = region.group.options[0].control
    veil = next(
        (node for node in (control, *control.ancestors()) if node.hidden and not (node.parent and node.parent.hidden)),
        None,
    )
    if veil is None or region.own is None:
        return
    for line in page.lines_in(max(veil.index, region.own.index), min(veil.end, region.own.end)):
        between = [node for node in (line.container, *line.container.ancestors()) if node.index > veil.index]
        if line.hidden and not any(map(hides, between)):
            line.hidden = False


def _gap(page: HtmlPage, groups: Sequence[Group], place: int) -> list[Line]:
    start = groups[place - 1].end if place else 0
    end = groups[place].start if place < len(groups) else len(page.tree.nodes)
    found = page.index.between(start, end)
    lines = list(page.lines[found.start : found.stop])
    if place < len(groups):  # words on the line that the first option stands on
        here = page.lines[page.index.at(groups[place].start)]
        if start <= here.first < end <= here.last and (not lines or lines[-1] is not here):
            lines.append(here)
    return [line for line in lines if line.kind is not Kind.RULE]


def _own(page: HtmlPage, groups: Sequence[Group], place: int) -> Node | None:
    """The largest element that holds this group and no part of another."""
    group = groups[place]
    low = groups[place - 1].end if place else -1
    high = groups[place + 1].start if place + 1 < len(groups) else len(page.tree.nodes) + 1
    node: Node | None = group.options[0].row or group.options[0].control
    while node is not None and not (node.index <= group.start and group.end <= node.end):
        node = node.parent
    best: Node | None = None
    named: Node | None = None
    while node is not None and node.index >= low and node.end <= high and not (node.index < low):
        if node.tag not in ("html",):
            best = node
            named = node if _is_question(node) and node.tag not in _WIDE else named
        node = node.parent
    return named if named is not None and is_wide(best) else best


def _holds(own: Node | None, line: Line) -> bool:
    return own is not None and own.index <= line.first < own.end


def _shared(regions: Sequence[Region], gap: Sequence[Line], place: int) -> list[Line]:
    """The lines between two groups that lie in neither's own element."""
    before = regions[place - 1].own if place else None
    return [line for line in gap if not _holds(before, line) and not _holds(regions[place].own, line)]


def _take_stem(region: Region, inner: list[Line], shared: list[Line], opener: str) -> None:
    lines = [line for line in inner if not line.button]
    named = _named_stem(region.group, lines or shared)
    if named:
        region.heads += [line for line in lines if not any(line is own for own in named)]
        chosen = named
    elif any(_speaks(line) for line in lines):
        wide = is_wide(region.own) or (len(lines) > _LONG and not _is_question(region.own))
        chosen = _trimmed(_nearest(region, lines)) if wide else lines
    else:
        region.heads += lines
        outer = [line for line in shared if not line.button]
        start = _start(outer, opener)
        chosen = outer[start:] if start is not None else _trimmed(outer)
    _sort_out(region, chosen)


_STEM_NAME = re.compile(
    r"(?:^|[\s_-])(?:q(?:uestion|uiz|uest)?[-_]*(?:text|title|body|stem|content|prompt|name|statement|heading"
    r"|header|label|desc(?:ription)?|wording)"
    r"|stem|prompt|enunciado|questiontext|questiontitle|fragetext)(?:$|[\s_-])",
    re.I,
)


@lru_cache(maxsize=2048)
def _names_stem(names: str) -> bool:
    return _STEM_NAME.search(names) is not None


_WEAK_NAME = re.compile(r"(?:^|[\s_-])prompt(?:$|[\s_-])", re.I)  # also the name of "Select one:"


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
            rest = [line for line in lines[place + 1 :] if _is_picture(line) or line.kind in (Kind.CODE, Kind.ROW)]
            chosen = [line for line in lines[start : place + 1] if found.index <= line.first < found.end]
            if any(_speaks(line) for line in chosen) and not (weak := _WEAK_NAME.search(found.attrs.get("class", ""))):
                return [*chosen, *rest]
            if weak and not prompt and any(_speaks(line) for line in chosen):
                prompt = [*chosen, *rest]
    return prompt


def _nearest(region: Region, lines: list[Line]) -> list[Line]:
    """The lines in the innermost element around the group that holds words before it."""
    node = region.group.options[0].row or region.group.options[0].control
    for around in node.ancestors():
        inner = [line for line in lines if around.index <= line.first < around.end]
        if any(_speaks(line) and line.text for line in inner):
            return inner
    return lines


def is_wide(own: Node | None) -> bool:
    """Whether an element is the page's own rather than the question's."""
    return own is None or own.tag in ("body", "html", "main") or (own.tag in _WIDE and not _is_question(own))


def _is_question(own: Node | None) -> bool:
    return own is not None and (is_question(own.make.own) or is_question(numberless(own.id)))


def _sort_out(region: Region, lines: Sequence[Line]) -> None:
    """Puts heads aside: numbers and points alone, instructions, a box's title above the words."""
    speaking = [line for line in lines if _speaks(line)]
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


def _speaks(line: Line) -> bool:
    """Whether a line says something of the question, and is not its number, its points or an instruction alone."""
    if line.hidden and not any(part.what == "image" for part in line.parts):
        return False
    if any(part.what in ("image", "math", "display", "pre") for part in line.parts):
        return True
    text = line.text
    if not text or _POINTS.match(text) or _COUNTER.match(text):
        return False
    if line.kind is Kind.ROW:
        cells = [_cell(line, number) for number in range(1 + max(part.cell for part in line.parts))]
        return not (_is_head_row(line) and all(_is_label(cell) for cell in cells))
    return not _is_label(text)


def _is_points(text: str) -> bool:
    return _POINTS.match(text) is not None


def _is_head_row(line: Line) -> bool:
    return all(child.tag == "th" for child in line.container.children if child.tag)


def _cell(line: Line, number: int) -> str:
    return " ".join("".join(part.text for part in line.parts if part.cell == number).split())


_LABELS = frozenset(
    {Role.QUESTION, Role.OPTIONS, Role.POINTS, Role.YOURS, Role.SCORE, Role.EXPLANATION, Role.ANSWER, Role.KIND,
     Role.RIGHT, Role.WRONG, Role.PARTIAL, Role.DIFFICULTY}
)  # fmt: skip


def _is_label(text: str) -> bool:
    if not text:
        return True
    if roles_about(text) & _LABELS:
        return True
    found = enumerators.read(text)
    rest = text[found.length :].strip() if found is not None else text
    return not rest or (found is not None and found.enumerator.word != "" and (is_furniture(rest) or _is_points(rest)))


_OWN_NUMBER = re.compile(r"\A\W?\d{1,3}\W*\s")
_NUMBERED = re.compile(r"\b(?:question|q)\W{0,2}\d{1,3}\W*\s", re.I)
_EXPLAINS = frozenset({Role.EXPLANATION, Role.SOLUTION})


def roles_about(text: str) -> frozenset[Role]:
    """The roles of a label, also of one that names the question first: "Question 3 explanation"."""
    own = roles_of(text)
    head, _, rest = text.strip().partition(" ")
    if own or not rest:
        return own
    if Role.QUESTION in roles_of(head):
        return roles_of(_OWN_NUMBER.sub("", rest)) - {Role.QUESTION}
    numbered = _NUMBERED.search(text[:80])
    return roles_of(text[numbered.end() :]) & _EXPLAINS if numbered else own


def is_graded(region: Region) -> bool:
    """Whether marks or points stand at a question: then it is a test's, and no survey's."""
    return _is_question(region.own) and any(_POINTS.match(line.text) for line in (*region.heads, *region.after))


def _trimmed(lines: Sequence[Line]) -> list[Line]:
    """The stem at the end of a longer text: from its last number or heading on, else its last line and its figures."""
    speaking = [place for place, line in enumerate(lines) if _speaks(line)]
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
        or _is_picture(lines[start])
        or _is_picture(lines[start - 1])
    ):
        start -= 1
    return list(lines[start:])


def _is_picture(line: Line) -> bool:
    return all(part.what in ("image", "display") or not part.text.strip() for part in line.parts)


def _shapes(line: Line) -> list[str]:
    """The shapes under which a line may open a question."""
    if quiet(line) or line.kind is Kind.SUMMARY:
        return []
    shapes = [f"{line.container.tag}.{line.container.attrs.get('class', '')}"]
    found = enumerators.read(line.text)
    if found is not None and (found.enumerator.word or found.enumerator.system.value == "decimal"):
        shapes.insert(0, f"#{found.form}{found.enumerator.word.casefold()}")
    return shapes


def _opener(gaps: Sequence[Sequence[Line]]) -> str:
    """The shape that stands once in (nearly) every gap between groups, the earliest of them; empty if there is none."""
    gaps = [gap for gap in gaps if gap]
    once: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for gap in gaps:
        own: dict[str, list[int]] = {}
        for place, line in enumerate(gap):
            if line.text and not _labelled(line):
                for shape in _shapes(line):
                    own.setdefault(shape, []).append(place)
        for shape, found in own.items():
            if len(found) == 1:
                once[shape] += 1
                places[shape] += found[0]
    good = [shape for shape, count in once.items() if count * 5 >= len(gaps) * 4]
    if len(gaps) < 2 or not good:
        return ""
    return min(good, key=lambda shape: (not shape.startswith("#"), places[shape] / once[shape]))


_STATES = re.compile(  # "The correct answer is B."
    r"(.{3,60}?)\s+(?:is|are|ist|sind|est|sont|es|son|é|são|è|sono)\s+\(?[A-H]\)?(?:(?:,|\s+(?:and|und|et|y|e))\s*[A-H])*(?:[.):]\s.{1,200})?\.?\Z"
)


_LETTER = re.compile(r"\s\(?[A-H]\b")  # stands in all of these
_COLON = re.compile(r"[:\uff1a]")


def _labelled(line: Line) -> bool:
    """Whether a line is about an answer: labelled as one, so that it cannot open a question."""
    head = _COLON.split(line.text, maxsplit=1)[0]
    sentence = _STATES.match(line.text) if _LETTER.search(line.text) else None
    if (sentence is not None and Role.ANSWER in roles_of(sentence[1])) or roles_about(line.text) & _EXPLAINS:
        return True
    return bool(
        roles_of(head) & {Role.ANSWER, Role.EXPLANATION, Role.HINT, Role.SOLUTION, Role.RIGHT, Role.WRONG, Role.REVEAL}
    )


def _start(lines: Sequence[Line], opener: str) -> int | None:
    if opener:
        for place in range(len(lines) - 1, -1, -1):
            if opener in _shapes(lines[place]):
                return place
    for place in range(len(lines) - 1, -1, -1):
        if opens_question(lines[place]):
            return place
    return None


def _after(region: Region, gap: Sequence[Line], following: Region | None) -> list[Line]:
    """The rest of the group's own element; beyond it, lines that are by name or look no part of the next question."""
    taken = {id(line) for line in (following.stem + following.heads if following else ())}
    free = [line for line in gap if id(line) not in taken]
    wide = is_wide(region.own)
    inner = [line for line in free if _holds(region.own, line)]
    if not wide and inner:
        rest = free[len(inner) :]
        end = next((place for place, line in enumerate(inner) if _begins_another(line)), None)
        if end is not None:
            return inner[:end]
    else:
        inner, rest = [], free
    for line in rest:
        if _holds(following.own if following else None, line):
            break
        if (
            _POINTS.match(line.text)
            or quiet(line)
            or _labelled(line)
            or line.kind is Kind.SUMMARY
            or _same_box(inner, line)
            or (inner and _is_bare_answer(inner[-1]) and len(line.text) < _VALUE)
        ):
            inner.append(line)
        elif line.button or is_tool(line.text):
            continue
        else:
            break
    return inner


def _is_bare_answer(line: Line) -> bool:
    """`Correct answer` alone: what it is follows."""
    return Role.ANSWER in roles_of(line.text.strip(" :：")) and Role.YOURS not in roles_of(line.text)


def _begins_another(line: Line) -> bool:
    """A numbered question without options of its own: an input, an essay, a text that only asks."""
    if quiet(line) or _labelled(line) or line.kind is Kind.ITEM:
        return False
    found = enumerators.read(line.text)
    return found is not None and found.enumerator.word != "" and len(line.text) > found.length + 15


def _same_box(before: Sequence[Line], line: Line) -> bool:
    return bool(before) and bool(line.box) and before[-1].box[-1:] == line.box[-1:]
