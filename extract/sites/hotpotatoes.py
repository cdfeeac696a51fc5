"""Hot Potatoes exercises (versions 6 and 7): quiz, gap-fill, matching and jumbled sentence.

    I[1][2]='0'; I[1][3][1]=new Array('Food','Right: ...',1,100,1);       <li id="Q_1"> ... Cellphone / Food
    I[0][1][0][0]='air';                                                  <span id="GapSpan0"><input></span>
    Segments[0][0]='All living things'; Segments[0][1]=1;                 the part and its place in the sentence
    F[0][0]='water'; F[0][1]=1; D[0][0]='Keeps ...'; D[0][1]=1;           or <div id="L_0">, <div id="R_0"> (version 7)

`I[q][2]` is the kind: 0 one answer, 1 typed, 2 both, 3 several. An answer is (text, remark, right, percent, ...).
A question of kind 3 of which no answer is right has no key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.grammar.data.parse import assignments, literals
from extract.grammar.data.texts import rich_text
from extract.grammar.data.values import Array, Record, Value
from extract.grammar.pages.build import first, furniture, html_of, spans, text
from extract.media.html.medium import HtmlPage, span_of
from extract.media.html.rich import rich_parts
from extract.media.html.tree import Node
from quizmill.draft import EMPTY, Claim, Draft, DraftAnswer, DraftChoice, DraftGap, DraftPair, Extraction, Fragment
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor
from quizmill.source import Span


@dataclass(slots=True)
class _Data:
    """The exercise's arrays, by name and indices, and where they stand."""

    values: dict[str, dict[tuple[int, ...], Value]] = field(default_factory=dict)
    groups: tuple[tuple[int, ...], ...] = ()  # version 7: for each right-hand card the left ones it goes with
    place: Span = field(default_factory=lambda: Span(node="html"))

    def rows(self, name: str) -> dict[tuple[int, ...], Value]:
        return self.values.get(name, {})


def _identify(page: Page) -> bool:
    return "Half-Baked Software" in page.text or "Created with Hot Potatoes" in page.text


def _read(page: Page) -> Extraction:
    html = html_of(page)
    data = _data(html)
    drafts = [*_quiz(html, data), *_gaps(html, data), *_matching(html, data), *_jumbled(html, data)]
    return Extraction(drafts=tuple(drafts), chrome=furniture(html, drafts), media=tuple(html.pictures.media.values()))


def _data(html: HtmlPage) -> _Data:
    data = _Data()
    for node in html.tree.elements("script"):
        for name, places, value in assignments(node.text):
            if name in ("I", "F", "D", "Segments"):
                data.values.setdefault(name, {}).setdefault(places, value)
                data.place = Span(node=node.path)
        if "RightItems" in node.text:
            data.groups = _cards(node.text)
            data.place = Span(node=node.path)
    return data


def _cards(script: str) -> tuple[tuple[int, ...], ...]:
    for found in literals(script):
        if isinstance(found.value, Record) and isinstance(cards := found.value.pairs.get("RightItems"), Array):
            return tuple(_ints(card.pairs.get("Groups")) for card in cards.items if isinstance(card, Record))
    return ()


def _ints(value: Value) -> tuple[int, ...]:
    return tuple(item for item in value.items if isinstance(item, int)) if isinstance(value, Array) else ()


def _quiz(html: HtmlPage, data: _Data) -> list[Draft]:
    out = []
    for box in html.tree.with_class("QuizQuestion"):
        number = box.id.rpartition("_")[2]
        if not number.isdecimal():
            continue
        answers = _answers(data.rows("I"), int(number))
        kind = data.rows("I").get((int(number), 2))
        stem = text(html, first(html, box, "QuestionText"))
        place = (*spans(html, box), data.place)
        if str(kind) == "1" and answers:
            out.append(
                Draft(
                    stem=stem,
                    spans=place,
                    type="short",
                    answers=tuple(_typed(answer, data.place) for answer in answers),
                )
            )
        elif len(answers) > 1:
            out.append(_choice(html, box, stem, answers, str(kind) == "3", place))
    return out


def _answers(rows: Mapping[tuple[int, ...], Value], number: int) -> list[list[Value]]:
    """The answers of a question, each (text, remark, right, percent ...)."""
    found = [(places, value) for places, value in rows.items() if len(places) == 3 and places[:2] == (number, 3)]
    return [value.items for _, value in sorted(found) if isinstance(value, Array) and len(value.items) > 2]


def _fragment(value: Value, place: Span) -> Fragment:
    return Fragment(rich_text(value), (place,)) if isinstance(value, str) and value.strip() else EMPTY


def _typed(answer: list[Value], place: Span) -> DraftAnswer:
    credit = answer[3] if len(answer) > 3 and isinstance(answer[3], int | float) else 100.0
    return DraftAnswer(
        _fragment(answer[0], place), credit=float(credit) if answer[2] else 0.0, feedback=_fragment(answer[1], place)
    )


