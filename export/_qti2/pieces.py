"""What items of QTI 2 and 3 are made of: an item taken apart, places to answer, and content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from export._qti2.words import Words
from export._xhtml import has_blocks, to_xhtml
from export.richtext import Target
from quizmill.item import Item
from quizmill.package import Loss


@dataclass(slots=True)
class Parts:
    """An item taken apart. `feedback` are (identifier, content); `rules` score it and show answers' feedback."""

    responses: list[str] = field(default_factory=list)
    body: str = ""
    rules: list[str] = field(default_factory=list)
    feedback: list[tuple[str, str]] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    by_person: bool = False


_PARAGRAPH = re.compile(r"(</?)p(?=[ >])")
Said = tuple[float, str]  # credit in percent, feedback


@dataclass(frozen=True, slots=True)
class Field:
    """A place to answer: the name of its response, what it is worth, and what its feedback names begin with."""

    name: str
    points: float
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Pieces:
    """Writes content and declarations in the words of one version."""

    words: Words
    target: Target

    def flow(self, text: str) -> str:
        """Content of a choice: words without a paragraph around them where one is enough."""
        xhtml = to_xhtml(text, self.target)
        return xhtml if has_blocks(xhtml) else xhtml[3:-4]

    def remark(self, text: str) -> str:
        """Feedback of a choice. Canvas takes the first paragraph of it, or its first division where there is none."""
        xhtml = to_xhtml(text, self.target)
        if self.words.paragraph == "p" or not has_blocks(xhtml):
            return xhtml
        divided = _PARAGRAPH.sub(rf"\g<1>{self.words.paragraph}", xhtml)
        return f"<div>{divided}</div>"

    def stem(self, item: Item) -> str:
        return f"<div>{to_xhtml(item.stem, self.target)}</div>\n"

    def response(self, name: str, cardinality: str, base: str, values: Sequence[str], mapping: str = "") -> str:
        w = self.words
        correct = w.correct % "".join([w.value % value for value in values]) if values else ""
        return w.response % (name, cardinality, base, correct, mapping)
