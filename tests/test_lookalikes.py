"""Words that look like others are doubted, and never corrected."""

from __future__ import annotations

from extract.media.lookalikes import doubts

BOX = (0.0, 0.0, 10.0, 10.0)


def _told(*words: str) -> list[tuple[str, str, int]]:
    return [(one, other, place[0]) for one, other, place in doubts((text, (n, BOX)) for n, text in enumerate(words, 1))]


def test_both_spellings_are_doubted_where_they_stand() -> None:
    assert _told("AI", "learns,", "“Al”", "AI?") == [("AI", "Al", 1), ("AI", "Al", 4), ("Al", "AI", 3)]
    assert _told("In", "ln") == [("In", "ln", 1), ("ln", "In", 2)]


def test_one_spelling_alone_tells_nothing() -> None:
    assert _told("AI", "AI", "Al2O3", "will", "Will", "1", "l", "II", "ll", "C1", "All", "In") == []


def test_a_capital_and_a_small_l_are_doubted_alone() -> None:
    assert _told("Al", "Cl,", "Alice") == [("Al", "AI", 1), ("Cl", "CI", 2)]
