"""H5P question sets: a valid h5p.json, content as the libraries' semantics want it, and the right answers right."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

from h5p_semantics import LIBRARIES, METADATA, QUESTION_SET, problems
from hypothesis import HealthCheck, given, settings
from samples.bank import BANK, OPERATIONS, PICTURE, SENTENCE
from strategies import package, packages

from quizmill.item import Answer, ChoiceItem, Item, TextEntryItem
from quizmill.package import Package
from quizmill.registry import exporters


def opened(given_package: Package) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    """h5p.json, content.json and the names of all members."""
    out = io.BytesIO()
    exporters()["h5p"].render(given_package, out)
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
        return json.loads(archive.read("h5p.json")), json.loads(archive.read("content/content.json")), names


def one(item: Item) -> dict[str, Any]:
    (question,) = opened(package(item))[1]["questions"]
    params: dict[str, Any] = question["params"]
    return params


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(packages(most=3))
def test_content_is_as_the_semantics_want_it(drawn: Package) -> None:
    manifest, content, names = opened(drawn)
    assert not list(problems(content, QUESTION_SET))
    for question in content["questions"]:
        assert set(question) == {"params", "library", "subContentId", "metadata"}
        assert not list(problems(question["params"], LIBRARIES[question["library"]]))
        assert not list(problems(question["metadata"], METADATA))
        assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", question["subContentId"])
    shown = set(re.findall(r'"path": "(images/[^"]+)"', json.dumps(content)))
    assert {f"content/{path}" for path in shown} == {name for name in names if "/images/" in name}
    assert manifest["mainLibrary"] == "H5P.QuestionSet"


def test_h5p_json_names_every_library_in_use() -> None:
    manifest, content, _ = opened(BANK)
    named = {
        f"{entry['machineName']} {entry['majorVersion']}.{entry['minorVersion']}"
        for entry in manifest["preloadedDependencies"]
    }
    used = set(re.findall(r'"library": "([^"]+)"', json.dumps(content)))
    assert used | {"H5P.QuestionSet 1.20"} == named
    assert manifest["embedTypes"] == ["div"] and manifest["title"] and manifest["license"] == "U"


def test_the_key_is_the_key() -> None:
    params = one(OPERATIONS)
    assert [answer["correct"] for answer in params["answers"]] == [True, True, False, True]
    assert params["behaviour"]["type"] == "multi"
    assert params["media"]["type"]["params"]["file"]["path"] == f"images/{PICTURE}"


def test_a_true_false_item_keeps_its_words() -> None:
    ja_nein = next(item for item in BANK.items if isinstance(item, ChoiceItem) and item.choices[0].text == "Ja")
    params = one(ja_nein)
    assert (params["l10n"]["trueText"], params["l10n"]["falseText"], params["correct"]) == ("Ja", "Nein", "false")


def test_gaps_stand_where_they_stood() -> None:
    assert one(SENTENCE)["questions"] == ["<p>A *node* has *2* children; a leaf has *none*.</p>"]


def test_signs_of_the_blank_language_are_words_in_an_answer() -> None:
    params = one(TextEntryItem(id="q1", stem="Type it.", answers=(Answer("a/b*c:d"), Answer("x"))))
    assert params["questions"] == ["<p>*a&#47;b&#42;c&#58;d/x*</p>"]
