"""Exercises in boxes with a solution to open, and lists of open questions under a heading that says so.

<div class="challenge"> <h3>Title</h3> What does it print? <ol><li>1</li><li>2</li></ol> </div>
<button data-target="#s1">Solution</button> <div id="s1"> <ol><li>No: ...</li><li>Yes, ...</li></ol> </div>
    a choice item: the solution judges the list's entries one by one; without such verdicts an open question

<h2>Open questions</h2> <ol><li>What is a prior?</li> ...             open questions without an answer
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.grammar.groups.after import read_around
from extract.grammar.groups.group import Group, Option, Region
from extract.grammar.groups.marks import claims_of
from extract.grammar.groups.options import read_options
from extract.grammar.lines import enumerators
from extract.grammar.lines.line_labels import drop
from extract.grammar.pages.solved import below_title, solutions
from extract.grammar.question.other_keys import is_pairing
from extract.grammar.words.about import roles_about
from extract.grammar.words.class_names import head_verdict
from extract.grammar.words.label_words import Role, roles_of
from extract.media.html.lines import Line
from extract.media.html.medium import HtmlPage, span_of
from extract.media.html.rich import rich_parts
from extract.media.html.tree import Node
from quizmill.block import Kind
from quizmill.draft import EMPTY, Claim, Draft, DraftAnswer, DraftChoice, DraftFeedback, Fragment
from quizmill.item import Evidence

_EXERCISE = re.compile(
    r"(?:^|[\s_-])(?:challenge|exercises?|question|problem|task|activity|quiz|checkpoint|practice|try-?it"
    r"|test-?yourself|aufgabe|\u00fcbung|uebung|ejercicio|exercice|esercizio|oefening|opgave|zadanie)(?:$"
    r"|[\s_-])",
    re.I,
)
_NAMED = re.compile(
    r"^\W*(?:\w+\W+){0,2}?(?:answer|solution|option|choice|command|one)s?\s+(?:is|are|was|:)\s*:?\s*(?:option"
    r"|number|no\.?|answer)?"
    r"\s*\(?([1-9]|[A-Ha-h])(?=[).:,;]?\s*$|[).:,;]\s)",
    re.I,
)
_NAMED_LATE = re.compile(
    r"^\W*(?:option|answer|solution|choice|number)?\s*\(?([1-9]|[A-H])\)?\s+(?:is|was)\s+(?:the\s+)?(?:correct"
    r"|right|solution|answer)\b",
    re.I,
)
_ABOVE = re.compile(r"\b(?:none|all|both|any) of (?:the |these )?(?:above|following|options)\b", re.I)
_OPEN_HEAD = re.compile(
    r"\b(?:open|review|discussion|study|essay|reflection|comprehension|self-?(?:check|test|study)|practice"
    r"|exam|short.answer|further)\s+questions?\b|^\W*(?:discussion|review) questions?\W*$|offene fragen"
    r"|kontrollfragen|preguntas (?:abiertas|de repaso)|questions (?:ouvertes|de r\u00e9vision)"
    r"|\u043a\u043e\u043d\u0442\u0440\u043e\u043b\u044c\u043d\u044b\u0435 \u0432\u043e\u043f\u0440\u043e\u0441\u044b"
    r"|\u590d\u4e60\u9898|\u601d\u8003\u9898",
    re.I,
)
_NO_BOXES = frozenset({"body", "html", "button", "a", "li"})
_ASKS = ("?", "\uff1f", "\u061f", "\u037e")


@dataclass(frozen=True, slots=True)
class Exercise:
    """A box's own lines without its title, and the lines of its solution; `taken` are all of them."""

    title: str
    lines: tuple[Line, ...]
    solution: tuple[Line, ...]
    taken: tuple[Line, ...]
    hints: tuple[Line, ...] = ()


