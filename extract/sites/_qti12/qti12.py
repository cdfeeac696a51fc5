"""A QTI 1.2 document: assessments, banks, sections and items, in any nesting, as drafts."""

from __future__ import annotations

from dataclasses import replace

from extract.media.xml import Node
from extract.sites._part import Part, words
from extract.sites._qti12.item import Item
from extract.sites._qti12.kinds import read_item
from extract.sites._qti12.metadata import is_title, metadata_of
from extract.sites._qti12.text import text_of
from quizmill.draft import Draft, Extraction
from quizmill.finding import Severity

_MAX_DEPTH = 30


class _Walk:
    """Goes down the document and reads each item in its place."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.drafts: list[Draft] = []
        self.facts: list[tuple[str, str]] = []
        self.stimuli: dict[str, str] = {}
        self.seen = 0

    def down(self, node: Node, section: tuple[str, ...], depth: int = 0) -> None:
        for child in node:
            match child.tag:
                case "item":
                    self.item(child, section)
                case "assessment" | "objectbank" | "section" if depth < _MAX_DEPTH:
                    self.group(child, section, depth)
                case "itemref" if self.part.name is None:
                    self.part.doubt("format-unsupported", "The item lies in another bank, not here.", child)

    def group(self, node: Node, section: tuple[str, ...], depth: int) -> None:
        title = node.get("title", "").strip() or metadata_of(node).get("bank_title", "")
        if title and node.tag != "section":
            self.facts.append(("title", title))
        for reference in node.iterfind("selection_ordering/selection/sourcebank_ref"):
            message = f"Questions are drawn from the bank {words(reference)}; those that lie here are read."
            self.part.doubt("format-unsupported", message, node, weight=Severity.INFO)
        below = (*section, title) if is_title(title) and title not in section else section
        self.down(node, below, depth + 1)

    def item(self, node: Node, section: tuple[str, ...]) -> None:
        self.seen += 1
        item = Item(self.part, node, f"item[{self.seen}]", section)
        self.part.store.part = self.part.name
        parent = item.metadata.get("parent_stimulus_item_ident", "")
        if item.metadata.get("question_type") == "text_only_question":
            self.stimuli[node.get("ident", "")] = text_of(self.part, node.find("presentation"))
        draft = read_item(item)
        if draft is None:
            return
        if stimulus := self.stimuli.get(parent):
            stem = draft.stem
            draft = _with_stem(draft, f"{stimulus}\n\n{stem.text}")
        self.drafts.append(draft)


def _with_stem(draft: Draft, stem: str) -> Draft:
    return replace(draft, stem=replace(draft.stem, text=stem))


def read_part(part: Part) -> Extraction:
    """Every item of a QTI 1.2 document."""
    walk = _Walk(part)
    if part.root.tag == "item":
        walk.item(part.root, ())
    elif part.root.tag == "questestinterop":
        walk.down(part.root, ())
    else:
        walk.group(part.root, (), 0)
    if not walk.seen:
        part.doubt("format-unsupported", "The document holds no items.", part.root, weight=Severity.INFO)
    return Extraction(tuple(walk.drafts), facts=tuple(walk.facts), findings=tuple(part.findings))
