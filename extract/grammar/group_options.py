"""What stands in an option's row: its words, its picture, and the remarks beside them.

    <label><input type=radio> <span class="answernumber">b. </span>Orange</label>
    <i class="fa-check" title="Correct"></i> <div class="specificfeedback">It is a fruit.</div>
        label "b."   text "Orange"   remark "It is a fruit."

The text is the control's label where one is shown, else the row's words that are neither a verdict, a score, hidden,
nor by their name a remark.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.grammar import enumerators
from extract.grammar.group import Group, Option
from extract.grammar.group_remarks import part_remarks
from extract.grammar.html_signs import is_verdict_badge, verdict
from extract.grammar.telling import HANDLERS, is_remark, telling
from extract.grammar.words import Role, roles_of
from extract.media.html import HtmlPage, span_of
from extract.media.html_lines import Line, Part, folded
from extract.media.html_rich import rich_parts
from extract.media.html_tree import Node
from quizmill.block import Style
from quizmill.draft import EMPTY, Fragment

_NUMBER = re.compile(
    r"^[-+]?\d+(?:[.,]\d+)?\s*(?:/|of|out of|\u0438\u0437|von|sur|de)?\s*\d*(?:[.,]\d+)?\s*(?:%|points?|pts?|marks?)?$",
    re.I,
)
_LETTER_CLASS = re.compile(
    r"(?:^|[\s_-])(?:answer-?number|option-?(?:letter|label|key|index|number|prefix)|letter|choice-?(?:letter|label)|prefix|alpha|bullet|marker|badge)(?:$|[\s_-])",
    re.I,
)
_LETTER = re.compile(r"^\W{0,2}(?:[A-Za-z]|\d{1,2}|[ivxIVX]{1,4})\W{0,2}$")
_BARE_LETTER = re.compile(r"^\W{0,2}[A-Za-z]\W{0,2}$")
_LOOKS = {
    "bold": Style.BOLD,
    "italic": Style.ITALIC,
    "underline": Style.UNDERLINE,
    "strike": Style.STRIKE,
    "highlight": Style.HIGHLIGHT,
    "color": Style.COLOR,
}
_REACH = 400  # nodes of a row in which remarks are looked for
_PERCENT = re.compile(r"\s*\(?\d{1,3}(?:[.,]\d+)?\s?%\)?\s*$")
_HUED = ("highlight", "color")
Picked = list[tuple[Line, list[Part]]]


def read_options(page: HtmlPage, group: Group) -> None:
    """Fills in text, label and remark of every option of a group."""
    before = _labels_before(page, group)
    if before:
        for option, picked in zip(group.options, before, strict=True):
            option.start = min(option.start, picked[0][1][0].at)
            option.end = option.control.index + 1
    rows = [_parts(page, option.start, option.end) for option in group.options]
    lettered = len(group.options) < 26 and all(
        _begins_with(page, option, row, chr(ord("A") + place))
        for place, (option, row) in enumerate(zip(group.options, rows, strict=True))
    )
    for place, (option, row) in enumerate(zip(group.options, rows, strict=True)):
        _read(page, option, row, before[place] if before else None, chr(ord("A") + place) if lettered else "")
    part_remarks(group)
    _shared_letters(group)
    _written_letters(group)


def _read(page: HtmlPage, option: Option, picked: Picked, before: Picked | None, letter: str) -> None:
    if before is None and (part := _usual(page, option, picked)) is not None:
        _read_usual(page, option, picked[0][0], part)
        return
    asides = _asides(page, option, picked)
    inside = _label_test(page, option)
    text: Picked = []
    remark: Picked = []
    letters: list[str] = []
    seen: set[str] = set()
    judged = _has_words_beside_badges(page, option, picked)
    for line, parts in before or _cells_first(page, option, picked):
        kept = [
            p
            for p in parts
            if p.what not in ("control", "icon")
            and not (asides and _within(p.at, asides))
            and not (_is_verdict(p) or ((judged or _in_brackets(p)) and _is_badge(page, option, p)))
        ]
        marked = [p for p in kept if _is_letter(page.tree.nodes[p.at], option, p.text)]
        if not marked and not text and (len(kept) > 1 or (kept and len(picked) > 1)):
            marked = [p for p in kept[:1] if _is_own_letter(page.tree.nodes[p.at], option, p.text, letter)]
        letters += [p.text.strip() for p in marked]
        kept = [p for p in kept if p not in marked]
        if len(kept) > 1 and _PERCENT.match(kept[-1].text) and page.tree.nodes[kept[-1].at].parent is not option.row:
            option.share = float(re.sub(r"[^\d.]", "", kept[-1].text.replace(",", ".")) or 0)
            kept = kept[:-1]
        if not any(p.text.strip() or p.what == "image" for p in kept):
            continue
        words = " ".join("".join(p.text for p in kept).split())
        if words and seen == {words}:
            continue  # said again for screen readers
        seen.add(words)
        if inside is not None and not before:
            text.append((line, [p for p in kept if inside(p.at)]))
            outer = [p for p in kept if not inside(p.at)]
            if outer and not _is_state(" ".join("".join(p.text for p in outer).split())):
                remark.append((line, outer))
        elif text and (_is_state(words) or _is_score(words)):
            continue
        elif text and _in_other_cell(page, option, line, text[-1][0]):
            remark.append((line, kept))
        else:
            text.append((line, kept))
    if inside is not None and not any(parts for _, parts in text):
        text, remark = remark, []
    if asides:
        remark += [(line, own) for line, parts in picked if (own := [p for p in parts if _within(p.at, asides)])]
    option.label = letters[0] if letters else ""
    option.text = _fragment(page, text) or _of_column(page, option) or _named(option)
    option.words = folded("".join([p.text for _, parts in text for p in parts])) or option.text.text
    option.remark = _remark(page, remark)
    option.styled = _styled(text)
    option.call = _call(page, option)


def _usual(page: HtmlPage, option: Option, picked: Picked) -> Part | None:
    """The words of a usual row: a control and one run of words on a line, no letter, verdict or remark among them."""
    if len(picked) != 1 or page.once(telling).apart.between(option.start, min(option.end, option.start + _REACH)):
        return None
    words = [part for part in picked[0][1] if part.what != "control"]
    if len(words) != 1 or words[0].what != "text":
        return None
    text = words[0].text
    if len(text) <= 40 and (is_verdict_badge(text) or _LETTER.match(text.strip()) or not text.strip()):
        return None
    inside = _label_test(page, option)
    return words[0] if inside is None or inside(words[0].at) else None


def _read_usual(page: HtmlPage, option: Option, line: Line, part: Part) -> None:
    picked = [(line, [part])]
    option.label = ""
    option.text = _fragment(page, picked) or _of_column(page, option) or _named(option)
    option.words = folded(part.text) or option.text.text
    option.remark = EMPTY
    option.styled = () if part.style is Style.NONE and not part.tint else _styled(picked)
    option.call = _call(page, option)


def _has_words_beside_badges(page: HtmlPage, option: Option, picked: Picked) -> bool:
    """Whether a row says more than its letter and a verdict: in `A | True` the verdict is the option itself."""
    return any(
        part.what not in ("control", "icon")
        and (part.text.strip() or part.what == "image")
        and not _is_badge(page, option, part)
        and not _BARE_LETTER.match(part.text.strip())
        for _, parts in picked
        for part in parts
    )


def _in_brackets(part: Part) -> bool:
    """ "(correct)" is a remark, whatever stands beside it."""
    return part.text.lstrip().startswith("(")


def _parts(page: HtmlPage, start: int, end: int) -> Picked:
    found = page.index.between(start, end)
    first = max(found.start - 1, 0)
    out: Picked = []
    for line in page.lines[first : found.stop]:
        inside = start <= line.first and line.last < end
        parts = line.parts if inside else [part for part in line.parts if start <= part.at < end]
        if parts:
            out.append((line, parts))
    return out


def _labels_before(page: HtmlPage, group: Group) -> list[Picked] | None:
    """Words that stand before their controls (`True (o)  False (o)`): only where none stand after the last one."""
    flat = all(option.row is option.control and option.control.tag == "input" for option in group.options)
    last = group.options[-1]
    if not flat or last.control.parent is None:
        return None
    after = _parts(page, last.control.index + 1, last.control.parent.end)
    if any(part.text.strip() for line, parts in after[:1] for part in parts):
        return None
    found: list[Picked] = []
    low = last.control.parent.index
    for option in group.options:
        words = [
            (line, parts)
            for line, parts in _parts(page, low, option.control.index)
            if any(p.text.strip() for p in parts)
        ]
        if not words:
            return None
        found.append(words[-1:])
        low = option.control.index
    return found


def _asides(page: HtmlPage, option: Option, picked: Picked) -> list[tuple[int, int]]:
    """Node ranges in the row that are by name remarks, or hidden while the row is not."""
    out: list[tuple[int, int]] = []
    base = option.control if option.row is None else option.row
    end = option.start
    for node in page.once(telling).apart.between(option.start, min(option.end, option.start + _REACH)):
        if node.index < end or node is base or node is option.control:
            continue
        if (node.hidden and not base.hidden) or is_remark(node):
            out.append((node.index, node.end))
            end = node.end
    if not out:
        return out
    shown = [part for _, parts in picked for part in parts if part.text.strip() or part.what == "image"]
    return out if any(not _within(part.at, out) for part in shown) else []


def _within(at: int, ranges: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in ranges)


def _label_test(page: HtmlPage, option: Option) -> Callable[[int], bool] | None:
    """Whether a node belongs to the control's shown label; None where it has none."""
    control = option.control
    label = _label_around(control, option.start)
    if label is None and control.id:
        near = page.tree.labels(control.id, option.start - 40, option.end + 40)
        label = next((node for node in near if not node.spoken), None)
    if (
        label is None
        or label.spoken
        or not (page.tree.words(label) or any(page.tree.elements("img", "math", "script", within=label)))
    ):
        return None
    if not (option.start <= label.index < option.end):
        option.start, option.end = min(option.start, label.index), max(option.end, label.end)
    start, end = label.index, label.end
    return lambda at: start <= at < end


