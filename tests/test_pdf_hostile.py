"""PDFs that lie, loop or swell: each is read, or ends in one clear line of the ledger, within its time and memory."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import hostile_pdfs as hostile
import pytest
from pdf_samples import QUESTIONS, document, line
from reportlab.pdfgen.canvas import Canvas

from extract.media.pdf import medium as pdf
from extract.media.pdf import pixels as pdf_pixels
from quizmill import budget
from quizmill.bank import Bank
from quizmill.errors import SourceError
from quizmill.executors import Limits
from quizmill.ingest import Report, ingest
from quizmill.item import ChoiceItem
from quizmill.pipeline import convert
from quizmill.source import Source
from quizmill.survey import Options


@pytest.mark.parametrize("make", hostile.READ, ids=lambda make: make.__name__)
def test_what_can_be_read_is(make: Callable[[], bytes]) -> None:
    (item,) = convert(Source("x.pdf", make())).items
    assert isinstance(item, ChoiceItem)
    assert (item.stem, tuple(choice.text for choice in item.choices)) == (hostile.STEM, hostile.OPTIONS)
    assert item.key is not None
    assert [choice.text for choice in item.choices if choice.id in item.key.choices] == ["Carbon dioxide"]


@pytest.mark.parametrize("make", hostile.REFUSED, ids=lambda make: make.__name__)
def test_what_cannot_be_opened_says_so_in_a_sentence(make: Callable[[], bytes]) -> None:
    with pytest.raises(SourceError, match=r"^x\.pdf is (?:protected by a password|no PDF that can be opened).*[^.]\.$"):
        convert(Source("x.pdf", make()))


def _taken(folder: Path, files: dict[str, bytes], limits: Limits) -> tuple[Report, dict[str, tuple[str, str, int]]]:
    """What became of these files in a bank: status, reason, items."""
    (folder / "raw").mkdir()
    for name, data in files.items():
        (folder / "raw" / name).write_bytes(data)
    bank = Bank.create(folder / "bank")
    report = ingest(bank, [folder / "raw"], Options(limits=limits))
    rows = Bank.open(folder / "bank").documents()
    return report, {Path(row.path).name: (row.status, row.reason, row.items) for row in rows}


def test_what_never_ends_costs_itself_alone(tmp_path: Path) -> None:
    files = {f"{make.__name__}.pdf": make() for make in hostile.ENDLESS} | {"good.pdf": hostile.pdf()}
    _, ledger = _taken(tmp_path, files, Limits(seconds=0.8, memory=1 << 30, workers=2))
    assert ledger.pop("good.pdf") == ("read", "", 1)
    for status, reason, _ in ledger.values():
        assert status == "read" or (status == "failed" and reason.startswith("Reading it") and reason.endswith("."))


def _with_a_page_that_never_ends() -> bytes:
    """Three pages with a question each, the second of which draws 10^10 rectangles."""
    found = {6: hostile.form("1 1 5 5 re f", "<<>>")}
    for number in range(7, 17):
        found[number] = hostile.form("/X Do " * 10, f"<</XObject<</X {number - 1} 0 R>>>>")
    asked = (
        (1, hostile.STEM, hostile.OPTIONS, "C"),
        (2, "Which metal floats on mercury?", ("Iron", "Gold"), "A"),
        (3, "What does a barometer measure?", ("Air pressure", "Wind speed"), "A"),
    )
    for number, stem, options, right in asked:
        lines = [f"{number}. {stem}", *map("{}) {}".format, "ABCD", options), f"Answer: {right}"]
        escaped = (text.replace(")", "\\)") for text in lines)
        words = "".join(f"({text}) Tj 0 -16 Td " for text in escaped)
        content = f"BT /F1 11 Tf 60 780 Td {words}ET" + (" /X Do" if number == 2 else "")
        found[20 + number] = hostile.stream(content.encode())
        resources = "/Font<</F1 5 0 R>>" + ("/XObject<</X 16 0 R>>" if number == 2 else "")
        whole = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {20 + number} 0 R/Resources<<{resources}>>>>"
        found[30 + number] = whole.encode()
    return hostile.pdf({2: b"<</Type/Pages/Kids[31 0 R 32 0 R 33 0 R]/Count 3>>", **found})


def test_a_page_that_never_ends_costs_itself_alone(tmp_path: Path) -> None:
    _, ledger = _taken(tmp_path, {"x.pdf": _with_a_page_that_never_ends()}, Limits(seconds=0.3, workers=1))
    said = "Page 2 of 3 was not read: it takes too long or too much, or ends the reader."
    assert ledger["x.pdf"] == ("read", said, 2)


def test_a_page_that_stands_there_200000_times_is_read_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "PAGES", 40)
    done = convert(Source("x.pdf", hostile.one_page_a_million_times()))
    (said,) = [finding for finding in done.findings if finding.code == "partial-read"]
    assert said.message == "Only the first 40 of 200000 pages were read: it has more than are read."


def _book(pages: int) -> bytes:
    """Three questions on every page."""
    order = random.Random(pages)

    def asked(canvas: Canvas, number: int, y: float, one: tuple[str, Sequence[str], int]) -> None:
        line(canvas, 60, y, f"{number}. {one[0]}")
        for index, option in enumerate(one[1]):
            line(canvas, 80, y - 16 * (index + 1), f"{'ABCD'[index]}) {option}")
        line(canvas, 60, y - 84, f"Answer: {'ABCD'[one[2]]}")

    def draw(canvas: Canvas) -> None:
        for page in range(pages):
            for place in range(3):
                asked(canvas, 3 * page + place + 1, 780 - 130 * place, order.choice(QUESTIONS))
            canvas.showPage()

    return document(draw, pageCompression=0)


def test_a_run_whose_time_is_up_keeps_the_pages_it_has_read(tmp_path: Path) -> None:
    files = {"book.pdf": _book(4_000), "good.pdf": hostile.pdf()}
    report, ledger = _taken(tmp_path, files, Limits(seconds=0.6, memory=1 << 30, workers=2))
    assert ledger["good.pdf"] == ("read", "", 1)
    status, reason, items = ledger["book.pdf"]
    assert status == "read", reason
    assert reason.startswith("Only the first ")
    assert reason.endswith(" of 4000 pages were read: its time was up.")
    assert 0 < items < 3 * 4_000
    assert report.findings["partial-read"] == 1


def test_a_reader_whose_memory_is_used_up_stops_between_pages() -> None:
    with budget.limited(seconds=0, memory=1 << 20):  # a megabyte, half of it for pages
        kept = bytearray(512 << 20)  # always memory of its own, and more than is freed of what other tests left
        done = convert(Source("x.pdf", _book(60)))
    assert len(kept) == 512 << 20
    if budget._held():  # the system tells
        (said,) = [finding for finding in done.findings if finding.code == "partial-read"]
        assert said.message.endswith("pages were read: its memory was used up.")
        assert 0 < len(done.items) < 180


def test_without_limits_nothing_is_ever_spent() -> None:
    assert budget.spent() == ""
    with budget.limited():
        assert budget.spent() == ""
    with budget.limited(seconds=1e-9):
        assert budget.spent() == "its time was up"
    assert budget.spent() == ""


def test_pictures_of_pages_have_a_largest_size() -> None:
    assert pdf_pixels.fitting(100_000, 100_000) ** 2 * 1e10 == pytest.approx(pdf_pixels.MOST)
    document_ = pdf.open_document(Source("x.pdf", hostile.page_of_kilometres()))
    try:
        sheet = pdf_pixels.drawn(document_[0], 2.0)
    finally:
        document_.close()
    assert sheet.pixels.shape[0] * sheet.pixels.shape[1] <= 1.01 * pdf_pixels.MOST
    assert sheet.scale == pytest.approx(0.06, rel=0.01)
