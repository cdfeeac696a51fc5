"""The command line: quick to help, JSON where asked, and the same bytes for the same bank."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pandas as pd
import pytest
from bank_samples import OPEN, PLANETS, RIVERS, SUMS, WATER, stems, take_in, write
from conftest import ROOT
from typer.testing import CliRunner

from quizmill.bank import Bank
from quizmill.cli import EXIT_CODES, app
from quizmill.codec import decode_items, json_schema
from quizmill.errors import ExportError, FindingsError, QuizmillError
from quizmill.item import EssayItem

HEAVY = {
    *("spacy", "pandas", "numpy", "pyarrow", "deltalake", "duckdb", "polars", "rapidocr", "onnxruntime", "cv2"),
    *("pypdfium2", "pdfplumber", "selectolax", "lxml", "bs4", "PIL", "extract", "normalize", "export"),
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a bank of four items in two documents, one of them without a key."""
    monkeypatch.chdir(tmp_path)
    take_in(Bank.create(tmp_path / "bank"), write(tmp_path / "raw", a=PLANETS + SUMS, b=WATER + OPEN))
    return tmp_path


def say(*words: object) -> str:
    """A command in this process; what it raises is raised."""
    result = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def ask(*words: object) -> Any:
    return json.loads(say(*words, "--json"))


@pytest.mark.parametrize("words", ["import quizmill", "import quizmill.cli", "HELP"])
def test_help_loads_nothing_heavy(words: str) -> None:
    if words == "HELP":
        words = (
            "import sys; sys.argv = ['quizmill', '--help']; from quizmill.cli import main\n"
            "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code"
        )
    code = f"{words}\nimport sys; print('LOADED', *sorted({{name.split('.')[0] for name in sys.modules}}))"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    loaded = done.stdout.split("LOADED ")[1].split()
    assert HEAVY.isdisjoint(loaded), HEAVY & set(loaded)


def test_every_exit_code_is_documented() -> None:
    codes, waiting = {0, 130}, [QuizmillError]
    for error in waiting:
        codes.add(error.exit_code)
        waiting.extend(error.__subclasses__())
    assert codes == set(EXIT_CODES)
    shown = re.sub(r"\s+", " ", CliRunner().invoke(app, ["--help"]).stdout)
    for code, meaning in EXIT_CODES.items():
        assert f"{code} {meaning.split(';')[0][:30]}" in shown


def test_every_command_that_prints_a_result_prints_json(place: Path) -> None:
    (item,) = [id_ for stem, id_ in stems(Bank.open("bank")).items() if stem.startswith("Which planet")]
    assert ask("ingest", "raw")["documents"] == {"unchanged": 2}
    assert ask("stats")["items"] == {"single": 3, "true_false": 1}
    assert ask("sql", "select count(*) as n from questions") == [{"n": 4}]
    assert [finding["code"] for finding in ask("check")] == ["key-missing"]
    shown = ask("show", item)
    assert shown["item"]["stem"] == "Which planet is red?"
    stem = next(place for place in shown["places"] if place["field"] == "stem")
    assert stem == {"field": "stem", "where": "line 1", "lines": [PLANETS.strip()]}
    assert {target["name"] for target in ask("formats")["targets"]} >= {"json", "jsonl", "anki"}
    assert ask("export", "json", "-o", "x.json")["files"][0]["items"] == 4
    assert [written["items"] for written in ask("extract", "raw", "--out", "docs")] == [2, 2]


def test_an_item_of_a_page_is_shown_with_its_words(place: Path) -> None:
    page = (
        "<html><body><ol><li><p>Which planet is the largest?</p><ul><li>a) Mars</li><li>b) Jupiter</li></ul>"
        "<p>Answer: b</p></li><li><p>Which planet is the hottest?</p><ul><li>a) Venus</li><li>b) Mercury</li></ul>"
        "<p>Answer: a</p></li></ol></body></html>"
    )
    (place / "raw" / "page.html").write_text(page)
    take_in(Bank.open("bank"), place / "raw")
    item = stems(Bank.open("bank"))["Which planet is the largest?"]
    places = {place["field"]: place for place in ask("show", item)["places"]}
    assert places["stem"]["lines"] == ["Which planet is the largest?"]
    assert "Jupiter" in " ".join(places["choices.1"]["lines"])


def test_extract_writes_public_json(place: Path) -> None:
    write(place / "raw" / "week1", a=RIVERS)
    (place / "raw" / "a.md").write_text("# Nothing\n")
    say("extract", "raw", "--out", "docs")
    names = sorted(path.relative_to(place / "docs").as_posix() for path in (place / "docs").rglob("*.json"))
    assert names == ["a.md.json", "a.txt.json", "b.json", "week1/a.json"]
    schema = json.loads(json_schema())
    for name in names:
        jsonschema.validate(json.loads((place / "docs" / name).read_bytes()), schema)
    assert [item.stem for item in decode_items((place / "docs" / "week1" / "a.json").read_bytes())] == [
        "Which river runs through Vienna?"
    ]


