"""Typst sources, line for line as Markdown.

    = Quiz 3                             # Quiz 3
    + What is the *sum*?                 1. What is the **sum**?
      + $1$                                 a. $1$
      #strong[b]  // a note                 **b**  (the note is hidden)
    / Torque: a turning force            - Torque: a turning force

Numbered lists are counted by their depth; settings, imports and layout fall away. https://typst.app/docs/reference/syntax/
"""

from __future__ import annotations

import re

from extract.media.line_markup import hidden, medium, rewritten

_HEADING = re.compile(r"(=+)\s+(.*)\Z")
_ENTRY = re.compile(r"(?P<indent>\s*)(?:\+|(?P<n>\d{1,3})\.)\s+(?P<text>.*)\Z")
_TERM = re.compile(r"(?P<indent>\s*)/\s+(?P<text>[^:]+:\s.*)\Z")
_SETTING = re.compile(r"\s*#(?:set|show|import|include|let|pagebreak|v|h|line|outline|colbreak)\b.*\Z")
_COMMENT = re.compile(r"(?<!:)//.*\Z")
_LOOKS = (
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{0,300}?\S)\*(?![\w*])"), r"**\1**"),
    (re.compile(r"#strong\[([^\[\]]*)\]"), r"**\1**"),
    (re.compile(r"#emph\[([^\[\]]*)\]"), r"*\1*"),
    (re.compile(r"#underline\[([^\[\]]*)\]"), r"<u>\1</u>"),
    (re.compile(r"#strike\[([^\[\]]*)\]"), r"~~\1~~"),
    (re.compile(r"#highlight\[([^\[\]]*)\]"), r"==\1=="),
    (re.compile(r"#(?:box|block|text|align|rect|quote|par)(?:\([^()]*\))?\[([^\[\]]*)\]"), r"\1"),
    (re.compile(r"\s\\\s*\Z"), ""),
)  # fmt: skip
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class _Counter:
    """The numbers of entries by their indent; those of deeper lists begin anew."""

    def __init__(self) -> None:
        self.counts: dict[int, int] = {}

    def label(self, indent: int, number: str | None) -> str:
        self.counts = {depth: count for depth, count in self.counts.items() if depth <= indent}
        depth = sum(one < indent for one in self.counts)
        self.counts[indent] = int(number) if number else self.counts.get(indent, 0) + 1
        count = self.counts[indent]
        return f"{_LETTERS[count - 1]}." if depth % 2 and count <= len(_LETTERS) else f"{count}."

    def leave(self, indent: int) -> None:
        """Other words as far left as an entry end its list."""
        self.counts = {depth: count for depth, count in self.counts.items() if depth < indent}


def to_markdown(lines: list[str]) -> list[str]:
    """One Markdown line for each line of Typst."""
    made: list[str] = []
    counter, code = _Counter(), False
    for line in lines:
        if line.lstrip().startswith("```"):
            code = not code
            made.append(line)
        else:
            made.append(line if code else _line(line, counter))
    return made


def _line(line: str, counter: _Counter) -> str:
    comment = _COMMENT.search(line)
    text = line[: comment.start()].rstrip() if comment else line
    if _SETTING.match(text) or not text.strip():
        return hidden(comment[0].lstrip("/ ")) if comment and not text.strip() else ""
    if heading := _HEADING.match(text):
        counter.leave(0)
        return "#" * min(6, len(heading[1])) + " " + rewritten(_LOOKS, heading[2])
    if entry := _ENTRY.match(text):
        indent = len(entry["indent"])
        return f"{entry['indent']}{counter.label(indent, entry['n'])} {rewritten(_LOOKS, entry['text'])}"
    if term := _TERM.match(text):
        return f"{term['indent']}- {rewritten(_LOOKS, term['text'])}"
    if not text.lstrip().startswith("- "):
        counter.leave(len(text) - len(text.lstrip()))
    return rewritten(_LOOKS, text)


MEDIUM = medium("typst", frozenset((".typ",)), to_markdown)
