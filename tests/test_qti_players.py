"""Other people's QTI 3 players judge our items: they render, take a click, score, and show the right feedback.

QTI 2.1 and 2.2 items come to the players through a converter that is not ours either.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import etree
from oracles.players import Player, open_players, to_qti3
from samples.qti import CHOICES, GAPS, ITEMS, OPEN, ROWS, TYPED, item_files, packed

from quizmill.item import ChoiceItem
from quizmill.registry import exporters

PLAYERS = ("ampup", "citolab")
FORMATS = ("qti30", "qti21", "qti22")
SCORED = (*CHOICES, *TYPED, *GAPS, *ROWS)
# The mean player merges no containers, so of several 2.x feedbacks it shows the last; QTI 3 shows all in both.
SHOWS_ALL = {("qti30", "ampup"), ("qti30", "citolab"), ("qti21", "ampup"), ("qti22", "ampup")}


@pytest.fixture(scope="module")
def players() -> Iterator[dict[str, Player]]:
    with open_players() as both:
        yield both


@pytest.fixture(scope="module")
def files() -> dict[str, dict[str, str]]:
    """Items as QTI 3 by format and identifier."""
    made: dict[str, dict[str, str]] = {}
    for name in FORMATS:
        own = item_files(packed(exporters()[name])[0])
        made[name] = own if name == "qti30" else dict(zip(own, to_qti3(list(own.values())), strict=True))
    return made


def correct(xml: str) -> dict[str, list[str]]:
    """The correct response of each declaration."""
    root = etree.fromstring(xml.encode())
    found = {}
    for declared in root.iter("{*}qti-response-declaration"):
        values = [value.text or "" for value in declared.iterfind("{*}qti-correct-response/{*}qti-value")]
        found[declared.get("identifier", "")] = values
    return found


def names_of(xml: str) -> list[str]:
    root = etree.fromstring(xml.encode())
    return [choice.get("identifier", "") for choice in root.iter("{*}qti-simple-choice")]


def points(item_id: str) -> float:
    item = next(item for item in ITEMS if item.id == item_id)
    return 1.0 if item.points is None else item.points


@pytest.mark.parametrize("player", PLAYERS)
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("item", CHOICES, ids=lambda item: item.id)
def test_the_key_scores_and_no_distractor_does(
    players: dict[str, Player], files: dict[str, dict[str, str]], form: str, player: str, item: ChoiceItem
) -> None:
    xml = files[form][item.id]
    right = correct(xml)["RESPONSE"]
    assert right
    done = players[player].click(xml, right)
    assert not done.errors
    assert set(done.chosen) == set(right)
    assert done.score == pytest.approx(points(item.id))
    for name in set(names_of(xml)) - set(right):
        assert players[player].click(xml, [name]).score < points(item.id)


@pytest.mark.parametrize("player", PLAYERS)
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("item", CHOICES, ids=lambda item: item.id)
def test_the_right_feedback_appears(
    players: dict[str, Player], files: dict[str, dict[str, str]], form: str, player: str, item: ChoiceItem
) -> None:
    if (form, player) not in SHOWS_ALL:
        form = "qti30"
    xml = files[form][item.id]
    right = set(correct(xml)["RESPONSE"])
    said = {name: choice.feedback for name, choice in zip(sorted(names_of(xml)), item.choices, strict=True)}
    for name in said:
        shown = players[player].click(xml, [name]).feedback
        assert {n for n in shown if n.rpartition("_fb")[0] in said} == ({f"{name}_fb"} if said[name] else set())
        whole = right == {name}
        assert ("correct_fb" in shown) == (whole and bool(item.feedback.correct))
        assert not whole or "incorrect_fb" not in shown
        assert ("general_fb" in shown) == bool(item.feedback.general)
        assert ("solution" in shown) == bool(item.solution)
        assert ("hints" in shown) == (bool(item.hints) and not whole)


def test_feedback_can_be_read_on_the_page(players: dict[str, Player], files: dict[str, dict[str, str]]) -> None:
    for player in PLAYERS:
        page = players[player].click(files["qti30"]["heap01"], ["a2"]).page
        assert "Python's heaps are min-heaps." in page
        assert "Think of the root." in page
        assert "Well done." not in page
        assert "the root is the least" not in page


def test_code_keeps_its_lines_on_the_page(players: dict[str, Player], files: dict[str, dict[str, str]]) -> None:
    for form in FORMATS:
        page = players["ampup"].click(files[form]["code07"], []).page
        assert 'for i in range(3):\n    if i < 2 and "a" & 1:\n        print(i)' in page


@pytest.mark.parametrize("player", PLAYERS)
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("item_id", [item.id for item in SCORED])
def test_every_kind_is_scored(
    players: dict[str, Player], files: dict[str, dict[str, str]], form: str, player: str, item_id: str
) -> None:
    xml = files[form][item_id]
    right = correct(xml)
    given = {name: values[0] if _is_single(xml, name) else values for name, values in right.items()}
    assert players[player].respond(xml, given).score == pytest.approx(points(item_id), abs=1e-3)
    assert players[player].respond(xml, _spoilt(given)).score < points(item_id) - 1e-3


def _is_single(xml: str, name: str) -> bool:
    root = etree.fromstring(xml.encode())
    declared = root.find(f"{{*}}qti-response-declaration[@identifier='{name}']")
    return declared is not None and declared.get("cardinality") == "single"


def _spoilt(given: dict[str, str | list[str]]) -> dict[str, str | list[str]]:
    """The same response with one mistake: the first part changed, left out, or swapped."""
    name, value = next(iter(given.items()))
    wrong = "777" if isinstance(value, str) else value[1:] + value[:1] if len(value) > 2 else value[1:]
    if isinstance(wrong, list) and wrong and " " in wrong[0]:
        wrong = wrong[1:]
    return {**given, name: wrong}


@pytest.mark.parametrize("player", PLAYERS)
def test_answers_with_a_part_of_the_credit(
    players: dict[str, Player], files: dict[str, dict[str, str]], player: str
) -> None:
    own = files["qti30"]
    at = players[player]
    assert at.respond(own["text11"], {"RESPONSE": "__new__"}).score == pytest.approx(0.5)
    assert "a2_fb" in at.respond(own["text11"], {"RESPONSE": "__new__"}).feedback
    assert at.respond(own["text11"], {"RESPONSE": "init"}).feedback >= {"a3_fb", "incorrect_fb"}
    assert at.respond(own["case12"], {"RESPONSE": "co"}).score == 0
    assert at.respond(own["numb13"], {"RESPONSE": "5.05"}).score == pytest.approx(0.5)
    assert at.respond(own["rang14"], {"RESPONSE": "3.1400"}).score == pytest.approx(0.5)
    assert at.respond(own["rang14"], {"RESPONSE": "3.15"}).score == 0
    assert at.click(own["part03"], ["a1"]).score == pytest.approx(2)
    assert at.click(own["part03"], ["a1", "a2"]).score == 0
    assert at.click(own["near04"], ["a2"]).score == pytest.approx(0.25)


@pytest.mark.parametrize("player", PLAYERS)
def test_open_questions_show_the_model_answer(
    players: dict[str, Player], files: dict[str, dict[str, str]], player: str
) -> None:
    for item in OPEN:
        shown = players[player].respond(files["qti30"][item.id], {"RESPONSE": "Some words."})
        assert "model_solution" in shown.feedback
        assert not shown.errors


@pytest.mark.parametrize("player", PLAYERS)
@pytest.mark.parametrize("item_id", [item.id for item in ITEMS if item.id != "ordr32"])
def test_an_empty_response_scores_nothing(
    players: dict[str, Player], files: dict[str, dict[str, str]], player: str, item_id: str
) -> None:
    done = players[player].click(files["qti30"][item_id], [])
    assert done.score == 0
    assert not done.errors
