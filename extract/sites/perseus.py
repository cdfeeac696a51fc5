r"""Perseus exercises (Khan Academy) in the data of a page.

    <script type="application/json">{"itemData": "{\"question\": {\"content\": \"[[\u2603 radio 1]]\", ...}}"}</script>

An exercise often lies as a string of JSON in the data. What it says is read as in a file of its own (`_json_perseus`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from extract.grammar.html_build import html_of
from extract.grammar.literal_parse import literals
from extract.grammar.literal_values import Array, Record, Value
from extract.sites import _json_perseus
from extract.sites._data_rows import Data
from extract.sites._json_values import Unread
from quizmill.draft import Draft, Extraction
from quizmill.finding import Finding, Severity
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor
from quizmill.source import Span

_CARRIED = ("[[\u2603 ", "[[\\u2603 ", "[[\\\\u2603 ")
_DEEPEST = 14


def identify(page: Page) -> bool:
    return any(sign in page.text for sign in _CARRIED)


def read(page: Page) -> Extraction:
    drafts: dict[tuple[object, ...], Draft] = {}
    findings: dict[str, Finding] = {}
    for node in html_of(page).tree.elements("script"):
        place = Span(node=node.path)
        for data in _datas(node.text):
            for _, exercise in _json_perseus.questions(data):
                try:
                    draft = _json_perseus.draft(exercise, place)
                    drafts.setdefault(_same(draft), draft)
                except Unread as kind:
                    message = f"An exercise with the widgets {str(kind)!r} is not read."
                    findings[message] = Finding("format-unsupported", Severity.WARNING, message, place)
    chrome = tuple(block.span for block in page.blocks)
    return Extraction(drafts=tuple(drafts.values()), chrome=chrome, findings=tuple(findings.values()))


def _same(draft: Draft) -> tuple[object, ...]:
    """What makes two exercises one: pages carry some twice."""
    return draft.stem.text, draft.choices, draft.answers, draft.gaps, draft.pairs, draft.order


def _datas(script: str) -> Iterator[Data]:
    if any(sign in script for sign in _CARRIED):
        for found in literals(script):
            yield _unfolded(found.value, 0)


def _unfolded(value: Value, depth: int) -> Data:
    """A literal as plain data; strings that hold exercises as JSON are unfolded, too."""
    if depth > _DEEPEST:
        return None
    match value:
        case Record():
            return {name: _unfolded(inner, depth + 1) for name, inner in value.pairs.items()}
        case Array():
            return [_unfolded(inner, depth + 1) for inner in value.items]
        case str() if value[:1] == "{" and any(sign in value for sign in _CARRIED):
            try:
                data: Data = json.loads(value)
            except ValueError:
                return value
            return data
        case str() | int() | float() | None:
            return value
    return None


EXTRACTOR = Extractor("perseus", frozenset({Carrier.HTML}), identify, read)
