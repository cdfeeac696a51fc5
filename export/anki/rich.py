r"""Rich text to the HTML of an Anki field.

Anki reads some plain words as commands: `[sound:a.mp3]`, `[latex]`, `[anki:play]`, and `\(` wherever it stands. Math is
written as `\( \)`; the same signs in prose are written so that they stay prose.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence

from export import richtext

_IMAGE = re.compile(r"!\[([^\]\n]*)\]\(media:([0-9A-Za-z._-]+)\)")
_COMMAND = re.compile(r"\[(?=sound:|latex\]|\$|anki:)", re.IGNORECASE)
_SOUND = re.compile(r'<audio controls="" src="([^"]*)">[^<]*</audio>')
# Non-characters bracket a formula until the words around it are safe; they are taken out of every text first.
INLINE, DISPLAY = ("\U0001fffe", "\U0001ffff"), ("\U0002fffe", "\U0002ffff")
_BRACKETS = re.compile("[\U0001fffe\U0001ffff\U0002fffe\U0002ffff]")
FORMULA = "\U0001fffe([^\U0001ffff]*)\U0001ffff|\U0002fffe([^\U0002ffff]*)\U0002ffff"
_FORMULA_OR_SIGN = re.compile(FORMULA + r"|\\([()\[\]])")


def _bracketed(latex: str, display: bool) -> str:
    opening, closing = DISPLAY if display else INLINE
    return opening + html.escape(latex, quote=False) + closing


def _delimited(match: re.Match[str]) -> str:
    inline, display, sign = match.groups()
    if inline is not None:
        return rf"\({inline}\)"
    # MathJax joins text over comments, but not over elements.
    return rf"\[{display}\]" if display is not None else rf"\<span>{sign}</span>"


def finish(rendered: str) -> str:
    """Formulas get Anki's delimiters; signs in prose that Anki would obey are written inertly."""
    if "[" in rendered:
        rendered = _COMMAND.sub("&#91;", rendered)
    if "\\" in rendered or (not rendered.isascii() and _BRACKETS.search(rendered)):
        rendered = _FORMULA_OR_SIGN.sub(_delimited, rendered)
    if "<audio" in rendered:
        rendered = _SOUND.sub(r"[sound:\1]", rendered)
    return rendered


class Rich:
    """Renders texts; `address` gives a picture's file name in the package, or None where its bytes are not there.

    `missing` collects the names of the latter: their alt text stands in their place.
    """

    def __init__(self, address: Callable[[str], str | None]) -> None:
        self._address = address
        self._target = richtext.Target(math=_bracketed, media=lambda name: address(name) or name)
        self.missing: list[str] = []

    def _present(self, match: re.Match[str]) -> str:
        alt, name = match.groups()
        if self._address(name) is not None:
            return match[0]
        self.missing.append(name)
        return alt or name

    def _source(self, text: str) -> str:
        if "media:" in text:
            text = _IMAGE.sub(self._present, text)
        return text if text.isascii() else _BRACKETS.sub("", text)

    def raw_block(self, text: str) -> str:
        """Block HTML whose formulas still stand between non-characters; `finish` completes it."""
        return richtext.to_html(self._source(text), self._target)

    def block(self, text: str) -> str:
        if not text:
            return ""
        return f"<p>{text}</p>" if richtext.is_simple(text) else finish(self.raw_block(text))

    def raw_inline(self, text: str) -> str:
        return richtext.to_inline(self._source(text), self._target)

    def inline(self, text: str) -> str:
        return text if not text or richtext.is_simple(text) else finish(self.raw_inline(text))

    def inlined(self, texts: Sequence[str]) -> Sequence[str]:
        return texts if richtext.are_simple(texts) else [self.inline(text) for text in texts]

    @staticmethod
    def plain(text: str) -> str:
        """Words that are no Markdown: typed answers, names."""
        if not text or (text.isascii() and text.isalnum()):
            return text
        return finish(html.escape(richtext.clean_text(text)))

    def listed(self, texts: Sequence[str], tag: str = "ol") -> str:
        """A list with one entry a text, also for empty ones; nothing where all are empty."""
        if not any(texts):
            return ""
        entries = "</li><li>".join(self.inlined(texts))
        return f"<{tag}><li>{entries}</li></{tag}>"

    def steps(self, texts: Sequence[str]) -> str:
        """One text as it is, several as a numbered list; a text that is a list itself is the one entry of another."""
        whole = self.block(texts[0]) if len(texts) == 1 else ""
        return whole if whole and "<ol" not in whole and "<ul" not in whole else self.listed(texts)
