r"""Quizzes that a page carries as data in a platform's own shape (`_json.shapes`).

    <script type="application/json">{"itemData": "{\"question\": {\"content\": \"[[\u2603 radio 1]]\", ...}}"}</script>
    <script>var data = "eyJkIjp7InNsIjp7...";</script>

What such data says is read as in a file of its own. A page whose data turns out to be in no such shape is read as any
other.
"""

from __future__ import annotations

from extract.grammar.pages.build import html_of
from extract.grammar.pages.page import read as read_page
from extract.sites._datas import datas, packed_texts
from extract.sites._json.shapes import carried, drafted, signed
from quizmill.draft import Draft, Extraction
from quizmill.finding import Finding
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor


def identify(page: Page) -> bool:
    return signed(page.text) or any(signed(text) for text in packed_texts(page.text))


def read(page: Page) -> Extraction:
    drafts: dict[tuple[object, ...], Draft] = {}
    findings: dict[str, Finding] = {}
    for node in html_of(page).tree.elements("script"):
        for data in datas(node.text):
            for shape, questions in carried(data):
                found, said = drafted(shape, [(node.path, row) for _, row in questions])
                drafts |= {key: draft for draft in found if (key := _same(draft)) not in drafts}
                findings |= {finding.message: finding for finding in said}
    if not drafts and not findings:
        return read_page(page)
    chrome = tuple(block.span for block in page.blocks)
    return Extraction(drafts=tuple(drafts.values()), chrome=chrome, findings=tuple(findings.values()))


def _same(draft: Draft) -> tuple[object, ...]:
    """What makes two questions one: pages carry some twice."""
    return draft.stem.text, draft.choices, draft.answers, draft.gaps, draft.pairs, draft.order


EXTRACTOR = Extractor("page-data", frozenset({Carrier.HTML}), identify, read)
