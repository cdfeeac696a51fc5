"""Questions handed to a component of a page builder, in MDX and its kin: attributes that hold data.

    <Quiz question="What floats?" options={["iron", "cork"]} answer={1} />
    <Quiz questions={[{q: "What floats?", choices: ["iron", "cork"], correct: "cork"}]} />
    export const questions = [{question: "What floats?", options: [...], answer: 1}]

The fields are found as in a page's scripts (`extract.grammar.data.fields`); nothing is run.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.arbiter import Dialect
from extract.grammar.data.records import drafts_of
from extract.grammar.data.tables import tables_in
from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from quizmill.block import Kind
from quizmill.draft import Draft, Fragment
from quizmill.source import Span

_OPENS = re.compile(r"<(?P<name>[A-Z]\w*)(?=[\s/>])")
_NAME = re.compile(r"\s*(?P<name>[A-Za-z_][\w:.-]*)\s*(?P<is>=\s*)?")
_CLOSED = re.compile(r"\s*/?>")
_EXPORT = re.compile(r"\b(?:export\s+)?(?:const|let|var)\s+\w+\s*(?::[^=\n]{0,60})?=\s*(?=\[)")
_QUIZ = re.compile(r"quiz|question|mcq|poll|check|exam|card|choice|test|exercise", re.I)
_LONGEST = 100_000  # characters of one component
_CLOSERS = {"{": "}", "[": "]", "(": ")"}


@dataclass(frozen=True, slots=True)
class _Data:
    """A literal's text and where it stands."""

    name: str
    script: str
    start: int
    end: int


def _claim(doc: Doc) -> list[Found]:
    lines = [line for line in doc.lines if not line.pieces and line.kind is not Kind.CODE]
    if not any("<" in line.block.raw or "= [" in line.block.raw or "=[" in line.block.raw for line in lines):
        return []
    starts, parts, at = [], [], 0
    for line in lines:
        starts.append(at)
        parts.append(line.block.raw)
        at += len(line.block.raw) + 1
    text = "\n".join(parts)
    found: list[Found] = []
    groups: dict[str, list[_Data]] = {}
    for one in (*_components(text), *_exports(text)):
        groups.setdefault(one.name, []).append(one)
    for group in groups.values():
        taken = [lines[bisect_right(starts, one.start) - 1 : bisect_right(starts, one.end - 1)] for one in group]
        found += _questions(group, taken, doc.quiz)
    return found


def _questions(group: Sequence[_Data], taken: Sequence[Sequence[Line]], quiz: bool) -> Iterator[Found]:
    """The questions of all components of one name: their keys count alike. Each stands where its words do."""
    script = ", ".join(one.script for one in group)
    script = f"[{script}]" if len(group) > 1 or script.startswith("{") else script
    named = quiz or bool(_QUIZ.search(group[0].name))
    at = 0
    for table in tables_in(script):
        for draft in drafts_of(table, script, Span(), quiz_page=named)[0]:
            head = _plain(draft.stem.text)[:30]
            at = next((i for i in range(at, len(group)) if head in _plain(group[i].script)), at)
            yield _found(draft, taken[at])


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _found(draft: Draft, taken: Sequence[Line]) -> Found:
    where = prose.spans(taken)

    def at(fragment: Fragment) -> Fragment:
        return replace(fragment, spans=where) if fragment else fragment

    one = Found(list(taken), stem=list(taken[:1]), taken=list(taken), front=at(draft.stem), type=draft.type)
    one.columns = [(choice.label, at(choice.text)) for choice in draft.choices]
    one.column_feedback = [at(choice.feedback) for choice in draft.choices]
    one.claims = [replace(claim, spans=where) for claim in draft.claims]
    one.answers = [at(answer.text) for answer in draft.answers]
    one.answered = bool(draft.answers)
    one.feedback = [(remark.when, at(remark.text)) for remark in draft.feedback]
    one.hints = [at(hint) for hint in draft.hints]
    one.difficulty, one.points, one.tags = draft.difficulty, draft.points, list(draft.tags)
    return one


def _components(text: str) -> Iterator[_Data]:
    """Each component's attributes as one record."""
    for opened in _OPENS.finditer(text):
        pairs, at = [], opened.end()
        limit = min(len(text), at + _LONGEST)
        while at < limit:
            name = _NAME.match(text, at)
            if name is None:
                break
            at = name.end()
            value = "true"
            if name["is"]:
                end = _value_end(text, at, limit)
                value, at = text[at:end], end
                value = value[1:-1] if value[:1] == "{" else json.dumps(value.strip("\"'"), ensure_ascii=False)
            pairs.append(f"{json.dumps(name['name'])}: {value}")
        if pairs and any(mark in pair for pair in pairs for mark in "[{"):
            closed = _CLOSED.match(text, at)
            end = closed.end() if closed else at
            yield _Data(opened["name"], "{" + ", ".join(pairs) + "}", opened.start(), end)


def _exports(text: str) -> Iterator[_Data]:
    for found in _EXPORT.finditer(text):
        end = _value_end(text, found.end(), min(len(text), found.end() + _LONGEST))
        yield _Data(found[0], text[found.start() : end], found.start(), end)


def _value_end(text: str, at: int, limit: int) -> int:
    """The place after a string or a bracketed expression."""
    if text[at : at + 1] in ("'", '"'):
        return _string_end(text, at, limit)
    depth: list[str] = []
    while at < limit:
        char = text[at]
        if char in "'\"`":
            at = _string_end(text, at, limit)
            continue
        if char in _CLOSERS:
            depth.append(_CLOSERS[char])
        elif depth and char == depth[-1]:
            depth.pop()
            if not depth:
                return at + 1
        elif not depth and (char.isspace() or char in "/>"):
            return at
        at += 1
    return limit


def _string_end(text: str, at: int, limit: int) -> int:
    quote = text[at]
    at += 1
    while at < limit and text[at] != quote:
        at += 2 if text[at] == "\\" else 1
    return min(at + 1, limit)


DIALECT = Dialect("component data", _claim)
