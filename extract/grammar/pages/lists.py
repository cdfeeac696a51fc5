"""Answers that a script lists by themselves, joined to what the page shows by their words or their order.

    I[1][3][0]=new Array('Food','Yes.',1,100); I[1][3][1]=new Array('Money','',0,0);  <ol><li>Food</li><li>Money</li>
    I[0][1][0][0]='air'; I[1][1][0][0]='water';                     gaps of one text, as many as there are first indices

A list of answers is a run of arrays that begin with a text and hold one flag of nought and one that changes among them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.grammar.data.parse import assignments
from extract.grammar.data.values import Array, Value
from extract.grammar.groups.group import Group, Option
from extract.media.html.medium import HtmlPage
from extract.media.html.tree import Node
from quizmill.draft import Claim, Fragment
from quizmill.item import Evidence
from quizmill.source import Span

_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Answers:
    """A question's answers as the script lists them: texts, remarks, and which are right."""

    texts: tuple[str, ...]
    remarks: tuple[str, ...]
    right: tuple[int, ...]
    place: Span


Places = dict[tuple[int, ...], Value]


def _given(html: HtmlPage) -> list[tuple[Span, Places]]:
    """The values that scripts give place by place, by the name they are given to."""
    out: list[tuple[Span, Places]] = []
    for node in html.tree.elements("script"):
        if "][" not in node.text:
            continue
        named: dict[str, Places] = {}
        for name, places, value in assignments(node.text):
            named.setdefault(name, {}).setdefault(places, value)
        out += [(Span(node=node.path), values) for values in named.values()]
    return out


def answer_lists(html: HtmlPage) -> list[Answers]:
    """All lists of two or more answers whose third value flags the right ones."""
    out = []
    for place, values in _given(html):
        runs: dict[tuple[int, ...], list[Array]] = {}
        for places, value in sorted(values.items()):
            if len(places) > 1 and _is_answer(value) and isinstance(value, Array):
                runs.setdefault(places[:-1], []).append(value)
        for run in runs.values():
            flags = [answer.items[2] for answer in run]
            right = tuple(i for i, flag in enumerate(flags) if flag == 1)
            if len(run) > 1:
                texts = tuple(str(answer.items[0]) for answer in run)
                out.append(
                    Answers(
                        texts,
                        tuple(str(answer.items[1]) for answer in run),
                        right if len(right) < len(run) else (),
                        place,
                    )
                )
    return out


def _is_answer(value: Value) -> bool:
    match value:
        case Array(items=[str() as text, str(), 0 | 1, *_]):
            return bool(text.strip())
    return False


def gap_lists(html: HtmlPage) -> list[tuple[tuple[str, ...], ...]]:
    """For each array that holds nothing but texts below its first index: the texts of each, in order."""
    out = []
    for _, values in _given(html):
        texts: dict[int, list[str]] = {}
        for places, value in sorted(values.items()):
            if len(places) == 4 and places[1] == 1 and places[3] == 0 and isinstance(value, str) and value.strip():
                texts.setdefault(places[0], []).append(value)
        if texts and sorted(texts) == list(range(len(texts))):
            out.append(tuple(tuple(texts[number]) for number in range(len(texts))))
    return out


def fold(text: str) -> str:
    """Letters and digits alone, in lower case."""
    return _SIGNS.sub("", text.casefold())


def listed_groups(html: HtmlPage, answers: Sequence[Answers], groups: Sequence[Group]) -> list[Group]:
    """Plain lists of the page whose entries are a script's answers, word for word: groups without controls."""
    wanted = {tuple(map(fold, one.texts)) for one in answers}
    if not wanted:
        return []
    taken = [(group.start, group.end) for group in groups]
    out = []
    for node in html.tree.elements("ol", "ul"):
        rows = [child for child in node.children if child.tag == "li"]
        if tuple(fold(html.tree.words(row)) for row in rows) in wanted and not any(
            a < node.end and node.index < b for a, b in taken
        ):
            out.append(Group("element", [_option(html, row) for row in rows]))
    return out


def _option(html: HtmlPage, row: Node) -> Option:
    return Option(row, row.index, row.end, row)


def listed_claim(group: Group, answers: Sequence[Answers]) -> Claim | None:
    """The key of the one list of answers that has a group's words, in its order."""
    if not answers:
        return None
    words = tuple(fold(option.words) for option in group.options)
    found = [one for one in answers if tuple(map(fold, one.texts)) == words]
    if len(found) != 1:
        return None
    for option, remark in zip(group.options, found[0].remarks, strict=True):
        if remark.strip() and not option.remark:
            option.remark = Fragment(remark, (found[0].place,))
    return Claim(Evidence.MARKUP, choices=found[0].right, spans=(found[0].place,)) if found[0].right else None
