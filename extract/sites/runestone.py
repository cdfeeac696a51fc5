"""Runestone and PreTeXt books: interactive questions as components.

    <ul data-component="multiplechoice" data-multipleanswers="false"> <p>How often ...?</p>
      <li data-component="answer">once</li> <li data-component="feedback">It goes on.</li>
      <li data-component="answer" data-correct>three times</li> ... </ul>
    <div data-component="fillintheblank"> ... <input> <script>[[{"regex": "^\\s*break\\s*$", ...}]]
    <pre data-component="parsonsprob"> question ---- line --- line --- distractor #distractor </pre>

A fill-in's first pattern is its answer where it is plain words between anchors. Other parts of the page are read as any
page's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.accounting import Covered
from extract.grammar.data.parse import literals
from extract.grammar.data.values import Array, Record, Value
from extract.grammar.pages.build import html_of, spans, text
from extract.grammar.pages.page import read as read_page
from extract.media.html.medium import HtmlPage
from extract.media.html.rich import rich_parts
from extract.media.html.tree import Node
from quizmill.draft import EMPTY, Claim, Draft, DraftAnswer, DraftChoice, DraftGap, Extraction, Fragment
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_COMPONENT = re.compile(r"""data-component=["'](?:multiplechoice|fillintheblank|parsonsprob|shortanswer|dragndrop)""")
_PLAIN = re.compile(r"^\^?(?:\\s\*|\(\?i\))*([\w .,'+/-]{1,80}?)(?:\\s\*)?\$?$")


def _identify(page: Page) -> bool:
    return _COMPONENT.search(page.text) is not None


def _read(page: Page) -> Extraction:
    html = html_of(page)
    own = [draft for node in html.tree.find(_is_component) if (draft := _component(html, node)) is not None]
    boxes = Covered(span for draft in own for span in draft.spans)
    found = read_page(page)
    others = [draft for draft in found.drafts if not any(span in boxes for span in draft.spans)]
    return replace(found, drafts=(*own, *others))


def _is_component(node: Node) -> bool:
    return node.attrs.get("data-component") in ("multiplechoice", "fillintheblank", "parsonsprob", "shortanswer")


def _component(html: HtmlPage, node: Node) -> Draft | None:
    match node.get("data-component"):
        case "multiplechoice":
            return _choice(html, node)
        case "fillintheblank":
            return _fill_in(html, node)
        case "parsonsprob":
            return _parsons(html, node)
    stem = text(html, node)
    return Draft(stem=stem, spans=spans(html, node), type="essay") if stem else None


def _choice(html: HtmlPage, node: Node) -> Draft | None:
    rows = list(html.tree.find(lambda inner: inner.attrs.get("data-component") == "answer", node))
    if len(rows) < 2:
        return None
    remarks = {
        row.id: row for row in html.tree.find(lambda inner: inner.attrs.get("data-component") == "feedback", node)
    }
    right = tuple(i for i, row in enumerate(rows) if "data-correct" in row.attrs)
    stem = html.fragment(node.index, rows[0].index)
    choices = tuple(
        DraftChoice(text(html, row), feedback=text(html, remarks[row.id]) if row.id in remarks else EMPTY)
        for row in rows
    )
    claims = (Claim(Evidence.MARKUP, choices=right, spans=spans(html, *(rows[i] for i in right))),) if right else ()
    many = node.get("data-multipleanswers") == "true"
    return Draft(stem=stem, spans=spans(html, node), choices=choices, claims=claims, type="multiple" if many else None)


def _fill_in(html: HtmlPage, node: Node) -> Draft | None:
    answers = list(_patterns(html, node))
    controls = [inner for inner in html.tree.elements("input", within=node) if inner.get("type", "text") == "text"]
    gaps = {
        control.index: DraftGap(str(number + 1), answers[number] if number < len(answers) else ())
        for number, control in enumerate(controls)
    }
    if not gaps:
        return None
    picked = [(line, line.parts) for line in html.lines_in(node.index, node.end)]
    written = rich_parts(picked, html.writing(gap=lambda at: f"{{{{gap:{gaps[at].id}}}}}" if at in gaps else ""))
    return Draft(
        stem=Fragment(written, spans(html, node)), spans=spans(html, node), type="cloze", gaps=tuple(gaps.values())
    )


def _patterns(html: HtmlPage, node: Node) -> Iterator[tuple[DraftAnswer, ...]]:
    """For each blank the answer of its first pattern, where that is plain words."""
    for script in html.tree.elements("script", within=node):
        for found in literals(script.text):
            rows = found.value.pairs.get("feedbackArray") if isinstance(found.value, Record) else found.value
            for blank in rows.items if isinstance(rows, Array) else ():
                yield _first_pattern(blank)


def _first_pattern(blank: Value) -> tuple[DraftAnswer, ...]:
    first = blank.items[0] if isinstance(blank, Array) and blank.items else None
    if not isinstance(first, Record):
        return ()
    pattern, number = first.pairs.get("regex"), first.pairs.get("number")
    if isinstance(pattern, str) and (plain := _PLAIN.match(pattern)):
        return (DraftAnswer(Fragment(plain[1].strip())),)
    if (
        isinstance(number, Array)
        and len(number.items) == 2
        and all(isinstance(end, int | float) for end in number.items)
    ):
        low, high = number.items
        return (DraftAnswer(Fragment(str(low)), numeric=True, upper="" if low == high else str(high)),)
    return ()


def _parsons(html: HtmlPage, node: Node) -> Draft | None:
    title = html.tree.first_with_class("parsons-text", "parsons_question", within=node)
    body = "".join(
        part.text
        for line in html.lines_in(node.index, node.end)
        for part in line.parts
        if title is None or part.at >= title.end
    )
    head, _, listed = body.rpartition("-----")
    entries = [entry.strip("\n") for entry in re.split(r"\n---\n", listed) if entry.strip()]
    right = [entry for entry in entries if "#distractor" not in entry and "#paired" not in entry]
    stem = text(html, title) or Fragment(head.strip(), spans(html, node))
    if len(right) < 2 or not stem:
        return None
    order = tuple(Fragment(f"```\n{entry}\n```" if "\n" in entry else f"`{entry.strip()}`") for entry in right)
    return Draft(stem=stem, spans=spans(html, node), type="ordering", order=order)


EXTRACTOR = Extractor("runestone", frozenset({Carrier.HTML}), _identify, _read)
