"""Questions as tags of a page builder, inside Markdown: siblings of one name, some of them with `correct`.

    What floats?
    <choice>
      <opt text="Iron">It is too heavy.</opt>
      <opt text="Cork" correct="true">Full of air.</opt>
    </choice>

Any names will do. A tag group counts where two or more siblings have the same name and words, and the attribute that
says "right" stands at some but not at all of them.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extract.arbiter import Dialect
from extract.grammar.cards.card import card
from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from quizmill.block import Kind
from quizmill.draft import Claim, Fragment
from quizmill.item import Evidence

_TAG = re.compile(
    r"<(?P<end>/)?(?P<name>[A-Za-z][\w.-]*)(?P<attrs>(?:\s+[\w:.@-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|\{[^{}]*\}|[^\s\"'>]+))?)*)\s*(?P<self>/)?>"
)
_ATTRIBUTE = re.compile(r"([\w:.@-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|\{([^{}]*)\}|([^\s\"'>]+)))?")
_RIGHT = frozenset("correct right iscorrect is-correct is_correct answer isanswer valid true solution isright".split())
_WORDS = ("text", "label", "value", "title", "option", "content", "name", "answer")
_FEEDBACK = ("feedback", "explanation", "hint", "message", "comment", "reason")
_APART = 200  # characters that may stand between two siblings
_NO = frozenset(("false", "0", "no", "wrong", "incorrect"))


@dataclass(frozen=True, slots=True)
class _Child:
    name: str
    start: int
    end: int
    text: str
    feedback: str
    right: bool


def _claim(doc: Doc) -> list[Found]:
    lines = doc.lines
    if not any("<" in line.block.raw for line in lines):
        return []
    text, starts = _joined(lines)
    found = []
    for group in _groups(_children(text), text):
        first = bisect_right(starts, group[0].start) - 1
        last = bisect_right(starts, group[-1].end - 1) - 1
        if (one := _question(lines, first, last, group)) is not None:
            found.append(one)
    return found


def _joined(lines: Sequence[Line]) -> tuple[str, list[int]]:
    starts, parts, at = [], [], 0
    for line in lines:
        starts.append(at)
        part = ("\n" if line.gap else "") + ("" if line.pieces or line.kind is Kind.CODE else line.block.raw)
        parts.append(part)
        at += len(part) + 1
    return "\n".join(parts), starts


def _children(text: str) -> list[_Child]:
    """Every element that has words and ends where the next tag of its name closes it."""
    made = []
    tags = list(_TAG.finditer(text))
    for index, tag in enumerate(tags):
        if tag["end"] or (not tag["attrs"] and tag["self"]):
            continue
        given = {key.lower(): next((v for v in values if v), "") for key, *values in _ATTRIBUTE.findall(tag["attrs"])}
        end, body = tag.end(), ""
        if not tag["self"]:
            close = next(
                (one for one in tags[index + 1 : index + 12] if one["end"] and one["name"] == tag["name"]), None
            )
            if close is None:
                continue
            end, body = close.end(), text[tag.end() : close.start()].strip()
        words = next((given[key] for key in _WORDS if given.get(key)), "")
        told = next((given[key] for key in _FEEDBACK if given.get(key)), "")
        right = any(key in _RIGHT and given[key].strip("\"'").lower() not in _NO for key in given)
        made.append(
            _Child(tag["name"], tag.start(), end, html.unescape(words or body), told or (body if words else ""), right)
        )
    return made


def _groups(children: list[_Child], text: str) -> list[list[_Child]]:
    """Neighbours of one name, some right and some not, all with words."""
    groups: list[list[_Child]] = []
    for name in dict.fromkeys(child.name for child in children if child.right):
        last: _Child | None = None
        for child in (one for one in children if one.name == name):
            between = text[last.end : child.start] if last is not None else ""
            if last is not None and 0 <= child.start - last.end < _APART and "</" not in between:
                groups[-1].append(child)
            else:
                groups.append([child])
            last = child
    return [
        g for g in groups if len(g) >= 2 and all(c.text.strip() for c in g) and 0 < sum(c.right for c in g) < len(g)
    ]


def _question(lines: Sequence[Line], first: int, last: int, group: list[_Child]) -> Found | None:
    """The words above the group, up to a heading or another tag, are the stem."""
    top = first
    if top and _only_tags(lines[top - 1]):
        top -= 1  # the container's own line
    start = top
    while start and not _only_tags(lines[start - 1]) and lines[start - 1].kind not in (Kind.HEADING, Kind.RULE):
        start -= 1
    if start == top:
        return None
    start = _task_start(lines, start)
    end = last + 1
    if end < len(lines) and _only_tags(lines[end]):
        end += 1
    where = prose.spans(lines[first:end])
    one = card(lines[start:end], prose.fragment(lines[start:top]), Fragment(""), None)
    one.columns = [("", Fragment(child.text, where)) for child in group]
    one.column_feedback = [
        Fragment(child.feedback.strip(), where) if child.feedback.strip() else Fragment("") for child in group
    ]
    right = tuple(index for index, child in enumerate(group) if child.right)
    one.claims.append(Claim(Evidence.MARKUP, choices=right, spans=where))
    return one


def _task_start(lines: Sequence[Line], start: int) -> int:
    """Under a heading ("Part 1") inside an element of its own, the words above the heading belong to the question too;
    elsewhere a heading begins something new."""
    at = start
    if not at or lines[at - 1].kind is not Kind.HEADING:
        return start
    at -= 1
    while at and not _only_tags(lines[at - 1]) and lines[at - 1].kind not in (Kind.HEADING, Kind.RULE):
        at -= 1
    opens = at and _only_tags(lines[at - 1]) and not lines[at - 1].block.raw.strip().startswith("</")
    return at if opens and at < start - 1 else start


def _only_tags(line: Line) -> bool:
    raw = line.block.raw.strip() if line.kind is not Kind.CODE else ""
    return raw.startswith("<") and not _TAG.sub("", raw).strip()


DIALECT = Dialect("choice tags", _claim)
