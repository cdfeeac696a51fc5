"""HTML fragments, as exchange formats carry them inside their texts, to the Markdown of the bank.

    <p>Which is <b>prime</b>?<br><img src="a.png" alt="four"></p>   ->   Which is **prime**?\\
                                                                         ![four](a.png)

Words stay as they were: what Markdown would take for markup is escaped. Formulas become `$...$`: MathML, the equation
pictures of Canvas, and `\\( \\)`, `\\[ \\]`, `$$ $$` in the text. What Markdown cannot say (`<sub>`, tables with spans)
stays HTML, which CommonMark allows. Elements may be HTML or the body of a QTI item; a `Hook` answers for its controls.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from extract.media._tree_markdown import Context, Element, Hook, Writer, name_of
from extract.media._words import escape, plain_to_markdown, words_to_markdown

__all__ = [
    "Context",
    "Hook",
    "any_to_markdown",
    "element_to_markdown",
    "escape",
    "html_to_markdown",
    "list_entries",
    "lone_words",
    "looks_like_html",
    "plain_to_markdown",
    "words_to_markdown",
]

_PARSER = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
_MARKUP = re.compile(r"<[A-Za-z/!]|&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
_PLAIN = re.compile(r"<p>([^<&]*)</p>\Z")
_CONTEXTUAL = re.compile(r"\s(?:src|href|data)\b", re.I)
_HTML = re.compile(r"</[a-zA-Z]\w*\s*>|<(?:br|hr|img|p)\b[^<>]*>|&(?:nbsp|lt|gt|amp|quot|#\d+);")
_SHORT = 400  # characters of a text that is worth remembering
_ALONE = Context()


def html_to_markdown(html: str, context: Context = _ALONE) -> str:
    """The Markdown of an HTML fragment; text without any markup takes a short way."""
    if ("<" not in html and "&" not in html) or not _MARKUP.search(html):
        return words_to_markdown(html)
    if plain := _PLAIN.match(html):
        return words_to_markdown(plain[1])
    if context.hook is None and len(html) < _SHORT and not _CONTEXTUAL.search(html):
        return _short(html)
    return _parsed(html, context)


@lru_cache(maxsize=4096)
def _short(html: str) -> str:
    """Texts that recur ("Well done!"), where nothing in them depends on the document."""
    return _parsed(html, _ALONE)


def _parsed(html: str, context: Context) -> str:
    root = etree.fromstring(f"<div>{html}</div>".replace("\x00", ""), _PARSER)
    return "" if root is None else element_to_markdown(root, context)


def list_entries(html: str, context: Context = _ALONE) -> list[str]:
    """The Markdown of each entry of an HTML list; a fragment without one is one entry."""
    root = etree.fromstring(f"<div>{html}</div>".replace("\x00", ""), _PARSER) if html.strip() else None
    if root is None:
        return []
    first = next((node for node in root.iter("ol", "ul")), None)
    if first is None:
        return [element_to_markdown(root, context)]
    return [element_to_markdown(node, context) for node in first if name_of(node) == "li"]


def looks_like_html(text: str) -> bool:
    """True where a text of no declared format holds HTML tags or entities."""
    return ("<" in text or "&" in text) and bool(_HTML.search(text))


def any_to_markdown(text: str, context: Context = _ALONE) -> str:
    """The Markdown of a text of no declared format: of HTML where it holds any, else of plain words."""
    return html_to_markdown(text, context) if looks_like_html(text) else words_to_markdown(text)


def element_to_markdown(element: Element, context: Context = _ALONE) -> str:
    """The Markdown of what an element holds, without its tail."""
    if (words := lone_words(element)) is not None:
        return words
    return "\n\n".join(Writer(context).blocks(element, 0))


def lone_words(element: Element) -> str | None:
    """The Markdown of an element that holds plain words or one paragraph of them; None where it holds more."""
    only = _lone_paragraph(element) if len(element) else element.text or ""
    return words_to_markdown(only) if only is not None and not (len(element) and only.endswith("\\")) else None


def _lone_paragraph(element: Element) -> str | None:
    """The words of an element that holds one paragraph of plain words and nothing else."""
    if len(element) != 1 or (element.text and not element.text.isspace()):
        return None
    child = element[0]
    if child.tail and not child.tail.isspace():
        return None
    if child.tag == "contentBody":
        return _lone_paragraph(child)
    return child.text or "" if child.tag == "p" and not len(child) and not child.attrib else None
