"""eXeLearning pages: their choice questions as any page's, and their gap texts, whose answers are hidden.

    <input id="clozeBlank33_117.0"> <span id="clozeAnswer33_117.0" style="display:none">JXUwMDNiJXUw...</span>

A hidden answer is base64 of `%u003b%u000c...`; each code is joined by exclusive or to the one before, the first to "X".
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import replace

from extract.grammar.pages.build import first, html_of, spans, text
from extract.grammar.pages.page import read as read_page
from extract.media.html.medium import HtmlPage, span_of
from extract.media.html.rich import rich_parts
from extract.media.html.tree import Node
from quizmill.draft import Draft, DraftAnswer, DraftFeedback, DraftGap, Extraction, Fragment
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_CODE = re.compile(r"%u([0-9a-fA-F]{4})|%([0-9a-fA-F]{2})|([\s\S])")


def _identify(page: Page) -> bool:
    return "iDevice" in page.text


def _read(page: Page) -> Extraction:
    html = html_of(page)
    found = read_page(page)
    gaps = [
        draft for form in html.tree.with_class("cloze-activity-form") if (draft := _gap_text(html, form)) is not None
    ]
    taken = {span for draft in gaps for span in draft.spans}
    others = [draft for draft in found.drafts if taken.isdisjoint(draft.spans)]
    return replace(found, drafts=(*others, *gaps))


def decode(hidden: str) -> str:
    """The answer behind eXeLearning's disguise; empty where it is none."""
    try:
        escaped = base64.b64decode(re.sub(r"\s+", "", hidden), validate=True).decode("latin-1")
    except (binascii.Error, ValueError):
        return ""
    key = ord("X")
    out = []
    for wide, narrow, plain in _CODE.findall(escaped):
        key ^= int(wide or narrow, 16) if wide or narrow else ord(plain)
        out.append(chr(key))
    return "".join(out)


def _gap_text(html: HtmlPage, form: Node) -> Draft | None:
    gaps: dict[int, DraftGap] = {}
    picked = []
    for line in html.lines_in(form.index, form.end):
        for at in line.controls():
            name = html.tree.nodes[at].id
            hidden = html.tree.by_id.get(name.replace("clozeBlank", "clozeAnswer"))
            if name.startswith("clozeBlank") and hidden is not None:
                answers = [answer for answer in decode(html.tree.words(hidden)).split("|") if answer.strip()]
                gaps[at] = DraftGap(
                    str(len(gaps) + 1), tuple(DraftAnswer(Fragment(answer.strip())) for answer in answers)
                )
        shown = [part for part in line.parts if part.what == "control" or not html.tree.nodes[part.at].hidden]
        if not line.button:
            picked.append((line, shown))
    picked = [(line, parts) for line, parts in picked if any(part.at in gaps or part.text.strip() for part in parts)]
    if not gaps:
        return None
    written = rich_parts(picked, html.writing(gap=lambda at: f"{{{{gap:{gaps[at].id}}}}}" if at in gaps else ""))
    box = next((around for around in form.ancestors() if around.tag == "article" or around.has_class("iDevice")), form)
    remark = text(html, first(html, box, "js-feedback"))
    place = (*spans(html, box), *(span_of(line) for line, _ in picked))
    feedback = (DraftFeedback(remark),) if remark else ()
    return Draft(
        stem=Fragment(written, place),
        spans=tuple(dict.fromkeys(place)),
        type="cloze",
        gaps=tuple(gaps.values()),
        feedback=feedback,
    )


EXTRACTOR = Extractor("exelearning", frozenset({Carrier.HTML}), _identify, _read)
