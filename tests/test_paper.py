"""Printable tests and their keys: the key names the right choices in every variant, and nothing is lost or dated."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
import typst
from docx import Document as open_document
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from samples.cards import (
    CLOZE,
    ESSAY,
    ITEMS,
    MATCHING,
    MULTIPLE,
    ORDERING,
    PICTURE_NAME,
    SHORT,
    SINGLE,
    choices,
    key,
    package,
)
from strategies import items, packages

from export._math import mathml
from export._shuffle import movable, names_letters
from export.paper import EXPORTERS, omml, typst_math
from export.paper.letters import script, unprintable, without_font
from export.paper.sheet import UNKNOWN, Question, questions
from export.paper.sheet import settings as options_of
from export.paper.tree import parse
from quizmill.errors import UsageError
from quizmill.item import TYPES, ChoiceItem, Item, MatchItem, NumericAnswer, NumericItem, OrderItem
from quizmill.package import Exporter, Loss, Package

calm = settings(deadline=None, suppress_health_check=list(HealthCheck))  # timings never fail a test
GOLDEN = Path(__file__).parent / "golden" / "paper"
BY_NAME = {exporter.name: exporter for exporter in EXPORTERS}


def rendered(exporter: Exporter, given: Package) -> bytes:
    out = io.BytesIO()
    exporter.render(given, out)
    return out.getvalue()


def laid_out(item: Item, variant: str = "A", **options: str) -> Question:
    given = package(item, options={"variants": "8", **options})
    return next(questions(given, variant, options_of(given)))


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


# Variants and keys


@pytest.mark.parametrize("variant", "ABCDEFGH")
def test_the_key_of_every_variant_names_the_right_choice(variant: str) -> None:
    question = laid_out(SINGLE, variant)
    by_label = {line.label: line.text for line in question.choices}
    assert by_label[question.answer] == "`heapify(heap)`"
    assert question.choices[-1].text == "All of the above"


@calm
@given(items("single", "multiple", "true_false"))
def test_any_key_in_any_variant(item: Item) -> None:
    assert isinstance(item, ChoiceItem)
    right = [choice.text for choice in item.choices if item.key and choice.id in item.key.choices]
    for variant in "ABC":
        question = laid_out(item, variant, seed="x")
        assert sorted(line.text for line in question.choices) == sorted(choice.text for choice in item.choices)
        by_label = {line.label: line.text for line in question.choices}
        named = [by_label[label] for label in question.answer.split(", ")] if item.key else []
        assert sorted(named) == sorted(right)
        assert item.key or question.answer == UNKNOWN


@calm
@given(items("matching", keyless=False))
def test_any_matching_key(item: Item) -> None:
    assert isinstance(item, MatchItem)
    question = laid_out(item, "B")
    rights = {line.label: line.text for line in question.choices}
    joined = [rights[part.split("-")[1]] for part in question.answer.split(", ")]
    assert joined == [pair.right for pair in item.pairs]


@calm
@given(items("ordering", keyless=False))
def test_any_ordering_key(item: Item) -> None:
    assert isinstance(item, OrderItem)
    question = laid_out(item, "B")
    entries = {line.label: line.text for line in question.rows}
    assert [entries[label] for label in question.answer.split(" – ")] == list(item.entries)


def test_variants_differ_but_not_from_run_to_run() -> None:
    orders = {variant: [line.text for line in laid_out(SINGLE, variant).choices] for variant in "ABCDEFGH"}
    assert orders["A"] == [choice.text for choice in SINGLE.choices]
    assert orders["B"] != orders["A"]
    assert len({tuple(order) for order in orders.values()}) > 3
    assert [line.text for line in laid_out(SINGLE, "B").choices] == orders["B"]


def test_choices_that_name_others_by_letter_keep_their_places() -> None:
    item = replace(SINGLE, choices=choices("one", "two", "three", "Both A and C"), key=key("a4"))
    assert movable(item) == ()
    for variant in "ABC":
        assert [line.text for line in laid_out(item, variant).choices] == ["one", "two", "three", "Both A and C"]


@pytest.mark.parametrize(
    "words", ["A and B", "(a) or (c)", "only B", "A, B and D", "Options A, C", "A und B", "neither C"]
)
def test_words_that_name_letters(words: str) -> None:
    assert names_letters(words)


@pytest.mark.parametrize("words", ["a and b", "A heap", "Plan B", "Vitamin C and iron", "x", "CAB", "A", "I and II"])
def test_words_that_do_not(words: str) -> None:
    assert not names_letters(words)


def test_questions_are_shuffled_where_asked() -> None:
    given = package(options={"variants": "2", "shuffle": "all"})
    how = options_of(given)
    first = [question.item.id for question in questions(given, "A", how)]
    second = [question.item.id for question in questions(given, "B", how)]
    assert first == [item.id for item in ITEMS]
    assert sorted(second) == sorted(first)
    assert second != first


def test_gaps_are_numbered_and_their_choices_lettered() -> None:
    question = laid_out(CLOZE)
    assert "{{gap:1}} entries" in question.stem
    assert [line.label for line in question.choices] == ["(1) A", "(1) B", "(1) C"]
    assert question.answer == "(1) A; (2) 8; (3) std::make_heap / make_heap (50 %)"


# Files


def test_golden_html(golden: Callable[[Path, bytes], None]) -> None:
    page = rendered(BY_NAME["paper-html"], package(options={"variants": "2"}))
    golden(GOLDEN / "test.html", page[page.index(b"<body>") :])


def test_golden_pdf(golden: Callable[[Path, bytes], None]) -> None:
    found = pages(rendered(BY_NAME["paper-pdf"], package(options={"variants": "2"})))
    golden(GOLDEN / "test.pdf.txt", "\n--- sheet ---\n".join(found).replace("\r", "").encode())


def test_golden_word(golden: Callable[[Path, bytes], None]) -> None:
    data = rendered(BY_NAME["paper-docx"], package(options={"variants": "2"}))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml")
    golden(GOLDEN / "document.xml", xml.replace(b"<w:p>", b"\n<w:p>"))


@pytest.mark.parametrize("name", BY_NAME)
def test_support_and_unknown_options(name: str) -> None:
    assert set(BY_NAME[name].support) == set(TYPES)
    for options in ({"variants": "9"}, {"size": "1"}, {"paper": "a5"}):
        with pytest.raises(UsageError):
            rendered(BY_NAME[name], package(options=options))


@pytest.mark.parametrize("name", BY_NAME)
def test_same_items_same_bytes_and_no_date(name: str) -> None:
    first, again = (rendered(BY_NAME[name], package(options={"variants": "3"})) for _ in range(2))
    assert first == again
    assert b"CreationDate" not in first
    assert b"CreateDate" not in first


@pytest.mark.parametrize("name", BY_NAME)
def test_a_picture_without_bytes_is_one_loss(name: str) -> None:
    losses = BY_NAME[name].render(Package("t", (MULTIPLE, SINGLE), options={"variants": "2"}), io.BytesIO())
    assert [loss for loss in losses if loss.field == "media"] == [
        Loss(MULTIPLE.id, "media", f"no bytes for {PICTURE_NAME}")
    ]


def test_broken_pictures_are_losses_of_the_pdf() -> None:
    given = Package("t", (MULTIPLE,), media={PICTURE_NAME: b"no picture"}.get)
    assert [loss.field for loss in BY_NAME["paper-pdf"].render(given, io.BytesIO())] == ["media"]


@settings(calm, max_examples=20)
@given(packages())
def test_any_item_can_be_printed(given: Package) -> None:
    for exporter in EXPORTERS:
        rendered(exporter, given)


def test_the_html_holds_everything_and_asks_for_nothing() -> None:
    page = rendered(BY_NAME["paper-html"], package(options={"variants": "2"})).decode()
    assert "<script" not in page
    assert (
        re.findall(r'(?:src|href)="(?!data:image/png;name=[0-9a-f]+\.png;base64,|https://example\.org)[^"]*"', page)
        == []
    )
    assert page.count("<h1>") == 5  # two tests, two keys, the explanations
    assert "<math" in page
    assert "{{gap:" not in page


def test_part_chooses_what_is_written() -> None:
    test, answers = (
        rendered(BY_NAME["paper-html"], package(options={"part": part})).decode() for part in ("test", "key")
    )
    assert "std::make_heap" not in test
    assert "last in, first out" in test
    assert 'class="blank"' not in answers
    assert "std::make_heap" in answers


def test_the_words_of_the_pdf() -> None:
    found = pages(rendered(BY_NAME["paper-pdf"], package(options={"variants": "2"})))
    text = "\n".join(found)
    for words in (
        "Variant A",
        "Variant B",
        "Key, variant A",
        "heapify(heap)",
        "All of the above",
        "C++",
        "Look again.",
    ):
        assert words in text
    assert text.index("Variant B") < text.index("Key, variant A") < text.index("Explanations")
    assert "#" not in text.replace("# kept indent", "").replace("C#", "")
    before = text[: text.index("Key, variant A")]
    assert "std::make_heap" not in before


def word(given: Package) -> Document:
    return open_document(io.BytesIO(rendered(BY_NAME["paper-docx"], given)))


def test_the_words_of_the_word_document() -> None:
    document = word(package(options={"variants": "2"}))
    lines = [paragraph.text for paragraph in document.paragraphs]
    heads = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    sections = ["Variant A", "Variant B", "Key, variant A", "Key, variant B", "Explanations, variant A"]
    assert heads == [f"Sample bank\t{name}" for name in sections]
    assert "A.\theapify(heap)" in lines
    assert 'heap = [3 < 4, "a & b"]\n    # kept indent' in lines
    assert len(document.inline_shapes) == 2
    assert document.core_properties.title == "Sample bank"
    test = "\n".join(lines[: lines.index("Sample bank\tKey, variant A")])
    assert "std::make_heap" not in test
    assert "Only one sifts" not in test


def test_feedback_by_answer_keeps_its_lines() -> None:
    told = ("- one\n- two", "```\ncode()\n```", "Words.\n\nMore words.")
    item = replace(SINGLE, choices=choices("list", "code", "| a |\n|---|\n| b |", feedback=told), key=key("a1"))
    page = rendered(BY_NAME["paper-html"], package(item, options={"part": "key"})).decode()
    assert re.search(r"<p>list —</p>\s*<ul>\s*<li>one</li>", page)
    assert re.search(r"<p>code —</p>\s*<pre>", page)
    assert re.search(r"</table>\s*<p>— Words.</p>\s*<p>More words.</p>", page)


def test_a_number_out_of_the_middle_is_shown_as_the_document_has_it() -> None:
    mole = NumericAnswer("6.0e23", "6.1e23", exact="6.022e23", unit="/mol")
    assert laid_out(NumericItem(id="q1", stem="How many?", answers=(mole,))).answer == (
        "6.022e23 (6.0e23 … 6.1e23) /mol"
    )


def test_a_sound_is_described_on_paper_and_said_to_be() -> None:
    item = replace(SINGLE, stem="Listen: ![the horn](media:ab.wav)")
    out = io.BytesIO()
    losses = BY_NAME["paper-pdf"].render(replace(package(item), media=lambda name: b"RIFF"), out)
    assert "the horn" in pages(out.getvalue())[0]
    assert [loss.reason for loss in losses if loss.field == "media"] == [
        "the sound ab.wav cannot be shown; its description stands there"
    ]


def test_tables_in_word_are_as_wide_as_their_words() -> None:
    wide = "| number | words |\n|---|---|\n| 1 | " + "many words in a row " * 20 + "|"
    document = word(package(replace(ESSAY, stem=wide), options={"part": "test"}))
    widths = [int(node.get(qn("w:w"))) for node in document.element.iter(qn("w:gridCol"))]
    assert len(widths) == 2 and widths[0] < widths[1] / 5 and sum(widths) <= 9638
    heads = [run.bold for cell in document.tables[0].rows[0].cells for run in cell.paragraphs[0].runs]
    assert heads == [True, True]


def test_formulas_tables_lists_and_links_in_word() -> None:
    stem = (
        "$\\frac{a}{b}$\n\n| x | y |\n| - | - |\n| 1 | **2** |\n\n- one\n- two\n\n[page](https://example.org/?a=1&b=2)"
    )
    document = word(package(replace(ESSAY, stem=stem), options={"part": "test"}))
    xml = document.element.xml
    assert "<m:f>" in xml
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [["x", "y"], ["1", "2"]]
    assert "•\tone" in [paragraph.text for paragraph in document.paragraphs]
    assert "https://example.org/?a=1&b=2" in [relation.target_ref for relation in document.part.rels.values()]


def test_what_fits_on_a_sheet_is_not_cut() -> None:
    long = "It runs on and on, as choices in exams like to do, and names a plan and its price. " * 6
    texts = [f"{long} choice-{place}" for place in range(4)]
    held = [replace(SINGLE, id=f"i{n}", stem=f"case-{n} {long}", choices=choices(*texts)) for n in range(4)]
    endless = replace(SINGLE, id="i9", stem="case-9 " + long * 20 + " case-end")
    found = pages(rendered(BY_NAME["paper-pdf"], package(*held, endless, options={"part": "test"})))
    for number in range(4):
        (page,) = [page for page in found if f"case-{number}" in page]
        assert page.index(f"case-{number}") < page.index("choice-3")
    assert [page.count("choice-0") for page in found if "choice-0" in page] == [1, 1, 1, 1]
    assert "case-end" not in next(page for page in found if "case-9" in page)
    assert any("case-end" in page for page in found)


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with no fonts but the typesetter's own."""
    monkeypatch.setattr(typst, "compile", partial(typst.compile, ignore_system_fonts=True))


