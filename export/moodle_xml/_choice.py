"""Choices of Moodle: its own True/False, and multiple choice with the fractions of its list."""

from __future__ import annotations

from export._fit import left_out
from export._fractions import of_choices
from export._shuffle import keeps_order
from export._truth import says_true_false
from export.moodle_xml._frame import ALWAYS, Kept, answer_element, combined, in_html, whole
from export.moodle_xml._text import element
from quizmill.item import ChoiceItem


def is_true_false(item: ChoiceItem) -> bool:
    """Moodle's own True/False has its own two words and neither hints nor feedback by result."""
    told = item.feedback
    return says_true_false(item) and not (item.hints or told.correct or told.partial or told.incorrect)


def true_false(kept: Kept, item: ChoiceItem) -> str:
    right = item.key.choices if item.key else ()
    body = "".join(
        f'<answer fraction="{100 if choice.id in right else 0}" format="moodle_auto_format">'
        f"<text>{choice.text.strip().lower()}</text>{element('feedback', *in_html(kept, choice.feedback))}</answer>\n"
        for choice in item.choices
    )
    return whole(kept, "truefalse", body, ALWAYS)


def multichoice(kept: Kept, item: ChoiceItem) -> str:
    texts = kept.texts
    if len(item.choices) < 2:  # Moodle ends the whole import there
        kept.losses.append(left_out(item, "Moodle needs at least two choices"))
        return ""
    if item.type == "true_false":
        kept.lose("type", "as multiple choice in its own words: Moodle's True/False has no hints or feedback by result")
    answers = []
    for choice, fraction, lost in of_choices(item):
        own = ' data-fixed="true"' if choice.fixed else ""
        shown, files = texts.inline(choice.text), texts.files(choice.text)
        answers.append(answer_element(kept, fraction, shown, files, choice.feedback, own))
        if lost:
            kept.lose("choices.credit", lost)
    fixed = any(choice.fixed for choice in item.choices)
    if fixed and not all(choice.fixed for choice in item.choices):
        kept.lose("choices.fixed", "Moodle shuffles all choices or none; these keep their order")
    shuffle = "false" if fixed or keeps_order(item) else "true"
    body = (
        f"<single>{'false' if item.type == 'multiple' else 'true'}</single><shuffleanswers>{shuffle}</shuffleanswers>"
        f"<answernumbering>abc</answernumbering>\n{combined(kept)}{''.join(answers)}"
    )
    return whole(kept, "multichoice", body, ALWAYS)
