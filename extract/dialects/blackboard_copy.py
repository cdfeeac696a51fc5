"""A reviewed Blackboard test, copied as text: what the learner chose, then all choices as bare lines.

    Question 1
    10 out of 10 points
    Which court hears appeals?
    Selected Answer:
    The circuit court           right where the points are full
    Answers:
    The small claims court
    The circuit court
    Response Feedback:
    See chapter 2.

`Correct Answer:`, where it stands, names the right one, and so does a tick before one of the answers. Pages print each
label beside its words ("Answers: a. The small claims court"), "Response Feedback:" on two lines of its column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.arbiter import Dialect
from extract.dialects._copied import Row, numbered, pieces, question, said, score
from extract.grammar.lines import enumerators, marks, prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from extract.grammar.question.stated import folded
from extract.grammar.words import cues
from extract.grammar.words.label_words import fold
from extract.grammar.words.rich import plain
from quizmill.block import Shape
from quizmill.draft import Claim, Fragment
from quizmill.item import Evidence

_PARTS = frozenset(("selected answer", "selected answers", "answers", "correct answer", "correct answers"))
_AFTER = frozenset(("response feedback", "feedback"))
_RESPONSE = "Response "  # the first line of a label in a column of its own


def _claim(doc: Doc) -> list[Found]:
    if not any(fold(line.text).startswith("selected answer") for line in doc.lines):
        return []
    return [one for piece in pieces(doc, _opens) if (one := _question(piece)) is not None]


def _opens(doc: Doc, at: int) -> bool:
    return numbered(doc.lines[at])


def _question(piece: Sequence[Line]) -> Found | None:
    parts = _parts(piece)
    choices, stem = parts.get("answers", []), parts[""]
    if not stem or len(choices) < 2 or any(_part(line)[0] for line in choices[1:]):
        return None
    one = question(piece, stem, [Row(line) for line in choices], ())
    one.columns = [("", _words(line)[0]) for line in choices]
    any(score(one, line) for line in piece[:3])
    ticked = tuple(at for at, line in enumerate(choices) if _words(line)[1])
    if 0 < len(ticked) < len(choices):
        spans = prose.spans([choices[at] for at in ticked])
        one.claims.append(Claim(Evidence.MARKED_CORRECT, choices=ticked, spans=spans))
    _key(one, parts)
    if after := [line for name in _AFTER for line in parts.get(name, [])]:
        one.feedback.append(("general", _told(after)))
    return one


def _parts(piece: Sequence[Line]) -> dict[str, list[Line]]:
    """The lines of each part by its label, those before the first under ""."""
    parts: dict[str, list[Line]] = {"": []}
    name = ""
    for line in piece[1:]:
        head, value = _part(line)
        before = parts[name][-1:] if name else []
        if head == "feedback" and not value and before and before[0].text.startswith(_RESPONSE):
            parts.setdefault(head, []).append(parts[name].pop())  # the label's second line
        name = head or name
        if cues.earned(line.text) is None and (not head or value):
            parts.setdefault(name, []).append(line)
        parts.setdefault(name, [])
    return parts


def _told(lines: Sequence[Line]) -> Fragment:
    """What was said of the answer, without its label or the first line of that."""
    words = said(lines)
    own = _part(lines[0])[1] or lines[0].text.removeprefix(_RESPONSE)
    return replace(words, text=own + words.text.removeprefix(prose.fragment(lines[:1], whole=True).text))


def _words(line: Line) -> tuple[Fragment, bool]:
    """A choice without label and letter, and whether a tick stands before it."""
    head, value = _part(line)
    if not head:
        return prose.fragment([line]), line.mark is not None and line.mark.shape is Shape.TICK and bool(line.mark.on)
    marked = marks.read(value)
    words = value[marked.start : marked.end].strip() if marked else value
    letter = enumerators.read(words)
    words = words[letter.length :].strip() if letter else words
    return Fragment(words, (line.span,)), marked is not None and bool(marked.mark.on)


def _part(line: Line) -> tuple[str, str]:
    """The part that a label begins, and what follows it on the line."""
    label, colon, value = line.text.partition(":")
    head = fold(label)
    return (head, value.strip()) if colon and head in _PARTS | _AFTER else ("", "")


def _key(one: Found, parts: dict[str, list[Line]]) -> None:
    """The right choice by its words: one that is called so, or the chosen one with full points."""
    named = parts.get("correct answer") or parts.get("correct answers") or []
    full = one.got is not None and one.got == one.points and one.got > 0
    chosen = parts.get("selected answer") or parts.get("selected answers") or []
    lines = named or (chosen if full else [])
    texts = tuple(_words(line)[0].text if _part(line)[0] else plain(line.runs).strip() for line in lines)
    known = {folded(text.text) for _, text in one.columns}
    if texts and all(folded(text) in known for text in texts):
        evidence = Evidence.STATED if named else Evidence.FULL_CREDIT
        one.claims.append(Claim(evidence, texts=texts, spans=prose.spans(lines)))


DIALECT = Dialect("blackboard copies", _claim)
