"""Answers written on the line before the question, as on a teacher's copy of a test.

__b__ 1. The two leaders were called           1. The two leaders were called
      a. tribunes     b. consuls      ->       Answer: b
__T__ 2. Rome lies on the Tiber.                     a. tribunes     b. consuls

Two such lines with underscores, or three with letters alone whose numbers count on: one may be an initial. Where the
sheet has a name or a score on it they are a learner's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.grammar.lines import enumerators
from extract.grammar.words.rich import cut, plain, strip
from quizmill.block import Block, Kind, Run

_W = r"(?P<said>[A-Ha-h](?:\s?,\s?[A-Ha-h]){0,4}|T|F|True|False|TRUE|FALSE)"
_RULED = re.compile(rf"\s*_{{1,20}}\s?{_W}\s?_{{1,20}}\s*(?=\(?(?P<n>\d{{1,3}})[.)]\s+\S)")
_BARE = re.compile(r"\s*(?P<said>[A-H])\s{1,8}(?=(?P<n>\d{1,3})[.)]\s+\S)")
_NUMBER = re.compile(r"\(?\d{1,3}[.)]\s")
_FILLED = re.compile(  # a sheet that somebody handed in
    r"\b(?:name|student|nombre|nom|nome|имя)\s*[:.]\s*(?!(?:class|date|period|score)\b)[^\W\d_]{2,}|\bscore\s*[:.]?\s*\d",
    re.IGNORECASE,
)
_HEAD = 8
_TRUTHS = {"T": "True", "F": "False"}
_FEWEST, _FEWEST_BARE = 2, 3
_STATEMENTS = 3  # that `judged_statements` reads


def moved(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks, with such answers behind their questions."""
    said = _said(blocks)
    if not said:
        return blocks
    filled = any(_FILLED.search(block.raw) for block in blocks[:_HEAD])
    return tuple(_parted(blocks, said, "Your answer" if filled else "Answer"))


def are_told(blocks: Sequence[Block]) -> bool:
    """True for a sheet whose author wrote the answers on it."""
    return bool(_said(blocks)) and not any(_FILLED.search(block.raw) for block in blocks[:_HEAD])


def _said(blocks: Sequence[Block]) -> dict[int, str]:
    """What stands before the questions, by the places of their blocks."""
    ruled = _hits(blocks, "_", _RULED)
    if sum(found["said"] in _TRUTHS for found in ruled.values()) >= _STATEMENTS:
        ruled = {at: found for at, found in ruled.items() if found["said"] not in _TRUTHS}
    if len(ruled) >= _FEWEST:
        return {at: found["said"] for at, found in ruled.items()}
    bare = _hits(blocks, "ABCDEFGH", _BARE)
    numbers = [int(found["n"]) for found in bare.values()]
    counted = len(numbers) >= _FEWEST_BARE and all(b == a + 1 for a, b in pairwise(numbers))
    return {at: found["said"] for at, found in bare.items()} if counted else {}


def _hits(blocks: Sequence[Block], first: str, pattern: re.Pattern[str]) -> dict[int, re.Match[str]]:
    written = ((at, block.raw) for at, block in enumerate(blocks) if block.kind is Kind.TEXT)
    begun = ((at, raw) for at, raw in written if (start := raw.lstrip()[:1]) and start in first)
    return {at: found for at, raw in begun if (found := pattern.match(raw))}


def _parted(blocks: Sequence[Block], said: dict[int, str], label: str) -> Iterator[Block]:
    """Each question with its number, its wrapped lines, and then its answer."""
    waiting: Block | None = None
    for at, block in enumerate(blocks):
        if waiting is not None and not _wraps(block):
            yield waiting
            waiting = None
        if at not in said:
            yield block
            continue
        runs = strip(block.runs)
        number = _NUMBER.search(plain(runs))
        runs = cut(runs, number.start() if number else 0)
        read = enumerators.read(plain(runs))
        runs = strip(cut(runs, read.length)) if read else runs
        yield replace(block, runs=runs, enumerator=read.enumerator if read else None)
        answer = Run(f"{label}: {_TRUTHS.get(said[at], said[at])}")
        waiting = replace(block, runs=(answer,), raw=answer.text, enumerator=None, mark=None, gap=0)
    if waiting is not None:
        yield waiting


def _wraps(block: Block) -> bool:
    plain_text = block.kind is Kind.TEXT and block.enumerator is None and block.mark is None and not block.gap
    return plain_text and block.raw.lstrip()[:1].islower()
