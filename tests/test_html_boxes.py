"""Choices without controls in boxes, tables and buttons: a box's words belong to its own choices."""

from __future__ import annotations

import pytest

from quizmill.item import ChoiceItem
from quizmill.pipeline import convert
from quizmill.source import Source


def keys(body: str) -> list[tuple[list[str], list[int] | None]]:
    """The choices and the places of the right ones, item by item."""
    page = f"<!DOCTYPE html><html><head><title>Quiz: harbours</title></head><body>{body}</body></html>"
    out = []
    for item in convert(Source("page.html", page.encode())).items:
        assert isinstance(item, ChoiceItem), item
        ids = [choice.id for choice in item.choices]
        out.append(([c.text for c in item.choices], [ids.index(c) for c in item.key.choices] if item.key else None))
    return out


def test_lettered_table_rows_are_choices() -> None:
    table = "<table><tr><td>A</td><td>True</td></tr><tr><td>B</td><td>False</td></tr></table>"
    found = keys(f"<p>1. A pier floats.</p>{table}<p>Answer: B</p><p>2. A buoy floats.</p>{table}<p>Answer: A</p>")
    assert found == [(["True", "False"], [1]), (["True", "False"], [0])]


def test_a_keyless_box_takes_no_key_from_the_next() -> None:
    def box(stem: str, rest: str = "") -> str:
        return f"<section><p>{stem}</p><ul><li>A) Rope</li><li>B) Chain</li><li>C) Anchor</li></ul>{rest}</section>"

    found = keys(box("Which holds best?") + box("The ship lies at", "<p>Answer: C</p>") + box("Which rusts?"))
    assert [right for _, right in found] == [None, [2], None]


def test_key_lists_name_several_letters() -> None:
    rows = "".join(f"<li><input type=checkbox name=q{{0}}> {letter}</li>" for letter in ("tug", "crane", "silo"))
    body = "".join(f"<fieldset><p>{n}. Which of these?</p><ul>{rows.format(n)}</ul></fieldset>" for n in (1, 2))
    found = keys(body + "<h2>Answer Key</h2><p>1. A, C</p><p>2. B</p>")
    assert [right for _, right in found] == [[0, 2], [1]]


@pytest.mark.parametrize("said", ["B. 42", "B"])
def test_a_letter_before_a_number_is_no_verdict(said: str) -> None:
    box = "".join(f'<div class="option"><span>{x}. {n}</span></div>' for x, n in (("A", 638), ("B", 42), ("C", 7)))
    one = f"<fieldset><p>How many cranes?</p>{box}<details><summary>Answer</summary><p>{said}</p></details></fieldset>"
    assert keys(one + one.replace("cranes", "silos")) == [(["638", "42", "7"], [1])] * 2


def test_rows_of_the_same_buttons_are_the_pages_own() -> None:
    own = "<button type=button>Mark it</button><button type=button>Start anew</button><button type=button>Skip</button>"
    boxes = "".join(
        f"<section><p>{n}. Describe the {w}.</p>{own}</section>" for n, w in enumerate(("pier", "lock", "mole"))
    )
    assert not any("Skip" in str(item) for item in convert(Source("page.html", boxes.encode())).items)
