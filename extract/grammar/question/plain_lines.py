"""Options that are only lines: no letter, no bullet. Taken only where the document names one of them as right.

Which one floats?
Iron                              "Correct answer: Cork" equals exactly one line, or a line says "(correct)";
Cork                              without that they are words like any others
Stone
Correct answer: Cork
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.grammar.lines.lines import Line
from extract.grammar.lines.runs import Option, OptionRun, Rank
from extract.grammar.question.judged_lines import wraps
from extract.grammar.question.stated import folded
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role
from extract.grammar.words.rich import plain
from quizmill.block import Kind, Shape

_LONGEST = 200


def plain_run(
    body: Sequence[Line], base: tuple[int, ...], stemmed: bool, looks: frozenset[int], choices: bool = False
) -> OptionRun | None:
    """The run of bare lines that an answer, a mark or one of the `looks` names, or None.

    `stemmed` tells that the opener already holds words; `looks` are lines (by `at`) whose look tells a key. `choices`
    tells that the opener says what follows it ("Multiple choice"): then nothing needs to name one."""
    blocks = _blocks(body, base)
    named = [folded(plain(line.value)) for line in body if Role.ANSWER in line.roles and line.value]
    for block in blocks:
        stemmed = stemmed or any(_may_be(line, base) for line in body[: block[0]])
        asks = max((i for i, at in enumerate(block) if cues.is_question(body[at].text)), default=-1)
        own = block[asks + 1 :] if asks >= 0 or stemmed else block[1:]
        texts = [folded(body[at].text) for at in own]
        ticked = [at for at in own if (mark := body[at].mark) is not None and mark.shape is Shape.TICK and mark.on]
        equal = any(body[at].at in looks for at in own) or any(
            _wordy(name) and texts.count(name) == 1 for name in named
        )
        if wraps([body[at] for at in own]):
            continue  # running text
        if len(own) >= 2 and all(map(_wordy, texts)) and (equal or choices or 0 < len(ticked) < len(own)):
            return OptionRun(Rank.BULLET, own[0], own[-1] + 1, [Option(body[at]) for at in own])
    return None


def _wordy(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _blocks(body: Sequence[Line], base: tuple[int, ...]) -> list[list[int]]:
    """Neighbouring lines that could be options; labels, points and furniture stand between."""
    blocks: list[list[int]] = [[]]
    for at, line in enumerate(body):
        if _may_be(line, base):
            blocks[-1].append(at)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if len(block) >= 2]


def _may_be(line: Line, base: tuple[int, ...]) -> bool:
    bare = (
        line.kind is Kind.TEXT
        and line.enum is None
        and not line.roles
        and line.box == base
        and len(line.text) <= _LONGEST
    )
    return (
        bare and not cues.is_furniture(line.text) and cues.points(line.text) is None and cues.earned(line.text) is None
    )
