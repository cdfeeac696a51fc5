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
from collections.abc import Iterable, Iterator, Sequence

from extract.grammar.groups.group import Group, Option
from extract.grammar.groups.palettes import is_palette
from extract.grammar.groups.responses import apart_from_response
from extract.grammar.groups.telling import Sayings, Telling, telling
from extract.grammar.groups.truths import decorates, offers_truths, repeats_words
from extract.grammar.groups.values import is_yes_or_no, values_of
from extract.grammar.lines import marks
from extract.grammar.words.class_names import badge_verdict, head_verdict, verdict
from extract.grammar.words.label_words import Role, roles_of
from extract.media.html.drawn import TASK_BOX
from extract.media.html.medium import HtmlPage, span_of
from quizmill.draft import Claim
from quizmill.item import Evidence
from quizmill.record import record

_APART = re.compile(r"[,()]")
_SHOULD = frozenset({Role.SHOULD, Role.SHOULD_NOT})
_REACH = 120  # nodes of a row that are looked at


@record(frozen=True, slots=True)
class Said:
    """One source's word: for each option right (True), wrong (False) or nothing (None)."""

    source: str
    values: tuple[bool | None, ...]
    sure: frozenset[int] = frozenset()  # options whose word tells what should be chosen, whatever was

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
    sources = [said for said in _sources(page, group, plain) if said.source not in off]
    for said in sources:
        chosen = _with_ticked(group, _set_of(group, said, plain), sources)
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
    "tags": Evidence.MARKED_CORRECT,
    "ticks": Evidence.MARKED_CORRECT,
}


def plain_sources(page: HtmlPage, groups: Sequence[Group]) -> frozenset[str]:
    """The sources whose meaning some group of the page leaves no doubt of, so that it holds for the others.

    "classes": a chosen radio is right and all others are wrong; words on a learner's state would call these right too.
    "values": a lone 1 among several noughts; the numbers of options would all differ.
    "icons adorn", "colours adorn": ticks and crosses, green and red, that only adorn true and false.
    """
    told = page.once(telling)
    out = set()
    if decorates([(group, drawn(group, told).values) for group in groups]):
        out.add("icons adorn")
    if decorates([(group, by_row(group, told.colours)) for group in groups]):
        out.add("colours adorn")
    for group in groups:
        values = [option.control.attrs.get("value", "").strip() for option in group.options]
        if group.kind != "element" and sorted(values) == ["0"] * (len(values) - 1) + ["1"] and len(values) > 2:
            out.add("values")
        if group.kind == "radio" and len(group.selected) == 1:
            said = Said("classes", by_row(group, told.classes))
            if said.right == group.selected and len(said.wrong) == len(group.options) - 1:
                out.add("classes")
    return frozenset(out)


def _adorns(group: Group, said: Said, plain: frozenset[str]) -> bool:
    return f"{said.source} adorn" in plain and offers_truths(group)


def _sources(page: HtmlPage, group: Group, plain: frozenset[str]) -> Iterator[Said]:
    """What each source says, where it says anything."""
    told = page.once(telling)
    if (own := apart_from_response(group)) is not None:
        yield Said("classes", own)
        return
    for said in _of_elements(group, told):
        if said.source == "colours" and is_palette(page, group):
            continue
        if not repeats_words(page, group, said.values) and not _adorns(group, said, plain):
            yield said
    if any(option.remark.text for option in group.options):
        yield Said("remarks", tuple(head_verdict(option.remark.text) for option in group.options))
    yield from (said for said in (drawn(group, told),) if not _adorns(group, said, plain))
    verdicts = tuple([_one(_verdicts(page, option, told)) for option in group.options])
    yield Said("verdicts", verdicts, _told_what_should_be(page, group))
    yield Said("tags", tuple(option.tag for option in group.options))
    yield Said("glyphs", tuple(_glyph(option) for option in group.options))
    yield Said("values", values_of(group, "values" in plain))
    yield Said("ticks", _written_ticks(group))


def _of_elements(group: Group, told: Telling) -> Iterator[Said]:
    """What the elements of the options' rows say by themselves."""
    if told.attributes:
        yield Said("attributes", by_row(group, told.attributes))
    if told.classes:
        yield Said("classes", by_row(group, told.classes))
    if told.colours:
        yield Said("colours", by_row(group, told.colours))
    if told.calls:
        yield Said("calls", _called(group, told.calls))


def by_row(group: Group, said: Sayings) -> tuple[bool | None, ...]:
    """One word for each option: of the elements of its row, its control among them."""
    if not said:
        return (None,) * len(group.options)
    return tuple(
        _one([value for start, end in _ranges(option) for value in said.between(start, end)])
        for option in group.options
    )


def _ranges(option: Option) -> Iterator[tuple[int, int]]:
    """The nodes of a row that are looked at, and its control where that stands elsewhere."""
    yield option.start, min(option.end, option.start + _REACH)
    at = option.control.index
    if not option.start <= at < option.end:
        yield at, at + 1


def _one(found: Iterable[bool]) -> bool | None:
    """One word for one option; where a source says both, it says nothing."""
    said = set(found)
    return said.pop() if len(said) == 1 else None


