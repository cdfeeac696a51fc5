"""Groups of controls: which radios, tick boxes and clickable options on a page belong together, and each one's row.

    <div><input type=radio name=q1> A</div>
    <div><input type=radio name=q1> B</div>        one group of two options, each with its row
    <h3>2. ...</h3>
    <div><input type=radio name=q1> ...            a new group: a question stands between, whatever the name says

A row is the largest element that holds one control only; where controls stand side by side in one element, it is what
lies between a control and the next.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extract.grammar import enumerators
from extract.grammar.html_signs import OPTION, QUESTION, handed, is_feedback, judge, judge_call, judged_words, words_in
from extract.grammar.telling import is_remark
from extract.grammar.words import Role, roles_of
from extract.media.html import HtmlPage, counted
from extract.media.html_lines import Line
from extract.media.html_make import Make
from extract.media.html_tree import Node
from quizmill.block import Kind, System
from quizmill.draft import EMPTY, Claim, Fragment

_LIMITS = frozenset({"form", "body", "html", "fieldset", "table", "tbody", "ul", "ol", "main", "dl"})
_CLICKABLE = frozenset({"li", "button", "div", "a", "p", "span", "td", "label", "dd"})


@dataclass(slots=True)
class Option:
    """One option: its control (or the element that is clicked), its node range, and what was read of it."""

    control: Node
    start: int
    end: int
    row: Node | None = None
    text: Fragment = EMPTY
    words: str = ""
    label: str = ""
    remark: Fragment = EMPTY
    selected: bool | None = None
    styled: tuple[str, ...] = ()  # emphasis that covers all its words
    call: str = ""  # what a press on it calls
    share: float | None = None  # how many chose it, where the page tells


@dataclass(slots=True)
class Group:
    """Options that answer one question. `kind`: "radio", "checkbox", or "element" (clickable, without a control)."""

    kind: str
    options: list[Option] = field(default_factory=list)
    name: str = ""
    told: Claim | None = None  # the key that a copy of it shows

    @property
    def start(self) -> int:
        return self.options[0].start

    @property
    def end(self) -> int:
        return max([option.end for option in self.options[-2:]])

    @property
    def selected(self) -> frozenset[int]:
        return frozenset(i for i, option in enumerate(self.options) if option.selected)


def find_groups(page: HtmlPage) -> list[Group]:
    """All groups of two or more options, in document order."""
    ticks = _ticks(page)
    counts = [tick.index for tick in ticks]
    rows = {tick.index: _row(page, tick, counts) for tick in ticks}
    groups = [group for group in _joined(page, ticks, rows) if len(group.options) > 1]
    for group in groups:
        _level_rows(group)
        if all(option.control.attrs.get("data-type") == "radio" for option in group.options):
            group.kind = "radio"  # tick boxes of which a script lets one be ticked
    groups += _elements(page, groups, counts)
    groups += _lettered_tables(page, groups)
    return sorted(groups, key=lambda group: group.start)


def _ticks(page: HtmlPage) -> list[Node]:
    """Radios and tick boxes that stand in a line, native or by role."""
    nodes = page.tree.nodes
    found: list[Node] = []
    for line in page.lines:
        for at in line.controls():
            if nodes[at].attrs.get("type", "").lower() in ("radio", "checkbox"):
                found.append(nodes[at])
    native = {node.index for node in found}
    for node in page.tree.marked("role"):
        if node.attrs["role"] in ("radio", "checkbox", "menuitemradio") and node.tag != "input":
            span = range(node.index, node.end)
            if not any(at in native for at in span[:40]):
                found.append(node)
    return sorted(found, key=lambda node: node.index)


def kind_of(tick: Node) -> str:
    if tick.tag == "input":
        return tick.attrs.get("type", "").lower()
    return "checkbox" if tick.attrs.get("role") == "checkbox" else "radio"


def _held(node: Node, counts: list[int]) -> int:
    return bisect_left(counts, node.end) - bisect_left(counts, node.index)


def _row(page: HtmlPage, tick: Node, counts: list[int]) -> Node:
    row = tick
    while row.parent is not None and row.parent.tag not in _LIMITS and _held(row.parent, counts) == 1:
        row = row.parent
    if row.parent is not None and row.parent.tag == "tbody" and row.tag == "tr":
        return row
    return row


def _joined(page: HtmlPage, ticks: Sequence[Node], rows: dict[int, Node]) -> list[Group]:
    groups: list[Group] = []
    before: Node | None = None
    for tick in ticks:
        option = _option(tick, rows[tick.index])
        if before is not None and groups and _together(page, before, tick, rows):
            groups[-1].options.append(option)
        else:
            groups.append(Group(kind_of(tick), [option], tick.attrs.get("name", "")))
        before = tick
    for group in groups:
        _flat_ends(page, group)
    return groups


def _option(tick: Node, row: Node) -> Option:
    chosen = "checked" in tick.attrs or tick.attrs.get("aria-checked") == "true"
    return Option(tick, row.index, row.end, row, selected=chosen)


def _together(page: HtmlPage, before: Node, tick: Node, rows: dict[int, Node]) -> bool:
    if kind_of(before) != kind_of(tick):
        return False
    first, second = rows[before.index], rows[tick.index]
    between = [line for line in page.lines_in(first.end, second.index) if not line.button]
    if first is before and not _own_text(page, before):  # side by side: the line after a control is its label
        between = between[1:]
    own, other = before.attrs.get("name", ""), tick.attrs.get("name", "")
    if own and own == other:
        return not any(opens_question(line) for line in between)
    if own and other and kind_of(tick) == "radio" and _form(before) is _form(tick) and not _numbered_alike(own, other):
        return False
    if first.parent is not second.parent or any(not quiet(line) for line in between):
        return False
    return first.tag == second.tag


def _own_text(page: HtmlPage, tick: Node) -> bool:
    line = page.lines[page.index.at(tick.index)]
    return any(part.at > tick.index and part.text.strip() for part in line.parts)


def _form(node: Node) -> Node | None:
    return next((around for around in node.ancestors() if around.tag == "form"), None)


def _numbered_alike(own: str, other: str) -> bool:
    """`choice0` and `choice1`, `q1a` and `q1b`: one group's boxes, told apart by their last sign."""
    return own[:-1] == other[:-1] and own[-1] != other[-1]


