"""Reasons choice by choice in the explanation, each under its choice's label.

    A) iron              Answer: B
    B) cork              A: Incorrect. It sinks at once.       said of A
                         B: Correct. It is full of air.        said of B

The labels are those of the choices, in their order, and only one choice (the right one, as a rule) may be left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.grammar.lines.enumerators import bare
from extract.grammar.lines.lines import Line
from extract.grammar.lines.runs import OptionRun
from extract.grammar.question.choice_remarks import verdict_of
from extract.grammar.question.found import Found, option_texts
from quizmill.block import Kind, System

_FEWEST = 2


def are_reasons(run: OptionRun, choices: OptionRun) -> bool:
    """Whether a run of lettered lines judges, one by one, the choices of the run above it."""
    judged = sum(verdict_of(option.head) is not None for option in run.options)
    return run.rank is choices.rank and judged == len(run.options) == len(choices.options)


def take(found: Found, lines: Sequence[Line]) -> list[Line]:
    """Gives such reasons to the options; returns the lines that are not of them."""
    if sum(line.enum is not None for line in lines) < max(_FEWEST, len(found.options) - 1):
        return list(lines)
    texts, labels = option_texts(found)
    places = {label.casefold(): at for at, label in enumerate(labels) if label}
    if len(places) < len(labels):
        return list(lines)
    start, entries = _entries(lines, places)
    named = [at for at, _ in entries]
    if len(named) < max(_FEWEST, len(labels) - 1) or named != sorted(set(named)):
        return list(lines)
    if any(entry[0].text.strip() in ("", texts[at]) or found.options[at].feedback for at, entry in entries):
        return list(lines)  # the choices once more
    for at, entry in entries:
        found.options[at].feedback = entry
        found.options[at].verdict = verdict_of(entry[0])
    return list(lines[: start - 1] if start and lines[start - 1].text.endswith(":") else lines[:start])


def _entries(lines: Sequence[Line], places: dict[str, int]) -> tuple[int, list[tuple[int, list[Line]]]]:
    """Where the list that ends the lines begins, and for each entry the choice it names and its lines."""
    start = next((i for i, line in enumerate(lines) if _place(line, places) is not None), len(lines))
    entries: list[tuple[int, list[Line]]] = []
    for line in lines[start:]:
        if (at := _place(line, places)) is not None:
            entries.append((at, [line]))
        elif line.kind in (Kind.TEXT, Kind.CODE) and not line.roles and not line.enum and not line.gap:
            entries[-1][1].append(line)
        else:
            return len(lines), []
    return start, entries


def _place(line: Line, places: dict[str, int]) -> int | None:
    if line.enum is None or line.enum.system is System.DECIMAL or line.mark is not None:
        return None
    return places.get(bare(line.enum.raw.removeprefix(line.enum.word)).casefold())