def _called(group: Group, calls: Sayings) -> tuple[bool | None, ...]:
    """What the options' handlers say; `choose(true)` at the option "True" only passes on what was chosen."""
    words = [option.words.strip().casefold() for option in group.options]
    return (None,) * len(words) if all(map(is_yes_or_no, words)) else by_row(group, calls)


def drawn(group: Group, told: Telling) -> Said:
    """What ticks and crosses say that are drawn in the options' rows."""
    if not told.drawn and not told.icons:
        return Said("icons", (None,) * len(group.options))
    return Said("icons", tuple(_one(_icons(option, told)) for option in group.options))


def _icons(option: Option, told: Telling) -> list[bool]:
    """Of its lines, and of boxes of their own."""
    shown = [said for line, said in told.drawn.between(option.start, option.end) if option.start <= line]
    return shown + told.icons.between(option.start, min(option.end, option.start + _REACH))


def _verdicts(page: HtmlPage, option: Option, told: Telling) -> Iterator[bool]:
    """Words that are shown, spoken or told on hovering: "Correct", "falsch"."""
    first = option.text.spans[:1]
    named = [node for start, end in _ranges(option) for node in told.named.between(start, end)] if told.named else ()
    for node in named:
        for name in ("title", "alt", "aria-label"):
            for word in _APART.split(node.attrs[name]) if name in node.attrs else ():
                own = word.strip().casefold() == option.words.strip().casefold()  # only its name
                said = verdict(word) if word.strip() and not own else None
                if said is not None:
                    yield said
        if node.spoken and (said := verdict(page.tree.words(node))) is not None:
            yield said
    for node in told.badged.between(option.start, min(option.end, option.start + _REACH)):
        if node is not option.row and node.end - node.index <= 4:
            words = page.tree.words(node)
            if not words.endswith(option.words or " ") and (said := badge_verdict(words)) is not None:
                yield said
    for line in page.lines_in(option.start, option.end):
        if span_of(line) not in first and (said := verdict(line.text)) is not None:
            yield said


def _told_what_should_be(page: HtmlPage, group: Group) -> frozenset[int]:
    """The options at which words stand such as "This should be selected", "Incorrectly unselected"."""
    return frozenset(
        place
        for place, option in enumerate(group.options)
        if any(roles_of(words) & _SHOULD for words in _shown_and_spoken(page, option))
    )


def _shown_and_spoken(page: HtmlPage, option: Option) -> Iterator[str]:
    yield from (line.text for line in page.lines_in(option.start, option.end))
    named = page.once(telling).named
    for start, end in _ranges(option) if named else ():
        yield from (page.tree.words(node) for node in named.between(start, end) if node.spoken)


def _glyph(option: Option) -> bool | None:
    found = marks.read(option.text.text)
    if found is None or found.mark.shape.value != "tick":
        return None
    return found.mark.on


def _written_ticks(group: Group) -> tuple[bool | None, ...]:
    """Boxes of a rendered Markdown task list (`- [x]`): nobody could tick them on the page, the author did."""
    if not all(option.control.has_class(TASK_BOX) for option in group.options):
        return (None,) * len(group.options)
    return tuple(bool(option.selected) for option in group.options)


def _set_of(group: Group, said: Said, plain: frozenset[str]) -> frozenset[int]:
    """The set that a source names, or none: where it judges the learner's choice, what that makes of the options."""
    count = len(group.options)
    if said.values.count(None) == count:
        return frozenset()
    if said.source == "remarks" and None in said.values:  # praise and reproof on some only: the others are not told
        praised = group.kind == "radio" and len(said.right) == 1 and said.right == group.selected
        return said.right if praised else frozenset()
    if said.source in plain and len(said.right | said.wrong) == count:
        return said.right if len(said.right) < count else frozenset()
    if group.selected and said.source in ("classes", "colours", "verdicts", "icons", "glyphs", "tags"):
        return _by_state(group, said)
    if 0 < len(said.right) < count:
        return said.right
    if not said.right and len(said.wrong) == count - 1 and count > 2 and said.source in ("attributes", "calls"):
        return frozenset(range(count)) - said.wrong
    return frozenset()


def _with_ticked(group: Group, right: frozenset[int], sources: Sequence[Said]) -> frozenset[int]:
    """Tick boxes of which only unticked ones are called right: the ticked ones that another source calls right belong
    to them (`✓` beside "Correct answer" at what was missed). Where a ticked one is not judged then, nothing is told.
    """
    ticked = group.selected
    if group.kind != "checkbox" or not right or not ticked or right & ticked:
        return right
    praised = frozenset().union(*(said.right & ticked for said in sources))
    judged = praised.union(*(said.wrong & ticked for said in sources))
    if not praised:
        return right
    return right | praised if judged == ticked and not any(said.wrong & praised for said in sources) else frozenset()


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
        open_ = frozenset(range(count)) - said.sure
        by_state = (said.sure & said.right) | (open_ & ((chosen & said.right) | (said.wrong - chosen)))
        if said.source == "classes" and by_state != said.right:
            return frozenset() if by_state else said.right  # some choice is right
        return by_state if 0 < len(by_state) < count or by_state == chosen else frozenset()
    if said.right and not said.right <= chosen and len(said.right) < count:
        return said.right
    return frozenset()
