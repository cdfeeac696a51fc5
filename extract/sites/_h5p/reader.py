"""One H5P package while it is read: its texts as Markdown, its pictures, and what was in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import msgspec

from extract.media.fragment import html_to_markdown
from extract.sites._h5p import types
from extract.sites._store import Store
from quizmill.draft import EMPTY, Claim, Draft, DraftFeedback, Fragment
from quizmill.finding import Finding, Severity
from quizmill.item import Evidence
from quizmill.source import Span

CONTENT = "content/content.json"
Params = TypeVar("Params", bound=msgspec.Struct)


@dataclass
class Reader:
    """One package: its texts and pictures, and what was in doubt."""

    store: Store
    title: str
    findings: list[Finding]

    def text(self, source: str, node: str) -> Fragment:
        shown = html_to_markdown(source, self.store.context()) if source else ""
        return Fragment(shown, (span_of(node),)) if shown else EMPTY

    def params(self, kind: type[Params], content: types.Content, node: str) -> Params | None:
        """The content by its type; None, and a finding, where it is of another shape."""
        try:
            return msgspec.json.decode(content.params, type=kind, strict=False)
        except msgspec.DecodeError as error:
            message = f"The content of {content.library} is not as its library has it ({error})."
            self.findings.append(Finding("parse-error", Severity.WARNING, message, span_of(node)))
            return None

    def draft(self, stem: str, node: str, media: types.MediaHolder | None = None) -> Draft:
        words = self.text(stem, node)
        picture = self.picture(media)
        if picture:
            words = Fragment(f"{picture}\n\n{words.text}".strip(), (span_of(node),))
        return Draft(stem=words, spans=(span_of(node),), section=(self.title,) if self.title else ())

    def picture(self, media: types.MediaHolder | None) -> str:
        if media is None or media.type is None:
            return ""
        try:
            image = msgspec.json.decode(media.type.params, type=types.Image, strict=False)
        except msgspec.DecodeError:
            return ""
        return f"![{image.alt}]({self.store.image(image.file.path)})" if image.file and image.file.path else ""

    def overall(self, ranges: list[types.Range], node: str) -> tuple[DraftFeedback, ...]:
        """Feedback by score: at full score it is for the right, at nothing for the wrong."""
        found = []
        for part in ranges:
            if not (text := self.text(part.feedback, node)):
                continue
            whole = part.from_ <= 0 and part.to >= 100
            when = (
                "general" if whole else "correct" if part.to >= 100 else "incorrect" if part.from_ <= 0 else "partial"
            )
            found.append(DraftFeedback(text, when))  # type: ignore[arg-type]
        return tuple(found)


def span_of(node: str) -> Span:
    return Span(node=node, part=CONTENT)


def claims_of(right: list[int], node: str) -> tuple[Claim, ...]:
    return (Claim(Evidence.MARKUP, tuple(right), spans=(span_of(node),)),) if right else ()
