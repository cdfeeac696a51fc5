"""Rich text (Markdown) to the HTML of a target, sanitised once, here, with an allow-list.

    to_html("**Only** $x<1$", Target(math=anki))   ->  <p><strong>Only</strong> \\(x&lt;1\\)</p>
    to_inline("a `b`", target)                      ->  a <code>b</code>      (one paragraph: no <p>)
    to_plain("**a** `b` ![alt](media:x.png)")       ->  a b alt

Text without any Markdown in it (most choices) takes a short way around the parser.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

import nh3
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

_MARKUP = re.compile(r"[\\`*_\[\]<>!#$|~&\n{}]|^\s*(?:[-+>=:]|\d+[.)]\s)|https?:|\s\s$")
_TAGS = set(
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 "
    "hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u "
    "ul var".split()
)
_ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "ol": {"start"},
    "code": {"class"},
}


def _delimited(latex: str, display: bool) -> str:
    opening, closing = (r"\[", r"\]") if display else (r"\(", r"\)")
    return opening + html.escape(latex, quote=False) + closing


@dataclass(frozen=True, slots=True)
class Target:
    """How a target writes what HTML has no single form for: math (LaTeX, display?) and the address of a picture."""

    math: Callable[[str, bool], str] = _delimited
    media: Callable[[str], str] = str


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).use(dollarmath_plugin)


def _clean(rendered: str) -> str:
    return nh3.clean(
        rendered,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )


def _media_sources(text: str, media: Callable[[str], str]) -> str:
    return re.sub(r"\]\(media:([0-9A-Za-z._-]+)", lambda m: f"]({media(m[1])}", text)


def _render(text: str, target: Target) -> str:
    formulas: list[str] = []

    def keep(latex: str, display: bool) -> str:
        formulas.append(target.math(latex, display))
        return f"\ue000{len(formulas) - 1}\ue001"

    parser = _parser()
    tokens = parser.parse(_media_sources(text.replace("\ue000", "").replace("\ue001", ""), target.media))
    for token in [t for block in tokens for t in (block.children or [block])]:
        if token.type in ("math_inline", "math_block", "math_inline_double"):
            token.type, token.content = "text", keep(token.content.strip(), token.type != "math_inline")
    rendered = _clean(parser.renderer.render(tokens, parser.options, {}))
    return re.sub("\ue000(\\d+)\ue001", lambda m: formulas[int(m[1])], rendered).strip()


def to_html(text: str, target: Target) -> str:
    """Block HTML: one or more paragraphs, lists, tables, code blocks."""
    if not text:
        return ""
    if not _MARKUP.search(text):
        return f"<p>{html.escape(text, quote=False)}</p>"
    return _render(text, target)


def to_inline(text: str, target: Target) -> str:
    """Inline HTML where the text is one paragraph; else the same as `to_html`."""
    rendered = to_html(text, target)
    if rendered.startswith("<p>") and rendered.endswith("</p>") and rendered.count("<p>") == 1:
        inner = rendered[3:-4]
        if "</p>" not in inner:
            return inner
    return rendered


@lru_cache(maxsize=4096)
def to_plain(text: str) -> str:
    """The words alone, for titles and targets without markup; a picture gives its alt text."""
    if not _MARKUP.search(text):
        return text
    rendered = _render(re.sub(r"!\[([^\]]*)\]\([^)]*\)", r"\1", text), Target())
    stripped = re.sub(r"<br ?/?>|</(?:p|li|tr|h\d|div|pre)>", "\n", rendered)
    return html.unescape(re.sub(r"<[^>]+>", "", stripped)).strip()
