"""How a document writes its key: every shape of block that holds one, and where it ends.

## Answers            | No. | Answer |        1-b 2-a 3-c 4-b        A1: a        [^1]: a
1. b                  | 1   | B      |        (the last words)       A2: b        [^2]: c
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.keys import heads
from extract.grammar.keys.tables import across, in_rows, table
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.key_entries import BOLD_LABEL, NAMED, Block, Entry, entries_of, pairs_in, ranged, texts_in
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.rich import covering, cut, markdown, plain, strip
from quizmill.block import Kind, Style, System
from quizmill.cues import Cue

_LABELS_ONLY = 12  # characters of an entry below a heading that is no mere label


def block_at(doc: Doc, index: int) -> Block | None:
    """The block that begins at a line."""
    rows, named = doc.lines[index].kind is Kind.ROW, heads.speaks_of_answers(doc, doc.lines[index])
    block = _in_order(doc, index, named)
    if block is not None:
        return block
    block = _labelled(doc, index) if rows else _bare_end(doc, index) or _labelled(doc, index)
    block = block or (_notes(doc, index) if _NOTE.may(doc.words) else None)
    if rows:
        return block or table(doc, index) or across(doc, index)
    return block or _headed(doc, index, named) or in_rows(doc, index, heads.names_answers(doc.lines[index]))


def _headed(doc: Doc, index: int, named: bool) -> Block | None:
    """Lines under a heading (or bold line, or box) that says "Answers", all of them numbered."""
    head = doc.lines[index]
    sure = bool(head.roles & {Role.KEYS}) or (head.kind is Kind.HEADING and Role.KEYS in roles_of(head.text))
    composed = not sure and heads.is_composed(doc, head)
    sure = sure or composed
    if head.kind in (Kind.CODE, Kind.ROW, Kind.ITEM) or not (sure or named):
        return None
    inline = plain(head.value).strip()
    begun = pairs_in(inline, head) if inline else []
    if len(begun) < 2 and (block := _in_words(doc, index, inline)) is not None:
        return block
    if inline and (len(begun) < 2 or (not sure and _answered_elsewhere(doc, head))):
        return None
    lines, entries = _below(doc, head, begun)
    if len(entries) < 2 or (entries[0].number > 1 and not _earlier_numbers(doc, index, entries[0].number)):
        return None
    if composed and not all(_earlier_numbers(doc, index, entry.number) for entry in entries):
        return None
    if not sure and not all(_is_label(entry.text) for entry in entries):
        return None
    if len({entry.text for entry in entries}) == 1 and len(re.findall(r"\w+", entries[0].text)) > 2 < len(entries):
        return None  # "A B C D" at every number is a sheet to be filled in
    if len({entry.number for entry in entries}) == len(entries):
        entries.sort(key=lambda entry: entry.number)  # columns side by side
    return Block(head.at, entries, lines)


def _in_words(doc: Doc, index: int, inline: str) -> Block | None:
    """A key of words on one line, behind its label or below it: one for every question that was asked above."""
    asked: list[int] = []
    for number in _numbers(doc.lines[:index]):
        asked = [1] if number == 1 else [*asked, number]
    if not asked or asked != list(range(1, len(asked) + 1)):
        return None
    head = doc.lines[index]
    below = next((line for line in doc.lines[index + 1 :] if line.kind is not Kind.RULE), None)
    if not inline and below is None:
        return None
    line = head if inline or below is None else below
    whole = inline or (line.whole() if line.pieces else line.block.raw)
    entries = texts_in(whole, line, asked, 2 if _are_two(doc, head, asked) else 3)
    after = next((one for one in doc.lines[line.at + 1 :] if not one.pieces), None)
    if not entries or pairs_in(whole, line) or (after is not None and after.enum is not None):
        return None  # letters, or a key that goes on line by line
    return Block(head.at, entries, list(dict.fromkeys((head, line))))


_PAIR = re.compile(r"\b(?:two|both|2|zwei|beide|deux|dos|ambos|due|dois|duas|два|две|дві)\b", re.IGNORECASE)


def _are_two(doc: Doc, head: Line, asked: Sequence[int]) -> bool:
    """Two questions above a label in the plural, neither of which has an answer of its own or asks for two things."""
    start = next((i for i in range(head.at - 1, -1, -1) if (one := doc.lines[i].enum) and one.value == 1), 0)
    own = doc.lines[start : head.at]
    told = any(Role.ANSWER in line.roles or _PAIR.search(line.text) for line in own)
    return len(asked) == 2 and Role.KEYS in head.roles and not told


def _below(doc: Doc, head: Line, begun: list[Entry]) -> tuple[list[Line], list[Entry]]:
    """The lines of a key from its heading on, and their entries after those that the heading itself holds."""
    lines, entries = [head], list(begun)
    for line in doc.lines[head.at + 1 :]:
        made = entries_of(line, entries)
        named = not made and _names_part(line, head)
        if begun and made and not all(NAMED.match(entry.text) for entry in made):
            break  # the questions begin
        if not named and made is None:
            if _goes_on(line, entries):
                entries[-1].more = f"{entries[-1].more}\n{_why(line)}".strip()
                entries[-1].lines.append(line)
            elif not _between(doc, line, head.at, entries):
                break
        entries += made or ()
        lines.append(line)
    return lines, entries


def _goes_on(line: Line, entries: list[Entry]) -> bool:
    """More words of the last entry: why it is right."""
    close = line.gap <= 1 and (line.indent > 0 or not line.gap)
    said = not line.roles or (bool(line.value) and Role.EXPLANATION in line.roles)
    plain_line = line.kind in (Kind.TEXT, Kind.ITEM, Kind.QUOTE) and said and not line.enum
    return bool(entries) and close and plain_line


def _why(line: Line) -> str:
    """The words of such a line, without "Explanation:" before them."""
    return markdown(line.value) if line.roles else line.markdown()


def _between(doc: Doc, line: Line, index: int, entries: list[Entry]) -> bool:
    """A line within a key that is none of its entries: a rule, the title of a box, of a part or of columns."""
    if line.kind is Kind.RULE or (line.kind is Kind.SUMMARY and line.roles):
        return True
    first = not entries and (line.kind is Kind.HEADING or _is_columns_head(line))
    return first or _is_part(doc, line, index)


def _answered_elsewhere(doc: Doc, line: Line) -> bool:
    """Questions have answers of their own: this line may be the pairs of the last one."""
    return any(Role.ANSWER in one.roles for one in doc.lines if one is not line)


def _is_label(text: str) -> bool:
    """A label alone, or a bold one before what explains it."""
    return bool(len(text) <= _LABELS_ONLY and NAMED.match(text)) or bool(BOLD_LABEL.match(text))


def _is_part(doc: Doc, line: Line, index: int) -> bool:
    """A heading within a key that names a part of the document above: "Chapter 2", where numbers start again."""
    if line.kind is not Kind.HEADING and not (line.gap and covering(line.runs) & Style.BOLD):
        return False
    following = doc.lines[line.at + 1] if line.at + 1 < len(doc.lines) else None
    if following is None or following.enum is None or following.enum.value != 1:
        return False
    return any(other.text.casefold() == line.text.casefold() for other in doc.lines[:index])


def _is_columns_head(line: Line) -> bool:
    """`Question   Answer` above a key in columns."""
    words = line.text.split()
    return 2 <= len(words) <= 4 and all(roles_of(word) & {Role.QUESTION, Role.ANSWER, Role.KEYS} for word in words)


def _names_part(line: Line, head: Line) -> bool:
    """A part of the key: `### Chapter 2` under `## Answers`, or a short line that names one."""
    if line.kind is Kind.HEADING and head.kind is Kind.HEADING:
        return line.level > head.level and not line.roles - {Role.TAGS, Role.QUESTION}
    apart = bool(line.gap) or line.at == head.at + 1
    named = bool(_PART.match(line.text)) and line.kind is Kind.TEXT and apart and len(line.text) < 40
    return named and not line.roles - {Role.TAGS, Role.QUESTION}


_PART = re.compile(
    r"\W*(?:multiple[ -]choice|true\s?(?:/|or)\s?false|short answers?|completion|matching|essays?"
    r"|fill[ -]in(?:[ -]the[ -]blanks?)?"
    r"|chapter|unit|part|section|lesson|module|week|test|quiz|set|exercise|round|category|topic|runde|ronda|manche|kapitel|teil|chapitre|partie|capítulo"
    r"|unidad|unidade|capitolo|rozdział|глава|раздел|часть|第)\b.{0,30}\Z",
    re.IGNORECASE,
)


_LAST = 8  # lines below such a key, or above it
_WORDS = 4  # of its heading
_ROW = re.compile(r"(?:[A-Ha-h](?:[\s,;|/-]+[A-Ha-h]){2,}|[A-H]{3,})\s*\.?\Z")


def _in_order(doc: Doc, index: int, named: bool) -> Block | None:
    """`Key: B B A`: as many letters as the document has numbered questions, in their order, and no other answer.

    The letters may stand on the line below the label.
    """
    line = doc.lines[index]
    if not (Role.KEYS in line.roles or (named and len(line.text.split()) <= _WORDS)):
        return None
    following = doc.lines[index + 1] if index + 1 < len(doc.lines) and not line.value else None
    said = (following.block.raw if following is not None else plain(line.value)).strip(" *_\t")
    if not _ROW.match(said):
        return None
    lines = [line] if following is None else [line, following]
    letters = re.findall("[A-Ha-h]", said)
    asked = _numbers(doc.lines)
    answered = any(Role.ANSWER in one.roles and one.value for one in doc.lines if one not in lines)
    apart = line.at <= _LAST or doc.lines[-1].at - line.at <= _LAST
    if answered or asked != list(range(1, len(letters) + 1)) or not apart:
        return None
    return Block(line.at, [Entry(n, letter, lines[-1:]) for n, letter in enumerate(letters, 1)], lines)


def _labelled(doc: Doc, index: int) -> Block | None:
    """`A1: a`, `A2: b` line under line: the answers of all the questions, counted as they are."""
    entries: list[Entry] = []
    for line in doc.lines[index:]:
        enum = line.block.enumerator
        if enum is None or not enum.word or Role.ANSWER not in line.roles or not line.text or line.pieces:
            break
        if enum.value != len(entries) + 1:
            break
        entries.append(Entry(enum.value, line.markdown(), [line]))
    if len(entries) < 2:
        return None
    whole = set(_numbers(doc.lines[:index])) == set(range(1, len(entries) + 1))
    return Block(doc.lines[index].at, entries, [entry.lines[0] for entry in entries]) if whole else None


_NOTE = Cue(r"\[\^(?P<name>[\w-]{1,20})\]")


def _notes(doc: Doc, index: int) -> Block | None:
    """Footnotes that answer: `What is ...?[^1]` in the questions, `[^1]: Chardonnay` below them."""
    if not _NOTE.match(doc.lines[index].text) or (index and _NOTE.match(doc.lines[index - 1].text)):
        return None
    asked: dict[str, tuple[Line, int]] = {}
    for line in doc.lines[:index]:
        if line.enum is None or line.enum.system is not System.DECIMAL:
            continue
        for found in _NOTE.finditer(line.text):
            asked.setdefault(found["name"], (line, line.enum.value))
    entries = []
    for line in doc.lines[index:]:
        told = _NOTE.match(line.text)
        if told is None or not line.text[told.end() :].startswith(":"):
            break
        if told["name"] not in asked:
            return None
        words = markdown(strip(cut(line.runs, told.end() + 1)))
        entries.append(Entry(asked[told["name"]][1], words, [line]))
    if len(entries) < 2:
        return None
    for line, _ in asked.values():
        note = _NOTE.search(line.text)
        if note is not None:
            line.runs = strip((*cut(line.runs, 0, note.start()), *cut(line.runs, note.end())))
            line.text = plain(line.runs)
    return Block(doc.lines[index].at, entries, [entry.lines[0] for entry in entries])


def _bare_end(doc: Doc, index: int) -> Block | None:
    """`1-b 2-a 3-c 4-b` as a text's last words, with no heading: as many letters as the questions have numbers.

    After `Ans.` two are enough, if no question has an answer of its own."""
    line = doc.lines[index]
    if line.kind not in (Kind.TEXT, Kind.ITEM) or index + _ENDS < len(doc.lines):
        return None
    label = _LABEL.match(line.text)
    labelled = label is not None and bool(roles_of(label["word"]) & {Role.ANSWER, Role.KEYS})
    if not labelled and (line.roles or not line.gap):
        return None
    if labelled and _answered_elsewhere(doc, line):
        return None
    entries: list[Entry] = []
    for last in doc.lines[index:]:
        words = line.text[label.end() :] if last is line and label and labelled else last.block.raw.strip()
        made = (None if labelled else ranged(last)) or pairs_in(words.strip(), last)
        if not made:
            return None
        entries += made
    counted = [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    asked = _numbers(doc.lines[:index])
    once = not labelled or len(asked) == len(entries)
    fits = len(entries) >= (2 if labelled else _ENDS) and counted and once and max(asked, default=0) == len(entries)
    return Block(line.at, entries, list(doc.lines[index:])) if fits else None


_LABEL = re.compile(r"\W*(?P<word>[^\W\d_]{2,20})[\s.:)–-]{1,4}(?=\d)")
_ENDS = 4  # entries of such a key at least, and lines of it at most


def _numbers(lines: Sequence[Line]) -> list[int]:
    """The numbers that lines are counted with, in figures."""
    return [line.enum.value for line in lines if line.enum and line.enum.system is System.DECIMAL]


def _earlier_numbers(doc: Doc, index: int, number: int) -> bool:
    return any(line.enum and line.enum.value == number for line in doc.lines[:index])
