"""The README's support table says what the exporters declare."""

from __future__ import annotations

from conftest import ROOT

from export.support import BEGIN, END, table, with_table
from quizmill.item import TYPES
from quizmill.registry import exporters


def test_the_readme_has_today_s_table() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert BEGIN in readme and END in readme
    assert with_table(readme) == readme, "run python -m export.support"


def test_every_target_and_refusal_is_in_the_table() -> None:
    shown = table()
    for exporter in exporters().values():
        assert f"| `{exporter.name}` |" in shown
        for kind in TYPES:
            assert exporter.support[kind].how in shown
