"""A key that stands away from its questions: at the end, in a table, in a box, as `1-C 2-A 3-B`.

    ## Answers                   | Q | Answer | Why |          1. C   2. A   3. B, D
    1. C                         |---|--------|-----|          1-C, 2-A, 3-B
    2. A, because ...            | 1 | **C**  | ... |          1-5 CABDA

    | Question | 1 | 2 | 3 |     numbers in one row, letters in the next
    | Answer   | C | A | B |

Entries are given to questions by number, within the part of the document that the key closes. Where numbers start
again, key and questions are matched group by group, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from extract.grammar import blanks, pair_keys, prose, stated
from extract.grammar.found import Found, option_texts
from extract.grammar.lines import Doc, Line
from extract.grammar.rich import covering, cut, markdown, plain, strip
from extract.grammar.truth import is_truth, judged_by
from extract.grammar.words import Role, roles_of
from quizmill.block import Kind, Style, System
from quizmill.cues import Cue
from quizmill.draft import Claim, Fragment
from quizmill.finding import Finding, Severity
from quizmill.item import Evidence

_LABEL = r"[(\[]?(?:[^\W\d_]|[①-⑳]|[ivx]{2,4}|[IVX]{2,4}|True|False)[)\]]?"
_NUMBER = re.compile(
    r"(?:(?<=[\s,;|/])|\A)(?:q(?:uestion)?\.?\s?|№\s?)?(?P<n>\d{1,3})\s?"
    r"(?:[.):：、．]\s?[-–—]?|[-–—=>]{1,2}|→|\s{1,20}(?=[A-H](?:\W|\Z))|(?=[A-Ha-h](?:[\s,;.|]|\Z)))\s?(?=\S)",
    re.IGNORECASE,
)
_LIST = re.compile(rf"{_LABEL}(?:\s?(?:,|&|/|\+|\band\b|、|\s)\s?{_LABEL})*[.,;|]?\Z", re.IGNORECASE)


_KEY_WORDS = Cue(
    r"\banswers?\b|\bsolutions?\b|\bkeys?\b|lösung|antworten|corrig[ée]|réponses|respuestas|soluciones|solucionario"
    r"|\bclaves?\b|gabarito|respostas|risposte|soluzioni|odpowiedzi|\bklucz|cevap|yanıtlar|ответы|ключ|відповіді"
    r"|antwoorden|facit|fasit|řešení|odpovědi|megoldás|răspunsuri|απαντήσεις|jawaban|đáp án|정답|답안|答案|解答|正解"
    r"|الإجابات|الأجوبة|תשובות|उत्तर|เฉลย",
    re.IGNORECASE,
)
_CODES = re.compile(r"\s+(?:PTS|DIF|REF|OBJ|TOP|KEY|NAT|STA|MSC|LOC|BLM):")  # "ANS: B  PTS: 1  DIF: Easy"
_PLACES = re.compile(r"(?:\(?\d{1,3}\)?\s?[-–:=]\s?\d{1,2}[\s,;]*){3,}\.?\Z")  # "1-2, 2-1, 3-1"
_RANGE = re.compile(
    r"(?P<a>\d{1,3})\s?[-–—~～至到]\s?(?P<b>\d{1,3})\s?[.):：、．题題]*\s*"
    r"(?P<said>(?:[A-Ha-h√×✓✗TF対错对](?:[\s,，、;]{0,3}|(?=\W|\Z))){2,20})(?![A-Za-z])"
)
_PREFIX = re.compile(r"[^\d\W].{0,16}?(?:[题題]|[:：])\s*(?=\d)")  # "一、选择题 1-5 ..."
_BOLD_LABEL = re.compile(  # "**C** Because ...", "**C** - its words"
    r"\*\*(?P<said>[A-Ha-h])[.):]?\*\*[.):]?\s+(?:[-–—]\s+)?(?P<rest>\S.*)", re.DOTALL
)
_LEVEL = re.compile(r"(?<![\d.])\d{1,2}\.(?=\d{1,2}\s?[-–).:]?\s?[A-Ha-h](?:\W|\Z))")  # "2.1 a": the first of part 2
_PART_LEAD = re.compile(r"[^\d\W][^:：\n]{0,40}[:：]\s*(?=\d)")  # "Section 6.1: 1. c  2. b"
_BRACKETED = re.compile(r"(?P<n>\d{1,3})\s{1,9}(?P<said>[(\[]\d[)\]])")  # "12 (3)"
_LABELS_ONLY = 12  # characters of an entry below a heading that is no mere label


def is_letters(text: str) -> bool:
    """True for what a key names: `C`, `B, D`, `True`."""
    return bool(_LIST.match(text.strip()))


@dataclass(slots=True)
class _Entry:
    number: int
    text: str
    lines: list[Line]
    more: str = ""


@dataclass(slots=True)
class _Block:
    at: int
    entries: list[_Entry]
    lines: list[Line]


@dataclass(slots=True)
class Keys:
    """The key blocks of a document, taken out before its questions are read."""

    doc: Doc
    blocks: list[_Block] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()

    def give(self, found: Sequence[Found]) -> None:
        """Adds each entry's claim to the question it names."""
        floor = 0
        for block in self.blocks:
            block.entries = _off_pairs(block, [one for one in found if pair_keys.waits(one)])
            block.entries = _off_gaps(block, [one for one in found if len(one.gaps) > 1 and not one.number])
            scope = [one for one in found if one.taken and floor <= one.taken[0].at < block.at and one.number]
            scope = scope or [one for one in found if one.taken and one.taken[0].at > block.at and one.number]
            pairs = _matched(block.entries, scope)
            if pairs is None:
                self._say(block)
                floor = block.at
                continue
            floor = block.at
            bare = [(one, entry) for one, entry in pairs if not one.options and not one.answers and one.stem]
            opened = [(one, entry) for one, entry in bare if is_truth(_said(entry))]
            statements = " ".join(one.words() for one, _ in opened)
            judged = judged_by(frozenset(_said(entry) for _, entry in opened), statements)
            for one, entry in pairs:
                if judged and any(one is other for other, _ in opened):
                    _judge(one, entry, *judged)
                else:
                    _give(one, entry)

    def _say(self, block: _Block) -> None:
        message = "The numbers of this key do not fit the questions above it one to one; it was not used."
        span = block.lines[0].span if block.lines else None
        self.findings += (Finding("ambiguous-claims", Severity.WARNING, message, span),)


