"""Elements of HTML and of QTI bodies as Markdown, block by block and phrase by phrase.

    <ul><li>red</li><li>a <b>dark</b> blue</li></ul>     ->   - red
                                                              - a **dark** blue

What Markdown cannot say (`<sub>`, tables with spans) stays HTML, which CommonMark allows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from extract.media._mathml import latex_of
from extract.media._phrases import BREAK, attach, code, destination, link, paragraph, wrapped
from extract.media._sections import mark_section, section_field
from extract.media._words import phrase_to_markdown
from quizmill.extras import LISTED

Element = etree._Element
Hook = Callable[[Element], str | None]
"""Gives the Markdown of an element that is no HTML (a block starts with a blank line), or None to read it as HTML."""

_BLOCK = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_SKIP = frozenset("script style head title meta link template noscript".split())
_EMPHASIS = {"b": ("**", "strong"), "strong": ("**", "strong"), "i": ("*", "em"), "em": ("*", "em"),
             "s": ("~~", "s"), "strike": ("~~", "s"), "del": ("~~", "s")}  # fmt: skip
# What formats without an element for it (QTI) say by a class.
_LOOKS = {"strike": "s", "qti-underline": "u", "mark": "mark"}
_KEPT = frozenset("sub sup u kbd mark ins".split())
_SOUNDS = (".mp3", ".m4a", ".ogg", ".oga", ".wav", ".opus")
_OWN = re.compile(r"@@PLUGINFILE@@|(?:\$|%24)IMS[-_]CC[-_]FILE[-_]?BASE", re.I)
_MAX_DEPTH = 100


@dataclass(frozen=True, slots=True)
class Context:
    """How pictures are named, and who answers for elements that are no HTML."""

    image: Callable[[str], str] = str
    hook: Hook | None = None


def name_of(element: Element) -> str:
    """The element's name in small letters, without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _has_block(element: Element) -> bool:
    return any(name_of(child) in _BLOCK for child in element.iterdescendants())


