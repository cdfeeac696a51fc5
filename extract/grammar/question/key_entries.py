"""The entries of a key on one line: a question's number and what is said of it.

12. C        1-b 2-a 3-c        1. Lima 2. Oslo 3. Rome        6-10 ABDCA        Section 2: 1. c  2. b        12 (3)
B. 1. True  2. False            6. 30  7. tree trunks          第1問…①
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from extract.grammar.lines import enumerators
from extract.grammar.lines.lines import Line
from extract.grammar.words import labels
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.rich import cut, markdown, strip
from quizmill.block import Kind, System

_LABEL = r"[(\[]?(?:[^\W\d_]|الف|[①-⑳√×✓✗✔✘]|[ivx]{2,4}|[IVX]{2,4}|True|False)[)\]]?"
_NUMBER = re.compile(
    r"(?:(?<=[\s,;|/])|\A)(?:q(?:uestion)?\.?\s?|№\s?|第\s?|[問问]\s?)?(?P<n>\d{1,3})\s?"
    r"(?:[ºª]|[問问题題]\s?)?(?:°?[.):：、．]\s?[-–—]?|°?[-–—=>]{1,2}|→|…+|・{2,}|\s{1,20}(?=[A-H](?:\W|\Z))|(?=[A-Ha-h](?:[\s,;.|]|\Z)))\s?(?=\S)",
    re.IGNORECASE,
)
NAMED = re.compile(rf"{_LABEL}(?:\s?(?:,|&|/|\+|\band\b|、|\s)\s?{_LABEL})*[.,;|]?\Z", re.IGNORECASE)
_LEADERS = "…・ "  # between a number and its letter
_CODES = re.compile(r"\s+(?:PTS|DIF|REF|OBJ|TOP|KEY|NAT|STA|MSC|LOC|BLM):")  # "ANS: B  PTS: 1  DIF: Easy"
_PLACES = re.compile(r"(?:\(?\d{1,3}\)?\s?[-–:=]\s?\d{1,2}[\s,;]*){3,}\.?\Z")  # "1-2, 2-1, 3-1"
_RANGE = re.compile(
    r"(?P<a>\d{1,3})\s?[-–—~～至到]\s?(?P<b>\d{1,3})\s?[.):：、．题題]*\s*"
    r"(?P<said>(?:[A-Ha-h√×✓✗TF対错对](?:[\s,，、;]{0,3}|(?=\W|\Z))){2,20})(?![A-Za-z])"
)
_PREFIX = re.compile(r"[^\d\W].{0,16}?(?:[题題]|[:：])\s*(?=\d)")  # "一、选择题 1-5 ..."
_LEVEL = re.compile(r"(?<![\d.])\d{1,2}\.(?=\d{1,2}\s?[-–).:]?\s?[A-Ha-h](?:\W|\Z))")  # "2.1 a": the first of part 2
_PART_LEAD = re.compile(  # "Section 6.1: 1. c  2. b", "Part 2. 1. c"
    r"[^\d\W][^:：\n]{0,40}[:：]\s*(?=\d)"
    r"|(?:(?:part|section|teil|partie|parte|sección|часть|раздел|część|bölüm|phần)\s+\w{1,4}|multiple[ -]choice"
    r"|true\s?(?:/|or)\s?false|completion|matching|short answers?|fill[ -]in[ -]the[ -]blanks?)[.)]?\s+(?=\d{1,3}[.)])",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"(?P<n>\d{1,3})\s{1,9}(?P<said>[(\[]\d[)\]])")  # "12 (3)"
BOLD_LABEL = re.compile(  # "**C** Because ...", "**C** - its words"
    r"\*\*(?P<said>[A-Ha-h])[.):]?\*\*[.):]?\s+(?:[-–—]\s+)?(?P<rest>\S.*)", re.DOTALL
)


def is_letters(text: str) -> bool:
    """True for what a key names: `C`, `B, D`, `True`."""
    return bool(NAMED.match(text.strip()))


@dataclass(slots=True)
class Entry:
    """A question's number, what is said of it, where, and the lines below that explain."""

    number: int
    text: str
    lines: list[Line]
    more: str = ""


@dataclass(slots=True)
class Block:
    """A key that stands away from its questions: where, what it says, and its lines."""

    at: int
    entries: list[Entry]
    lines: list[Line]


