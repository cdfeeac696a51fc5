"""Normalising: what becomes of texts, claims, numbers and identities."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize import Origin, normalize
from normalize.identity import carry, fresh
from normalize.key import resolve
from normalize.numbers import answer
from normalize.text import clean
from quizmill.draft import Claim, Draft, DraftAnswer, DraftChoice, Extraction, Fragment
from quizmill.item import ChoiceItem, Evidence, Item, NumericItem
from quizmill.source import Span

ORIGIN = Origin("d1", "quiz.md", "test/1")


def choices(*texts: str, labels: str = "") -> tuple[DraftChoice, ...]:
    return tuple(DraftChoice(Fragment(t), label=labels[i] if labels else "") for i, t in enumerate(texts))


def claim(evidence: Evidence = Evidence.STATED, **said: tuple[str, ...] | tuple[int, ...]) -> Claim:
    return Claim(evidence, spans=(Span.of_lines(9),), **said)  # type: ignore[arg-type]


COLOURS = choices("red", "green", "blue", labels="ABC")


@pytest.mark.parametrize(
    ("claims", "key", "codes"),
    [
        ([], None, []),
        ([claim(labels=("B",))], ("a2",), []),
        ([claim(labels=("b).",))], ("a2",), []),
        ([claim(labels=("2",))], ("a2",), []),
        ([claim(labels=("B", "1", "2"))], None, ["key-names-no-choice"]),  # a formula ran on below "Answer: B"
        ([claim(labels=("A", "C"))], ("a1", "a3"), []),
        ([claim(labels=("E",))], None, ["key-names-no-choice"]),
        ([claim(texts=("Green.",))], ("a2",), []),
        ([claim(texts=("B. green",))], ("a2",), []),
        ([claim(texts=("A. green",))], None, ["key-names-no-choice"]),
        ([claim(texts=("yellow",))], None, ["key-names-no-choice"]),
        ([claim(labels=("B",), texts=("green",))], ("a2",), []),
        ([claim(labels=("A",), texts=("green",))], None, ["key-conflict"]),
        ([claim(labels=("A",), texts=("green",)), claim(choices=(1,))], None, ["key-conflict"]),
        ([claim(choices=(1,)), claim(labels=("B",))], ("a2",), []),
        ([claim(choices=(0,)), claim(labels=("B",))], None, ["key-conflict"]),
        ([claim(choices=(0, 1)), claim(labels=("B",))], None, ["key-conflict"]),
        ([claim(choices=(7,))], None, ["key-names-no-choice"]),
        ([claim(choices=())], None, []),
        ([claim(Evidence.EMPHASIS, choices=(0,)), claim(labels=("E",))], None, ["key-names-no-choice"]),
    ],
)
def test_the_key_is_the_one_set_on_which_all_agree(
    claims: list[Claim], key: tuple[str, ...] | None, codes: list[str]
) -> None:
    resolved = resolve(COLOURS, claims)
    assert (resolved.key.choices if resolved.key else None) == key
    assert [finding.code for finding in resolved.findings] == codes


def test_a_key_by_text_that_two_choices_have_is_no_key() -> None:
    resolved = resolve(choices("red", "red", "blue"), [claim(texts=("red",))])
    assert resolved.key is None
    assert [finding.code for finding in resolved.findings] == ["key-ambiguous"]


def test_letters_before_the_words_are_not_counted_where_the_first_is_missing() -> None:
    late = choices("B. green", "C. blue")
    assert resolve(late, [claim(labels=("B",))]).key == resolve(late, [claim(choices=(0,))]).key
    assert resolve(late, [claim(labels=("A",))]).key is None


def test_a_number_may_name_a_lettered_choice_only_where_the_letters_run_on() -> None:
    assert resolve(choices("x", "y", labels="AC"), [claim(labels=("2",))]).key is None


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("What\u00a0is  2\u00ad+2 ?\r\n\r\n\r\n", "What is 2+2 ?"),
        ("a  b\n\n\n\nc", "a b\n\nc"),
        ("see:\n```\nx =  1\n\n\n\ny\n```\n  end", "see:\n```\nx =  1\n\n\n\ny\n```\n  end"),
        ("`a  b`  c", "`a  b` c"),
        ("```\nunclosed  code", "```\nunclosed  code"),
    ],
)
def test_texts_are_cleaned_outside_code(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("draft", "ends"),
    [
        (DraftAnswer(Fragment("3,14"), tolerance="0.01"), ("3.13", "3.15")),
        (DraftAnswer(Fragment("1"), upper="5"), ("1", "5")),
        (DraftAnswer(Fragment("-1"), upper="-5"), ("-5", "-1")),
        (DraftAnswer(Fragment("200"), tolerance="5%"), ("190", "210")),
        (DraftAnswer(Fragment("1,234,567")), ("1234567", "1234567")),
        (DraftAnswer(Fragment("1.234.567,8")), ("1234567.8", "1234567.8")),
        (DraftAnswer(Fragment("6.02e23")), ("602" + "0" * 21, "602" + "0" * 21)),
        (DraftAnswer(Fragment(".5")), ("0.5", "0.5")),
        (DraftAnswer(Fragment("about five")), None),
        (DraftAnswer(Fragment("1 or 2")), None),
    ],
)
def test_numbers_keep_their_exact_ends(draft: DraftAnswer, ends: tuple[str, str] | None) -> None:
    got = answer(draft)
    assert (got and (got.low, got.high)) == ends


def _items(*drafts: Draft) -> tuple[Item, ...]:
    return normalize(Extraction(drafts=drafts, reader="test/1"), ORIGIN).items


def _draft(stem: str, *texts: str, **more: object) -> Draft:
    return Draft(stem=Fragment(stem), spans=(Span.of_lines(1),), choices=choices(*texts), **more)  # type: ignore[arg-type]


def test_the_kind_follows_from_what_is_there() -> None:
    items = _items(
        _draft("Sky?", "blue", "green", claims=(claim(choices=(0,)),)),
        _draft("Which?", "a", "b", "c", claims=(claim(choices=(0, 2)),)),
        _draft("Ja?", "wahr", "falsch"),
        _draft("Really?", "Yes", "No"),
        _draft("Discuss."),
        _draft("2+2?", answers=(DraftAnswer(Fragment("4"), numeric=True),)),
        _draft("Capital?", answers=(DraftAnswer(Fragment("Rome")),), type="short"),
    )
    assert [item.type for item in items] == ["single", "multiple", "true_false", "single", "essay", "numeric", "short"]
    assert isinstance(items[5], NumericItem)


def test_a_keyless_choice_item_says_so_and_is_less_trusted() -> None:
    done = normalize(Extraction(drafts=(_draft("Sky?", "blue", "green"),), reader="test/1"), ORIGIN)
    assert [(f.code, f.item) for f in done.findings] == [("key-missing", done.items[0].id)]
    assert done.items[0].confidence < 1 and done.items[0].doubts == ("key-missing",)


def test_stuck_labels_come_off_only_as_a_whole_run() -> None:
    (run,) = _items(_draft("Sky?", "A. blue", "B. green"))
    (other,) = _items(_draft("Who?", "A. Turing", "Church"))
    assert isinstance(run, ChoiceItem) and isinstance(other, ChoiceItem)
    assert [choice.text for choice in run.choices] == ["blue", "green"]
    assert [choice.text for choice in other.choices] == ["A. Turing", "Church"]


def test_all_of_the_above_keeps_its_place() -> None:
    (item,) = _items(_draft("Which?", "x", "y", "All of the above"))
    assert isinstance(item, ChoiceItem)
    assert [choice.fixed for choice in item.choices] == [False, False, True]


def test_ids_stay_when_a_typo_is_corrected_and_the_order_changes() -> None:
    old = _items(_draft("What is teh capital of Italy?", "Rome", "Oslo"), _draft("Name a prime.", "4", "5"))
    new = _items(_draft("Name a prime.", "4", "5"), _draft("What is the capital of Italy?", "Rome", "Oslo"))
    carried = carry(old, new)
    assert [item.id for item in carried] == [old[1].id, old[0].id]


def test_equal_questions_of_one_document_have_ids_of_their_own() -> None:
    items = _items(_draft("Sky?", "blue", "green"), _draft("Sky?", "blue", "green"))
    assert items[0].id != items[1].id
    assert [item.id for item in carry(items, items)] == [item.id for item in items]


def test_a_new_question_does_not_take_an_id_in_use() -> None:
    old = _items(_draft("Sky?", "blue", "green"))
    both = (replace(old[0], stem="Something else entirely, of other words"), *fresh("d1", old))
    ids = [item.id for item in carry(old, both)]
    assert len(set(ids)) == 2 and ids[1] == old[0].id
