"""The same questions in other carriers: wrapped, quoted, copied with unseen signs, with other bullets, as a page.

What is read of a composed document must not change, and no key may appear when what tells it is taken away.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.media.tidy import tidy
from extract.media.unwrap import joined
from quizmill.item import ChoiceItem, is_keyless
from quizmill.pipeline import convert
from quizmill.source import Source
from tests.carriers import TEXTS, by_line, without_signs
from tests.styles import compose
from tests.styles.score import score

SEEDS = range(70_000, 70_010)
MAY_LOSE = {"double spaces": 14, "wrapped at 60": 2, "wrapped at 72": 2}  # items: spaces also part choices on a line
UNFAIR = {"letters in brackets"}  # would give half of the choices on one line another shape

QUIZ = """# Small harbour test

1. Which rope holds a boat to the quay?

- [ ] a halyard
- [x] a mooring line
- [ ] a sheet

2. Which light does a boat show on its port side when it is under way at night?

- [x] a red one
- [ ] a green one

3. Which of these does a sailor read before leaving? Select all that apply.

- [x] the tide table
- [ ] the log of the year before
- [x] the forecast
"""


def read(text: str, name: str = "quiz.md") -> list[tuple[str, tuple[str, ...], frozenset[str]]]:
    """Stem, choices and right choices of every question, spaces apart."""
    found = []
    for item in convert(Source(name, text.encode())).items:
        assert isinstance(item, ChoiceItem)
        right = frozenset(item.key.choices) if item.key else frozenset[str]()
        words = {choice.id: " ".join(choice.text.split()) for choice in item.choices}
        found.append((" ".join(item.stem.split()), tuple(words.values()), frozenset(words[key] for key in right)))
    return found


@pytest.mark.parametrize("name", TEXTS)
def test_the_same_questions_are_read_of_every_carrier(name: str) -> None:
    assert read(TEXTS[name](QUIZ)) == read(QUIZ)


@pytest.mark.parametrize("kind", ["text", "markdown"])
@pytest.mark.parametrize("name", [name for name in TEXTS if name not in UNFAIR])
def test_composed_documents_keep_their_questions_and_get_no_other_key(name: str, kind: str) -> None:
    made = [compose(seed, kind) for seed in SEEDS]
    before = [score(one) for one in made]
    after = [score(replace(one, text=TEXTS[name](one.text))) for one in made]
    assert sum(one.wrong for one in after) == 0, [one.notes for one in after if one.wrong]
    lost = sum(one.exact for one in before) - sum(one.exact for one in after)
    assert lost <= MAY_LOSE.get(name, 0), [one.notes for one in after if one.notes]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_the_same_questions_are_read_of_every_encoding(encoding: str) -> None:
    document = convert(Source("quiz.md", QUIZ.encode(encoding)))
    assert [item.stem for item in document.items] == [stem for stem, _, _ in read(QUIZ)]
    assert not any(is_keyless(item) for item in document.items)


def test_without_its_signs_no_question_has_a_key() -> None:
    document = convert(Source("quiz.md", by_line(without_signs)(QUIZ).encode()))
    assert len(document.items) == 3 and all(is_keyless(item) for item in document.items)


def test_joined_lines_keep_their_place() -> None:
    text = TEXTS["wrapped at 60"](" ".join(["The tide comes in and goes out again every day."] * 30))
    lines = text.split("\n")
    count = len(lines)
    found = joined(lines, ())
    assert len(lines) == count and sum(found.values()) == lines.count("") > 10
    assert " ".join(" ".join(lines).split()) == " ".join(text.split())


@given(st.lists(st.text("ab cd-*.:)1[]|#>é \u200b\u00a0\t", max_size=80), max_size=30))
def test_tidying_and_joining_lose_no_word_and_no_line(lines: list[str]) -> None:
    text = "\n".join(lines)
    tidied = tidy(text)
    assert tidied.count("\n") == text.count("\n")
    again = tidied.split("\n")
    words = "".join(tidied.split())
    joined(again, ())
    assert "".join("".join(again).split()) == words and len(again) == len(lines or [""])
