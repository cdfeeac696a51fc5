"""The linter: silent on what we write, and it complains of each thing it knows."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from samples.qti import CHOICES, ITEMS, item_files, members, packed
from strategies import packages
from typer.testing import CliRunner

from export.lint import RULES, lint_package, relevant
from export.lint.__main__ import PAGE, page
from quizmill.cli import app
from quizmill.finding import Severity
from quizmill.package import Package
from quizmill.registry import exporters

SAMPLES = Path(__file__).resolve().parent.parent.parent / "shared" / "samples" / "interchange"
CASES = Path(__file__).resolve().parent / "cases"
OURS = tuple(name for name in sorted(exporters()) if name.startswith(("qti", "imscc")))
few = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
Change = Callable[[dict[str, bytes]], None]


def codes(data: bytes) -> set[str]:
    return {problem.code for problem in lint_package(data)}


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("name", OURS)
def test_our_samples_are_clean(name: str) -> None:
    problems = lint_package(packed(exporters()[name])[0])
    assert not [str(problem) for problem in problems if problem.severity is Severity.ERROR]
    mine = {"qti12": "canvas", "qti12-d2l": "d2l", "qti12-blackboard": "blackboard", "qti21": "canvas"}.get(name, "any")
    assert not [str(problem) for problem in relevant(problems, mine)]


@pytest.mark.parametrize("name", OURS)
@given(package=packages(keyless=False))
@few
def test_whatever_we_write_is_clean(name: str, package: Package) -> None:
    if package.items:
        problems = relevant(lint_package(packed(exporters()[name], *package.items)[0]), "any")
        assert not [str(problem) for problem in problems if problem.code not in ("d2l-title", "no-questions")]


def swap(file: str, old: str, new: str, count: int = 1) -> Change:
    def change(files: dict[str, bytes]) -> None:
        name = next(name for name in files if name.endswith(file))
        assert old.encode() in files[name], f"{old} is not in {name}"
        files[name] = files[name].replace(old.encode(), new.encode(), count)

    return change


def drop(end: str) -> Change:
    return lambda files: void(files.pop(next(name for name in files if name.endswith(end))))


def add(name: str, content: bytes = b"x") -> Change:
    return lambda files: files.update({name: content})


def void(value: object) -> None:
    del value


BROKEN_2: tuple[tuple[str, Change], ...] = (
    ("key-unknown", swap("heap01.xml", "<value>a1</value>", "<value>a9</value>")),
    ("key-unknown", swap("part03.xml", 'mapKey="a2"', 'mapKey="a7"')),
    ("key-unknown", swap("mtch31.xml", "<value>l1 ", "<value>l9 ")),
    ("key-too-many", swap("heap01.xml", "<value>a1</value>", "<value>a1</value><value>a2</value>")),
    ("choice-duplicate", swap("heap01.xml", '<simpleChoice identifier="a2"', '<simpleChoice identifier="a1"')),
    ("item-duplicate", swap("heap01.xml", ' identifier="heap01"', ' identifier="html02"')),
    (
        "feedback-unreachable",
        swap(
            "heap01.xml",
            '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="a1_fb"',
            '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="zz_fb"',
        ),
    ),
    (
        "feedback-unknown",
        swap(
            "heap01.xml",
            '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="a1_fb"',
            '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="zz_fb"',
        ),
    ),
    (
        "outcome-undeclared",
        swap("heap01.xml", '<outcomeDeclaration identifier="FEEDBACK"', '<outcomeDeclaration identifier="F"'),
    ),
    (
        "outcome-undeclared",
        swap("heap01.xml", '<outcomeDeclaration identifier="SCORE"', '<outcomeDeclaration identifier="S"'),
    ),
    ("response-undeclared", swap("heap01.xml", 'responseIdentifier="RESPONSE"', 'responseIdentifier="RESPONCE"')),
    ("attribute-unknown", swap("heap01.xml", "maxChoices=", "maxChoice=")),
    ("reference-missing", swap("test.xml", "items/heap01.xml", "items/heap99.xml")),
    ("canvas-visible-section", swap("test.xml", 'visible="false"', 'visible="true"')),
    ("media-missing", swap("part03.xml", 'src="media/', 'src="media/no')),
    ("file-missing", drop("code07.xml")),
    ("file-unlisted", add("items/extra.xml", b"<x/>")),
    ("xml-broken", swap("heap01.xml", "</itemBody>", "")),
    ("manifest-missing", drop("imsmanifest.xml")),
    ("resource-duplicate", swap("imsmanifest.xml", '<resource identifier="html02"', '<resource identifier="heap01"')),
    ("dependency-unknown", swap("imsmanifest.xml", 'identifierref="heap01"', 'identifierref="heap99"')),
    ("active-content", swap("heap01.xml", "<div><p>What", '<div onclick="x()"><p>What')),
    ("path-unsafe", add("../evil.xml")),
    (
        "canvas-feedback-variable",
        swap(
            "heap01.xml",
            "</responseProcessing>",
            '<setOutcomeValue identifier="FEEDBACK"><variable identifier="RESPONSE"/></setOutcomeValue>'
            "</responseProcessing>",
        ),
    ),
    (
        "canvas-inline-feedback",
        swap(
            "heap01.xml",
            "</simpleChoice>",
            '<feedbackInline outcomeIdentifier="FEEDBACK" identifier="a1_fb" showHide="show">x</feedbackInline>'
            "</simpleChoice>",
        ),
    ),
    (
        "condition-empty",
        swap(
            "heap01.xml",
            "</responseProcessing>",
            '<responseCondition><responseIf><isNull><variable identifier="RESPONSE"/></isNull></responseIf>'
            "</responseCondition></responseProcessing>",
        ),
    ),
    ("identifier-invalid", swap("heap01.xml", '<simpleChoice identifier="a2"', '<simpleChoice identifier="2 a"')),
    ("map-missing", swap("near04.xml", "mapping", "mappings", 9)),
    (
        "response-type",
        swap("heap01.xml", 'cardinality="single" baseType="identifier"', 'cardinality="ordered" baseType="pair"'),
    ),
    ("response-type", swap("heap01.xml", 'maxChoices="1"', 'maxChoices="0"')),
    (
        "canvas-partial-key",
        swap(
            "near04.xml",
            "<responseElse>",
            '<responseElseIf><match><variable identifier="RESPONSE"/><baseValue baseType="identifier">a2</baseValue>'
            '</match><setOutcomeValue identifier="SCORE"><baseValue baseType="float">0.25</baseValue>'
            "</setOutcomeValue></responseElseIf><responseElse>",
        ),
    ),
    (
        "canvas-order-type",
        swap("imsmanifest.xml", 'xsd/imsqti_v2p1"><interactionType', 'xsd/imsqti_metadata_v2p1"><interactionType'),
    ),
    (
        "canvas-feedback-blocks",
        swap(
            "heap01.xml", 'identifier="a1_fb" showHide="show">', 'identifier="a1_fb" showHide="show"><p>And more.</p>'
        ),
    ),
    ("canvas-media-resource", swap("imsmanifest.xml", '<file href="items/media/', '<file href="items/media/')),
)


@pytest.mark.parametrize(("code", "change"), BROKEN_2[:-1], ids=[code for code, _ in BROKEN_2[:-1]])
def test_broken_qti_2(code: str, change: Change) -> None:
    files = members(packed(exporters()["qti21"])[0])
    change(files)
    assert code in codes(zipped(files))


def test_a_picture_of_another_resource() -> None:
    files = members(packed(exporters()["qti21"])[0])
    name = next(name for name in files if "/media/" in name)
    mine = f'<file href="{name}"/>'
    manifest = files["imsmanifest.xml"].decode()
    own = f'<resource identifier="pic" type="webcontent" href="{name}">{mine}</resource></resources>'
    files["imsmanifest.xml"] = manifest.replace(mine, "").replace("</resources>", own).encode()
    assert codes(zipped(files)) == {"canvas-media-resource"}


BROKEN_3: tuple[tuple[str, Change], ...] = (
    ("schemaversion", swap("imsmanifest.xml", ">3.0.0<", ">3.0.1<")),
    ("attribute-unknown", swap("heap01.xml", "max-choices=", "maxChoices=")),
    ("key-unknown", swap("heap01.xml", "<qti-value>a1</qti-value>", "<qti-value>b1</qti-value>")),
    (
        "key-missing",
        swap("clze21.xml", "<qti-correct-response><qti-value>stack</qti-value></qti-correct-response>", ""),
    ),
    (
        "feedback-unreachable",
        swap(
            "heap01.xml",
            'identifier="SHOW_a1_fb"><qti-base-value base-type="identifier">a1_fb<',
            'identifier="SHOW_a1_fb"><qti-base-value base-type="identifier">a2_fb<',
        ),
    ),
)


@pytest.mark.parametrize(("code", "change"), BROKEN_3, ids=[code for code, _ in BROKEN_3])
def test_broken_qti_3(code: str, change: Change) -> None:
    files = members(packed(exporters()["qti30"])[0])
    change(files)
    if code == "key-missing":
        swap("clze21.xml", '"RESPONSE1"', '"RESPONSE2"', 99)(files)
        swap(
            "clze21.xml", 'response-declaration identifier="RESPONSE2"', 'response-declaration identifier="RESPONSE1"'
        )(files)
        swap("clze21.xml", 'response-identifier="RESPONSE2"', 'response-identifier="RESPONSE1"')(files)
    assert code in codes(zipped(files))


BROKEN_12: tuple[tuple[str, Change], ...] = (
    ("key-unknown", swap("1.xml", '<varequal respident="response1">a1<', '<varequal respident="response1">a9<', 99)),
    (
        "response-undeclared",
        swap("1.xml", '<varequal respident="response1">a1<', '<varequal respident="responce">a1<', 99),
    ),
    ("choice-duplicate", swap("1.xml", '<response_label ident="a2"', '<response_label ident="a1"')),
    ("item-duplicate", swap("1.xml", '<item ident="html02"', '<item ident="heap01"')),
    ("canvas-answer-id", swap("1.xml", '<response_label ident="a2"', '<response_label ident="a2_incorrect"')),
    ("canvas-question-type", swap("1.xml", ">essay_question<", ">novel_question<")),
    ("canvas-true-false", swap("1.xml", ">True<", ">Wahr<")),
    ("feedback-unreachable", swap("1.xml", '<itemfeedback ident="a1_fb"', '<itemfeedback ident="zz"')),
    ("number-invalid", swap("1.xml", ">3.14<", ">three<")),
    (
        "canvas-nested-value",
        swap(
            "1.xml",
            '<conditionvar><varequal respident="response_l1">r2</varequal></conditionvar>',
            '<conditionvar><or><varequal respident="response_l1">r2</varequal></or></conditionvar>',
        ),
    ),
    (
        "score-sum",
        swap("1.xml", '<setvar action="Add" varname="SCORE">33.33<', '<setvar action="Add" varname="SCORE">3<'),
    ),
    (
        "canvas-settings-id",
        swap(
            "assessment_meta.xml",
            'cccv1p0" identifier="g',
            'cccv1p0" identifier="h',
        ),
    ),
    ("active-content", swap("1.xml", "&lt;p&gt;What", "&lt;script&gt;alert(1)&lt;/script&gt;&lt;p&gt;What")),
    ("media-missing", swap("1.xml", "images/", "images/no", 9)),
    ("d2l-title", swap("1.xml", ' title="Which of these make text bold?"', "")),
    (
        "key-missing",
        swap("1.xml", '<setvar action="Set" varname="SCORE">100', '<setvar action="Set" varname="SCORE">0'),
    ),
)


@pytest.mark.parametrize(("code", "change"), BROKEN_12, ids=[code for code, _ in BROKEN_12])
def test_broken_qti_12(code: str, change: Change) -> None:
    files = members(packed(exporters()["qti12"])[0])
    question_file = next(name for name in files if name.startswith("g"))
    files["quiz1.xml"] = files.pop(question_file)
    files["imsmanifest.xml"] = files["imsmanifest.xml"].replace(question_file.encode(), b"quiz1.xml")
    assert code not in codes(zipped(files)), "else the change proves nothing"
    change(files)
    assert code in codes(zipped(files))


def test_new_quizzes_and_flat_keys() -> None:
    files = members(packed(exporters()["qti12"], CHOICES[1])[0])
    name = next(name for name in files if name.startswith("g"))
    text = files[name].decode()
    start, end = text.index("<and>"), text.index("</and>")
    flat = '<varequal respident="response1">a1</varequal><varequal respident="response1">a2</varequal>'
    files[name] = (text[:start] + flat + text[end + 6 :]).encode()
    assert "canvas-flat-key" in codes(zipped(files))


def test_quizzes_are_not_for_blackboard() -> None:
    data = packed(exporters()["qti12"])[0]
    assert "blackboard-quiz" in {problem.code for problem in relevant(lint_package(data), "blackboard")}
    assert "blackboard-quiz" not in {problem.code for problem in relevant(lint_package(data), "canvas")}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no", b"<html>", b"\x00" * 1000])
def test_no_archive(data: bytes) -> None:
    assert codes(data) == {"archive-unreadable"}


def test_a_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("imsmanifest.xml", b"\x00" * 40_000_000)
    assert codes(out.getvalue()) == {"archive-too-large"}


def test_entities_are_not_resolved() -> None:
    bomb = b'<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><manifest>&b;</manifest>'
    assert "no-questions" not in codes(zipped({"imsmanifest.xml": bomb}))


def test_every_rule_has_its_case() -> None:
    elsewhere = {
        "archive-unreadable",
        "archive-too-large",
        "canvas-media-resource",
        "canvas-flat-key",
        "blackboard-quiz",
    }
    unseen = {"blackboard-quiz", "canvas-too-many", "canvas-test-type", "no-questions"}
    tried = {code for code, _ in (*BROKEN_2, *BROKEN_3, *BROKEN_12)}
    assert tried | elsewhere | unseen == set(RULES)
    assert "canvas-test-type" in codes(packed(exporters()["qti22"])[0])
    only = {
        "imsmanifest.xml": b'<manifest><resources><resource identifier="a" type="webcontent"/></resources></manifest>'
    }
    assert "no-questions" in codes(zipped(only))
    many = item_files(packed(exporters()["qti21"])[0])
    assert len(many) == len(ITEMS)


def test_the_published_list_of_codes_is_today_s() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m export.lint"


@pytest.mark.parametrize(
    ("name", "unsaid"),
    [
        ("new-quizzes-export", {"score-sum", "canvas-question-type"}),  # two words for one blank
        ("templates-of-scores", {"attribute-unknown"}),  # attributes of the maker's own
        ("folders-of-items", {"key-missing"}),  # a key that only weights tell
        ("choice-of-several", {"response-undeclared"}),
    ],
)
def test_what_other_makers_rightly_write(name: str, unsaid: set[str]) -> None:
    found = codes((CASES / "qti_package" / f"{name}.zip").read_bytes())
    assert not found & unsaid


def _as_package(path: Path) -> bytes:
    data = path.read_bytes()
    if data.startswith(b"PK"):
        return data
    return zipped({"imsmanifest.xml": b"<manifest><resources/></manifest>", "q.xml": data})


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the third-party files do not lie beside the repository")
def test_packages_of_any_maker_are_read() -> None:
    """Several hundred files that other programs wrote: each is looked through, none breaks the linter."""
    looked = [
        path for path in sorted(SAMPLES.rglob("*")) if path.suffix.lower() in (".zip", ".imscc", ".xml", ".qti", ".dat")
    ]
    found = {problem.code for path in looked for problem in lint_package(_as_package(path))}
    assert len(looked) > 600
    assert found <= set(RULES)


def test_too_many_for_canvas() -> None:
    files = members(packed(exporters()["qti12"], CHOICES[1])[0])
    name = next(name for name in files if name.startswith("g"))
    text = files[name].decode()
    start, end = text.index("<item "), text.index("</item>") + 7
    copies = "".join(text[start:end].replace("html02", f"html{n:04}") for n in range(1001))
    files[name] = (text[:start] + copies + text[end:]).encode()
    assert "canvas-too-many" in codes(zipped(files))


def test_the_command(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    good.write_bytes(packed(exporters()["qti21"])[0])
    files = members(good.read_bytes())
    swap("heap01.xml", "<value>a1</value>", "<value>a9</value>")(files)
    bad.write_bytes(zipped(files))
    run = CliRunner()
    fine = run.invoke(app, ["lint-package", str(good), "--for", "canvas", "--json"])
    assert fine.exit_code == 0
    assert json.loads(fine.stdout) == []
    wrong = run.invoke(app, ["lint-package", str(bad), "--json"])
    assert [(found["code"], found["item"]) for found in json.loads(wrong.stdout)] == [("key-unknown", "heap01")]
    assert wrong.exception is not None
    assert getattr(wrong.exception, "exit_code", None) == 6
