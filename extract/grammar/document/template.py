"""The document's own template: its questions look alike, so a cut that explains many is right.

The lines are cut by each shape of opener, every piece is read, and the cut whose questions are best formed is taken:
keyed over answered over keyless, minus malformed. The rest of the lines is cut again, until nothing explains more.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.grammar.document import gate
from extract.grammar.document.leftovers import leftovers
from extract.grammar.document.openers import Opener, openers
from extract.grammar.document.statuses_above import put_below
from extract.grammar.document.whole import whole_template
from extract.grammar.keys.contrast import contrast
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.lines.runs import Rank, is_section
from extract.grammar.question import forms
from extract.grammar.question.found import Found
from extract.grammar.question.instructions import is_instruction
from extract.grammar.question.judged_lines import opens_with_status
from extract.grammar.question.segment import parse
from extract.grammar.question.torn import option_like
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.rich import covering
from quizmill.block import Kind, Style, System

_DIGITS = 4  # that a count of questions has not
_ROUNDS = 8
_WELL_FORMED = 4.0  # the worth of the best formed question
_STRONG, _COUNTED = 1.1, 1.08  # what an opener adds that says "question", and one whose numbers count on


@dataclass(slots=True)
class Cut:
    """A way to cut the document, and the questions it makes."""

    opener: Opener
    found: list[Found]
    score: float = 0
    good: list[Found] = field(default_factory=list)


def read_templates(doc: Doc, lines: Sequence[Line]) -> list[Found]:
    """Every question of the lines, template by template. Taken lines are noted in `doc.used`."""
    if not doc.on("template"):
        return _accept(doc, _single(doc, list(lines)))
    taken: list[Found] = []
    rest = list(lines)
    for _ in range(_ROUNDS):
        best = _best(doc, rest)
        if best is None:
            break
        accepted = _accept(doc, best)
        if not accepted:
            break
        taken += accepted
        rest = [line for line in rest if line.at not in doc.used]
    if doc.on("leftovers"):
        taken += leftovers(doc, taken, lines)
    return taken


def _best(doc: Doc, lines: list[Line]) -> Cut | None:
    seen: set[tuple[int, ...]] = set()
    cuts: list[Cut] = []
    best_score = 0.0
    for opener in openers(doc, lines):
        if opener.starts in seen:
            continue
        seen.add(opener.starts)
        if not opener.strong and best_score >= _WELL_FORMED * len(opener.starts) * _COUNTED:
            continue  # were all its pieces as well formed as can be, it would not be taken
        cut = _cut(doc, lines, opener)
        if cut.good and cut.score > 0:
            cuts.append(cut)
            best_score = max(best_score, cut.score)
    best = max(cuts, key=lambda cut: cut.score, default=None)
    if best is None or not best.opener.shape.startswith("above"):
        return best
    named = [cut for cut in cuts if cut.opener.strong and len(cut.good) >= 2 and _keyed(cut) >= _keyed(best)]
    return max(named, key=lambda cut: cut.score, default=best)


def _keyed(cut: Cut) -> int:
    """Questions with a key. Openers that say "question" are trusted over mere paragraphs that key no more."""
    return sum(bool(one.claims) for one in cut.good)


def _single(doc: Doc, lines: list[Line]) -> Cut:
    """Without the template: only what the paragraph above a run makes."""
    cuts = [_cut(doc, lines, opener) for opener in openers(doc, lines) if opener.shape.startswith("above")]
    return max(cuts, key=lambda cut: cut.score, default=Cut(Opener("none", ()), []))


def _is_next_number(lines: Sequence[Line], start: int, at: int, count: int) -> bool:
    """A number alone: as many as the questions are, or one more than the number alone above this question."""
    number, before = _bare_number(lines[at]), _bare_number(lines[start - 1]) if start else None
    return number is not None and (number == count or (before is not None and number == before + 1))


def _bare_number(line: Line) -> int | None:
    if line.enum is not None and line.enum.system is System.DECIMAL and not line.enum.word and not line.text:
        return line.enum.value
    bare = line.text.rstrip(".)") if line.enum is None else ""
    return int(bare) if bare.isdecimal() and len(bare) < _DIGITS else None


def segments(lines: Sequence[Line], opener: Opener) -> list[list[Line]]:
    """The lines of each question: from its opener to the next, or to a line that ends the section."""
    made: list[list[Line]] = []
    starts = [*opener.starts, len(lines)]
    for start, end in itertools.pairwise(starts):
        stop = start + 1
        base = lines[start].box
        while stop < end and not _ends(lines, stop, opener, base):
            stop += 1
        if stop == end < len(lines) and stop - start > 2 and _is_next_number(lines, start, stop - 1, len(made) + 2):
            stop -= 1  # the next question's number, in a cell or line of its own
        made.append(list(lines[start:stop]))
    made = put_below(_untitled(lines, opener, made), lines[: opener.starts[0]] if opener.starts else ())
    if opener.shape == "letters":
        return [_relettered(segment) for segment in made]
    return made


def _untitled(lines: Sequence[Line], opener: Opener, made: list[list[Line]]) -> list[list[Line]]:
    """Where a bold title stands above nearly every question, the first included, it ends no question before it."""
    titled = [start for start in opener.starts if start and _is_title(lines[start - 1])]
    if len(titled) < 2 or titled[0] != opener.starts[0] or len(titled) * 5 < len(opener.starts) * 4:
        return made
    titles = {lines[start - 1].at for start in titled}
    return [segment[:-1] if len(segment) > 1 and segment[-1].at in titles else segment for segment in made]


def _is_title(line: Line) -> bool:
    bold = bool(covering(line.runs) & Style.BOLD) and line.enum is None and not line.roles
    return bold and bool(line.gap) and line.kind is Kind.TEXT and not cues.is_question(line.text)


def _relettered(segment: list[Line]) -> list[Line]:
    """Options whose letters count on from the question's, or all have the same one, are counted from the first."""
    counted, place = [segment[0]], 0
    for line in segment[1:]:
        if line.enum is not None and not line.enum.word and line.enum.system in (System.LOWER, System.UPPER):
            place += 1
            line = replace(line, enum=replace(line.enum, value=place))
        counted.append(line)
    return counted