def _label_around(control: Node, start: int) -> Node | None:
    """The label that a control stands in, where that begins in its row."""
    node = control.parent
    while node is not None and node.index >= start:
        if node.tag == "label":
            return node
        node = node.parent
    return None


def _cells_first(page: HtmlPage, option: Option, picked: Picked) -> Picked:
    """In a table row the control's own cell comes first; where it holds no words, the next one that does."""
    if option.row is None or option.row.tag != "tr":
        return picked
    cell = _cell(option.control, option.row)
    if cell is None:
        return picked
    own = [(line, parts) for line, parts in picked if cell.index <= line.first < cell.end]
    rest = [pair for pair in picked if pair not in own]
    return own + rest


def _in_other_cell(page: HtmlPage, option: Option, line: Line, first: Line) -> bool:
    if option.row is None or option.row.tag != "tr":
        return False
    return _cell(page.tree.nodes[line.first], option.row) is not _cell(page.tree.nodes[first.first], option.row)


def _cell(node: Node, row: Node) -> Node | None:
    """The cell of this row that a node stands in; tables inside the cell do not count."""
    return next((around for around in node.ancestors() if around.parent is row), None)


def _is_letter(node: Node, option: Option, text: str) -> bool:
    """A letter in an element of its own that is named so: it labels the option and is not part of its words."""
    if not _LETTER.match(text.strip()) or node.parent is None or node.parent is option.row:
        return False
    return _LETTER_CLASS.search(node.parent.attrs.get("class", "")) is not None


