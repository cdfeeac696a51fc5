"""Texts as H5P takes them: HTML of a few tags, plain words, and the small languages of blanks and draggable words.

blank("heap/tree", hint="...")     *heap&#47;tree:...*
"""

from __future__ import annotations

import re
from functools import cache

import nh3

from export._pictures import described
from export._words import literal, words
from export.richtext import Target, clean_text, to_html, to_inline

_TAGS = frozenset("p br strong em b i u del s sub sup code pre ul ol li h2 h3 hr a span".split())
_TARGET = Target()
_FLATTENED = re.compile(r"<(?:table|blockquote|dl|details)\b")
_MEANING = re.compile(r"[*/:&<>\\]")


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(tags=set(_TAGS), attributes={"a": {"href"}}, link_rel=None)


def _few_tags(markup: str) -> str:
    """H5P would drop other tags itself, and with them the space between cells."""
    return _cleaner().clean(re.sub(r"</(td|th|dt)>", r" </\1>", markup)) if _FLATTENED.search(markup) else markup


def block(text: str) -> str:
    """Block HTML; pictures by their descriptions."""
    return _few_tags(to_html(described(text), _TARGET)) if text else ""


def inline(text: str) -> str:
    """Inline HTML where the text is one paragraph."""
    return _few_tags(to_inline(described(text), _TARGET)) if text else ""


def is_flattened(text: str) -> bool:
    """True where the text holds what H5P shows only in words: a table, a quote."""
    return bool(_FLATTENED.search(to_html(text, _TARGET))) if text else False


def coded(text: str) -> str:
    """Words in which nothing means anything: the libraries decode entities after they have parsed."""
    return _MEANING.sub(lambda found: f"&#{ord(found[0])};", clean_text(text))


def blank(answers: tuple[str, ...], hint: str = "") -> str:
    """A gap that takes any of the answers, with a tip."""
    tip = f":{coded(words(hint))}" if hint else ""
    return f"*{'/'.join(coded(literal(answer)) for answer in answers)}{tip}*"
