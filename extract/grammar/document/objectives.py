"""Learning objectives: the list under a heading that says so, kept as objectives and never as questions.

## Week 2: Lists
### Learning objectives
- Explain what a list is         ->   objective "Explain what a list is", section ("Week 2: Lists",)
"""

from __future__ import annotations

from extract.grammar.document.sections import leave
from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.words.label_words import Role
from extract.grammar.words.rich import plain
from quizmill.block import Kind
from quizmill.draft import DraftObjective


def take(doc: Doc) -> tuple[DraftObjective, ...]:
    """The objectives of a document; their lines and headings are used up."""
    found: list[DraftObjective] = []
    for index, line in enumerate(doc.lines):
        if Role.OBJECTIVES not in line.roles or not _heads(doc, index):
            continue
        entries = _entries(doc, index + 1)
        if not entries:
            continue
        section = _section(doc, index)
        doc.used.add(line.at)
        for entry in entries:
            doc.used.update(one.at for one in entry)
            found.append(DraftObjective(prose.fragment(entry), section))
    return tuple(found)


def _heads(doc: Doc, index: int) -> bool:
    """True for a heading, or a short line of its own that a list follows."""
    line = doc.lines[index]
    if plain(line.value).strip():
        return False
    if line.kind is Kind.HEADING:
        return True
    following = doc.lines[index + 1] if index + 1 < len(doc.lines) else None
    return following is not None and following.kind is Kind.ITEM and line.kind in (Kind.TEXT, Kind.SUMMARY)


def _entries(doc: Doc, start: int) -> list[list[Line]]:
    entries: list[list[Line]] = []
    for line in doc.lines[start:]:
        if line.kind is Kind.ITEM and line.mark is None:
            entries.append([line])
        elif entries and line.kind is Kind.TEXT and not line.gap and not line.roles:
            entries[-1].append(line)
        elif entries or line.kind is not Kind.TEXT:
            break
    return entries


def _section(doc: Doc, index: int) -> tuple[str, ...]:
    """The headings above, outermost first. An objectives heading of another level still stands under the same week."""
    path: list[tuple[int, str]] = []
    for line in doc.lines[:index]:
        if (
            line.kind is Kind.HEADING
            and Role.OBJECTIVES not in line.roles
            and Role.CONTENTS not in line.roles
            and line.text
        ):
            leave(path, line.level, line.text)
            number = f"{line.enum.raw} " if line.enum else ""
            path.append((line.level, number + line.text))
    return tuple(title for _, title in path)
