"""Equal questions, unequal keys, and questions that are nearly the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from bank_samples import PLANETS, check_files, stems, take_in, write

from quizmill.bank import Bank
from quizmill.bank.near import alike, find_near, question

TRAIN = "Which of these trains leaves the station at noon on the first day of the year?"


def row(stem: str, *choices: str, name: str = "q") -> dict[str, object]:
    return {"id": name, "stem": stem, "choices": [{"text": text} for text in choices]}


@pytest.mark.parametrize(
    ("one", "two", "near"),
    [
        (row(TRAIN, "red", "blue"), row(TRAIN.replace("leaves", "leave"), "red", "blue"), True),
        (row(TRAIN, "red", "blue"), row(TRAIN.upper(), "Blue", "Red."), True),
        (row(TRAIN, "red", "blue"), row(TRAIN.replace("leaves", "does not leave"), "red", "blue"), False),
        (row(TRAIN, "red", "blue"), row(TRAIN, "green", "white"), False),
        (row(f"{TRAIN} It is 3 + 4."), row(f"{TRAIN} It is 3 + 5."), False),
        (row(TRAIN), row("What is the capital of the country where the station stands?"), False),
    ],
)
def test_near_is_not_same(one: dict[str, object], two: dict[str, object], near: bool) -> None:
    assert alike(question(one), question(two)) is near
    named = [question(one | {"id": "q1"}), question(two | {"id": "q2"})]
    if near:
        assert [group.items for group in find_near(named)] == [("q1", "q2")]
    else:
        assert find_near(named) == []


def test_groups_in_a_bank(tmp_path: Path) -> None:
    gift = "{ =at noon ~at one ~at two }"
    raw = write(
        tmp_path / "raw",
        a=PLANETS + f"::a:: {TRAIN} {gift}\n\n",
        b=PLANETS + f"::a:: {TRAIN.replace('first day', 'very first day')} {gift}\n\n",
    )
    bank = Bank.create(tmp_path / "bank")
    take_in(bank, raw)
    assert [group["kind"] for group in bank.table("groups").to_pylist()] == ["same"]
    bank.find_near()
    kinds = {group["kind"]: set(group["items"]) for group in bank.table("groups").to_pylist()}
    trains = {item for stem, item in stems(bank).items() if "trains" in stem}
    assert kinds.keys() == {"same", "near"}
    assert kinds["near"] == trains
    check_files(bank)
    take_in(bank, raw, retry=True)
    bank.review([sorted(trains)[0]], "reject")
    bank.tidy()
    assert [group["kind"] for group in bank.table("groups").to_pylist()] == ["same"], "rejected items are in no group"
