"""Cards as tab-separated lines: for Quizlet's import box, and for Anki's text import.

    quizlet     Which tree? A) heap B) trie <tab> A) heap
    anki-tsv    #separator:tab
                #html:true
                #guid column:1
                #tags column:4
                q7k <tab> Which tree?<br>A) heap<br>B) trie <tab> A) heap <tab> heaps week_1

Anki's header lines: docs.ankiweb.net, "Text files"; with the guid a second import updates instead of doubling.
Quizlet takes plain words, a tab between the sides and a line for each card. The .apkg of `anki` is the better way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import BinaryIO

from export._card import CARRIED, Line, card
from export._fields import uncarried
from export._files import write_text
from export._fit import left_out, unfit
from export._options import chosen
from export._pictures import described
from export._titles import one_line
from export._words import words
from export.richtext import Target, clean_text, to_inline
from quizmill.item import Item
from quizmill.package import Exporter, Loss, Package, Support

_TARGET = Target()
_REASONS = {
    "choices.feedback": "only that of the right choices stands on the card",
    "media": "pictures are not in a text file; their descriptions stand in their place",
}
_HEAD = "#separator:tab\n#html:true\n#guid column:1\n#tags column:4\n"
_FORMULAS = ("=", "+", "-", "@")


def _in_words(line: Line) -> str:
    joined = words(line.text) + (f" → {words(line.other)}" if line.other else "")
    return one_line(line.label + joined)


def _html(text: str) -> str:
    rendered = to_inline(described(text), _TARGET)
    return one_line(rendered.replace("\n", "<br>") if "<pre>" in rendered else rendered)


def _in_html(line: Line) -> str:
    joined = _html(line.text) + (f" → {_html(line.other)}" if line.other else "")
    return one_line(escape(line.label, quote=False) + joined)


def _inert(line: str) -> str:
    """A space before what a spreadsheet would run; both importers trim it."""
    return f" {line}" if line.startswith(_FORMULAS) else line


def _tag(tag: str) -> str:
    """Anki parts tags by spaces."""
    return "_".join(clean_text(tag).split())


def _sides(item: Item, render: Callable[[Line], str], joint: str) -> tuple[str, str] | None:
    """Both sides, or None where one of them is empty."""
    sides = card(item)
    front = joint.join(filter(None, map(render, sides.front)))
    back = joint.join(filter(None, map(render, sides.back)))
    return (_inert(front), _inert(back)) if front and back else None


def _quizlet_line(item: Item) -> str | None:
    sides = _sides(item, _in_words, " ")
    return "\t".join(sides) + "\n" if sides else None


def _anki_line(item: Item) -> str | None:
    sides = _sides(item, _in_html, "<br>")
    tags = " ".join(_tag(tag) for tag in item.tags)
    return "\t".join((one_line(item.id), *sides, tags)) + "\n" if sides else None


def _pieces(
    package: Package, losses: list[Loss], line: Callable[[Item], str | None], carried: frozenset[str], target: str
) -> Iterator[str]:
    for item in package.items:
        reason = unfit(item, (), pictures="none")
        written = None if reason else line(item)
        if written is None:
            losses.append(left_out(item, reason or "it has nothing to put on the back"))
            continue
        losses.extend(uncarried(item, carried, target, _REASONS))
        yield written


def _quizlet(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """A line a card."""
    chosen(package, {})
    losses: list[Loss] = []
    write_text(out, _pieces(package, losses, _quizlet_line, CARRIED, "A Quizlet card"))
    return tuple(losses)


def _anki(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """Header lines, then a line a note."""
    chosen(package, {})
    losses: list[Loss] = []
    out.write(_HEAD.encode())
    write_text(out, _pieces(package, losses, _anki_line, CARRIED | {"tags"}, "An Anki text file"))
    return tuple(losses)


_SUPPORT = {
    "single": Support("approximated", "choices on the front, the right one on the back"),
    "multiple": Support("approximated", "choices on the front, the right ones on the back"),
    "true_false": Support("approximated", "choices on the front, the right one on the back"),
    "short": Support("approximated", "accepted answers on the back"),
    "numeric": Support("approximated", "the number and its tolerance on the back"),
    "cloze": Support("approximated", "blanks on the front, their answers on the back"),
    "matching": Support("approximated", "both sides, mixed, on the front; the pairs on the back"),
    "ordering": Support("approximated", "entries, mixed, on the front; in order on the back"),
    "essay": Support("approximated", "the model answer on the back; refused where there is none"),
    "flashcard": Support("approximated", "front and back; hints and tips are left out"),
}
EXPORTERS = (
    Exporter("quizlet", ".tsv", "Quizlet: cards in plain words, one a line", _quizlet, _SUPPORT),
    Exporter("anki-tsv", ".txt", "Anki text import: cards in HTML, with guid and tags", _anki, _SUPPORT),
)