def _off_pairs(block: _Block, waiting: Sequence[Found]) -> list[_Entry]:
    """The entries that are no left sides of a matching question; those that are complete its pairs."""
    entries = block.entries
    numbers = [entry.number for entry in entries]
    for one in waiting:
        own = [entry for entry in entries if str(entry.number) in one.sides[0]]
        named = {str(entry.number): entry.text.strip(" .()").casefold() for entry in own}
        lines = list(dict.fromkeys(line for entry in own for line in entry.lines))
        if len(set(numbers)) == len(numbers) and pair_keys.give(one, named, prose.spans(lines)):
            one.taken += lines
            entries = [entry for entry in entries if entry not in own]
    return entries


def _off_gaps(block: _Block, texts: Sequence[Found]) -> list[_Entry]:
    """The entries that are no words for a text's numbered blanks."""
    entries = block.entries
    for one in texts:
        wanted = [gap.id for gap in one.gaps]
        own = [entry for entry in entries if str(entry.number) in wanted]
        if [str(entry.number) for entry in own] != wanted or any(gap.answers for gap in one.gaps):
            continue
        said = zip(one.gaps, own, strict=True)
        one.gaps = tuple(blanks.given([gap], entry.text, prose.spans(entry.lines))[0] for gap, entry in said)
        one.taken += list(dict.fromkeys(line for entry in own for line in entry.lines))
        one.answered = True
        entries = [entry for entry in entries if entry not in own]
    return entries


