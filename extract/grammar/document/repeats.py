"""A question that the document shows twice, without and with its answer, is one question.

    slide 3:  1. What floats?  A) Oak  B) Iron  Answer: ....      slide 4:  the same, Answer: A

Only neighbours with the same words and the same options are one; two that name different keys stay two, for the
normaliser to doubt.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.grammar.question.found import Found, option_texts


def merged(found: Sequence[Found]) -> list[Found]:
    """The questions in order, a keyless neighbour of the same words taken up by the keyed one."""
    kept: list[Found] = []
    for one in found:
        last = kept[-1] if kept else None
        if last is None or not _same(last, one) or (last.claims and one.claims):
            kept.append(one)
        elif one.claims or one.answered:
            one.taken = [*last.taken, *one.taken]
            kept[-1] = one
        else:
            last.taken = [*last.taken, *one.taken]
    return kept


def _same(a: Found, b: Found) -> bool:
    if not a.options or len(a.options) != len(b.options) or _folded(a.words()) != _folded(b.words()):
        return False
    return list(map(_folded, option_texts(a)[0])) == list(map(_folded, option_texts(b)[0]))


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
