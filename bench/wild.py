"""Wild negatives: `python bench/wild.py [--most N] [--json]` reads the documents that lie on any machine.

README files, licences, manuals and documentation of installed packages hold no quizzes: whatever is read out of them
is invented. At most 1 in 500 may yield an item and none a key; the ones that really are quizzes are in QUIZZES.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from quizmill.errors import QuizmillError
from quizmill.item import EssayItem, is_keyless
from quizmill.pipeline import convert
from quizmill.source import Source

TEXTS = frozenset({".md", ".markdown", ".txt", ".rst"})
PAGES = frozenset({".html", ".htm"})
LARGEST = 300_000
# Files that do hold questions for a learner, with the reason.
QUIZZES: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Yield:
    """A document that yielded something."""

    path: str
    items: int
    keys: int
    first: str


def roots() -> list[Path]:
    """Where documents lie: installed packages, the machine's documentation, its languages' manuals."""
    here = Path(__file__).resolve().parent.parent / "tests" / "oracles" / "node_modules"
    system = [Path(root) for root in ("/usr/share", "/usr/lib", "/usr/local/lib")]
    places = [
        *(Path(sysconfig.get_paths()[name]) for name in ("purelib", "stdlib")),
        *system,
        Path.home() / ".rustup",
        here,
    ]
    return [place for place in places if place.is_dir()]


def documents(most: int) -> list[Path]:
    """An even sample, half of it texts and half of it pages where there are as many, in a fixed order."""
    found = sorted({path.resolve() for root in roots() for path in _walk(root)})
    half = most // 2
    return [path for kind in (TEXTS, PAGES) for path in _sample([p for p in found if p.suffix.lower() in kind], half)]


def _sample(found: list[Path], most: int) -> list[Path]:
    step = max(1, len(found) // max(1, most))
    return found[::step][:most]


def _walk(root: Path) -> Iterator[Path]:
    for folder, _, names in os.walk(root):
        for name in names:
            path = Path(folder, name)
            if path.suffix.lower() in TEXTS | PAGES and path.is_file() and 200 < path.stat().st_size < LARGEST:
                yield path


def read(path: Path) -> Yield | None:
    """What a document yielded, or None. A document that cannot be read at all yields nothing."""
    try:
        items = convert(Source(path.name, path.read_bytes())).items
    except (QuizmillError, OSError):
        return None
    if not items or path.name in QUIZZES:
        return None
    keys = sum(not is_keyless(i) and (not isinstance(i, EssayItem) or bool(i.model_answer)) for i in items)
    return Yield(str(path), len(items), keys, items[0].stem[:100])


def survey(most: int) -> tuple[int, list[Yield]]:
    """How many documents were read, and those that yielded something."""
    paths = documents(most)
    return len(paths), [found for found in map(read, paths) if found]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=3000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    count, found = survey(options.most)
    if options.json:
        print(json.dumps({"documents": count, "yields": [asdict(y) for y in found]}, indent=1))
    else:
        print(f"{count} documents, {len(found)} yield items, {sum(y.keys > 0 for y in found)} yield keys")
        for y in found:
            print(f"  {y.items:3d} items {y.keys:3d} keys  {y.path}\n      {y.first!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
