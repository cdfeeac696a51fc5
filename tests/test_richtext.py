"""Rich text: what Markdown becomes in HTML, XHTML and plain words; money, code, tags in questions; hostile pages."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from lxml import etree
from strategies import texts

from export._math import MATHML, delimited, equation_image, mathml
from export._xhtml import to_xhtml
from export.richtext import Target, clean_text, to_answer, to_html, to_inline, to_plain

PLAIN = Target()
XML = Target(math=mathml, media="media/{}".format)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain words", "<p>plain words</p>"),
        ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
        ("**bold** *it* `code < 1`", "<p><strong>bold</strong> <em>it</em> <code>code &lt; 1</code></p>"),
        ("2 * 3 * 4 and snake_case_name", "<p>2 * 3 * 4 and snake_case_name</p>"),
        ("It costs $5 and $10.", "<p>It costs $5 and $10.</p>"),
        ("US$5, A$6", "<p>US$5, A$6</p>"),
        ("$5 for one, or 6$ for two", "<p>$5 for one, or 6$ for two</p>"),
        ("$x<1$ holds", "<p>\\(x&lt;1\\) holds</p>"),
        ("$2$ or $2x+1$", "<p>\\(2\\) or \\(2x+1\\)</p>"),
        ("so $$x^2$$ grows", "<p>so \\[x^2\\] grows</p>"),
        ("\\$5 and \\*stars\\*", "<p>$5 and *stars*</p>"),
        ("`$HOME` and `**x**`", "<p><code>$HOME</code> and <code>**x**</code></p>"),
        ("one\ntwo", "<p>one\ntwo</p>"),
        ("H<sub>2</sub>O", "<p>H<sub>2</sub>O</p>"),
        ("<b>", "<p>&lt;b&gt;</p>"),
        ("<script>", "<p>&lt;script&gt;</p>"),
        ("Use <br> or <lb>", "<p>Use <br> or &lt;lb&gt;</p>"),
        ("a List<String> of it", "<p>a List&lt;String&gt; of it</p>"),
        ("<p></p>", "<p>&lt;p&gt;&lt;/p&gt;</p>"),
        ("![alt](images/gone.png)", "<p>alt</p>"),
        ("[a](page.html) [b](https://x.org)", '<p><a>a</a> <a href="https://x.org">b</a></p>'),
    ],
)
def test_html(text: str, html: str) -> None:
    assert to_html(text, PLAIN) == html


def test_code_is_untouched() -> None:
    text = '```python\nif a < b and "$x$" != `y`:\n    print("![i](media:q.png)", **k)\n```'
    html = to_html(text, Target(media="m/{}".format))
    assert html.startswith('<pre><code class="language-python">if a &lt; b and "$x$" != `y`:\n    print(')
    assert "media:q.png" in html


def test_lists_and_tables_nest() -> None:
    html = to_html("1. a\n   - b\n     - c\n2. d\n\n| x | y |\n|---|--:|\n| 1 | $z$ |", PLAIN)
    flat = re.sub(r"\n", "", html)
    assert flat.startswith("<ol><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ol><table>")
    assert "<td>1</td>" in flat
    assert "\\(z\\)" in flat


def test_pictures_get_their_address() -> None:
    assert to_html("![a *b*](media:x.png)", XML) == '<p><img src="media/x.png" alt="a b"></p>'
    assert to_html("![a](media:x.mp3)", XML).startswith('<p><audio controls="" src="media/x.mp3">')


def test_a_sound_is_a_sound_at_any_address() -> None:
    inside = Target(media=lambda name: f"data:audio/wav;base64,{name}")
    assert to_html("![horn](media:ab.wav)", inside) == (
        '<p><audio controls="" src="data:audio/wav;base64,ab.wav">horn</audio></p>'
    )
    assert "<audio" in to_html("![horn](media:ab.MP3)", Target()) and "<img" in to_html("![x](media:ab.png)", inside)


def test_inline_and_plain() -> None:
    assert to_inline("a `b`", PLAIN) == "a <code>b</code>"
    assert to_inline("a\n\nb", PLAIN) == "<p>a</p>\n<p>b</p>"
    assert to_plain("**a** `b` ![alt](media:x.png) <sub>c</sub> $x$") == "a b alt c \\(x\\)"
    assert to_plain("| a | b |\n|---|---|\n| 1 | 2 |") == "a b\n\n1 2"


@pytest.mark.parametrize(
    ("text", "answer"), [("__init__", "__init__"), ("`__init__`", "__init__"), ("a\\_b", "a_b"), ("*args", "*args")]
)
def test_typed_answers_are_literal(text: str, answer: str) -> None:
    assert to_answer(text) == answer


def test_what_no_file_should_hold() -> None:
    assert clean_text("a\x00b\x0bc\ud800d\uffffe") == "abc\ufffdde"
    assert clean_text("left\u202eright\u202c") == "leftright"
    assert clean_text("\u2067שלום\u2069 a") == "\u2067שלום\u2069 a"
    assert clean_text("\u2067never closed") == "never closed"
    assert clean_text("a\r\nb\rc") == "a\nb\nc"


def test_nesting_beyond_measure_keeps_every_word() -> None:
    for text in ("> " * 300 + "word", "- " * 300 + "word", "<b>" * 300 + "word", "[" * 30_000 + "word"):
        assert "word" in to_html(text, PLAIN)
        assert "word" in to_xhtml(text, XML)


@pytest.mark.parametrize("part", ["word ", "[", "<div>", "`x``", "> ", "$x$ ", "](", "![[]()", "&amp;"])
def test_a_megabyte_is_rendered(part: str) -> None:
    """A parser that is not linear would not come back from this."""
    text = part * (1_000_000 // len(part)) + "\n\nThe end."
    assert "The end." in to_html(text, PLAIN)


# Nothing that comes from a page can open a tag, an attribute or an address that runs.

XSS = (
    "<script>tripwire()</script>",
    "<img src=x onerror=tripwire()>",
    "<svg/onload=tripwire()>",
    "<svg><script>tripwire()</script></svg>",
    "<a href='javascript:tripwire()'>x</a>",
    "[x](javascript:tripwire())",
    "[x](JaVaScRiPt:tripwire())",
    "[x](data:text/html;base64,PHNjcmlwdD50cmlwd2lyZSgpPC9zY3JpcHQ+)",
    "![x](javascript:tripwire())",
    "<javascript:tripwire()>",
    '<b onmouseover="tripwire()">x</b>',
    '<p style="background:url(javascript:tripwire())">x</p>',
    "<style>@import 'javascript:tripwire()';</style>",
    "<iframe src=javascript:tripwire()></iframe>",
    "<object data=javascript:tripwire()></object>",
    "<embed src=javascript:tripwire()>",
    "<form action=javascript:tripwire()><input type=submit></form>",
    "<details open ontoggle=tripwire()>x</details>",
    "<math><mtext><img src=x onerror=tripwire()></mtext></math>",
    '![$"><img src=x onerror=tripwire()>$](media:x.png)',
    '<div title="\n\n$" onclick=tripwire() x="$\n\n">',
    '<b title="$">x</b><b title=$" onmouseover=tripwire() a="$>y</b>',
    "$\\text{<img src=x onerror=tripwire()>}$",
    "$\\href{javascript:tripwire()}{x}$",
    "$</script><script>tripwire()</script>$",
    "`<script>tripwire()</script>`",
    "```html\n<script>tripwire()</script>\n```",
    '```x"><script>tripwire()</script>\nx\n```',
    "]]><script>tripwire()</script>",
    "<![CDATA[<script>tripwire()</script>]]>",
    "<!--><script>tripwire()</script>-->",
    "<noscript><p title='</noscript><img src=x onerror=tripwire()>'>",
    "\ufdd00\ufdd1<b>\ufdd05\ufdd1</b>",
    "&lt;script&gt;tripwire()&lt;/script&gt;",
    "&#60;script&#62;tripwire()&#60;/script&#62;",
    "<scr\x00ipt>tripwire()</scr\x00ipt>",
    "<img src=`x` onerror=tripwire()//",
    "<table background=javascript:tripwire()><tr><td>x</td></tr></table>",
    "| <img src=x onerror=tripwire()> |\n|---|\n| <script>tripwire()</script> |",
    '<a href="//evil.example/x.js">x</a> ![x](//evil.example/x.svg)',
    "<base href='javascript:tripwire();//'>",
    "<meta http-equiv=refresh content='0;url=javascript:tripwire()'>",
    "<link rel=stylesheet href=javascript:tripwire()>",
)


_RUNS = re.compile(r"\s*(javascript|data|vbscript):", re.IGNORECASE)


def inert(html: str) -> bool:
    root = etree.fromstring(f"<div>{html}</div>", etree.HTMLParser())
    for node in root.iter(etree.Element):
        if node.tag in ("script", "iframe", "object", "embed", "form", "style", "base", "meta", "link", "svg"):
            return False
        for key, value in node.attrib.items():
            if key.startswith("on") or key == "style" or _RUNS.match(value):
                return False
    return True


@pytest.mark.parametrize("text", XSS)
def test_hostile_text_is_inert(text: str) -> None:
    for form in (delimited, mathml, equation_image):
        for render in (to_html, to_inline, to_xhtml):
            html = render(text, Target(math=form, media="media/{}".format))
            assert inert(html), html


@given(texts())
@settings(max_examples=200, deadline=None)
def test_any_text_is_inert_and_well_formed(text: str) -> None:
    assert inert(to_html(text, PLAIN))
    xhtml = to_xhtml(text, XML)
    etree.fromstring(f"<div>{xhtml}</div>")
    assert "\x00" not in to_plain(text)


@given(texts())
@settings(max_examples=100, deadline=None)
def test_any_formula_is_well_formed(text: str) -> None:
    formula = clean_text(text)
    etree.fromstring(f"<div>{mathml(formula, False)}</div>")
    assert inert(equation_image(formula, False))


# Formulas


def test_mathml() -> None:
    root = etree.fromstring(mathml(r"x^2 < \frac{1}{2}", True))
    assert root.tag == f"{{{MATHML}}}math"
    assert root.get("display") == "block"
    assert "".join(root.itertext()) == "x2<12"


def test_formulas_that_cannot_be_converted_stay() -> None:
    assert mathml(r"\text{<script>x</script>}", False).startswith("\\(")
    assert mathml("{" * 5000, False).startswith("\\(")


def test_equation_images_are_quoted_twice() -> None:
    image = equation_image('a/b "c" & d', False)
    assert 'src="/equation_images/a%252Fb%2520%2522c%2522%2520%2526%2520d"' in image
    assert 'data-equation-content="a/b &quot;c&quot; &amp; d"' in image


# XHTML


@pytest.mark.parametrize(
    ("text", "xhtml"),
    [
        ("a<br>b", "<p>a<br/>b</p>"),
        ("<u>a</u> ~~b~~", '<p><span class="qti-underline">a</span> <span class="strike">b</span></p>'),
        ("&nbsp;x", "<p>\u00a0x</p>"),
        ("> q", "<blockquote>\n<p>q</p>\n</blockquote>"),
        ("[a](page.html)", "<p>a</p>"),
        ("```py\na <b\n  c\n```", '<pre class="language-py">a &lt;b\n  c\n</pre>'),
        ("![a](media:x.mp3)", '<p><object data="media/x.mp3" type="audio/mpeg">a</object></p>'),
        ("<details><summary>s</summary>b</details>", '<div class="details"><p class="summary">s</p>b</div>'),
    ],
)
def test_xhtml(text: str, xhtml: str) -> None:
    assert to_xhtml(text, XML) == xhtml
