"""Keys that the page keeps around a group: on its element, in a hidden field, in a list at the page's end.

    <div class="question" data-answer="2"> ... <input type=radio value="2">      by the control's value
    <input type="hidden" name="correct_q1" value="B">                           by letter
    <h2>Answers</h2> <ol><li>b</li><li>a</li></ol>                               one for each group, in order

A bare number that is no control's value counts from nought or from one: only where the page's numbers show 0, or the
number of options, is that settled.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.data.packed import page_unpacks, unpacked
from extract.grammar.groups.group import Group, Region
from extract.grammar.groups.stated import stated
from extract.grammar.lines import enumerators
from extract.grammar.pages.scripts import is_answer_name
from extract.grammar.words.class_names import handed
from extract.grammar.words.label_words import Role, roles_of
from extract.media.html.lines import Line
from extract.media.html.medium import HtmlPage, span_of
from extract.media.html.tree import Node
from quizmill.block import Kind
from quizmill.draft import Claim
from quizmill.item import Evidence
from quizmill.source import Span

VALUES = (
    "value",
    "id",
    "data-value",
    "data-option",
    "data-choice",
    "data-answer",
    "data-id",
    "data-index",
    "data-key",
    "data-letter",
)
_NAMES = re.compile(
    r"^(?:data-)?(?:correct|right|true)?-?_?(?:answer|option|choice|index|key|solution|ans|correct|value)(?:s|-?id|-?index|-?key|-?value)?$",
    re.I,
)
_LETTERS = r"\(?[A-Ha-h](?:\s*[,;/&]\s*[A-Ha-h]){0,7}\)?(?![\w'])"
_NUMBERED = re.compile(rf"(\d{{1,3}})\s*[.):\-\u2013|]?\s*({_LETTERS})")
_SINGLE = re.compile(rf"\W{{0,2}}({_LETTERS})\W{{0,2}}$")


def resolve(group: Group, values: Sequence[str]) -> Claim | None:
    """The options that values name: by a control's own values, by their words, at last by letter."""
    found: list[int] = []
    passed = handed_over(group)
    for value in values:
        places = [
            i for i, option in enumerate(group.options) if value in [option.control.attrs.get(name) for name in VALUES]
        ]
        if not places:
            places = _by_own_name(group, value)
        if not places and value in passed:
            places = [passed.index(value)]
        if len(places) != 1:
            claim = stated(group.options, value)
            if claim is None or (value.isdigit() and claim.choices is None):
                return None
            if claim.labels:
                return Claim(Evidence.MARKUP, labels=claim.labels) if len(values) == 1 else None
            places = list(claim.choices or ())
        found += places
    if group.kind == "radio" and len(set(found)) == len(group.options):
        return None  # each counts for something: a scale
    return Claim(Evidence.MARKUP, choices=tuple(sorted(set(found)))) if found else None


def _by_own_name(group: Group, value: str) -> list[int]:
    """The option that bears a value in some attribute of its author's, in which all options differ: `data-k="b"`."""
    shared = set.intersection(*({n for n in option.control.attrs if n[:5] == "data-"} for option in group.options))
    found: set[int] = set()
    for name in shared:
        own = [option.control.attrs[name] for option in group.options]
        if value in own and len(set(own)) == len(own):
            found.add(own.index(value))
    return sorted(found)


def in_order(groups: Sequence[Group], rows: Sequence[Sequence[str]]) -> list[Claim]:
    """A list of keys as long as the page has groups: each row's claim, or none at all where one names no option."""
    base = _shown_base([(group, row) for group, row in zip(groups, rows, strict=True)])
    found = []
    for group, row in zip(groups, rows, strict=True):
        claim = resolve(group, row) or _counted(group, row, base)
        if claim is None:
            return []
        found.append(claim)
    return found


def _shown_base(rows: Sequence[tuple[Group, Sequence[str]]]) -> int | None:
    """What bare numbers count from: nought where one is nought, one where one is the number of options."""
    numbers = [(int(one), len(group.options)) for group, row in rows for one in row if re.fullmatch(r"\d{1,2}", one)]
    if any(number == 0 for number, _ in numbers):
        return 0
    return 1 if any(number == count for number, count in numbers) else None


def _counted(group: Group, values: Sequence[str], base: int | None) -> Claim | None:
    if base is None or not values or not all(re.fullmatch(r"\d{1,2}", one) for one in values):
        return None
    places = [int(one) - base for one in values]
    return (
        Claim(Evidence.MARKUP, choices=tuple(sorted(places)))
        if all(0 <= at < len(group.options) for at in places)
        else None
    )


