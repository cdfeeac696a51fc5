"""What the cells of a table of questions say, in the forms that people and quizmill's own tables write.

"A, C" "2" "cork"        which choices are right         "5 ± 0.1" "1 .. 2" "1.2 (1 .. 2)"    numbers
"Paris [50 %]"           an accepted answer and its share   "g1: oak | *elm"    a gap and what goes in it
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.sites._columns import Columns
from extract.sites._listed_choices import inside
from quizmill.draft import Claim, DraftAnswer, DraftChoice, DraftGap, DraftPair, Fragment, ItemType
from quizmill.item import Evidence
from quizmill.source import Span

_SHARE = re.compile(r"\s*\[(\d+(?:\.\d+)?) %\]$")
_AROUND = re.compile(r"([-+]?[\d.,]+(?:e[-+]?\d+)?)\s*(?:±|\+/?-)\s*([\d.,]+(?:e[-+]?\d+)?\s*%?)(?:\s+(.+))?$", re.I)
_RANGE = re.compile(r"([-+]?[\d.]+(?:e[-+]?\d+)?)\s*\.\.\s*([-+]?[\d.]+(?:e[-+]?\d+)?)(?:\s+(.+))?$", re.I)
_WITHIN = re.compile(
    r"([-+]?[\d.]+(?:e[-+]?\d+)?) \(([-+]?[\d.]+(?:e[-+]?\d+)?) \.\. ([-+]?[\d.]+(?:e[-+]?\d+)?)\)(?:\s+(.+))?$", re.I
)
_GAP = re.compile(r"([\w.-]{1,64}):\s+(.*)$", re.S)
_STARS = re.compile(r"\\*\*")  # a star marks a right choice; one that is the choice's own has a backslash before it
_LETTERS = 26
_MARKED = re.compile(r"\s*(?:\((?:correct|right)(?: answer)?\)|[✓✔✅])\s*$", re.I)
_LONGEST = 20_000
_SHORT = 25  # characters of a choice among others, parted by commas
_LABELLED = re.compile(r"\(?[A-Ja-j1-9][.):]\s+")
_WORDS: dict[ItemType, str] = {
    "single": "single,multiple choice,multiplechoice,mc,mcq,single choice,quiz,poll",
    "multiple": "multiple,multi,checkbox,multiple select,multiple answer,multiple answers,multi-select,ma,"
    "multiple response,multipleresponse,mr",
    "true_false": "true_false,true/false,true or false,truefalse,tf",
    "short": "short,short answer,fill-in-the-blank,fill in the blank,fib,type in,ti,freetext,free text,text entry",
    "numeric": "numeric,numerical,number",
    "cloze": "cloze",
    "matching": "matching,match,mg",
    "ordering": "ordering,order,sequence,seq",
    "essay": "essay,open,open-ended,open ended,openquestion,open question,long answer",
    "flashcard": "flashcard,card",
}
TYPES: dict[str, ItemType] = {word: kind for kind, words in _WORDS.items() for word in words.split(",")}


def unquoted(cell: str) -> str:
    """A cell without the quote that keeps spreadsheets from running it."""
    return cell[1:] if re.match(r"'[=+\-@\t\r＝＋－＠]", cell) else cell


def many(cell: str) -> list[str]:
    """One text, or several numbered lines."""
    lines = cell.split("\n")
    if len(lines) > 1 and lines[0].startswith("1. "):
        parts = re.split(r"(?m)^(?=\d+\. )", cell)
        numbered = [re.sub(r"^\d+\. ", "", part).rstrip("\n").replace("\n   ", "\n") for part in parts if part]
        if all(part.startswith(f"{n}. ") for n, part in enumerate((p for p in parts if p), 1)):
            return numbered
    return [cell] if cell else []


def listed(cell: str, answer: str) -> list[str]:
    """The choices that one cell lists: a line each, or parted by the strongest sign that it holds.

    Commas part them only where the answer is one of the parts: they may stand within a choice.
    """
    if written := as_list(cell) or _lettered(cell) or inside(cell):
        return written
    for sign in (r"\n", r"\s*\|\s*", r"\s*;\s*", r"\s+/\s+", r",\s+"):
        parts = [part.strip() for part in re.split(sign, cell) if part.strip()]
        if len(parts) > 1 and (not sign.startswith(",") or answer.strip() in parts):
            return [_LABELLED.sub("", part) for part in parts] if all(map(_LABELLED.match, parts)) else parts
    return [cell]


def right_and_wrong(columns: Columns, cells: Sequence[str]) -> tuple[list[str], tuple[int, ...]]:
    """Choices out of columns for right and for wrong ones, in their order, and the places of the right ones. A lone
    column headed "Distractors" or "Wrong answers" may list several.
    """
    right, wrong = columns.places("right choice"), columns.places("wrong choice")
    texts: list[str] = []
    places: list[int] = []
    for at in sorted((*right, *wrong)):
        cell = cells[at] if at < len(cells) else ""
        several = len(wrong) == 1 and at in wrong and columns.headings[at].rstrip().endswith(("s", "S"))
        for text in (_several(cell) if several else [cell]) if cell else ():
            places += [len(texts)] if at in right else []
            texts.append(text)
    return texts, tuple(places)


def _lettered(cell: str) -> list[str]:
    """An object as programs write it, its names the letters in order: `{"A": "iron", "B": "ice"}`."""
    if not (cell.startswith("{") and cell.endswith("}") and len(cell) < _LONGEST):
        return []
    try:
        found = ast.literal_eval(cell)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return []
    names = [str(name).upper() for name in found] if isinstance(found, dict) else []
    ordered = len(names) > 1 and names == [chr(ord("A") + at) for at in range(len(names))]
    return [str(text).strip() for text in found.values()] if ordered else []


def _several(cell: str) -> list[str]:
    """The choices of a cell that is headed as several."""
    texts = listed(cell, "")
    commas = [part.strip() for part in cell.split(",") if part.strip()]
    return commas if len(texts) == 1 and all(len(part) < _SHORT for part in commas) else texts


def as_list(cell: str) -> list[str]:
    """A list as programs write it: `['oak', "elm"]`."""
    if not (cell.startswith("[") and cell.endswith("]") and len(cell) < _LONGEST):
        return []
    try:
        found = ast.literal_eval(cell)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return []
    return [str(part).strip() for part in found] if isinstance(found, list) and len(found) > 1 else []


def starred(cells: Sequence[str]) -> tuple[int, ...] | None:
    """The cells that a star before them or a word behind them marks as right; None where none is, or all are."""
    marked = tuple(at for at, cell in enumerate(cells) if re.match(r"\*(?!\*)\s*\S", cell) or _MARKED.search(cell))
    return marked if 0 < len(marked) < len(cells) else None


def unmarked(cell: str) -> str:
    """A choice without what marks it as right."""
    return _MARKED.sub("", cell.removeprefix("*")).strip()


def _credit(text: str) -> tuple[str, float]:
    share = _SHARE.search(text)
    return (text[: share.start()], float(share[1])) if share else (text, 100.0)


def typed(cell: str, span: Span) -> tuple[DraftAnswer, ...]:
    """Accepted answers, one a line."""
    found = []
    for line in cell.split("\n"):
        text, credit = _credit(line.strip())
        if text:
            found.append(DraftAnswer(Fragment(text, (span,)), credit))
    return tuple(found)


def numbers(cell: str, span: Span) -> tuple[DraftAnswer, ...]:
    """Numbers with tolerance or ranges, one a line."""
    found = []
    for line in cell.split("\n"):
        text, credit = _credit(line.strip())
        if around := _AROUND.match(text):
            value = " ".join(part for part in (around[1], around[3]) if part)
            found.append(
                DraftAnswer(Fragment(value, (span,)), credit, numeric=True, tolerance=around[2].replace(" ", ""))
            )
        elif within := _WITHIN.match(text):
            low = " ".join(part for part in (within[2], within[4]) if part)
            found.append(DraftAnswer(Fragment(low, (span,)), credit, numeric=True, upper=within[3], exact=within[1]))
        elif ends := _RANGE.match(text):
            low = " ".join(part for part in (ends[1], ends[3]) if part)
            found.append(DraftAnswer(Fragment(low, (span,)), credit, numeric=True, upper=ends[2]))
        elif text:
            found.append(DraftAnswer(Fragment(text, (span,)), credit, numeric=True))
    return tuple(found)


def gaps(cell: str, span: Span) -> tuple[DraftGap, ...]:
    """A line a gap: `g1: oak | elm` typed, `g1: oak | *elm` chosen, `g1: 3 ± 1` a number."""
    found = []
    for line in cell.split("\n"):
        named = _GAP.match(line.strip())
        if not named:
            continue
        parts = [part.strip() for part in named[2].split(" | ") if part.strip()]
        if any(part.startswith("*") for part in parts):
            texts = [part[1:] if _STARS.match(part) else part for part in parts]
            choices = tuple(DraftChoice(Fragment(text, (span,))) for text in texts)
            right = tuple(place for place, part in enumerate(parts) if part.startswith("*"))
            found.append(DraftGap(named[1], choices=choices, claims=(Claim(Evidence.MARKUP, right, spans=(span,)),)))
        elif any(_AROUND.match(part) or _RANGE.match(part) or _WITHIN.match(part) for part in parts):
            found.append(DraftGap(named[1], tuple(answer for part in parts for answer in numbers(part, span))))
        else:
            found.append(DraftGap(named[1], tuple(answer for part in parts for answer in typed(part, span))))
    return tuple(found)


def pairs(cells: Sequence[str], span: Span) -> tuple[tuple[DraftPair, ...], tuple[Fragment, ...]]:
    """`left -> right` rows (or `left | right`), and right sides that stand alone."""
    rows = [cell.partition("->" if "->" in cell else "|") for cell in cells]
    joined = [(left.strip(), right.strip()) for left, arrow, right in rows if arrow]
    found = tuple(DraftPair(Fragment(a, (span,)), Fragment(b, (span,))) for a, b in joined if a)
    return found, tuple(Fragment(b, (span,)) for a, b in joined if not a)


def _place(letters: str) -> int:
    """A, B ... Z, AA, AB: 0, 1 ... 25, 26, 27."""
    place = 0
    for letter in letters:
        place = place * _LETTERS + ord(letter) - ord("A") + 1
    return place - 1


@dataclass(frozen=True, slots=True)
class Naming:
    """How the answers of a table name their choices: what numbers count from, and whether by labels or by words where
    both could be meant ("A" of the choices B, A, C). None: the table does not tell.
    """

    base: int | None = None
    by: Literal["labels", "words"] | None = None


def naming_of(rows: Iterable[tuple[str, Sequence[str], Sequence[str]]], base: int | None) -> Naming:
    """How answers name choices, told by those that can be read in one way alone: (answer, choices, labels) of each."""
    labelled = worded = False
    for answer, choices, labels in rows:
        words = {choice.strip().casefold() for choice in choices}
        own = _labelled(answer.strip(), len(choices), labels, base)
        if own is None:
            worded = worded or answer.strip().casefold() in words
        else:
            labelled = labelled or answer.strip().casefold() not in words
    return Naming(base, None if labelled == worded else "labels" if labelled else "words")


def names_one(answer: str, choices: Sequence[str], labels: Sequence[str]) -> bool:
    """True for the words or the letter of one choice."""
    words = [choice.strip().casefold() for choice in choices]
    return words.count(answer.strip().casefold()) == 1 or (
        not answer.strip().isdecimal() and _labelled(answer.strip(), len(choices), labels, None) is not None
    )


def _labelled(text: str, count: int, labels: Sequence[str], base: int | None) -> int | None:
    """The choice whose letter or number this is."""
    letter = text.upper()
    if re.fullmatch(r"[A-J]", letter):
        place = labels.index(letter) if letter in labels else _place(letter)
    elif text.isdecimal() and len(text) < 3 and base is not None:
        place = int(text) - base
    else:
        return None
    return place if 0 <= place < count else None


def claims(cell: str, choices: Sequence[str], labels: Sequence[str], naming: Naming, span: Span) -> tuple[Claim, ...]:
    """Which choices a cell names: by their words, by letters (or the choices' headings: `optB`, `Answer B`), or by
    numbers that count from a base.

    Without a base, numbers say nothing: 1 may be the first or the second. Nor does one choice's words that are
    another's letter or number, where the table does not tell which is meant.
    """
    base = naming.base
    text = cell.strip()
    folded = [choice.strip().casefold() for choice in choices]
    if not text:
        return ()
    if folded.count(text.casefold()) == 1:
        said, own = folded.index(text.casefold()), _labelled(text, len(choices), labels, base)
        if own is None or own == said or naming.by == "words":
            return (Claim(Evidence.STATED, (said,), spans=(span,)),)
        return (Claim(Evidence.STATED, (own,), spans=(span,)),) if naming.by == "labels" else ()
    tokens = [token.strip() for token in re.split(r"[,;/|\n]|\s+and\s+|\s+&\s+", text) if token.strip()]
    if len(tokens) == 1 and re.fullmatch(r"[A-J](?:\s*\+\s*[A-J]){1,9}|\d(?:\s*\+\s*\d){1,9}", text):
        tokens = [token.strip() for token in text.split("+")]
    together = re.fullmatch(r"[A-J]{2,10}", text) and len(choices) <= _LETTERS  # of more, AB may be the 28th
    if len(tokens) == 1 and together and len(set(text)) == len(text):
        tokens = list(text)
    letters = [token.rstrip(".)").upper() for token in tokens]
    form = r"[A-Z]{1,2}" if len(tokens) > 1 else r"[A-Z]"
    if all(re.fullmatch(form, token) for token in letters):
        places = [labels.index(x) if x in labels else _place(x) for x in letters]
        if all(place < len(choices) for place in places):
            named = Claim(Evidence.STATED, tuple(places), spans=(span,))
            words = [folded.index(x.casefold()) if folded.count(x.casefold()) == 1 else -1 for x in tokens]
            if -1 in words or set(words) == set(places):
                return (named,)
            return named, Claim(Evidence.STATED, tuple(words), spans=(span,))  # letters that are choices' own words
    if all(token.isdecimal() for token in tokens) and base is not None:
        places = [int(token) - base for token in tokens]
        if all(0 <= place < len(choices) for place in places):
            return (Claim(Evidence.STATED, tuple(places), spans=(span,)),)
        return (Claim(Evidence.STATED, labels=tuple(tokens), spans=(span,)),)
    if all(token.isdecimal() for token in tokens):
        return ()
    return (Claim(Evidence.STATED, texts=tuple(tokens) if len(tokens) > 1 else (text,), spans=(span,)),)
