"""What the importers' own code demands beyond their documentation: what they drop, misread, or stop at."""

from __future__ import annotations

import io

import pytest
from lxml import etree
from samples import PICTURE, choices, key
from samples.qti import CHOICES, item_files, members, packed
from strategies import MEDIA

from quizmill.item import (
    Answer,
    Choice,
    ChoiceItem,
    ClozeItem,
    Feedback,
    Gap,
    Item,
    MatchItem,
    NumericAnswer,
    NumericItem,
    OrderItem,
    Pair,
    TextEntryItem,
)
from quizmill.package import Loss, Package
from quizmill.registry import exporters

SHOWN = f"![](media:{PICTURE})"
IN_WORDS = ("aiken", "anki-tsv", "blackboard-text", "d2l-csv", "gift", "kahoot", "quizizz", "quizlet")
FULL_MARKS_ONLY = ("blackboard-text", "h5p", "imscc", "qti12", "qti12-blackboard", "quizizz")


def written(name: str, item: Item) -> tuple[bytes, tuple[Loss, ...]]:
    out = io.BytesIO()
    losses = exporters()[name].render(Package("Bank", (item,), MEDIA.get), out)
    return out.getvalue(), losses


def left_out(name: str, item: Item) -> str:
    """Why the item is left out; empty where it is not."""
    return next((loss.reason for loss in written(name, item)[1] if loss.field == "*"), "")


# Parts that a target would show empty


@pytest.mark.parametrize("name", IN_WORDS)
def test_a_picture_without_words_is_no_choice_where_pictures_are_not_shown(name: str) -> None:
    item = ChoiceItem(id="q1", stem="Which?", choices=choices(SHOWN, "two"), key=key("a2"))
    assert "picture cannot be shown" in left_out(name, item)
    said = ChoiceItem(id="q1", stem="Which?", choices=choices(f"![a tree](media:{PICTURE})", "two"), key=key("a2"))
    assert not left_out(name, said)


@pytest.mark.parametrize("name", IN_WORDS)
def test_a_picture_alone_is_no_question_where_pictures_are_not_shown(name: str) -> None:
    assert left_out(name, ChoiceItem(id="q1", stem=SHOWN, choices=choices("one", "two"), key=key("a2")))


def test_h5p_shows_a_picture_above_the_question_and_none_in_a_choice() -> None:
    assert not left_out("h5p", ChoiceItem(id="q1", stem=SHOWN, choices=choices("one", "two"), key=key("a2")))
    assert left_out("h5p", ChoiceItem(id="q1", stem="Which?", choices=choices(SHOWN, "two"), key=key("a2")))


# Answers that earn no full marks

HALF: tuple[Item, ...] = (
    TextEntryItem(id="q1", stem="Which?", answers=(Answer("half", 50.0),)),
    NumericItem(id="q1", stem="Which?", answers=(NumericAnswer("1", "1", 50.0),)),
    ClozeItem(id="q1", stem="A {{gap:1}}.", gaps=(Gap("1", answers=(Answer("half", 50.0),)),)),
)


@pytest.mark.parametrize("name", FULL_MARKS_ONLY)
@pytest.mark.parametrize("item", HALF, ids=lambda item: item.type)
def test_a_question_nobody_can_answer_is_not_sent_where_only_full_marks_count(name: str, item: Item) -> None:
    assert left_out(name, item) == "no answer of it earns full marks"


# Moodle: a notice or an error of one question ends the import of all that follow


def test_moodle_stops_at_a_question_of_one_choice() -> None:
    assert "two choices" in left_out("moodle-xml", ChoiceItem(id="q1", stem="?", choices=choices("one"), key=key("a1")))


def test_moodle_refuses_a_gap_that_earns_no_full_marks() -> None:
    assert left_out("moodle-xml", HALF[2])


@pytest.mark.parametrize("name", ["moodle-xml", "qti12", "gift"])
def test_a_menu_never_offers_an_empty_or_doubled_text(name: str) -> None:
    empty = MatchItem(id="q1", stem="Match.", pairs=(Pair("a", SHOWN), Pair("b", "two")), distractors=("three",))
    assert left_out(name, empty)
    twice = MatchItem(id="q1", stem="Match.", pairs=(Pair("**a**", "*one*"), Pair("b", "one")))
    assert "read the same" in left_out(name, twice)


