"""Replaying a curator's events over what was read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import items

from quizmill.bank import edits
from quizmill.bank.records import EditRow
from quizmill.errors import UsageError
from quizmill.item import (
    Answer,
    Choice,
    ChoiceItem,
    ClozeItem,
    EssayItem,
    Evidence,
    Gap,
    Item,
    Key,
    OrderItem,
    TextEntryItem,
)

START = datetime(2026, 1, 1, tzinfo=UTC)
RED = ChoiceItem(
    id="q1",
    stem="Which is red?",
    choices=(Choice("a1", "Mars"), Choice("a2", "Venus")),
    key=Key(("a1",), (Evidence.STATED,)),
)


def events(item: Item, *changes: tuple[str, object] | str) -> list[EditRow]:
    """Events made on this item: (field, value) sets, a bare word accepts, rejects, or reverts `-field`."""
    rows = []
    for number, change in enumerate(changes):
        op, field, value = "set", *(change if isinstance(change, tuple) else ("", None))
        if isinstance(change, str):
            op, field = ("revert", change[1:]) if change.startswith("-") else (change, edits.REVIEW)
        rows.append(
            EditRow(
                id=f"e{number}",
                at=START + timedelta(minutes=number),
                author="ann",
                document="d1",
                item=item.id,
                op=op,  # type: ignore[arg-type]
                field=field,
                base=edits.base_of(edits.plain(item), field),
                value=msgspec.json.encode(value).decode(),
                bucket="00",
            )
        )
    return rows


@given(items(), st.data())
@settings(deadline=None, max_examples=60)
def test_setting_a_field_to_itself_changes_no_word(item: Item, data: st.DataObject) -> None:
    read = edits.plain(item)
    field = data.draw(st.sampled_from(sorted(read.keys() - {"id", "type", "provenance", "confidence", "doubts"})))
    done = edits.replay(item, events(item, (field, read[field])))
    assert done.item == item
    assert (done.edited, done.conflicts, done.status) == ((field,), (), "new")
    edits.check_value(item, field, read[field])


@given(items())
@settings(deadline=None, max_examples=30)
def test_without_events_an_item_is_as_read(item: Item) -> None:
    assert edits.replay(item, []) == edits.Curated(item)


def test_the_last_event_of_a_field_holds() -> None:
    done = edits.replay(RED, events(RED, ("stem", "one"), ("stem", "two"), ("title", "t"), "-title"))
    assert done.item == replace(RED, stem="two")
    assert done.edited == ("stem",)
    assert done.changed == START + timedelta(minutes=3)


def test_a_review_holds_until_the_words_change() -> None:
    accepted = events(RED, "reject", "accept")
    assert edits.replay(RED, accepted).status == "accepted"
    moved = replace(RED, section=("Week 2",), tags=("t",), confidence=0.5)
    assert edits.replay(moved, accepted).status == "accepted", "where it stands is not what it says"
    for changed in (replace(RED, stem="Which is blue?"), replace(RED, key=None), replace(RED, hints=("Look up.",))):
        done = edits.replay(changed, accepted)
        assert (done.status, done.conflicts) == ("new", ("status",))


@pytest.mark.parametrize(
    "changed",
    [
        replace(RED, stem="Which is not red?"),
        replace(RED, choices=(Choice("a1", "Venus"), Choice("a2", "Mars"))),
        replace(RED, choices=(*RED.choices, Choice("a3", "Earth"))),
        replace(RED, key=Key(("a2",), (Evidence.STATED,))),
    ],
)
def test_a_key_set_on_other_words_is_no_key(changed: ChoiceItem) -> None:
    done = edits.replay(changed, events(RED, ("key", {"choices": ["a2"], "evidence": ["curator"]})))
    assert done.item == replace(changed, key=None)
    assert done.conflicts == ("key",)


def test_other_right_answers_are_withheld_too() -> None:
    typed = TextEntryItem(id="q2", stem="Capital?", answers=(Answer("Wien"),))
    order = OrderItem(id="q3", stem="Order.", entries=("a", "b"), known=False)
    gap = ClozeItem(id="q4", stem="{{gap:1}}", gaps=(Gap("1", answers=(Answer("x"),)),))
    for item, field, value in (
        (typed, "answers", [{"text": "Vienna"}]),
        (order, "known", True),
        (gap, "gaps.1.answers", [{"text": "y"}]),
    ):
        made = events(item, (field, value))
        assert edits.replay(item, made).conflicts == ()
        assert edits.replay(item, made).item != item
        done = edits.replay(replace(item, stem=item.stem + " Now?"), made)
        assert done.conflicts == (field,)
    assert isinstance(done.item, ClozeItem)
    assert done.item.gaps[0].answers == ()


def test_words_stay_where_they_still_have_a_place() -> None:
    made = events(RED, ("choices.a2.text", "Morning star"))
    dropped = replace(RED, choices=RED.choices[:1])
    assert edits.replay(dropped, made) == edits.Curated(
        dropped, edited=("choices.a2.text",), conflicts=("choices.a2.text",), changed=START
    )
    corrected = replace(RED, choices=(RED.choices[0], Choice("a2", "Venus!")))
    done = edits.replay(corrected, made)
    assert isinstance(done.item, ChoiceItem)
    assert (done.item.choices[1].text, done.conflicts) == ("Morning star", ("choices.a2.text",))


def test_edits_of_another_kind_of_item_wait() -> None:
    essay = EssayItem(id="q1", stem=RED.stem)
    done = edits.replay(essay, events(RED, ("key", None), ("stem", "x")))
    assert done.item.stem == "x"
    assert "key" in done.conflicts


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "x"),
        ("provenance.path", "x"),
        ("type", "essay"),
        ("nothing", "x"),
        ("choices.a9.text", "x"),
        ("stem", 3),
        ("points", "many"),
        ("hints", "one"),
        ("key", {"choices": ["a9"], "evidence": []}),
        ("key", {"choices": ["a1", "a2"], "evidence": []}),
    ],
)
def test_values_that_do_not_fit_are_refused(field: str, value: object) -> None:
    with pytest.raises(UsageError):
        edits.check_value(RED, field, value)


def test_values_as_typed() -> None:
    assert edits.parse_value(RED, "key", "B") == {"choices": ["a2"], "evidence": ["curator"]}
    assert edits.parse_value(RED, "key", "b, a1") == {"choices": ["a1", "a2"], "evidence": ["curator"]}
    assert edits.parse_value(RED, "key", "none") is None
    assert edits.parse_value(RED, "points", "2.5") == 2.5
    assert edits.parse_value(RED, "tags", '["a", "b"]') == ["a", "b"]
    assert edits.parse_value(RED, "tags", "a, b") == ["a", "b"]
    assert edits.parse_value(RED, "choices.a1.text", "12") == "12"
    for field, text in (("key", "C"), ("points", "two"), ("nothing", "x")):
        with pytest.raises(UsageError):
            edits.parse_value(RED, field, text)
