"""XML documents: exchange formats of learning platforms.

    <?xml version="1.0"?><questestinterop> ... </questestinterop>

The page's `tree` is the root element, its names without namespaces: QTI 1.2 comes with and without one, and QTI 3
writes QTI 2's names in another spelling (`qti-simple-choice response-identifier` is read as `simpleChoice
responseIdentifier`). Entities, the network, DTDs and huge trees are off. What is not well-formed is recovered as far
as it goes, with a finding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from html.entities import html5
from xml.sax.saxutils import escape

from lxml import etree

from extract.media.archive import Archive
from extract.media.encoding import decode
from quizmill.finding import Finding, Severity
from quizmill.page import Carrier, Page
from quizmill.registry import Medium
from quizmill.source import Source, Span

Node = etree._Element
"""An element of a parsed document; readers use only its own methods."""

_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(\w{2,31});")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>")
_HTML = re.compile(rb"<!doctype html|<html[\s>]", re.I)
_DEFAULT_NAMESPACE = re.compile(rb"""xmlns=(?<=[ \t]xmlns=)(?:"[^"<>]*"|'[^'<>]*')""")
_PREFIX = re.compile(rb"xmlns:([\w.-]+)\s*=")
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # how UTF-16 begins
_COMMENT = re.compile(rb"<!--(?:[^-]|-(?!->))*(?:-->|$)")
_SPELT_TAG = re.compile(rb"(</?qti-[a-z0-9-]+)")
_SPELT_ATTRIBUTE = re.compile(rb"( [a-z]+-[a-z-]+=[\"'])")
_SHORT = 1000  # bytes of a line that is worth remembering
_ROOT = re.compile(rb"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s>/]")


@cache
def _parser(recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


@cache
def _canonical(tag: str) -> tuple[str, bool]:
    """The name without its namespace, and whether it was in the spelling of QTI 3."""
    name = tag.rpartition("}")[2].rpartition(":")[2]
    if name.startswith("qti-") and len(name) > 4:
        return _camel(name[4:]), True
    return name or "unnamed", False


@cache
def _camel(name: str) -> str:
    head, *rest = name.split("-")
    return head + "".join(word[:1].upper() + word[1:] for word in rest)


def _rename(root: Node) -> None:
    for node in root.iter(etree.Element):
        tag = str(node.tag)
        name, hyphened = _canonical(tag)
        if name != tag:
            try:
                node.tag = name
            except ValueError:  # what recovery made of damage
                node.tag = "unnamed"
        if hyphened:
            _rename_attributes(node)


def _rename_attributes(node: Node) -> None:
    for key in node.keys():  # noqa: SIM118  # an element is no mapping
        if name := _attribute(str(key)):
            node.set(name, node.attrib.pop(key))


@lru_cache(4096)
def _attribute(name: str) -> str:
    """The name of a hyphened attribute in the spelling of QTI 2; empty for one that stays as it is."""
    hyphened = name[:1] != "{" and "-" in name.strip("-") and not name.startswith("data-")
    return _camel(name) if hyphened else ""


def _recovered(data: bytes) -> Node | None:
    """What can be had of a document that is not well-formed: known entities as characters, then libxml2's best."""
    declared = re.match(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)", data[:200])
    text, _doubts = decode(data, declared[1].decode("ascii") if declared else "")
    text = _DOCTYPE.sub("", _DECLARATION.sub("", text.removeprefix("\ufeff"), count=1), count=1)
    text = _ENTITY.sub(lambda m: escape(html5.get(m[1] + ";", m[0])), text)
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)
    try:
        return etree.fromstring(text.encode(), _parser(recover=False))
    except etree.XMLSyntaxError:
        return etree.fromstring(text.encode(), _parser(recover=True))


def parse(data: bytes, part: str | None = None) -> tuple[Node | None, tuple[Finding, ...]]:
    """The root element with plain names, and what was wrong with the document."""
    findings: tuple[Finding, ...] = ()
    bare = data
    try:
        # Names lose their namespaces anyway; without a default one most documents need no renaming at all.
        bare = data if data[:2] in _WIDE else _in_old_spelling(_without_default_namespaces(data))
        root: Node | None = etree.fromstring(bare, _parser(recover=False))
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        place = Span(part=part) if part else None
        message = f"The XML is not well-formed ({str(error).splitlines()[0]})."
        findings = (Finding("parse-error", Severity.WARNING, message, place),)
        try:
            root = _recovered(data)
        except (etree.XMLSyntaxError, ValueError, LookupError):
            root = None
    if root is not None and (findings or data[:2] in _WIDE or _has_odd_names(bare)):
        _rename(root)
    return root, findings