def _begins_with(page: HtmlPage, option: Option, picked: Picked, letter: str) -> bool:
    parts = [p for _, parts in picked for p in parts if p.what != "control" and p.text.strip()]
    return len(parts) > 1 and _is_own_letter(page.tree.nodes[parts[0].at], option, parts[0].text, letter)


def _is_own_letter(node: Node, option: Option, text: str, letter: str) -> bool:
    """The option's own letter (A for the first ...) in an element of its own before its words."""
    own = text.strip().strip(".):(").upper()
    return bool(letter) and own == letter and node.parent is not None and node.parent is not option.row


_CROWD = re.compile(r"\W*(?:most voted|community vote|highly voted)\W*$", re.I)


def _is_state(words: str) -> bool:
    roles = roles_of(words)
    return _CROWD.match(words) is not None or bool(roles & {Role.YOURS}) or verdict(words) is not None


def _is_score(words: str) -> bool:
    return _NUMBER.match(words) is not None


def _is_badge(page: HtmlPage, option: Option, part: Part) -> bool:
    """A verdict in an element of its own beside the words: `<span class="badge">Correct answer</span>`."""
    if part.what != "text" or len(part.text) > 40 or not is_verdict_badge(part.text):
        return False
    parent = page.tree.nodes[part.at].parent
    row = option.row if option.row is not None else option.control
    return parent is not None and parent is not row and page.tree.words(parent) != page.tree.words(row)


