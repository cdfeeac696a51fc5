"""Records are frozen dataclasses in all but the time that they are made in."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, fields, replace

from quizmill.block import Block, Kind, Run
from quizmill.record import record
from quizmill.source import Span


@dataclass(frozen=True, slots=True)
class Frozen:
    text: str
    place: tuple[int, ...] = ()


@record(frozen=True, slots=True)
class Quick:
    text: str
    place: tuple[int, ...] = ()


def test_a_record_compares_and_hashes_by_its_fields() -> None:
    one, other = Quick("a", (1, 2)), Quick("a", (1, 2))
    assert one == other and hash(one) == hash(other) == hash(Frozen("a", (1, 2)))
    assert one != Quick("a") and len({one, other, Quick("a")}) == 2
    assert repr(one) == "Quick(text='a', place=(1, 2))"


def test_a_record_has_slots_alone_and_can_be_replaced_and_pickled() -> None:
    block = Block(Kind.TEXT, (Run("red"),), Span.of_lines(3))
    assert not hasattr(block, "__dict__")
    assert [field.name for field in fields(block)][:3] == ["kind", "runs", "span"]
    assert replace(block, level=2) != block
    assert pickle.loads(pickle.dumps(block)) == block  # what was pickled here


def test_the_same_lines_are_one_span() -> None:
    assert Span.of_lines(4) == Span(lines=(4, 4)) and Span.of_lines(4, 6) == Span(lines=(4, 6))
