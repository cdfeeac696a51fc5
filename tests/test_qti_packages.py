"""QTI packages of any items: valid by their schemas, complete, streamed, the same bytes for the same items."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from samples.qti import CHOICES, ITEMS, PICTURE, item_files, members, packed
from strategies import MEDIA, items, packages, plain

from quizmill.errors import UsageError
from quizmill.item import (
    Choice,
    ChoiceItem,
    ClozeItem,
    EssayItem,
    Evidence,
    Feedback,
    Gap,
    Key,
    NumericAnswer,
    NumericItem,
)
from quizmill.package import Package
from quizmill.pipeline import convert
from quizmill.registry import exporters
from quizmill.source import Source

SCHEMAS = {
    "qti12": ("qti12/ims_qtiasiv1p2.xsd", "qti12/imscp_v1p1.xsd"),
    "qti12-d2l": ("qti12/ims_qtiasiv1p2.xsd", "qti12/imscp_v1p1.xsd"),
    "qti12-plain": ("qti12/ims_qtiasiv1p2.xsd", "qti12/imscp_v1p1.xsd"),
    "qti21": ("qti21/qtiv2p1/imsqti_v2p1.xsd", "qti21/imscp_v1p1.xsd"),
    "qti22": ("qti22/qtiv2p2/imsqti_v2p2.xsd", "qti22/imscp_v1p1.xsd"),
    "imscc": ("cc11/ccv1p1_qtiasiv1p2p1_v1p0.xsd", "cc11/cc11libxml2validator.xsd"),
    "qti30": ("qti30/imsqti_asiv3p0p1_v1p0.xsd", "qti30/imsqtiv3p0_imscpv1p2_v1p0.xsd"),
}
LOM = {"qti21": "qti21/imsmd_loose_v1p3p2.xsd", "qti22": "qti22/imsmd_loose_v1p3p2.xsd"}
NAMES = tuple(SCHEMAS)
few = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def schema(shared: Path) -> Callable[[str], etree.XMLSchema]:
    return cache(lambda path: etree.XMLSchema(etree.parse(shared / "schemas" / path)))


def errors(schema: etree.XMLSchema, document: etree._Element) -> list[str]:
    return [] if schema.validate(document) else [f"{e.line}: {e.message}" for e in schema.error_log]


@pytest.mark.parametrize("name", NAMES)
@given(package=packages(keyless=False))
@few
def test_valid_by_the_schemas(schema: Callable[[str], etree.XMLSchema], name: str, package: Package) -> None:
    check(schema, name, packed(exporters()[name], *package.items)[0] if package.items else b"")


def check(schema: Callable[[str], etree.XMLSchema], name: str, data: bytes) -> None:
    questions, manifest = SCHEMAS[name]
    for path, content in (members(data) if data else {}).items():
        if not path.endswith((".xml", ".qti")) or path.endswith("assessment_meta.xml"):
            continue
        document = etree.fromstring(content)
        wanted = manifest if path == "imsmanifest.xml" else questions
        if path.endswith(".qti"):
            wanted = SCHEMAS["qti12"][0]
        assert not errors(schema(wanted), document), f"{path}\n{content.decode()}"
        for described in document.iter("{http://ltsc.ieee.org/xsd/LOM}lom"):
            if name in LOM:
                assert not errors(schema(LOM[name]), described)


@pytest.mark.parametrize("name", NAMES)
def test_samples_are_valid(schema: Callable[[str], etree.XMLSchema], name: str) -> None:
    check(schema, name, packed(exporters()[name])[0])
    if "as" in exporters()[name].options:
        check(schema, name, packed(exporters()[name], **{"as": "bank" if "qti12" in name else "items"})[0])


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_in_manifest_and_archive(name: str) -> None:
    files = members(packed(exporters()[name])[0])
    manifest = etree.fromstring(files["imsmanifest.xml"])
    listed = {node.get("href") for node in manifest.iter("{*}file")}
    assert listed == set(files) - {"imsmanifest.xml"}
    assert any(PICTURE in path for path in listed if path)
    assert next(content for path, content in files.items() if PICTURE in path) == MEDIA[PICTURE]


@pytest.mark.parametrize("name", NAMES)
def test_identifiers_are_stable_and_unique(name: str) -> None:
    again = replace(CHOICES[0], stem="Other words.")
    first = members(packed(exporters()[name], CHOICES[0], CHOICES[1])[0])
    second = members(packed(exporters()[name], CHOICES[1], again)[0])
    assert set(first) == set(second)
    twice = members(packed(exporters()[name], CHOICES[0], CHOICES[0])[0])
    manifest = etree.fromstring(twice["imsmanifest.xml"])
    names = [node.get("identifier") for node in manifest.iter("{*}resource")]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", NAMES)
def test_a_keyless_question_is_never_written(name: str) -> None:
    keyless = replace(CHOICES[0], key=None, stem="Nobody knows this.")
    data, losses = packed(exporters()[name], CHOICES[1], keyless)
    assert [loss.item for loss in losses if loss.field == "*"] == [keyless.id]
    assert not any(b"Nobody knows" in content for content in members(data).values())


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_without_bytes_is_reported(name: str) -> None:
    gone = f"{'0' * 64}.png"
    item = EssayItem(id="e1", stem=f"See ![the graph](media:{gone}).")
    data, losses = packed(exporters()[name], item)
    assert [(loss.field, gone in loss.reason) for loss in losses] == [("media", True)]
    assert not any(gone in path for path in members(data))
    assert any(b"the graph" in content for content in members(data).values()), "its description stays"
    assert not any(b"&lt;img" in content or b"<img" in content for content in members(data).values())


@pytest.mark.parametrize("name", NAMES)
def test_unknown_options_are_refused(name: str) -> None:
    with pytest.raises(UsageError, match="color"):
        packed(exporters()[name], color="red")
    with pytest.raises(UsageError, match="as"):
        packed(exporters()[name], **{"as": "poem"})


# QTI 1.2


def questions(name: str = "qti12", **options: str) -> etree._Element:
    files = members(packed(exporters()[name], **options)[0])
    return etree.fromstring(next(content for path, content in files.items() if re.fullmatch("g[0-9a-f]+.xml", path)))


def item12(ident: str, name: str = "qti12") -> etree._Element:
    return next(item for item in questions(name).iter("{*}item") if item.get("ident") == ident)


def field12(item: etree._Element, label: str) -> str:
    fields = item.iter("{*}qtimetadatafield")
    return next((f.findtext("{*}fieldentry") or "" for f in fields if f.findtext("{*}fieldlabel") == label), "")


def test_canvas_quiz_settings_name_the_assessment() -> None:
    files = members(packed(exporters()["qti12"])[0])
    settings_of = etree.fromstring(files["assessment_meta.xml"])
    assessment = questions().find("{*}assessment")
    assert assessment is not None
    assert settings_of.get("identifier") == assessment.get("ident")
    assert settings_of.findtext("{*}title") == assessment.get("title") == "Sample quiz"
    worth = sum(1.0 if item.points is None else item.points for item in ITEMS)
    assert float(settings_of.findtext("{*}points_possible") or 0) == worth
    manifest = etree.fromstring(files["imsmanifest.xml"])
    needs = [node.get("identifierref") for node in manifest.iter("{*}dependency")]
    kinds = {node.get("identifier"): node.get("type") for node in manifest.iter("{*}resource")}
    assert [kinds[name] for name in needs] == ["associatedcontent/imscc_xmlv1p1/learning-application-resource"]


def test_a_bank_has_its_name() -> None:
    bank = questions(**{"as": "bank"}).find("{*}objectbank")
    assert bank is not None
    assert bank.findtext("{*}qtimetadata/{*}qtimetadatafield/{*}fieldlabel") == "bank_title"
    assert bank.findtext("{*}qtimetadata/{*}qtimetadatafield/{*}fieldentry") == "Sample quiz"
    assert len(bank.findall("{*}item")) == len(ITEMS)


@pytest.mark.parametrize(
    ("ident", "word"),
    [
        ("heap01", "multiple_choice_question"),
        ("html02", "multiple_answers_question"),
        ("true05", "true_false_question"),
        ("wahr06", "multiple_choice_question"),
        ("text11", "short_answer_question"),
        ("numb13", "numerical_question"),
        ("clze21", "fill_in_multiple_blanks_question"),
        ("drop22", "multiple_dropdowns_question"),
        ("mtch31", "matching_question"),
        ("ordr32", "matching_question"),
        ("essy41", "essay_question"),
        ("flsh42", "essay_question"),
    ],
)
def test_canvas_words_for_the_types(ident: str, word: str) -> None:
    assert field12(item12(ident), "question_type") == word


def test_canvas_order_of_conditions() -> None:
    conditions = list(item12("heap01").iter("{*}respcondition"))
    shown = [[node.get("linkrefid") for node in c.iter("{*}displayfeedback")] for c in conditions]
    assert shown == [["general_fb"], ["a1_fb"], ["a2_fb"], ["a3_fb"], ["correct_fb"], ["general_incorrect_fb"]]
    assert [c.get("continue") for c in conditions] == ["Yes", "Yes", "Yes", "Yes", "No", "Yes"]
    assert conditions[4].findtext("{*}setvar") == "100"
    assert conditions[4].findtext("{*}conditionvar/{*}varequal") == "a1"


def test_canvas_several_right_answers_exclude_the_others() -> None:
    both = item12("html02").find(".//{*}respcondition[@continue='No']/{*}conditionvar/{*}and")
    assert both is not None
    assert [node.text for node in both.findall("{*}varequal")] == ["a1", "a2"]
    assert [node.text for node in both.findall("{*}not/{*}varequal")] == ["a3", "a4"]


def test_answer_ids_are_no_verdicts() -> None:
    for item in questions().iter("{*}item"):
        for label in item.iter("{*}response_label"):
            assert not re.search("correct|incorrect|_all", label.get("ident", ""))


def test_canvas_number_with_its_margin() -> None:
    rule = item12("rang14").find(".//{*}conditionvar")
    assert rule is not None
    assert [node.text for node in rule.iter("{*}vargte", "{*}varlte")] == ["3.14", "3.142"]
    assert rule.findtext("{*}or/{*}varequal") == "3.141"
    lopsided = NumericItem(id="n1", stem="n", answers=(NumericAnswer("1", "9", exact="2"),))
    data = members(packed(exporters()["qti12"], lopsided)[0])
    assert b">2</varequal>" not in b"".join(data.values()), "Canvas would take the margin of one side for both"


def test_canvas_never_gives_full_marks_to_half_an_answer() -> None:
    short = item12("text11")
    assert [node.text for node in short.findall(".//{*}varequal")].count("__new__") == 0
    assert "__init__" in [node.text for node in short.findall(".//{*}varequal")]


def test_every_right_word_of_a_dropdown_has_a_condition_of_its_own() -> None:
    """New Quizzes reads the value right below `conditionvar`; where an `<or>` stands there, its import breaks off."""
    choices = tuple(Choice(f"c{place}", word) for place, word in enumerate(("ash", "oak", "hay")))
    gap = Gap("g", choices=choices, key=Key(("c0", "c1"), (Evidence.MARKUP,)))
    item = ClozeItem(id="tree", stem="A {{gap:g}} is a tree.", gaps=(gap,), feedback=Feedback(correct="Yes."))
    data = b"".join(members(packed(exporters()["qti12"], item)[0]).values()).decode()
    scored = [found for found in re.findall(r"<respcondition.*?</respcondition>", data) if "<setvar" in found]
    words = dict(re.findall(r'ident="(g1\w+)"><material><mattext texttype="text/plain">(\w+)<', data))
    assert [[words[name] for name in re.findall(r">(g1\w+)</varequal>", one)] for one in scored] == [["ash"], ["oak"]]
    assert all("<conditionvar><varequal" in found and ">100<" in found for found in scored)


def test_canvas_draws_formulas_itself() -> None:
    html = item12("part03").findtext(".//{*}response_label/{*}material/{*}mattext") or ""
    assert 'class="equation_image"' in html
    assert 'data-equation-content="2"' in html


def test_an_order_is_not_given_away() -> None:
    for name in NAMES:
        data = b"".join(members(packed(exporters()[name], *[i for i in ITEMS if i.id == "ordr32"])[0]).values())
        places = [data.find(word) for word in (b"divide", b"conquer", b"combine", b"done")]
        assert -1 not in places
        assert places != sorted(places)


def test_plain_order_and_hints_follow_the_specification() -> None:
    ordered = item12("ordr32", "qti12-plain")
    lid = ordered.find(".//{*}response_lid")
    assert lid is not None
    assert lid.get("rcardinality") == "Ordered"
    assert [node.get("index") for node in ordered.findall(".//{*}and/{*}varequal")] == ["1", "2", "3", "4"]
    heap = item12("heap01", "qti12-plain")
    assert len(heap.findall(".//{*}hintmaterial")) == 2
    assert len(heap.findall(".//{*}solutionmaterial")) == 2


def test_d2l_fields() -> None:
    assert field12(item12("html02", "qti12-d2l"), "qmd_questiontype") == "Multi-Select"
    assert "http://www.w3.org/1998/Math/MathML" in etree.tostring(item12("part03", "qti12-d2l"), encoding="unicode")


def test_a_blackboard_pool() -> None:
    files = members(packed(exporters()["qti12-blackboard"])[0])
    manifest = etree.fromstring(files["imsmanifest.xml"])
    resource = manifest.find(".//{*}resource")
    assert resource is not None
    assert resource.get("type") == "assessment/x-bb-qti-pool"
    assert resource.get("{http://www.blackboard.com/content-packaging/}file") in files
    pool = etree.fromstring(files["res00001.dat"])
    found = {item.findtext(".//bbmd_asi_object_id"): item for item in pool.iter("item")}
    kinds = {name: item.findtext(".//bbmd_questiontype") for name, item in found.items()}
    assert set(found) == {item.id for item in ITEMS}
    assert kinds["html02"] == "Multiple Answer"
    assert kinds["true05"] == "True/False"
    assert kinds["wahr06"] == "Multiple Choice"
    assert kinds["clze21"] == "Fill in the Blank Plus"
    assert kinds["flsh42"] == "Essay"
    assert found["true05"].findtext(".//respcondition[@title='correct']//varequal") == "true"
    numeric = found["rang14"]
    assert [numeric.findtext(f".//{test}") for test in ("vargte", "varlte", "varequal")] == ["3.14", "3.142", "3.141"]
    assert "[a] gives back" in (found["clze21"].findtext(".//mat_formattedtext") or "")
    right = [node.text for node in found["heap01"].iterfind(".//respcondition[@title='correct']//varequal")]
    labels = {
        node.get("ident"): node.findtext(".//mat_formattedtext") for node in found["heap01"].iter("response_label")
    }
    assert [labels[name] for name in right] == ["the smallest entry"]


def test_a_blackboard_matching_names_the_right_place() -> None:
    pool = etree.fromstring(members(packed(exporters()["qti12-blackboard"])[0])["res00001.dat"])
    item = next(item for item in pool.iter("item") if item.findtext(".//bbmd_asi_object_id") == "mtch31")
    shown = item.iterfind(".//flow[@class='RIGHT_MATCH_BLOCK']/flow")
    rights = [flow.findtext(".//mat_formattedtext") for flow in shown]
    found = []
    for row in item.iter("response_lid"):
        key = next(t.text for t in item.iter("varequal") if t.get("respident") == row.get("ident"))
        found.append(rights[[label.get("ident") for label in row.iter("response_label")].index(key)])
    assert found == ["last in", "first in", "last in"]


# QTI 2 and 3


def test_sections_of_the_test() -> None:
    for name in ("qti21", "qti22", "qti30"):
        test = etree.fromstring(members(packed(exporters()[name])[0])["test.xml"])
        sections = [
            node for node in test.iter(etree.Element) if "assessmentSection" in node.tag or "-section" in node.tag
        ]
        assert [node.get("title") for node in sections] == [
            "Data structures / Week 2",
            "Sample quiz",
            "Graphs",
            "Sample quiz",
        ]
        assert {node.get("visible") for node in sections} == {"false"}, "Canvas makes a question of a visible title"


def test_points_stand_beside_the_item() -> None:
    files = members(packed(exporters()["qti21"])[0])
    test = etree.fromstring(files["test.xml"])
    weight = test.find(".//{*}assessmentItemRef[@identifier='part03']/{*}weight")
    assert weight is not None
    assert weight.get("value") == "4"
    assert not test.findall(".//{*}testVariables[@weightIdentifier]"), "else they would count twice"


def test_mathml_and_code_arrive() -> None:
    for name in ("qti21", "qti22", "qti30"):
        files = item_files(packed(exporters()[name])[0])
        assert "<msqrt>" in files["part03"]
        code = etree.fromstring(files["code07"].encode()).find(".//{*}pre")
        assert code is not None
        assert code.text == 'for i in range(3):\n    if i < 2 and "a" & 1:\n        print(i)\n'


def test_fixed_choices_stay() -> None:
    assert 'identifier="a4" fixed="true"' in item_files(packed(exporters()["qti21"])[0])["heap01"]
    assert 'ident="a4" rshuffle="No"' in etree.tostring(item12("heap01"), encoding="unicode")


def test_choices_that_name_each_other_stay_in_place() -> None:
    item = replace(CHOICES[0], choices=(Choice("a1", "x"), Choice("a2", "y"), Choice("a3", "Both A and B")))
    assert 'shuffle="false"' in item_files(packed(exporters()["qti21"], item)[0])["heap01"]
    assert b'shuffle="Yes"' not in b"".join(members(packed(exporters()["qti12"], item)[0]).values())


@pytest.mark.parametrize("name", [*NAMES, "qti12-blackboard"])
def test_golden(golden: Callable[[Path, bytes], None], name: str) -> None:
    """The whole package as text: any change of what is written is seen and read."""
    files = sorted(members(packed(exporters()[name])[0]).items())
    texts = [f"==== {path}\n".encode() + content for path, content in files if not path.endswith(".png")]
    golden(Path(__file__).parent / "golden" / name / "package.txt", b"\n".join(texts))


def test_every_condition_has_a_rule() -> None:
    for name in ("qti21", "qti22", "qti30"):
        for xml in item_files(packed(exporters()[name])[0]).values():
            for node in etree.fromstring(xml.encode()).iter(etree.Element):
                if etree.QName(node).localname.removeprefix("qti-") in ("responseIf", "response-if"):
                    assert len(node) > 1, "a test alone is no condition for qti-sdk"


def test_items_alone() -> None:
    files = members(packed(exporters()["qti30"], **{"as": "items"})[0])
    assert "test.xml" not in files
    assert len([path for path in files if path.startswith("items/") and path.endswith(".xml")]) == len(ITEMS)


def test_a_long_title_is_cut_between_words() -> None:
    item = ChoiceItem(
        id="t1",
        stem="word " * 200,
        choices=(Choice("a1", "x"), Choice("a2", "y")),
        key=CHOICES[0].key,
        feedback=Feedback(),
    )
    root = etree.fromstring(item_files(packed(exporters()["qti30"], item)[0])["t1"].encode())
    assert (root.get("title") or "").endswith("word…")
    assert len(root.get("title") or "") <= 80


@pytest.mark.parametrize("name", ["qti12", "qti12-plain", "qti21", "qti30"])
@given(item=items("single", "multiple", text=plain(), keyless=False), words=st.lists(plain(), min_size=3, max_size=3))
@few
def test_a_shape_changes_nothing(name: str, item: ChoiceItem, words: list[str]) -> None:
    """An item that is written from the template of its shape is the item that is written alone."""
    texts = [*words, '100 % of "it" isn\'t {so}']
    alike = [replace(item, id=f"item{n}", stem=text, title="") for n, text in enumerate(texts)]
    together = packed(exporters()[name], *alike)
    for one in alike:
        alone = packed(exporters()[name], one)
        assert _item_xml(together[0], one.id) == _item_xml(alone[0], one.id)
        assert [loss for loss in together[1] if loss.item == one.id] == list(alone[1])


def _item_xml(data: bytes, ident: str) -> str:
    files = members(data)
    if f"items/{ident}.xml" in files:
        return files[f"items/{ident}.xml"].decode()
    text = next(content for path, content in files.items() if re.fullmatch("g[0-9a-f]+.xml", path)).decode()
    start = text.index(f'<item ident="{ident}"')
    return text[start : text.index("</item>", start)]


def test_a_pool_carries_its_pictures() -> None:
    """Blackboard looks for them in the folder that is named after the questions' file; so does the reader."""
    item = EssayItem(id="pic1", stem=f"What is it?\n\n![a line](media:{PICTURE})")
    data, losses = packed(exporters()["qti12-blackboard"], item)
    assert f"res00001/{PICTURE}" in members(data)
    assert not [loss for loss in losses if loss.field == "media"]
    assert PICTURE in convert(Source("pool.zip", data)).items[0].stem