def handed_over(group: Group) -> tuple[str, ...]:
    """What each option's handler is told of its choice: `pick(3, 'a')`, `pick(3, 'b')` -> a, b."""
    columns = zip(*(handed(option.call) for option in group.options), strict=False)
    return next((column for column in columns if len(set(column)) == len(column)), ())


def named_by(group: Group) -> list[str]:
    """What the handlers of all options name alike: the question, in `pick('q3', 'a')`."""
    columns = zip(*(handed(option.call) for option in group.options), strict=False)
    return [column[0] for column in columns if len(set(column)) == 1 and column[0] not in ("this", "event", "$event")]


def around_claims(html: HtmlPage, regions: Sequence[Region]) -> list[tuple[Claim, ...]]:
    """For each region the claims of its elements' attributes and hidden fields."""
    told = [_told(html, region) for region in regions]
    if html.once(page_unpacks):
        told = [[*values, *_unpacked(html, region)] for region, values in zip(regions, told, strict=True)]
    base = _shown_base(
        [(region.group, _values(value)) for region, values in zip(regions, told, strict=True) for value, _ in values]
    )
    return [tuple(_claims(region.group, values, base)) for region, values in zip(regions, told, strict=True)]


def _told(html: HtmlPage, region: Region) -> list[tuple[str, Span]]:
    """The key values around a group: of elements that hold no other group, and of hidden fields inside them."""
    out: list[tuple[str, Span]] = []
    group, own = region.group, region.own
    if own is None or own.tag in ("body", "html"):
        return out
    inside = {id(option.control) for option in group.options}
    rows = [(option.start, option.end) for option in group.options]
    for node in [own, *html.tree.nodes[own.index + 1 : min(own.end, own.index + 400)]]:
        if not node.attrs or id(node) in inside:
            continue
        holds = node.index <= group.start and group.end <= node.end
        if holds:
            out += [
                (value, Span(node=node.path))
                for name, value in node.attrs.items()
                if _names_key(name) and 0 < len(value) < 200
            ]
        elif _is_hidden_key(node) and not any(a <= node.index < b for a, b in rows):
            out.append((node.attrs["value"], Span(node=node.path)))
    return out


def _unpacked(html: HtmlPage, region: Region) -> list[tuple[str, Span]]:
    """What elements around a group keep in base64: a key by its name, or the words of one option."""
    own, group = region.own, region.group
    if own is None or own.tag in ("body", "html"):
        return []
    words = [option.words.casefold() for option in group.options]
    around = [node for node in html.tree.nodes[own.index : group.start] if node.attrs and node.end >= group.end]
    return [
        (told, Span(node=node.path))
        for node in around
        for name, value in node.attrs.items()
        if name.startswith("data-") and (told := unpacked(value)) and (_names_key(name) or told.casefold() in words)
    ]


def _is_hidden_key(node: Node) -> bool:
    if node.tag != "input" or node.attrs.get("type") != "hidden" or not node.attrs.get("value"):
        return False
    return is_answer_name(node.attrs.get("name", "")) or is_answer_name(node.id)


def _names_key(name: str) -> bool:
    return (
        name.startswith("data-")
        and _NAMES.match(name) is not None
        and name not in ("data-value", "data-key", "data-index", "data-option")
    )


def _values(value: str) -> list[str]:
    """`B`, `a,c`, `["a", "c"]` as single values; words with commas stay whole."""
    bare = value.strip().strip("[]")
    parts = [part.strip().strip("\"'") for part in bare.split(",")]
    return parts if len(parts) > 1 and all(len(part) < 4 for part in parts) else [bare.strip("\"'")]


def _claims(group: Group, told: Sequence[tuple[str, Span]], base: int | None) -> list[Claim]:
    out = []
    for value, place in told:
        values = _values(value)
        claim = resolve(group, values) or _counted(group, values, base)
        if claim is not None:
            out.append(Claim(claim.evidence, claim.choices, claim.labels, claim.texts, (place,)))
    return out


