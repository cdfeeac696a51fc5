"""The quick ways write what the general ways write, byte for byte and loss for loss."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from strategies import MEDIA, items, plain

from export._simple import is_simple_choice
from export.gift._question import said
from export.gift._quick import quick as quick_gift
from export.moodle_xml._frame import Kept
from export.moodle_xml._question import question
from export.moodle_xml._quick import quick_question
from export.moodle_xml._text import Texts
from quizmill.item import Choice, ChoiceItem, Evidence, Feedback, Item, Key
from quizmill.package import Loss

KEY = Key(("a1",), (Evidence.STATED,))
TYPICAL = ChoiceItem(
    id="q1",
    stem="Which {set} holds x=1: the first?",
    choices=(Choice("a1", "3.5", "Yes: it does."), Choice("a2", "none (a} b)"), Choice("a3", 'it\'s "this"; or not')),
    key=KEY,
    feedback=Feedback("All: told.", "Right {so}.", "", "Half"),
    points=2.5,
)
wordy = st.builds(
    lambda start, words, end: f"{start}{words}{end}",
    st.sampled_from(("", "2 ", "x=", "It's ")),
    plain(),
    st.sampled_from(("", "?", ": why", " {a}", " (b)", "; c", " =")),
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(items("single", "multiple", text=wordy, keyless=False))
@example(TYPICAL)
def test_moodle_xml(item: Item) -> None:
    item = _bare(item)
    assume(is_simple_choice(item))
    assert isinstance(item, ChoiceItem)
    losses: list[Loss] = []
    quick = quick_question(item)
    if quick:
        assert quick == question(Kept(item, Texts(MEDIA.get), losses))
        assert not losses


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(items("single", text=wordy, keyless=False))
@example(TYPICAL)
def test_gift(item: Item) -> None:
    item = _bare(item)
    assume(is_simple_choice(item))
    assert isinstance(item, ChoiceItem)
    quick: list[Loss] = []
    general: list[Loss] = []
    assert quick_gift(item, quick) == said(item, general)
    assert quick == general


def _bare(item: Item) -> Item:
    """The item with the fields that the quick ways take."""
    assert isinstance(item, ChoiceItem)
    choices = tuple(replace(choice, fixed=False) for choice in item.choices)
    nothing = {"hints": (), "solution": (), "mistakes": (), "objectives": (), "tags": (), "language": ""}
    return replace(item, choices=choices, final_answer="", quick_check="", difficulty="", **nothing)  # type: ignore[arg-type]
