"""Letters of options on a page: in an element of their own, or written before the words of all.

<span class="answernumber">b. </span>Orange      label "b."   text "Orange"
A) Oslo      B) Rome      C) Bern                labels A, B, C, as all begin so
"""

from __future__ import annotations

import re

from extract.grammar.groups.group import Group, Option
from extract.grammar.lines import enumerators
from extract.media.html.lines import Line, Part
from extract.media.html.medium import HtmlPage
from extract.media.html.tree import Node
from quizmill.draft import Fragment

_LETTER_CLASS = re.compile(
    r"(?:^|[\s_-])(?:answer-?number|option-?(?:letter|label|key|index|number|prefix)|letter|choice-?(?:letter|label)|prefix|alpha|bullet|marker|badge)(?:$|[\s_-])",
    re.I,
)
LETTER = re.compile(r"^\W{0,2}(?:[A-Za-z]|\d{1,2}|[ivxIVX]{1,4})\W{0,2}$")
BARE_LETTER = re.compile(r"^\W{0,2}[A-Za-z]\W{0,2}$")
_ESCAPED = re.compile(r"^(\d{1,2})\\(?=[.)])")  # Markdown's: the number opens no list
_COUNTING = frozenset({"upper", "lower", "other", "decimal"})


def is_letter(node: Node, option: Option, text: str) -> bool:
    """A letter in an element of its own that is named so: it labels the option and is not part of its words."""
    if not LETTER.match(text.strip()) or node.parent is None or node.parent is option.row:
        return False
    return _LETTER_CLASS.search(node.parent.attrs.get("class", "")) is not None


def begins_with(page: HtmlPage, option: Option, picked: list[tuple[Line, list[Part]]], letter: str) -> bool:
    """Whether a row begins with this letter in an element of its own."""
    parts = [p for _, parts in picked for p in parts if p.what not in ("control", "icon") and p.text.strip()]
    return len(parts) > 1 and is_own_letter(page.tree.nodes[parts[0].at], option, parts[0].text, letter)


def is_own_letter(node: Node, option: Option, text: str, letter: str) -> bool:
    """The option's own letter (A for the first ...) in an element of its own before its words."""
    own = text.strip().strip(".):(").upper()
    return bool(letter) and own == letter and node.parent is not None and node.parent is not option.row


def written_letters(group: Group) -> None:
    """Letters that all options begin with, A for the first, are their labels: `A) Oslo`, `B) Rome`; so are numbers."""
    stripped: list[tuple[str, str, str]] = []
    for place, option in enumerate(group.options):
        plain = _ESCAPED.sub(r"\1", option.text.text) if "\\" in option.text.text else option.text.text
        spoken = enumerators.read(option.words)
        written = spoken if plain == option.words else enumerators.read(plain)
        if spoken is None or written is None or option.label:
            return
        for one in (spoken.enumerator, written.enumerator):
            if one.word or one.value != place + 1 or one.system.value not in _COUNTING:
                return
        words, text = option.words[spoken.length :].strip(), plain[written.length :].lstrip()
        stripped.append((spoken.enumerator.raw.strip(" .():"), words, text))
    for option, (label, words, text) in zip(group.options, stripped, strict=True):
        if words and text:
            option.label, option.words, option.text = label, words, Fragment(text, option.text.spans)


def shared_letters(group: Group) -> None:
    """Letters that only some options show are part of their words, not labels."""
    labels = [option.label for option in group.options]
    if not all(labels) or len(set(labels)) != len(labels):
        for option in group.options:
            option.label = ""
