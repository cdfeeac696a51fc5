"""Emacs Org files.

    #+TITLE: Rivers
    * Which one is longest?                :drill:
    - [ ] Rhine
    - [X] Nile
    ** Answer
    It flows north.

Stars become heading marks, drawers and settings fall away, emphasis is Markdown's. https://orgmode.org/org.html
"""

from __future__ import annotations

import re

from extract.media.line_markup import hidden, medium, rewritten

_HEADING = re.compile(r"(\*+)\s+(?:(?:TODO|DONE|NEXT|WAITING)\s+)?(?:\[#[A-C]\]\s+)?(.*?)(?:\s+:[\w@#%:]+:)?\s*\Z")
_SETTING = re.compile(r"\s*#\+(?P<name>\w+):?\s*(?P<value>.*)\Z")
_DRAWER = re.compile(r"\s*:[A-Z_-]+:\s*\Z")
_TOLD = re.compile(r"\s*:(?:ANSWER|CORRECT|SOLUTION|KEY):\s+(?P<said>\S.{0,200})\Z", re.IGNORECASE)  # a property
_LOOKS = (
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{0,300}?\S)\*(?![\w*])"), r"**\1**"),
    (re.compile(r"(?<![\w/:])/(?=\S)([^/\n]{0,300}?\S)/(?![\w/])"), r"*\1*"),
    (re.compile(r"(?<![\w=])=(?=\S)([^=\n]{0,300}?\S)=(?![\w=])"), r"`\1`"),
    (re.compile(r"(?<![\w~])~(?=\S)([^~\n]{0,300}?\S)~(?![\w~])"), r"`\1`"),
    (re.compile(r"\[\[(?:file:)?([^\[\]\n]+\.(?:png|jpe?g|gif|svg|webp))\]\]", re.I), r"![](\1)"),
    (re.compile(r"\[\[([^\[\]\n]+)\]\[([^\[\]\n]+)\]\]"), r"[\2](\1)"),
)
_CODE = frozenset(("src", "example"))
_BOXES = {"details": "Details", "spoiler": "Answer", "solution": "Solution", "answer": "Answer", "hint": "Hint"}


def to_markdown(lines: list[str]) -> list[str]:
    """One Markdown line for each line of Org."""
    titled = int(any(line.lower().startswith("#+title:") for line in lines[:40]))
    made: list[str] = []
    drawer, code = False, False
    for line in lines:
        setting = _SETTING.match(line)
        if code:
            code = not (setting and setting["name"].lower().removeprefix("end_") in _CODE)
            made.append(line if code else "```")
        elif drawer or _DRAWER.match(line):
            drawer = line.strip() != ":END:"
            told = _TOLD.match(line) if drawer else None
            made.append(f"Answer: {told['said']}" if told else "")
        elif setting:
            name = setting["name"].lower()
            code = name.removeprefix("begin_") in _CODE and name.startswith("begin_")
            made.append("```" + setting["value"].split(" ")[0] if code else _setting(name, setting["value"]))
        elif found := _HEADING.match(line):
            made.append("#" * min(6, len(found[1]) + titled) + " " + rewritten(_LOOKS, found[2]))
        elif line.startswith("# ") or line.strip() == "#":
            made.append(hidden(line[1:]))
        else:
            made.append(rewritten(_LOOKS, line))
    return made


def _setting(name: str, value: str) -> str:
    if name == "title":
        return "# " + value
    side, _, box = name.partition("_")
    if box in _BOXES:
        return f"<details><summary>{value or _BOXES[box]}</summary>" if side == "begin" else "</details>"
    return ""


MEDIUM = medium("org", frozenset((".org", ".org_archive")), to_markdown)
