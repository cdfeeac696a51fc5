"""A question of Moodle's with its parts found in one pass, its texts as Markdown, and what every type has.

<questiontext format="html"><text><![CDATA[<img src="@@PLUGINFILE@@/a.png">]]></text>
  <file name="a.png" encoding="base64">iVBORw0...</file></questiontext>
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypedDict, Unpack

from extract.media.fragment import html_to_markdown, looks_like_html, plain_to_markdown
from extract.media.xml import Node
from extract.sites._extras import language_of
from extract.sites._part import Part, number, words
from quizmill.draft import (
    EMPTY,
    Claim,
    Draft,
    DraftAnswer,
    DraftChoice,
    DraftFeedback,
    DraftGap,
    DraftPair,
    Fragment,
    ItemType,
)
from quizmill.finding import Severity
from quizmill.source import Span

_FEEDBACK: tuple[tuple[str, Literal["general", "correct", "incorrect", "partial"]], ...] = (
    ("generalfeedback", "general"),
    ("correctfeedback", "correct"),
    ("partiallycorrectfeedback", "partial"),
    ("incorrectfeedback", "incorrect"),
)
_PICTURE = re.compile(r"(!\[[^\]\n]{0,500}\]\()(@@PLUGINFILE@@/[^)\s]+)")


class Own(TypedDict, total=False):
    """What only some types have."""

    type: ItemType
    choices: tuple[DraftChoice, ...]
    claims: tuple[Claim, ...]
    answers: tuple[DraftAnswer, ...]
    case_sensitive: bool
    gaps: tuple[DraftGap, ...]
    pairs: tuple[DraftPair, ...]
    distractors: tuple[Fragment, ...]
    order: tuple[Fragment, ...]


@dataclass(frozen=True)
class Question:
    """A `question` element, its place, and its category's path."""

    part: Part
    node: Node
    path: str
    section: tuple[str, ...]

    @cached_property
    def span(self) -> Span:
        return self.part.place(self.node, self.path)

    @cached_property
    def parts(self) -> dict[str, list[Node]]:
        """The question's children by name."""
        found: dict[str, list[Node]] = {}
        for child in self.node:
            found.setdefault(str(child.tag), []).append(child)
        return found

    def all(self, tag: str) -> Sequence[Node]:
        return self.parts.get(tag, ())

    def first(self, tag: str) -> Node | None:
        found = self.parts.get(tag)
        return found[0] if found else None

    def said(self, tag: str) -> str:
        """The words right inside a child."""
        node = self.first(tag)
        return "" if node is None else node.text or ""

    @cached_property
    def stem(self) -> Node | None:
        return self.first("questiontext")

    @cached_property
    def has_files(self) -> bool:
        return next(self.node.iter("file"), None) is not None

    def convert(self, text: str, node: Node) -> str:
        """A text as Markdown, by the format that its element declares."""
        kind = node.get("format") or self.said("questiontext_format")
        if self.has_files:
            self.keep_files([node] if self.stem is None or node is self.stem else [node, self.stem])
        if kind == "markdown":
            return self.with_media(text.strip())
        if kind == "plain_text":
            return plain_to_markdown(text)
        if kind == "html" or looks_like_html(text):
            return html_to_markdown(text, self.part.context())
        return plain_to_markdown(text)

    def with_media(self, text: str) -> str:
        """Markdown with the files its pictures name."""
        return _PICTURE.sub(lambda m: m[1] + self.part.store.image(m[2]), text)

    def keep_files(self, holders: list[Node]) -> None:
        """Files that a text carries, under the name the text uses."""
        for holder in holders:
            for file in holder.iterchildren("file"):
                name = (file.get("path", "/") + file.get("name", "")).lstrip("/")
                if file.get("encoding") == "base64" and name not in self.part.files:
                    try:
                        self.part.files[name] = base64.b64decode(file.text or "")
                    except (binascii.Error, ValueError):
                        self.doubt(f"The file {name} is not in base64.", "media-missing")

    def fragment(self, node: Node | None) -> Fragment:
        """A text element (`<text>` inside, files beside it) as Markdown."""
        if node is None:
            return EMPTY
        text = text_in(node)
        return self.part.fragment(self.convert(node.text or "" if text is None else text, node), node, self.path)

    def doubt(self, message: str, code: str = "format-unsupported", weight: Severity = Severity.WARNING) -> None:
        self.part.doubt(code, message, self.node, self.path.rpartition("/")[0], weight)

    def draft(self, **own: Unpack[Own]) -> Draft:
        """What every type has, with what this one has of its own."""
        return Draft(
            stem=self.fragment(self.stem),
            spans=(self.span,),
            title=" ".join((self.node.findtext("name/text") or "").split()),
            feedback=tuple(
                [DraftFeedback(text, when) for tag, when in _FEEDBACK if (text := self.fragment(self.first(tag)))]
            ),
            hints=tuple([hint for node in self.all("hint") if (hint := self.fragment(node))]),
            grader_info=self.fragment(self.first("graderinfo")),
            points=self.points(),
            tags=tuple([tag for node in self.node.iterfind("tags/tag") if (tag := words(node))]),
            section=self.section,
            language="" if self.stem is None else language_of(text_in(self.stem) or ""),
            **own,
        )

    def points(self) -> float | None:
        """The marks, where the question names any."""
        grade = self.first("defaultgrade")
        stated = grade is None or grade.get("data-stated") != "false" or words(grade) not in ("1", "1.0000000")
        return number(self.said("defaultgrade") or self.said("defaultmark")) if stated else None

    @cached_property
    def answers(self) -> Sequence[Node]:
        return self.all("answer")


def text_in(node: Node) -> str | None:
    """What the first `text` element inside an element says; None where it has none."""
    for child in node:
        if child.tag == "text":
            return child.text or ""
    return None
