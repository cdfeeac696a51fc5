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

from extract.grammar import words_cues
from extract.grammar.lines import Line
from extract.grammar.runs import Option, OptionRun, key_of
from extract.grammar.words import Role
from quizmill.block import Kind

_TELLING = frozenset((Role.ANSWER, Role.EXPLANATION, Role.HINT, Role.SOLUTION))


def torn(run: OptionRun, before: Sequence[Line]) -> bool:
    """True where the run of options, or what stands before it, holds parts of other questions."""
    return (
        (bool(before) and _goes_on(before[-1], run.options[0].head))
        or _told_before(before)
        or any(_asks(option) for option in run.options[:-1])
    )


def _goes_on(above: Line, head: Line) -> bool:
    """The first option is no first entry: one more stands above it in the same list."""
    listed = above.bullet and head.bullet and above.level == head.level and not head.gap
    return listed and not words_cues.is_question(above.text)  # a stem may be typed as the first bullet


def _told_before(before: Sequence[Line]) -> bool:
    """Something that looks like options, and then what explains it."""
    listed = next((i for i, line in enumerate(before) if i and key_of(line) is not None), len(before))
    return any(line.roles & _TELLING for line in before[listed + 1 :])


def _asks(option: Option) -> bool:
    """A paragraph under an option that asks, and nothing before it that judges."""
    for line in option.body:
        if line.roles:
            return False
        if line.gap and line.kind in (Kind.TEXT, Kind.QUOTE) and words_cues.asks_openly(line.text):
            return True
    return False