def _matched(entries: list[_Entry], scope: list[Found]) -> list[tuple[Found, _Entry]] | None:
    """Questions with their entries; None where the numbers are not unique in a way that can be matched."""
    groups = _groups([int(one.number) for one in scope])
    parts = _groups([entry.number for entry in entries])
    if len(groups) == len(parts) and all(
        len(g) <= len(p) or len(parts) == 1 for g, p in zip(groups, parts, strict=True)
    ):
        pairs = []
        for group, part in zip(groups, parts, strict=True):
            by_number = {entries[i].number: entries[i] for i in part}
            pairs += [(scope[i], by_number[int(scope[i].number)]) for i in group if int(scope[i].number) in by_number]
        return pairs
    return None


def _groups(numbers: list[int]) -> list[list[int]]:
    """Positions in stretches that count upwards."""
    groups: list[list[int]] = []
    for index, number in enumerate(numbers):
        if not groups or number <= numbers[groups[-1][-1]]:
            groups.append([])
        groups[-1].append(index)
    return groups


def _said(entry: _Entry) -> str:
    return entry.text.strip(" .*_()（）").casefold()


def _judge(one: Found, entry: _Entry, pair: Sequence[str], names: Sequence[str]) -> None:
    """A statement whose truth the key tells."""
    where = prose.spans(entry.lines)
    one.columns = [("", Fragment(name, where)) for name in names]
    one.claims.append(Claim(Evidence.KEY_TABLE, choices=(pair.index(_said(entry)),), spans=where))
    one.type = "true_false"
    one.taken += entry.lines
    if entry.more:
        one.feedback.append(("general", Fragment(entry.more, where)))


def _give(one: Found, entry: _Entry) -> None:
    where = prose.spans(entry.lines)
    if pair_keys.waits(one):
        pair_keys.give(one, pair_keys.in_words(entry.text), where)
    elif one.options:
        texts, labels = option_texts(one)
        bold = _BOLD_LABEL.match(entry.text)
        said = stated.read(f"{bold['said']}) {bold['rest']}" if bold else entry.text, texts, labels)
        named = said or (stated.read(bold["said"], texts, labels) if bold else None)
        if bold and said is None and named is not None:
            named = replace(named, rest=bold["rest"])
        if named is None and len(entry.text) <= 60:
            named = stated.Stated(texts=(entry.text,))
        if named is None:
            return
        one.claims.append(Claim(Evidence.KEY_TABLE, labels=named.labels, texts=named.texts, spans=where))
        rest = "\n\n".join(part for part in (named.rest, entry.more) if part.strip())
        if rest:
            one.feedback.append(("general", Fragment(rest, where)))
    elif one.gaps:
        one.gaps = blanks.given(one.gaps, entry.text, where)
    elif not one.answers:
        one.answers.append(Fragment(entry.text, where))
        if entry.more:
            one.feedback.append(("general", Fragment(entry.more, where)))
    one.taken += entry.lines


def take_keys(doc: Doc, spoken_for: Callable[[Doc], frozenset[int]]) -> Keys:
    """Finds the key blocks and uses their lines up; `spoken_for` tells the lines that are a question's own."""
    keys = Keys(doc)
    if not doc.on("keyblocks"):
        return keys
    own: frozenset[int] | None = None
    index = 0
    while index < len(doc.lines):
        line = doc.lines[index]
        block = _block(doc, index)
        if line.at in doc.used or block is None:
            index += 1
            continue
        own = spoken_for(doc) if own is None else own
        if not own.isdisjoint(one.at for one in block.lines):
            index += 1
            continue
        keys.blocks.append(block)
        doc.used.update(one.at for one in block.lines)
        index = block.lines[-1].at + 1
    return keys


def _block(doc: Doc, index: int) -> _Block | None:
    """The block that begins at a line."""
    rows = doc.lines[index].kind is Kind.ROW
    block = _in_order(doc, index)
    if block is not None:
        return block
    block = _labelled(doc, index) if rows else _bare_end(doc, index) or _labelled(doc, index)
    block = block or (_notes(doc, index) if _NOTE.may(doc.words) else None)
    return block or ((_table(doc, index) or _across(doc, index)) if rows else _headed(doc, index))


