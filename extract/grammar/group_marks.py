"""What the page's own marks say about a group's options: each source of evidence gives a named set.

    data-correct="true" on one row          attributes  {1}
    class="option correct" on one row       classes     {1}
    <i class="fa-check"> after one row      verdicts    {1}
    value="10" beside value="0" (3 times)   values      {1}
    exactly one option is bold              emphasis    {1}

A mark that every option carries says nothing. Marks on a page that shows a learner's choice may judge the choice and
not the option; `_by_state` keeps them apart. Sets that disagree are for `normalize` to see: all of them are claimed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.grammar import marks
from extract.grammar.group_find import Group, Option
from extract.grammar.html_signs import (
    badge_verdict,
    head_verdict,
    judge,
    judge_call,
    judged_words,
    painted,
    tint,
    truth,
    verdict,
    words_in,
)
from extract.media.html import HtmlPage, span_of
from extract.media.html_icons import RIGHT, icon_of
from extract.media.html_tree import Node
from quizmill.draft import Claim
from quizmill.item import Evidence

_SKIPPED = frozenset(
    "id class style name type href src for value title alt checked selected disabled required tabindex role onclick "
    "onchange placeholder autocomplete aria-checked aria-invalid aria-selected aria-label aria-labelledby "
    "srcset".split()
)
_FLAG_VALUES = frozenset(
    "data-answer data-result data-value data-status data-type data-ans data-a answer data-is data-key data-val "
    "data-option data-choice data-response data-judge data-state".split()
)
_NUMBER = re.compile(r"-?\d{1,4}(?:\.\d+)?")
_SCORES = re.compile(r"(?:^|-)(?:score|points?|fraction|weight|credit|mark|grade)$", re.I)
_IS_KEY = frozenset({("is", "answer"), ("is", "key"), ("is", "solution"), ("isanswer",)})
_APART = re.compile(r"[,()]")
_BADGED = frozenset("span em small strong b i div p label".split())
_REACH = 120  # nodes of a row that are looked at


@dataclass(frozen=True, slots=True)
class Said:
    """One source's word: for each option right (True), wrong (False) or nothing (None)."""

    source: str
    values: tuple[bool | None, ...]

    @property
    def right(self) -> frozenset[int]:
        return frozenset(i for i, value in enumerate(self.values) if value is True)

    @property
    def wrong(self) -> frozenset[int]:
        return frozenset(i for i, value in enumerate(self.values) if value is False)


def claims_of(
    page: HtmlPage, group: Group, off: frozenset[str] = frozenset(), plain: frozenset[str] = frozenset()
) -> tuple[Claim, ...]:
    """The claims of a group's own marks. `off` names sources that are switched off, `plain` the undoubted."""
    out = []
    for said in _sources(page, group, plain):
        if said.source in off:
            continue
        chosen = _set_of(group, said, plain)
        if chosen:
            spans = tuple(span for i in sorted(chosen) for span in group.options[i].text.spans[:1])
            out.append(Claim(_EVIDENCE[said.source], choices=tuple(sorted(chosen)), spans=spans))
    return tuple(out)


_EVIDENCE = {
    "attributes": Evidence.MARKUP,
    "classes": Evidence.MARKUP,
    "values": Evidence.MARKUP,
    "calls": Evidence.MARKUP,
    "colours": Evidence.MARKUP,
    "verdicts": Evidence.MARKED_CORRECT,
    "icons": Evidence.MARKED_CORRECT,
    "glyphs": Evidence.MARKED_CORRECT,
    "remarks": Evidence.MARKED_CORRECT,
    "ticks": Evidence.MARKED_CORRECT,
}


def plain_sources(page: HtmlPage, groups: Sequence[Group]) -> frozenset[str]:
    """The sources whose meaning some group of the page leaves no doubt of, so that it holds for the others.

    "classes": a chosen radio is right and all others are wrong; words on a learner's state would call these right too.
    "values": a lone 1 among several noughts; the numbers of options would all differ.
    """
    out = set()
    for group in groups:
        values = [option.control.attrs.get("value", "").strip() for option in group.options]
        if group.kind != "element" and sorted(values) == ["0"] * (len(values) - 1) + ["1"] and len(values) > 2:
            out.add("values")
        if group.kind == "radio" and len(group.selected) == 1:
            rows = [_nodes(page, option) for option in group.options]
            said = Said("classes", tuple(_one(_classes(row)) for row in rows))
            if said.right == group.selected and len(said.wrong) == len(rows) - 1:
                out.add("classes")
    return frozenset(out)


