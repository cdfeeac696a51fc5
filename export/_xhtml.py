"""XHTML as QTI 2 and 3 allow it: the elements and nesting that all their schemas have in common.

    to_xhtml("a\\n\\n- b", target)     <p>a</p><ul><li>b</li></ul>

QTI 2.1 is the narrowest (no `u`, `s`, `mark`, `details`; a quote holds only blocks; tables need a body), so what
fits it fits 2.2 and 3.0 too. Elements without a counterpart become `span` or `div` with a telling class.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from lxml import etree

from export._language import TAG
from export.richtext import Target, clean_text, to_html

_VOID = re.compile(r'<((?:br|hr|img|col)\b(?:[^>"]|"[^"]*")*)>')
_RENAMED = {
    "u": ("span", "qti-underline"),
    "ins": ("span", "qti-underline"),
    "s": ("span", "strike"),
    "del": ("span", "strike"),
    "mark": ("em", "mark"),
    "details": ("div", "details"),
    "summary": ("p", "summary"),
    "figure": ("div", "figure"),
    "figcaption": ("p", "caption"),
}
_BLOCKS = frozenset("p div blockquote ul ol dl table pre h1 h2 h3 h4 h5 h6 hr".split())
_INLINE_ONLY = frozenset("p pre h1 h2 h3 h4 h5 h6 dt caption".split())
_INLINE = frozenset("a abbr b code em i kbd q samp small span strong sub sup var".split())
_ROWS = frozenset("thead tbody tfoot".split())
_ATTRIBUTES = {
    "a": ("href",),
    "img": ("src", "alt", "width", "height"),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
    "object": ("data", "type"),
}
_NUMBER = re.compile(r"[1-9]\d{0,4}")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
_SOUNDS = {"mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg", "oga": "audio/ogg", "opus": "audio/ogg"}


def to_xhtml(text: str, target: Target) -> str:
    """Block content: every run of words stands in a paragraph."""
    rendered = to_html(text, target)
    if not rendered or "<" not in rendered[3:-4]:
        return rendered.replace("&nbsp;", "\u00a0")
    root = _tree(rendered)
    return _plain_paragraphs(text) if root is None else _inner(_wrap_words(root))


def has_blocks(xhtml: str) -> bool:
    """Whether the text is more than one paragraph of words."""
    return not xhtml.startswith("<p>") or xhtml.count("<p>") > 1 or not xhtml.endswith("</p>")


def _plain_paragraphs(text: str) -> str:
    parts = [part for part in re.split(r"\n{2,}", clean_text(text)) if part.strip()]
    return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in parts)


def _tree(rendered: str) -> etree._Element | None:
    """The cleaned HTML as a tree that obeys QTI's nesting; None where it is nested too deep to be read."""
    source = _VOID.sub(r"<\1/>", rendered).replace("&nbsp;", "\u00a0")
    try:
        root = etree.fromstring(f"<div>{source}</div>", _PARSER)
    except etree.XMLSyntaxError:
        return None
    for node in list(root.iterdescendants(etree.Element)):
        if not node.tag.startswith("{"):
            _rename(node)
    for node in list(root.iterdescendants(etree.Element)):
        if not node.tag.startswith("{"):
            _mend(node)
    return root


def _rename(node: etree._Element) -> None:
    if node.tag == "audio":
        suffix = node.get("src", "").rpartition(".")[2].lower()
        node.set("data", node.get("src", ""))
        node.set("type", _SOUNDS.get(suffix, "audio/wav"))
        node.tag = "object"
    name, kind = _RENAMED.get(node.tag, (node.tag, ""))
    node.tag = name
    language = node.get("lang")
    kept = {key: node.get(key, "") for key in _ATTRIBUTES.get(name, ()) if node.get(key)}
    kind = kind or (node.get("class", "") if name == "code" else "")
    node.attrib.clear()
    for key, value in kept.items():
        if key not in ("width", "height", "colspan", "rowspan") or _NUMBER.fullmatch(value):
            node.set(key, value)
    if name == "img":
        node.set("alt", kept.get("alt", ""))
    if kind and re.fullmatch(r"[\w+#. -]+", kind):
        node.set("class", kind)
    if language and TAG.fullmatch(language):
        node.set("{http://www.w3.org/XML/1998/namespace}lang", language)