@pytest.mark.parametrize("name", ["moodle-xml", "qti12", "gift"])
def test_what_a_menu_cannot_show_changes_sides(name: str) -> None:
    item = MatchItem(id="q1", stem="Match.", pairs=(Pair("square", "$x^2$"), Pair("cube", "$x^3$")))
    data, losses = written(name, item)
    assert {loss.field for loss in losses} >= {"pairs.left", "pairs.right"}
    text = b"".join(members(data).values()).decode() if data[:2] == b"PK" else data.decode()
    menus = {
        "moodle-xml": "<answer><text>{}</text>",
        "qti12": '<mattext texttype="text/plain">{}</mattext>',
        "gift": " -> {}\n",
    }
    assert all(menus[name].format(word) in text for word in ("square", "cube"))


# Canvas reads QTI 2 in ways of its own


def read_by_canvas(xml: str) -> tuple[set[str], dict[str, str]]:
    """The right choices as Canvas finds them, and what it keeps of each choice's feedback: a condition that asks for
    a choice and gives a score makes it right, and so does the correct response."""
    root = etree.fromstring(xml.encode())
    right = {value.text or "" for value in root.iterfind(".//{*}correctResponse/{*}value")}
    kept: dict[str, str] = {}
    for branch in root.iter("{*}responseIf", "{*}responseElseIf"):
        tests = ("{*}match/{*}baseValue[@baseType='identifier']", "{*}member/{*}baseValue[@baseType='identifier']")
        choice = next(filter(None, (branch.findtext(f".//{test}") for test in tests)), "")
        if not choice:
            continue
        scores = [rule for rule in branch.iterfind("{*}setOutcomeValue") if rule.get("identifier") == "SCORE"]
        right |= {choice} if any(float(rule.findtext(".//{*}baseValue") or 0) > 0 for rule in scores) else set()
        shown = branch.findtext("{*}setOutcomeValue[@identifier='FEEDBACK']//{*}baseValue")
        text = root.find(f"{{*}}modalFeedback[@identifier='{shown}']")
        if text is not None:
            taken = text.find(".//{*}p")
            taken = text.find(".//{*}div") if taken is None else taken
            kept[choice] = (
                "" if taken is None else " ".join(str(etree.tostring(taken, method="text", encoding="unicode")).split())
            )
    return right, kept


@pytest.mark.parametrize("item", CHOICES, ids=lambda item: item.id)
def test_canvas_finds_the_key_of_qti_2_and_no_other(item: ChoiceItem) -> None:
    xml = item_files(packed(exporters()["qti21"], item)[0])[item.id]
    names = [node.get("identifier") or "" for node in etree.fromstring(xml.encode()).iter("{*}simpleChoice")]
    wanted = {names[place] for place, one in enumerate(item.choices) if item.key and one.id in item.key.choices}
    assert read_by_canvas(xml)[0] == wanted


def test_canvas_keeps_feedback_of_several_blocks() -> None:
    told = ("First.\n\nSecond.", "- a\n- b", "```\ncode\n```", "| a |\n|---|\n| b |", "one", "1. loose\n\n2. list")
    item = ChoiceItem(id="q1", stem="?", choices=choices(*"uvwxyz", feedback=told), key=key("a1"))
    xml = item_files(packed(exporters()["qti21"], item)[0])["q1"]
    wanted = ["First. Second.", "a b", "code", "a b", "one", "loose list"]
    assert list(read_by_canvas(xml)[1].values()) == wanted


@pytest.mark.parametrize("name", ["qti21", "qti22"])
def test_canvas_is_told_of_an_ordering_where_it_looks(name: str) -> None:
    item = OrderItem(id="q1", stem="Order.", entries=("one", "two"), feedback=Feedback("g"))
    manifest = etree.fromstring(members(packed(exporters()[name], item)[0])["imsmanifest.xml"])
    place = "{http://www.imsglobal.org/xsd/imsqti_v2p1}interactionType"
    assert [node.text for node in manifest.iter(place)] == ["orderInteraction"]


def test_a_credit_below_zero_is_kept_for_one_choice_too() -> None:
    item = ChoiceItem(
        id="q1", stem="?", choices=(Choice("a1", "x", credit=100), Choice("a2", "y", credit=-25)), key=key("a1")
    )
    xml = item_files(packed(exporters()["qti21"], item)[0])["q1"]
    assert '<mapEntry mapKey="a2" mappedValue="-0.25"/>' in xml
    assert '<mapping lowerBound="0" upperBound="1" defaultValue="0">' in xml
