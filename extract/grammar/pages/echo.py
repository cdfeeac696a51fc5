"""Choices that a result page shows twice: as the learner left them, and as they should be.

    (o) Oslo ( ) Rome      Best solution      ( ) Oslo (o) Rome          the second copy's state is the key

    | Your choice | Expected choice | Answer |
    | (o)         | ( )             | Oslo   |                            a column of states each: the second is the key
    | ( )         | (o)             | Rome   |

What is chosen in the first copy or column stays the learner's. Only a copy under words that say "solution" counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.grammar.groups.badges import is_chosen
from extract.grammar.groups.group import Group, Option
from extract.grammar.groups.options import read_options
from extract.grammar.pages.echo_rows import merge_rows
from extract.grammar.words.class_names import verdict
from extract.grammar.words.label_words import Role, roles_of
from extract.media.html.medium import HtmlPage, span_of
from extract.media.html.tree import Node
from quizmill.draft import Claim
from quizmill.item import Evidence

_SOLVED = re.compile(
    r"best (?:possible )?solution|correct (?:solution|response|answers?)|right answers?|model solution|answer key"
    r"|beste lösung|(?:richtige|korrekte) (?:lösung|antwort)|musterlösung|bonnes? réponses?|réponses? correctes?"
    r"|meilleure solution|respuestas? correctas?|mejor solución|respostas? corretas?"
    r"|rispost[ae] (?:corrett|esatt)[ae]|juiste antwoord|poprawn\w+ odpowied\w+"
    r"|правильн\w+ ответ\w*",
    re.I,
)
_SIGNS = frozenset("\u25cf \u2022 \u25c9 \u2b24 \u26ab \u2713 \u2714 \u2611 x X".split())
_EMPTY = _SIGNS | {"", "\u25cb", "\u2610"}
_EXPECTED = re.compile(
    r"expected|\bcorrect|\bright\b|attendu|bonne r|esperad|erwartet|richtig|lösung|atteso|corrett|esatt|verwacht"
    r"|juist|oczekiwan|poprawn|правильн",
    re.I,
)
_OWN = re.compile(
    r"\b(?:your|my|student|chosen|selected|votre|choisi|su |tu |elegid|ihre|gew\u00e4hlt|sua |escolhid|vostra|uw |twoj)"
    r"|\u0432\u0430\u0448",
    re.I,
)


def merge_echoes(html: HtmlPage, groups: Sequence[Group]) -> list[Group]:
    """The groups without such copies; a group whose copy shows its solution is told its key."""
    tables = [table for table in two_columns(html) if not any(group.start == table.start for group in groups)]
    free = [group for group in groups if not any(t.start <= group.end and group.start <= t.end for t in tables)]
    kept: list[Group] = []
    for group in sorted([*free, *tables], key=lambda group: group.start):
        first = kept[-1] if kept else None
        if first is not None and first.told is None and _is_copy(first, group) and _said_between(html, first, group):
            label = [line for line in html.lines_in(first.end, group.start) if line.text.strip()][-1]
            spans = tuple(span_of(line) for line in html.lines_in(label.first, group.end))
            first.told = Claim(Evidence.STATED, choices=_told(first, group), spans=spans)
        else:
            kept.append(group)
    return merge_rows(html, kept, _solves)


def _is_copy(first: Group, group: Group) -> bool:
    own, other = ([option.words.casefold() for option in one.options] for one in (first, group))
    if own == other:
        return 0 < len(group.selected) < len(group.options)
    return len(group.selected) == len(group.options) < len(own) == len(set(own)) and set(other) < set(own)


def _told(first: Group, copy: Group) -> tuple[int, ...]:
    """The options of the first copy that are chosen in the second, which may show these alone."""
    if len(copy.options) == len(first.options):
        return tuple(sorted(copy.selected))
    right = {copy.options[place].words.casefold() for place in copy.selected}
    return tuple(place for place, option in enumerate(first.options) if option.words.casefold() in right)


def _said_between(html: HtmlPage, first: Group, group: Group) -> bool:
    """Whether words that say "solution" stand right above the copy; with a question between, it is one of its own."""
    lines = [line for line in html.lines_in(first.end, group.start) if line.text.strip()]
    if not lines or len(lines) > 4 or any(line.text.endswith("?") for line in lines):
        return False
    return _solves(lines[-1].text)


def _solves(text: str) -> bool:
    return bool(_SOLVED.search(text) or roles_of(text) & {Role.ANSWER, Role.SOLUTION})


def two_columns(html: HtmlPage) -> list[Group]:
    """Tables with a column for the learner's choice and one for the expected one, as groups that are told their key."""
    groups = []
    for table in html.tree.elements("table"):
        rows = [row for row in html.tree.elements("tr", within=table) if _table_of(row) is table]
        heads = [html.tree.words(cell) for cell in _cells(rows[0])] if rows else []
        own = [i for i, head in enumerate(heads) if _OWN.search(head)]
        expected = [i for i, head in enumerate(heads) if _EXPECTED.search(head) and i not in own]
        if len(own) != 1 or not expected or not 3 <= len(rows) <= 27:
            continue
        states = [[_state(html, cell) for cell in _cells(row)] for row in rows[1:]]
        columns = [i for i in expected if all(len(row) > i and row[i] is not None for row in states)]
        if len(columns) == 1 and all(row[own[0]] is not None for row in states):
            group = _group(html, rows, states, own[0], columns[0])
            groups += [group] if group.told is not None else []
    return [group for group in groups if len(group.options) > 1 and all(option.text for option in group.options)]


