"""Keys in a quotation right below the choices, in question after question, as exports of wikis write them.

1. Which wood sinks?
a) cork
b) ebony
> b                     or: > b) ebony, it is heavier than water

Every list of the template ends so, and its quotation begins with the label of just one choice.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.grammar.lines import prose
from extract.grammar.lines.lines import Line
from extract.grammar.lines.runs import Rank
from extract.grammar.question import stated
from extract.grammar.question.found import Found, option_texts
from extract.grammar.words.rich import plain
from quizmill.block import Kind
from quizmill.draft import Claim, Fragment
from quizmill.item import Evidence

_FEWEST = 2


def take(found: Sequence[Found]) -> None:
    """Claims what such quotations name, and lets their other words explain."""
    lists = [one for one in found if one.rank is Rank.LETTER and one.options and not one.malformed]
    if any(one.claims for one in lists) or len(lists) < _FEWEST:
        return
    told = [(one, line, named) for one in lists for line, named in _quoted(one)]
    if len(told) < len(lists) or len({named.labels for _, _, named in told}) < _FEWEST:
        return
    for one, line, named in told:
        where = prose.spans([line])
        one.claims.append(Claim(Evidence.STATED, labels=named.labels, texts=named.texts, spans=where))
        one.feedback = [(when, text) for when, text in one.feedback if text.spans != where]
        if named.rest:
            one.feedback.append(("general", Fragment(named.rest, where)))
        one.answered = True


def _quoted(one: Found) -> list[tuple[Line, stated.Stated]]:
    """The one quotation below the options, if it is a single line that begins with a label."""
    last = max(line.at for option in one.options for line in (option.head, *option.body))
    quotes = [line for line in one.lines if line.kind is Kind.QUOTE and line.at > last]
    if len(quotes) != 1 or quotes[0].at != last + 1 or quotes[0].level > 1:
        return []
    line = quotes[0]
    if any(after.at == line.at + 1 and not after.gap and not after.roles for after in one.lines):
        return []  # somebody speaks of it
    texts, labels = option_texts(one)
    named = stated.read(
        f"{line.enum.raw} {plain(line.runs)}" if line.enum is not None else plain(line.runs), texts, labels
    )
    return [(line, named)] if named is not None and len(named.labels) == 1 else []
