"""What the importers' own code demands beyond their documentation: what they drop, misread, or stop at."""

from __future__ import annotations

import io
import re

import pytest
from lxml import etree
from samples import PICTURE, choices, key
from samples.qti import CHOICES, item_files, members, packed
from strategies import MEDIA

from export._gapped import parted
from extract.media.xml import parse
from extract.sites._qti2.scoring import Processing
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


# Gaps in formulas


@pytest.mark.parametrize(
    ("stem", "shown"),
    [
        ("$x={{gap:1}}$.", "$x=$ {{gap:1}}."),
        ("$x = {{gap:1}} + 2$ and $y$", "$x =$ {{gap:1}} $+ 2$ and $y$"),
        (r"$a \cdot {{gap:1}} = \frac{1}{2}$", r"$a \cdot$ {{gap:1}} $= \frac{1}{2}$"),
        ("${{gap:1}}$", "{{gap:1}}"),
        (r"$\frac{{{gap:1}}}{2}$", r"$\frac{{{gap:1}}}{2}$"),
        ("$x^{{gap:1}}$", "$x^{{gap:1}}$"),
        (r"$\sqrt {{gap:1}}$", r"$\sqrt {{gap:1}}$"),
        (r"$\left( {{gap:1}} \right)$", r"$\left( {{gap:1}} \right)$"),
        ("`echo $A {{gap:1}}$B`", "`echo $A {{gap:1}}$B`"),
        ("It costs $5 or {{gap:1}}, not $6", "It costs $5 or {{gap:1}}, not $6"),
    ],
)
def test_a_formula_is_parted_at_its_gap(stem: str, shown: str) -> None:
    assert parted(stem) == shown


@pytest.mark.parametrize("name", ["moodle-xml", "qti12", "qti21", "qti30", "gift"])
def test_a_field_stands_beside_its_formula(name: str) -> None:
    gap = Gap("1", answers=(Answer("2"),))
    data, losses = written(name, ClozeItem(id="q1", stem="Solve: $x={{gap:1}}$.", gaps=(gap,)))
    assert "stem" in {loss.field for loss in losses} and "*" not in {loss.field for loss in losses}
    text = b"".join(members(data).values()).decode() if data[:2] == b"PK" else data.decode()
    field = {"moodle-xml": r"\{1:SHORTANSWER:=2\}", "qti12": r"\[g1\]", "gift": r"\{\s*=2\s*\}"}.get(
        name, "<(qti-)?text-?entry-?interaction[^>]*(/>|></[^>]*>)"
    )
    assert re.search(f"{field}\\.", text, re.I), "the full stop follows it"


# TAO's and QTIWorks' engines


def xml_of(item: Item, name: str = "qti21") -> str:
    return item_files(packed(exporters()[name], item)[0])[item.id]


WORTHLESS = ChoiceItem(
    id="q1",
    stem="Practice?",
    choices=choices("one", "two"),
    key=key("a1"),
    points=0.0,
    feedback=Feedback(correct="Yes.", incorrect="No."),
)


def test_what_is_worth_nothing_is_still_judged() -> None:
    root, _ = parse(xml_of(WORTHLESS).encode(), "q1")
    assert root is not None
    score = Processing.of(root)
    shown = {
        choice: {name.rpartition("|")[2] for name in score({"RESPONSE": (choice,)}).shown if name.endswith("_fb")}
        for choice in ("a1", "a2")
    }
    assert shown == {"a1": {"correct_fb"}, "a2": {"incorrect_fb"}}
    rules = etree.fromstring(xml_of(WORTHLESS).encode()).find("{*}responseProcessing")
    assert rules is not None
    assert (rules[-1].get("identifier"), rules[-1].findtext("{*}baseValue")) == ("SCORE", "0")


def test_no_highest_score_of_nothing() -> None:
    """JQTI+: a normalMaximum must be positive."""
    assert "normalMaximum" not in xml_of(WORTHLESS)
    assert "<value>0</value>" in xml_of(WORTHLESS).partition("MAXSCORE")[2]


def test_floats_have_a_point_before_their_exponent() -> None:
    """qti-sdk takes 1.0E+23 for a float, and refuses the item at 1E+23."""
    item = NumericItem(id="q1", stem="?", answers=(NumericAnswer("1e23", "6e23", exact="2e23"),))
    assert ">1.0E+23<" in xml_of(item) and ">6.0E+23<" in xml_of(item) and ">2.0E+23<" in xml_of(item)


@pytest.mark.parametrize(
    ("language", "written"), [("en-GB", True), ("zh-Hans-CN", True), ("en-a", False), ("english", False)]
)
def test_only_a_language_is_said_to_be_one(language: str, written: bool) -> None:
    item = ChoiceItem(id="q1", stem="?", choices=choices("a", "b"), key=key("a1"), language=language)
    assert (f'xml:lang="{language}"' in xml_of(item)) is written