def exercise_drafts(html: HtmlPage, taken: frozenset[int]) -> list[Draft]:
    """The drafts of all exercise boxes whose lines no other draft holds (`taken`, by their first node)."""
    out = []
    for exercise in _exercises(html, taken):
        draft = _choice_draft(html, exercise) or _open_draft(html, exercise)
        if draft is not None:
            out.append(draft)
    return out


@lru_cache(maxsize=2048)
def _is_exercise(names: str) -> bool:
    return _EXERCISE.search(names) is not None


def _exercises(html: HtmlPage, taken: frozenset[int]) -> Iterator[Exercise]:
    done, apart = -1, solutions(html)
    for node in html.tree.of(lambda make: make.tag not in _NO_BOXES and _is_exercise(make.own)):
        if node.index < done:
            continue
        lines = html.lines_in(node.index, node.end)
        if not lines or any(line.first in taken or any(line.controls()) for line in lines):
            continue
        opener = next((line for line in lines if _opens_solution(line)), None)
        inner = lines if opener is None else [line for line in lines if line.first < opener.first]
        opener = opener or _next_opener(html, node)
        if opener is not None:
            around = solution = _panel(html, opener)
        else:
            around = html.lines_in(apart[node.index].index, apart[node.index].end) if node.index in apart else []
            solution = below_title(around)
        if not solution or not inner:
            continue
        everything = {line.first: line for line in (*lines, *([opener] if opener is not None else ()), *around)}
        inner, hints = _hints_apart(html, inner)
        title, body = _without_title(inner, node.make.own)
        if body:
            done = max(node.end, solution[-1].last + 1) if opener is not None else node.end
            yield Exercise(title, tuple(body), tuple(solution), tuple(everything.values()), tuple(hints))