def quiet(line: Line) -> bool:
    """A line that may stand inside a group without beginning anything: hidden, or by its name a remark."""
    return line.hidden or line.kind is Kind.RULE or any(map(is_remark, around(line)))


def around(line: Line) -> Iterable[Node]:
    """The line's container and the two elements around it."""
    node: Node | None = line.container
    for _ in range(3):
        if node is None:
            return
        yield node
        node = node.parent


def opens_question(line: Line) -> bool:
    """Whether a line looks like the start of a question: a heading, a number, a question mark at its end."""
    if quiet(line) or line.button:
        return False
    text = line.text
    if line.kind is Kind.HEADING or text.rstrip().endswith(("?", "\uff1f", "\u061f", "\u037e")):
        return True
    found = enumerators.read(text)
    return found is not None and (found.enumerator.word != "" or found.enumerator.system.value == "decimal")


def _flat_ends(page: HtmlPage, group: Group) -> None:
    """Where controls stand side by side, an option goes on to the next control."""
    options = group.options
    for place, option in enumerate(options):
        if option.row is not option.control or option.control.tag != "input":
            continue
        parent = option.control.parent
        limit = parent.end if parent is not None else option.end
        if place + 1 < len(options) and options[place + 1].row is options[place + 1].control:
            option.end = min(options[place + 1].start, limit)
        else:
            option.end = _last_end(page, option, limit)


def _last_end(page: HtmlPage, option: Option, limit: int) -> int:
    """The last option of a flat run ends with its line, or with the next one where its own line holds no words."""
    here = page.index.at(option.control.index)
    line = page.lines[here]
    if any(part.text.strip() or part.what == "image" for part in line.parts if part.at > option.control.index):
        return min(line.last + 1, limit)
    if here + 1 < len(page.lines) and page.lines[here + 1].first < limit and not opens_question(page.lines[here + 1]):
        return min(page.lines[here + 1].last + 1, limit)
    return option.end


