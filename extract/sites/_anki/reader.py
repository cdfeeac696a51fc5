"""The fields of an Anki note, as Markdown, words, entries of a list, or places; and what all own notetypes end with."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from functools import cached_property

from extract.media.anki import Note
from extract.media.fragment import html_to_markdown, list_entries
from extract.sites._part import number
from extract.sites._store import Store
from quizmill.draft import EMPTY, Draft, DraftFeedback, Fragment, When
from quizmill.source import Span

_FIELD = re.compile(r"\{\{([^{}#^/!]+)\}\}")
_LATEX = re.compile(r"\[(?:latex|\$\$?)\](.*?)\[/(?:latex|\$\$?)\]", re.S)
_TAG = re.compile(r"<[^<>]*>")
_SOUND = re.compile(r"\[sound:([^\]\n]+)\]")


@dataclass(frozen=True)
class Reader:
    """One note: its fields by name, as Markdown or words."""

    note: Note
    store: Store

    @cached_property
    def span(self) -> Span:
        return Span(node=f"notes/{self.note.number}")

    @cached_property
    def fields(self) -> dict[str, str]:
        return self.note.named()

    def html(self, name: str) -> str:
        field = self.fields.get(name, "")
        return as_html(field) if "[" in field else field

    def markdown(self, source: str) -> str:
        return html_to_markdown(source, self.store.context())

    def rich(self, name: str) -> Fragment:
        return self.fragment(self.markdown(self.html(name)))

    def fragment(self, text: str) -> Fragment:
        return Fragment(text, (self.span,)) if text else EMPTY

    def words(self, name: str) -> str:
        return words_of(self.html(name))

    def entries(self, name: str) -> list[str]:
        return list_entries(self.html(name), self.store.context())

    def places(self, name: str) -> list[int]:
        return [int(place) - 1 for place in self.words(name).split() if place.isdecimal()]

    def draft(self, stem: str) -> Draft:
        tags = tuple(tag for tag in self.note.tags if tag.lower() not in ("leech", "marked"))
        return Draft(stem=self.fragment(stem), spans=(self.span,), tags=tags, section=_section(self.note.deck))


def _section(deck: tuple[str, ...]) -> tuple[str, ...]:
    return () if deck == ("Default",) else deck


def as_html(field: str) -> str:
    """A field with Anki's own LaTeX and sound marks as HTML and MathJax marks."""
    field = _LATEX.sub(lambda m: "\\(" + m[1].strip().strip("$") + "\\)", field) if "[/" in field else field
    return _SOUND.sub(lambda m: f'<audio src="{html.escape(m[1])}">{html.escape(m[1])}</audio>', field)


def words_of(source: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", source)).split())


def template_fields(template: str) -> list[str]:
    """Field names in a template, without filters (`type:`, `hint:`) and conditions."""
    found = [name.rpartition(":")[2].strip() for name in _FIELD.findall(template)]
    return list(dict.fromkeys(name for name in found if name not in ("FrontSide", "Tags", "Deck", "Card", "Type")))


def joined(texts: list[str]) -> str:
    return "\n\n".join(text for text in texts if text)


def common(reader: Reader, draft: Draft) -> Draft:
    """The fields that every notetype of quizmill ends with."""
    feedback: tuple[tuple[str, When], ...] = (
        ("Feedback", "general"),
        ("If right", "correct"),
        ("If partly right", "partial"),
        ("If wrong", "incorrect"),
    )
    return replace(
        draft,
        title=reader.markdown(reader.html("Title")),
        feedback=tuple(DraftFeedback(text, when) for name, when in feedback if (text := reader.rich(name))),
        hints=tuple(reader.fragment(text) for text in reader.entries("Hints")),
        solution=tuple(reader.fragment(text) for text in reader.entries("Solution")),
        mistakes=tuple(reader.fragment(text) for text in reader.entries("Mistakes")),
        final_answer=reader.rich("Final answer"),
        quick_check=reader.rich("Quick check"),
        grader_info=reader.rich("Notes"),
        difficulty=reader.words("Difficulty"),
        points=number(reader.words("Points")),
        section=tuple(part for part in reader.words("Section").split(" › ") if part),
        objectives=tuple(reader.entries("Objectives")),
        language=reader.words("Language"),
    )
