"""Reading of composed documents: `python bench/styles.py [CARRIER ...] [--documents N] [--first SEED] [--worst K]`.

Prints, for each carrier, the share of exact items and the wrong keys, then the axis values that read worst.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.styles import CARRIERS
from tests.styles.score import survey


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("carriers", nargs="*", default=list(CARRIERS))
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--worst", type=int, default=12)
    parser.add_argument("--show", type=int, default=0, help="print the first documents that fell short")
    options = parser.parse_args()
    wrong = 0
    for carrier in options.carriers or CARRIERS:
        total, every, good, short = survey(carrier, range(options.first, options.first + options.documents))
        wrong += total.wrong
        print(f"{carrier}: {total.exact}/{total.gold} exact ({total.exact / total.gold:.4f}), ", end="")
        print(f"{total.wrong} wrong keys, {total.extra} items that are not there")
        worst = sorted(every, key=lambda axis: good[axis] / every[axis])[: options.worst]
        for axis in worst:
            print(f"  {good[axis] / every[axis]:.3f} of {every[axis]:5d}  {axis[0]} = {axis[1]}")
        print("\n".join(short[: options.show]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