def _level_rows(group: Group) -> None:
    """Rows of one group lie equally deep: a row that took in more is cut back to the others' depth."""
    depths = Counter(option.row.depth for option in group.options if option.row is not None)
    common, votes = depths.most_common(1)[0]
    if votes == len(group.options):
        return
    for option in group.options:
        row = option.row
        if row is None or row.depth >= common or row is option.control:
            continue
        for node in option.control.ancestors():
            if node.depth == common:
                option.row, option.start, option.end = node, node.index, node.end
                break


def _elements(page: HtmlPage, groups: Sequence[Group], counts: list[int]) -> list[Group]:
    """Options without controls: siblings whose names say that they are options, or which of them is right."""
    taken = sorted((group.start, group.end) for group in groups)
    starts = [start for start, _ in taken]
    buckets: defaultdict[tuple[int, str], list[Node]] = defaultdict(list)
    for node in page.tree.of(_may_say_option):
        if not node.spoken and (_says_option(node) or _is_judged_letter(page, node)) and not _held(node, counts):
            place = bisect_left(starts, node.index + 1) - 1
            if place >= 0 and node.index < taken[place][1]:
                continue
            home = _home(node)
            if home is not None:
                buckets[home.index, node.tag] += _with_siblings(node, home)
    found: list[Group] = []
    for nodes in buckets.values():
        found += _element_groups(page, sorted(dict.fromkeys(nodes), key=lambda node: node.index))
    return _without_nested(found)


@lru_cache(maxsize=2048)
def _class_says_option(own: str) -> bool | None:
    if not OPTION.search(own) and not judged_words(own):
        return None
    return not is_feedback(own) and not QUESTION.search(own.replace("quiz-", "").replace("question-", ""))


def _may_say_option(make: Make) -> bool:
    """Whether elements of a make may say that they are options."""
    if make.tag not in _CLICKABLE and "-" not in make.tag:
        return False
    if make.own and (said := _class_says_option(make.own)) is not None:
        return said
    if "-" in make.tag and OPTION.search(make.tag):
        return True
    told = (name[5:] for name in make.names if name.startswith("data-"))
    pressed = "onclick" in make.names or "role" in make.names
    return pressed or any(OPTION.search(name) or judge(name) is not None for name in told)


def _says_option(node: Node) -> bool:
    attrs = node.attrs
    own = attrs.get("class", "")
    if node.tag in ("td", "span", "dd", "p") and not (
        "onclick" in attrs
        or any(name.startswith("data-") for name in attrs)
        or (node.tag == "dd" and _is_judged(node))
        or _one_of_many(node)
    ):
        return False
    if own and (said := _class_says_option(own)) is not None:
        return said
    if ("-" in node.tag and OPTION.search(node.tag)) or attrs.get("role") == "option":
        return True
    call = attrs.get("onclick")
    if call and (judge_call(call) is not None or (_chooses(call) and not _is_sign(node))):
        return True
    told = (name[5:] for name in attrs if name.startswith("data-"))
    return any(OPTION.search(name) or judge(name) is not None for name in told) and not _holds_several(node)


def _is_judged_letter(page: HtmlPage, node: Node) -> bool:
    """A paragraph with a letter before its words, and a class that judges: `<p class="right">A. cork</p>`."""
    if node.tag != "p" or not judged_words(node.attrs.get("class", "")):
        return False
    found = enumerators.read(page.tree.words(node))
    return found is not None and not found.enumerator.word and found.enumerator.system is not System.DECIMAL


def _holds_several(node: Node) -> bool:
    """Buttons or entries of its own: `<div data-answer="c"> <button> ... <button>` is a question's box."""
    inner = [child for child in node.children[:40] if child.tag]
    inner += [child for one in inner for child in one.children[:40]]
    return sum(child.tag in ("button", "li", "label", "dd") for child in inner) > 1


_CHOOSES = re.compile(
    r"\b\w{0,20}(?:check|select|choose|pick|answer|guess|respond|option|choice|verif|evaluate|respuesta|antwort|reponse)\w{0,20}\s*\(",
    re.I,
)


