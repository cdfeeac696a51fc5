"""GIFT as gift-pegjs reads it: every question arrives, with its key, weights and feedback."""

from __future__ import annotations

import html
import io
import json
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from samples.bank import BANK, HOSTILE
from strategies import package, packages

from quizmill.item import Answer, Choice, ChoiceItem, Evidence, Item, Key, TextEntryItem
from quizmill.package import Loss, Package
from quizmill.registry import exporters
from tests.oracles.players import node as node_path

ORACLES = ROOT / "tests" / "oracles"
Parse = Callable[[str], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def parse() -> Iterator[Parse]:
    """gift-pegjs in one node process; a text in, its questions out, an AssertionError where it is no GIFT."""
    command = [node_path(), str(ORACLES / "gift.cjs")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as node:

        def ask(text: str) -> list[dict[str, Any]]:
            assert node.stdin and node.stdout
            node.stdin.write(json.dumps(text) + "\n")
            node.stdin.flush()
            answer = json.loads(node.stdout.readline())
            assert "error" not in answer, answer["error"]
            return [found for found in answer["questions"] if found["type"] != "Category"]

        yield ask


def written(given_package: Package) -> tuple[str, tuple[Loss, ...]]:
    out = io.BytesIO()
    losses = exporters()["gift"].render(given_package, out)
    return out.getvalue().decode(), losses


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=packages(most=3))
def test_every_question_arrives(parse: Parse, drawn: Package) -> None:
    text, losses = written(drawn)
    left_out = {loss.item for loss in losses if loss.field == "*"}
    kept = [item for item in drawn.items if item.id not in left_out]
    assert len(parse(text) if text else []) == len(kept)


def choice_texts(question: dict[str, Any]) -> list[tuple[str, bool | None, float | None]]:
    return [(c["text"]["text"], c["isCorrect"], c["weight"]) for c in question["choices"]]


def test_keys_weights_and_feedback(parse: Parse) -> None:
    questions = parse(written(BANK)[0])
    root, operations, truth = questions[:3]
    assert [correct for _, correct, _ in choice_texts(root)] == [True, False, False, False]
    assert root["choices"][1]["feedback"]["text"] == "Leaves hold small keys."
    assert [weight for _, _, weight in choice_texts(operations)] == [33.33333, 33.33333, -33.33333, 33.33333]
    assert (truth["type"], truth["isTrue"]) == ("TF", True)
    # Moodle tells the first to who was wrong; gift-pegjs only names the two by their order.
    assert truth["trueFeedback"]["text"] == "Check the heap property."
    assert truth["falseFeedback"]["text"].startswith("Right:")


def test_hostile_choices_arrive_as_they_are(parse: Parse) -> None:
    (question,) = parse(written(package(HOSTILE))[0])
    shown = [(html.unescape(text), correct) for text, correct, _ in choice_texts(question)]
    assert shown == [("%50% of <code>{x: 1}</code>", False), ("[html] -> (y) // @SUM(A1)", True), ("bell", False)]


KEY = Key(("a1",), (Evidence.STATED,))


def one(item: Item) -> tuple[str, set[str]]:
    text, losses = written(package(item))
    return text, {loss.field for loss in losses}


def test_a_typed_answer_with_an_arrow_is_refused() -> None:
    text, lost = one(TextEntryItem(id="q1", stem="Which arrow?", answers=(Answer("a->b"),)))
    assert (text, lost) == ("", {"*"})


def test_a_star_is_no_wildcard(parse: Parse) -> None:
    text, _ = one(TextEntryItem(id="q1", stem="Which sign?", answers=(Answer("*"),)))
    (question,) = parse(text)
    assert question["choices"][0]["text"]["text"] == r"\*"


def test_latex_is_not_read_as_a_line_break(parse: Parse) -> None:
    item = ChoiceItem(
        id="q1", stem="When is $a \\neq b$?", choices=(Choice("a1", "$\\nu$"), Choice("a2", "never")), key=KEY
    )
    (question,) = parse(one(item)[0])
    assert question["stem"]["text"] == r"When is \(a \neq b\)?"
    assert question["choices"][0]["text"]["text"] == r"\(\nu\)"
