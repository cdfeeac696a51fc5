"""What every Moodle question has around the body of its type: name, text, general feedback, grade, hints, tags."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from export._language import in_language
from export._sections import with_sections
from export._titles import title_of
from export.moodle_xml._text import Texts, element, xml
from quizmill.extras import TAGS
from quizmill.item import ClozeItem, EssayItem, FlashcardItem, Item, MatchItem
from quizmill.package import Loss

# Sections of the general feedback, by what the type has no element for.
ALWAYS = ("solution", "final_answer", "quick_check", "mistakes", "objectives")
BY_RESULT = ("feedback.correct", "feedback.partial", "feedback.incorrect")
COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


@dataclass(slots=True)
class Kept:
    """An item on its way: how its texts are rendered, and what was lost of it so far."""

    item: Item
    texts: Texts
    losses: list[Loss]
    native_ordering: bool = False

    def lose(self, field: str, reason: str) -> None:
        self.losses.append(Loss(self.item.id, field, reason))


def in_html(kept: Kept, text: str) -> tuple[str, str]:
    return kept.texts.block(text), kept.texts.files(text)


def whole(kept: Kept, kind: str, body: str, sections: tuple[str, ...], stem: str | None = None) -> str:
    """What every question has, around its body. `sections` go below the general feedback."""
    item = kept.item
    texts = kept.texts
    html = texts.block(item.stem) if stem is None else stem
    general = with_sections(item, sections, texts.block)
    files = texts.files(item.feedback.general, *_section_sources(item)) if general else ""
    hints = () if "hints" in sections else item.hints
    return (
        f'<question type="{kind}">\n<name><text>{xml(title_of(item))}</text></name>\n'
        f"{element('questiontext', in_language(html, item.language), texts.files(item.stem, *_gap_sources(item)))}"
        f"{element('generalfeedback', general, files)}"
        f"{grade(item)}<penalty>0.3333333</penalty><hidden>0</hidden>"
        f"<idnumber>{xml(item.id)}</idnumber>\n{body}"
        f"{''.join(element('hint', *in_html(kept, hint)) for hint in hints)}{_tags(item)}</question>\n"
    )


def grade(item: Item) -> str:
    """What the question is worth. Moodle wants to know, and passes over an attribute that it does not know."""
    if item.points is None:
        return '<defaultgrade data-stated="false">1</defaultgrade>'
    return f"<defaultgrade>{item.points:.7g}</defaultgrade>"


def _gap_sources(item: Item) -> Iterable[str]:
    """What stands inside the gaps stands in the question text."""
    for gap in item.gaps if isinstance(item, ClozeItem) else ():
        yield from (text for choice in gap.choices for text in (choice.text, choice.feedback))
        yield from (answer.feedback for answer in gap.answers)
        yield from (number.feedback for number in gap.numbers)


def _section_sources(item: Item) -> Iterable[str]:
    yield from (item.feedback.correct, item.feedback.partial, item.feedback.incorrect)
    yield from (*item.hints, *item.solution, item.final_answer, item.quick_check, *item.mistakes, *item.objectives)
    if isinstance(item, FlashcardItem):
        yield item.back
    if isinstance(item, EssayItem):
        yield item.model_answer
    if isinstance(item, MatchItem):
        yield from (pair.feedback for pair in item.pairs)


def _tags(item: Item) -> str:
    tags = (*item.tags, TAGS["difficulty"] + item.difficulty) if item.difficulty else item.tags
    return "<tags>" + "".join(f"<tag><text>{xml(tag)}</text></tag>" for tag in tags) + "</tags>\n" if tags else ""


def combined(kept: Kept) -> str:
    feedback = kept.item.feedback
    if not (feedback.correct or feedback.partial or feedback.incorrect):
        return "".join(f'<{tag} format="html"><text></text></{tag}>' for tag in COMBINED) + "\n"
    given = zip(COMBINED, (feedback.correct, feedback.partial, feedback.incorrect), strict=True)
    return "".join(element(tag, *in_html(kept, text)) for tag, text in given)


def answer_element(kept: Kept, fraction: str, html: str, files: str, feedback: str, own: str = "") -> str:
    told = f"<text>{escape(kept.texts.inline(feedback), quote=False)}</text>{kept.texts.files(feedback)}"
    return (
        f'<answer fraction="{fraction}" format="html"{own}><text>{escape(html, quote=False)}</text>{files}'
        f'<feedback format="html">{told}</feedback></answer>\n'
    )
