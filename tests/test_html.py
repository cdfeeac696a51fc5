"""HTML as a page: nodes, lines, formulas, pictures, encodings, and pages made to hurt."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.media.html.layout import lines_of
from extract.media.html.medium import MEDIUM, HtmlPage, read_html
from extract.media.html.parse import parse
from quizmill.block import Kind, Shape, Style
from quizmill.page import Page
from quizmill.source import Asset, Source

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def page(html: str, **assets: bytes) -> Page:
    def find(reference: str) -> Asset | None:
        data = assets.get(reference.replace(".", "_").replace("/", "__"))
        return Asset(reference, data) if data is not None else None

    return read_html(Source("page.html", html.encode(), find), html)


def texts(html: str) -> list[str]:
    return [line.text for line in lines_of(parse(html), lambda node: node.get("src"))]


def rich(html: str) -> str:
    found = page(html)
    assert isinstance(found.tree, HtmlPage)
    return found.tree.of(found.tree.tree.root).text


def test_a_subtree_is_a_range_of_numbers() -> None:
    tree = parse("<p>Which <b>one</b>?</p><p>Two</p>")
    first = next(tree.elements("p"))
    assert [node.text for node in tree.inside(first) if not node.tag] == ["Which ", "one", "?"]
    assert first.end == next(node for node in tree.elements("p") if node is not first).index
    assert tree.words(first) == "Which one?"


def test_paths_name_nodes_and_are_one_each() -> None:
    blocks = page("<div>a<br>b<p>c</p>d</div><ul><li>e</li><li>f</li></ul>").blocks
    assert [block.text for block in blocks] == ["a", "b", "c", "d", "e", "f"]
    assert len({block.span.node for block in blocks}) == 6
    assert blocks[4].span.node == "body/ul[1]/li[1]"


def test_lines_are_what_a_person_sees() -> None:
    html = "<nav>Menu</nav><h2>T</h2><p>a <i>b</i>\n c<br>d</p><script>x</script><footer>F</footer>"
    assert texts(html) == ["T", "a b c", "d"]


def test_hidden_text_is_there_and_marked() -> None:
    blocks = page('<style>.key{display:none}</style><p>Q</p><p class="key">B</p><p hidden>C</p>').blocks
    assert [(b.text, bool(b.runs[0].style & Style.HIDDEN)) for b in blocks] == [("Q", False), ("B", True), ("C", True)]


def test_controls_are_marks_with_their_state() -> None:
    blocks = page('<label><input type="radio" checked> A</label><label><input type=checkbox> B</label>').blocks
    marks = [(block.text, block.mark.shape, block.mark.on) for block in blocks if block.mark]
    assert marks == [("A", Shape.RADIO, True), ("B", Shape.BOX, False)]


def test_lists_keep_their_numbers_and_depth() -> None:
    blocks = page('<ol start="3"><li>a<ul><li>b</li></ul></li><li>c</li></ol>').blocks
    assert [(b.text, b.level, b.enumerator.value if b.enumerator else None) for b in blocks] == [
        ("a", 0, 3),
        ("b", 1, None),
        ("c", 0, 4),
    ]


def test_rows_code_and_disclosures() -> None:
    html = (
        "<table><tr><th>a</th><th>b</th></tr></table><pre><code class='language-py'>x = 1\n  y</code></pre>"
        "<details><summary>Answer</summary>B</details>"
        "<button data-bs-target='#s'>Show</button><div id='s' class='collapse'>C</div>"
    )
    blocks = page(html).blocks
    assert [block.kind for block in blocks] == [Kind.ROW, Kind.CODE, Kind.SUMMARY, Kind.TEXT, Kind.SUMMARY, Kind.TEXT]
    assert blocks[1].lang == "py" and blocks[1].text == "x = 1\n  y"
    assert blocks[2].box == blocks[3].box != blocks[0].box
    assert blocks[5].box and blocks[5].box != blocks[3].box


@pytest.mark.parametrize(
    ("html", "want"),
    [
        ('<p>a <span class="MathJax_Preview"></span><span class="MathJax">rendered</span>'
         '<script type="math/tex">x^2</script> b</p>', "a $x^2$ b"),
        ('<p><span class="katex"><span class="katex-mathml"><math><semantics><mi>x</mi><annotation '
         'encoding="application/x-tex">x_1</annotation></semantics></math></span><span class="katex-html">x1</span>'
         "</span></p>", "$x_1$"),
        ("<p><math><mfrac><mi>a</mi><mn>2</mn></mfrac></math></p>", r"$\frac{a}{2}$"),
        (r"<p>Let \(n\) be.</p>", "Let $n$ be."),
        ('<p><mjx-container><svg></svg><mjx-assistive-mml><math><msup><mi>e</mi><mi>x</mi></msup></math>'
         "</mjx-assistive-mml></mjx-container></p>", "$e^x$"),
        ('<p><img class="equation_image" alt="LaTeX: \\sqrt{2}" src="x"></p>', r"$\sqrt{2}$"),
    ],
)  # fmt: skip
def test_a_formula_is_read_once(html: str, want: str) -> None:
    assert rich(html) == want


@pytest.mark.parametrize(
    ("html", "want"),
    [
        ("<p>Use <code>a*b</code>, <b>now</b> and <em>then</em></p>", "Use `a*b`, **now** and *then*"),
        ("<p><b>All of it</b></p>", "All of it"),
        ("<p>2 * 3 and x_1 and &lt;b&gt;</p>", r"2 * 3 and x_1 and \<b>"),
        ("<p>H<sub>2</sub>O</p>", "H<sub>2</sub>O"),
        ("<p>one<br>two</p><p>three</p>", "one\\\ntwo\n\nthree"),
        (
            "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
            "| a | b |\n| --- | --- |\n| c | d |",
        ),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ('<p>see <img src="m.png" alt="a map"></p>', "see ![a map](m.png)"),
        ('<p><img src="q/map1.png" alt="map1.png"></p>', "![](q/map1.png)"),
    ],
)
def test_rich_text(html: str, want: str) -> None:
    assert rich(html) == want


def test_pictures_beside_the_page_and_in_it_become_media() -> None:
    data = "data:image/png;base64," + base64.b64encode(PIXEL).decode()
    found = page(f'<img src="a.png"><p><img src="{data}" alt="dot"></p>', a_png=PIXEL)
    assert len(found.media) == 1 and found.media[0].data == PIXEL
    assert {finding.code for finding in found.findings} == set()


def test_srcset_gives_the_picture_that_lies_there() -> None:
    found = page('<p><img src="https://x.org/s.png" srcset="s.png 1x, big.png 2x"></p>', big_png=PIXEL)
    assert [media.data for media in found.media] == [PIXEL]


def test_pictures_elsewhere_are_said() -> None:
    found = page('<p><img src="https://x.org/a.png"> <img src="b.png"></p>')
    assert [finding.code for finding in found.findings] == ["media-refused", "media-missing"]


def test_encodings() -> None:
    cp1252 = '<html><head><meta charset="windows-1252"></head><body><p>Où ?</p></body></html>'.encode("cp1252")
    utf16 = "<html><body><p>Où ?</p></body></html>".encode("utf-16")
    for data in (cp1252, utf16):
        assert MEDIUM.read(Source("a.html", data)).blocks[0].text == "Où ?"


def test_html_is_known_by_its_words_too() -> None:
    assert MEDIUM.identify(Source("a.md", b"<!DOCTYPE html><html></html>"))
    assert MEDIUM.identify(Source("quiz.md", b"<div><p>a</p></div>" * 12))
    assert not MEDIUM.identify(Source("notes.md", b"# Notes\n\nUse <b>bold</b>.\n"))


def test_facts() -> None:
    html = (
        '<html lang="de"><head><title>Ein\n Quiz</title><link rel="canonical" href="https://x.org/q">'
        '<meta name="author" content="A. B."></head><body></body></html>'
    )
    facts = dict(page(html).facts)
    assert facts == {"language": "de", "title": "Ein Quiz", "url": "https://x.org/q", "author": "A. B."}


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 10_000 + "x" + "</div>" * 10_000,
        "<b>" * 50_000 + "x",
        "<p>" + "<b><p>" * 2_000 + "x",
        "<table><tr><td>" * 3_000 + "x",
        "<ul><li>" * 5_000 + "x",
        "<blockquote>x" * 4_000,
        "<form>" + "<label><input type=radio name=q>x</label>" * 100_000,
        "<select>" + "<option>x" * 100_000,
        "x " * 2_000_000,
        "<script>" + "[" * 100_000,
        "<script>var a=" + "{a:[" * 50_000,
        '<p onclick="' + "a(" * 50_000 + '">x</p>',
        "<style>" + ".a{" * 100_000,
        "<p>" + "$" * 100_000,
    ],
    ids=lambda html: html[:24],
)
def test_pages_made_to_hurt(html: str) -> None:
    """They end, and nothing is lost: how long they take is the bench's business."""
    found = MEDIUM.read(Source("a.html", html.encode()))
    from extract.grammar.pages.page import read

    assert len(read(found).drafts) <= 1


@settings(deadline=None)
@given(st.text(alphabet="<>/ab =\"'&;#x!-\n\u00e9", max_size=200))
def test_any_text_is_a_page(text: str) -> None:
    found = page(text)
    assert all(block.span.node for block in found.blocks)
    assert len({block.span.node for block in found.blocks}) == len(found.blocks)
