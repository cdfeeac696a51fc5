"""One line with its label read, also where the label was taken for an enumerator.

"Explanation: It floats"   EXPLANATION, "It floats"       "Q: What floats?"       QUESTION, the enumerator "Q:"
"Ans. (2)"                 ANSWER, "(2)"                  "Question 1 options:"   OPTIONS
"R: B"                     ANSWER, "B"                    "QUESTION NO: 1"        the enumerator 1, no words
"""

from __future__ import annotations

import re

from extract.grammar.lines.line_pieces import Piece, form_of
from extract.grammar.lines.lines import NO_ROLES, Line
from extract.grammar.words import labels
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.labels import Label
from extract.grammar.words.rich import cut, plain, strip
from quizmill.block import Enumerator, Kind, Run, System

_VOTED = re.compile(r"\s*[(\[]?\b(?:Most Voted|most voted)\Z")
_BARE = re.compile(r"[(\[]?[A-Ha-h1-9][)\].]?(?:\s*,\s*[A-Ha-h1-9])*\.?\Z")
_LETTER_ONLY = re.compile(r"[QAqa]\s*[:.]?\Z")
_R = ("R:", "r:", "R.:")  # respuesta, risposta, răspuns


def line_of(at: int, piece: Piece) -> Line:
    """The line of a piece, `at` its place among the document's lines."""
    block, runs, enum, mark, glued = piece
    runs = strip(runs)
    text = plain(runs)
    if text.endswith("oted") and (voted := _VOTED.search(text)):  # readers' votes are no key
        runs = cut(runs, 0, voted.start())
        text = plain(runs)
    form = form_of(enum) if enum is not None else ""
    gap = 0 if glued else block.gap
    line = Line(at, block, block.kind, runs, text, enum, form, mark, NO_ROLES, (), gap, pieces=glued)
    if enum is None or not (_is_answer(line, enum) or _is_letter(line, enum) or _is_named(line, enum)):
        _read_label(line, enum)
    return line


def has_letter(line: Line) -> bool:
    """`Q:` or `A:` stands before the line."""
    return line.enum is not None and bool(_LETTER_ONLY.match(line.enum.raw))


def _is_answer(line: Line, enum: Enumerator) -> bool:
    """`Answer 2`, `Ans. (2)`, `R: B`: the enumerator was an answer's label, if that is true."""
    named = bool(enum.word) and Role.ANSWER in roles_of(enum.word)
    if named and not line.text and enum.raw.endswith(")"):
        line.runs = (Run(f"({enum.value})"),)
        line.text = plain(line.runs)
    elif named and not line.text and Role.QUESTION in roles_of(enum.word.split()[-1]):  # "Answer to question 2"
        line.enum, line.form, line.gap = None, "", line.block.gap
        line.runs, line.text, line.label = (Run(enum.raw),), enum.raw, enum.word
        line.roles = frozenset((Role.ANSWER,))
        return True
    elif not (named and line.text) and not (enum.raw in _R and _BARE.match(line.text)):
        return False
    line.enum, line.form = None, ""
    line.roles, line.value, line.label = frozenset((Role.ANSWER,)), line.runs, enum.word if named else "r"
    line.gap = line.block.gap
    return True


def _is_letter(line: Line, enum: Enumerator) -> bool:
    """`Q:` asks and `A:` answers, if that is true."""
    if not has_letter(line):
        return False
    role = Role.QUESTION if enum.raw[0] in "Qq" else Role.ANSWER
    line.roles, line.value, line.label = frozenset((role,)), line.runs, enum.raw[0]
    return True


def _is_named(line: Line, enum: Enumerator) -> bool:
    """`(b) is the correct answer.`: a sentence on an option, and none."""
    if enum.word or enum.system not in (System.LOWER, System.UPPER) or not labels.IS_RIGHT.match(line.text):
        return False
    line.enum, line.form, line.gap = None, "", line.block.gap
    line.roles, line.value, line.label = frozenset((Role.ANSWER,)), (Run(enum.raw),), "answer"
    return True


def _read_label(line: Line, enum: Enumerator | None) -> None:
    label = _label(line)
    if enum is not None and enum.word and Role.OPTIONS in roles_of(line.text) and Role.QUESTION in roles_of(enum.word):
        line.enum, line.form = None, ""  # "Question 1 options:"
        line.roles, line.label = frozenset((Role.OPTIONS,)), line.text
    elif label is None:
        return
    elif enum is None and Role.QUESTION in label.roles and plain(label.value).strip().isdecimal():  # "QUESTION NO: 1"
        line.enum, line.form = Enumerator(line.text, int(plain(label.value)), System.DECIMAL, label.words), "w1"
        line.runs, line.text, line.label = (), "", label.words
    else:
        line.roles, line.value, line.label = label.roles, label.value, label.words


def _label(line: Line) -> Label | None:
    if line.kind in (Kind.CODE, Kind.ROW, Kind.IMAGE):
        return None
    label = labels.read(line.runs)
    if label is None and line.enum is None and line.mark is None:
        label = labels.names_right(line.runs, line.text)
    if label is None and line.mark is not None and line.mark.glyph in line.text:
        label = labels.read((Run(line.mark.glyph), *line.runs))
    if label is not None and line.enum is not None and label.words == "a":
        return None  # "2. A – Russia" names an option
    return label
