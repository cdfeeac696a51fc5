"""Letters that no font has: the typesetter prints the same box in place of each.

The typesetter itself is asked. Each letter is set on a page of its own; where its glyph is that of U+0378, which no
font has because Unicode gave it to nothing, the sheet would show the box. A Word document is printed with its reader's
fonts: of it only those letters are said that Unicode gives to no script, as symbol fonts use them for their bullets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from pathlib import Path

from export.paper.typst_math import string

_NOTHING = "\u0378"
_GLYPH = re.compile(rb'<use xlink:href="#(\w+)"')
_UNSEEN = frozenset(("Cc", "Cf", "Cs"))
_NO_SCRIPT = frozenset(("Co", "Cn"))
_SHOWN = 8  # letters that a reason names
# Names of letters begin with their script, but for these.
_SCRIPTS = {"CJK": "Chinese", "HANGUL": "Korean", "HIRAGANA": "Japanese", "KATAKANA": "Japanese"}


def unprintable(letters: Iterable[str], folder: Path) -> frozenset[str]:
    """Those of the letters that would be boxes; `folder` is scratch space."""
    import typst  # a compiler of 30 MB

    asked = sorted(
        letter for letter in set(letters) if ord(letter) > 0x7F and unicodedata.category(letter) not in _UNSEEN
    )
    if not asked:
        return frozenset()
    page = folder / "letters.typ"
    pages = "#pagebreak();\n".join(f"#{string(letter)};" for letter in (_NOTHING, *asked))
    page.write_text(f"#set page(width: auto, height: auto)\n{pages}", encoding="utf-8")
    drawn: list[bytes] = list(typst.compile(str(page), root=str(folder), format="svg"))  # type: ignore[arg-type]
    boxes, *found = [frozenset(_GLYPH.findall(picture)) for picture in drawn]
    return frozenset(letter for letter, glyphs in zip(asked, found, strict=True) if glyphs & boxes)


def of_no_script(letters: Iterable[str]) -> frozenset[str]:
    """Letters that mean nothing without the very font they were written with."""
    return frozenset(letter for letter in letters if unicodedata.category(letter) in _NO_SCRIPT)


def meaningless(letters: Collection[str]) -> str:
    """The reason of a loss for letters of no script."""
    return f"letters that only the font they were written with can show: {_listed(letters)}"


def _listed(letters: Collection[str]) -> str:
    """The first of them, those that nobody can see by their number."""
    named = [f"U+{ord(x):04X}" if unicodedata.category(x) in _NO_SCRIPT else x for x in sorted(letters)[:_SHOWN]]
    return " ".join(named) + (" ..." if len(letters) > _SHOWN else "")


def without_font(letters: Collection[str]) -> str:
    """The reason of a loss: which script, and which of its letters."""
    scripts = sorted({script(letter) for letter in letters})
    shown = _listed(letters)
    return f"no font of this machine has these {' and '.join(scripts)} letters, they are printed as boxes: {shown}"


def script(letter: str) -> str:
    """The script of a letter by its Unicode name: `Bengali`."""
    if unicodedata.category(letter) in _NO_SCRIPT:
        return "private"
    first = unicodedata.name(letter, "unnamed").split()[0]
    return _SCRIPTS.get(first, first.capitalize())
