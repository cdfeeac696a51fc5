"""What is looked up on a page quickly is what a plain search would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.grammar.groups.telling import ByPlace
from extract.grammar.lines.ranges import Ranges
from extract.grammar.pages.headings import headings
from extract.grammar.words.class_names import is_feedback, judge, numberless
from extract.media.html.medium import HtmlPage, read_html
from extract.media.html.parse import parse
from quizmill.block import Kind
from quizmill.source import Source

PLACES = st.integers(0, 30)
RANGES = st.lists(st.tuples(PLACES, PLACES).map(lambda pair: (min(pair), max(pair) + 1)))
TAGS = st.sampled_from(["h1", "h2", "h3", "p", "div class=a", "div class='b a'", "li id=x", "span"])
NAMES = st.text("abc-_ 0123456789", max_size=8).map(lambda text: f"correct{text}" if len(text) % 2 else text)


def html_of(markup: str) -> HtmlPage:
    page = read_html(Source("page.html", markup.encode()), markup).tree
    assert isinstance(page, HtmlPage)
    return page


@given(RANGES, PLACES, PLACES)
def test_ranges_touch_as_any_of_them_does(ranges: list[tuple[int, int]], start: int, length: int) -> None:
    end = start + length + 1
    assert Ranges(ranges).touch(start, end) is any(a < end and start < b for a, b in ranges)
    assert (start in Ranges(ranges)) is any(a <= start < b for a, b in ranges)


@given(st.lists(st.tuples(PLACES, st.text(max_size=2))), PLACES, PLACES)
def test_things_are_found_between_places(things: list[tuple[int, str]], start: int, length: int) -> None:
    end = start + length
    wanted = sorted((one for one in things if start <= one[0] < end), key=lambda one: one[0])
    assert ByPlace(things).between(start, end) == [thing for _, thing in wanted]


@given(st.lists(TAGS, max_size=20))
def test_elements_are_found_by_their_makes(tags: list[str]) -> None:
    tree = parse("".join(f"<{tag}>words</{tag.split()[0]}>" for tag in tags))
    elements = [node for node in tree.nodes if node.tag]
    assert list(tree.elements("h2", "div")) == [node for node in elements if node.tag in ("h2", "div")]
    assert list(tree.with_class("a", "b")) == [node for node in elements if {"a", "b"} & set(node.get("class").split())]
    assert tree.marked("id", "class") == [node for node in elements if "id" in node.attrs or "class" in node.attrs]
    body = next(tree.elements("body"))
    assert list(tree.elements("p", within=body)) == [node for node in elements if node.tag == "p"]


@given(st.lists(st.integers(1, 6), max_size=30))
def test_headings_above_are_those_of_rising_rank(ranks: list[int]) -> None:
    page = html_of("".join(f"<h{rank}>part {n}</h{rank}>" for n, rank in enumerate(ranks)) + "<p>Words.</p>")
    lines = [line for line in page.lines if line.kind is Kind.HEADING]
    wanted: list[str] = []
    best = 7
    for line in reversed(lines):
        if line.level < best:
            wanted.insert(0, line.text)
            best = line.level
    assert headings(page).before(page.lines[-1:], page.index) == tuple(wanted)


@given(NAMES)
def test_numbers_in_a_name_judge_nothing(name: str) -> None:
    assert judge(name) == judge(numberless(name))
    assert is_feedback(name) == is_feedback(numberless(name))
