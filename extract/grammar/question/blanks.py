"""Open questions whose stem has blanks, with answers for them: sentences to complete.

    The organ that pumps blood is the ____.     Answer: heart            one gap
    ____ is a metal, ____ a gas.                Answer: iron; neon       a gap for each answer, in order

Where blanks and answers differ in number the question stays a typed one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quizmill.draft import DraftAnswer, DraftGap, Fragment
from quizmill.source import Span

RULED = r"(?:\\?_){3,}|\.{6,}|…{2,}"  # a blank that is drawn as a line
_BLANK = re.compile(RULED + r"|\[\s?(?:\.{3}|…|_+|\s)\s?\]|\(\s*(?:\.{3,}|…+)\s*\)")
_NUMBERED = re.compile(r"(?:\A|[\s,;])\(?(?P<n>[1-9])[.):]\s*")
_SPLITS = (re.compile(r"\s*;\s*|\s*\n\s*"), re.compile(r"\s*[,、，/]\s*"), re.compile(r"\s+(?:and|und|et|y|e|и)\s+"))
_LONGEST = 60  # characters that fill a gap


def filled(stem: str, answers: Sequence[DraftAnswer]) -> tuple[str, tuple[DraftGap, ...]] | None:
    """The stem with its gaps named, and the gaps with their answers; None where it is no such sentence."""
    blanks = list(_BLANK.finditer(stem))
    if not blanks or len(answers) != 1 or not _BLANK.sub("", stem).strip(" .:?"):
        return None
    parts = parts_of(answers[0].text.text, len(blanks))
    if parts is None or any(len(part) > _LONGEST or "\n" in part for part in parts):
        return None
    text, end = "", 0
    for number, blank in enumerate(blanks, 1):
        text += f"{stem[end : blank.start()]}{{{{gap:{number}}}}}"
        end = blank.end()
    where = answers[0].text.spans
    given = (
        [_either(answers[0])] if len(parts) == 1 else [_either(DraftAnswer(Fragment(part, where))) for part in parts]
    )
    gaps = tuple(DraftGap(str(number), accepted) for number, accepted in enumerate(given, 1))
    return text + stem[end:], gaps


def parts_of(answer: str, count: int) -> list[str] | None:
    """The answer cut for so many gaps."""
    if count == 1:
        return [answer]
    numbered = list(_NUMBERED.finditer(answer))
    if [int(found["n"]) for found in numbered] == list(range(1, count + 1)) and not numbered[0].start():
        ends = [*(found.start() for found in numbered[1:]), len(answer)]
        return [answer[found.end() : end].strip(" ,;.") for found, end in zip(numbered, ends, strict=True)]
    for sign in _SPLITS:
        parts = [part.strip() for part in sign.split(answer.strip(" .")) if part.strip()]
        if len(parts) == count:
            return parts
    return None


def given(gaps: Sequence[DraftGap], said: str, where: tuple[Span, ...]) -> tuple[DraftGap, ...]:
    """The gaps with the answers that a key elsewhere gives them; as they were where these do not fit."""
    parts = parts_of(said.strip(), len(gaps))
    if parts is None or any(gap.answers for gap in gaps):
        return tuple(gaps)
    filled_in = zip(gaps, parts, strict=True)
    return tuple(replace(gap, answers=_either(DraftAnswer(Fragment(part, where)))) for gap, part in filled_in)


_OR = re.compile(r"\s+(?:/|or|oder|ou|o|или)\s+")


def _either(answer: DraftAnswer) -> tuple[DraftAnswer, ...]:
    """`haven't gone / have not gone`: several ways to write one answer, which have a word in common."""
    parts = _OR.split(answer.text.text.strip())
    shared = set.intersection(*({word.casefold() for word in part.split()} for part in parts))
    if len(parts) == 1 or not shared or answer.numeric:
        return (answer,)
    return tuple(replace(answer, text=Fragment(part, answer.text.spans)) for part in parts)