class Writer:
    """Walks a tree; `blocks` for flow content, `inline` for phrases."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def blocks(self, element: Element, depth: int) -> list[str]:
        """The paragraphs, lists, tables ... of flow content, each without blank lines around it."""
        found: list[str] = []
        words = [self.text(element.text)]

        def flush() -> None:
            if whole := paragraph("".join(words)):
                found.append(whole)
            words.clear()

        for child in element:
            name = name_of(child)
            own = self.context.hook(child) if self.context.hook and name else None
            if own is not None and (name in _BLOCK or own.startswith("\n\n")):
                flush()
                found += [own.strip()] if own.strip() else []
            elif own is not None:
                words.append(own)
            elif name in _BLOCK or (len(child) and name not in _SKIP and _has_block(child)):
                flush()
                found += self.block(child, name, depth + 1)
            elif name:
                attach(words, self.markup(child, name, depth + 1), child.tail or "")
            words.append(self.text(child.tail))
        flush()
        return found

    def block(self, element: Element, name: str, depth: int) -> list[str]:
        if field := section_field(element.get("class", "")):
            return [self.section(element, field, depth)]
        if depth > _MAX_DEPTH:
            return [paragraph(self.text(" ".join(str(text) for text in element.itertext())))]
        match name:
            case "ul" | "ol":
                return [text] if (text := self.list(element, name, depth)) else []
            case "pre":
                return [_fence(element)]
            case "table":
                return [self.table(element, depth)]
            case "hr":
                return ["---"]
            case "blockquote":
                inside = "\n\n".join(self.blocks(element, depth))
                return ["\n".join(f"> {line}".rstrip() for line in inside.split("\n"))]
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                words = " ".join(" ".join(self.blocks(element, depth)).split())
                return [f"{'#' * int(name[1])} {words}"] if words else []
            case _:
                return self.blocks(element, depth)

    def section(self, element: Element, field: str, depth: int) -> str:
        """A section of quizmill's own: its heading is dropped, its entries are kept apart."""
        lists = [child for child in element if name_of(child) in ("ol", "ul")] if field in LISTED else []
        rows = [row for child in lists[:1] for row in child if name_of(row) == "li"]
        if rows:
            entries = ["\n\n".join(self.blocks(row, depth + 1)) for row in rows]
        else:
            entries = ["\n\n".join(self.blocks(element, depth + 1)[1:])]
        return mark_section(field, entries)

    def list(self, element: Element, name: str, depth: int) -> str:
        lines: list[str] = []
        start = element.get("start", "1")
        number = int(start) if start.isascii() and start.isdecimal() and len(start) < 9 else 1
        for item in element:
            if not isinstance(item.tag, str):
                continue
            bullet = f"{number}. " if name == "ol" else "- "
            number += 1
            inner = self.blocks(item, depth + 1)
            body = ("\n" if len(inner) == 2 and inner[1].startswith(("- ", "1. ")) else "\n\n").join(inner)
            lines.append(bullet + body.replace("\n", "\n" + " " * len(bullet)))
        return re.sub(r"(?m)^ +$", "", "\n".join(lines))

    def table(self, element: Element, depth: int) -> str:
        rows = [row for row in element.iter() if name_of(row) == "tr"]
        cells = [[cell for cell in row if name_of(cell) in ("td", "th")] for row in rows]
        flat = [[self.blocks(cell, depth + 1) for cell in row] for row in cells]
        width = max((len(row) for row in flat), default=0)
        simple = all(len(blocks) <= 1 and "\n" not in "".join(blocks) for row in flat for blocks in row)
        spans = any(cell.get("colspan", "1") != "1" or cell.get("rowspan", "1") != "1" for row in cells for cell in row)
        if not width or not simple or spans:
            return self.raw(element) if width else "\n\n".join(self.blocks(element, depth))
        texts = [["".join(blocks).replace("|", r"\|") for blocks in row] + [""] * (width - len(row)) for row in flat]
        if not any(name_of(cell) == "th" for cell in cells[0]):
            texts.insert(0, [""] * width)
        texts.insert(1, ["---"] * width)
        return "\n".join(f"| {' | '.join(row)} |" for row in texts)

    def raw(self, element: Element) -> str:
        for image in element.iter("img"):
            image.set("src", self.context.image(image.get("src", "")))
        html = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
        return re.sub(r"\s*\n\s*", "\n", html).strip()

    def phrase(self, element: Element, depth: int) -> str:
        """The words inside an element that holds phrases only."""
        words = [self.text(element.text)]
        for child in element:
            if name := name_of(child):
                attach(words, self.inline(child, name, depth + 1), child.tail or "")
            words.append(self.text(child.tail))
        return "".join(words)

    def inline(self, element: Element, name: str, depth: int) -> str:
        if self.context.hook and (own := self.context.hook(element)) is not None:
            return own
        return self.markup(element, name, depth)

    def markup(self, element: Element, name: str, depth: int) -> str:
        if name in _SKIP:
            return ""
        if name in ("span", "em"):
            name = _LOOKS.get(element.get("class", ""), name)
        if depth > _MAX_DEPTH:
            return self.text(" ".join(str(text) for text in element.itertext()))
        if name in _EMPHASIS:
            mark, _tag = _EMPHASIS[name]
            return wrapped(self.phrase(element, depth), mark, mark)
        if name in _KEPT:
            return wrapped(self.phrase(element, depth), f"<{name}>", f"</{name}>")
        match name:
            case "br":
                return BREAK
            case "code" | "tt" | "samp":
                return code("".join(str(text) for text in element.itertext()))
            case "img":
                return self.image(element)
            case "math":
                latex = latex_of(element)
                mark = "$$" if element.get("display") == "block" else "$"
                return f"{mark}{latex}{mark}" if latex else ""
            case "a":
                return link(self.phrase(element, depth), self.address(element.get("href", "")))
            case "audio" | "video" | "object" | "source" | "embed" | "iframe":
                address = element.get("src") or element.get("data") or ""
                inside, held = self.phrase(element, depth).strip(), self.context.image(address) if address else ""
                if held.startswith("media:") and held.lower().endswith(_SOUNDS):
                    return f"![{inside if inside != address else ''}]({destination(held)})"
                return link(inside or address.rpartition("/")[2], held) if held else inside
            case _:
                return self.phrase(element, depth)

    def address(self, address: str) -> str:
        """A link's address; one that leads into the document's own files is resolved like a picture's."""
        return self.context.image(address) if _OWN.match(address) else address

    def image(self, element: Element) -> str:
        formula = element.get("data-equation-content")
        if formula:
            holder = element.getparent()
            block = holder is not None and "display: block" in holder.get("style", "")
            return f"$${' '.join(formula.split())}$$" if block else f"${' '.join(formula.split())}$"
        source = element.get("src", "")
        alt = " ".join(element.get("alt", "").split()).replace("[", r"\[").replace("]", r"\]")
        return f"![{alt}]({destination(self.context.image(source))})" if source else alt

    def text(self, text: str | None) -> str:
        if not text or text == "\n":
            return text or ""
        words = phrase_to_markdown(text)
        return words + "\\" if text.endswith("\\") else words  # else it would break the line that follows


def _fence(element: Element) -> str:
    for line_break in element.iter("br"):
        line_break.text = "\n"
    text = "".join(str(piece) for piece in element.itertext()).strip("\n").rstrip()
    classes = " ".join(node.get("class", "") for node in element.iter() if name_of(node) in ("pre", "code"))
    language = re.search(r"(?:language|lang|brush)[-:]\s*([\w+#-]+)", classes)
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    ticks = "`" * (longest + 1)
    return f"{ticks}{language[1] if language else ''}\n{text}\n{ticks}"