def _without_default_namespaces(data: bytes) -> bytes:
    pieces, start = [], 0
    for match in _DEFAULT_NAMESPACE.finditer(data):
        pieces.append(data[start : match.start() - 1])
        start = match.end()
    return b"".join((*pieces, data[start:])) if pieces else data


def _in_old_spelling(data: bytes) -> bytes:
    """A QTI 3 document in the spelling of QTI 2, changed as bytes: its names are few and its elements many.

    Where what looks like markup may be words (CDATA, escaped tags), it stays as it is, and is renamed as a tree.
    """
    if b"<qti-" not in data or (b"<!" in data and (b"<![CDATA[" in data or b"<!--" in data)):
        return data
    if b"&" in data and (b"&lt;" in data or b"&#" in data):
        return data
    return b"\n".join([_line_again(line) if len(line) < _SHORT else _line(line) for line in data.split(b"\n")])


def _line(line: bytes) -> bytes:
    return _respelt(_SPELT_ATTRIBUTE, _spelt_attribute, _respelt(_SPELT_TAG, _spelt_tag, line))


_line_again = lru_cache(4096)(_line)  # most lines of a package recur: its items are scored alike


def _respelt(pattern: re.Pattern[bytes], spelt: Callable[[bytes], bytes], line: bytes) -> bytes:
    """The line with what the pattern's one group takes in another spelling; cut at once, for there are many."""
    pieces = pattern.split(line)
    pieces[1::2] = map(spelt, pieces[1::2])
    return b"".join(pieces)


@lru_cache(4096)
def _spelt_tag(start: bytes) -> bytes:
    """`</qti-item-body` as `</itemBody`."""
    sign, _, name = start.partition(b"qti-")
    return sign + _camel(name.decode()).encode()


@lru_cache(4096)
def _spelt_attribute(start: bytes) -> bytes:
    """` base-type="` as ` baseType="`."""
    name = _attribute(start[1:-2].decode())
    return b" " + name.encode() + start[-2:] if name else start


def _has_odd_names(data: bytes) -> bool:
    """Whether elements may have a namespace or the spelling of QTI 3; a glance tells, for names are many."""
    if b"<qti-" in data or b"xmlns=" in data or b"<xml:" in data:
        return True
    prefixes = _PREFIX.findall(data) if b"xmlns:" in data else []
    return any(b"<" + prefix + b":" in data for prefix in set(prefixes))


def source_of(nodes: Iterable[Node]) -> bytes:
    """Elements as they are written, each without what follows it: equal for what says the same."""
    return b"".join([etree.tostring(node, with_tail=False) for node in nodes])


def member(archive: Archive, name: str) -> tuple[Node | None, tuple[Finding, ...]]:
    """The root element of a package's member, None where it is not there, and what was wrong with it."""
    data = archive.read(name)
    return parse(data, name) if data is not None else (None, ())


def root_name(data: bytes) -> str:
    """The local name of the first element, without parsing."""
    for most in (4096, 1 << 17):  # a licence may come first, as a comment
        head = data[:most]
        if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
            head = head.replace(b"\x00", b"")[2:]
        if found := _ROOT.search(_COMMENT.sub(b"", head)):
            return found[2].decode()
    return ""


def identify(source: Source) -> bool:
    """XML by its declaration or by a root that no other carrier has; pages in XHTML are HTML."""
    head = source.data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if _HTML.search(source.data[:4096]):
        return False
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") and b"<\x00?\x00x" in source.data[:64]
    declared = head.startswith(b"<?xml") or wide
    known = head.startswith(b"<") and root_name(source.data) in _KNOWN
    return declared or known or source.suffix in (".xml", ".qti")


_KNOWN = frozenset(
    "questestinterop assessmentItem assessmentTest assessmentSection qti-assessment-item qti-assessment-test "
    "qti-assessment-section quiz manifest POOL ASSESSMENT question item assessment objectbank section".split()
)


def read(source: Source) -> Page:
    """A page whose tree is the root element, or None where nothing could be had."""
    root, findings = parse(source.data)
    return Page(source, Carrier.XML, tree=root, findings=findings)


MEDIUM = Medium("xml", identify, read)