def _sources(page: HtmlPage, group: Group, plain: frozenset[str]) -> Iterator[Said]:
    options = group.options
    rows = [_nodes(page, option) for option in options]
    yield Said("attributes", tuple(_one(_attributes(row)) for row in rows))
    yield Said("classes", tuple(_one(_classes(row)) for row in rows))
    yield _painted(rows)
    yield Said("calls", _called(group, rows))
    yield Said("remarks", tuple(head_verdict(option.remark.text) for option in options))
    yield _drawn(page, group)
    yield Said("verdicts", tuple(_one(_verdicts(page, option, row)) for option, row in zip(options, rows, strict=True)))
    yield Said("glyphs", tuple(_glyph(option) for option in options))
    yield Said("values", _values(group, "values" in plain))
    yield Said("ticks", _written_ticks(group))


def _one(found: Iterable[bool]) -> bool | None:
    """One word for one option; where a source says both, it says nothing."""
    said = set(found)
    return said.pop() if len(said) == 1 else None


def _nodes(page: HtmlPage, option: Option) -> list[Node]:
    """The elements of a row that have attributes, its control among them."""
    nodes = page.tree.nodes[option.start : min(option.end, option.start + _REACH)]
    found = [node for node in nodes if node.attrs]
    if not option.start <= option.control.index < option.end:
        found.append(option.control)
    return found


def _attributes(row: Sequence[Node]) -> Iterator[bool]:
    for node in row:
        for name, value in node.attrs.items():
            if name in _SKIPPED or name.startswith(("aria-", "on", "data-bs-")):
                continue
            said = _attribute(name, value)
            if said is not None:
                yield said
        if _is_hidden_flag(node) and (flag := truth(node.attrs.get("value", ""))) is not None:
            yield flag


def _is_hidden_flag(node: Node) -> bool:
    """`<input type="hidden" name="is_correct[]" value="1">` in an option's row."""
    if node.tag != "input" or node.attrs.get("type") != "hidden":
        return False
    return judge(node.attrs.get("name", "").removesuffix("[]")) is True or judge(node.id) is True


def _attribute(name: str, value: str) -> bool | None:
    own = judge(name.removeprefix("data-"))
    if words_in(name.removeprefix("data-")) in _IS_KEY:
        own = True
    if own is not None:
        flag = True if value in ("", name) else truth(value)
        return None if flag is None else flag is own
    if name in _FLAG_VALUES:
        return judge(value) if not value.isdigit() else None
    if _SCORES.search(name):
        return truth(value)
    return None


def _unpainted(names: str) -> frozenset[bool]:
    return judged_words(" ".join(word for word in names.split() if tint(word) is None))


def _painted(rows: Sequence[Sequence[Node]]) -> Said:
    """What the options are painted in by utility classes: `bg-green-100`, `is-valid`."""
    return Said("colours", tuple(_one(v for node in row for v in painted(node.attrs.get("class", ""))) for row in rows))


def _classes(row: Sequence[Node]) -> set[bool]:
    said: set[bool] = set()
    for node in row:
        names = node.attrs.get("class", "")
        said.update(judged_words(names) if not painted(names) else _unpainted(names))
        name = node.attrs.get("id")
        if name and (own := judge(name)) is not None:
            said.add(own)
    return said


_CALLS = frozenset({"onclick", "onchange", "href", "@click", "ng-click", "onmousedown"})


def _calls(row: Sequence[Node]) -> Iterator[bool]:
    for node in row:
        for name in _CALLS.intersection(node.attrs):
            call = node.attrs[name]
            if "(" in call and (said := judge_call(call)) is not None:
                yield said


def _called(group: Group, rows: Sequence[Sequence[Node]]) -> tuple[bool | None, ...]:
    """What the options' handlers say; `choose(true)` at the option "True" only passes on what was chosen."""
    said = tuple(_one(_calls(row)) for row in rows)
    words = [option.words.strip().casefold() for option in group.options]
    if all(map(_yes_or_no, words)):
        return (None,) * len(said)
    return said


def _drawn(page: HtmlPage, group: Group) -> Said:
    """What ticks and crosses say that are drawn in the options' rows."""
    return Said("icons", tuple(_one(_icons(page, option)) for option in group.options))


