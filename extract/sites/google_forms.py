"""Google Forms: the data that every form page carries in a script.

    FB_PUBLIC_LOAD_DATA_ = [null, ["about", [[11, "Which month?", null, 2, [[21, [["May"], ["June"]], 1]]]]]]
                                              id   title          help  kind    entry  options

Kinds: 0 line, 1 paragraph, 2 one choice, 3 drop-down, 4 several choices, 5 scale, 7 grid, 8 section. The public data
hold no key: the items are keyless, and only a form that calls itself a quiz or a test has any.
"""

from __future__ import annotations

import re

from extract.grammar.data.parse import literals
from extract.grammar.data.texts import rich_text
from extract.grammar.data.values import Array, Value
from extract.grammar.pages.build import html_of
from extract.grammar.pages.gate import manner_of
from quizmill.draft import Draft, DraftChoice, Extraction, Fragment
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor
from quizmill.source import Span

_POINTS = re.compile(r"\b(?:total points|\d+ (?:of|/) \d+ points?|points? possible)\b", re.I)


def _identify(page: Page) -> bool:
    return "FB_PUBLIC_LOAD_DATA_" in page.text


def _read(page: Page) -> Extraction:
    html = html_of(page)
    chrome = tuple(block.span for block in page.blocks)
    is_quiz = manner_of(page, html).quiz or _POINTS.search(page.text) is not None
    for node in html.tree.elements("script"):
        if "FB_PUBLIC_LOAD_DATA_" in node.text:
            for found in literals(node.text):
                if found.name == "FB_PUBLIC_LOAD_DATA_":
                    place = Span(node=node.path)
                    drafts = tuple(
                        draft for entry in _entries(found.value) if (draft := _draft(entry, place)) is not None
                    )
                    return Extraction(drafts=drafts if is_quiz else (), chrome=chrome)
    return Extraction(chrome=chrome)


def _at(value: Value, *places: int) -> Value:
    """The value at a path of positions; None where there is none."""
    for place in places:
        if not isinstance(value, Array) or place >= len(value.items):
            return None
        value = value.items[place]
    return value


def _entries(value: Value) -> list[Value]:
    found = _at(value, 1, 1)
    return found.items if isinstance(found, Array) else []


def _draft(entry: Value, place: Span) -> Draft | None:
    title, kind = _at(entry, 1), _at(entry, 3)
    if not isinstance(title, str) or not title.strip():
        return None
    stem = Fragment(rich_text(title), (place,))
    match kind:
        case 0:
            return Draft(stem=stem, spans=(place,), type="short")
        case 1:
            return Draft(stem=stem, spans=(place,), type="essay")
        case 2 | 3 | 4:
            listed = _at(entry, 4, 0, 1)
            texts = [_at(option, 0) for option in listed.items] if isinstance(listed, Array) else []
            choices = tuple(
                DraftChoice(Fragment(rich_text(text), (place,)))
                for text in texts
                if isinstance(text, str) and text.strip()
            )
            if len(choices) > 1:
                return Draft(stem=stem, spans=(place,), choices=choices, type="multiple" if kind == 4 else None)
    return None


EXTRACTOR = Extractor("google-forms", frozenset({Carrier.HTML}), _identify, _read)