def test_exports_are_chosen(place: Path) -> None:
    bank = Bank.open("bank")
    found = stems(bank)
    bank.edit(found["Water is wet."], [("tags", "nature::water")])
    bank.review([found["Two and two are"]], "reject")
    bank.review([found["Water is wet."]], "accept")

    def exported(*words: object) -> set[str]:
        say("export", "json", "-o", "x.json", *words)
        return {item.stem for item in decode_items((place / "x.json").read_bytes())}

    everything = {"Which planet is red?", "Water is wet.", "Which of these floats?"}
    assert exported() == everything, "rejected items stay in the bank"
    assert exported("--status", "rejected") == {"Two and two are"}
    assert exported("--status", "accepted") == {"Water is wet."}
    assert exported("--tag", "nature") == {"Water is wet."}
    assert exported("--tag", "nat") == set()
    assert exported("--source", "a.txt") == {"Which planet is red?"}
    assert exported("--source", "o'clock") == set()
    assert exported("--where", "type = 'single' and key is null") == {"Which of these floats?"}
    assert exported("--where", "stem like 'W%' or true", "--source", "b.txt") == everything - {"Which planet is red?"}


def test_items_without_a_key(place: Path) -> None:
    with pytest.raises(ExportError, match=r"One item has no key \(q.*\), and moodle-xml would score them as wrong"):
        say("export", "gift", "-o", "x.gift", "--where", "key is not null")
        say("export", "moodle-xml", "-o", "x.xml")
    assert not (place / "x.xml").exists()
    skipped = ask("export", "jsonl", "-o", "x.jsonl", "--keyless", "skip")
    assert skipped["losses"] == [], "JSON carries items without a key as they are"
    skipped = ask("export", "moodle-xml", "-o", "x.xml", "--keyless", "skip")
    assert (skipped["files"][0]["items"], [loss["field"] for loss in skipped["losses"]]) == (3, ["*"])
    essays = ask("export", "moodle-xml", "-o", "x.xml", "--keyless", "essay")
    assert essays["files"][0]["items"] == 4
    assert '<question type="essay">' in (place / "x.xml").read_text("utf-8")


def test_a_keyless_item_as_an_open_question_shows_its_choices() -> None:
    from quizmill.item import Choice, ChoiceItem, MatchItem, OrderItem, Pair
    from quizmill.keyless import as_essay

    item = ChoiceItem(id="q1", stem="Which?", choices=(Choice("a1", "cork"), Choice("a2", "iron\nore")), tags=("t",))
    assert as_essay(item) == EssayItem(id="q1", stem="Which?\n\n- cork\n- iron\n  ore", tags=("t",))
    pairs = MatchItem(id="q2", stem="Match.", pairs=(Pair("a", ""), Pair("b", "")), distractors=("x",))
    assert as_essay(pairs).stem == "Match.\n\n- a\n- b\n- x"
    assert as_essay(OrderItem(id="q3", stem="Order.", entries=("b", "a"), known=False)).stem == "Order.\n\n- b\n- a"


def test_a_strict_export_writes_nothing_it_cannot_carry(place: Path) -> None:
    (place / "x.xml").write_text("as it was")
    with pytest.raises(ExportError, match="under --strict"):
        say("export", "moodle-xml", "-o", "x.xml", "--keyless", "skip", "--strict")
    assert (place / "x.xml").read_text() == "as it was"
    assert [path.name for path in place.iterdir() if path.name.endswith(".tmp")] == []
    bank = Bank.open("bank")
    item = stems(bank)["Which planet is red?"]
    bank.edit(item, [("stem", "Which one?")])
    write(place / "raw", a=PLANETS.replace("planet", "world") + SUMS)
    take_in(bank, place / "raw")
    with pytest.raises(FindingsError, match="edit-conflict"):
        say("export", "json", "-o", "x.json", "--strict")


def test_files_are_split(place: Path) -> None:
    done = ask("export", "jsonl", "-o", "out/part.jsonl", "--split", "3")
    assert [(Path(file["path"]).name, file["items"]) for file in done["files"]] == [
        ("part-1.jsonl", 3),
        ("part-2.jsonl", 1),
    ]


def test_one_parquet_file(place: Path) -> None:
    say("export", "parquet", "-o", "bank.parquet")
    frame = pd.read_parquet(place / "bank.parquet")
    assert list(frame["path"]) == ["raw/a.txt", "raw/a.txt", "raw/b.txt", "raw/b.txt"]
    assert list(frame["ordinal"]) == [0, 1, 0, 1]


@pytest.mark.parametrize("target", ["anki", "json", "jsonl", "gift", "moodle-xml", "qti12", "qti21", "qti30"])
def test_the_same_bank_gives_the_same_bytes(place: Path, target: str) -> None:
    files = []
    for name in ("one", "two"):
        say("export", target, "-o", name, "--keyless", "skip")
        files.append((place / name).read_bytes())
    assert files[0] == files[1]
    assert files[0]


def test_findings_are_filtered(place: Path) -> None:
    assert len(ask("check", "--code", "key-missing")) == 1
    assert ask("check", "--code", "key-conflict") == []
    assert ask("check", "--source", "a.txt") == []
    assert len(ask("check", "--severity", ask("check")[0]["severity"])) == 1


def test_the_schema_of_the_public_json_is_printed() -> None:
    assert json.loads(say("formats", "--schema")) == json.loads(json_schema())
