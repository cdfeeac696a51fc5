"""Moodle XML as Moodle's importer takes it: fractions of its list, files beside their texts, gaps it can cut."""

from __future__ import annotations

import base64
import io
import re

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from samples.bank import BANK, JA_NEIN, OPERATIONS, PICTURE, SENTENCE, SORTED, STEPS
from strategies import MEDIA, package, packages

from quizmill.item import (
    Answer,
    Choice,
    ChoiceItem,
    ClozeItem,
    Evidence,
    Gap,
    Item,
    Key,
    NumericAnswer,
    NumericItem,
    TextEntryItem,
)
from quizmill.package import Loss, Package
from quizmill.registry import exporters

# docs.moodle.org, question/engine: the grades that an import matches within 0.00001.
MOODLES = (100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667)
MOODLES += (14.28571, 12.5, 11.11111, 10, 5, 0)
GAP = re.compile(r"\{(\d+):(SHORTANSWER|NUMERICAL|MULTICHOICE|MULTICHOICE_V):([^{}]*)\}")


def written(given_package: Package) -> tuple[etree._Element, tuple[Loss, ...]]:
    out = io.BytesIO()
    losses = exporters()["moodle-xml"].render(given_package, out)
    return etree.fromstring(out.getvalue(), etree.XMLParser(huge_tree=True)), losses


def question(item: Item, **options: str) -> etree._Element:
    quiz, _ = written(Package("Bank", (item,), MEDIA.get, options=options))
    (found,) = [node for node in quiz.iter("question") if node.get("type") != "category"]
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(packages(most=3))
def test_structure(drawn: Package) -> None:
    quiz, losses = written(drawn)
    left_out = {loss.item for loss in losses if loss.field == "*"}
    questions = [node for node in quiz if node.get("type") != "category"]
    assert [node.findtext("idnumber") for node in questions] == [
        item.id for item in drawn.items if item.id not in left_out
    ]
    for node in questions:
        assert node.findtext("name/text")
        assert node.findtext("questiontext/text")
        _fractions_are_moodles(node)
        _pictures_have_their_files(node)


def _fractions_are_moodles(node: etree._Element) -> None:
    for answer in node.iter("answer"):
        fraction = answer.get("fraction")
        if fraction is not None:
            assert min(abs(abs(float(fraction)) - known) for known in MOODLES) <= 0.00001


def _pictures_have_their_files(node: etree._Element) -> None:
    for text in node.iter("text"):
        holder = text.getparent()
        assert holder is not None
        shown = set(re.findall(r'<img src="@@PLUGINFILE@@/([^"]+)"', text.text or ""))
        files = {file.get("name"): file.text or "" for file in holder.iterchildren("file")}
        assert shown <= set(files)
        assert all(base64.b64decode(data) == MEDIA[str(name)] for name, data in files.items())


def fractions(node: etree._Element) -> list[str]:
    return [answer.get("fraction") or "" for answer in node.iter("answer")]


def many(right: int, wrong: int = 2) -> ChoiceItem:
    choices = tuple(Choice(f"a{n}", f"choice {n}") for n in range(1, right + wrong + 1))
    key = Key(tuple(f"a{n}" for n in range(1, right + 1)), (Evidence.STATED,))
    return ChoiceItem(type="multiple", id="q1", stem="Which?", choices=choices, key=key)


@pytest.mark.parametrize(
    ("right", "share"),
    [(1, "100"), (2, "50"), (3, "33.33333"), (6, "16.66667"), (7, "14.28571"), (8, "12.5"), (9, "11.11111")],
)
def test_right_choices_share_the_credit_and_wrong_ones_take_as_much(right: int, share: str) -> None:
    assert fractions(question(many(right))) == [share] * right + [f"-{share}"] * 2


def test_where_no_share_fits_all_right_choices_still_give_full_marks() -> None:
    quiz, losses = written(package(many(11)))
    assert {loss.field for loss in losses} == {"choices.credit"}
    assert sum(float(part) for part in fractions(quiz) if float(part) > 0) >= 100


