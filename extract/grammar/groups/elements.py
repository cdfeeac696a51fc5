"""Options without controls: elements that say by their names or their calls that they are options.

    <ul> <li class="option">Oslo</li> <li class="option correct">Rome</li> </ul>      two options

Brothers of one make with words in each and no question between them; toolbars and boxes of whole questions are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from extract.grammar.groups.group import Group, Option
from extract.grammar.groups.lines import opens_question, quiet
from extract.grammar.lines import enumerators
from extract.grammar.words.class_names import (
    OPTION,
    QUESTION,
    alerted,
    handed,
    is_feedback,
    judge,
    judge_call,
    judged_words,
    words_in,
)
from extract.grammar.words.label_words import Role, roles_of
from extract.media.html.lines import Line
from extract.media.html.make import Make
from extract.media.html.medium import HtmlPage, counted
from extract.media.html.tree import Node
from quizmill.block import System


def clickable_groups(page: HtmlPage, groups: Sequence[Group], counts: list[int]) -> list[Group]:
    """Options without controls: siblings whose names say that they are options, or which of them is right."""
    taken = sorted((group.start, group.end) for group in groups)
    starts = [start for start, _ in taken]
    buckets: defaultdict[tuple[int, str], list[Node]] = defaultdict(list)
    for node in page.tree.of(_may_say_option):
        if not node.spoken and (_says_option(node) or _is_judged_letter(page, node)) and not held(node, counts):
            place = bisect_left(starts, node.index + 1) - 1
            if place >= 0 and node.index < taken[place][1]:
                continue
            home = _home(node)
            if home is not None:
                lettered = [] if _says_option(node) else _lettered(page, node)
                buckets[home.index, node.tag] += lettered or _with_siblings(node, home)
    found: list[Group] = []
    for nodes in buckets.values():
        found += _element_groups(page, _outermost(nodes))
    return _without_nested(found)


def _outermost(nodes: Iterable[Node]) -> list[Node]:
    """Each once, in document order, without those that another one wraps: `<div class=option> <div class=answer>`."""
    kept: list[Node] = []
    for node in sorted(dict.fromkeys(nodes), key=lambda node: node.index):
        if not kept or node.index >= kept[-1].end:
            kept.append(node)
    return kept


_JOINTS = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")  # `TestChoice`
_LABEL = re.compile(r"[^\W\d_]{2,20}(?: [^\W\d_]{2,20}){1,3}")  # words alone
_KIND = re.compile(r"(?:multiple|single)[-_]?choices?(?![a-z])", re.I)  # of a question: no choice itself


@lru_cache(maxsize=2048)
def _class_says_option(own: str) -> bool | None:
    own = _KIND.sub("", _JOINTS.sub("-", own))
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
    if call and (judge_call(call) is not None or alerted(call) or (_chooses(call) and not _is_sign(node))):
        return True
    told = (name[5:] for name in attrs if name.startswith("data-"))
    return any(OPTION.search(name) or judge(name) is not None for name in told) and not _holds_several(node)


def _is_judged_letter(page: HtmlPage, node: Node) -> bool:
    """A paragraph with a letter before its words, and a class that judges: `<p class="right">A. cork</p>`."""
    if node.tag != "p" or not judged_words(node.attrs.get("class", "")):
        return False
    return _has_letter(page, node)


def _lettered(page: HtmlPage, node: Node) -> list[Node]:
    """The paragraphs beside one that have a letter, too: of the choices only the right one may be marked."""
    around = node.parent.children if node.parent is not None else []
    return [child for child in around if child.tag == "p" and _has_letter(page, child)]


def _has_letter(page: HtmlPage, node: Node) -> bool:
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
    asking = _asking(page, nodes)
    for node in nodes:
        if _is_statement(page.tree.words(node)) or _has_heading(node):
            continue
        if not page.tree.words(node) and not any(page.tree.elements("img", within=node)):
            continue
        between = page.lines_in(runs[-1][-1].end, node.index) if runs else ()
        if (
            runs
            and not any(_parts(page, node, line) or _asks_alike(line, asking) for line in between)
            and not (between and _restarts(page, runs[-1], node))
        ):
            runs[-1].append(node)
        else:
            runs.append([node])
    fit = (run for run in runs if 2 <= len(run) <= 12 and not _is_letter_and_words(page, run) and not _is_toolbar(run))
    return [Group("element", _element_options(run)) for run in fit]


def _asking(page: HtmlPage, nodes: Sequence[Node]) -> frozenset[Make]:
    """The makes, with a class, of elements that hold a question right above such a sibling."""
    found: set[Make] = set()
    end = 0
    for node in nodes:
        above = page.lines_in(max(end, node.parent.index if node.parent is not None else 0), node.index)
        end = node.end
        if above and opens_question(above[-1]) and above[-1].container.attrs.get("class"):
            found.add(above[-1].container.make)
    return frozenset(found - {node.make for node in nodes})


def _asks_alike(line: Line, asking: frozenset[Make]) -> bool:
    """Words in an element of a make that holds questions elsewhere ask, too: `Kiel lies on`."""
    return bool(asking) and bool(line.text) and line.container.make in asking and not quiet(line)


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
    """`Answer: D` beside the options, or `Correct answer` above one: it names one of them and is none."""
    head, colon, rest = words[:80].replace("\uff1a", ":").partition(":")
    if not rest.strip() and _LABEL.fullmatch(head.strip()):
        return Role.ANSWER in roles_of(head)
    return bool(colon and rest.strip() and roles_of(head) & {Role.ANSWER, Role.EXPLANATION, Role.SOLUTION, Role.YOURS})


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


_CLICKABLE = frozenset({"li", "button", "div", "a", "p", "span", "td", "label", "dd"})


def held(node: Node, counts: list[int]) -> int:
    return bisect_left(counts, node.end) - bisect_left(counts, node.index)