def table_claims(html: HtmlPage, regions: Sequence[Region]) -> tuple[list[Claim | None], tuple[Line, ...]]:
    """A list of letters under a heading such as "Answers": one for each group, or none at all; and its lines."""
    nothing: list[Claim | None] = [None] * len(regions)
    last = max((region.group.end for region in regions), default=0)
    for number, line in enumerate(html.lines):
        if line.first < last or len(line.text) > 60 or Role.KEYS not in roles_of(line.text):
            continue
        told, taken = _across(html.lines[number + 1 : number + 3]) or _letters(html.lines[number + 1 :])
        if len(told) == len(regions) > 1 and all(
            ord(letter.upper()) - 65 < len(region.group.options)
            for letters, region in zip(told, regions, strict=True)
            for letter in letters
        ):
            lines = (line, *taken)
            spans = tuple(span_of(one) for one in lines)
            return [Claim(Evidence.KEY_TABLE, labels=letters, spans=spans) for letters in told], lines
        if worded := _in_words(html.lines[number + 1 :], regions):
            lines = (line, *html.lines[number + 1 : number + 1 + len(worded)])
            spans = tuple(span_of(one) for one in lines)
            return [Claim(Evidence.KEY_TABLE, choices=choices, spans=spans) for choices in worded], lines
    return nothing, ()


def _in_words(lines: Sequence[Line], regions: Sequence[Region]) -> list[tuple[int, ...]]:
    """The answers of a numbered list in the options' own words, one for each group: `1. True 2. False`."""
    entries = [_entry(line, place) for place, line in enumerate(lines[: len(regions)], 1)]
    more = lines[len(regions) : len(regions) + 1]
    if not 2 <= len(regions) == len(entries) or any(_entry(line, len(regions) + 1) for line in more):
        return []
    claims = [stated(region.group.options, entry) for region, entry in zip(regions, entries, strict=True) if entry]
    told = [claim.choices for claim in claims if claim is not None and claim.choices]
    return told if len(told) == len(regions) else []


def _entry(line: Line, place: int) -> str:
    """The words of a numbered entry, by its list or as written: `2. b) Rome`; "" where it is not the one expected."""
    if line.kind is Kind.ITEM and line.numbering:
        return line.text if line.number == place else ""
    found = enumerators.read(line.text)
    if found is None or found.enumerator.system.value != "decimal" or found.enumerator.value != place:
        return ""
    return line.text[found.length :].strip()


def _across(lines: Sequence[Line]) -> tuple[list[tuple[str, ...]], list[Line]] | None:
    """A table with the numbers in one row and the letters below them."""
    if len(lines) < 2 or any(line.kind is not Kind.ROW for line in lines):
        return None
    numbers, letters = ([part.text.strip() for part in line.parts if part.text.strip()] for line in lines)
    if (
        len(numbers) == len(letters) > 2
        and Role.QUESTION in roles_of(numbers[0])
        and Role.ANSWER in roles_of(letters[0])
    ):
        numbers, letters = numbers[1:], letters[1:]  # "Question" and "Answer" before them
    counted = [one.strip(".") for one in numbers] == [str(place) for place in range(1, len(numbers) + 1)]
    single = [_SINGLE.match(one) for one in letters]
    if not counted or len(numbers) != len(letters) or not all(single):
        return None
    return [_each(one[1]) for one in single if one is not None], list(lines)


def _letters(lines: Sequence[Line]) -> tuple[list[tuple[str, ...]], list[Line]]:
    """The letters of each entry, and the lines that hold them. Any other line ends it."""
    out: list[tuple[str, ...]] = []
    taken: list[Line] = []
    for line in lines:
        single, several = _SINGLE.match(line.text), _NUMBERED.findall(line.text)
        if single and line.kind is Kind.ITEM:
            out.append(_each(single[1]))
        elif not taken and line.kind is Kind.ROW and not several:
            continue  # the table's head
        elif _NUMBERED.sub("", line.text).strip(" ,;|.\t"):
            break
        elif several and [int(n) for n, _ in several] == list(range(len(out) + 1, len(out) + 1 + len(several))):
            out += [_each(letters) for _, letters in several]
        else:
            break
        taken.append(line)
    return out, taken


def _each(letters: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[A-Ha-h]", letters))


def ids_around(group: Group) -> list[str]:
    """Ids and question numbers of the elements just around a group: what a script's map may name."""
    node: Node | None = group.options[0].row or group.options[0].control
    out: list[str] = []
    for around in list(node.ancestors())[:3] if node is not None else ():
        out += [
            around.attrs[name]
            for name in ("id", "data-question", "data-id", "data-question-id", "data-name", "data-q")
            if around.attrs.get(name)
        ]
    return out
