"""The general grammar: labels, stated keys, and what must hold whatever a document looks like."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.grammar.document.general import MECHANISMS, read
from extract.grammar.question.stated import Stated
from extract.grammar.question.stated import read as stated
from extract.grammar.words import labels
from extract.grammar.words.label_words import PHRASES, Role, fold, roles_of
from extract.grammar.words.rich import plain
from extract.media.markdown.inline import inline
from extract.media.markdown.medium import read_as
from normalize.key import resolve
from quizmill.draft import Draft
from quizmill.item import ChoiceItem
from quizmill.page import Carrier
from quizmill.pipeline import convert
from quizmill.source import Source

CASES = Path(__file__).parent / "cases"


def drafts(text: str, off: frozenset[str] = frozenset()) -> tuple[Draft, ...]:
    return read(read_as(Source("a.md", text.encode()), Carrier.MARKDOWN), off).drafts


def keys(text: str) -> list[tuple[str, ...] | None]:
    items = convert(Source("quiz.md", text.encode())).items
    return [item.key.choices if isinstance(item, ChoiceItem) and item.key else None for item in items]


@pytest.mark.parametrize(
    ("line", "role", "value"),
    [
        ("**Answer:** C", Role.ANSWER, "C"),
        ("【答案】B", Role.ANSWER, "B"),
        ("The correct answer is option B.", Role.ANSWER, "option B."),
        ("正解はB", Role.ANSWER, "B"),
        ("Erklärung: weil", Role.EXPLANATION, "weil"),
        ("Indice 2 : pensez", Role.HINT, "pensez"),
        ("Correct! Because", Role.RIGHT, "Because"),
        ("Solution", Role.SOLUTION, ""),
        ("İpucu: su", Role.HINT, "su"),
    ],
)
def test_labels(line: str, role: Role, value: str) -> None:
    found = labels.read(inline(line))
    assert found and role in found.roles and plain(found.value) == value


@pytest.mark.parametrize(
    "line",
    ["A = eye(5);", "Answer the following", "Note that it rains", "Why is it so?", "What is x: y", "A 30", "key"],
)
def test_no_labels(line: str) -> None:
    assert labels.read(inline(line)) is None


def test_every_phrase_is_found_as_it_is_folded() -> None:
    assert all(roles_of(phrase) for phrase in PHRASES)
    assert all(fold(phrase) == phrase for phrase in PHRASES)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("B", Stated(labels=("B",))),
        ("B and C", Stated(labels=("B", "C"))),
        ("B) green", Stated(labels=("B",))),
        ("green", Stated(texts=("green",))),
        ("red, green", Stated(texts=("red", "green"))),
        ("B. As it is", Stated(labels=("B",), rest="As it is")),
        ("B) red", Stated(labels=("B",), texts=("red",))),
        ("||B||", Stated(labels=("B",))),
        ("a dog is", None),
        ("nothing of these words", None),
    ],
)
def test_stated_keys(text: str, wanted: Stated | None) -> None:
    assert stated(text, ["red", "green", "blue"], ["A", "B", "C"]) == wanted


def test_a_key_that_names_too_much_is_no_key() -> None:
    assert keys("1. Which?\nA. red\nB. green\nAnswer: B, E\n\n2. What?\nA. ink\nB. oil\nAnswer: A\n") == [None, ("a1",)]


def test_a_ticked_box_of_a_learner_is_no_key() -> None:
    first = "1. Which floats?\n\n0 / 1 point\n\n☒ iron\n\n☐ cork\n\n**Incorrect**\n\n"
    assert keys(first + "2. Which sinks?\n\n1 / 1 point\n\n☒ iron\n\n☐ cork\n") == [None, ("a1",)]


def test_the_last_verdict_judges_the_question() -> None:
    text = "1. Which floats?\n\n1 / 1 point\n\n☒ cork\n\n☐ iron\n\n**Correct**\nIt is light.\n\n"
    text += "2. Which sinks?\n\n1 / 1 point\n\n☒ iron\n\n☐ cork\n\n**Correct**\n"
    first = convert(Source("quiz.md", text.encode())).items[0]
    assert isinstance(first, ChoiceItem) and first.key and first.key.choices == ("a1",)
    assert first.feedback.general == "It is light." and not any(choice.feedback for choice in first.choices)


def test_evidence_that_disagrees_leaves_no_key() -> None:
    first = "1. Which floats?\n- [x] cork\n- [ ] iron\n\nAnswer: iron\n\n"
    assert keys(first + "2. Which sinks?\n- [ ] cork\n- [x] iron\n\nAnswer: iron\n") == [None, ("a2",)]


def test_one_bold_word_in_one_question_tells_nothing() -> None:
    text = "# Quiz\n\n1. Which?\n- red **apples**\n- green pears\n\n2. What?\n- ink\n- oil\n\n3. Who?\n- a\n- b\n"
    assert keys(text) == [None, None, None]


def test_restarted_key_numbers_map_group_by_group_or_not_at_all() -> None:
    quiz = "## {0}\n1. Which is {0}?\nA. x\nB. y\n\n2. What is {0}?\nA. x\nB. y\n\n"
    both = quiz.format("red") + quiz.format("blue")
    assert keys(both + "## Answers\n1. A\n2. B\n1. B\n2. A\n") == [("a1",), ("a2",), ("a2",), ("a1",)]
    assert keys(both + "## Answers\n1. A\n2. B\n") == [None] * 4


NONE = (
    """# Release notes

