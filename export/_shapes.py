"""Choice items of one shape as one template: what makes a package of 100,000 plain questions quick to write.

Two items have the same shape if they differ in words only: as many choices, the same ids, key, points, tags, and the
same fields filled. Their XML then differs in those words only. The second item of a shape is written once with marks
for its words; from then on its XML is a template. Items whose words are anything but plain go the long way.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from operator import itemgetter

from export._shuffle import keeps_order
from export._titles import shortened, title_of
from export.richtext import are_simple, is_simple
from quizmill.item import ChoiceItem, Feedback, Item
from quizmill.package import Loss

Made = tuple[str, tuple[Loss, ...]]
_MARK = re.compile(r"qzxj(\d+)jxzq")
_NAME = "qzxjnamejxzq"
_MOST = 512  # shapes kept; a bank with more than that gains nothing from them
_LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class _Template:
    """XML with `%s` for its words; `pick` takes these from (identifier, title, texts ...)."""

    xml: str
    pick: Callable[[tuple[str, ...]], tuple[str, ...]]
    losses: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Shapes:
    """Writes items with `write`, which is given the item and its identifier in the package."""

    write: Callable[[Item, str], Made]
    _templates: dict[object, _Template | None] = field(default_factory=dict)

    def item(self, item: Item, name: str) -> Made:
        """The same as `write` gives."""
        if not isinstance(item, ChoiceItem) or keeps_order(item):
            return self.write(item, name)
        texts = _texts(item)
        if not are_simple(texts) and not all(map(is_simple, texts)):
            return self.write(item, name)
        shape = _shape(item)
        template = self._templates.get(shape)
        if template is None:
            if shape not in self._templates:
                if len(self._templates) < _MOST:
                    self._templates[shape] = None
                return self.write(item, name)
            template = self._templates[shape] = self._template(item, len(texts))
        xml = template.xml % template.pick((name, _title(item), *texts))
        return xml, tuple([Loss(item.id, *loss) for loss in template.losses])

    def _template(self, item: ChoiceItem, count: int) -> _Template:
        marks = iter([f"qzxj{place}jxzq" for place in range(1, count + 2)])
        xml, losses = self.write(_marked(item, lambda text: next(marks) if text else ""), _NAME)
        parts = _MARK.split(xml.replace(_NAME, "qzxj0jxzq").replace("%", "%%"))
        return _Template("%s".join(parts[::2]), itemgetter(*map(int, parts[1::2])), _fields(losses))


def _fields(losses: tuple[Loss, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((loss.field, loss.reason) for loss in losses)


def _title(item: ChoiceItem) -> str:
    """The title as it stands in an attribute."""
    words = item.title or item.stem
    if len(words) > _LONGEST_TITLE:
        words = shortened(" ".join(words.split()), _LONGEST_TITLE)
    elif "  " in words or words[:1] == " ":
        words = title_of(item)
    return html.escape(words)


def _texts(item: ChoiceItem) -> list[str]:
    """Every text, in the order in which `_marked` gives them their marks; empty ones are left out."""
    said = item.feedback
    found = [item.stem, said.general, said.correct, said.incorrect, said.partial, item.final_answer, item.quick_check]
    for choice in item.choices:
        found.append(choice.text)
        found.append(choice.feedback)
    return [text for text in (*found, *item.hints, *item.solution, *item.mistakes) if text]


def _marked(item: ChoiceItem, mark: Callable[[str], str]) -> ChoiceItem:
    title, stem, said = mark("title"), mark(item.stem), item.feedback
    feedback = Feedback(mark(said.general), mark(said.correct), mark(said.incorrect), mark(said.partial))
    final, check = mark(item.final_answer), mark(item.quick_check)
    choices = tuple(replace(c, text=mark(c.text), feedback=mark(c.feedback)) for c in item.choices)
    return replace(
        item,
        title=title,
        stem=stem,
        feedback=feedback,
        final_answer=final,
        quick_check=check,
        choices=choices,
        hints=tuple(map(mark, item.hints)),
        solution=tuple(map(mark, item.solution)),
        mistakes=tuple(map(mark, item.mistakes)),
    )


def _shape(item: ChoiceItem) -> object:
    """What two items must share to have the same XML but for the words. A missing word is a shape of its own."""
    said = item.feedback
    return (
        item.type,
        tuple([(c.id, not c.text, not c.feedback, c.fixed, c.credit) for c in item.choices]),
        item.key and item.key.choices,
        (not item.stem, not said.general, not said.correct, not said.incorrect, not said.partial),
        (not item.final_answer, not item.quick_check),
        tuple([tuple(map(bool, texts)) for texts in (item.hints, item.solution, item.mistakes)]),
        (item.points, item.language, item.difficulty, item.section, item.tags, item.objectives),
    )