def _headed(doc: Doc, index: int) -> _Block | None:
    """Lines under a heading (or bold line, or box) that says "Answers", all of them numbered."""
    head = doc.lines[index]
    sure = bool(head.roles & {Role.KEYS})
    if head.kind in (Kind.CODE, Kind.ROW, Kind.ITEM) or not (sure or _is_key_head(head)):
        return None
    inline = plain(head.value).strip()
    lines = [head]
    entries: list[_Entry] = []
    if inline:
        entries = _pairs(inline, head)
        if len(entries) < 2:
            return None
    for line in doc.lines[index + 1 :]:
        made = _entries(line, entries)
        if not made and _names_part(line, head):
            lines.append(line)
            continue
        if inline and made and not all(_LIST.match(entry.text) for entry in made):
            break  # the questions begin
        if made is None:
            if (
                entries
                and line.kind in (Kind.TEXT, Kind.ITEM, Kind.QUOTE)
                and not (line.gap > 1)
                and (line.indent > 0 or not line.gap)
                and not line.roles
                and not line.enum
            ):
                entries[-1].more = f"{entries[-1].more}\n{line.markdown()}".strip()
                entries[-1].lines.append(line)
                lines.append(line)
                continue
            if (
                line.kind is Kind.RULE
                or (line.kind is Kind.SUMMARY and line.roles)
                or (line.kind is Kind.HEADING and not entries)
                or (not entries and _is_columns_head(line))
                or _is_part(doc, line, index)
            ):
                lines.append(line)
                continue
            break
        entries += made
        lines.append(line)
    if len(entries) < 2 or (entries[0].number > 1 and not _earlier_numbers(doc, index, entries[0].number)):
        return None
    if not sure and not all(_is_label(entry.text) for entry in entries):
        return None
    if len({entry.text for entry in entries}) == 1 and len(re.findall(r"\w+", entries[0].text)) > 2 < len(entries):
        return None  # "A B C D" at every number is a sheet to be filled in
    if len({entry.number for entry in entries}) == len(entries):
        entries.sort(key=lambda entry: entry.number)  # columns side by side
    return _Block(head.at, entries, lines)


def _is_label(text: str) -> bool:
    """A label alone, or a bold one before what explains it."""
    return bool(len(text) <= _LABELS_ONLY and _LIST.match(text)) or bool(_BOLD_LABEL.match(text))


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
    named = bool(_PART.match(line.text)) and line.kind is Kind.TEXT and bool(line.gap) and len(line.text) < 40
    return named and not line.roles - {Role.TAGS, Role.QUESTION}


_PART = re.compile(
    r"\W*(?:multiple[ -]choice|true\s?(?:/|or)\s?false|short answer|completion|matching|essay"
    r"|chapter|unit|part|section|lesson|module|week|test|quiz|set|exercise|round|category|topic|runde|ronda|manche|kapitel|teil|chapitre|partie|capítulo"
    r"|unidad|unidade|capitolo|rozdział|глава|раздел|часть|第)\b.{0,30}\Z",
    re.IGNORECASE,
)


def _is_key_head(line: Line) -> bool:
    """A short line of its own that speaks of answers: "Answers to chapter 3", "Lösungen Teil B"."""
    named = len(line.text) <= 60 and line.kind in (Kind.HEADING, Kind.TEXT, Kind.SUMMARY)
    named = named and (bool(line.gap) or line.kind is Kind.HEADING)  # the first of a page has no gap
    return named and bool(_KEY_WORDS.search(line.text)) and not line.text.rstrip().endswith(("?", "？"))


_ROW = re.compile(r"[A-Ha-h](?:[\s,;|/-]+[A-Ha-h]){2,}\s*\.?\Z")


