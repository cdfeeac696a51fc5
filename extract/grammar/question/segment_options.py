"""Which of a question's lines are its options, which stand before them and which after.

What floats?              before
- Remember density.       a list of facts, not of options
a) iron                   the options: of several lists those that are marked best
b) cork
Answer: b                 after

Lists under an answer's label, of sub-questions or of labels are none. Two that could be the options are doubtful, and
the question says so (`malformed`).
"""

from __future__ import annotations

import re

from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.lines.runs import OptionRun, Rank, find_runs, key_of
from extract.grammar.question.blanks import RULED
from extract.grammar.question.choice_reasons import are_reasons
from extract.grammar.question.found import Found
from extract.grammar.question.judged_lines import judged_run, opens_with_status, verdict
from extract.grammar.question.plain_lines import plain_run
from extract.grammar.question.segment_stem import is_empty_opener
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role
from quizmill.block import Kind
from quizmill.draft import Claim
from quizmill.item import Evidence

Split = tuple[OptionRun | None, list[Line], list[Line]]  # the options, the lines before them and those after

_CHOICES = re.compile(r"choice|select|quiz|checkbox|true|mcq", re.IGNORECASE)
_BLANK = re.compile(RULED)
_MOST_OPTIONS = 60
_TOLD = frozenset((Role.ANSWER, Role.SOLUTION))
_ANSWERING = frozenset((Role.ANSWER, Role.SOLUTION, Role.EXPLANATION, Role.HINT))
_OWNING = _ANSWERING | {Role.MISTAKES, Role.OBJECTIVES}  # a list under a label of these belongs to it
_ENDING = _ANSWERING | {Role.REVEAL, Role.FINAL, Role.YOURS}


def split(doc: Doc, first: Line, body: list[Line], found: Found) -> Split:
    """The main run of options, the lines before it and those after."""
    runs = _candidates(doc, first, body, found)
    if not runs:
        return _unmarked(doc, first, body, found)
    said = next((i for i, line in enumerate(body) if _answers(line)), len(body))
    runs = [run for run in runs if run.end <= said] or runs  # lists behind the answer explain it
    if any(len(run.options) > _MOST_OPTIONS for run in runs):
        found.malformed = True  # a list of things
        return None, body[:1], []
    run = _main(found, body, runs)
    if _holds_stem(first, run):
        option = run.options.pop(0)
        start = run.start + 1 + len(option.body)
        return run, body[:start], body[run.end :]
    if run.rank is Rank.BULLET and _facts(body[run.end :]):
        return None, *_until_label(first, body)
    return run, body[: run.start], body[run.end :]


def _candidates(doc: Doc, first: Line, body: list[Line], found: Found) -> list[OptionRun]:
    """The runs of marked lines that may be options."""
    runs = find_runs(body, first.box, doc.off)
    runs = [run for at, run in enumerate(runs) if not at or not are_reasons(run, runs[0])]
    keyed = any(Role.ANSWER in line.roles for line in body)
    keyed = keyed or any(cues.asks_openly(line.text) for line in (first, *body[: runs[0].start if runs else 0]))
    asked = [run for run in runs if (_asks(run) and (run.rank is Rank.BULLET or not keyed)) or _completes(run)]
    found.parts = any(run.rank is not Rank.BULLET for run in asked)
    return [run for run in runs if not _under_label(body, run) and run not in asked and not _are_labels(run)]


def _unmarked(doc: Doc, first: Line, body: list[Line], found: Found) -> Split:
    """Bare lines as options, by their verdicts or their looks; else there are none."""
    stemmed = bool(first.text or first.value) and not opens_with_status(first)
    if doc.on("judged lines") and (judged := judged_run(body, first.box, doc.below, stemmed)) is not None:
        return _judged(found, body, *judged)
    run = plain_run(body, first.box, stemmed, doc.looks, _of_choices(first)) if doc.on("plain lines") else None
    if run is not None:
        heads = [option.head for option in run.options]
        return run, body[: run.start], [line for line in body[run.start :] if line not in heads]
    return None, *_until_label(first, body)


def _of_choices(first: Line) -> bool:
    """`3. Multiple choice`: the opener names the kind of its question."""
    return first.enum is not None and bool(_CHOICES.search(first.text)) and cues.names_kind(first.text)


def _main(found: Found, body: list[Line], runs: list[OptionRun]) -> OptionRun:
    """The run that is marked best: of lettered ones the first, of lists the last."""
    rank = max(run.rank for run in runs)
    best = [run for run in runs if run.rank is rank]
    run = best[-1] if rank in (Rank.BULLET, Rank.NUMBER) else best[0]
    if len(best) > 1 and (rank > Rank.NUMBER or (run is not best[0] and not _leads_to(body, best, run))):
        found.malformed = True
    if sum(_is_of(line, run.rank) for line in body[: run.start]) > 1:
        found.malformed = True  # options of another question
    return run


