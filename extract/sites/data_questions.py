"""Questions kept as data: JSON, YAML, TOML, SQL, script and program files, whatever their fields are called.

    {"title": "Sums", "questions": [{"question": "5 + 7 = ?", "options": ["10", "12"], "answer": "12"}]}

    questions:
      - text: Which tool cuts wood?
        choices: [{text: Saw, correct: true}, {text: Rake}]

The field names are found as in a page's scripts (`extract.grammar.data.fields`): by the words people use, and by
what stands in them; shapes of platforms (`_json.shapes`) are read by their own rules. A key that could be read in two
ways stays open.
"""

from __future__ import annotations

import json
import re
import tomllib

import yaml

from extract.grammar.data import sql_rows
from extract.grammar.data.program_text import as_script
from extract.media.data import PROGRAMS, SCRIPTS
from extract.sites._data_rows import Data, drafted, of_data
from extract.sites._datas import datas
from extract.sites._json.shapes import in_a_shape, signed
from quizmill.draft import Extraction
from quizmill.finding import Finding, Severity
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_ASKS = re.compile(r"(?i)[\"']?\b(?:question|prompt|stem|front|term|text|title|q)\w*[\"']?\s*[:=]")
_CHOOSES = re.compile(
    r"(?i)[\"']?\b(?:options?|choices?|answers?|correct\w*|distractors?|alternatives|back|definition|solution|a)\w*[\"']?\s*[:=]"
)
_OURS = re.compile(r'\s*\{\s*"format":\s*"quizmill-|"provenance":\s*\{')
_NAMES_QUIZ = re.compile(r"(?i)quiz|question|trivia|flash.?card|mcq|pregunta|pergunta|domand|frage|soru|вопрос")
_COMMENT = re.compile(r"\A\s*//[^\n]*\n")  # a line above the data that names its version
_DEEPEST = 20


def identify(page: Page) -> bool:
    """A field that asks and one that answers near the beginning."""
    head = page.text[:20_000]
    if page.source.suffix == ".sql" or page.source.suffix in PROGRAMS:
        return bool(_NAMES_QUIZ.search(head) or _NAMES_QUIZ.search(page.source.path))
    if page.source.suffix in SCRIPTS and signed(page.text):
        return True
    return bool(_ASKS.search(head) and _CHOOSES.search(head)) and not _OURS.search(head)


def read(page: Page) -> Extraction:
    if page.source.suffix in SCRIPTS | {".vue", ".svelte"}:
        shaped = in_a_shape(page, list(datas(page.text))) if signed(page.text) else None
        return shaped or drafted(page, [("", page.text)], ())
    if page.source.suffix in PROGRAMS:
        return drafted(page, [("", as_script(page.text, page.source.suffix))], ())
    try:
        data = _parsed(page)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        finding = Finding("parse-error", Severity.ERROR, f"This data cannot be read: {str(error)[:200]}")
        return Extraction(findings=(finding,))
    return in_a_shape(page, data) or of_data(page, data)


def _parsed(page: Page) -> Data:
    """The document's data. YAML aliases are refused: a few lines of them stand for gigabytes."""
    if page.source.suffix == ".sql":
        return {name: _plain(found) for name, found in sql_rows.rows(page.text).items()}
    if page.source.suffix == ".toml":
        return _plain(tomllib.loads(page.text))
    if page.source.suffix in (".yaml", ".yml"):
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(page.text, Loader=yaml.CSafeLoader)):
            raise ValueError("YAML aliases are not followed")
        return [_plain(each) for each in yaml.load_all(page.text, Loader=yaml.CSafeLoader)]
    if page.source.suffix in (".jsonl", ".ndjson"):
        return [_plain(json.loads(line)) for line in page.text.splitlines() if line.strip()]
    return _plain(json.loads(_COMMENT.sub("", page.text)))


def _plain(value: object, depth: int = 0) -> Data:
    """Lists, records and words only: a date becomes its text."""
    if depth > _DEEPEST:
        return None
    if isinstance(value, dict):
        return {str(key): _plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item, depth + 1) for item in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


EXTRACTOR = Extractor("data-questions", frozenset({Carrier.JSON}), identify, read)
