"""HTML fragments, as exchange formats carry them inside their texts, to the Markdown of the bank.

    <p>Which is <b>prime</b>?<br><img src="a.png" alt="four"></p>   ->   Which is **prime**?\\
                                                                         ![four](a.png)

Words stay as they were: what Markdown would take for markup is escaped. Formulas become `$...$`: MathML, the equation
pictures of Canvas, and `\\( \\)`, `\\[ \\]`, `$$ $$` in the text. What Markdown cannot say (`<sub>`, tables with spans)
stays HTML, which CommonMark allows. Elements may be HTML or the body of a QTI item; a `Hook` answers for its controls.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from extract.media._mathml import latex_of
from extract.media._sections import mark_section, section_field
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
_PARSER = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
_MARKUP = re.compile(r"<[A-Za-z/!]|&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
_ACTIVE = re.compile(r"[\\`*_\[\]<&$~]")
_LINE_START = re.compile(
    r"(?m)^([ \t]*)(?:(#{1,6}(?=[ \t]|$)|>|[-+*](?=[ \t]|$)|=+[ \t]*$|-+[ \t]*$|\|)|(\d{1,9})([.)])(?=[ \t]|$))"
)
_BLANKS = re.compile(r"_+")
_SPACE = re.compile(r"[ \t\r\f\v]*\n\s*|[ \t\r\f\v]+")
_OWN = re.compile(r"@@PLUGINFILE@@|(?:\$|%24)IMS[-_]CC[-_]FILE[-_]?BASE", re.I)
_SHORT = 400  # characters of a text that is worth remembering
_WIDE = re.compile(r"[\t\r\n\f\v]|  ")
_STARTS = frozenset("#>-+*=|0123456789 \t")
_PLAIN = re.compile(r"<p>([^<&]*)</p>\Z")
_CONTEXTUAL = re.compile(r"\s(?:src|href|data)\b", re.I)
_BREAK = "\ue0f4"  # a line break until its paragraph is whole
_BREAKS = re.compile(rf"(?:{_BREAK}\s*){{2,}}")
_AROUND_BREAK = re.compile(rf"\s*{_BREAK}\s*")
_EDGES = re.compile(r"[ \t]*\n[ \t]*")
_EMPTY_LINES = re.compile(r"\n{3,}")
_MAX_DEPTH = 100


@dataclass(frozen=True, slots=True)
class Context:
    """How pictures are named, and who answers for elements that are no HTML."""

    image: Callable[[str], str] = str
    hook: Hook | None = None


def _escape_active(text: str) -> str:
    if "\\" in text:
        text = re.sub(r"\\(?=[!-/:-@\[-`{-~\n])", r"\\\\", text)
    text = re.sub(r"(?<![\s*])\*|\*(?![\s*])", r"\\*", text) if "*" in text else text
    if len(_BLANKS.findall(text)) > 1:  # one run of underscores, a blank, emphasises nothing
        text = re.sub(r"(?<!\w)_+(?=\S)", lambda m: r"\_" * len(m[0]), text)
    text = text.replace("`", r"\`")
    text = re.sub(r"<(?=[A-Za-z/!?])", r"\\<", text) if "<" in text else text
    text = re.sub(r"&(?=#?\w{1,31};)", r"\\&", text) if "&" in text else text
    text = text.replace("](", r"\](").replace("][", r"\][").replace("]:", r"\]:")
    text = text.replace("~~", r"\~\~")
    return text.replace("$", r"\$") if text.count("$") > 1 else text


def _formulas(text: str) -> Iterator[tuple[str, str]]:
    """Cuts text into ("", words) and (delimiter, LaTeX); an opening without its end stays words."""
    start = 0
    for opening, closing, mark in _delimiters(text):
        if opening < start:
            continue
        yield "", text[start:opening]
        yield mark, text[opening + 2 : closing]
        start = closing + 2
    yield "", text[start:]


def _delimiters(text: str) -> Iterator[tuple[int, int, str]]:
    at = 0
    ends: dict[str, int] = {}
    for match in re.finditer(r"\\\(|\\\[|\$\$", text):
        if match.start() < at:
            continue
        closing = {r"\(": r"\)", r"\[": r"\]", "$$": "$$"}[match[0]]
        if ends.get(closing, 0) < 0:
            continue
        end = ends[closing] = text.find(closing, match.end())
        if end >= 0 and text[match.end() : end].strip():
            yield match.start(), end, "$" if match[0] == r"\(" else "$$"
            at = end + 2


def escape(text: str) -> str:
    """Plain words as Markdown that shows the same words, apart from what stands at a line's start."""
    if not _ACTIVE.search(text):
        return text
    pieces = []
    for mark, piece in _formulas(text):
        pieces.append(f"{mark}{piece.strip()}{mark}" if mark else _escape_active(piece))
    return "".join(pieces)


def _protect_lines(text: str) -> str:
    if "\n" not in text and text[:1] not in _STARTS:
        return text
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", text)


