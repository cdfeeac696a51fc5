"""Pictures beside a page: recognised side by side, in their order, within what reading may take."""

from __future__ import annotations

import threading
import time

import pytest

from extract.media import ocr
from extract.media.image import assets
from extract.media.ocr import Recognised
from quizmill import budget
from quizmill.source import Asset
from tests import image_samples as samples

SHEET = samples.attempt()


def _assets(count: int) -> list[Asset]:
    return [Asset(f"q{number}.png", SHEET.png()) for number in range(count)]


def test_two_are_recognised_at_a_time_and_given_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    both = threading.Barrier(2, timeout=60)  # is passed only if two are at work at the same time

    class Engine(samples.Engine):
        def read(self, pixels: samples.Pixels) -> list[Recognised]:
            both.wait()
            return SHEET.engine.lines

    with ocr.use(Engine()):
        pages = list(assets.read(_assets(4)))
    assert [page.source.path for page in pages] == ["q0.png", "q1.png", "q2.png", "q3.png"]
    assert all({block.span.part for block in page.blocks} == {page.source.path} for page in pages)


def test_one_that_is_broken_costs_only_itself() -> None:
    with ocr.use(SHEET.engine):
        broken, whole = assets.read([Asset("broken.png", b"no picture"), *_assets(1)])
    assert not broken.blocks and [finding.code for finding in broken.findings] == ["partial-read"]
    assert whole.blocks


def test_what_there_was_no_time_for_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    with ocr.use(SHEET.engine), budget.limited(seconds=1e-6):
        time.sleep(0.001)
        first, left = assets.read(_assets(3))
    assert first.blocks and not left.blocks
    assert left.findings[0].message == "Only the first 1 of 3 pictures were read: its time was up."
    assert left.findings[0].span and left.findings[0].span.part == "q1.png"
