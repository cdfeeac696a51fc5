"""The sixty questions of `raw/sixty`, every kind among them: in each QTI package the key earns the points, nothing else
does, feedback shows where it belongs, the packages have no flaw that a linter knows, and all of them come back.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from comparing import differences
from samples.qti import item_files
from test_roundtrip import _TITLED

from export.lint import lint_package, relevant
from extract.media.xml import Node, parse
from extract.sites._qti2.scoring import Processing
from quizmill.item import ChoiceItem, Item, MatchItem
from quizmill.package import Loss, Package
from quizmill.pipeline import convert
from quizmill.registry import exporters
from quizmill.source import Source

SIXTY = Path(__file__).resolve().parent.parent / "raw" / "sixty"
PACKAGES = ("qti12", "qti12-plain", "qti12-d2l", "qti21", "qti22", "qti30", "imscc")
BACK = ("json", "jsonl", "moodle-xml", "qti12", "qti12-plain", "qti21", "qti22", "qti30", "anki", "gift", "csv")


@cache
def sixty() -> tuple[Item, ...]:
    files = (path for path in sorted(SIXTY.iterdir()) if path.is_file())
    return tuple(item for path in files for item in convert(Source(path.name, path.read_bytes())).items)


@cache
def packed(name: str) -> tuple[bytes, tuple[Loss, ...]]:
    out = io.BytesIO()
    losses = exporters()[name].render(Package("Sixty questions", sixty()), out)
    return out.getvalue(), losses


def test_there_are_sixty() -> None:
    assert len(sixty()) == len({item.id for item in sixty()}) == 60


@pytest.mark.parametrize("name", PACKAGES)
def test_no_linter_finds_a_flaw(name: str) -> None:
    importer = {"qti12": "canvas", "imscc": "canvas", "qti21": "canvas", "qti12-d2l": "d2l"}.get(name, "")
    assert not relevant(lint_package(packed(name)[0]), importer)


@pytest.mark.parametrize("name", BACK)
def test_all_of_them_come_back(name: str) -> None:
    data, losses = packed(name)
    left_out = {loss.item for loss in losses if loss.field == "*"}
    kept = [item for item in sixty() if item.id not in left_out]
    found = convert(Source(f"sixty{exporters()[name].suffix}", data)).items
    assert len(found) == len(kept)
    for item, back in zip(_in_order(kept), _in_order(found), strict=True):
        lost = {loss.field for loss in losses if loss.item == item.id} | ({"section"} if name in _TITLED else set())
        assert not differences(item, back, lost), item.stem


def _in_order(items: list[Item] | tuple[Item, ...]) -> list[Item]:
    return sorted(items, key=lambda item: "".join(filter(str.isalnum, item.stem.split("{{")[0])))


# --- scoring -----------------------------------------------------------------------------------------------------


def scored(name: str) -> Iterator[tuple[Item, Node]]:
    files = item_files(packed(name)[0])
    for item in sixty():
        root, _ = parse(files[item.id].encode(), item.id)
        assert root is not None
        yield item, root


@pytest.mark.parametrize("name", ["qti21", "qti22", "qti30"])
def test_the_right_response_earns_the_points_and_nothing_else_does(name: str) -> None:
    for item, root in scored(name):
        score = Processing.of(root)
        right = {ident: declared.correct for ident, declared in score.declared.items()}
        if not any(right.values()):
            assert item.type in ("essay", "flashcard", "numeric"), item.stem
            continue
        points = 1.0 if item.points is None else item.points
        assert score(right).score == pytest.approx(points), item.stem
        assert score(dict.fromkeys(right, ())).score == 0, item.stem
        for ident, values in right.items():
            for wrong in _wrong(item, root, ident, values):
                assert score({**right, ident: wrong}).score < points - 1e-9, (item.stem, wrong)


def _wrong(item: Item, root: Node, ident: str, right: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every other choice, every right one too few, two places changed, and another word or number."""
    names = [node.get("identifier", "") for node in root.iter("simpleChoice", "inlineChoice")]
    if isinstance(item, ChoiceItem):
        yield from ((name,) for name in names if (name,) != right)
        yield from (tuple(sorted({*right, name})) for name in names if name not in right and item.type == "multiple")
    elif isinstance(item, MatchItem):
        yield right[1:]
        yield (right[0].split()[0] + " " + right[1].split()[1], *right[1:])
    elif len(right) > 1:
        yield (right[1], right[0], *right[2:])
    else:
        yield ("-987654321",)


@pytest.mark.parametrize("name", ["qti21", "qti22", "qti30"])
def test_feedback_shows_with_its_choice_alone(name: str) -> None:
    for item, root in scored(name):
        if not isinstance(item, ChoiceItem):
            continue
        score = Processing.of(root)
        told = {choice.id: f"{choice.id}_fb" for choice in item.choices if choice.feedback}
        for choice in item.choices:
            shown = {entry.rpartition("|")[2] for entry in score({"RESPONSE": (choice.id,)}).shown}
            assert (
                shown & set(told.values()) == {told[choice.id]} if choice.id in told else not shown & {*told.values()}
            )
