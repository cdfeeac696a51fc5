"""PDF pages become the block stream that every carrier gives: order, joins, looks, controls, furniture, limits."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from extract.media.pdf import medium as pdf
from quizmill.block import Block, Kind, Shape, Style
from quizmill.errors import SourceError
from quizmill.item import ChoiceItem
from quizmill.page import Page
from quizmill.pipeline import convert
from quizmill.source import Source
from tests import pdf_samples as samples


def _read(data: bytes) -> Page:
    source = Source("quiz.pdf", data)
    assert pdf.identify(source)
    return pdf.read(source)


def _texts(page: Page) -> list[str]:
    return [block.text for block in page.blocks]


def _options(page: Page) -> list[Block]:
    return [b for b in page.blocks if (b.enumerator and b.enumerator.raw[0].isalpha()) or b.mark]


def _keys(data: bytes) -> list[str]:
    """The right choices' texts, question by question."""
    items = [item for item in convert(Source("quiz.pdf", data)).items if isinstance(item, ChoiceItem)]
    return [
        "+".join(choice.text for choice in item.choices if item.key and choice.id in item.key.choices) for item in items
    ]


RIGHT = [options[right] for _, options, right in samples.QUESTIONS]


def test_a_plain_exam_is_read_whole() -> None:
    page = _read(samples.letters())
    first = page.blocks[:7]
    assert first[0].kind is Kind.HEADING
    assert [b.enumerator.raw if b.enumerator else "" for b in first[1:6]] == ["1.", "A)", "B)", "C)", "D)"]
    assert first[2].text == "Venus" and first[6].text == "Answer: B" and first[6].runs[0].style & Style.BOLD
    assert first[2].indent > first[1].indent
    assert _keys(samples.letters()) == RIGHT


def test_every_block_says_page_and_box() -> None:
    for block in _read(samples.furnished()).blocks:
        assert block.span.page and block.span.box
        x0, y0, x1, y1 = block.span.box
        assert 0 <= x0 < x1 <= samples.WIDTH and 0 <= y0 < y1 <= samples.HEIGHT


def test_columns_are_read_one_after_the_other_and_wraps_are_joined() -> None:
    texts = _texts(_read(samples.columns()))
    stems = [text for text in texts if text.endswith("?")]
    assert [stem.split()[0] for stem in stems] == ["Sediment", "Rocks", "The", "Limestone"]
    assert "Sedimentary rocks of the sea floor, pressed for a long time" in texts
    assert texts[0].startswith("Geology test")
    assert _keys(samples.columns()) == ["Gravel", "Volcanic rocks", "Mohorovicic", "Carbonic acid"]


@pytest.mark.parametrize("gap", [105, 120])
def test_options_side_by_side_are_lines_of_their_own(gap: float) -> None:
    options = [b for b in _read(samples.side_by_side(gap)).blocks if b.enumerator and b.enumerator.raw[0].isalpha()]
    assert [option.text for option in options] == [text for _, texts, _ in samples.QUESTIONS for text in texts]


@pytest.mark.parametrize("radio", [True, False])
@pytest.mark.parametrize("grey", [0.0, 0.45, 0.75])
def test_drawn_controls_are_found_and_their_state_measured(radio: bool, grey: float) -> None:
    marks = [b.mark for b in _read(samples.review(radio, grey)).blocks if b.mark]
    assert len(marks) == 20
    assert {mark.shape for mark in marks} == {Shape.RADIO if radio else Shape.BOX}
    assert [mark.on for mark in marks] == [i == right for _, _, right in samples.QUESTIONS[:5] for i in range(4)]


def test_selected_and_judged_right_is_a_key() -> None:
    assert _keys(samples.review()) == RIGHT[:5]


def test_selected_and_judged_wrong_is_no_key() -> None:
    assert _keys(samples.review(verdict="Incorrect")) == [""] * 5


def test_a_verdict_box_tints_its_line_and_highlights_nothing() -> None:
    verdict = next(b for b in _read(samples.review()).blocks if b.text == "Correct")
    assert verdict.tint == "green" and not verdict.runs[0].style & Style.HIGHLIGHT