def plain_to_markdown(text: str) -> str:
    """Plain text as Markdown that shows the same words, its line ends kept as hard breaks."""
    lines = [line.strip() for line in _protect_lines(escape(text)).strip().split("\n")]
    paragraphs = re.split(r"\n{2,}", "\n".join(lines))
    return "\n\n".join(paragraph.replace("\n", "\\\n") for paragraph in paragraphs)


def html_to_markdown(html: str, context: Context = Context()) -> str:
    """The Markdown of an HTML fragment; text without any markup takes a short way."""
    if not _MARKUP.search(html):
        return words_to_markdown(html)
    if plain := _PLAIN.match(html):
        return words_to_markdown(plain[1])
    if context.hook is None and len(html) < _SHORT and not _CONTEXTUAL.search(html):
        return _short(html)
    return _parsed(html, context)


@lru_cache(maxsize=4096)
def _short(html: str) -> str:
    """Texts that recur ("Well done!"), where nothing in them depends on the document."""
    return _parsed(html, Context())


def _parsed(html: str, context: Context) -> str:
    root = etree.fromstring(f"<div>{html}</div>".replace("\x00", ""), _PARSER)
    return "" if root is None else element_to_markdown(root, context)


def list_entries(html: str, context: Context = Context()) -> list[str]:
    """The Markdown of each entry of an HTML list; a fragment without one is one entry."""
    root = etree.fromstring(f"<div>{html}</div>".replace("\x00", ""), _PARSER) if html.strip() else None
    if root is None:
        return []
    first = next((node for node in root.iter("ol", "ul")), None)
    if first is None:
        return [element_to_markdown(root, context)]
    return [element_to_markdown(node, context) for node in first if _name(node) == "li"]


def words_to_markdown(text: str) -> str:
    """Words without markup or line structure, as Markdown that shows them."""
    return _protect_lines(escape(_folded(text))).strip()


def _folded(text: str) -> str:
    """White space as HTML shows it: one space, or one line end where the source has one."""
    return _SPACE.sub(_fold, text) if _WIDE.search(text) else text


def looks_like_html(text: str) -> bool:
    """True where a text of no declared format holds HTML tags or entities."""
    return bool(re.search(r"</[a-zA-Z]\w*\s*>|<(?:br|hr|img|p)\b[^<>]*>|&(?:nbsp|lt|gt|amp|quot|#\d+);", text))


def element_to_markdown(element: Element, context: Context = Context()) -> str:
    """The Markdown of what an element holds, without its tail."""
    if (words := lone_words(element)) is not None:
        return words
    return "\n\n".join(_Writer(context).blocks(element, 0))


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


def lone_words(element: Element) -> str | None:
    """The Markdown of an element that holds plain words or one paragraph of them; None where it holds more."""
    only = _lone_paragraph(element) if len(element) else element.text or ""
    return words_to_markdown(only) if only is not None and not (len(element) and only.endswith("\\")) else None


def _fold(match: re.Match[str]) -> str:
    return "\n" if "\n" in match[0] else " "


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _has_block(element: Element) -> bool:
    return any(_name(child) in _BLOCK for child in element.iterdescendants())


