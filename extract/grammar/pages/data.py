"""Questions in a page's data: its scripts, its JSON blocks, and attributes that hold JSON.

<script>const quiz = [{...}]</script>     <script type="application/json">{...}</script>
<div data-questions="[{&quot;question&quot;: ...}]">
"""

from __future__ import annotations

import base64
import binascii
import re

from extract.grammar.data.records import drafts_of
from extract.grammar.data.tables import tables_in
from extract.grammar.words.mentions import Mentions
from extract.media.html.medium import HtmlPage
from extract.media.html.tree import Node
from quizmill.draft import Draft
from quizmill.finding import Finding
from quizmill.source import Span

_HINTED = re.compile(
    r"""quiz|quest|prompt|stem|answer|correct|option|choice|\bq["']?\s*:|\bfront\b|\bterm\b|frage|antwort|pytan|odpow|ot[a\u00e1]zk|k[e\u00e9]rd[e\u00e9]s|fr[a\u00e5]ga|sp[o\u00f8]r[gs]|kysym|soal|tanya|c[a\u00e2]u.?h|[i\u00ee]ntreb|pregunta|respuesta|domanda|pergunta|vopros"""
    r"""|\u0432\u043e\u043f\u0440\u043e\u0441|\u043f\u0438\u0442\u0430\u043d|\u0633\u0624\u0627\u0644|\u05e9\u05d0\u05dc|\u092a\u094d\u0930\u0936\u094d\u0928|\u03b5\u03c1\u03ce\u03c4|\u95ee\u9898|\u9898\u76ee|\u554f\u984c|\uc9c8\ubb38|soru|statement|is_?true|\bcards\b|\bpairs\b|\bopts\b|\?\s?\|""",
    re.I,
)
_MAY_HINT = Mentions(  # the same words: whatever holds none of them is no data of questions
    *"quiz quest prompt stem answer correct option choice front term frage antwort pytan odpow otazk".split(),
    *"ot\u00e1zk kerd k\u00e9rd fraga fr\u00e5ga spor sp\u00f8r kysym soal tanya cau c\u00e2u ntreb pregunta".split(),
    *"respuesta domanda pergunta vopros \u0432\u043e\u043f\u0440\u043e\u0441 \u043f\u0438\u0442\u0430\u043d".split(),
    *"statement istrue is_true cards pairs opts".split(),
    *"soru \u0633\u0624\u0627\u0644 \u05e9\u05d0\u05dc \u092a\u094d\u0930\u0936\u094d\u0928".split(),
    *"\u03b5\u03c1\u03ce\u03c4 \u95ee\u9898 \u9898\u76ee \u554f\u984c \uc9c8\ubb38".split(),
    pattern=r"""q["']?\s*:|\?\s?\|""",
)
_TYPES = (
    "",
    "text/javascript",
    "application/javascript",
    "module",
    "application/json",
    "text/x-template",
    "text/babel",
    "text/jsx",
)


_BASE64 = re.compile(r"\s*[WeW][0-9A-Za-z+/\s]+={0,2}\s*$")


_PACKED = re.compile(r"""["'`]((?:ey|W3|W1)[0-9A-Za-z+/]{100,}={0,2})["'`]""")


def _decoded(hidden: str) -> str:
    """JSON that a page keeps in base64, out of its readers' sight; empty where it is none."""
    try:
        text = base64.b64decode(re.sub(r"\s+", "", hidden), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return text if text.lstrip()[:1] in ("[", "{") else ""


def _is_hinted(text: str) -> bool:
    return _MAY_HINT(text) and _HINTED.search(text) is not None


_STATES = frozenset({"x-data", "x-init", "ng-init", "data-ng-init", "v-init"})  # attributes that hold a script
_ASKED = re.compile(r"""\?\s{0,3}["'`]\s{0,3},""")


def _is_data(name: str, value: str) -> bool:
    """Whether an attribute may hold questions: JSON, or a component's own state."""
    if len(value) <= 30 or (value.lstrip()[:1] not in ("[", "{") and name not in _STATES):
        return False
    return _is_hinted(value) or _ASKED.search(value) is not None


def data_drafts(html: HtmlPage, quiz_page: bool) -> tuple[list[Draft], list[Finding]]:
    """The drafts of all tables of questions that the page carries as data, without repeats."""
    drafts: list[Draft] = []
    findings: list[Finding] = []
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for node, text in _texts(html):
        for table in tables_in(text):
            found, notes = drafts_of(table, text, Span(node=node.path), quiz_page)
            findings += notes
            for draft in found:
                mark = (draft.stem.text, tuple(choice.text.text for choice in draft.choices))
                if mark not in seen:
                    seen.add(mark)
                    drafts.append(draft)
    return drafts, findings


def _texts(html: HtmlPage) -> list[tuple[Node, str]]:
    out: list[tuple[Node, str]] = []
    for node in html.tree.nodes:
        if node.tag == "script":
            kind = node.attrs.get("type", "").lower()
            if kind in _TYPES and _is_hinted(node.text):
                out.append((node, node.text))
            out += [(node, text) for one in _PACKED.findall(node.text) if (text := _decoded(one)) and _is_hinted(text)]
        elif not node.tag and node.hidden and len(node.text) > 60 and _BASE64.match(node.text):
            if (text := _decoded(node.text)) and _is_hinted(text):
                out.append((node, text))
        elif node.attrs:
            out += [(node, value) for name, value in node.attrs.items() if _is_data(name, value)]
    return out