def _in_order(doc: Doc, index: int) -> _Block | None:
    """`Key: B B A`: as many letters as the document has numbered questions, in their order."""
    line = doc.lines[index]
    said = plain(line.value).strip() if Role.KEYS in line.roles else ""
    if not _ROW.match(said):
        return None
    letters = re.findall("[A-Ha-h]", said)
    asked = [one.enum.value for one in doc.lines[:index] if one.enum and one.enum.system is System.DECIMAL]
    if asked != list(range(1, len(letters) + 1)):
        return None
    return _Block(line.at, [_Entry(n, letter, [line]) for n, letter in enumerate(letters, 1)], [line])


def _labelled(doc: Doc, index: int) -> _Block | None:
    """`A1: a`, `A2: b` line under line: the answers of all the questions, counted as they are."""
    entries: list[_Entry] = []
    for line in doc.lines[index:]:
        enum = line.block.enumerator
        if enum is None or not enum.word or Role.ANSWER not in line.roles or not line.text or line.pieces:
            break
        if enum.value != len(entries) + 1:
            break
        entries.append(_Entry(enum.value, line.markdown(), [line]))
    if len(entries) < 2:
        return None
    asked = {one.enum.value for one in doc.lines[:index] if one.enum and one.enum.system is System.DECIMAL}
    whole = asked == set(range(1, len(entries) + 1))
    return _Block(doc.lines[index].at, entries, [entry.lines[0] for entry in entries]) if whole else None


_NOTE = Cue(r"\[\^(?P<name>[\w-]{1,20})\]")


def _notes(doc: Doc, index: int) -> _Block | None:
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
        entries.append(_Entry(asked[told["name"]][1], words, [line]))
    if len(entries) < 2:
        return None
    for line, _ in asked.values():
        note = _NOTE.search(line.text)
        if note is not None:
            line.runs = strip((*cut(line.runs, 0, note.start()), *cut(line.runs, note.end())))
            line.text = plain(line.runs)
    return _Block(doc.lines[index].at, entries, [entry.lines[0] for entry in entries])


