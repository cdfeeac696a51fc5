"""What was measured of importers, a rule a test: each says what our packages do because of it."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import pairwise

import pytest
from lxml import etree
from samples.qti import ITEMS, members, packed

from quizmill.registry import exporters

Rule = Callable[[], bool]
MEASURED: dict[str, Rule] = {}


def measured(rule: Rule) -> Rule:
    MEASURED[rule.__name__.replace("_", " ")] = rule
    return rule


def files(name: str, **options: str) -> dict[str, bytes]:
    return members(packed(exporters()[name], **options)[0])


def manifest(name: str) -> etree._Element:
    return etree.fromstring(files(name)["imsmanifest.xml"])


def questions(**options: str) -> etree._Element:
    held = files("qti12", **options)
    return etree.fromstring(next(data for path, data in held.items() if path.startswith("g")))


def items(kind: str) -> Iterator[etree._Element]:
    """Canvas' items of a kind."""
    for item in questions().iter("{*}item"):
        labels = [field.findtext("{*}fieldentry") for field in item.iter("{*}qtimetadatafield")]
        if labels[0] == kind:
            yield item


# QTI 1.2 as Canvas takes it


@measured
def canvas_quiz_is_an_assessment_with_one_root_section() -> bool:
    (section,) = questions().findall("{*}assessment/{*}section")
    before = section.getprevious()
    return section.get("ident") == "root_section" and before is not None and str(before.tag).endswith("qtimetadata")


@measured
def canvas_bank_is_an_objectbank_with_its_title() -> bool:
    labels = [node.text for node in questions(**{"as": "bank"}).iterfind("{*}objectbank/{*}qtimetadata//{*}fieldlabel")]
    return labels == ["bank_title"]


@measured
def canvas_type_is_the_first_field_of_an_item() -> bool:
    firsts = [item.find(".//{*}fieldlabel") for item in questions().iter("{*}item")]
    return {node.text for node in firsts if node is not None} == {"question_type"}


@measured
def canvas_stems_are_escaped_html() -> bool:
    stems = [item.find("{*}presentation/{*}material/{*}mattext") for item in questions().iter("{*}item")]
    return all(node is not None and node.get("texttype") == "text/html" and len(node) == 0 for node in stems)


@measured
def canvas_choices_answer_to_response1() -> bool:
    kinds = {"multiple_choice_question": "Single", "multiple_answers_question": "Multiple"}
    found = [
        (lid.get("ident"), lid.get("rcardinality") == many)
        for kind, many in kinds.items()
        for item in items(kind)
        for lid in item.iter("{*}response_lid")
    ]
    return bool(found) and set(found) == {("response1", True)}


@measured
def canvas_numbers_are_of_fibtype_decimal() -> bool:
    return {fib.get("fibtype") for item in items("numerical_question") for fib in item.iter("{*}render_fib")} == {
        "Decimal"
    }


@measured
def canvas_matching_has_a_response_for_each_row() -> bool:
    (item,) = (one for one in items("matching_question") if one.get("ident") == "mtch31")
    return [lid.get("ident") for lid in item.iter("{*}response_lid")] == ["response_l1", "response_l2", "response_l3"]


@measured
def canvas_scores_run_from_0_to_100() -> bool:
    bounds = {(node.get("minvalue"), node.get("maxvalue")) for node in questions().iter("{*}decvar")}
    return bounds == {("0", "100")}


@measured
def canvas_essay_has_other_and_no_score() -> bool:
    essays = list(items("essay_question"))
    no_score = all(item.find(".//{*}setvar") is None for item in essays)
    return bool(essays) and no_score and all(item.find(".//{*}other") is not None for item in essays)


@measured
def canvas_quiz_depends_on_its_settings() -> bool:
    resources = {node.get("identifier"): node for node in manifest("qti12").iter("{*}resource")}
    (quiz,) = (node for node in resources.values() if node.get("type") == "imsqti_xmlv1p2")
    (needed,) = (resources[node.get("identifierref")] for node in quiz.iterfind("{*}dependency"))
    return needed.get("type") == "associatedcontent/imscc_xmlv1p1/learning-application-resource"