def entries_of(line: Line, before: list[Entry]) -> list[Entry] | None:
    """The entries of a line, an empty list for a line that only separates, or None where it is no key."""
    if line.kind is Kind.ROW:
        cells = [markdown(cell) for cell in line.block.cells]
        found = [entry for cell in cells for entry in pairs_in(cell, line) or _bracketed(cell, line)]
        if found or (found := _alternating(cells, line)):
            return found
        if len(cells) >= 2 and (number := number_of(cells[0])):
            return [Entry(number, cells[1], [line], "\n".join(cells[2:]))]
        return [] if not before else None
    if line.kind in (Kind.CODE, Kind.HEADING):
        return None
    if row := ranged(line):
        return row
    enum = line.enum
    if enum is not None and enum.system is System.DECIMAL and line.text:
        pairs = pairs_in(f"{enum.value}. {line.text.lstrip(_LEADERS)}", line)
        if len(pairs) > 1:
            return pairs
        if before and enum.value <= before[-1].number and enum.value != 1:
            return None
        if several := _counted(f"{enum.value}. {line.text}", line, enum.value, apart=True):
            return several
        labelled = Role.ANSWER in line.roles and line.value and len(line.label) > 1  # "A - Rome" names A
        words = markdown(line.value) if labelled else line.markdown()
        return [Entry(enum.value, _CODES.split(words)[0] if labelled else words, [line])]
    if single := _bracketed(line.text, line) or _of_part(line, before) or _worded(line) or _next(line, before):
        return single
    part = _PART_LEAD.match(line.text)
    words = line.text[part.end() :] if part else line.text
    pairs = pairs_in(words, line)
    return pairs if pairs and len(pairs) * 12 >= len(words) / 2 else None


_NUMBER_FIRST = re.compile(r"(?P<n>\d{1,3})\s+(?P<said>[^\W_].{0,80})\Z")


def _next(line: Line, before: Sequence[Entry]) -> list[Entry]:
    """`3 Vänern` under `2 c`: the next number, and words instead of a letter."""
    found = _NUMBER_FIRST.match(line.text) if before and line.kind is Kind.TEXT and not line.gap else None
    bare = found is not None and before[-1].lines[-1].text[:1].isdigit() and NAMED.match(before[-1].text)
    if found is None or not bare or int(found["n"]) != before[-1].number + 1:
        return []
    return [Entry(int(found["n"]), found["said"], [line])]


_COUNTED = re.compile(r"(?:(?<=\s)|\A)(?P<n>\d{1,3})\s?[.、．)](?!\d)\s*(?=\S)")


def _of_part(line: Line, before: Sequence[Entry]) -> list[Entry]:
    """`三、5. 8  6. RAM`, `B. 1. oak  2. ash`, `Part 2: 1. oak`: a part of the paper and its entries, which count on or
    from one."""
    enum = line.enum
    lead = _PART_LEAD.match(line.text) if enum is None else None
    if lead is None and (enum is None or enum.word or enum.raw[:1] not in "一二三四五六七八九十IVXABCDEFGH"):
        return []
    words = line.text[lead.end() :] if lead else line.text
    on = before[-1].number + 1 if before else 1
    return _counted(words, line, 1) or _counted(words, line, on)


def _counted(text: str, line: Line, first: int, apart: bool = False) -> list[Entry]:
    """The entries of `6. 30  7. tree trunks`, which count on from the first; `apart` if wide gaps must part them."""
    found = list(_COUNTED.finditer(text))
    if not found or found[0].start() or [int(one["n"]) for one in found] != [first + at for at in range(len(found))]:
        return []
    wide = all(text[one.start() - 2 : one.start()].isspace() or text[one.start() - 2] in ",;|" for one in found[1:])
    if apart and (len(found) < 2 or not wide):
        return []
    ends = [*(one.start() for one in found[1:]), len(text)]
    said = [text[one.end() : end].strip(" \t\u3000,;|；") for one, end in zip(found, ends, strict=True)]
    return [Entry(first + at, words, [line]) for at, words in enumerate(said)] if all(said) else []


def _bracketed(text: str, line: Line) -> list[Entry]:
    found = _BRACKETED.fullmatch(text.strip())
    return [Entry(int(found["n"]), found["said"], [line])] if found else []


_WORDED = re.compile(r"(?P<word>[^\W\d_]{3,20})\s+(?P<n>\d{1,3})\s?[.:)]\s+(?=\S)")


def _worded(line: Line) -> list[Entry]:
    """The entry of "Solution 3. Answer (C). Because ..."."""
    found = _WORDED.match(line.text) if line.enum is None else None
    if found is None or not roles_of(found["word"]) & {Role.SOLUTION, Role.ANSWER, Role.EXPLANATION}:
        return []
    said = cut(line.runs, found.end())
    label = labels.read(said)
    value = label.value if label is not None and Role.ANSWER in label.roles and label.value else said
    return [Entry(int(found["n"]), markdown(strip(value)), [line])]


