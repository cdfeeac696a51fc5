"""One question's lines to a draft: stem, options, evidence of the key, feedback, hints and the rest.

    What is red?            stem
    a) a cherry             option
    b) a banana             option
    Answer: a               claim (stated)
    A ripe one is.          feedback

The parts are read in order: words before the run of options are the stem, labelled lines go where their label says,
and what follows an answer explains it. A segment with two runs of options is no question, and says so (`malformed`).
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.grammar import listed_options, prose, review_lines, words_cues
from extract.grammar.found import Found, state
from extract.grammar.judged_lines import judged_run, opens_with_status, verdict
from extract.grammar.lines import Doc, Line
from extract.grammar.meta import take_meta
from extract.grammar.options import take_options
from extract.grammar.other_keys import is_pairing
from extract.grammar.plain_lines import plain_run
from extract.grammar.remark_signs import is_remark, told_when
from extract.grammar.rich import LOOKS, covering, plain, without
from extract.grammar.runs import OptionRun, Rank, find_runs, key_of
from extract.grammar.tail import read_tail
from extract.grammar.torn import torn
from extract.grammar.verdicts import judge
from extract.grammar.words import Role
from quizmill.block import Kind, System
from quizmill.draft import Claim
from quizmill.item import Evidence

_MOST_OPTIONS = 60


def parse(doc: Doc, lines: Sequence[Line], opener: bool = True) -> Found:
    """Reads one segment; its first line is the opener (or the first line of the stem)."""
    found = Found(list(lines))
    if not lines:
        found.malformed = True
        return found
    first = lines[0]
    if first.enum is not None and first.enum.system.value == "decimal":
        found.number = str(first.enum.value)
    found.labelled = Role.QUESTION in first.roles or bool(first.enum and first.enum.word)
    if Role.QUESTION in first.roles:
        found.stem_first = first.value
    body = list(lines[1:]) if opener else list(lines)
    if opener:
        review_lines.take(doc, found, first, body)
    listed = listed_options.find(body)
    if listed is not None and not doc.on("listed options"):
        found.malformed, listed = True, None  # options that nothing explains
    if listed is not None:
        body.remove(listed)
    run, before, after = _split(doc, first, body, found)
    _stem(found, [first, *before] if opener else before)
    if run is not None:
        found.malformed = found.malformed or torn(run, [first, *before] if opener else before)
        take_options(doc, found, run, after)
    _early(doc, found)
    if any(line.roles & {Role.ANSWER} and not line.value for line in [first]) and not run:
        found.malformed = True
    if run is None and after and after[0].box != first.box and after[0].kind is not Kind.SUMMARY and not after[0].roles:
        found.malformed = True  # a heading over boxes that hold questions of their own
    if run is not None or after:
        read_tail(doc, found, after)
    if listed is not None and run is None:
        listed_options.take(found, listed)
    if run is not None:
        judge(doc, found)
    else:
        from extract.grammar.forms import take_field

        take_field(found)
    return found


def _early(doc: Doc, found: Found) -> None:
    """Answers that stand before the options, or in the stem of an open question."""
    for line in found.early if doc.on("answer labels") else ():
        if is_pairing(plain(line.value)):
            found.malformed = True  # the key of another question
        elif found.options:
            state(found, prose.text([line], line.value), [line])
        else:
            found.answers.append(prose.fragment([line], line.value))
            found.answered = True


def _split(doc: Doc, first: Line, body: list[Line], found: Found) -> tuple[OptionRun | None, list[Line], list[Line]]:
    """The main run of options, the lines before it and those after."""
    runs = find_runs(body, first.box, doc.off)
    keyed = any(Role.ANSWER in line.roles for line in body)
    keyed = keyed or any(words_cues.asks_openly(line.text) for line in (first, *body[: runs[0].start if runs else 0]))
    asked = [run for run in runs if _asks(run) and (run.rank is Rank.BULLET or not keyed)]
    found.parts = any(run.rank is not Rank.BULLET for run in asked)
    runs = [run for run in runs if not _under_label(body, run) and run not in asked and not _are_labels(run)]
    stemmed = bool(first.text or first.value) and not opens_with_status(first)
    if not runs and doc.on("judged lines") and (judged := judged_run(body, first.box, doc.below, stemmed)) is not None:
        return _judged(found, body, *judged)
    if not runs and doc.on("plain lines") and (run := plain_run(body, first.box, stemmed)) is not None:
        return (
            run,
            body[: run.start],
            [line for line in body[run.start :] if line not in [option.head for option in run.options]],
        )
    if not runs:
        return None, *_until_label(first, body)
    said = next(
        (i for i, line in enumerate(body) if _answers(line)),
        len(body),
    )
    if any(run.end <= said for run in runs):
        runs = [run for run in runs if run.end <= said]  # lists behind the answer explain it
    if any(len(run.options) > _MOST_OPTIONS for run in runs):
        found.malformed = True  # a list of things
        return None, body[:1], []
    rank = max(run.rank for run in runs)
    best = [run for run in runs if run.rank is rank]
    if len(best) > 1 and rank > Rank.NUMBER:
        found.malformed = True
    run = best[-1] if rank in (Rank.BULLET, Rank.NUMBER) else best[0]
    if len(best) > 1 and run is not best[0] and not _leads_to(body, best, run):
        found.malformed = True
    if sum(_is_of(line, run.rank) for line in body[: run.start]) > 1:
        found.malformed = True  # options of another question
    if (
        len(run.options) > 2
        and not run.start
        and _empty_opener(first)
        and words_cues.is_question(run.options[0].head.text)
    ):
        option = run.options.pop(0)  # the stem was typed as a bullet too
        start = run.start + 1 + len(option.body)
        return run, body[:start], body[run.end :]
    if run.rank is Rank.BULLET and _facts(body[run.end :]):
        return None, *_until_label(first, body)
    return run, body[: run.start], body[run.end :]


def _answers(line: Line) -> bool:
    """An answer on its line, or a heading above one."""
    if line.kind is Kind.HEADING:
        return bool(line.roles & {Role.ANSWER, Role.SOLUTION}) and Role.QUESTION not in line.roles
    return Role.ANSWER in line.roles and bool(line.value) and line.kind is not Kind.ITEM


def _judged(
    found: Found, body: list[Line], run: OptionRun, right: list[int]
) -> tuple[OptionRun, list[Line], list[Line]]:
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
    asking = sum(words_cues.asks_openly(option.head.text) for option in run.options)
    if run.rank in (Rank.LETTER, Rank.ROMAN, Rank.NUMBER):
        mostly = asking == len(run.options) or (asking >= 2 and asking == len(run.options) - 1)
        return mostly and all(option.head.mark is None for option in run.options)
    return run.rank is Rank.BULLET and asking * 2 > len(run.options)


def _are_labels(run: OptionRun) -> bool:
    """Bullets that all begin with a label are the parts of an answer: "- **Solution:** ...", "- **Answer:** ..."."""
    return run.rank is Rank.BULLET and all(
        option.head.roles & {Role.ANSWER, Role.SOLUTION, Role.EXPLANATION, Role.HINT} and option.head.value
        for option in run.options
    )


def _until_label(first: Line, body: list[Line]) -> tuple[list[Line], list[Line]]:
    stop = next((i for i, line in enumerate(body) if _ends_stem(line, first, i)), len(body))
    return body[:stop], body[stop:]


def _facts(after: list[Line]) -> bool:
    """The list only gave facts: a paragraph that asks follows, and one more bullet (or one with bullets under it)."""
    asks = next((i for i, line in enumerate(after) if line.kind is not Kind.TEXT or line.roles), len(after))
    return (
        0 < asks < len(after)
        and any(words_cues.is_question(line.text) for line in after[:asks])
        and after[asks].bullet
        and not after[asks].roles
    )


def _leads_to(body: list[Line], best: list[OptionRun], run: OptionRun) -> bool:
    """Facts in a list, then the question in a paragraph, then the options: the last list only is one of options."""
    previous = best[best.index(run) - 1]
    between = body[previous.end : run.start]
    return len(best) == 2 and any(line.kind is Kind.TEXT and words_cues.is_question(line.text) for line in between)


def _under_label(body: list[Line], run: OptionRun) -> bool:
    """A list after a bare "Solution" or "Answer" belongs to it."""
    for line in reversed(body[: run.start]):
        if line.roles and line.kind is not Kind.ITEM:
            bare = not line.value
            return (
                bare
                and bool(
                    line.roles
                    & {Role.ANSWER, Role.SOLUTION, Role.EXPLANATION, Role.MISTAKES, Role.HINT, Role.OBJECTIVES}
                )
                and Role.OPTIONS not in line.roles
            )
        if line.kind is not Kind.TEXT:
            return False
    return False


def _ends_stem(line: Line, first: Line, index: int) -> bool:
    if line.kind is Kind.SUMMARY or line.box != first.box:
        return True
    if line.kind is Kind.HEADING and not line.roles and index:
        return line.level <= first.level or first.kind is not Kind.HEADING
    if line.block.tint and line.roles & {Role.RIGHT, Role.WRONG, Role.PARTIAL} and index:
        return True  # a coloured box that judges
    return (
        bool(
            line.roles & {Role.ANSWER, Role.SOLUTION, Role.EXPLANATION, Role.HINT, Role.REVEAL, Role.FINAL, Role.YOURS}
        )
        and line.kind is not Kind.CODE
    )


def _stem(found: Found, lines: list[Line]) -> None:
    """The stem, and the lines before the options that only label it."""
    for index, line in enumerate(lines):
        if not index:
            if line.text or line.kind in (Kind.CODE, Kind.IMAGE) or line.enum or Role.QUESTION in line.roles:
                found.taken.append(line)
                if _empty_opener(line):
                    continue
                found.stem.append(line)
            continue
        if (
            take_meta(found, line)
            or line.kind is Kind.RULE
            or (words_cues.is_furniture(line.text) and (line.kind is Kind.TEXT or line.text[:1] == "("))
        ):
            found.taken.append(line)
            continue
        if Role.YOURS in line.roles:
            found.taken.append(line)
            continue
        if Role.ANSWER in line.roles and line.value:
            found.early.append(line)
            found.taken.append(line)
            continue
        if is_remark(line):
            found.feedback.append((told_when(line), prose.fragment([line], line.value)))
            found.taken.append(line)
            continue
        if Role.OPTIONS in line.roles and not line.value and line is lines[-1]:
            found.taken.append(line)
            continue
        found.stem.append(line)
        found.taken.append(line)
    _off_title(found)
    if found.stem and found.stem[0] is not (lines[0] if lines else None):
        found.stem_first = None
        if Role.QUESTION in found.stem[0].roles and found.stem[0].value:
            found.stem_first = found.stem[0].value
    if found.points is None and found.stem:
        found.points = words_cues.points_in(plain(found.stem[-1].runs)) or words_cues.points_in(
            plain(found.stem[0].runs)
        )
    _off_bold(found)


def _off_title(found: Found) -> None:
    """A title above the one numbered question of a piece is a section's, not the question's."""
    if len(found.stem) < 2:
        return
    title, first, *rest = found.stem
    numbered = first.enum is not None and first.enum.system is System.DECIMAL and words_cues.is_question(first.text)
    if title.kind is not Kind.HEADING or title.enum or title.roles or words_cues.is_question(title.text):
        return
    if numbered and not any(line.enum is not None for line in rest):
        found.stem = [first, *rest]
        found.taken = [line for line in found.taken if line is not title]


def _empty_opener(line: Line) -> bool:
    if line.kind in (Kind.CODE, Kind.IMAGE, Kind.ROW):
        return False
    if Role.QUESTION in line.roles:
        return not plain(line.value).strip()
    headed = line.enum is not None and bool(line.enum.word) and words_cues.is_furniture(line.text)
    headed = headed or (line.enum is not None and words_cues.names_kind(line.text))
    return not line.text or headed or opens_with_status(line)


def _off_bold(found: Found) -> None:
    """A stem written wholly bold is written so to stand out; the stem itself is its words."""
    if found.stem and found.stem[0].kind is not Kind.CODE:
        runs = found.stem[0].runs if found.stem_first is None else found.stem_first
        style = covering(runs) & LOOKS
        if style:
            found.stem_first = without(runs, style)