def _is_sign(node: Node) -> bool:
    """A button that shows `?` beside an option's words: the option is what stands around it."""
    texts = [child.text for child in node.children if not child.tag]
    return bool(texts) and len(texts) == len(node.children) and not any(char.isalnum() for char in "".join(texts))


def _chooses(call: str) -> bool:
    """A handler that is told which answer was pressed: `pick(3, 1)`, `checkAnswer('q1', 'b')`."""
    return _CHOOSES.search(call[:200]) is not None and any(one not in ("this", "event") for one in handed(call))


def _one_of_many(node: Node) -> bool:
    """A run of words by its first class an option, with brothers of that class and no words between them."""
    if node.parent is None or not node.classes or not OPTION.search(node.classes[0]) or len(node.parent.children) > 40:
        return False
    make = _make(node.classes[0])
    near = [c for c in node.parent.children if c.tag == node.tag and c.classes and _make(c.classes[0]) == make]
    between = range(near[0].end, near[-1].index)
    loose = [child for child in node.parent.children if child.index in between and not child.tag and child.text.strip()]
    return len(near) > 1 and not loose


@lru_cache(maxsize=2048)
def _make(name: str) -> tuple[str, ...]:
    """A class word without what it judges: `text-correct-option` and `text-simple-option` are of one make."""
    return tuple(word for word in words_in(name) if judge(word) is None and word not in ("simple", "plain", "normal"))


def _with_siblings(node: Node, home: Node) -> list[Node]:
    """A judged entry of a list or row of buttons makes its neighbours options too: only the right one is marked."""
    if node.parent is not home or len(home.children) > 40 or not _is_judged(node):
        return [node]
    own = set(node.classes)  # boxes that share most of their utility classes: only some are green or red
    if node.tag in ("li", "dd") or (node.tag == "button" and not own):
        return [child for child in home.children if child.tag == node.tag and _may_be_pressed(child)]
    alike = [c for c in home.children if c.tag == node.tag and len(own & set(c.classes)) * 2 >= len(own) > 2]
    return alike if node in alike and node.tag in ("div", "button", "label") else [node]


def _may_be_pressed(node: Node) -> bool:
    return node.attrs.get("type", "").lower() not in ("submit", "reset")


def _is_judged(node: Node) -> bool:
    return any(judge(word) is not None for word in node.classes) or any(
        judge(name.removeprefix("data-")) is not None for name in node.attrs
    )


def _home(node: Node) -> Node | None:
    """The element whose children a run of options are: the parent, or one further out where each has a wrapper."""
    parent = node.parent
    if parent is None or parent.tag in ("body", "html"):
        return parent
    if len([child for child in parent.children[:4] if child.tag]) == 1 and parent.tag in ("li", "div", "td", "p"):
        return parent.parent
    return parent


def _element_groups(page: HtmlPage, nodes: list[Node]) -> list[Group]:
    """Runs of two to twelve such siblings with words in each and no question between them."""
    runs: list[list[Node]] = []
    for node in nodes:
        if _is_statement(page.tree.words(node)) or _has_heading(node):
            continue
        if not page.tree.words(node) and not any(page.tree.elements("img", within=node)):
            continue
        between = page.lines_in(runs[-1][-1].end, node.index) if runs else ()
        if (
            runs
            and not any(_parts(page, node, line) for line in between)
            and not (between and _restarts(page, runs[-1], node))
        ):
            runs[-1].append(node)
        else:
            runs.append([node])
    fit = (run for run in runs if 2 <= len(run) <= 12 and not _is_letter_and_words(page, run) and not _is_toolbar(run))
    return [Group("element", _element_options(run)) for run in fit]


def _is_toolbar(run: Sequence[Node]) -> bool:
    """Buttons that do different things, or all the same: `check(0)`, `showAnswer(0)`. Choices tell one thing apart."""
    calls = [node.attrs.get("onclick", "") for node in run]
    if not all(calls) or any(
        judge_call(call) is not None or _class_says_option(n.attrs.get("class", ""))
        for n, call in zip(run, calls, strict=True)
    ):
        return False
    return len({call.partition("(")[0] for call in calls}) > 1 or len(set(calls)) < len(calls)


