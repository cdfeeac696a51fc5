"""Sentences with blanks under a heading that asks to fill them in, and points in brackets of either order."""

from __future__ import annotations

from extract.grammar.kinds import fill_blanks
from extract.grammar.lines import document_lines
from extract.grammar.question.found import Found
from extract.grammar.words import cues
from quizmill.block import Block, Kind, Run
from quizmill.item import ClozeItem
from quizmill.pipeline import convert
from quizmill.source import Source, Span

_HEADING = "Part II: Fill in the blanks"


def _clozes(path: str, *sentences: str) -> list[Found]:
    """What the dialect sees in a printed paper of that name."""
    blocks = [Block(Kind.TEXT, (Run(text),), Span(page=1)) for text in ("Harbour quiz", _HEADING, *sentences)]
    return fill_blanks.DIALECT.claim(document_lines.document(blocks, (), path, frozenset(), False))


def _answers(found: list[Found]) -> list[str]:
    return [answer.text.text for one in found for gap in one.gaps for answer in gap.answers]


def test_blanks_are_gaps() -> None:
    paper = f"Harbour quiz\n\n{_HEADING}\n\n- A ________ marks the channel.\n- A ship in fog sounds its ________.\n"
    items = convert(Source("harbour-quiz.txt", paper.encode())).items
    assert all(isinstance(item, ClozeItem) for item in items)
    assert [item.stem for item in items] == [
        "A {{gap:1}} marks the channel.",
        "A ship in fog sounds its {{gap:1}}.",
    ]


def test_a_filled_blank_answers_only_in_a_paper_of_solutions() -> None:
    filled = ("A _buoy____ marks the channel.", "A ship in fog sounds its ____fog horn")
    assert _answers(_clozes("harbour-quiz-solutions.pdf", *filled)) == ["buoy", "fog horn"]
    assert len(_clozes("harbour-quiz.pdf", *filled)) == 2
    assert not _answers(_clozes("harbour-quiz.pdf", *filled))


def test_two_blanks_in_one_sentence_stay_two() -> None:
    found = _clozes("harbour-quiz-solutions.pdf", "A ____ lies beside a ____ at night.", "A ____ marks the channel.")
    assert [len(one.gaps) for one in found] == [2, 1]
    assert not _answers(found)


def test_options_below_leave_the_sentences_to_the_grammar() -> None:
    assert not _clozes("harbour-quiz.pdf", "A ____ marks the channel.", "A ____ lights it.", "a) buoy", "b) bell")


def test_points_in_brackets_come_off_the_stem() -> None:
    assert cues.off_points("What floats? (Mark: 1)") == "What floats?"
    assert cues.off_points("What floats? (2 Marks)\n![](media:a.png)") == "What floats?\n![](media:a.png)"
    assert cues.points_in("What floats? [Points: 2.5]") == 2.5
    assert cues.off_points("What does f(x) (a mark) mean?") == "What does f(x) (a mark) mean?"
