"""Boxes that open: the visible line asks, what is inside answers.

    <details><summary>What floats?</summary>
    Cork.
    </details>

At least two of them, mostly asking; a box whose visible line is a label ("Answer", "Show solution") belongs to the
question above it and is none of these.
"""

from __future__ import annotations

from extract.arbiter import Dialect
from extract.grammar.cards.card import card
from extract.grammar.lines import enumerators, prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role
from extract.grammar.words.rich import markdown, plain
from quizmill.block import Kind
from quizmill.draft import Fragment

_STEM_LIMIT = 1500


def _details(doc: Doc) -> list[Found]:
    """Boxes whose visible line asks and whose inside answers; at least two, for one box may be anything."""
    found: list[Found] = []
    lines = doc.lines
    for index, line in enumerate(lines):
        if line.kind is not Kind.SUMMARY or not _may_ask(line) or line.at in doc.used:
            continue
        inside = _inside(lines, index)
        if inside is None or len(line.text) > _STEM_LIMIT:
            continue
        body = [one for one in inside if one.text or one.kind in (Kind.CODE, Kind.IMAGE)]
        one = card(
            [line, *inside],
            Fragment(_front(line), (line.span,)),
            prose.fragment(_off_label(body)) if body else Fragment(""),
            "flashcard" if doc.cards else "essay",
        )
        found.append(one)
    asking = sum(1 for one in found if cues.asks_openly(one.front.text) or cues.starts_as_question(one.front.text))
    enough = len(found) >= 2 and (asking * 2 >= len(found) or doc.cards)
    if not enough or (doc.faq and not doc.cards):
        return []
    return found


def _may_ask(line: Line) -> bool:
    """No label but a question's own: "Question 2: What floats?"."""
    return not line.roles or (line.roles == {Role.QUESTION} and bool(plain(line.value).strip()))


def _front(line: Line) -> str:
    """The visible words without the question's number."""
    if line.roles:
        return markdown(line.value)
    written = line.markdown()
    found = enumerators.read(written)
    return written[found.length :] if found is not None and found.enumerator.word else written


def _inside(lines: list[Line], index: int) -> list[Line] | None:
    """The lines of the box that a line stands in, or opens below itself; an empty box is a question without answer."""
    own = lines[index].box
    below = lines[index + 1].box if index + 1 < len(lines) else ()
    boxes = [own] if own else []
    if len(below) > len(own) and below[: len(own)] == own:
        boxes.append(below)
    for box in boxes:
        end = index + 1
        while end < len(lines) and lines[end].box[: len(box)] == box:
            end += 1
        inside = lines[index + 1 : end]
        if not any(one.kind is Kind.SUMMARY and _may_ask(one) for one in inside):
            return inside
    return None


def _off_label(body: list[Line]) -> list[Line]:
    """The inside of a box without a first line that only says "Answer"."""
    return body[1:] if body and body[0].roles & {Role.ANSWER, Role.SOLUTION} and not body[0].value else body


DIALECT = Dialect("details", _details)
