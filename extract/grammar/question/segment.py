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

from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question import listed_options, review_lines
from extract.grammar.question.forms import take_field
from extract.grammar.question.found import Found, state
from extract.grammar.question.options import take_options
from extract.grammar.question.other_keys import is_pairing
from extract.grammar.question.segment_options import split
from extract.grammar.question.segment_stem import take_stem
from extract.grammar.question.tail import read_tail
from extract.grammar.question.torn import torn
from extract.grammar.question.verdicts import judge
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role
from extract.grammar.words.rich import plain
from quizmill.block import Kind, System


def parse(doc: Doc, lines: Sequence[Line], opener: bool = True) -> Found:
    """Reads one segment; its first line is the opener (or the first line of the stem)."""
    found = Found(list(lines))
    if not lines:
        found.malformed = True
        return found
    first, *below = lines
    _open(found, first)
    body = below if opener else list(lines)
    if opener:
        review_lines.take(doc, found, first, body)
    listed = listed_options.find(body)
    if listed is not None and not doc.on("listed options"):
        found.malformed, listed = True, None  # options that nothing explains
    if listed is not None:
        body.remove(listed)
    run, before, after = split(doc, first, body, found)
    before = [first, *before] if opener else before
    take_stem(found, before)
    if run is not None:
        found.malformed = found.malformed or torn(run, before)
        take_options(doc, found, run, after)
    _early(doc, found)
    found.malformed = found.malformed or (run is None and _is_above(first, after))
    if run is not None or after:
        read_tail(doc, found, after)
    if run is not None:
        judge(doc, found)
        return found
    if listed is not None:
        listed_options.take(found, listed)
    take_field(found)
    return found


def _open(found: Found, first: Line) -> None:
    """The question's number and whether its first line is labelled as one."""
    if first.enum is not None and first.enum.system is System.DECIMAL:
        found.number = str(first.enum.value)
    kinded = first.enum is not None and cues.names_kind(first.text)
    found.labelled = Role.QUESTION in first.roles or bool(first.enum and first.enum.word) or kinded
    if Role.QUESTION in first.roles:
        found.stem_first = first.value


def _is_above(first: Line, after: Sequence[Line]) -> bool:
    """A bare "Answers", or a heading over boxes that hold questions of their own, is no stem."""
    over_boxes = bool(after) and after[0].box != first.box and after[0].kind is not Kind.SUMMARY and not after[0].roles
    return (Role.ANSWER in first.roles and not first.value) or over_boxes


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
