"""Damaged documents: cut, doubled, shuffled, mixed with others. Each is read or refused, never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.media.html.medium import MEDIUM as HTML
from quizmill.errors import SourceError
from quizmill.pipeline import convert
from quizmill.source import Source

ROOT = Path(__file__).parent
DOCUMENTS = sorted(
    path
    for folder in (ROOT / "cases", ROOT.parent / "raw")
    for path in folder.rglob("*")
    if path.is_file() and not path.name.endswith((".expected.json", ".jsonl")) and path.stat().st_size < 60_000
)


@st.composite
def damaged(draw: st.DrawFn) -> Source:
    path = draw(st.sampled_from(DOCUMENTS))
    data = path.read_bytes()
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 2000)))
        match draw(st.sampled_from(("cut", "lose", "double", "junk", "mix", "turn"))):
            case "cut":
                data = data[:start]
            case "lose":
                data = data[:start] + data[end:]
            case "double":
                data = data[:end] + data[start:end] + data[end:]
            case "junk":
                data = data[:start] + draw(st.binary(max_size=40)) + data[end:]
            case "mix":
                data = data[:start] + draw(st.sampled_from(DOCUMENTS)).read_bytes()[:3000] + data[start:]
            case "turn":
                data = b"\n".join(reversed(data.split(b"\n")))
    return Source(path.name, data)


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(damaged())
def test_damage_is_read_or_refused(source: Source) -> None:
    try:
        convert(source)
    except SourceError as error:
        assert str(error)


def test_many_comments_before_a_page_take_no_longer() -> None:
    """A comment that could end in several places made the look at a page's head take forever."""
    assert not HTML.identify(Source("items.xml", b"<!-- a -->" * 300 + b"<item/>"))
    assert HTML.identify(Source("page.xml", b"<!-- a - b -->" * 200 + b"<html>"))


def test_a_picture_of_broken_chunks_is_refused() -> None:
    png = (
        b"\x89PNG\r\n\x1a\n" + bytes.fromhex("0000000d49484452000000080000000808020000004b6d29dc") + b"\0\0\0\5\x82!c="
    )
    with pytest.raises(SourceError):
        convert(Source("broken.png", png))
