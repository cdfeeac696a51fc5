"""Pictures in place of text: read where they stand, joined where a question spans two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from extract import open_page
from extract.grammar.document.general import read as grammar
from extract.pictures import read_pictures
from quizmill.block import Block, Kind, Run
from quizmill.draft import Extraction
from quizmill.item import Media
from quizmill.page import Carrier, Page
from quizmill.pipeline import convert
from quizmill.source import Asset, Source, Span
from tests.samples import png

LINES = {
    "one.png": ["1. Which wood floats best?", "A. Cork", "B. Ebony"],
    "two.png": ["Answer: A", "2. Which metal rusts?", "A. Gold", "B. Iron", "Answer: B"],
}


def _page(*blocks: Block) -> Page:
    media = tuple(Media(name, name.encode()) for name in (*LINES, "broken.png"))
    return Page(Source("post.md", b""), Carrier.MARKDOWN, blocks, media=media)


def _block(line: int, kind: Kind, text: str = "", src: str = "") -> Block:
    return Block(kind, (Run(text),), Span.of_lines(line), raw=text, level=2, src=src)


def _pictures(assets: Sequence[Asset]) -> Iterator[Page]:
    return map(_picture, assets)


def _picture(asset: Asset) -> Page:
    from extract.media.text import MEDIUM

    text = "\n".join(LINES[asset.name])
    page = MEDIUM.read(Source("words.txt", text.encode()))
    blocks = tuple(
        Block(b.kind, b.runs, Span(page=1, box=(0, i, 9, i + 1), part=asset.name), b.raw, b.enumerator, b.mark)
        for i, b in enumerate(page.blocks)
    )
    return Page(Source(asset.name, asset.data), Carrier.IMAGE, blocks)


def test_a_question_that_spans_two_pictures_is_whole_and_stands_under_its_heading() -> None:
    page = _page(
        _block(1, Kind.HEADING, "Materials"),
        _block(2, Kind.IMAGE, src="media:one.png"),
        _block(3, Kind.IMAGE, src="media:two.png"),
    )
    found = read_pictures(page, Extraction(), _pictures, grammar)
    assert [draft.stem.text for draft in found.drafts] == ["Which wood floats best?", "Which metal rusts?"]
    assert all(draft.section == ("Materials",) for draft in found.drafts)
    assert {span.part for span in found.drafts[0].stem.spans} == {"one.png"}
    assert Span.of_lines(3) in found.drafts[0].spans


def test_a_picture_that_stands_twice_is_recognised_once_and_read_twice() -> None:
    asked: list[str] = []

    def recognised(assets: Sequence[Asset]) -> Iterator[Page]:
        asked.extend(asset.name for asset in assets)
        return _pictures(assets)

    page = _page(
        _block(1, Kind.IMAGE, src="media:two.png"),
        _block(2, Kind.TEXT, "Once more:"),
        _block(3, Kind.IMAGE, src="media:two.png"),
    )
    found = read_pictures(page, Extraction(), recognised, grammar)
    assert asked == ["two.png"] and len(found.drafts) == 2


def test_pictures_that_nobody_recognised_hold_nothing() -> None:
    page = _page(_block(1, Kind.IMAGE, src="media:two.png"), _block(2, Kind.IMAGE, src="media:one.png"))
    found = read_pictures(page, Extraction(), lambda assets: _pictures(assets[:1]), grammar)
    assert [draft.stem.text for draft in found.drafts] == ["Which metal rusts?"]


def test_a_figure_inside_a_question_is_left_alone() -> None:
    page = _page(_block(1, Kind.IMAGE, src="media:one.png"))
    from quizmill.draft import Draft, Fragment

    held = Extraction(drafts=(Draft(stem=Fragment("See the figure."), spans=(Span.of_lines(1),)),))
    assert read_pictures(page, held, _pictures, grammar) == held


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "quiz.html",
            '<ol><li><p>Which colour? <img src="fig.png" alt=""></p>( ) red<br>(x) blue<p>Answer: blue</p></li></ol>',
        ),
        ("quiz.md", "1. Which colour? ![](fig.png)\n   - [ ] red\n   - [x] blue\n"),
        ("bank.json", '{"quizmill": 1, "items": [], "media": {"aa.png": "aa=="}}'),
    ],
)
def test_a_picture_is_named_as_exporters_ask_for_it(name: str, text: str) -> None:
    document = convert(Source(name, text.encode(), {"fig.png": Asset("fig.png", png(2, 2))}.get))
    assert all(not picture.name.startswith("media:") for picture in document.media)
    if name != "bank.json":
        (item,) = document.items
        assert f"media:{document.media[0].name}" in item.stem


@pytest.mark.parametrize("name", ["post.html", "post.md"])
def test_pictures_of_a_post_are_asked_for_by_the_names_that_its_blocks_show(name: str) -> None:
    text = '<h2>Week 1</h2><p><img src="one.png"></p>' if name.endswith("html") else "## Week 1\n\n![](one.png)\n"
    page = open_page(Source(name, text.encode(), {"one.png": Asset("one.png", png(2, 2))}.get))
    asked: list[str] = []

    def recognised(assets: Sequence[Asset]) -> Iterator[Page]:
        asked.extend(asset.name for asset in assets)
        return iter(())

    read_pictures(page, Extraction(), recognised, grammar)
    assert asked == [media.name for media in page.media] != []