def _alternating(cells: Sequence[str], line: Line) -> list[Entry]:
    """The entries of `| 1 | B | 9 | C |`: numbers and labels in turn, in two pairs at least."""
    pairs = [(number_of(a), b.strip()) for a, b in zip(cells[::2], cells[1::2], strict=False) if a.strip() or b.strip()]
    if len(pairs) < 2 or len(cells) % 2 or not all(number and NAMED.match(said) for number, said in pairs):
        return []
    return [Entry(number, said, [line]) for number, said in pairs]


def ranged(line: Line) -> list[Entry]:
    """The entries of `1-5 BADCA 6-10 CCBDA`: as many letters as numbers, and nothing else on the line."""
    text = (line.whole() if line.pieces else line.block.raw or line.whole()).replace("*", "").strip(" \t>-#")
    prefix = _PREFIX.match(text)
    at = prefix.end() if prefix else 0
    entries: list[Entry] = []
    while found := _RANGE.match(text, at):
        first, last = int(found["a"]), int(found["b"])
        letters = [char for char in found["said"] if char.isalnum() or char in "√×✓✗"]
        if len(letters) != last - first + 1:
            return []
        entries += [Entry(first + i, letter, [line]) for i, letter in enumerate(letters)]
        at = found.end()
        while at < len(text) and text[at] in " ,;；，、\t\u3000":
            at += 1
    return entries if at >= len(text) else []


def pairs_in(text: str, line: Line) -> list[Entry]:
    """The entries of a row such as `1-B 2-A, C 3-D`: all of it must be numbers and labels, or none of it counts."""
    text = _LEVEL.sub("", text.replace("*", "")).strip()
    found = list(_NUMBER.finditer(text))
    if not found or found[0].start():
        return []
    entries = []
    for one, following in zip_longest(found, found[1:]):
        value = text[one.end() : following.start() if following else len(text)].strip(" \t\u3000,;|/，；")
        if not NAMED.match(value) and not (_PLACES.match(text) and value.isdigit()):
            return []
        entries.append(Entry(int(one["n"]), value, [line]))
    ordered = all(a.number < b.number for a, b in pairwise(entries))
    return entries if ordered else []


_LONGEST = 60  # characters of an answer among others on its line
_FEWEST = 3


def texts_in(text: str, line: Line, asked: Sequence[int], fewest: int = _FEWEST) -> list[Entry]:
    """The entries of `1. Lima  2. Oslo  3. Rome` or `1 because, 2 until`: the numbers asked, from the first."""
    text = text.replace("*", "").strip()
    sign = r"[.):]\s*" if re.match(r"\(?\d{1,3}[.):]", text) else r"\s+"
    places: list[tuple[int, int]] = []
    for number in asked:
        token = re.compile(rf"(?:(?<=[\s,;|])|\A)\(?{number}{sign}(?=\S)")
        found = token.search(text, places[-1][1] if places else 0)
        if found is None:
            continue
        if len(places) < asked.index(number) or (not places and found.start()):
            return []  # a number was left out, or words stand before the first
        places.append((found.start(), found.end()))
    if len(places) < fewest:
        return []
    ends = [*(start for start, _ in places[1:]), len(text)]
    said = [text[begun:end].strip(" \t,;|/") for (_, begun), end in zip(places, ends, strict=True)]
    if not all(0 < len(one) <= _LONGEST for one in said) or f" {asked[-1] + 1}." in said[-1]:
        return []
    return [Entry(number, one.removesuffix("."), [line]) for number, one in zip(asked, said, strict=False)]


def number_of(text: str) -> int:
    found = re.match(r"\W*(?:q(?:uestion)?\s*)?(\d{1,3})\W*\Z", text.casefold())
    return int(found[1]) if found else _named_number(text.strip())


def _named_number(text: str) -> int:
    """The number of "問3", "第3题": with the word for a question in another script; 0 for all else."""
    read = enumerators.read(f"{text} x") if 1 < len(text) < 8 and not text.isascii() else None
    whole = read is not None and read.enumerator.word != "" and read.length == len(text) + 1
    return read.enumerator.value if read is not None and whole else 0


def stretches(numbers: list[int]) -> list[list[int]]:
    """Positions in stretches that count upwards."""
    groups: list[list[int]] = []
    for index, number in enumerate(numbers):
        if not groups or number <= numbers[groups[-1][-1]]:
            groups.append([])
        groups[-1].append(index)
    return groups