class _Writer:
    """Walks a tree; `blocks` for flow content, `inline` for phrases."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def blocks(self, element: Element, depth: int) -> list[str]:
        """The paragraphs, lists, tables ... of flow content, each without blank lines around it."""
        found: list[str] = []
        words = [self.text(element.text)]

        def flush() -> None:
            if paragraph := _paragraph("".join(words)):
                found.append(paragraph)
            words.clear()

        for child in element:
            name = _name(child)
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
                _attach(words, self.markup(child, name, depth + 1), child.tail or "")
            words.append(self.text(child.tail))
        flush()
        return found

    def block(self, element: Element, name: str, depth: int) -> list[str]:
        if field := section_field(element.get("class", "")):
            return [self.section(element, field, depth)]
        if depth > _MAX_DEPTH:
            return [_paragraph(self.text(" ".join(str(text) for text in element.itertext())))]
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
        lists = [child for child in element if _name(child) in ("ol", "ul")] if field in LISTED else []
        rows = [row for child in lists[:1] for row in child if _name(row) == "li"]
        if rows:
            entries = ["\n\n".join(self.blocks(row, depth + 1)) for row in rows]
        else:
            entries = ["\n\n".join(self.blocks(element, depth + 1)[1:])]
        return mark_section(field, entries)

    def list(self, element: Element, name: str, depth: int) -> str:
        lines: list[str] = []
        start = element.get("start", "1")
        number = int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 1
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
        rows = [row for row in element.iter() if _name(row) == "tr"]
        cells = [[cell for cell in row if _name(cell) in ("td", "th")] for row in rows]
        flat = [[self.blocks(cell, depth + 1) for cell in row] for row in cells]
        width = max((len(row) for row in flat), default=0)
        simple = all(len(blocks) <= 1 and "\n" not in "".join(blocks) for row in flat for blocks in row)
        spans = any(cell.get("colspan", "1") != "1" or cell.get("rowspan", "1") != "1" for row in cells for cell in row)
        if not width or not simple or spans:
            return self.raw(element) if width else "\n\n".join(self.blocks(element, depth))
        texts = [["".join(blocks).replace("|", r"\|") for blocks in row] + [""] * (width - len(row)) for row in flat]
        if not any(_name(cell) == "th" for cell in cells[0]):
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
            if name := _name(child):
                _attach(words, self.inline(child, name, depth + 1), child.tail or "")
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
            return _wrapped(self.phrase(element, depth), mark, mark)
        if name in _KEPT:
            return _wrapped(self.phrase(element, depth), f"<{name}>", f"</{name}>")
        match name:
            case "br":
                return _BREAK
            case "code" | "tt" | "samp":
                return _code("".join(str(text) for text in element.itertext()))
            case "img":
                return self.image(element)
            case "math":
                latex = latex_of(element)
                mark = "$$" if element.get("display") == "block" else "$"
                return f"{mark}{latex}{mark}" if latex else ""
            case "a":
                return _link(self.phrase(element, depth), self.address(element.get("href", "")))
            case "audio" | "video" | "object" | "source" | "embed" | "iframe":
                address = element.get("src") or element.get("data") or ""
                inside = self.phrase(element, depth).strip()
                return _link(inside or address.rpartition("/")[2], self.context.image(address)) if address else inside
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
        return f"![{alt}]({_address(self.context.image(source))})" if source else alt

    def text(self, text: str | None) -> str:
        if not text:
            return ""
        words = escape(_folded(text))
        return words + "\\" if text.endswith("\\") else words  # else it would break the line that follows


def _attach(words: list[str], piece: str, tail: str) -> None:
    """Adds a phrase; emphasis that Markdown would not see between these neighbours is written as HTML."""
    mark = next((mark for mark in ("**", "*", "~~") if piece.startswith(mark)), "")
    if not mark or len(piece) <= 2 * len(mark) or not piece.endswith(mark):
        words.append(piece)
        return
    inner = piece[len(mark) : -len(mark)]
    last = next((word for word in reversed(words) if word), "")
    if (
        last.startswith(mark)
        and last.endswith(mark)
        and len(last) > 2 * len(mark)
        and len(words) > 1
        and last is words[-2]
    ):
        words[-2:] = [last[: -len(mark)] + inner + mark]
    elif (last[-1:].isalnum() and not inner[0].isalnum()) or (tail[:1].isalnum() and not inner[-1].isalnum()):
        tag = {"**": "strong", "*": "em", "~~": "s"}[mark]
        words.append(f"<{tag}>{inner}</{tag}>")
    else:
        words.append(piece)


def _paragraph(text: str) -> str:
    """Words without space around their lines; several line breaks in a row end a paragraph."""
    if _BREAK not in text and "\n" not in text:
        return _protect_lines(text.strip())
    lines = _BREAKS.sub("\n\n", text)
    lines = _EMPTY_LINES.sub("\n\n", _EDGES.sub("\n", lines))
    lines = _AROUND_BREAK.sub(_BREAK, lines).strip().strip(_BREAK).strip()
    return _protect_lines(lines.replace(_BREAK, "\\\n"))


def _wrapped(inner: str, opening: str, closing: str) -> str:
    """Marks around the words, spaces outside; a phrase that is already so marked is not marked twice."""
    words = inner.strip()
    if not words or (words.startswith(opening) and words.endswith(closing) and opening in ("**", "*")):
        return inner
    at = inner.index(words)
    if "\n\n" in words:
        return inner
    if words.endswith("\\") and not words.endswith("\\\\"):  # it would escape the closing mark
        return f"{inner[:at]}{opening}{words}\\{closing}{inner[at + len(words) :]}"
    return inner[:at] + opening + words + closing + inner[at + len(words) :]


def _code(text: str) -> str:
    words = " ".join(text.split("\n")).strip()
    if not words:
        return ""
    longest = max((len(run) for run in re.findall("`+", words)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{ticks}{pad}{words}{pad}{ticks}"


def _fence(element: Element) -> str:
    for line_break in element.iter("br"):
        line_break.text = "\n"
    text = "".join(str(piece) for piece in element.itertext()).strip("\n").rstrip()
    classes = " ".join(node.get("class", "") for node in element.iter() if _name(node) in ("pre", "code"))
    language = re.search(r"(?:language|lang|brush)[-:]\s*([\w+#-]+)", classes)
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    ticks = "`" * (longest + 1)
    return f"{ticks}{language[1] if language else ''}\n{text}\n{ticks}"


def _address(address: str) -> str:
    return f"<{address}>" if re.search(r"[\s()<>]", address) else address


def _link(words: str, address: str) -> str:
    if not words.strip() or not address or address.lower().startswith(("javascript:", "data:")):
        return words
    return _wrapped(words, "[", f"]({_address(address)})")