@measured
def canvas_pictures_have_a_relative_address() -> bool:
    shown = re.findall(r'src="([^"]*\.png)"', etree.tostring(questions(), method="text", encoding="unicode"))
    return bool(shown) and all(path.startswith("images/") and path in files("qti12") for path in shown)


@measured
def canvas_gets_no_text_only_question() -> bool:
    return not list(items("text_only_question"))


# QTI 2 and 3


@measured
def sections_of_a_test_are_not_visible() -> bool:
    tests = [etree.fromstring(files(name)["test.xml"]) for name in ("qti21", "qti22")]
    return {node.get("visible") for test in tests for node in test.iter("{*}assessmentSection")} == {"false"}


@measured
def pictures_are_files_of_the_item_that_shows_them() -> bool:
    held = [node for node in manifest("qti21").iter("{*}resource") if len(node.findall("{*}file")) > 1]
    return [node.get("identifier") for node in held] == ["part03"]


@measured
def a_2_1_test_has_the_type_that_makes_a_canvas_quiz() -> bool:
    kinds = {node.get("type") for node in manifest("qti21").iter("{*}resource")}
    return kinds == {"imsqti_item_xmlv2p1", "imsqti_test_xmlv2p1"}


@measured
def a_3_0_manifest_says_3_0_0_and_its_own_types() -> bool:
    root = manifest("qti30")
    kinds = {node.get("type") for node in root.iter("{*}resource")}
    return root.findtext(".//{*}schemaversion") == "3.0.0" and kinds == {"imsqti_item_xmlv3p0", "imsqti_test_xmlv3p0"}


@measured
def feedback_of_an_answer_is_added_choice_by_choice() -> bool:
    root = etree.fromstring(files("qti21")["items/heap01.xml"])
    rules = [rule for rule in root.iter("{*}setOutcomeValue") if rule.get("identifier") == "FEEDBACK"]
    return all(rule.find("{*}multiple/{*}baseValue") is not None for rule in rules) and len(rules) > 3


@measured
def every_item_has_a_title_of_its_own() -> bool:
    titles = [item.get("title") for item in questions().iter("{*}item")]
    return all(titles) and len(set(titles)) == len(ITEMS)


@measured
def a_blackboard_pool_has_the_type_of_a_pool() -> bool:
    return {node.get("type") for node in manifest("qti12-blackboard").iter("{*}resource")} == {
        "assessment/x-bb-qti-pool"
    }


@measured
def packages_for_an_lms_hold_500_items() -> bool:
    names = [name for name in exporters() if name.startswith(("qti", "imscc", "d2l"))]
    return len(names) > 7 and {exporters()[name].split for name in names} == {500}


# Moodle


@measured
def moodle_files_stand_in_the_text_that_shows_them() -> bool:
    quiz = etree.fromstring(packed(exporters()["moodle-xml"])[0])
    texts = [holder.findtext("text") or "" for holder in quiz.iter(etree.Element) if holder.find("file") is not None]
    return bool(texts) and all("@@PLUGINFILE@@/" in text for text in texts)


@measured
def gift_questions_are_parted_by_an_empty_line() -> bool:
    text = packed(exporters()["gift"])[0].decode()
    starts = [at.start() for at in re.finditer(r"(?m)^::", text)]
    return len(starts) > 10 and all("\n\n" in text[a:b] for a, b in pairwise(starts))


@measured
def aiken_has_stems_of_one_line_and_one_letter() -> bool:
    blocks = packed(exporters()["aiken"])[0].decode().strip().split("\n\n")
    shape = re.compile(r"[^\n]+\n(?:[A-Z]\) [^\n]*\n)+ANSWER: [A-Z]")
    return len(blocks) > 3 and all(shape.fullmatch(block) for block in blocks)


# Anki


@measured
def anki_media_names_are_flat_and_told_by_content() -> bool:
    held = json.loads(files("anki")["media"])
    return bool(held) and all(re.fullmatch(r"[0-9a-z]+\.\w+", name) for name in held.values())


@measured
def anki_packages_are_deflated() -> bool:
    with zipfile.ZipFile(BytesIO(packed(exporters()["anki"])[0])) as archive:
        return archive.getinfo("collection.anki2").compress_type == zipfile.ZIP_DEFLATED


@pytest.mark.parametrize("rule", MEASURED)
def test_measured(rule: str) -> None:
    assert MEASURED[rule]()
