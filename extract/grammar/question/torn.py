"""Options that are only a part of what was written: then something was not understood, and nothing is asserted.

* iron                    a list that begins in the stem: the options are its last entries
* ✔ cork
* stone

a) iron  b) cork          another question with its explanation stands in the stem
Explanation: ...
2. What sinks?

[ ] iron                  another question stands between two options
What sinks?
[x] cork

With every mechanism at work such pieces are cut elsewhere; where one is missing, this turns a wrong key into silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.grammar.lines.lines import Line
from extract.grammar.lines.runs import Option, OptionRun, Rank, key_of
from extract.grammar.lines.side import option_starts
from extract.grammar.question.found import Found
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role
from extract.grammar.words.rich import plain
from quizmill.block import Kind

_TELLING = frozenset((Role.ANSWER, Role.EXPLANATION, Role.HINT, Role.SOLUTION))


def torn(run: OptionRun, before: Sequence[Line]) -> bool:
    """True where the run of options, or what stands before it, holds parts of other questions."""
    return (
        (bool(before) and _goes_on(before[-1], run))
        or _told_before(before)
        or any(_asks(option) for option in run.options[:-1])
    )


def _goes_on(above: Line, run: OptionRun) -> bool:
    """The first option is no first entry: one more stands above it in the same list."""
    head = run.options[0].head
    loose = bool(above.gap) and run.rank in (Rank.BULLET, Rank.TICK)  # a list with a gap before each entry
    listed = above.bullet and head.bullet and above.level == head.level and (loose or not head.gap)
    return listed and not cues.is_question(above.text)  # a stem may be typed as the first bullet


def _told_before(before: Sequence[Line]) -> bool:
    """Something that looks like options, and then what explains it."""
    listed = next((i for i, line in enumerate(before) if i and key_of(line) is not None), len(before))
    return any(line.roles & _TELLING for line in before[listed + 1 :])


def _asks(option: Option) -> bool:
    """A paragraph that asks right above the next option, where nothing before it judges the option above."""
    if any(line.roles for line in option.body[:-1]):
        return False
    last = option.body[-1] if option.body else None
    asks = last is not None and bool(last.gap) and not last.roles and last.kind in (Kind.TEXT, Kind.QUOTE)
    return asks and last is not None and cues.asks_openly(last.text)


def option_like(one: Found) -> bool:
    """Lines that look like options and were not explained: then a body's words are no answer."""
    lines = [line for line in one.stem if line.kind not in (Kind.CODE, Kind.ROW)]
    listed = [(line, key) for line in lines[1:] if (key := key_of(line)) is not None]
    if sum(key.rank > Rank.NUMBER for _, key in listed) >= 2:
        return True
    asking = sum(cues.asks_openly(line.text) for line, _ in listed)
    if len(lines) > 2 and all(key_of(line) for line in lines[-2:]) and asking * 2 <= len(listed):
        return True  # the stem ends in a list, not one of sub-questions
    return _lettered_rows(one) or any(option_starts(line.text, line.enum, line.form) for line in lines)


def _lettered_rows(one: Found) -> bool:
    """`| A | red |` and `| B | green |`, or `| A) red B) green |`: choices in the rows of a table."""
    rows = [line.block.cells for line in one.stem if line.kind is Kind.ROW and line.block.cells]
    first = [plain(cells[0]).strip(" .)(").upper() for cells in rows]
    if any(a == "A" and b == "B" for a, b in pairwise(first)):
        return True
    return any(option_starts(plain(cell), None, "") for cells in rows for cell in cells)