@pytest.mark.parametrize(
    ("how", "style"),
    [
        ("highlight", Style.HIGHLIGHT),
        ("bold", Style.BOLD),
        ("colour", Style.COLOR),
        ("underline", Style.UNDERLINE),
    ],
)
def test_the_look_of_the_right_option_is_seen_and_is_its_key(how: str, style: Style) -> None:
    data = samples.marked(how)
    options = _options(_read(data))
    shown = [bool(option.runs[0].style & style) for option in options]
    assert shown == [i == right for _, texts, right in samples.QUESTIONS for i in range(len(texts))]
    assert _keys(data) == RIGHT


def test_furniture_is_left_out_and_persons_are_counted() -> None:
    page = _read(samples.furnished())
    words = " ".join(_texts(page))
    assert "PRACTICE" not in words and "Page 2" not in words and "entrance" not in words and "@" not in words
    assert [finding.code for finding in page.findings] == ["personal-data-dropped"]
    assert dict(page.facts)["title"] == "School of Astronomy - entrance quiz"
    assert "example.org" not in repr(page.facts) + repr(page.findings)
    assert len([text for text in _texts(page) if text.startswith("Answer")]) == 4


def test_what_a_page_break_cuts_is_joined() -> None:
    texts = _texts(_read(samples.broken_over_pages()))
    assert any(text.endswith("the column of air sound at last") for text in texts)
    assert len(texts) == 5


def test_a_ruled_table_gives_rows() -> None:
    rows = [b for b in _read(samples.table()).blocks if b.kind is Kind.ROW]
    assert [["".join(run.text for run in cell) for cell in row.cells] for row in rows] == [
        ["Material", "Density"],
        ["Oak", "0.7"],
        ["Granite", "2.7"],
    ]
    assert rows[1].text == "Oak 0.7"


def test_a_turned_page_reads_like_an_upright_one() -> None:
    page = _read(samples.turned())
    assert _texts(page) == ["Which bird cannot fly?", "Swift", "Ostrich", "Stork", "Answer: b"]
    assert all(b.span.box and b.span.box[3] <= samples.WIDTH for b in page.blocks)


def test_form_fields_tell_their_state() -> None:
    marks = [b.mark for b in _read(samples.fillable()).blocks if b.mark]
    assert [mark.on for mark in marks] == [True, False, True]
    assert not any(_keys(samples.fillable())), "what a learner ticked is no key"


def test_a_locked_file_is_refused_in_one_sentence() -> None:
    with pytest.raises(SourceError, match="protected by a password"):
        _read(samples.locked())


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing", b"%PDF-1.4\n" + bytes(range(256)) * 20])
def test_a_broken_file_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"no PDF that can be opened|has no pages"):
        _read(data)


def test_a_file_cut_short_is_read_or_refused_but_never_hangs() -> None:
    whole = samples.letters()
    for share in (0.3, 0.6, 0.9):
        try:
            page = _read(whole[: int(share * len(whole))])
        except SourceError:
            continue
        assert all(block.span.page == 1 for block in page.blocks)


def test_no_more_pages_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "PAGES", 5)
    page = _read(samples.long(8))
    assert {block.span.page for block in page.blocks} == {1, 2, 3, 4, 5}
    assert [finding.code for finding in page.findings] == ["partial-read"]


def test_a_figure_is_media_in_its_place() -> None:
    disc = Image.new("RGB", (300, 280), "white")
    ImageDraw.Draw(disc).ellipse((30, 20, 270, 260), fill="navy")
    buffer = io.BytesIO()
    disc.save(buffer, "PNG")
    page = _read(samples.pictured(buffer.getvalue()))
    assert [block.kind for block in page.blocks][:2] == [Kind.TEXT, Kind.IMAGE]
    assert page.blocks[1].src == f"media:{page.media[0].name}"
    (item,) = convert(Source("quiz.pdf", samples.pictured(buffer.getvalue()))).items
    assert page.media[0].name in item.stem