def _mend(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is None:
        return
    if node.tag in _BLOCKS and parent.tag in _INLINE | _INLINE_ONLY:
        _free(node)
    match node.tag:
        case "a" if not node.get("href") or any(a.tag == "a" for a in node.iterancestors()):
            _unwrap(node)
        case "blockquote":
            _wrap_words(node)
        case "pre":
            _bare_code(node)
        case "ul" | "ol" | "dl":
            entries = ("dd", "dt") if node.tag == "dl" else ("li",)
            _only(node, frozenset(entries), entries[0])
        case "table":
            _mend_table(node)
        case "li" if parent.tag not in ("ul", "ol"):
            node.tag = "div"
        case "dt" | "dd" if parent.tag != "dl":
            node.tag = "div"


def _bare_code(node: etree._Element) -> None:
    """A code block without its inner `code`: a player was seen to run the lines of `pre > code` together."""
    if len(node) == 1 and node[0].tag == "code" and not (node.text or "").strip() and not (node[0].tail or "").strip():
        language = node[0].get("class")
        _unwrap(node[0])
        if language:
            node.set("class", language)


def _free(block: etree._Element) -> None:
    """Give a block inside an inline element its place: whatever may hold only words around it becomes transparent."""
    for ancestor in list(block.iterancestors()):
        if ancestor.getparent() is None or ancestor.tag not in _INLINE | _INLINE_ONLY:
            return
        if ancestor.tag in _INLINE:
            _unwrap(ancestor)
        else:
            ancestor.tag = "div" if ancestor.tag not in ("dt", "caption") else ancestor.tag
            if ancestor.tag in ("dt", "caption"):
                _break_around(block)
                _unwrap(block)


def _only(node: etree._Element, allowed: frozenset[str], otherwise: str) -> None:
    """Children of a list are its entries; stray words and elements become entries of their own."""
    for child in list(node):
        if child.tag not in allowed:
            entry = etree.Element(otherwise)
            node.replace(child, entry)
            entry.append(child)
            entry.tail, child.tail = child.tail, None
    stray = [(node, "text")] + [(child, "tail") for child in node]
    for holder, attribute in stray:
        words = getattr(holder, attribute)
        if words and words.strip():
            entry = etree.Element(otherwise)
            entry.text = words
            setattr(holder, attribute, None)
            if attribute == "text":
                node.insert(0, entry)
            else:
                holder.addnext(entry)
    if len(node) == 0:
        node.tag = "div"


def _mend_table(table: etree._Element) -> None:
    for part in [child for child in table if child.tag in _ROWS]:
        for row in [row for row in part if row.tag != "tr" or len(row) == 0]:
            part.remove(row)
        if len(part) == 0:
            table.remove(part)
    if not any(child.tag == "tbody" for child in table):
        rows = [child for child in table if child.tag in _ROWS]
        if not rows:
            table.tag = "div"
            for child in list(table):
                _unwrap(child)
            return
        rows[-1].tag = "tbody"
    order = {"caption": 0, "col": 1, "colgroup": 1, "thead": 2, "tfoot": 3, "tbody": 4}
    table[:] = sorted((child for child in table if child.tag in order), key=lambda child: order[child.tag])


def _wrap_words(node: etree._Element) -> etree._Element:
    """Words and inline elements directly under a block-only element go into paragraphs."""
    paragraph: etree._Element | None = None
    if node.text and node.text.strip():
        paragraph = etree.Element("p")
        paragraph.text, node.text = node.text, None
        node.insert(0, paragraph)
    for child in [c for c in node if c is not paragraph]:
        if child.tag in _BLOCKS:
            paragraph = None
        else:
            if paragraph is None:
                paragraph = etree.Element("p")
                child.addprevious(paragraph)
            paragraph.append(child)
            continue
        if child.tail and child.tail.strip():
            paragraph = etree.Element("p")
            paragraph.text, child.tail = child.tail, None
            child.addnext(paragraph)
    return node


def _unwrap(node: etree._Element) -> None:
    """Remove an element but keep what it holds."""
    parent = node.getparent()
    if parent is None:
        return
    place = parent.index(node)
    _append_words(parent, place, node.text)
    children = list(node)
    tail = node.tail
    node.tail = None
    parent.remove(node)
    for offset, child in enumerate(children):
        parent.insert(place + offset, child)
    _append_words(parent, place + len(children), tail)


def _append_words(parent: etree._Element, place: int, words: str | None) -> None:
    """Words in front of the child at `place`."""
    if not words:
        return
    if place == 0:
        parent.text = (parent.text or "") + words
    else:
        before = parent[place - 1]
        before.tail = (before.tail or "") + words


def _break_around(block: etree._Element) -> None:
    """A line break after a block that loses its element."""
    line = etree.Element("br")
    line.tail, block.tail = block.tail, None
    block.addnext(line)


def _inner(root: etree._Element) -> str:
    return html.escape(root.text or "", quote=False) + "".join(_serialised(root))


def _serialised(root: etree._Element) -> Iterator[str]:
    for child in root:
        yield etree.tostring(child, encoding="unicode", with_tail=True)