def _icons(page: HtmlPage, option: Option) -> Iterator[bool]:
    for line in page.lines_in(option.start, option.end):
        yield from (part.text == RIGHT for part in line.parts if part.what == "icon" and part.at < option.end)
    for node in page.tree.nodes[option.start : min(option.end, option.start + _REACH)]:
        if node.tag and (sign := icon_of(page.tree, node)):  # also one that stands alone in a box of its own
            yield sign == RIGHT


def looks_of_choice(page: HtmlPage, groups: Sequence[Group]) -> frozenset[str]:
    """The sources, ticks or green, that stand at what is chosen, at all of it and at nothing else, while no cross and
    no red stands anywhere: then they may be no more than the look of a choice.
    """
    if not any(group.selected for group in groups):
        return frozenset()
    icons = [(group, _drawn(page, group)) for group in groups]
    paint = [(group, _painted([_nodes(page, option) for option in group.options])) for group in groups]
    green = [(group, _greened(group)) for group in groups]
    return frozenset(said[0][1].source for said in (icons, paint, green) if _is_choice(said))


def _greened(group: Group) -> Said:
    return Said("emphasis", tuple(any(n.endswith(":green") for n in option.styled) or None for option in group.options))


def _is_choice(said: Sequence[tuple[Group, Said]]) -> bool:
    told = [(group, one) for group, one in said if one.right or one.wrong]
    return bool(told) and all(one.right == group.selected and not one.wrong for group, one in told)


def _verdicts(page: HtmlPage, option: Option, row: Sequence[Node]) -> Iterator[bool]:
    """Words that are shown, spoken or told on hovering: "Correct", "falsch"."""
    lines = page.lines_in(option.start, option.end)
    first = option.text.spans[:1]
    for node in row:
        for name in ("title", "alt", "aria-label"):
            for word in _APART.split(node.attrs[name]) if name in node.attrs else ():
                said = verdict(word) if word.strip() else None
                if said is not None:
                    yield said
        if node.spoken and (said := verdict(page.tree.words(node))) is not None:
            yield said
    for node in page.tree.nodes[option.start : min(option.end, option.start + _REACH)]:
        if node.tag in _BADGED and node is not option.row and node.end - node.index <= 4:
            words = page.tree.words(node)
            said = badge_verdict(words)
            if said is not None and not words.endswith(option.words or " "):
                yield said
    for line in lines:
        said = verdict(line.text)
        if said is not None and span_of(line) not in first:
            yield said


def _glyph(option: Option) -> bool | None:
    found = marks.read(option.text.text)
    if found is None or found.mark.shape.value != "tick":
        return None
    return found.mark.on


def _values(group: Group, flags: bool) -> tuple[bool | None, ...]:
    """Values that tell: `10` among noughts, `correct` among others; never a value that only repeats its label."""
    values = [option.control.attrs.get("value", "").strip() for option in group.options]
    silent: tuple[bool | None, ...] = (None,) * len(values)
    if group.kind == "element" or len(set(values)) < 2:
        return silent
    words = [option.words.strip().casefold() for option in group.options]
    if any(value.casefold() == word for value, word in zip(values, words, strict=True)):
        return silent
    if all(map(_NUMBER.fullmatch, values)):
        return _scores([float(value) for value in values], flags)
    if any(map(_yes_or_no, words)):
        return silent
    if set(values) <= {"", "answer", "correct"} and "" in values:
        return tuple(value != "" for value in values)
    told = tuple(judge(value) for value in values)
    if True in told and not (len(values) == 2 and None in told):
        return told
    rare, often = _odd_one(values)
    if rare is not None and (
        judge(values[rare]) is True or values[rare] in ("answer", "ok", "yes") or judge(often) is False
    ):
        return tuple(i == rare for i in range(len(values)))
    return silent


def _written_ticks(group: Group) -> tuple[bool | None, ...]:
    """Boxes of a rendered Markdown task list (`- [x]`): nobody could tick them on the page, the author did."""
    if not all(option.control.has_class("task-list-item-checkbox") for option in group.options):
        return (None,) * len(group.options)
    return tuple(bool(option.selected) for option in group.options)


def _yes_or_no(word: str) -> bool:
    return word in ("true", "false", "yes", "no", "right", "wrong", "t", "f") or verdict(word) is not None


def _scores(values: Sequence[float], flags: bool) -> tuple[bool | None, ...]:
    """Points: one value above nought among noughts. `0, 1` and `0, 1, 2` are only numbers of the options, unless the
    page's other questions show that 0 and 1 are `flags`.
    """
    above = [value for value in values if value > 0]
    noughts = sum(1 for value in values if value <= 0)
    if not above or not noughts or len(set(above)) > 1:
        return (None,) * len(values)
    if len(values) == 2 and above[0] == 1 and not flags:
        return (None,) * len(values)
    return tuple(value > 0 for value in values)


