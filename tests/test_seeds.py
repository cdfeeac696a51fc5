"""The five real documents, where they are at hand: every field, also those that the corpus' scorer does not look at."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from quizmill.document import Document
from quizmill.item import ChoiceItem, EssayItem, FlashcardItem
from quizmill.pipeline import convert
from quizmill.source import Source


@pytest.fixture(scope="module")
def seeds(shared: Path) -> dict[str, Document]:
    """The documents by the first three characters of their names."""
    paths = sorted((shared / "seeds").glob("*.txt"))
    return {path.name[:3]: convert(Source(path.name, path.read_bytes())) for path in paths}


@pytest.fixture(scope="module")
def gold(shared: Path) -> dict[str, dict[str, object]]:
    return {p.name[:3]: json.loads(p.read_text()) for p in sorted((shared / "seeds" / "gold").glob("*.json"))}


def _questions(gold: dict[str, object]) -> list[dict[str, object]]:
    questions = gold["questions"]
    assert isinstance(questions, list)
    return questions


def test_every_choice_key_and_remark_is_as_labelled(
    seeds: dict[str, Document], gold: dict[str, dict[str, object]]
) -> None:
    for name in ("000", "002", "004"):
        items, labels = seeds[name].items, _questions(gold[name])
        assert len(items) == len(labels)
        for item, label in zip(items, labels, strict=True):
            assert item.type == label["type"]
            assert item.points == label["points"]
            assert item.feedback.general == (label["feedback"] or "")
            # the label of one item gives the quick check's words as its hint
            assert "\n".join(item.hints) == (label["hint"] or "") or label["hint"] == item.quick_check
            assert item.difficulty == label.get("difficulty", "")
            assert list(item.mistakes) == label.get("common_mistakes", [])
            if isinstance(item, ChoiceItem):
                right = [i for i, c in enumerate(item.choices) if item.key and c.id in item.key.choices]
                assert [c.text for c in item.choices] == label["options"]
                assert (right or None) == label["correct"]
                remarks = [c.feedback or None for c in item.choices]
                assert (remarks if any(remarks) else None) == label["option_feedback"]


def test_grade_and_pass_mark_are_facts_of_the_document(seeds: dict[str, Document]) -> None:
    document = seeds["000"]
    facts = dict(document.facts)
    assert document.title == "Intro to MLEP"
    assert "100" in facts["grade"] and "80" in facts["pass mark"]
    words = " ".join(item.stem + item.feedback.general for item in document.items)
    assert "Grade" not in words and "To pass" not in words and "Congratulations" not in words


def test_pictures_that_are_not_there_are_named_with_their_section(
    seeds: dict[str, Document], gold: dict[str, dict[str, object]]
) -> None:
    missing = [finding for finding in seeds["001"].findings if finding.code == "media-missing"]
    wanted = gold["001"]["image_refs"]
    assert isinstance(wanted, list)
    assert not seeds["001"].items
    assert len(missing) == len(wanted) == 37
    assert all(any(ref in finding.message for finding in missing) for ref in wanted)
    assert sum("Infrastructure" in finding.message for finding in missing) >= 3
    assert all(finding.span and finding.span.lines for finding in missing)
    assert any("/home/week/1" in finding.message for finding in missing)


def test_objectives_stand_under_their_week_and_course(
    seeds: dict[str, Document], gold: dict[str, dict[str, object]]
) -> None:
    document = seeds["003"]
    assert not document.items
    assert [objective.text for objective in document.objectives] == gold["003"]["objectives"]
    weeks = Counter(next(h for h in o.section if h.startswith("Week")).split(":")[0] for o in document.objectives)
    assert weeks == {"Week 1": 5, "Week 2": 13, "Week 3": 9}
    assert all(any("Course" in heading for heading in objective.section) for objective in document.objectives)
    assert all(objective.provenance.fields for objective in document.objectives)


def test_worked_solutions_keep_their_parts(seeds: dict[str, Document], gold: dict[str, dict[str, object]]) -> None:
    items = seeds["004"].items
    kinds = Counter(type(item) for item in items)
    assert kinds == {FlashcardItem: 5, ChoiceItem: 10, EssayItem: 2}
    for item, label in zip(items, _questions(gold["004"]), strict=True):
        steps = label.get("solution_steps", [])
        assert isinstance(steps, list)
        assert len(item.solution) == len(steps)
        assert all(str(step) in got for step, got in zip(steps, item.solution, strict=True))
        if steps:
            assert isinstance(item, ChoiceItem) and item.key
            right = next(c.text for c in item.choices if c.id == item.key.choices[0])
            assert item.final_answer.startswith(right)
            assert "[OK]" in item.quick_check


def test_code_in_a_stem_keeps_its_lines_and_indents(seeds: dict[str, Document]) -> None:
    stems = [item.stem for item in seeds["004"].items if "for step in" in item.stem]
    assert len(stems) == 2
    assert all("\n    print(f" in stem for stem in stems)


def test_nothing_is_lost_and_nothing_is_invented(seeds: dict[str, Document]) -> None:
    for document in seeds.values():
        words = " ".join(item.stem for item in document.items)
        assert "Click to reveal" not in words and "You got" not in words
        if document.items:
            lost = [f for f in document.findings if f.code == "line-unclaimed"]
            assert document.account.unclaimed == len(lost) or len(lost) <= 3, lost
