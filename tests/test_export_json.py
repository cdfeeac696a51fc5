"""JSON, JSON Lines and JSON-LD: valid by the published schema, complete, and safe inside a page."""

from __future__ import annotations

import base64
import io
import json

import jsonschema
import pytest
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from samples.bank import BANK, PICTURE
from strategies import packages

from quizmill.codec import json_schema
from quizmill.package import Package
from quizmill.registry import exporters

SCHEMA = json.loads(json_schema())
BANK_SCHEMA = jsonschema.Draft202012Validator(SCHEMA)
LINE_SCHEMA = jsonschema.Draft202012Validator({**SCHEMA, "oneOf": [{"$ref": "#/$defs/Line"}]})
few = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def written(name: str, package: Package) -> bytes:
    out = io.BytesIO()
    exporters()[name].render(package, out)
    return out.getvalue()


def test_the_published_schema_is_today_s() -> None:
    published = ROOT / "docs" / "schema" / "quizmill-1.schema.json"
    assert published.read_bytes() == json_schema(), "write quizmill.codec.json_schema() to it"
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@few
@given(packages())
def test_json_is_valid(package: Package) -> None:
    BANK_SCHEMA.validate(json.loads(written("json", package)))


@few
@given(packages())
def test_every_json_line_is_valid(package: Package) -> None:
    for line in written("jsonl", package).splitlines():
        LINE_SCHEMA.validate(json.loads(line))


@pytest.mark.parametrize("wrong", [{"format": "quizmill-bank"}, {"format": "other", "version": "1.0", "items": []}])
def test_the_schema_refuses_what_is_no_bank(wrong: dict[str, object]) -> None:
    assert not BANK_SCHEMA.is_valid(wrong)


def test_the_schema_refuses_a_choice_that_is_no_choice() -> None:
    bank = json.loads(written("json", BANK))
    bank["items"][0]["choices"][0] = "the root"
    assert not BANK_SCHEMA.is_valid(bank)


def test_pictures_are_in_the_file() -> None:
    bank = json.loads(written("json", BANK))
    assert base64.b64decode(bank["media"][PICTURE]) == BANK.media(PICTURE)
    lines = [json.loads(line) for line in written("jsonl", BANK).splitlines()]
    assert [line["name"] for line in lines if line["type"] == "media"] == [PICTURE]


def test_json_lines_can_leave_the_pictures() -> None:
    out = io.BytesIO()
    package = Package("Bank", BANK.items, BANK.media, options={"media": "leave"})
    losses = exporters()["jsonl"].render(package, out)
    assert {loss.field for loss in losses} == {"media"}
    assert b'"type": "media"' not in out.getvalue()


@few
@given(packages())
def test_json_ld_is_a_quiz_of_questions(package: Package) -> None:
    data = written("jsonld", package)
    assert b"<" not in data, "it may stand inside a script element"
    quiz = json.loads(data)
    assert quiz["@context"] == "https://schema.org/" and quiz["@type"] == "Quiz"
    for question in quiz["hasPart"]:
        assert question["@type"] == "Question" and question["text"] and question["eduQuestionType"]
        answers = [*question.get("suggestedAnswer", ()), *question.get("acceptedAnswer", ())]
        assert len(answers) == question["answerCount"]
        assert all(answer["@type"] == "Answer" for answer in answers)


def test_json_ld_accepts_exactly_the_key() -> None:
    quiz = json.loads(written("jsonld", BANK))
    operations = next(part for part in quiz["hasPart"] if part["eduQuestionType"] == "Checkbox")
    assert [answer["text"] for answer in operations["acceptedAnswer"]] == ["insert", "extract-max", "increase-key"]
    assert [answer["text"] for answer in operations["suggestedAnswer"]] == ["`max()`"]
