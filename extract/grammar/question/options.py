"""The options of a run: which lines are their words, which are said of them, and how they look."""

from __future__ import annotations

from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.lines.runs import Option, OptionRun, Rank
from extract.grammar.question.found import VERDICTS, Found
from extract.grammar.words.label_words import Role
from extract.grammar.words.rich import LOOKS, covering, plain
from quizmill.block import Kind, Style

MOST_LINES = 5  # that an option has below its first


def take_options(doc: Doc, found: Found, run: OptionRun, after: list[Line]) -> None:
    _last(run.options, after)
    found.options = run.options
    found.rank = run.rank
    if run.odd:
        found.doubts.append("the options' letters do not count on")
    for option in run.options:
        _body(option)
        found.taken += [option.head, *option.body, *option.feedback]
        found.looks.append(_look(option.head))
    if (
        all(option.head.mark and option.head.mark.sure < 1 for option in run.options)
        and len({option.head.mark.on for option in run.options if option.head.mark}) == 1
    ):
        found.rank = Rank.BULLET  # discs of one sort are bullets


def _last(options: list[Option], after: list[Line]) -> None:
    """The last option has as many lines as all before it had, where what follows it is as plain as theirs."""
    counts = {len(option.body) for option in options[:-1]}
    count = next(iter(counts))
    if len(options) < 3 or len(counts) > 1 or not 0 < count < MOST_LINES or options[-1].body or len(after) < count:
        return
    own, theirs = after[:count], options[0].body
    if all(_as_plain(line) and abs(line.indent - one.indent) <= 1 for line, one in zip(own, theirs, strict=True)):
        options[-1].body = own
        del after[:count]


def _as_plain(line: Line) -> bool:
    return line.kind is Kind.TEXT and not (line.roles or line.enum or line.mark or line.gap > 1)


def _body(option: Option) -> None:
    """Parts the lines under an option into its own words and what is said of it."""
    own: list[Line] = []
    judged = False
    for line in option.body:
        verdict = next(iter(line.roles & VERDICTS), None)
        if verdict and Role.ANSWER in line.roles and plain(line.value).strip() and ":" in line.text[:20]:
            verdict = None if not line.mark else verdict
        if not judged and (
            verdict
            or line.roles & {Role.EXPLANATION, Role.SOLUTION, Role.HINT, Role.IF_RIGHT, Role.IF_WRONG}
            or line.kind in (Kind.QUOTE, Kind.SUMMARY)
            or line.hidden
            or line.box != option.head.box
        ):
            judged = True
            option.verdict = verdict
        elif (
            not judged
            and line.gap
            and line.kind is Kind.TEXT
            and line.indent <= option.head.indent
            and option.head.mark
            and not prose.looks_code(line)
        ) or (
            not judged
            and line.kind is Kind.ITEM
            and line.indent > option.head.indent
            and sum(one.kind is Kind.ITEM for one in option.body) == 1
        ):
            judged = True
        (option.feedback if judged else own).append(line)
    option.body = own


_SEEN = LOOKS | Style.CODE


def _look(head: Line) -> Style:
    style = covering(head.runs)
    if style is Style.NONE and head.kind is not Kind.QUOTE:
        return style
    style &= _SEEN
    if head.kind is Kind.QUOTE:
        style |= Style.HIDDEN  # quoted where the others are not
    return style & ~Style.CODE
