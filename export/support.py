"""What each target does with each kind of item, as the README's table: generated from the exporters' own declarations.

    python -m export.support            writes the table between README.md's two marks
    python -m export.support --print    prints it

| target | single | multiple | ...
| `gift` | ◐ | ◐ | ...          ● full   ◐ approximated   – refused; the details say how and why
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from quizmill.item import TYPES
from quizmill.package import Exporter, Support
from quizmill.registry import exporters

BEGIN = "<!-- support table: generated, see export/support.py -->"
END = "<!-- /support table -->"
_SIGNS = {"full": "●", "approximated": "◐", "refused": "–"}


def _row(exporter: Exporter) -> str:
    signs = " | ".join(_SIGNS[exporter.support[kind].level] for kind in TYPES)
    return f"| `{exporter.name}` | {exporter.suffix} | {signs} |"


def _ways(exporter: Exporter) -> Iterator[str]:
    """How each kind arrives; kinds that share a way share a line."""

    def way(kind: str) -> tuple[str, str]:
        support: Support = exporter.support[kind]
        return support.level, support.how

    ordered = sorted(TYPES, key=lambda kind: (*way(kind), TYPES.index(kind)))
    groups = [(key, list(kinds)) for key, kinds in groupby(ordered, way)]
    for (level, how), kinds in sorted(groups, key=lambda group: TYPES.index(group[1][0])):
        if how:
            yield f"  - {', '.join(kinds)} ({level}): {how}"


def table() -> str:
    """The Markdown between the marks."""
    targets = sorted(exporters().values(), key=lambda exporter: exporter.name)
    lines = [
        "● full: question, key, feedback, points and pictures arrive · ◐ approximated: with the losses below, each"
        " reported at export · – refused",
        "",
        f"| target | file | {' | '.join(kind.replace('_', '/') for kind in TYPES)} |",
        f"| --- | --- | {' | '.join(':-:' for _ in TYPES)} |",
        *map(_row, targets),
        "",
        "<details><summary>How and why</summary>",
        "",
    ]
    for exporter in targets:
        lines += [f"- **{exporter.name}** {exporter.summary}", *_ways(exporter)]
    return "\n".join((*lines, "", "</details>"))


def with_table(readme: str) -> str:
    """A README with the table of today between its marks; it must have both."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def main() -> None:
    if "--print" in sys.argv[1:]:
        print(table())
        return
    readme = Path(__file__).resolve().parent.parent / "README.md"
    readme.write_text(with_table(readme.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