def _choice(
    html: HtmlPage, box: Node, stem: Fragment, answers: list[list[Value]], several: bool, place: tuple[Span, ...]
) -> Draft:
    right = tuple(i for i, answer in enumerate(answers) if answer[2] == 1)
    choices = tuple(
        DraftChoice(_fragment(answer[0], place[-1]), feedback=_fragment(answer[1], place[-1])) for answer in answers
    )
    claims = (Claim(Evidence.MARKUP, choices=right, spans=place[-1:]),) if right else ()
    return Draft(stem=stem, spans=place, type="multiple" if several else None, choices=choices, claims=claims)


def _gaps(html: HtmlPage, data: _Data) -> list[Draft]:
    body = html.tree.first_with_class("ClozeBody")
    rows = data.rows("I")
    if body is None or not any(len(places) == 4 and places[1] == 1 for places in rows):
        return []
    gaps: dict[int, DraftGap] = {}
    picked = []
    for line in html.lines_in(body.index, body.end):
        for at in line.controls():
            node = html.tree.nodes[at]
            number = re.sub(r"\D", "", node.id)
            if number:
                known = [
                    value
                    for places, value in sorted(rows.items())
                    if len(places) == 4 and places[:2] == (int(number), 1) and places[3] == 0
                ]
                gaps[at] = DraftGap(str(len(gaps) + 1), _gap_answers(known, data.place))
        picked.append((line, line.parts))
    if not gaps:
        return []
    written = rich_parts(picked, html.writing(gap=lambda at: f"{{{{gap:{gaps[at].id}}}}}" if at in gaps else ""))
    place = tuple(span_of(line) for line, _ in picked)
    return [Draft(stem=Fragment(written, place), spans=(*place, data.place), type="cloze", gaps=tuple(gaps.values()))]


def _gap_answers(known: list[Value], place: Span) -> tuple[DraftAnswer, ...]:
    """The first answer is the one shown; a gap's later ones are accepted beside it."""
    texts = [value for value in known if isinstance(value, str) and value.strip()]
    return tuple(DraftAnswer(_fragment(value, place)) for value in texts)


def _matching(html: HtmlPage, data: _Data) -> list[Draft]:
    lefts = _side(html, data, "F", "L_")
    rights = _side(html, data, "D", "R_")
    if not lefts or not rights:
        return []
    group_of = {place[0]: value for place, value in data.rows("F").items() if len(place) == 2 and place[1] == 1}
    right_group = {place[0]: value for place, value in data.rows("D").items() if len(place) == 2 and place[1] == 1}
    pairs, used = [], set()
    for number, left in enumerate(lefts):
        if data.groups:
            fitting = [i for i, groups in enumerate(data.groups) if number in groups]
        else:
            fitting = [i for i in right_group if number in group_of and right_group[i] == group_of[number]]
        found = rights[fitting[0]] if len(fitting) == 1 and fitting[0] < len(rights) else EMPTY
        used.update(fitting)
        pairs.append(DraftPair(left, found))
    others = tuple(right for number, right in enumerate(rights) if number not in used)
    stem = text(html, html.tree.by_id.get("Instructions")) or text(html, html.tree.first_with_class("ExerciseTitle"))
    place = dict.fromkeys((*stem.spans, *(span for side in (*lefts, *rights) for span in side.spans), data.place))
    return [Draft(stem=stem, spans=tuple(place), type="matching", pairs=tuple(pairs), distractors=others)]


def _side(html: HtmlPage, data: _Data, array: str, card: str) -> list[Fragment]:
    found = sorted(
        (places[0], value) for places, value in data.rows(array).items() if len(places) == 2 and places[1] == 0
    )
    if found:
        return [_fragment(value, data.place) for _, value in found]
    out: list[Fragment] = []
    while (node := html.tree.by_id.get(f"{card}{len(out)}")) is not None:
        out.append(text(html, node))
    return out


def _jumbled(html: HtmlPage, data: _Data) -> list[Draft]:
    rows = data.rows("Segments")
    parts = sorted((places[0], value) for places, value in rows.items() if len(places) == 2 and places[1] == 0)
    order = [(rows.get((number, 1)), value) for number, value in parts]
    if len(order) < 2 or not all(isinstance(place, int) for place, _ in order):
        return []
    entries = [_fragment(value, data.place) for _, value in sorted(order, key=lambda pair: int(str(pair[0])))]
    title = html.tree.by_id.get("Instructions")
    stem = text(html, title)
    return [Draft(stem=stem, spans=(*spans(html, title), data.place), type="ordering", order=tuple(entries))]


EXTRACTOR = Extractor("hotpotatoes", frozenset({Carrier.HTML}), _identify, _read)