def _parts(page: HtmlPage, node: Node, line: Line) -> bool:
    """Ends a run of options: a line that opens a question, has a number of its own, or stands between two buttons."""
    spoken = node.tag == "button" and bool(line.text) and not quiet(line) and not line.button
    return opens_question(line) or bool(counted(page, line.parts)) or spoken or line.container.tag == "dt"


def _has_heading(node: Node) -> bool:
    """A box under a heading of its own is a question's, judged as a whole, and no option."""
    inner = [child for child in node.children[:12] if child.tag]
    heads = [*inner, *(child for one in inner for child in one.children[:4])]
    return len(inner) > 1 and any(child.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "dl") for child in heads)


def _is_statement(words: str) -> bool:
    """`Answer: D` beside the options: it names one of them and is none."""
    head, colon, rest = words[:80].replace("\uff1a", ":").partition(":")
    return bool(colon and rest.strip() and roles_of(head) & {Role.ANSWER, Role.EXPLANATION, Role.SOLUTION})


def _restarts(page: HtmlPage, run: Sequence[Node], node: Node) -> bool:
    """Whether the letters of a run begin anew: `A. ... C. ...`, words between, `A. ...`."""
    first, here = (enumerators.read(page.tree.words(one)) for one in (run[0], node))
    return (
        first is not None
        and here is not None
        and first.enumerator.value == here.enumerator.value == 1
        and first.form == here.form
    )


def _is_letter_and_words(page: HtmlPage, run: Sequence[Node]) -> bool:
    """A letter's cell beside its words' cell: one option's row, not two options."""
    first, *rest = (page.tree.words(node).strip(" .)(") for node in run)
    return len(first) == 1 and first.isalpha() and any(len(text) > 1 for text in rest)


def _lettered_tables(page: HtmlPage, groups: Sequence[Group]) -> list[Group]:
    """Tables whose rows are lettered A, B, C in their first cell: each row an option, its words in the second."""
    taken = [(group.start, group.end) for group in groups]
    found = []
    for table in page.tree.elements("table"):
        if any(start < table.end and table.index < end for start, end in taken):
            continue
        rows = [row for row in page.tree.elements("tr", within=table) if row.parent is not None]
        if 2 <= len(rows) <= 12 and all(_is_lettered_row(page, row, chr(65 + i)) for i, row in enumerate(rows)):
            found.append(Group("element", _element_options(rows)))
    return found


def _is_lettered_row(page: HtmlPage, row: Node, letter: str) -> bool:
    cells = [child for child in row.children if child.tag in ("td", "th")]
    if len(cells) != 2 or page.tree.words(cells[0]).strip(" .)(").upper() != letter:
        return False
    return bool(page.tree.words(cells[1])) or any(page.tree.elements("img", within=cells[1]))


def _element_options(run: list[Node]) -> list[Option]:
    return [Option(node, node.index, node.end, node, selected=_chosen(node)) for node in run]


def _chosen(node: Node) -> bool | None:
    words = {word for name in node.classes for word in name.lower().replace("_", "-").split("-")}
    if words & {"selected", "chosen", "picked", "checked"} or node.attrs.get("aria-selected") == "true":
        return True
    return None


def _without_nested(groups: list[Group]) -> list[Group]:
    """Of groups that overlap the outer one stays (a list's entries, and the links in them); but where one option holds
    a whole group, that option is a question's box, and the inner group stays.
    """
    boxes = sorted((group.start, group.end) for group in groups)
    starts = [start for start, _ in boxes]

    def holds_one(option: Option) -> bool:
        at = bisect_left(starts, option.start + 1)
        return at < len(boxes) and boxes[at][0] < option.end and boxes[at][1] <= option.end

    kept: list[Group] = []
    for group in sorted(groups, key=lambda group: (group.start, -group.end)):
        if any(holds_one(option) for option in group.options):
            continue
        if not kept or group.start >= kept[-1].end:
            kept.append(group)
    return kept