def _ends(lines: Sequence[Line], index: int, opener: Opener, base: tuple[int, ...]) -> bool:
    line = lines[index]
    if line.box != base:
        return len(line.box) < len(base)
    if line.at != lines[index - 1].at + 1 and line.at - lines[index - 1].at > 1 and _was_taken(lines, index):
        return True
    if is_section(line) or (line.kind is Kind.TEXT and line.gap and _SECTION.match(line.text)):
        return True
    if line.gap and (_orders(lines, index) or _is_loud(lines, index, opener)):
        return True  # how to answer the next group of questions, or its title
    if line.kind is Kind.TEXT and line.gap and line.text == lines[0].text and line.enum is None and not line.roles:
        return True  # the title again: another part begins
    if line.kind is Kind.HEADING:
        if line.roles & {Role.KEYS} and not line.value and Role.ANSWER not in line.roles:
            return True
        if line.roles and Role.CONTENTS not in line.roles:
            return False
        if opener.shape.endswith("number") and line.enum is None and line.indent > 2:
            return False  # a heading inside a numbered entry
        return not opener.heading or line.level <= opener.heading
    if line.kind is Kind.RULE and line.indent > lines[opener.starts[0]].indent + 2:
        return False  # a rule inside an indented body
    if line.kind is Kind.RULE:
        following = next((one for one in lines[index + 1 :] if one.kind is not Kind.RULE), None)
        return following is None or (
            not following.roles & {Role.ANSWER, Role.SOLUTION, Role.EXPLANATION} and following.kind is not Kind.SUMMARY
        )
    return False


def _orders(lines: Sequence[Line], index: int) -> bool:
    """An instruction above the next numbered question."""
    after = lines[index + 1] if index + 1 < len(lines) else None
    numbered = after is not None and after.enum is not None and after.enum.system is System.DECIMAL
    return numbered and is_instruction(lines[index].text)


def _is_loud(lines: Sequence[Line], index: int, opener: Opener) -> bool:
    """A short line in capitals right above the next question: CRITICAL THINKING."""
    line, above = lines[index], lines[index - 1]
    bare = line.kind is Kind.TEXT and line.enum is None and line.mark is None and not line.roles
    title = bare and line.text.isupper() and _TITLE[0] <= len(line.text) <= _TITLE[1] and line.text[-1:].isalpha()
    return title and not (above.roles and not above.value) and index + 1 in opener.starts


_TITLE = 6, 60  # characters of a part's title


def _was_taken(lines: Sequence[Line], index: int) -> bool:
    """Lines between these two went to another question already."""
    return lines[index].at > lines[index - 1].at + 1


def _cut(doc: Doc, lines: Sequence[Line], opener: Opener) -> Cut:
    found = [parse(doc, segment) for segment in segments(lines, opener)]
    for one in found:
        one.malformed = one.malformed or (not opener.strong and any(map(_heads_question, one.lines[1:])))
    cut = Cut(opener, found)
    contrast(doc, found)
    whole_template(doc, opener, found)
    _score(doc, cut)
    return cut


def _heads_question(line: Line) -> bool:
    """`Question 8`, with how the learner did or no more: what follows is another question's."""
    worded = line.enum is not None and bool(line.enum.word) and Role.QUESTION in roles_of(line.enum.word)
    return worded and (not line.text or opens_with_status(line)) and line.kind is not Kind.CODE