def _hints_apart(html: HtmlPage, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines without those of hint boxes, and the hints' own words."""
    kept, hints, end = [], [], -1
    for line in lines:
        if line.kind is Kind.SUMMARY and Role.HINT in roles_about(line.text):
            panel = _panel(html, line)
            end = panel[-1].last if panel else -1
        elif line.first <= end:
            hints.append(line)
        else:
            kept.append(line)
    return kept, hints


def _opens_solution(line: Line) -> bool:
    if line.kind is not Kind.SUMMARY or len(line.text) > 60:
        return False
    wanted = {Role.SOLUTION, Role.ANSWER, Role.REVEAL}
    return bool(roles_about(line.text) & wanted) or any(roles_of(word) & wanted for word in line.text.split()[:6])


def _next_opener(html: HtmlPage, node: Node) -> Line | None:
    """The summary line that comes right after a box, before any other words."""
    after = html.lines_in(node.end, min(node.end + 60, len(html.tree.nodes)))
    return after[0] if after and _opens_solution(after[0]) else None


def _panel(html: HtmlPage, opener: Line) -> list[Line]:
    panel = html.tree.by_id.get(opener.opens) if opener.opens else None
    if panel is None:
        panel = next((around for around in opener.container.ancestors() if around.tag == "details"), None)
    if panel is None:
        return []
    return [line for line in html.lines_in(panel.index, panel.end) if line is not opener]


def _without_title(lines: Sequence[Line], own: str) -> tuple[str, list[Line]]:
    """The box's kind ("Challenge") and title set aside."""
    body = list(lines)
    words = set(own.lower().replace("-", " ").split())
    while body and (body[0].text.strip().lower() in words or body[0].button):
        body.pop(0)
    titled = bool(body) and (body[0].kind is Kind.HEADING or "title" in body[0].container.make.own)
    if len(body) > 1 and titled and not body[0].text.endswith(_ASKS):
        return body[0].text, body[1:]
    return "", body


def _fragment(html: HtmlPage, lines: Sequence[Line]) -> Fragment:
    text = rich_parts([(line, line.parts) for line in lines], html.writing())
    return Fragment(text, tuple(span_of(line) for line in lines)) if text.strip() else EMPTY


def _open_draft(html: HtmlPage, exercise: Exercise) -> Draft | None:
    stem, solution = _fragment(html, exercise.lines), _fragment(html, exercise.solution)
    if not stem or not solution or is_pairing(solution.text):  # pairs are not told in words
        return None
    return Draft(
        stem=stem,
        spans=tuple(span_of(line) for line in exercise.taken),
        type="essay",
        title=exercise.title,
        answers=(DraftAnswer(solution),),
        hints=(_fragment(html, exercise.hints),) if exercise.hints else (),
    )


def _choice_draft(html: HtmlPage, exercise: Exercise) -> Draft | None:
    """A list at the exercise's end whose entries the solution judges, one by one or by number."""
    entries = _entries(html, exercise.lines)
    if entries is None:
        return None
    start, options = entries
    judged = _judged(html, exercise.solution, len(options))
    named = _named(exercise.solution, len(options)) if judged is None else None
    if judged is None and named is None:
        named = _same_words(options, exercise.solution)
    if judged is None and named is None and not any(_ABOVE.search(option.text) for option in options):
        return None
    values, remarks = judged if judged is not None else ((), ())
    right = tuple(i for i, value in enumerate(values) if value) if named is None else (named,)
    if len(right) == len(options) or (judged is not None and not right):
        return None
    blank = [EMPTY] * len(options)
    choices = tuple(
        DraftChoice(option, feedback=remark) for option, remark in zip(options, remarks or blank, strict=True)
    )
    rest = [line for line in exercise.lines if not start <= line.first < _end(html, exercise.lines, start)]
    judging = next((n for n in _lists(html, exercise.solution) if remarks and _rows(n) == len(options)), None)
    rest_of_solution = _fragment(
        html, [x for x in exercise.solution if judging is None or not judging.index <= x.first < judging.end]
    )
    claim = Claim(Evidence.STATED, choices=right, spans=tuple(span_of(line) for line in exercise.solution[:1]))
    return Draft(
        stem=_fragment(html, rest),
        spans=tuple(span_of(line) for line in exercise.taken),
        type="multiple" if len(right) > 1 else None,
        title=exercise.title,
        choices=choices,
        claims=(claim,) if right else (),
        feedback=(DraftFeedback(rest_of_solution),) if rest_of_solution else (),
    )


def _lists(html: HtmlPage, lines: Sequence[Line]) -> list[Node]:
    """The outermost lists that lines stand in, in order."""
    seen: dict[int, Node] = {}
    for line in lines:
        around = [node for node in (line.container, *line.container.ancestors()) if node.tag in ("ol", "ul")]
        inside = [node for node in around if node.index >= lines[0].first - 12]
        if inside:
            seen.setdefault(inside[-1].index, inside[-1])
    return [seen[at] for at in sorted(seen)]


def _rows(node: Node) -> int:
    return sum(child.tag == "li" for child in node.children)


def _entries(html: HtmlPage, lines: Sequence[Line]) -> tuple[int, list[Fragment]] | None:
    lists = _lists(html, lines)
    if not lists:
        return None
    last = lists[-1]
    rows = [child for child in last.children if child.tag == "li"]
    if not 2 <= len(rows) <= 12:
        return None
    options = [_entry(html.of(row)) for row in rows]
    return (last.index, options) if all(options) else None


def _end(html: HtmlPage, lines: Sequence[Line], start: int) -> int:
    return html.tree.nodes[start].end


def _entry(fragment: Fragment) -> Fragment:
    return Fragment(re.sub(r"^(?:- |\d{1,3}\. )", "", fragment.text), fragment.spans)


def _judged(html: HtmlPage, lines: Sequence[Line], count: int) -> tuple[tuple[bool, ...], tuple[Fragment, ...]] | None:
    """One verdict for each option, from a list of the same length in the solution."""
    for node in _lists(html, lines):
        rows = [child for child in node.children if child.tag == "li"]
        if len(rows) != count:
            continue
        values = [_row_verdict(html.tree.words(row)) for row in rows]
        if True in values:
            return tuple(value is True for value in values), tuple(_entry(html.of(row)) for row in rows)
    return None


_SAYS_RIGHT = re.compile(
    r"^\W*(?:this|that|it|which)\s+is\s+(?:the\s+)?(?:correct|right)(?:\s+(?:answer|one|option|solution))?\W*$", re.I
)


def _row_verdict(text: str) -> bool | None:
    return True if _SAYS_RIGHT.match(text) else head_verdict(text)


def _same_words(options: Sequence[Fragment], lines: Sequence[Line]) -> int | None:
    """The one option that the solution repeats word for word."""
    said = {_fold(" ".join(line.text for line in lines)), *(_fold(line.text) for line in lines[:1])}
    same = [place for place, option in enumerate(options) if _fold(option.text) in said]
    return same[0] if len(same) == 1 else None


def _fold(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _named(lines: Sequence[Line], count: int) -> int | None:
    for line in lines[:3]:
        found = _NAMED.search(line.text) or _NAMED_LATE.search(line.text)
        if found:
            place = int(found[1]) - 1 if found[1].isdecimal() else ord(found[1].upper()) - ord("A")
            return place if place < count else None
    return None


def boxed_drafts(html: HtmlPage, taken: frozenset[int]) -> list[Draft]:
    """Boxes that open on a question: its options as a list and its answer stand inside, its words are the opener."""
    out: list[Draft] = []
    for line in html.lines:
        if line.kind is not Kind.SUMMARY or line.first in taken or roles_about(line.text) or len(line.text) < 8:
            continue
        inner = _panel(html, line)
        rows = _first_list(html, inner)
        if rows is None or any(one.first in taken or any(one.controls()) for one in inner):
            continue
        group = Group("element", [Option(row, row.index, row.end, row) for row in rows])
        read_options(html, group)
        region = Region(group, stem=[line], after=[one for one in inner if one.first >= group.end])
        around = read_around(html, region)
        claims = (*claims_of(html, group), *around.claims)
        if not claims or not all(option.text for option in group.options):
            continue
        parts = drop(line.parts, found.length) if (found := enumerators.read(line.text)) else line.parts
        stem = Fragment(rich_parts([(line, parts)], html.writing()), (span_of(line),))
        choices = tuple(DraftChoice(option.text, option.label, feedback=option.remark) for option in group.options)
        spans = tuple(span_of(one) for one in (line, *inner))
        out.append(Draft(stem=stem, spans=spans, choices=choices, claims=claims, feedback=tuple(around.feedback)))
    return out


def _first_list(html: HtmlPage, lines: Sequence[Line]) -> list[Node] | None:
    for node in _lists(html, lines) if lines else ():
        rows = [child for child in node.children if child.tag == "li"]
        if 2 <= len(rows) <= 8:
            return rows
    return None


def open_drafts(html: HtmlPage, taken: frozenset[int]) -> list[Draft]:
    """The entries of numbered lists under a heading such as "Open questions", when (nearly) all of them ask."""
    out: list[Draft] = []
    for number, line in enumerate(html.lines):
        if line.kind is not Kind.HEADING or not _OPEN_HEAD.search(line.text):
            continue
        entries = []
        for below in html.lines[number + 1 :]:
            if below.kind is not Kind.ITEM and below.kind is not Kind.TEXT:
                break
            if below.kind is Kind.ITEM and below.first not in taken:
                entries.append(below)
            elif entries:
                break
        asking = [entry for entry in entries if entry.text.rstrip().endswith(_ASKS)]
        if len(entries) < 2 or len(asking) * 3 < len(entries) * 2:
            continue
        for entry in entries:
            text = rich_parts([(entry, entry.parts)], html.writing())
            stem = Fragment(re.sub(r"^(?:- |\d{1,3}\. )", "", text), (span_of(entry),))
            out.append(Draft(stem=stem, spans=(span_of(entry),), type="essay", section=(line.text,)))
    return out
