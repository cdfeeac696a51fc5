"""Questions kept as data: JSON, YAML, TOML and script files with lists of records, whatever their fields are called.

    {"title": "Sums", "questions": [{"question": "5 + 7 = ?", "options": ["10", "12"], "answer": "12"}]}

    questions:
      - text: Which tool cuts wood?
        choices: [{text: Saw, correct: true}, {text: Rake}]

The field names are found as in a page's scripts (`extract.grammar.literal_records`): by the words people use, and by
what stands in them. A key that could be read in two ways stays open.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace

import yaml

from extract.grammar.literal_records import drafts_of, tables_in
from quizmill.draft import Draft, Extraction, Fragment
from quizmill.finding import Finding, Severity
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor
from quizmill.source import Span

_ASKS = re.compile(r"(?i)[\"']?\b(?:question|prompt|stem|front|term|text|title|q)\w*[\"']?\s*[:=]")
_CHOOSES = re.compile(
    r"(?i)[\"']?\b(?:options?|choices?|answers?|correct\w*|distractors?|alternatives|back|definition|solution|a)\w*[\"']?\s*[:=]"
)
_OURS = re.compile(r'\s*\{\s*"format":\s*"quizmill-|"provenance":\s*\{')
_SCRIPTS = frozenset({".js", ".mjs", ".cjs", ".ts", ".jsx", ".tsx", ".json5"})
_QUIZ = re.compile(r"(?i)quiz|question|trivia|flash.?card|exam|deck|mcq|test")
_DEEPEST = 20

Data = str | int | float | bool | None | list["Data"] | dict[str, "Data"]


def identify(page: Page) -> bool:
    """A field that asks and one that answers near the beginning."""
    head = page.text[:20_000]
    return bool(_ASKS.search(head) and _CHOOSES.search(head)) and not _OURS.search(head)


def read(page: Page) -> Extraction:
    if page.source.suffix in _SCRIPTS:
        return _drafted(page, [("", page.text)], ())
    try:
        data = _parsed(page)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        finding = Finding("parse-error", Severity.ERROR, f"This data cannot be read: {str(error)[:200]}")
        return Extraction(findings=(finding,))
    lists = [(path, json.dumps(rows, ensure_ascii=False)) for path, rows in _lists(data, "", 0)]
    return _drafted(page, lists, tuple(_facts(data)))


def _drafted(page: Page, lists: list[tuple[str, str]], facts: tuple[tuple[str, str], ...]) -> Extraction:
    """The drafts of every table in some scripts, each at its lines; `lists` are paths and what stands there."""
    drafts: list[Draft] = []
    findings: list[Finding] = []
    places = _Places(page.text)
    quiz = bool(_QUIZ.search(page.source.path) or _QUIZ.search(page.text[:2000]))
    for path, script in lists:
        for table in tables_in(script):
            found, said = drafts_of(table, page.text, Span(node=path or "/"), quiz_page=quiz)
            drafts += [places.placed(draft) for draft in found]
            findings += said
    return Extraction(drafts=tuple(drafts), findings=tuple(findings), facts=facts)


def _parsed(page: Page) -> Data:
    """The document's data. YAML aliases are refused: a few lines of them stand for gigabytes."""
    if page.source.suffix == ".toml":
        return _plain(tomllib.loads(page.text))
    if page.source.suffix in (".yaml", ".yml"):
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(page.text, Loader=yaml.CSafeLoader)):
            raise ValueError("YAML aliases are not followed")
        return [_plain(each) for each in yaml.load_all(page.text, Loader=yaml.CSafeLoader)]
    if page.source.suffix in (".jsonl", ".ndjson"):
        return [_plain(json.loads(line)) for line in page.text.splitlines() if line.strip()]
    return _plain(json.loads(page.text))


def _plain(value: object, depth: int = 0) -> Data:
    """Lists, records and words only: a date becomes its text."""
    if depth > _DEEPEST:
        return None
    if isinstance(value, dict):
        return {str(key): _plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item, depth + 1) for item in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


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


class _Places:
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


EXTRACTOR = Extractor("data-questions", frozenset({Carrier.JSON}), identify, read)