def _score(doc: Doc, cut: Cut) -> None:
    times = Counter(one.number for one in cut.found)
    for one in cut.found:
        value = worth(doc, one, cut.opener)
        if value > 0 and not one.options and one.number and times[one.number] > doc.key_times[int(one.number)] > 0:
            value = 0  # more lines have this number than the key has entries: options of its questions, perhaps
        cut.score += value
        if value > 0:
            cut.good.append(one)
    cut.good = gate.kept(doc, cut.opener, cut.found, cut.good)
    if not cut.good:
        cut.score = 0
        return
    if cut.opener.strong:
        cut.score *= _STRONG
    elif forms.counts_on(cut.good):
        cut.score *= _COUNTED
    if cut.opener.shape.startswith("above"):
        cut.score *= 0.97
    if cut.opener.heading and not cut.opener.shape.endswith("number"):
        numbered = sum(one.lines[0].enum is not None for one in cut.found)
        cut.score *= 0.9 if numbered * 5 >= len(cut.found) * 4 and numbered < len(cut.found) else 1
    loose = sum(len(one.loose) for one in cut.good)
    cut.score -= 0.05 * loose
    cut.score -= 0.05 * (len(cut.found) - len(cut.good))  # of two cuts that explain as much, the one that cuts less


def worth(doc: Doc, one: Found, opener: Opener) -> float:
    """How well formed a question is."""
    words = one.words()
    if one.malformed:
        return -3
    if not words.strip() or len(words) > 12_000 or _is_bare(words):
        return -0.5 if one.options else 0
    if one.columns and one.claims:
        return _WELL_FORMED
    if not one.options and not one.answers and is_instruction(words):
        return 0
    if one.options:
        base = (
            _WELL_FORMED
            if one.claims or gate.promised(doc, one)
            else {Rank.BOX: 2.5, Rank.LETTER: 2.2, Rank.TICK: 1.0, Rank.NUMBER: 0.8, Rank.ROMAN: 0.8, Rank.BULLET: 0.8}[
                one.rank or Rank.BULLET
            ]
        )
        if len(one.options) > 12:
            base -= 2
        asking = cues.is_question(words) or one.labelled or gate.judges(one)
        if not one.claims and not asking and not (doc.quiz and one.points is not None):
            base -= 1.5
        return base
    if one.number and int(one.number) in doc.keyed and not one.answers and not option_like(one) and len(words) < 600:
        return 1.5
    if one.parts and doc.quiz and (one.labelled or one.number) and not one.answers:
        return 0.6
    if option_like(one):
        return 0
    if one.fillable and one.number and cues.is_question(words):
        return 1.5
    if one.answers and one.answered:
        return 2.0 if _short_stem(words) else 0.5
    if one.labelled and cues.is_question(words) and doc.quiz:
        return 0.4
    if forms.asks_for_points(doc, one) or forms.is_truth_sheet([one] * 3):
        return 0.6
    if opener.shape.startswith("bullet") and doc.quiz and not doc.faq and cues.asks_openly(words):
        return 0.4
    return 0


def _is_bare(words: str) -> bool:
    """Numbers and stops alone: a piece of a key, no question. A sum asks by its signs."""
    return len(words) < 40 and not any(char.isalpha() or char in "=+*/×÷<>?？^$!_{" for char in words)


_SECTION = re.compile(
    r"(?:part|section|round|unit|chapter|teil|runde|kapitel|partie|chapitre|manche|parte|sección|ronda|unidad|capítulo|rodada|часть|раздел"
    r"|раунд|тур|deel|ronde|del|część|runda)\s+(?:[A-H]|[IVX]{1,4}|\d{1,2})\b.{0,80}\Z"
    r"|(?:multiple[ -]choice|true\s?(?:/|or|&|and)\s?false|short[ -]answers?|completion|matching|essays?"
    r"|fill[ -]in[ -]the[ -]blanks?"
    r"|richtig\s?(?:/|oder)\s?falsch|vrai\s?(?:/|ou)\s?faux|verdadero\s?[/oy]\s?falso|vero\s?[/o]\s?falso)"
    r"(?:\s(?:questions?|section|items?))?\W*\Z",
    re.IGNORECASE,
)


def _short_stem(words: str) -> bool:
    return len(words) < 3000


def _siblings(cut: Cut) -> list[Found]:
    """Pieces of the accepted template that are formed like its good ones, though their stem does not ask."""
    ranks = {one.rank for one in cut.good if one.options}
    good = {id(one) for one in cut.good}
    return [
        one
        for one in cut.found
        if id(one) not in good and one.options and _like(one, ranks) and not one.malformed and one.words().strip()
    ]


def _like(one: Found, ranks: set[Rank | None]) -> bool:
    """Options of a rank; discs none of which is filled are boxes where others are."""
    return one.rank in ranks or (Rank.BOX in ranks and all(option.head.mark is not None for option in one.options))


def _accept(doc: Doc, cut: Cut) -> list[Found]:
    siblings = _siblings(cut) if len(cut.good) >= 2 else []
    if len(siblings) <= 2 * len(cut.good):
        cut.good = [one for one in cut.found if one in cut.good or one in siblings]
    for one in cut.good:
        doc.used.update(line.at for line in one.taken)
    return cut.good
