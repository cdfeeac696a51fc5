"""Pages side by side: the order stays, no more are at hand than are worked on, and what goes wrong is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from extract.media import ahead, ocr
from extract.media.ocr import Recognised
from extract.media.pdf import medium as pdf
from quizmill.source import Source
from tests import image_samples as samples


def test_the_order_stays_and_both_workers_are_at_work_at_once() -> None:
    both = threading.Barrier(2, timeout=20)  # is passed only if two are worked on at the same time

    def work(number: int) -> int:
        both.wait()
        return number * number

    assert list(ahead.in_order(range(6), work, 2)) == [0, 1, 4, 9, 16, 25]


def test_no_more_are_taken_than_are_worked_on() -> None:
    taken = 0

    def given() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    results = ahead.in_order(given(), abs, 2)
    assert next(results) == 1 and taken <= 4
    results.close()  # type: ignore[attr-defined]
    assert taken <= 4


@pytest.mark.parametrize("workers", [1, 2])
def test_what_goes_wrong_is_raised_in_its_turn(workers: int) -> None:
    results = ahead.in_order([1, 0, 2], lambda n: 1 // n, workers)
    assert next(results) == 1
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_the_pages_of_a_scan_are_recognised_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    both = threading.Barrier(2, timeout=60)
    sheet = samples.attempt()

    class Engine(samples.Engine):
        def read(self, pixels: samples.Pixels) -> list[Recognised]:
            both.wait()
            return sheet.engine.lines

    import io

    buffer = io.BytesIO()
    pages = [sheet.picture, *(Image.new("RGB", sheet.picture.size, "white") for _ in range(3))]
    pages[0].save(buffer, "PDF", resolution=200.0, save_all=True, append_images=pages[1:])
    with ocr.use(Engine()):
        page = pdf.read(Source("scan.pdf", buffer.getvalue()))
    numbers = [block.span.page for block in page.blocks]
    assert numbers == sorted(numbers, key=lambda number: number or 0) and set(numbers) == {1, 2, 3, 4}