def _bare_end(doc: Doc, index: int) -> _Block | None:
    """`1-b 2-a 3-c 4-b` as a text's last words, with no heading: as many letters as the questions have numbers."""
    line = doc.lines[index]
    if line.kind not in (Kind.TEXT, Kind.ITEM) or line.roles or index + _ENDS < len(doc.lines) or not line.gap:
        return None
    entries: list[_Entry] = []
    for last in doc.lines[index:]:
        made = _ranged(last) or _pairs(last.block.raw.strip(), last)
        if not made:
            return None
        entries += made
    counted = [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    asked = {one.enum.value for one in doc.lines[:index] if one.enum and one.enum.system is System.DECIMAL}
    fits = len(entries) >= _ENDS and counted and max(asked, default=0) == len(entries)
    return _Block(line.at, entries, list(doc.lines[index:])) if fits else None


_ENDS = 4  # entries of such a key at least, and lines of it at most


def _across(doc: Doc, index: int) -> _Block | None:
    """A table with the numbers in one row and their letters in the next, once or several times."""
    head = doc.lines[index]
    if head.kind is not Kind.ROW:
        return None
    rows: list[Line] = []
    for line in doc.lines[index:]:
        if line.kind is not Kind.ROW or (rows and line.gap and not _counts_on(rows, line)):
            break
        rows.append(line)
    if len(rows) < 2 or len(rows) % 2:
        return None
    entries: list[_Entry] = []
    for top, bottom in zip(rows[::2], rows[1::2], strict=True):
        numbers = [plain(cell).strip() for cell in top.block.cells]
        said = [plain(cell).strip() for cell in bottom.block.cells]
        first = 0 if _number(numbers[0]) else 1
        pairs = [(_number(n), text) for n, text in zip(numbers[first:], said[first:], strict=False) if n or text]
        if not all(n and _LIST.match(text) for n, text in pairs):
            return None
        entries += [_Entry(n, text, [top, bottom]) for n, text in pairs]
    ordered = all(a.number < b.number for a, b in pairwise(entries))
    return _Block(head.at, entries, rows) if len(entries) >= 2 and ordered else None


def _counts_on(rows: Sequence[Line], line: Line) -> bool:
    """True for a further row of numbers that begins where the last one stopped."""
    if len(rows) % 2 or len(rows) < 2:
        return False
    before = [_number(plain(cell)) for cell in rows[-2].block.cells]
    return bool(before[-1]) and before[-1] + 1 in [_number(plain(cell)) for cell in line.block.cells[:2]]


def _earlier_numbers(doc: Doc, index: int, number: int) -> bool:
    return any(line.enum and line.enum.value == number for line in doc.lines[:index])


def _entries(line: Line, before: list[_Entry]) -> list[_Entry] | None:
    """The entries of a line, an empty list for a line that only separates, or None where it is no key."""
    if line.kind is Kind.ROW:
        cells = [markdown(cell) for cell in line.block.cells]
        found = [entry for cell in cells for entry in _pairs(cell, line) or _bracketed(cell, line)]
        if found or (found := _alternating(cells, line)):
            return found
        if len(cells) >= 2 and (number := _number(cells[0])):
            return [_Entry(number, cells[1], [line], "\n".join(cells[2:]))]
        return [] if not before else None
    if line.kind in (Kind.CODE, Kind.HEADING):
        return None
    if ranged := _ranged(line):
        return ranged
    enum = line.enum
    if enum is not None and enum.system is System.DECIMAL and line.text:
        pairs = _pairs(f"{enum.value}. {line.text}", line)
        if len(pairs) > 1:
            return pairs
        if before and enum.value <= before[-1].number and enum.value != 1:
            return None
        labelled = Role.ANSWER in line.roles and line.value and len(line.label) > 1  # "A - Rome" names A
        words = markdown(line.value) if labelled else line.markdown()
        return [_Entry(enum.value, _CODES.split(words)[0] if labelled else words, [line])]
    if bracketed := _bracketed(line.text, line):
        return bracketed
    part = _PART_LEAD.match(line.text)
    words = line.text[part.end() :] if part else line.text
    pairs = _pairs(words, line)
    return pairs if pairs and len(pairs) * 12 >= len(words) / 2 else None


def _bracketed(text: str, line: Line) -> list[_Entry]:
    found = _BRACKETED.fullmatch(text.strip())
    return [_Entry(int(found["n"]), found["said"], [line])] if found else []


def _alternating(cells: Sequence[str], line: Line) -> list[_Entry]:
    """The entries of `| 1 | B | 9 | C |`: numbers and labels in turn, in two pairs at least."""
    pairs = [(_number(a), b.strip()) for a, b in zip(cells[::2], cells[1::2], strict=False) if a.strip() or b.strip()]
    if len(pairs) < 2 or len(cells) % 2 or not all(number and _LIST.match(said) for number, said in pairs):
        return []
    return [_Entry(number, said, [line]) for number, said in pairs]


def _ranged(line: Line) -> list[_Entry]:
    """The entries of `1-5 BADCA 6-10 CCBDA`: as many letters as numbers, and nothing else on the line."""
    text = (line.whole() if line.pieces else line.block.raw or line.whole()).replace("*", "").strip(" \t>-#")
    prefix = _PREFIX.match(text)
    at = prefix.end() if prefix else 0
    entries: list[_Entry] = []
    while found := _RANGE.match(text, at):
        first, last = int(found["a"]), int(found["b"])
        letters = [char for char in found["said"] if char.isalnum() or char in "√×✓✗"]
        if len(letters) != last - first + 1:
            return []
        entries += [_Entry(first + i, letter, [line]) for i, letter in enumerate(letters)]
        at = found.end()
        while at < len(text) and text[at] in " ,;；，、\t\u3000":
            at += 1
    return entries if at >= len(text) else []


def _pairs(text: str, line: Line) -> list[_Entry]:
    """The entries of a row such as `1-B 2-A, C 3-D`: all of it must be numbers and labels, or none of it counts."""
    text = _LEVEL.sub("", text.replace("*", "")).strip()
    found = list(_NUMBER.finditer(text))
    if not found or found[0].start():
        return []
    entries = []
    for one, following in zip_longest(found, found[1:]):
        value = text[one.end() : following.start() if following else len(text)].strip(" \t\u3000,;|/，；")
        if not _LIST.match(value) and not (_PLACES.match(text) and value.isdigit()):
            return []
        entries.append(_Entry(int(one["n"]), value, [line]))
    ordered = all(a.number < b.number for a, b in pairwise(entries))
    return entries if ordered else []


def _number(text: str) -> int:
    found = re.match(r"\W*(?:q(?:uestion)?\s*)?(\d{1,3})\W*\Z", text.casefold())
    return int(found[1]) if found else 0


def _table(doc: Doc, index: int) -> _Block | None:
    """A table with a column of numbers and one that is called "Answer"."""
    head = doc.lines[index]
    if head.kind is not Kind.ROW or (
        index and doc.lines[index - 1].kind is Kind.ROW and doc.lines[index - 1].at not in doc.used and not head.gap
    ):
        return None
    titles = [plain(cell) for cell in head.block.cells]
    if any(Role.FRONT in roles_of(title) for title in titles):
        return None  # cards
    answer = next((i for i, title in enumerate(titles) if roles_of(title) & {Role.ANSWER, Role.KEYS}), None)
    if answer is None or any(
        Role.QUESTION in roles_of(title) and i != answer and _wordy(doc, index, i) for i, title in enumerate(titles)
    ):
        return None
    why = next(
        (i for i, title in enumerate(titles) if i != answer and roles_of(title) & {Role.EXPLANATION, Role.SOLUTION}),
        None,
    )
    if paired := _paired_columns(doc, index, titles):
        return paired
    entries = []
    lines = [head]
    for line in doc.lines[index + 1 :]:
        if line.kind is not Kind.ROW or line.gap:
            break
        cells = [markdown(cell) for cell in line.block.cells]
        number = next((_number(cell) for i, cell in enumerate(cells) if i != answer and _number(cell)), 0)
        if not number or answer >= len(cells):
            return None
        more = cells[why] if why is not None and why < len(cells) else ""
        entries.append(_Entry(number, cells[answer], [line], more))
        lines.append(line)
    return _Block(head.at, entries, lines) if len(entries) >= 2 else None


def _paired_columns(doc: Doc, index: int, titles: Sequence[str]) -> _Block | None:
    """`No. | Answer | No. | Answer`: a long key in several pairs of columns, each number left of its answer."""
    answers = [i for i, title in enumerate(titles) if i and roles_of(title) & {Role.ANSWER, Role.KEYS}]
    if len(answers) < 2:
        return None
    entries: list[_Entry] = []
    lines = [doc.lines[index]]
    for line in doc.lines[index + 1 :]:
        if line.kind is not Kind.ROW or line.gap:
            break
        cells = [markdown(cell) for cell in line.block.cells]
        for at in answers:
            number, said = (_number(cells[at - 1]), cells[at]) if at < len(cells) else (0, "")
            if bool(number) != bool(said.strip()):
                return None
            entries += [_Entry(number, said, [line])] if number else []
        lines.append(line)
    entries.sort(key=lambda entry: entry.number)
    unique = len({entry.number for entry in entries}) == len(entries)
    return _Block(doc.lines[index].at, entries, lines) if len(entries) >= 2 and unique else None


def _wordy(doc: Doc, index: int, column: int) -> bool:
    """True where the column holds sentences, not numbers: then the rows are questions themselves."""
    row = doc.lines[index + 1] if index + 1 < len(doc.lines) else None
    if row is None or row.kind is not Kind.ROW or column >= len(row.block.cells):
        return False
    return not _number(plain(row.block.cells[column]))
