"""The bank's own description is the schema, in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from conftest import ROOT

from quizmill.bank import describe
from quizmill.bank.schema import PUBLISHED, TABLES

Golden = Callable[[Path, bytes], None]


def test_every_column_has_words_and_every_word_a_column() -> None:
    for spec in (PUBLISHED, *TABLES.values()):
        assert describe.WORDS[spec.name].keys() == set(spec.schema.names)


def test_the_files_in_the_repository_are_current(golden: Golden) -> None:
    golden(ROOT / "bank" / "schema.json", describe.schema_json())
    golden(ROOT / "bank" / "README.md", describe.readme())
