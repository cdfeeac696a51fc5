"""Anki packages, judged by Anki's own importer and by their bytes."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from anki_oracle import Log, cards, collection, take, write
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from samples.cards import (
    CLOZE,
    FLASHCARD,
    ITEMS,
    MULTIPLE,
    ORDERING,
    PICTURE,
    PICTURE_NAME,
    SHORT,
    SINGLE,
    key,
    package,
)
from selectolax.lexbor import LexborHTMLParser
from strategies import items, packages, texts
from strategies import package as drawn_package

from export._fit import blank
from export.anki import EXPORTER, notetypes
from export.anki.decks import Decks, tags_column
from export.anki.notes import note_of
from export.anki.notetypes import CHANGED, NOTETYPES, QUESTION, THEMES, models_json, templates_digest
from export.anki.rich import Rich
from quizmill.errors import UsageError
from quizmill.item import TYPES, ChoiceItem, ClozeItem, EssayItem, Gap, Item, Key
from quizmill.package import Loss, Package

calm = settings(deadline=None, suppress_health_check=list(HealthCheck))  # timings never fail a test
GOLDEN = Path(__file__).parent / "golden" / "anki"


def rendered(given: Package) -> bytes:
    out = io.BytesIO()
    EXPORTER.render(given, out)
    return out.getvalue()


def fields(item: Item) -> dict[str, str]:
    note = note_of(item, Rich(lambda name: name))
    return dict(zip(note.notetype.fields, note.fields, strict=True))


def rows(data: bytes, query: str) -> list[tuple[object, ...]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive, tempfile.TemporaryDirectory() as folder:
        path = archive.extract("collection.anki2", folder)
        database = sqlite3.connect(path)
        try:
            return database.execute(query).fetchall()
        finally:
            database.close()


# What Anki makes of it


def test_import_then_import_again(tmp_path: Path) -> None:
    write(package(), tmp_path / "a.apkg")
    with collection(tmp_path) as held:
        assert take(held, tmp_path / "a.apkg") == Log(10, 10, 0, 0, 0)
        before = held.db.all("select id, guid, mod, flds from notes order by id")  # type: ignore[union-attr]
        assert take(held, tmp_path / "a.apkg") == Log(10, 0, 0, 10, 0)
        assert held.db.all("select id, guid, mod, flds from notes order by id") == before  # type: ignore[union-attr]
        assert (held.note_count(), held.card_count()) == (10, 12)


def test_an_edited_stem_updates_exactly_its_note_and_keeps_its_reviews(tmp_path: Path) -> None:
    write(package(), tmp_path / "a.apkg")
    edited = tuple(replace(item, stem="Mended.") if item.id == MULTIPLE.id else item for item in ITEMS)
    changed = {MULTIPLE.id: 1_700_000_000}
    later = package(*edited, changed=lambda item: changed.get(item, 1_600_000_000))
    write(later, tmp_path / "b.apkg")
    with collection(tmp_path) as held:
        take(held, tmp_path / "a.apkg")
        card = cards(held)[MULTIPLE.id][0]
        held.sched.set_due_date([card.id], "7")
        scheduled = held.get_card(card.id)
        assert take(held, tmp_path / "b.apkg") == Log(10, 0, 1, 9, 0)
        now = held.get_card(card.id)
        assert now.note()["Stem"] == "<p>Mended.</p>"
        assert (now.ivl, now.due, now.type, now.queue) == (
            scheduled.ivl,
            scheduled.due,
            scheduled.type,
            scheduled.queue,
        )
        assert now.ivl == 7
        assert held.note_count() == 10


def test_an_essay_that_gets_its_key_becomes_a_choice_card_of_the_same_note(tmp_path: Path) -> None:
    before = EssayItem(id=SINGLE.id, stem="Which?\n\n- one\n- two")
    write(package(before), tmp_path / "a.apkg")
    write(package(SINGLE, changed=lambda _: 1_700_000_000), tmp_path / "b.apkg")
    with collection(tmp_path) as held:
        take(held, tmp_path / "a.apkg")
        assert take(held, tmp_path / "b.apkg") == Log(1, 0, 1, 0, 0)
        assert cards(held)[SINGLE.id][0].note()["Kind"] == "single"
        assert not [each.name for each in held.models.all_names_and_ids() if each.name.endswith("+")]


def test_a_deck_of_an_older_version_takes_new_looks_and_keeps_its_reviews(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(notetypes, "CHANGED", CHANGED - 1000)
        older.setattr(notetypes, "style", lambda theme: ".card { color: red; }")
        older.setattr(
            notetypes,
            "front",
            lambda notetype: f"{{{{{notetype.fields[0]}}}}}" * (not notetype.cloze) or "{{cloze:Text}}",
        )
        write(package(), tmp_path / "old.apkg")
    write(package(), tmp_path / "new.apkg")
    with collection(tmp_path) as held:
        take(held, tmp_path / "old.apkg")
        card = cards(held)[SINGLE.id][0]
        held.sched.set_due_date([card.id], "12")
        assert take(held, tmp_path / "new.apkg") == Log(10, 0, 0, 10, 0)
        now = held.get_card(card.id)
        assert now.ivl == 12
        assert "qm-choice" in now.render_output().css
        assert "qm-choices" in now.question()
        assert not [each.name for each in held.models.all_names_and_ids() if each.name.endswith("+")]


def test_media_decks_tags_and_order(tmp_path: Path) -> None:
    write(package(), tmp_path / "a.apkg")
    with collection(tmp_path) as held:
        take(held, tmp_path / "a.apkg")
        checked = held.media.check()
        assert (list(checked.missing), list(checked.unused)) == ([], [])
        assert Path(held.media.dir(), PICTURE_NAME).read_bytes() == PICTURE
        problems, fine = held.fix_integrity()
        assert fine, problems
        by_item = cards(held)
        assert list(by_item) == [item.id for item in ITEMS]
        assert [by_item[item.id][0].due for item in ITEMS] == list(range(1, 11))
        decks = {id: held.decks.name(found[0].did) for id, found in by_item.items()}
        assert decks[SINGLE.id] == "Sample bank::Data structures::Week 1: Heaps"
        assert decks[FLASHCARD.id] == "Sample bank"
        assert by_item[SINGLE.id][0].note().tags == ["topic::heaps", "two_words"]


def test_no_key_on_the_question_side(tmp_path: Path) -> None:
    write(package(), tmp_path / "a.apkg")
    with collection(tmp_path) as held:
        take(held, tmp_path / "a.apkg")
        for found in cards(held).values():
            for card in found:
                front, note = card.question(), card.note()
                assert "data-key" not in front.split("<script>")[0]
                told = ("Answer",) if "Choices" in note.keys() and not note["Choices"] else ()  # noqa: SIM118
                for name in (*told, "Choice feedback", "Feedback", "Solution", "Mistakes", "Notes", "If right"):
                    words = note[name] if name in note.keys() else ""  # noqa: SIM118
                    assert not words or words not in front, name
        # Two notes that differ in nothing but their key have one and the same question side.
        other = replace(SINGLE, key=key("a2"))
        front = [fields(each) for each in (SINGLE, other)]
        shown = [name for name in QUESTION.fields if front[0][name] != front[1][name]]
        assert shown == ["Key", "Answer"]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(packages(most=6, keyless=False))
def test_anki_takes_any_item(given: Package) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(given, folder / "a.apkg")
        held_items = [item for item in given.items if not blank(item)]
        with collection(folder) as held:
            log = take(held, folder / "a.apkg")
            assert log == Log(len(held_items), len(held_items), 0, 0, 0)
            assert take(held, folder / "a.apkg").duplicate == len(held_items)
            checked = held.media.check()
            assert (list(checked.missing), list(checked.unused)) == ([], [])
            for item in held_items:
                found = cards(held)[item.id]
                assert len(found) == note_of(item, Rich(lambda name: name)).cards
                assert all(card.question() and card.answer() for card in found)


# The file


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(packages())
def test_same_items_same_bytes(given: Package) -> None:
    assert rendered(given) == rendered(given)


def test_layout_of_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(rendered(package()))) as archive:
        assert archive.namelist() == ["0", "collection.anki2", "media"]
        assert json.loads(archive.read("media")) == {"0": PICTURE_NAME}
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.getinfo("collection.anki2").compress_type == zipfile.ZIP_DEFLATED


def test_guids_times_and_ids() -> None:
    data = rendered(package(changed=lambda item: 1_650_000_000 + len(item)))
    notes = rows(data, "select guid, mod, id from notes order by id")
    assert [note[0] for note in notes] == [item.id for item in ITEMS]
    assert [note[1] for note in notes] == [1_650_000_000 + len(item.id) for item in ITEMS]
    assert len(set(rows(data, "select id from cards"))) == 12


def test_golden_notes(golden: Callable[[Path, bytes], None]) -> None:
    listed = [{"notetype": note_of(i, Rich(lambda n: n)).notetype.name, **fields(i)} for i in ITEMS]
    kept = [{name: value for name, value in note.items() if value} for note in listed]
    golden(GOLDEN / "notes.json", json.dumps(kept, indent=2, ensure_ascii=False).encode())


def test_notetypes_are_frozen() -> None:
    """Fields, ids and templates of notes that people already review. This test never changes, but by growing."""
    common = ["Feedback", "Hints", "Solution", "Final answer", "Quick check", "Mistakes", "Notes", "Difficulty"]
    common += ["Points", "Title", "Section", "Objectives", "Language", "Source", "Id"]
    common += ["Spare 1", "Spare 2", "Spare 3", "Spare 4"]
    question = "Stem Kind Choices Options Fixed Typed Key Answer".split()
    question += ["Choice feedback", "If right", "If partly right", "If wrong"]
    assert [(each.id, each.name, list(each.fields), each.cloze) for each in NOTETYPES] == [
        (1_784_000_000_001, "quizmill Basic", ["Front", "Back", *common], False),
        (1_784_000_000_002, "quizmill Cloze", ["Text", "Answer", *common], True),
        (1_784_000_000_003, "quizmill Question", [*question, *common], False),
    ]
    models = json.loads(models_json("quiet"))
    assert [len(model["tmpls"]) for model in models.values()] == [1, 1, 1]


def test_changed_templates_have_a_new_date(golden: Callable[[Path, bytes], None]) -> None:
    """Anki takes over new looks by their date: where this fails, raise CHANGED, then accept the digest."""
    golden(GOLDEN / "templates.txt", f"{CHANGED} {templates_digest()}\n".encode())


@pytest.mark.parametrize("theme", THEMES)
def test_templates_name_only_fields_that_exist(theme: str) -> None:
    for model in json.loads(models_json(theme)).values():
        names = {field["name"] for field in model["flds"]}
        for side in (model["tmpls"][0]["qfmt"], model["tmpls"][0]["afmt"]):
            used = {part.split("}}")[0].lstrip("#^/").split(":")[-1] for part in side.split("{{")[1:]}
            assert used <= names


# Fields


def test_choice_fields() -> None:
    got = fields(SINGLE)
    assert got["Key"] == "1"
    assert got["Fixed"] == "4"
    assert got["Choices"].count("<li>") == 4
    assert got["Choice feedback"].startswith(r"<ol><li>It sifts in \(O(n)\).</li>")
    assert got["Source"] == '<a href="https://example.org/quiz?a=1&amp;b=2">course one.md</a>'
    assert "    # kept indent" in got["Stem"]
    assert "[3 &lt; 4, " in got["Stem"]


def test_true_and_false_keep_their_order() -> None:
    assert fields(replace(SINGLE, type="true_false", choices=SINGLE.choices[:2]))["Fixed"] == "all"


@pytest.mark.parametrize("words", ["Both A and C", "(a) or (b)", "A, B and C", "Options B, C", "B only"])
def test_choices_that_name_others_by_letter_are_never_shuffled(words: str) -> None:
    item = replace(SINGLE, choices=(*SINGLE.choices[:3], replace(SINGLE.choices[3], text=words)))
    assert fields(item)["Fixed"] == "all 4"


@pytest.mark.parametrize("words", ["A heap and a stack", "Plan B", "a or b", "`A and not x`", "C"])
def test_other_words_leave_choices_free(words: str) -> None:
    item = replace(SINGLE, choices=(*SINGLE.choices[:3], replace(SINGLE.choices[3], text=words)))
    assert fields(item)["Fixed"] == "4"


def test_an_ordering_is_stored_out_of_order_and_its_key_finds_the_way_back() -> None:
    got = fields(ORDERING)
    stored = got["Choices"].removeprefix("<ol><li>").removesuffix("</li></ol>").split("</li><li>")
    right = [stored[int(at) - 1] for at in got["Key"].split()]
    assert right == [r"\(\log n\)", r"\(n\)", r"\(n^2\)", r"\(2^n\)"]
    assert stored != right


LISTS = (
    "<li>a</li>",
    "x <li>a</li> y",
    "<li>a</li><li>b</li>",
    "<ul><li>a<li>b</ul>",
    "- a\n- b",
    "<ol><li>a</li></ol>",
)
LISTS += ("<div><li>a</li></div>", "- x\n  <li>y</li>", "<dd>a</dd>", "<ul><div><li>a</li></div></ul>", "</li></ol>z")


@calm
@given(items("single", "multiple", text=st.one_of(st.sampled_from(LISTS), texts())))
def test_a_browser_sees_as_many_choices_as_there_are(item: Item) -> None:
    """A choice that holds list markup of its own may not become two: keys are positions."""
    assert isinstance(item, ChoiceItem)
    seen = LexborHTMLParser(fields(item)["Choices"]).css("body > ol > li")
    assert len(seen) == len(item.choices)


@calm
@given(items("single", "multiple", "true_false"))
def test_the_key_names_the_same_choices(item: Item) -> None:
    assert isinstance(item, ChoiceItem)
    at = [int(position) for position in fields(item)["Key"].split()]
    assert tuple(item.choices[position - 1].id for position in at) == (item.key.choices if item.key else ())


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Say [sound:a.mp3]", "&#91;sound:"),
        ("[latex]x[/latex]", "&#91;latex]"),
        ("a `\\(` b", r"<code>\<span>(</span></code>"),
        ("cost \\$5 and \\$6", "cost $5 and $6"),
    ],
)
def test_words_that_anki_would_obey_stay_words(words: str, kept: str) -> None:
    assert kept in fields(replace(FLASHCARD, stem=words))["Front"]


def test_cloze_text() -> None:
    text = fields(CLOZE)["Text"]
    assert r"{{c1::\(n^{2^{k}&#125;\)::\(n^{2^{k}&#125;\) / none / ten}}" in text
    assert r"\log_2 {{c2::8}} \rfloor" in text
    assert "{{c3::std:&#58;make_heap}}" in text
    assert "{&#123;c9::x}}" in text


def test_a_gap_that_its_stem_does_not_name_is_not_lost() -> None:
    item = ClozeItem(id="c", stem="Nothing here.", gaps=(Gap("g", choices=SINGLE.choices, key=Key(("a3",), ())),))
    assert "{{c1::<code>random.shuffle(heap)</code>::" in fields(item)["Text"]


def test_typed_answers_are_words_not_markup() -> None:
    assert fields(SHORT)["Typed"] == "**"
    assert "<li>**</li>" in fields(SHORT)["Answer"]


# Decks, tags, losses, options


@pytest.mark.parametrize(
    ("section", "name"),
    [
        ((), "Bank"),
        (("Course",), "Bank::Course"),
        (("Course", "Week 1", "Quiz"), "Bank::Course::Week 1"),
        (("bank", "Week 1"), "Bank::Week 1"),
        (("A::B", ""), "Bank::A:B"),
        (("A\n \x1f b",), "Bank::A b"),
    ],
)
def test_deck_names(section: tuple[str, ...], name: str) -> None:
    decks = Decks("Bank", 2)
    made = json.loads((number := decks.number(section)) and decks.to_json("Bank", 0))
    assert made[str(number)]["name"] == name


def test_decks_that_differ_in_case_are_one() -> None:
    decks = Decks("Bank", 2)
    assert decks.number(("Week 1",)) == decks.number(("WEEK 1",))


def test_tags() -> None:
    assert tags_column(("two words", "a::b c", "::x::", " ", "a::b c")) == " two_words a::b_c x "
    assert tags_column(()) == ""


def test_a_picture_without_bytes_is_a_loss_and_leaves_its_alt_text() -> None:
    losses = EXPORTER.render(Package("t", (MULTIPLE,)), io.BytesIO())
    assert losses == (Loss(MULTIPLE.id, "media", f"no bytes for {PICTURE_NAME}"),)
    note = note_of(MULTIPLE, Rich(lambda name: None))
    assert "two bands" in note.fields[0]
    assert "<img" not in note.fields[0]


def test_items_without_a_key_are_left_out_and_said() -> None:
    out = io.BytesIO()
    assert EXPORTER.render(package(replace(SINGLE, key=None), FLASHCARD), out) == (
        Loss(SINGLE.id, "*", "the source gives no key"),
    )
    assert rows(out.getvalue(), "select guid from notes") == [(FLASHCARD.id,)]


def test_sounds_are_played(tmp_path: Path) -> None:
    name = f"{'ab' * 32}.mp3"
    given = Package("t", (replace(FLASHCARD, stem=f"Hear ![a word](media:{name})"),), media={name: b"ID3"}.get)
    write(given, tmp_path / "a.apkg")
    with collection(tmp_path) as held:
        take(held, tmp_path / "a.apkg")
        (card,) = cards(held)[FLASHCARD.id]
        assert card.note()["Front"] == f"<p>Hear [sound:{name}]</p>"
        assert "[anki:play:q:0]" in card.question()
        checked = held.media.check()
        assert (list(checked.missing), list(checked.unused)) == ([], [])


def test_options() -> None:
    for options in ({"depth": "x"}, {"theme": "pink"}, {"size": "1"}):
        with pytest.raises(UsageError):
            EXPORTER.render(package(options=options), io.BytesIO())
    deep = rendered(package(SINGLE, options={"depth": "3", "theme": "paper"}))
    ((decks, models),) = rows(deep, "select decks, models from col")
    assert "Week 1: Heaps::Quiz" in str(decks)
    assert "#f6efdf" in str(models)


def test_support_speaks_of_every_kind() -> None:
    assert set(EXPORTER.support) == set(TYPES)


@calm
@given(items(keyless=False))
def test_fields_hold_no_border_and_every_picture_is_in_the_file(item: Item) -> None:
    assume(not blank(item))
    data = rendered(drawn_package(item))
    ((flds,),) = rows(data, "select flds from notes")
    assert str(flds).count("\x1f") == len(note_of(item, Rich(lambda name: name)).fields) - 1
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for number, name in json.loads(archive.read("media")).items():
            assert hashlib.sha256(archive.read(number)).hexdigest() == name.split(".")[0]


def test_an_item_without_words_is_left_out_and_said() -> None:
    item = EssayItem(id="wordless", stem="<!-- nothing that shows -->")
    losses = EXPORTER.render(drawn_package(item, EssayItem(id="worded", stem="Why?")), io.BytesIO())
    assert [(loss.item, loss.field) for loss in losses] == [("wordless", "*")]
