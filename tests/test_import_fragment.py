"""HTML fragments to Markdown: what people see stays what people see."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.richtext import Target, to_html, to_plain
from extract.media.fragment import html_to_markdown, list_entries, plain_to_markdown, words_to_markdown

WORDS = st.text(st.sampled_from("ab12 *_`~<>[]()!#-+=.$&;:{}|\\\"'/^%,?\n\té中"), max_size=40)


def seen(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>Which is <b>prime</b>?</p>", "Which is **prime**?"),
        ("a<br>b<br><br>c", "a\\\nb\n\nc"),
        ("<b>Note:</b>this", "<strong>Note:</strong>this"),
        ("<b>a</b><b>b</b>", "**ab**"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ol start=3><li>a</li></ol>", "3. a"),
        ('<pre><code class="language-py">x = 1\n\ny</code></pre>', "```py\nx = 1\n\ny\n```"),
        ("<code>a `b`</code>", "`` a `b` ``"),
        ("H<sub>2</sub>O", "H<sub>2</sub>O"),
        ('<img src="a b.png" alt="x">', "![x](<a b.png>)"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        (r"Solve \(x^2\) or \[y\] or $$z$$", "Solve $x^2$ or $$y$$ or $$z$$"),
        ('<img class="equation_image" data-equation-content="\\frac{1}{2}" src="/eq/1">', r"$\frac{1}{2}$"),
        ("<math><mfrac><mi>a</mi><mn>2</mn></mfrac></math>", r"$\frac{a}{2}$"),
        ("<script>alert(1)</script><style>p{}</style>ok", "ok"),
        ("1. no list", r"1\. no list"),
        ("costs $5 or $6", r"costs \$5 or \$6"),
        ("", ""),
        ("<table><tr><td>1</td><td>a|b</td></tr></table>", "|  |  |\n| --- | --- |\n| 1 | a\\|b |"),
    ],
)
def test_html(html: str, markdown: str) -> None:
    assert html_to_markdown(html) == markdown


def test_spans_keep_their_html() -> None:
    table = html_to_markdown('<table><tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr></table>')
    assert table.startswith("<table>") and 'colspan="2"' in table


def test_list_entries() -> None:
    assert list_entries("<ol><li>a</li><li></li><li><b>c</b></li></ol>") == ["a", "", "**c**"]


@given(WORDS)
def test_words_are_shown_as_they_are(text: str) -> None:
    if re.search(r"\\[(\[]|\$\$", text):  # LaTeX delimiters are formulas on purpose
        return
    assert seen(to_plain(words_to_markdown(text))) == seen(text)
    assert seen(to_plain(plain_to_markdown(text))) == seen(text)


@given(WORDS)
def test_escaped_html_is_words(text: str) -> None:
    import html

    if re.search(r"\\[(\[]|\$\$", text):
        return
    assert seen(to_plain(html_to_markdown(f"<p>{html.escape(text)}</p>"))) == seen(text)


@given(st.text(max_size=60))
def test_any_html_is_read(text: str) -> None:
    once = html_to_markdown(text)
    assert isinstance(to_html(once, Target()), str)


@pytest.mark.parametrize("html", ["<b>" * 5000, "<ul><li>" * 3000, "\\(" * 50000, "$" * 50000, "<table><tr>" * 2000])
def test_worst_cases_end(html: str) -> None:
    assert isinstance(html_to_markdown(html), str)
