"""Options that say true and false themselves: what only repeats their words is a name of theirs, and no verdict.

<label class="true"> True, <label class="false"> False         nothing
<button data-answer="true"> Wahr                               nothing
<i class="fa-check"> True, <i class="fa-times"> False           nothing, where it is so at every question
<label class="correct"> True, <label> False                    the first
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from extract.grammar.groups.group import Group, Option
from extract.grammar.words.class_names import words_in
from extract.grammar.words.truth import FALSE, TRUE, truth_of
from extract.media.html.medium import HtmlPage
from extract.media.html.tree import Node

_NAMES = (TRUE | FALSE | {"istrue", "isfalse"}) - {"correct", "incorrect", "right", "wrong"}
_REACH = 120  # nodes of a row that are looked at


def repeats_words(page: HtmlPage, group: Group, values: Sequence[bool | None]) -> bool:
    """Whether a source says nothing but the options' own words, and by such words."""
    if not offers_truths(group) or any(s not in (None, word) for s, word in zip(values, _truths(group), strict=True)):
        return False
    return any(_names_truth(name) for option in group.options for name in _names(page, option))


def _truths(group: Group) -> tuple[bool | None, ...]:
    return tuple(truth_of(option.words) for option in group.options)


def offers_truths(group: Group) -> bool:
    """Whether its options are true and false."""
    return sorted(_truths(group), key=str) == [False, True]


def decorates(said: Sequence[tuple[Group, Sequence[bool | None]]]) -> bool:
    """Whether a source's signs only adorn true and false: in every such group a tick at one and a cross at the other,
    so that nothing shows that they judge.
    """
    told = [(group, tuple(values)) for group, values in said if offers_truths(group)]
    return bool(told) and all(values == _truths(group) for group, values in told)


@lru_cache(maxsize=4096)
def _names_truth(name: str) -> bool:
    return not _NAMES.isdisjoint(words_in(name))


def _names(page: HtmlPage, option: Option) -> Iterator[str]:
    """What the elements of a row are called: by class, id, and the values of their data."""
    for node in _nodes(page, option):
        yield from node.classes
        for name, value in node.attrs.items():
            if name == "id" or (name.startswith("data-") and len(value) < 40 and not _is_flag(name)):
                yield value


def _is_flag(name: str) -> bool:
    """`data-correct="true"`: its name asks, and its value answers."""
    return not {"correct", "right", "valid", "wrong", "incorrect"}.isdisjoint(words_in(name))


def _nodes(page: HtmlPage, option: Option) -> Iterator[Node]:
    yield from (node for node in page.tree.nodes[option.start : min(option.end, option.start + _REACH)] if node.attrs)
    if not option.start <= option.control.index < option.end:
        yield option.control
