"""Rich text (Markdown) to the HTML of a target, sanitised once, here, with an allow-list.

    to_html("**Only** $x<1$", Target(math=anki))   ->  <p><strong>Only</strong> \\(x&lt;1\\)</p>
    to_inline("a `b`", target)                      ->  a <code>b</code>      (one paragraph: no <p>)
    to_plain("**a** `b` ![alt](media:x.png)")       ->  a b alt

What comes in may be hostile: it was scraped. Markdown is rendered first, then cleaned as HTML; formulas and media
addresses are put in last, and only where the cleaned HTML has text or a `src`, so that neither can open a tag.
Text without any Markdown in it (most choices) takes a short way around the parser.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from export._homeless import housed
from export._math import delimited
from export._rawhtml import show_unknown_tags

# What may be Markdown or HTML in one line; everything else is only escaped.
_MARKUP = re.compile(
    r"""[\\`\n\t] | \*\S | \S\* | (?<![^\W_])_\S | \S_(?![^\W_]) | ~~ | \]\( | \]: | <[A-Za-z/!?] | &[\#\w] | \$[^$]*\$
    | ^\s*(?:[-+>\#=:|]|\d{1,9}[.)](?:\s|$)) | ^\s{4} | \s\s$ | ://""",
    re.VERBOSE,
)
# The bytes of texts that need no look at Markdown at all (all but the signs above, and what is not printable), and
# what such a text may not begin with: deleting bytes by table is an order of magnitude faster than any pattern.
_HARMLESS = bytes(code for code in range(0x20, 0x100) if chr(code) not in "\\`*_[]<>&$~|#\x7f")
_LEADERS = frozenset(" -+=:0123456789")
_ENUMERATED = re.compile(r"\d{1,9}[.)](?:\s|$)")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ufdd0-\ufdef\ufffe\uffff]|\r\n?")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ISOLATES = re.compile("[\u202a-\u202c\u2066-\u2069]")
_TAGS = frozenset(
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 "
    "hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u "
    "ul var".split()
)
_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "ol": {"start"},
    "code": {"class"},
}


def _attribute(tag: str, name: str, value: str) -> str | None:
    """A class names a code's language and nothing else: others would meet a target's own styles and scripts."""
    del tag
    return value if name != "class" or (value.startswith("language-") and " " not in value) else None


_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto", "media"},
    url_relative="deny",
    link_rel=None,
    strip_comments=True,
)
_DEPTH = 40  # of nested quotes and lists; markdown-it drops what is deeper, so such a text is shown as it is
_OPENERS = 10_000  # brackets in one text: beyond it is no question but an attack on the parser
_TAG_OR_FORMULA = re.compile('<(?:[^>"]|"[^"]*")*>|\ufdd0(\\d+)\ufdd1')
_ADDRESS = re.compile(r' (src|href)="media:([0-9A-Za-z._-]+)"')
_HOLDER = re.compile("\ufdd0\\d+\ufdd1")
_SOUND = re.compile(r'<img src="[^"]+\.(?:mp3|m4a|ogg|oga|wav|opus)"', re.IGNORECASE)
_AS_SOUND = re.compile(r'<img src="([^"]+)"(?: alt="([^"]*)")?[^>]*>')
_ESCAPED = re.compile(r"`|\\[!-/:-@\[-`{-~]")
_PROSE = re.compile(r"\d[\d.,]*\s+[^\W\d_]{2,}(?![^\\^_=+]*[\\^_=+])")


@dataclass(frozen=True, slots=True)
class Target:
    """How a target writes what HTML has no single form for: math (LaTeX, display?) and the address of a picture."""

    math: Callable[[str, bool], str] = delimited
    media: Callable[[str], str] = str


