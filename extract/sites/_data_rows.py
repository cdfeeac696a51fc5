"""Questions out of data that some reader has parsed: every list of records that asks, each draft at its lines.

    of_data(page, {"questions": [{"question": "5 + 7 = ?", "options": ["10", "12"], "answer": "12"}]})

The field names are found as in a page's scripts (`extract.grammar.data.fields`). Lists inside lists (chapters with
questions) are looked into; the path of each list is part of its place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from extract.grammar.data.records import drafts_of
from extract.grammar.data.tables import tables_in
from quizmill.draft import Draft, Extraction, Fragment
from quizmill.finding import Finding
from quizmill.page import Page
from quizmill.source import Span

_QUIZ = re.compile(r"(?i)quiz|question|trivia|flash.?card|exam|deck|mcq|test")
_DEEPEST = 20

Data = str | int | float | bool | None | list["Data"] | dict[str, "Data"]


def of_data(page: Page, data: Data) -> Extraction:
    """The questions in some data that was read from a page."""
    data = _lifted(data)
    lists = [(path, json.dumps(rows, ensure_ascii=False)) for path, rows in _lists(data, "", 0)]
    return drafted(page, lists, tuple(_facts(data)))


def _lifted(value: Data) -> Data:
    """`{"prompt": {"prompt": "..", "distractors": [..]}}`: what a record of the same name holds is the row's own."""
    if isinstance(value, list):
        return [_lifted(item) for item in value]
    if not isinstance(value, dict):
        return value
    row: dict[str, Data] = {}
    for name, item in value.items():
        if isinstance(item, dict) and name in item and not isinstance(item[name], dict):
            row |= {inner: _lifted(part) for inner, part in item.items() if inner == name or inner not in value}
        else:
            row[name] = _lifted(item)
    return row


def drafted(page: Page, lists: list[tuple[str, str]], facts: tuple[tuple[str, str], ...]) -> Extraction:
    """The drafts of every table in some scripts, each at its lines; `lists` are paths and what stands there."""
    drafts: list[Draft] = []
    findings: list[Finding] = []
    places = Places(page.text)
    quiz = bool(_QUIZ.search(page.source.path) or _QUIZ.search(page.text[:2000]))
    for path, script in lists:
        for table in tables_in(script):
            found, said = drafts_of(table, page.text, Span(node=path or "/"), quiz_page=quiz)
            drafts += [places.placed(draft) for draft in found]
            findings += said
    return Extraction(drafts=tuple(drafts), findings=tuple(findings), facts=facts)


def _lists(value: Data, path: str, depth: int) -> Iterator[tuple[str, list[Data]]]:
    """Lists of records that ask, outermost first; what lies inside such a list is its own business."""
    if isinstance(value, list):
        if value and all(isinstance(item, dict) for item in value) and tables_in(json.dumps(value)):
            nested = [found for i, item in enumerate(value) for found in _lists(item, f"{path}/{i}", depth + 1)]
            yield from nested if _holds_more(value, nested) else [(path, value)]
            return
        for i, item in enumerate(value):
            yield from _lists(item, f"{path}/{i}", depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST:
        for key, item in value.items():
            yield from _lists(item, f"{path}/{key}", depth + 1)


def _holds_more(rows: list[Data], nested: list[tuple[str, list[Data]]]) -> bool:
    """Chapters with questions inside are no questions: the lists inside ask, and each row has one."""
    asking = [path for path, inner in nested if sum(_asks(row) for row in inner) * 2 >= len(inner)]
    return len(asking) * 2 >= len(rows) > 0


def _asks(row: Data) -> bool:
    texts = [v for v in row.values() if isinstance(v, str)] if isinstance(row, dict) else []
    lists = [v for v in row.values() if isinstance(v, list | dict)] if isinstance(row, dict) else []
    return bool(texts and lists)


def _facts(data: Data) -> Iterator[tuple[str, str]]:
    root = data[0] if isinstance(data, list) and len(data) == 1 else data
    if isinstance(root, dict):
        for name in ("title", "name", "course", "topic", "language"):
            value = root.get(name)
            if isinstance(value, str) and value.strip():
                yield ("title" if name == "name" else name), value.strip()


class Places:
    """Finds the lines of a draft in the text: from its stem to the line before the next draft's."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.at = 0

    def placed(self, draft: Draft) -> Draft:
        line = self._line_of(draft.stem.text)
        if line is None:
            return draft
        spans = tuple(replace(span, lines=(line, line)) for span in draft.spans)
        claims = tuple(replace(claim, spans=spans) for claim in draft.claims)
        return replace(draft, stem=Fragment(draft.stem.text, spans), spans=spans, claims=claims)

    def _line_of(self, stem: str) -> int | None:
        first = re.sub(r"[*_`\\]", "", stem.strip().split("\n")[0])[:40]
        for i in range(self.at, len(self.lines)):
            plain = self.lines[i].replace("\\", "").replace("*", "").replace("_", "").replace("`", "")
            if first and first in plain:
                self.at = i
                return i + 1
        return None