def _odd_one(values: Sequence[str]) -> tuple[int | None, str]:
    """The position of the one value that is unlike all others, which are alike."""
    counts = Counter(values)
    if len(counts) != 2 or len(values) < 3:
        return None, ""
    (often, _), (rare, times) = counts.most_common()
    return (list(values).index(rare), often) if times == 1 else (None, "")


def _set_of(group: Group, said: Said, plain: frozenset[str]) -> frozenset[int]:
    """The set that a source names, or none: where it judges the learner's choice, what that makes of the options."""
    count = len(group.options)
    if not said.right and not said.wrong:
        return frozenset()
    if said.source == "remarks" and None in said.values:
        return frozenset()  # praise and reproof on some only: the others are not told
    if said.source in plain and len(said.right | said.wrong) == count:
        return said.right if len(said.right) < count else frozenset()
    if group.selected and said.source in ("classes", "colours", "verdicts", "icons", "glyphs"):
        return _by_state(group, said)
    if 0 < len(said.right) < count:
        return said.right
    if not said.right and len(said.wrong) == count - 1 and count > 2 and said.source in ("attributes", "calls"):
        return frozenset(range(count)) - said.wrong
    return frozenset()


def _by_state(group: Group, said: Said) -> frozenset[int]:
    """Marks on a page that shows what a learner chose.

    A radio's mark "right" names the option. Of tick boxes, a mark at an unticked one may say "rightly left out":
    where all rows are judged, right are the ticked right ones and the unticked wrong ones; where only ticked rows are
    judged, the others are not told, and nothing is claimed.
    """
    count, chosen = len(group.options), group.selected
    if group.kind != "checkbox":
        return said.right if 0 < len(said.right) < count else frozenset()
    if len(said.right | said.wrong) == count:
        by_state = (chosen & said.right) | (said.wrong - chosen)
        if said.source == "classes" and by_state != said.right:
            return frozenset()
        return by_state if 0 < len(by_state) < count or by_state == chosen else frozenset()
    if said.right and not said.right <= chosen and len(said.right) < count:
        return said.right
    return frozenset()


def emphasis_claims(groups: Sequence[Group]) -> dict[int, Claim]:
    """Options told by their look alone, by the group's number: only a look that at least half of the groups use so."""
    looks: Counter[str] = Counter()
    judging = _judging(groups)
    found: list[dict[str, frozenset[int]]] = []
    for group in groups:
        own: dict[str, frozenset[int]] = {}
        for look in {name for option in group.options for name in option.styled} - judging:
            marked = frozenset(i for i, option in enumerate(group.options) if look in option.styled)
            if len(marked) == 1 and _is_most_chosen(group, marked):
                continue  # what most people chose
            if marked == group.selected and not look.endswith(":green"):
                continue  # how a choice looks that was made
            if 0 < len(marked) < len(group.options) and (group.kind != "radio" or len(marked) == 1):
                own[look] = marked
                looks[look] += 1
        found.append(own)
    used = [look for look, count in looks.most_common() if look != "strike" and count * 2 >= len(groups)]
    alone = {  # several entries in one look tell a key only where every question of the page has it
        look
        for look in used
        if any(g.kind == "element" and len(o.get(look, ())) > 1 for g, o in zip(groups, found, strict=True))
    }
    used = [look for look in used if look not in alone or looks[look] == len(groups)]
    if not used:
        return {}
    out: dict[int, Claim] = {}
    for number, own in enumerate(found):
        sets = {own[look] for look in used if look in own}
        if len(sets) == 1:
            out[number] = Claim(Evidence.EMPHASIS, choices=tuple(sorted(sets.pop())))
    return out


def _is_most_chosen(group: Group, marked: frozenset[int]) -> bool:
    shares = [option.share for option in group.options]
    return None not in shares and all(share == max(shares) for i, share in enumerate(shares) if i in marked)  # type: ignore[type-var]


def _judging(groups: Sequence[Group]) -> frozenset[str]:
    """Colours that judge what was chosen: any other one, on a page that paints options green, too."""
    used = {name for group in groups for option in group.options for name in option.styled if ":" in name}
    return (
        frozenset(name for name in used if not name.endswith(":green"))
        if any(name.endswith(":green") for name in used)
        else frozenset()
    )