def test_a_named_credit_never_takes_the_marks_from_the_right_choice() -> None:
    choices = (Choice("a1", "best", credit=60.0), Choice("a2", "good", credit=33.0), Choice("a3", "bad"))
    item = ChoiceItem(id="q1", stem="Which?", choices=choices, key=Key(("a1",), (Evidence.STATED,)))
    quiz, losses = written(package(item))
    assert fractions(quiz) == ["100", "33.33333", "0"]
    assert [loss.field for loss in losses] == ["choices.credit"]


def test_true_and_false_are_moodles_own_only_in_its_words() -> None:
    assert question(SORTED).get("type") == "truefalse"
    assert question(JA_NEIN).get("type") == "multichoice"
    assert [answer.findtext("text") for answer in question(JA_NEIN).iter("answer")] == ["Ja", "Nein"]


def test_choices_that_name_each_other_keep_their_places() -> None:
    choices = tuple(Choice(f"a{n}", text) for n, text in enumerate(("one", "two", "Both A and B"), 1))
    item = ChoiceItem(id="q1", stem="Which?", choices=choices, key=Key(("a3",), (Evidence.STATED,)))
    assert question(item).findtext("shuffleanswers") == "false"


def test_a_picture_stands_in_its_text() -> None:
    text = question(OPERATIONS).find("questiontext")
    assert text is not None
    file = text.find("file")
    assert file is not None and file.get("name") == PICTURE
    assert base64.b64decode(file.text or "") == MEDIA[PICTURE]


def test_a_picture_that_nobody_has_is_its_description() -> None:
    quiz, losses = written(Package("Bank", (OPERATIONS,)))
    assert [loss.field for loss in losses] == ["media"]
    assert "a heap of seven keys" in etree.tostring(quiz, encoding="unicode")
    assert "@@PLUGINFILE@@" not in etree.tostring(quiz, encoding="unicode")


def test_ordering_is_matching_unless_asked_for() -> None:
    assert question(STEPS).get("type") == "matching"
    native = question(STEPS, ordering="native")
    assert native.get("type") == "ordering" and fractions(native) == ["1", "2", "3"]


def test_gaps() -> None:
    text = question(SENTENCE).findtext("questiontext/text") or ""
    assert GAP.findall(text) == [
        ("1", "SHORTANSWER", "=node~%50%vertex#Also said."),
        ("1", "NUMERICAL", "=2:0"),
        ("1", "MULTICHOICE", "=none~one#No.~two"),
    ]


@pytest.mark.parametrize("hard", ["=x", "%50%x", "a~b", "a}b", "a#b", "a\\b", "x*", "{1:SA:=y}", "**=x**", "`=x`"])
def test_no_words_in_a_gap_are_syntax(hard: str) -> None:
    chosen = Gap("g1", choices=(Choice("a1", "right"), Choice("a2", hard), Choice("a3", "**b**")), key=Key(("a1",), ()))
    item = ClozeItem(id="q1", stem=f"{hard} {{{{gap:g1}}}} end {{{{gap:g2}}}}", gaps=(chosen, _typed(hard)))
    found = GAP.findall(question(item).findtext("questiontext/text") or "")
    assert len(found) == 2
    first, second = (re.sub(r"&#\d+;", "_", body) for _, _, body in found)
    assert [part[0] in "=%" for part in first.split("~")] == [True, False, False]
    assert second.startswith("=") and "~" not in second
    assert "#" not in first + second


def _typed(text: str) -> Gap:
    return Gap("g2", answers=(Answer(text),))


def test_a_star_is_no_wildcard() -> None:
    answer = question(TextEntryItem(id="q1", stem="Which?", answers=(Answer("2*3"),))).find("answer")
    assert answer is not None and answer.findtext("text") == r"2\*3"


def test_a_lopsided_range_is_kept_and_its_value_said_to_be_lost() -> None:
    item = NumericItem(id="q1", stem="How many?", answers=(NumericAnswer("9", "12", exact="10"),))
    quiz, losses = written(package(item))
    assert (quiz.findtext(".//answer/text"), quiz.findtext(".//tolerance")) == ("10.5", "1.5")
    assert [loss.field for loss in losses] == ["answers.exact"]


def test_categories_follow_the_sections() -> None:
    quiz, _ = written(BANK)
    assert [node.findtext("category/text") for node in quiz.iterfind("question[@type='category']")] == [
        "$course$/top/Data structures/Week 1: Heaps",
        "$course$/top/Data structures/Week 2: Sets // Maps",
    ]
