"""Lettered choices without controls, where each question stands in a box of its own.

    <section> Which is prime? <p>A. 4</p> <p>B. 5</p> <p>Answer: B</p> </section>      one question
    <section> Which is even?  <p>A. 7</p> <p>B. 8</p> </section>                        the next: no word crosses

Two boxes or more of one make, each with one run of lines lettered from A: what stands in a box belongs to its choices.
Without such boxes the lines are left to the text grammar.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from extract.grammar.groups.group import Group, Option
from extract.grammar.groups.lines import opens_question
from extract.grammar.lines import enumerators
from extract.grammar.lines.ranges import Ranges
from extract.grammar.words.class_names import QUESTION, badge_verdict, judge, verdict
from extract.grammar.words.cues import is_furniture, is_question
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.truth import truth_of
from extract.media.html.icons import icon_of, may_be_icon
from extract.media.html.lines import Line
from extract.media.html.medium import HtmlPage
from extract.media.html.tree import Node
from quizmill.block import Kind

_MOST = 12  # choices of a lettered question
_ROWS = 3  # rows of buttons, each under its question, that need no boxes around them
_WIDE = frozenset({"body", "html", "main", "form", "table", "tbody", "ol", "ul"})
Run = list[Line]


def boxed_groups(page: HtmlPage, groups: Sequence[Group], quiz: bool) -> list[Group]:
    """The lettered runs that stand alone in one of several boxes of one make; on a `quiz` plain lists, too."""
    taken = Ranges((group.start, group.end) for group in groups)
    buttons = list(_buttons(page))
    lists, notes = _lists(page, quiz)
    found = [_options(page, run) for run in (*_runs(page.lines), *lists)] + buttons
    free = [own for own in found if not taken.touch(own[0].start, own[-1].end)]
    free.sort(key=lambda own: own[0].start)
    starts = sorted(
        [*(own[0].start for own in free), *(group.start for group in groups), *(run[0].first for run in notes)]
    )
    boxes = [_box(page, own[0].start, own[-1].end - 1, starts) for own in free]
    other = [_box(page, group.start, group.end - 1, starts) for group in groups]
    makes = Counter(_make(box) for box in (*boxes, *other) if box is not None)
    kept = [own for own, box in zip(free, boxes, strict=True) if box is not None and makes[_make(box)] > 1]
    asked = [own for own in buttons if own in free and own not in kept and _under_question(page, own[0].start)]
    kept += asked if quiz and len(asked) >= _ROWS else []
    return [Group("element", options) for options in sorted(kept, key=lambda own: own[0].start)]


def _under_question(page: HtmlPage, start: int) -> bool:
    """Whether the line right above opens a question."""
    parent = page.tree.nodes[start].parent
    above = list(page.lines_in(parent.index, start)) if parent is not None else []
    return bool(above) and opens_question(above[-1])


def icon_groups(page: HtmlPage, groups: Sequence[Group]) -> list[Group]:
    """Brothers of one make of which one or more bear a drawn tick or cross, on a page that calls itself a quiz."""
    taken = Ranges((group.start, group.end) for group in groups)
    found: dict[int, list[Node]] = {}
    for node in page.tree.of(lambda make: may_be_icon(make.tag) or "aria-label" in make.names):
        if node.index not in taken and _bears(page, node):
            row = next((around for around in (node, *list(node.ancestors())[:4]) if _brothers(page, around)), None)
            if row is not None and row.parent is not None:
                found.setdefault(row.parent.index, _brothers(page, row))
    rows = [own for own in found.values() if 2 <= len(own) <= _MOST and _contrasts(page, own)]
    return [Group("element", [Option(node, node.index, node.end, node) for node in own]) for own in rows]


def _contrasts(page: HtmlPage, rows: Sequence[Node]) -> bool:
    """A tick at some of them, not at all; or ticks and crosses."""
    ticked = [any(_bears(page, node) for node in [row, *page.tree.inside(row)] if node.tag) for row in rows]
    signs = {icon_of(page.tree, node) for row in rows for node in page.tree.inside(row) if may_be_icon(node.tag)}
    return any(ticked) and (not all(ticked) or len(signs - {""}) > 1)


def _bears(page: HtmlPage, node: Node) -> bool:
    """A drawn tick or cross, or a verdict behind a name that is read aloud: `Rome, correct answer`."""
    if icon_of(page.tree, node):
        return True
    said = node.attrs.get("aria-label", "")
    return "," in said and badge_verdict(said.rpartition(",")[2]) is not None


def _brothers(page: HtmlPage, node: Node) -> list[Node]:
    """The elements beside one of its tag and classes, all with words; none where it stands alone."""
    if node.parent is None or node.tag not in ("label", "li", "div", "button", "p") or len(node.parent.children) > 40:
        return []
    alike = [child for child in node.parent.children if child.tag == node.tag and _like(child) == _like(node)]
    return alike if len(alike) > 1 and all(page.tree.words(child) for child in alike) else []


def _like(node: Node) -> frozenset[str]:
    return frozenset(word for word in node.classes if judge(word) is None and not word.startswith(("is-", "selected")))


def _buttons(page: HtmlPage) -> Iterator[list[Option]]:
    """Neighbouring buttons whose words are not those of another row: `Check`, `Reset` are the page's own."""
    rows: list[list[Node]] = []
    for node in page.tree.elements("button"):
        if node.attrs.get("type", "").lower() in ("submit", "reset") or not page.tree.words(node):
            continue
        last = rows[-1][-1] if rows else None
        if last is not None and last.parent is node.parent and not page.lines_in(last.end, node.index):
            rows[-1].append(node)
        else:
            rows.append([node])
    uses = Counter(page.tree.words(node) for row in rows for node in row)
    for row in rows:
        words = [page.tree.words(node) for node in row]
        verdicts = len(row) == 2 and all(verdict(word) is not None or truth_of(word) is not None for word in words)
        own = all(uses[word] < max(3, len(rows) / 2) and not _does_something(word) for word in words)
        own = own and sum(bool(roles_of(word)) for word in words) < 2
        if 2 <= len(row) <= _MOST and (verdicts or (own and len(row) > 2)):
            yield [Option(node, node.index, node.end, node) for node in row]