@pytest.mark.usefixtures("bare_machine")
def test_letters_that_no_font_has_are_losses_of_the_pdf() -> None:
    bengali = replace(ESSAY, id="i1", stem="কখ means?")
    cyrillic = replace(ESSAY, id="i2", stem="Прочти é ∑ → ½.")
    losses = BY_NAME["paper-pdf"].render(package(bengali, cyrillic), io.BytesIO())
    reason = "no font of this machine has these Bengali letters, they are printed as boxes: ক খ"
    assert [loss for loss in losses if loss.field == "letters"] == [Loss("i1", "letters", reason)]


@pytest.mark.parametrize(("name", "said"), [("paper-docx", "only the font"), ("paper-pdf", "no font")])
def test_letters_of_no_script_are_losses(name: str, said: str) -> None:
    """The bullets of symbol fonts (U+F0B7) lie where Unicode gives letters to nobody."""
    losses = BY_NAME[name].render(package(replace(ESSAY, stem="\uf0b7 Why?"), SINGLE), io.BytesIO())
    found = [loss for loss in losses if loss.field == "letters"]
    assert [(loss.item, said in loss.reason, "U+F0B7" in loss.reason) for loss in found] == [(ESSAY.id, True, True)]


@pytest.mark.parametrize(
    ("letter", "named"),
    [("ক", "Bengali"), ("日", "Chinese"), ("한", "Korean"), ("あ", "Japanese"), ("\U00010000", "Linear")],
)
def test_the_reason_names_the_script(letter: str, named: str) -> None:
    assert script(letter) == named
    assert f"these {named} letters" in without_font({letter})