def clean_text(text: str) -> str:
    """Text without what no file should hold: control characters, lone surrogates, direction overrides.

    Direction marks that open an embedding or isolate stay where they are closed again; else they would turn
    the words that follow.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _UNPRINTABLE.sub(lambda m: "\n" if m[0][0] == "\r" else "", text)
    if not text.isascii():
        text = _SURROGATE.sub("\ufffd", text)
        opened = sum(text.count(c) for c in "\u202a\u202b\u2066\u2067\u2068")
        if opened != text.count("\u202c") + text.count("\u2069"):
            text = _ISOLATES.sub("", text)
    return text


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _DEPTH})
    return parser.enable(["table", "strikethrough"]).use(
        dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True
    )


def _verbatim(text: str) -> str:
    """Text that is no Markdown worth reading: every word stays, nothing is interpreted."""
    return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in re.split(r"\n{2,}", text) if part.strip())


class _Formulas:
    """Formulas taken out of the token stream; a holder stands in their place until the HTML is clean."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.rendered: list[str] = []

    def take_from(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token.type in ("math_inline", "math_inline_double", "math_block"):
                self._take(token)
            elif token.type == "image":
                _show_latex(token.children or [])
            elif token.children:
                self.take_from(token.children)

    def _take(self, token: Token) -> None:
        latex = token.content.strip()
        if token.type == "math_inline" and _PROSE.match(latex):  # "$5 for one, or 6$" is money
            token.type, token.content = "text", f"${token.content}$"
            return
        self.rendered.append(self.target.math(latex, token.type != "math_inline"))
        token.type, token.content = "text", f"\ufdd0{len(self.rendered) - 1}\ufdd1"

    def put_into(self, cleaned: str) -> str:
        def replace(found: re.Match[str]) -> str:
            if found[1]:
                return self.rendered[int(found[1])]
            named = _HOLDER.sub("", found[0])
            tag = _ADDRESS.sub(self._address, named)
            if tag.startswith("<img") and (' src="' not in tag or ' src=""' in tag):
                return next(iter(re.findall(r' alt="([^"]*)"', tag)), "")  # no picture: its description
            return _AS_SOUND.sub(r'<audio controls="" src="\1">\2</audio>', tag) if _SOUND.match(named) else tag

        return _TAG_OR_FORMULA.sub(replace, cleaned)

    def _address(self, found: re.Match[str]) -> str:
        return f' {found[1]}="{html.escape(self.target.media(found[2]))}"'


def _show_latex(tokens: Sequence[Token]) -> None:
    """An alt text is an attribute: a formula in it stays LaTeX."""
    for token in tokens:
        if token.type.startswith("math_"):
            token.type = "text"
        _show_latex(token.children or [])


def _render(text: str, target: Target) -> str:
    if text.count("[") + text.count("<") > _OPENERS:
        return _verbatim(text)
    parser = _parser()
    tokens = parser.parse(text)
    if any(token.level >= _DEPTH - 4 for token in tokens):
        return _verbatim(text)
    show_unknown_tags(tokens, _TAGS)
    formulas = _Formulas(target)
    formulas.take_from(tokens)
    cleaned = housed(_CLEANER.clean(parser.renderer.render(tokens, parser.options, {})))
    return clean_text(formulas.put_into(cleaned)).strip()


def is_simple(text: str) -> bool:
    """True for words that are their own HTML, and for most texts it says so at once: the way of most choices."""
    return (
        text.isprintable()
        and not text.encode().translate(None, _HARMLESS)
        and not text.endswith(" ")
        and "://" not in text
        and (text[:1] not in _LEADERS or (text[0].isdecimal() and not _ENUMERATED.match(text)))
    )


def are_simple(texts: Sequence[str]) -> bool:
    """True where all texts are surely words that are their own HTML: one look for all."""
    joined = "".join(texts)
    return (
        joined.isprintable()
        and not joined.encode().translate(None, _HARMLESS)
        and "://" not in joined
        and _LEADERS.isdisjoint([text[:1] for text in texts])
        and " " not in [text[-1:] for text in texts]
    )


def _with_code(text: str) -> str | None:
    """One line of plain words and `code`, rendered without the parser; None where it is anything more."""
    parts = text.split("`")
    words = "".join(parts[::2])
    if len(parts) % 2 == 0 or "``" in text or not text.isprintable() or text[-1:] == " " or text[:1] in _LEADERS:
        return None
    if "://" in words or words.encode().translate(None, _HARMLESS):
        return None
    for place in range(1, len(parts), 2):
        code = parts[place]
        if code[0] == code[-1] == " " and code.strip(" "):
            code = code[1:-1]
        parts[place] = f"<code>{html.escape(code, quote=False)}</code>"
    return "".join(parts)


def is_words(text: str) -> bool:
    """True where cleaned text holds no markup at all, so that escaping it is rendering it."""
    return not _MARKUP.search(text)


def to_html(text: str, target: Target) -> str:
    """Block HTML: one or more paragraphs, lists, tables, code blocks."""
    if is_simple(text):
        return f"<p>{text}</p>" if text else ""
    if "`" in text and (quick := _with_code(text)) is not None:
        return f"<p>{quick}</p>"
    text = clean_text(text)
    if not text:
        return ""
    if is_words(text):
        return f"<p>{html.escape(text, quote=False)}</p>"
    return _render(text, target)


def to_inline(text: str, target: Target) -> str:
    """Inline HTML where the text is one paragraph; else the same as `to_html`."""
    if is_simple(text):
        return text
    if "`" in text and (quick := _with_code(text)) is not None:
        return quick
    text = clean_text(text)
    if is_words(text):
        return html.escape(text, quote=False)
    rendered = _render(text, target)
    if rendered.startswith("<p>") and rendered.endswith("</p>") and rendered.count("<p>") == 1:
        return rendered[3:-4]
    return rendered


def to_plain(text: str) -> str:
    """The words alone, for titles and targets without markup; a picture gives its alt text."""
    return _plain(text) if len(text) < 1000 else _plain.__wrapped__(text)


def to_answer(text: str) -> str:
    """A typed answer, to be compared letter by letter: `__init__` stays, only code marks and escapes are undone."""
    return to_plain(text) if _ESCAPED.search(text) else clean_text(text)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    text = clean_text(text)
    if is_words(text):
        return text
    rendered = _render(text, Target())
    rendered = re.sub(r'<img\b[^>]*? alt="([^"]*)"[^>]*>', r"\1", rendered)
    lines = re.sub(r"<br ?/?>\n?|</(?:p|li|tr|h\d|div|pre)>\n?", "\n", re.sub(r"</t[dh]>\n<t", "</td> <t", rendered))
    return re.sub(r"\n{3,}", "\n\n", html.unescape(re.sub(r"<[^>]+>", "", lines))).strip()
