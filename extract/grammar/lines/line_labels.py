"""What a line's label makes of it: an answer, an explanation, a hint; by its words, else by the names around it.

"Answer: B"      ANSWER, and the parts behind the label        <div class="hint">Think ...</div>      HINT
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.grammar.words.about import roles_about
from extract.grammar.words.class_names import numberless
from extract.grammar.words.label_words import Role, fold, roles_of
from extract.media.html.lines import Line, Part
from extract.media.html.tree import Node

_WORD = r"[^\W\d_][^\s\d_:.,;()\[\]\-\u2013\u2014]{0,24}"  # also of scripts whose vowels are marks
_BARE_LABEL = re.compile(
    rf"({_WORD}(?: {_WORD})?)(?:\.|\s*[-\u2013\u2014])?\s+(?=\(?[A-H]\)?\.?$|\([A-Ha-h]\)\s|[A-Ha-h][.)]\s)"
)
_COLON = re.compile(r"\s*[:：]\s*")
_SENTENCE = re.compile(r"^(.{3,60}?)\s+(?:is|are|ist|sind|est|sont|es|son|é|são|è|sono)\s*:?\s+(?=\S)")
_FIELDS = (
    Role.ANSWER,
    Role.EXPLANATION,
    Role.HINT,
    Role.SOLUTION,
    Role.IF_RIGHT,
    Role.IF_WRONG,
    Role.YOURS,
    Role.REVEAL,
    Role.SCORE,
)


def is_empty_label(text: str) -> bool:
    """ "Comments Entered:", and nothing entered."""
    return len(text) < 40 and "\n" not in text and text.rstrip("* ").endswith(":")


def label_of(line: Line) -> tuple[Role | None, list[Part]]:
    """The role that a line's label gives, and the parts behind the label."""
    text = line.text
    for pattern in (_COLON, None):
        cut = _cut(text) if pattern is None else pattern.search(text[:80])
        if cut is None:
            continue
        end = cut if isinstance(cut, int) else cut.end()
        head = text[: cut.start()] if not isinstance(cut, int) else text[:cut]
        role = Role.ANSWER if isinstance(cut, int) else _pick(roles_about(head))
        if role is not None:
            return role, drop(line.parts, end)
    return _whole_label(text), []


_ASIDE = re.compile(r"\s*\([^()]{0,60}\)\s*$")


def _whole_label(text: str) -> Role | None:
    """The role of a line that is a label alone. "Correct" alone judges, and what follows it explains. A letter alone
    names an option.
    """
    word = fold(text)
    if len(word) < 2 and word < "\u2e80":
        return None
    roles = roles_about(text) or roles_about(_ASIDE.sub("", text))
    if Role.RIGHT in roles or Role.WRONG in roles:
        return Role.EXPLANATION
    return _pick(roles)


def _cut(text: str) -> int | None:
    """`The correct answer is B`: a label without a colon."""
    bare = _BARE_LABEL.match(text)
    if bare and Role.ANSWER in roles_of(bare[1]):  # "Answer B", "Ans. (b) newton"
        return bare.end()
    found = _SENTENCE.match(text)
    if found and Role.ANSWER in roles_of(found[1]) and len(found[1].split()) > 1:
        return found.end()
    return None


def _pick(roles: frozenset[Role]) -> Role | None:
    return next((role for role in _FIELDS if role in roles), None)


def drop(parts: Sequence[Part], count: int) -> list[Part]:
    """The parts without their first `count` characters of words, white space folded as in `Line.text`."""
    out: list[Part] = []
    left = count
    for part in parts:
        if part.what != "text" or left <= 0:
            out.append(part)
            continue
        text = part.text.lstrip() if not out and left == count else part.text
        if len(text) <= left:
            left -= len(text)
        else:
            out.append(part._replace(text=text[left:]))
            left = 0
    return out


_NAMES = (
    (re.compile(r"hint|tip\b|clue", re.I), Role.HINT),
    (re.compile(r"right-?answer|correct-?answer|answer-?key|true-?answer|(?:model|sample)-?answer", re.I), Role.ANSWER),
    (
        re.compile(r"feedback|explan|rationale|comment|reason|justif|retroalim|erkl|question_after_text", re.I),
        Role.EXPLANATION,
    ),
    (re.compile(r"solution|l\u00f6sung|soluci", re.I), Role.SOLUTION),
)


def role_by_name(line: Line) -> Role | None:
    node: Node | None = line.container
    for _ in range(4):
        if node is None or node.tag in ("body", "form"):
            return None
        if (role := _role_of_names(numberless(node.names))) is not None:
            return role
        node = node.parent
    return None


@lru_cache(maxsize=4096)
def _role_of_names(names: str) -> Role | None:
    return next((role for pattern, role in _NAMES if pattern.search(names)), None)
