"""Moodle XML, the one format of Moodle that carries everything: feedback, hints, tags, files, categories.

    <quiz>
      <question type="category"><category><text>$course$/top/Heaps/Week 1</text></category></question>
      <question type="multichoice">
        <name><text>Root of a heap</text></name>
        <questiontext format="html"><text>&lt;p&gt;Which ...&lt;/p&gt;</text><file .../></questiontext>
        <generalfeedback format="html"><text/></generalfeedback>
        <defaultgrade>1</defaultgrade> <idnumber>q7k...</idnumber> <single>true</single> ...
        <answer fraction="100" format="html"><text>A</text><feedback format="html"><text>Yes</text></feedback></answer>
        <hint format="html"><text>Think.</text></hint> <tags><tag><text>heaps</text></tag></tags>
      </question>

Form: Moodle's own exports (docs.moodle.org, "Moodle XML format"). Measured: fractions off Moodle's list skip the
question while the import says OK; one question of a type that the site does not have stops the whole import, so
ordering goes as matching with positions unless `ordering=native` (Moodle 4.4 or the plugin) is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from export._files import write_text
from export._fit import left_out, unfit
from export._options import chosen
from export._simple import is_simple_choice
from export.moodle_xml._frame import Kept
from export.moodle_xml._question import question
from export.moodle_xml._quick import quick_question
from export.moodle_xml._text import Texts, category
from quizmill.item import ChoiceItem
from quizmill.package import Exporter, Loss, Package, Support

_OPTIONS = {"ordering": ("matching", "native")}
_KEYLESS = frozenset({"flashcard"})
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'


def _path(title: str, section: tuple[str, ...]) -> tuple[str, ...]:
    """The category of a section: below the package's title, which is not said twice."""
    return section if section[:1] == (title,) or not title else (title, *section)


def _pieces(package: Package, losses: list[Loss], native: bool) -> Iterator[str]:
    section: tuple[str, ...] | None = None
    yield _HEAD
    for item in package.items:
        written = quick_question(item) if is_simple_choice(item) and isinstance(item, ChoiceItem) else ""
        if not written:
            if reason := unfit(item, _KEYLESS):
                losses.append(left_out(item, reason))
                continue
            written = question(Kept(item, Texts(package.media), losses, native))
        if not written:
            continue
        if item.section != section:
            section = item.section
            yield category(_path(package.title, section))
        yield written
    yield "</quiz>\n"


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """One `<quiz>`, item by item; a category wherever the section changes."""
    native = chosen(package, _OPTIONS)["ordering"] == "native"
    losses: list[Loss] = []
    write_text(out, _pieces(package, losses, native))
    return tuple(losses)


EXPORTER = Exporter(
    name="moodle-xml",
    suffix=".xml",
    summary="Moodle XML with categories, tags, feedback, hints and embedded pictures",
    render=render,
    support={
        "single": Support("full"),
        "multiple": Support("full", "each right choice gives its share, each wrong one takes as much"),
        "true_false": Support("full", "as multiple choice where the words are not True and False, or there are hints"),
        "short": Support("full"),
        "numeric": Support("full", "a range as its middle and tolerance"),
        "cloze": Support("full", "embedded answers; points only where they are a whole number for each gap"),
        "matching": Support(
            "full", "the right side is a list of words; pictures and formulas change sides if possible"
        ),
        "ordering": Support("approximated", "matching of entries to positions; ordering=native for Moodle 4.4"),
        "essay": Support("full", "the model answer stands in the general feedback"),
        "flashcard": Support("approximated", "an essay whose general feedback is the back"),
    },
    keyless=_KEYLESS,
    options={"ordering": "matching (any Moodle) or native (4.4, or the ordering plugin)"},
)