def _group(html: HtmlPage, rows: Sequence[Node], states: Sequence[Sequence[bool | None]], own: int, key: int) -> Group:
    right = tuple(i for i, row in enumerate(states) if row[key])
    group = Group("radio" if len(right) < 2 else "checkbox", list(_options(html, rows[1:], states, own)))
    if len(group.options) == len(states):
        read_options(html, group)
        head = tuple(span_of(line) for line in html.lines_in(rows[0].index, rows[0].end))
        group.options[0].start, group.options[-1].end = rows[0].index, rows[-1].end  # its head and its last cells
        group.told = Claim(Evidence.STATED, choices=right, spans=head) if 0 < len(right) < len(states) else None
    return group


def _options(
    html: HtmlPage, rows: Sequence[Node], states: Sequence[Sequence[bool | None]], own: int
) -> Iterator[Option]:
    """Each row's option: the first cell with words."""
    for row, state in zip(rows, states, strict=True):
        cell = next((cell for cell in _cells(row) if html.tree.words(cell).strip() not in _EMPTY), None)
        if cell is not None:
            yield Option(cell, cell.index, cell.end, cell, selected=state[own])


def _cells(row: Node) -> list[Node]:
    return [child for child in row.children if child.tag in ("td", "th")]


def _table_of(row: Node) -> Node | None:
    return next((node for node in row.ancestors() if node.tag == "table"), None)


def _state(html: HtmlPage, cell: Node) -> bool | None:
    """Whether the one control or sign of a cell is on; None where it holds words, or not one control."""
    found = [node for node in html.tree.inside(cell) if node.attrs and _is_tick(node)]
    words = html.tree.words(cell).strip()
    if not found and not words and (said := _drawn(html, cell)) is not None:
        return said
    if not found and (not words or words in _SIGNS):
        return bool(words)
    if len(found) != 1 or html.tree.words(cell):
        return None
    return "checked" in found[0].attrs or found[0].attrs.get("aria-checked") == "true"


def _drawn(html: HtmlPage, cell: Node) -> bool | None:
    """What an icon in a cell says by its name: `title="Correct"`, `class="icon selected"`."""
    for node in html.tree.inside(cell):
        names = {word.lower() for word in node.classes}
        for told in (node.attrs.get("title", ""), node.attrs.get("aria-label", ""), node.attrs.get("alt", "")):
            if (said := verdict(told)) is not None:
                return said
            if is_chosen(told):
                return True
        if names & {"selected", "checked", "chosen"}:
            return True
    return None


def _is_tick(node: Node) -> bool:
    return node.attrs.get("type") in ("radio", "checkbox") or node.attrs.get("role") in ("radio", "checkbox")