@pytest.mark.usefixtures("bare_machine")
def test_which_letters_are_boxes(tmp_path: Path) -> None:
    assert unprintable("aéЖα∑→½\u200d\n\ue000", tmp_path) == frozenset()
    assert unprintable("aéক日", tmp_path) == {"ক", "日"}


def test_right_to_left_in_word() -> None:
    document = word(package(replace(ESSAY, stem="أي مما يلي `x < 1` صحيح؟", language="ar"), options={"part": "test"}))
    stem = next(paragraph for paragraph in document.paragraphs if "صحيح" in paragraph.text)
    assert "<w:bidi/>" in stem._p.xml
    assert [run.font.rtl for run in stem.runs if run.text.strip("1.\t")] == [True, None, True]


def test_broken_pictures_are_losses_of_the_word_document() -> None:
    given = Package("t", (MULTIPLE,), media={PICTURE_NAME: b"no picture"}.get)
    assert [loss.field for loss in BY_NAME["paper-docx"].render(given, io.BytesIO())] == ["media"]


@settings(calm, max_examples=20)
@given(packages())
def test_any_word_document_opens(given: Package) -> None:
    document = word(given)
    assert "{{gap:" not in document.element.xml


@pytest.mark.parametrize(
    ("latex", "typst", "word"),
    [
        (r"\left(\frac{a}{b}\right)", "lr(paren.l frac(a, b) paren.r)", '<m:begChr m:val="("/>'),
        (r"\begin{cases}1\\0\end{cases}", "lr(brace.l mat(", '<m:endChr m:val=""/>'),
        (r"\binom{n}{k}", "mat(delim: #none, n; k)", '<m:type m:val="noBar"/>'),
        (r"\overline{AB}", "overline(A B)", '<m:pos m:val="top"/>'),
        (r"\sqrt[3]{x}", 'root("3", x)', "<m:deg>"),
        (r"\lim_{x}", 'attach(op("lim", limits: #true), b: x)', "<m:sSub>"),
        (r"\#\$\%", r"\# \$ \%", "<m:t"),
        (r'"#panic()$"', r"\#", "#"),
    ],
)
def test_formulas(latex: str, typst: str, word: str) -> None:
    (math,) = parse(mathml(latex, False)).elements
    assert typst in typst_math.formula(math)
    assert word in omml.formula(math)


def test_typst_words_are_inert() -> None:
    hostile = replace(SHORT, stem='#panic("x") $x$ \\ " ] #[ \\u{41} `#raw` *a* _b_ @c <d> // e /* f', language="en")
    (page, *_) = pages(rendered(BY_NAME["paper-pdf"], package(hostile, options={"part": "test"})))
    for words in ('#panic("x")', "#raw", "@c", "// e /* f", "] #["):
        assert words in page


@pytest.mark.parametrize("item", [SINGLE, MATCHING, ORDERING, ESSAY], ids=lambda item: item.type)
def test_nothing_of_the_key_stands_on_the_test(item: Item) -> None:
    page = rendered(BY_NAME["paper-html"], package(item, options={"part": "test"})).decode()
    for words in ("Only one sifts", "largest</strong> first", "child's place", "Two points for", "Like plates"):
        assert words not in page
