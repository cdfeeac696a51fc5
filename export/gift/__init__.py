r"""GIFT, Moodle's text format for questions.

    // [id:q7k] [tag:heaps]
    ::Root of a heap::[html]Which node is the <em>root</em>? {
        =the first#Yes.
        ~the last
        ####General feedback.
    }

`=` is right, `~` wrong, `~%50%` a share of the credit, `#` feedback, `####` general feedback; `{T}`, `{#3:0.1}`,
`{=a -> b}` and `{}` are true/false, number, pairs and essay. Rules as Moodle's importer has them
(question/format/gift): `\` escapes `~ = # { } :`, `\n` is a line break, and a blank line ends a question - so every
text stands on one line, and questions are parted by one blank line. A typed answer cannot hold `->`: it would be read
as a pair.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from export._files import write_text
from export._fit import left_out
from export._options import chosen
from export._simple import is_simple_choice
from export._titles import one_line
from export.gift._question import KEYLESS, said
from export.gift._quick import quick
from export.gift._text import Refused
from quizmill.item import ChoiceItem
from quizmill.package import Exporter, Loss, Package, Support


def _category(path: tuple[str, ...]) -> str:
    names = "/".join(one_line(name).replace("/", "//") for name in path if name.strip())
    return f"$CATEGORY: $course$/top/{names}\n\n" if names else "$CATEGORY: $course$/top\n\n"


def _pieces(package: Package, losses: list[Loss]) -> Iterator[str]:
    section: tuple[str, ...] | None = None
    for item in package.items:
        if isinstance(item, ChoiceItem) and item.type == "single" and is_simple_choice(item):
            written = quick(item, losses)
        else:
            try:
                written = said(item, losses)
            except Refused as refused:
                losses.append(left_out(item, str(refused)))
                continue
        if item.section != section:
            section = item.section
            titled = section if section[:1] == (package.title,) or not package.title else (package.title, *section)
            yield _category(titled)
        yield written


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """Question after question, each followed by one blank line."""
    chosen(package, {})
    losses: list[Loss] = []
    write_text(out, _pieces(package, losses))
    return tuple(losses)


_LACKS = "no points, hints or pictures"
EXPORTER = Exporter(
    name="gift",
    suffix=".gift.txt",
    summary="GIFT text for Moodle, with feedback, tags and categories; no pictures, hints or points",
    render=render,
    support={
        "single": Support("approximated", _LACKS),
        "multiple": Support("approximated", f"shares of credit by Moodle's list; {_LACKS}"),
        "true_false": Support("approximated", f"as multiple choice where the words are not True and False; {_LACKS}"),
        "short": Support("approximated", f"never case sensitive; an answer that holds “->” is refused; {_LACKS}"),
        "numeric": Support("approximated", _LACKS),
        "cloze": Support("approximated", f"one gap, as missing word; several gaps are refused; {_LACKS}"),
        "matching": Support("approximated", f"the right side in words; {_LACKS}"),
        "ordering": Support("approximated", "matching of entries to positions"),
        "essay": Support("approximated", f"the model answer in the general feedback; {_LACKS}"),
        "flashcard": Support("approximated", "an essay whose general feedback is the back"),
    },
    keyless=KEYLESS,
)
