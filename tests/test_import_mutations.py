"""Every reader case with bytes cut, doubled, swapped and flipped: no mutation breaks a reader or makes it hang."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from quizmill.errors import SourceError
from quizmill.item import ChoiceItem
from quizmill.pipeline import convert
from quizmill.source import Source

CASES = Path(__file__).parent / "cases"
READERS = (
    "gift text2qti rexams liascript aiken moodle_cloze blackboard_text anki_text moodle_xml qti12 qti2 qti3 "
    "blackboard_pool csv_questions d2l_csv quizmill_json h5p apkg qti_package common_cartridge blackboard_package"
).split()
FILES = [path for name in READERS for path in sorted((CASES / name).iterdir()) if ".expected." not in path.name]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to four small accidents."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        piece = data[at : at + chance.randint(1, 60)]
        match chance.randrange(5):
            case 0:
                data = data[:at] + data[at + len(piece) :]
            case 1:
                data = data[:at] + piece * 2 + data[at + len(piece) :]
            case 2:
                data = data[:at] + bytes(chance.randrange(256) for _ in piece) + data[at + len(piece) :]
            case 3:
                other = chance.randrange(len(data) + 1)
                data = data[:other] + piece + data[other:]
            case _:
                data = data[:at]
    return data


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_accidents_cost_at_most_the_document(path: Path) -> None:
    chance = random.Random(path.name)
    data = path.read_bytes()
    for _ in range(12):
        try:
            document = convert(Source(path.name, mutated(data, chance)))
        except SourceError:
            continue
        for item in document.items:
            if isinstance(item, ChoiceItem) and item.key:
                assert set(item.key.choices) <= {choice.id for choice in item.choices}