1. Fixed the build
   a) on one
   b) on two
2. Moved the docs
   a) to here
   b) to there
""",
    "## Checklist\n\n- [ ] tests\n- [x] docs\n- [ ] Did you sign it?\n",
    """# FAQ

## What is it?
A thing that does what it says.

## How does it work?
Well, mostly by itself.
""",
    """# Terms

(a) you shall not copy; (b) you shall not sell; (c) you shall not lend.

(a) we may end this; (b) we may not.
""",
)


@pytest.mark.parametrize("text", NONE)
def test_documents_without_questions_stay_empty(text: str) -> None:
    assert drafts(text) == ()


def _sets(text: str, off: frozenset[str]) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """For each stem the words of its key or answers, and all else that is told of it."""
    found = {}
    for draft in drafts(text, off):
        key = resolve(draft.choices, draft.claims).key if draft.choices else None
        chosen = frozenset(draft.choices[int(c[1:]) - 1].text.text for c in key.choices) if key else frozenset()
        answers = frozenset(answer.text.text for answer in draft.answers)
        more = {one.text.text for one in draft.feedback} | {step.text for step in draft.solution}
        found[draft.stem.text] = (chosen if draft.choices else answers, frozenset(more))
    return found


def _differs(key: frozenset[str], whole: frozenset[str], told: frozenset[str]) -> bool:
    """Another key than the whole grammar's. Its words may go on, and what explains may stand for an open answer."""
    return any(not any(text.startswith(own) for own in whole) and text not in told for text in key)


@pytest.mark.parametrize("mechanism", sorted(MECHANISMS))
def test_a_gap_becomes_silence_and_never_another_key(mechanism: str) -> None:
    """With any one mechanism off, no question of the cases has a key that the whole grammar does not give it."""
    wrong = []
    for path in sorted((*CASES.glob("markdown/*.md"), *CASES.glob("text/*.txt"))):
        text = path.read_text()
        whole = _sets(text, frozenset())
        for stem, (key, _) in _sets(text, frozenset((mechanism,))).items():
            if stem in whole and _differs(key, *whole[stem]):
                wrong.append((path.name, stem, key))
    assert len(wrong) <= 1, wrong


LINES = """1. Which floats?|2. What sinks?|a) iron|b) cork|c) oil|- [x] cork|- [ ] iron|Answer: b|Answer:|**cork**
* iron|---|## Part|> Note: it is light|Correct|1 / 1 point|☒ cork|☐ iron|Hint: think||```|x = 1
Explanation: so|Answers|1. b 2. a|1-b|<details>
<summary>Answer</summary>|</details>|✅ yes|❌ no|Q: Who?|A: He|cork :: a bark""".replace("\n", "|").split("|")
LINES += ["| Q | Answer |", "|---|---|", "| 1 | b |"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=40))
def test_any_mixture_of_lines_is_read_without_an_error(lines: list[str]) -> None:
    document = convert(Source("mix.md", "\n".join(lines).encode()))
    for item in document.items:
        if isinstance(item, ChoiceItem) and item.key:
            assert set(item.key.choices) <= {choice.id for choice in item.choices}