def _of_column(page: HtmlPage, option: Option) -> Fragment:
    """The head of the control's column, in a table whose cells hold nothing but controls."""
    cell = next((node for node in option.control.ancestors() if node.tag in ("td", "th")), None)
    table = next((node for node in option.control.ancestors() if node.tag == "table"), None)
    if cell is None or table is None or cell.parent is None or page.tree.words(cell):
        return EMPTY
    place = [child for child in cell.parent.children if child.tag in ("td", "th")].index(cell)
    head = next(page.tree.elements("tr", within=table), None)
    heads = [child for child in head.children if child.tag in ("td", "th")] if head is not None else []
    return page.of(heads[place]) if head is not cell.parent and place < len(heads) else EMPTY


def _is_verdict(part: Part) -> bool:
    return part.what == "image" and verdict(part.text) is not None


def _fragment(page: HtmlPage, picked: Picked) -> Fragment:
    shown = [(line, parts) for line, parts in picked if parts]
    text = rich_parts(shown, page.writing()).lstrip()
    if text.startswith("- "):  # the list entry that the row itself is
        text = text[2:]
    elif (found := re.match(r"\d{1,4}\. ", text)) and shown and shown[0][0].numbering:
        text = text[found.end() :]
    return Fragment(text, tuple(span_of(line) for line, _ in shown)) if text.strip() else EMPTY


def _named(option: Option) -> Fragment:
    """The words of a control without shown ones: its accessible name, at last its value."""
    attrs = option.control.attrs
    words = attrs.get("aria-label") or attrs.get("title") or attrs.get("data-label") or attrs.get("value", "")
    return Fragment(words) if words and words != "on" else EMPTY


def _remark(page: HtmlPage, picked: Picked) -> Fragment:
    kept = []
    for line, parts in picked:
        words = " ".join("".join(part.text for part in parts).split())
        if words and not _is_state(words) and not _is_score(words):
            kept.append((line, parts))
    return _fragment(page, kept)


def _call(page: HtmlPage, option: Option) -> str:
    """What a press on it calls: at its control, else at the first element of its row that calls anything."""
    at = option.control.index
    pressed = page.once(telling).pressed
    if not pressed:
        return ""
    near = pressed.between(option.start, min(option.end, option.start + 20))
    calls = (node.attrs.get(name, "") for node in (*pressed.between(at, at + 1), *near) for name in HANDLERS)
    return next((call for call in calls if "(" in call), "")


def _styled(picked: Picked) -> tuple[str, ...]:
    parts = [part for _, parts in picked for part in parts if part.what == "text" and part.text.strip()]
    if len(parts) > 1 and _LETTER.match(parts[0].text.strip()):
        parts = parts[1:]  # the letter before the words
    if not parts:
        return ()
    shared = parts[0].style
    for part in parts:
        shared &= part.style
    hue = parts[0].tint if all(part.tint == parts[0].tint for part in parts) else ""
    return tuple(f"{name}:{hue}" if hue and name in _HUED else name for name, style in _LOOKS.items() if style & shared)


_ESCAPED = re.compile(r"^(\d{1,2})\\(?=[.)])")  # Markdown's: the number opens no list
_COUNTING = frozenset({"upper", "lower", "other", "decimal"})


def _written_letters(group: Group) -> None:
    """Letters that all options begin with, A for the first, are their labels: `A) Oslo`, `B) Rome`; so are numbers."""
    stripped: list[tuple[str, str, str]] = []
    for place, option in enumerate(group.options):
        plain = _ESCAPED.sub(r"\1", option.text.text) if "\\" in option.text.text else option.text.text
        spoken = enumerators.read(option.words)
        written = spoken if plain == option.words else enumerators.read(plain)
        if spoken is None or written is None or option.label:
            return
        for one in (spoken.enumerator, written.enumerator):
            if one.word or one.value != place + 1 or one.system.value not in _COUNTING:
                return
        words, text = option.words[spoken.length :].strip(), plain[written.length :].lstrip()
        stripped.append((spoken.enumerator.raw.strip(" .():"), words, text))
    for option, (label, words, text) in zip(group.options, stripped, strict=True):
        if words and text:
            option.label, option.words, option.text = label, words, Fragment(text, option.text.spans)


def _shared_letters(group: Group) -> None:
    """Letters that only some options show are part of their words, not labels."""
    labels = [option.label for option in group.options]
    if not all(labels) or len(set(labels)) != len(labels):
        for option in group.options:
            option.label = ""