def _does_something(word: str) -> bool:
    return is_furniture(word) or bool(roles_of(word) & {Role.REVEAL, Role.HINT, Role.SOLUTION, Role.EXPLANATION})


def _runs(lines: Sequence[Line]) -> Iterator[Run]:
    """Neighbouring lines lettered A, B, C."""
    run: Run = []
    for line in lines:
        place = _letter(line)
        if place == len(run) + 1:
            run.append(line)
            continue
        if 2 <= len(run) <= _MOST:
            yield run
        run = [line] if place == 1 else []
    if 2 <= len(run) <= _MOST:
        yield run


def _lists(page: HtmlPage, quiz: bool) -> tuple[list[Run], list[Run]]:
    """The entries of plain lists in boxes that are by name questions, before any word of the answer; and other lists.

    On a page that calls itself a quiz a box needs no such name. Lists in lists, or several in one element, are notes
    for an exam unless at least every other one stands under a question.
    """
    named: list[Run] = []
    crowded: list[tuple[Run, bool]] = []
    lists = Counter(node.parent.index for node in page.tree.elements("ul", "ol") if node.parent)
    for node in page.tree.elements("ul", "ol"):
        question = next((around for around in node.ancestors() if _is_question(around)), None)
        box = question or (node.parent if quiz else None)
        rows = [child for child in node.children if child.tag == "li"]
        lines = page.lines_in(node.index, node.end)
        if box is None or not 2 <= len(rows) == len(lines) <= _MOST or any(any(line.controls()) for line in lines):
            continue
        before = page.lines_in(box.index, node.index)
        if any(line.kind is not Kind.ITEM or _letter(line) is not None for line in lines) or any(map(_answers, before)):
            continue
        if question is not None or (box.tag != "li" and lists[box.index] == 1):
            named.append(list(lines))
        else:
            crowded.append((list(lines), bool(before) and is_question(before[-1].text)))
    asked = sum(asks for _, asks in crowded)
    others = [run for run, _ in crowded]
    return ([*named, *others], []) if 2 * asked >= len(crowded) else (named, others)


def _is_question(node: Node) -> bool:
    return node.tag not in _WIDE and QUESTION.search(node.names) is not None


def _answers(line: Line) -> bool:
    head = line.text[:80].replace("\uff1a", ":").partition(":")[0]
    return bool(roles_of(head) & {Role.ANSWER, Role.EXPLANATION, Role.HINT, Role.SOLUTION, Role.REVEAL})


def _letter(line: Line) -> int | None:
    if line.hidden or line.button or line.kind in (Kind.HEADING, Kind.ROW, Kind.CODE) or any(line.controls()):
        return None
    if line.kind is Kind.ITEM and line.numbering in ("A", "a"):
        return line.number
    found = enumerators.read(line.text)
    if found is None or found.enumerator.word or found.enumerator.system.value not in ("upper", "lower", "other"):
        return None
    return found.enumerator.value if line.text[found.length :].strip() else None


def _box(page: HtmlPage, first: int, last: int, starts: Sequence[int]) -> Node | None:
    """The largest element around a run that holds no other choices, if it holds words before them too."""
    best: Node | None = None
    for node in page.tree.nodes[first].ancestors():
        if bisect_left(starts, node.end) - bisect_left(starts, node.index) > 1 or node.tag in ("body", "html"):
            break
        best = node
    if best is None or best.tag in _WIDE or best.end <= last:
        return None
    return best if any(line.text for line in page.lines_in(best.index, first)) else None


def _make(box: Node) -> tuple[int, str, str]:
    return (box.parent.index if box.parent is not None else -1, box.tag, unnumbered(box))


def unnumbered(box: Node) -> str:
    """An element's classes but those that count: `card q-1` and `card q-2` are of one make."""
    return " ".join(word for word in box.classes if not word[-1:].isdigit())


def _options(page: HtmlPage, run: Run) -> list[Option]:
    apart = len({line.container.index for line in run}) == len(run)
    out = []
    for line in run:
        row = line.container if apart else None
        node = page.tree.nodes[line.first] if row is None else row
        start = node.index if row is not None else _outer(page, line)
        out.append(Option(node, start, line.last + 1 if row is None else max(row.end, line.last + 1), row))
    return out


def _outer(page: HtmlPage, line: Line) -> int:
    """Where a line's own inline element begins: its attributes may judge it."""
    node = page.tree.nodes[line.first]
    while node.parent is not None and node.parent.index > line.container.index and node.parent.end <= line.last + 2:
        node = node.parent
    return node.index
