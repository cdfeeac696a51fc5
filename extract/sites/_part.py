"""One XML document among the parts of a source, and the places of its elements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from extract.media.fragment import Context, Hook, any_to_markdown
from extract.media.xml import Node
from extract.sites._extras import with_extras
from extract.sites._store import Store
from quizmill.draft import EMPTY, Draft, DraftObjective, Extraction, Fragment
from quizmill.finding import Finding, Severity
from quizmill.item import Media
from quizmill.source import Span


@dataclass
class Part:
    """A document: its root, its name in the package (None where it stands alone), and its pictures."""

    root: Node
    store: Store
    name: str | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def files(self) -> dict[str, bytes]:
        """Files that the document itself carries, by the name it uses."""
        return self.store.own

    def span(self, node: Node, path: str = "") -> Span:
        """Where an element stands: its line and its name below `path`."""
        own = f"{path}/{node.tag}" if path else str(node.tag)
        return self.place(node, own)

    def place(self, node: Node, path: str) -> Span:
        """An element that `path` itself names."""
        line: Any = node.sourceline  # the stubs do not know its type
        return Span((line, line) if line else None, None, None, path, self.name)

    def fragment(self, text: str, node: Node, path: str = "") -> Fragment:
        if not text:
            return EMPTY
        line: Any = node.sourceline  # as `span` does, without its calls: every text of a package comes by
        own = f"{path}/{node.tag}" if path else str(node.tag)
        return Fragment(text, (Span((line, line) if line else None, None, None, own, self.name),))

    def said(self, node: Node | None, path: str = "") -> Fragment:
        """The own words of an element that declares no format: HTML or plain."""
        text = (node.text or "").strip() if node is not None else ""
        return self.fragment(any_to_markdown(text), node, path) if node is not None and text else EMPTY

    def context(self, hook: Hook | None = None) -> Context:
        return self.store.context(hook)

    def kept(self) -> Extraction:
        """The pictures that were asked for, and what was in doubt about them."""
        return Extraction(media=tuple(self.store.media.values()), findings=tuple(self.store.findings))

    def doubt(self, code: str, message: str, node: Node, path: str = "", weight: Severity = Severity.WARNING) -> None:
        self.findings.append(Finding(code, weight, message, self.span(node, path)))


def words(node: Node | None) -> str:
    """All text of an element on one line."""
    if node is None:
        return ""
    if not len(node):
        return " ".join((node.text or "").split())
    return " ".join(" ".join(str(text) for text in node.itertext()).split())


def number(text: str | None) -> float | None:
    """A plain decimal number, or None."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if value == value and abs(value) < 1e15 else None


def merged(extractions: Iterable[Extraction], reader: str) -> Extraction:
    """Several parts' extractions as one, in their order."""
    drafts: list[Draft] = []
    objectives: list[DraftObjective] = []
    chrome: list[Span] = []
    facts: list[tuple[str, str]] = []
    findings: list[Finding] = []
    media: dict[str, Media] = {}
    for extraction in extractions:
        drafts += [with_extras(draft) for draft in extraction.drafts]
        objectives += extraction.objectives
        chrome += extraction.chrome
        facts += extraction.facts
        findings += extraction.findings
        media.update((medium.name, medium) for medium in extraction.media)
    return Extraction(
        tuple(drafts),
        tuple(objectives),
        tuple(chrome),
        tuple(dict.fromkeys(facts)),
        tuple(dict.fromkeys(findings)),
        tuple(media.values()),
        reader,
    )
