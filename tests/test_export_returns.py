"""What goes out and comes in again as it was: keys beyond Z, stars, uneven ranges, sounds, line breaks."""

from __future__ import annotations

import hashlib
import io
from decimal import Decimal

import pytest
from samples import choices, key
from strategies import MEDIA

from quizmill.item import (
    Choice,
    ChoiceItem,
    ClozeItem,
    Gap,
    Item,
    NumericAnswer,
    NumericItem,
)
from quizmill.package import Loss, Package
from quizmill.pipeline import convert
from quizmill.registry import exporters
from quizmill.source import Source


def written(name: str, item: Item) -> tuple[bytes, tuple[Loss, ...]]:
    out = io.BytesIO()
    losses = exporters()[name].render(Package("Bank", (item,), MEDIA.get), out)
    return out.getvalue(), losses


def there_and_back(name: str, item: Item) -> Item:
    (found,) = convert(Source(f"bank{exporters()[name].suffix}", written(name, item)[0])).items
    return found


@pytest.mark.parametrize("place", [25, 26, 27, 29])
@pytest.mark.parametrize("several", [False, True])
def test_a_key_beyond_z_is_never_two_letters(place: int, several: bool) -> None:
    named = tuple(Choice(f"a{n}", f"option {n}") for n in range(1, 31))
    right = (f"a{place + 1}", "a12") if several else (f"a{place + 1}",)
    item = ChoiceItem(id="q1", stem="?", type="multiple" if several else "single", choices=named, key=key(*right))
    back = there_and_back("csv", item)
    assert isinstance(back, ChoiceItem) and back.key is not None
    assert sorted(back.key.choices) == sorted(right)


def test_letters_that_name_one_choice_and_spell_another_are_no_key() -> None:
    table = 'question,choice 1,choice 2,choice 3,answer\nWhich?,B,A,C,"A, C"\n'
    (item,) = convert(Source("bank.csv", table.encode())).items
    assert isinstance(item, ChoiceItem) and item.key is None


@pytest.mark.parametrize("text", ["**b**", "* a star", "\\\\*b", "*a*b*"])
@pytest.mark.parametrize("right", ["a1", "a2"])
def test_a_star_of_a_choice_marks_no_key(text: str, right: str) -> None:
    gap = Gap("1", choices=choices(text, "plain"), key=key(right))
    back = there_and_back("csv", ClozeItem(id="q1", stem="A {{gap:1}}.", gaps=(gap,)))
    assert isinstance(back, ClozeItem) and back.gaps[0].key is not None
    assert [choice.text for choice in back.gaps[0].choices] == [text, "plain"]
    assert back.gaps[0].key.choices == (right,)


@pytest.mark.parametrize("name", ["anki", "csv", "json"])
def test_a_number_out_of_the_middle_comes_back(name: str) -> None:
    answer = NumericAnswer("6.0e23", "6.1e23", exact="6.022e23")
    back = there_and_back(name, NumericItem(id="q1", stem="How many?", answers=(answer,)))
    assert isinstance(back, NumericItem)
    (found,) = back.answers
    assert (Decimal(found.low), Decimal(found.high), found.exact) == (Decimal("6.0e23"), Decimal("6.1e23"), "6.022e23")


def test_gift_says_what_it_cannot_say_of_a_number() -> None:
    answer = NumericAnswer("1", "9", exact="2")
    item = NumericItem(id="q1", stem="How many?", answers=(answer,))
    assert [loss.field for loss in written("gift", item)[1]] == ["answers.exact"]
    back = there_and_back("gift", item)
    assert isinstance(back, NumericItem) and [found.exact for found in back.answers] == [""]


@pytest.mark.parametrize("name", ["anki", "moodle-xml", "qti12", "qti12-blackboard", "qti21", "qti30", "imscc"])
@pytest.mark.parametrize("words", ["", "the horn"])
def test_a_sound_comes_back_as_a_sound(name: str, words: str) -> None:
    sound = b"RIFF\x24\x00\x00\x00WAVEfmt "
    at = f"{hashlib.sha256(sound).hexdigest()}.wav"
    item = ChoiceItem(id="q1", stem=f"Listen: ![{words}](media:{at})", choices=choices("a", "b"), key=key("a1"))
    out = io.BytesIO()
    losses = exporters()[name].render(Package("Bank", (item,), {at: sound}.get), out)
    document = convert(Source(f"bank{exporters()[name].suffix}", out.getvalue()))
    (back,) = document.items
    kept = "" if any(loss.field == "media" for loss in losses) else words
    assert f"![{kept}](media:{at})" in back.stem


@pytest.mark.parametrize("name", ["json", "jsonl", "moodle-xml", "qti21"])
@pytest.mark.parametrize("text", ["one  \ntwo", "one\\\ntwo"])
def test_a_line_break_comes_back(name: str, text: str) -> None:
    back = there_and_back(name, ChoiceItem(id="q1", stem=text, choices=choices(text, "x"), key=key("a1")))
    assert isinstance(back, ChoiceItem)
    assert (back.stem, back.choices[0].text) == ("one\\\ntwo", "one\\\ntwo")
