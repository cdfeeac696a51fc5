"""Cards: a front and a back, as question and answer lines, table rows, or boxes that open.

Q: What floats?          | Question | Answer |        <details><summary>What floats?</summary>
A: Cork.                 | What floats? | Cork |      Cork.</details>

beginner                 (difficulty words and "Click to reveal answer" around, as flash card pages print them)
What floats?
Cork.
Click to reveal answer
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar import prose, stated, words_cues
from extract.grammar.lines import Doc, Line
from extract.grammar.rich import markdown, plain
from extract.grammar.segment import Found
from extract.grammar.words import Role, roles_of
from quizmill.block import Kind
from quizmill.draft import Claim, Fragment, ItemType
from quizmill.item import Evidence

_STEM_LIMIT = 1500
_COUNTER = re.compile(r"you (?:got|covered|named)\s*\d*\s*/\s*\d+\s+\w+\W*\Z", re.IGNORECASE)


def read_cards(doc: Doc) -> list[Found]:
    """Every card; their lines are used up."""
    found: list[Found] = []
    if doc.on("tables"):
        found += _tables(doc)
    if doc.on("details"):
        found += _details(doc)
    if doc.on("cards"):
        found += _revealed(doc) + _prompts(doc)
    for one in found:
        doc.used.update(line.at for line in one.taken)
    return found


def _card(doc: Doc, lines: list[Line], stem: Fragment, back: Fragment, kind: ItemType | None) -> Found:
    del doc
    one = Found(lines)
    one.stem = lines[:1]
    one.taken = lines
    if back:
        one.answers = [back]
    one.answered = bool(back)
    one.type = kind
    one.title = ""
    one.front = stem
    return one


def _tables(doc: Doc) -> list[Found]:
    found: list[Found] = []
    index = 0
    while index < len(doc.lines):
        line = doc.lines[index]
        if line.kind is not Kind.ROW or line.at in doc.used:
            index += 1
            continue
        end = index + 1
        while end < len(doc.lines) and doc.lines[end].kind is Kind.ROW and not doc.lines[end].gap:
            end += 1
        found += _rows(doc, doc.lines[index:end])
        index = end
    return found


_OPTION_HEADS = frozenset("abcdefgh")


def _rows(doc: Doc, rows: Sequence[Line]) -> list[Found]:
    """A table whose head names a question and an answer column; option columns make choices."""
    titles = [plain(cell).strip() for cell in rows[0].block.cells]
    roles = [roles_of(title) for title in titles]
    front = next((i for i, role in enumerate(roles) if role & {Role.QUESTION, Role.FRONT} and _wordy(rows, i)), None)
    options = [
        i
        for i, title in enumerate(titles)
        if i != front and (title.casefold() in _OPTION_HEADS or _numbered_option(title))
    ]
    back = next((i for i, role in enumerate(roles) if i != front and i not in options and role & {Role.ANSWER}), None)
    if front is None or (back is None and not options) or len(rows) < 2:
        return []
    more = next(
        (i for i, role in enumerate(roles) if i not in (front, back) and role & {Role.EXPLANATION, Role.SOLUTION}), None
    )
    hint = next((i for i, role in enumerate(roles) if role & {Role.HINT}), None)
    level = next((i for i, role in enumerate(roles) if role & {Role.DIFFICULTY}), None)
    found = []
    for row in rows[1:]:
        cells = [Fragment(markdown(cell), (row.span,)) for cell in row.block.cells]
        if front >= len(cells) or not cells[front]:
            continue
        get = lambda i, cells=cells: cells[i] if i is not None and i < len(cells) else Fragment("")  # noqa: E731
        one = _card(doc, [row], cells[front], get(back), None if options or not doc.cards else "flashcard")
        one.type = one.type or (None if options else "flashcard")
        if get(more):
            one.feedback.append(("general", get(more)))
        if get(hint):
            one.hints.append(get(hint))
        one.difficulty = get(level).text
        if options:
            _columns(one, [(titles[i], get(i)) for i in options], get(back))
        found.append(one)
    if found:
        found[0].taken = [rows[0], *found[0].taken]
    return found


def _columns(one: Found, options: list[tuple[str, Fragment]], key: Fragment) -> None:
    shown = [(title, text) for title, text in options if text]
    one.columns = [(title[-1:].upper() if len(title) == 1 else title.split()[-1], text) for title, text in shown]
    one.answers = []
    named = (
        stated.read(key.text, [text.text for _, text in one.columns], [label for label, _ in one.columns])
        if key
        else None
    )
    if named:
        one.claims.append(Claim(Evidence.STATED, labels=named.labels, texts=named.texts, spans=key.spans))


def _numbered_option(title: str) -> bool:
    words = title.split()
    return len(words) == 2 and Role.OPTIONS in roles_of(words[0]) and (words[1].isdigit() or len(words[1]) == 1)


def _wordy(rows: Sequence[Line], column: int) -> bool:
    texts = [plain(row.block.cells[column]) for row in rows[1:6] if column < len(row.block.cells)]
    return any(len(text.split()) > 1 or any(ord(char) > 0x2E7F for char in text) for text in texts)


def _details(doc: Doc) -> list[Found]:
    """Boxes whose visible line asks and whose inside answers; at least two, for one box may be anything."""
    found: list[Found] = []
    lines = doc.lines
    for index, line in enumerate(lines):
        if line.kind is not Kind.SUMMARY or line.roles or line.at in doc.used or not line.box:
            continue
        inside = []
        for later in lines[index + 1 :]:
            if later.box[: len(line.box)] != line.box:
                break
            inside.append(later)
        if len(line.text) > _STEM_LIMIT or any(one.kind is Kind.SUMMARY and not one.roles for one in inside):
            continue
        body = [one for one in inside if one.text or one.kind in (Kind.CODE, Kind.IMAGE)]
        one = _card(
            doc,
            [line, *inside],
            Fragment(line.markdown(), (line.span,)),
            prose.fragment(_off_label(body)) if body else Fragment(""),
            "flashcard" if doc.cards else "essay",
        )
        found.append(one)
    asking = sum(
        1 for one in found if words_cues.asks_openly(one.front.text) or words_cues.starts_as_question(one.front.text)
    )
    enough = len(found) >= 2 and (asking * 2 >= len(found) or doc.cards)
    if not enough or (doc.faq and not doc.cards):
        return []
    return found


def _off_label(body: list[Line]) -> list[Line]:
    """The inside of a box without a first line that only says "Answer"."""
    return body[1:] if body and body[0].roles & {Role.ANSWER, Role.SOLUTION} and not body[0].value else body


def _revealed(doc: Doc) -> list[Found]:
    """Front, back, and a line that was the button to turn the card: `Click to reveal answer`."""
    found: list[Found] = []
    lines = doc.lines
    for index, line in enumerate(lines):
        if Role.REVEAL not in line.roles or line.value or line.kind is Kind.SUMMARY or index < 2 or line.at in doc.used:
            continue
        front, back = lines[index - 2], lines[index - 1]
        if (
            front.kind is not Kind.TEXT
            or back.kind is not Kind.TEXT
            or not words_cues.is_question(front.text)
            and not front.text.endswith(".")
        ):
            continue
        taken = [front, back, line]
        one = _card(
            doc, taken, Fragment(front.markdown(), (front.span,)), Fragment(back.markdown(), (back.span,)), "flashcard"
        )
        if index >= 3 and (word := words_cues.difficulty(lines[index - 3].text)):
            one.difficulty = word
            taken.insert(0, lines[index - 3])
        found.append(one)
    return found if len(found) >= 2 else []


def _prompts(doc: Doc) -> list[Found]:
    """An open prompt, a hint, and the counter of a self-check: `You got /4 concepts.`"""
    found: list[Found] = []
    for index, line in enumerate(doc.lines):
        if index < 2 or not _COUNTER.match(line.text):
            continue
        prompt, hint = doc.lines[index - 2], doc.lines[index - 1]
        if prompt.kind is not Kind.TEXT or hint.kind is not Kind.TEXT or not words_cues.is_question(prompt.text):
            continue
        one = _card(doc, [prompt, hint, line], Fragment(prompt.markdown(), (prompt.span,)), Fragment(""), "essay")
        one.hints.append(Fragment(hint.markdown(), (hint.span,)))
        found.append(one)
    return found
