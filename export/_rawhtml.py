"""HTML inside Markdown: which tags are markup, and which are what the question is about.

    H<sub>2</sub>O                         markup: an allowed pair around words
    Which is right? <b>, <js>, List<T>     words: alone, unknown, or nothing but tags; they are shown as written

A quiz about HTML must not lose its choices to the sanitiser. Whatever is taken as markup here is cleaned afterwards:
this step is for the reader's sake, not for safety.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from markdown_it.token import Token

_TAG = re.compile(r"""<(/?)([A-Za-z][A-Za-z0-9-]*)(?:[^<>"']|"[^"]{0,2000}"|'[^']{0,2000}')*>""")
_TAG_OR_OPENER = re.compile(_TAG.pattern + "|<(?!!--)")
_VOID = frozenset({"br", "hr", "img", "col"})


def show_unknown_tags(tokens: Sequence[Token], allowed: frozenset[str]) -> None:
    """Turn every tag that is no markup into text, in place."""
    raw = [t for t in _walk(tokens) if t.type in ("html_inline", "html_block")]
    if not raw:
        return
    words = any(t.type in ("text", "code_inline", "image", "fence") and t.content.strip() for t in _walk(tokens))
    words = words or any(_TAG.sub("", t.content).strip() or "media:" in t.content for t in raw)
    markup = _paired(raw, allowed) if words else set()
    for number, token in enumerate(raw):
        _escape(token, number, markup)


def _walk(tokens: Sequence[Token]) -> list[Token]:
    return [part for token in tokens for part in (token.children or [token])]


def _paired(raw: Sequence[Token], allowed: frozenset[str]) -> set[tuple[int, int]]:
    """Places (token, offset) of the allowed tags that stand alone by nature or have their other half."""
    good: set[tuple[int, int]] = set()
    opened: dict[str, list[tuple[int, int]]] = {}
    for number, token in enumerate(raw):
        for found in _TAG.finditer(token.content):
            name, place = found[2].lower(), (number, found.start())
            if name not in allowed:
                continue
            if name in _VOID:
                good.add(place)
            elif not found[1]:
                opened.setdefault(name, []).append(place)
            elif opened.get(name):
                good.update((place, opened[name].pop()))
    return good


def _escape(token: Token, number: int, markup: set[tuple[int, int]]) -> None:
    def literal(found: re.Match[str]) -> str:
        return found[0] if (number, found.start()) in markup else html.escape(found[0], quote=False)

    escaped = _TAG_OR_OPENER.sub(literal, token.content)
    if token.type == "html_block" and escaped != token.content and not any(n == number for n, _ in markup):
        escaped = f"<p>{escaped.strip()}</p>\n"
    token.content = escaped