def _holds_stem(first: Line, run: OptionRun) -> bool:
    """The stem was typed as a bullet too."""
    heading = len(run.options) > 2 and not run.start and is_empty_opener(first)
    return heading and cues.is_question(run.options[0].head.text)


def _answers(line: Line) -> bool:
    """An answer on its line, or a heading above one."""
    if line.kind is Kind.HEADING:
        return bool(line.roles & _TOLD) and Role.QUESTION not in line.roles
    return Role.ANSWER in line.roles and bool(line.value) and line.kind is not Kind.ITEM


def _judged(found: Found, body: list[Line], run: OptionRun, right: list[int]) -> Split:
    """Bare lines with verdicts on lines of their own: these, and how the learner did, are no part of the question."""
    heads = [option.head for option in run.options]
    said = [line for line in body[: run.end] if verdict(line.text)]
    found.taken += said
    told = [line for line in said if verdict(line.text) is Role.RIGHT]
    found.claims.append(Claim(Evidence.MARKED_CORRECT, choices=tuple(right), spans=prose.spans(told)))
    return run, [line for line in body[: run.start] if line not in said and line not in heads], body[run.end :]


def _is_of(line: Line, rank: Rank) -> bool:
    key = key_of(line) if rank in (Rank.BOX, Rank.LETTER, Rank.ROMAN) else None
    return key is not None and key.rank is rank


def _asks(run: OptionRun) -> bool:
    """A list of questions is one of sub-questions, not of options."""
    asking = sum(cues.asks_openly(option.head.text) for option in run.options)
    if run.rank in (Rank.LETTER, Rank.ROMAN, Rank.NUMBER):
        mostly = asking == len(run.options) or (asking >= 2 and asking == len(run.options) - 1)
        return mostly and all(option.head.mark is None for option in run.options)
    return run.rank is Rank.BULLET and asking * 2 > len(run.options)


def _completes(run: OptionRun) -> bool:
    """Numbered sentences with blanks to fill."""
    left_out = sum(bool(_BLANK.search(option.head.text)) for option in run.options)
    return run.rank is Rank.NUMBER and left_out * 5 >= len(run.options) * 4


def _are_labels(run: OptionRun) -> bool:
    """Bullets that all begin with a label are the parts of an answer: "- **Solution:** ...", "- **Answer:** ..."."""
    return run.rank is Rank.BULLET and all(
        option.head.roles & _ANSWERING and option.head.value for option in run.options
    )


def _until_label(first: Line, body: list[Line]) -> tuple[list[Line], list[Line]]:
    stop = next((i for i, line in enumerate(body) if _ends_stem(line, first, i)), len(body))
    return body[:stop], body[stop:]


def _facts(after: list[Line]) -> bool:
    """The list only gave facts: a paragraph that asks follows, and one more bullet (or one with bullets under it)."""
    asks = next((i for i, line in enumerate(after) if line.kind is not Kind.TEXT or line.roles), len(after))
    return (
        0 < asks < len(after)
        and any(cues.is_question(line.text) for line in after[:asks])
        and after[asks].bullet
        and not after[asks].roles
    )


def _leads_to(body: list[Line], best: list[OptionRun], run: OptionRun) -> bool:
    """Facts in a list, then the question in a paragraph, then the options: the last list only is one of options."""
    previous = best[best.index(run) - 1]
    between = body[previous.end : run.start]
    return len(best) == 2 and any(line.kind is Kind.TEXT and cues.is_question(line.text) for line in between)


def _under_label(body: list[Line], run: OptionRun) -> bool:
    """A list after a bare "Solution" or "Answer" belongs to it."""
    for line in reversed(body[: run.start]):
        if line.roles and line.kind is not Kind.ITEM:
            return not line.value and bool(line.roles & _OWNING) and Role.OPTIONS not in line.roles
        if line.kind is not Kind.TEXT:
            return False
    return False


def _ends_stem(line: Line, first: Line, index: int) -> bool:
    """A box, a heading of its own, a coloured verdict or a label of what follows."""
    if line.kind is Kind.SUMMARY or line.box != first.box:
        return True
    if line.kind is Kind.HEADING and not line.roles and index:
        return line.level <= first.level or first.kind is not Kind.HEADING
    if line.block.tint and line.roles & {Role.RIGHT, Role.WRONG, Role.PARTIAL} and index:
        return True  # a coloured box that judges
    return bool(line.roles & _ENDING) and line.kind is not Kind.CODE
