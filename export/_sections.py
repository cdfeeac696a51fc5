"""Fields that a target has no place for, as labelled sections below the general feedback (see quizmill.extras).

with_sections(item, ("solution", "mistakes"), to_html)
-> <p>general feedback</p><div class="quizmill-solution"><p><strong>Solution</strong></p><ol><li>...</li></ol></div>
"""

from __future__ import annotations

from collections.abc import Callable

from quizmill.extras import LISTED, SECTIONS, section_class
from quizmill.item import EssayItem, FlashcardItem, Item, MatchItem


def _parts(item: Item, field: str) -> tuple[str, ...]:
    match field:
        case "feedback.correct":
            return (item.feedback.correct,)
        case "feedback.partial":
            return (item.feedback.partial,)
        case "feedback.incorrect":
            return (item.feedback.incorrect,)
        case "hints":
            return item.hints
        case "solution":
            return item.solution
        case "mistakes":
            return item.mistakes
        case "final_answer":
            return (item.final_answer,)
        case "quick_check":
            return (item.quick_check,)
        case "objectives":
            return item.objectives
        case "back":
            return (item.back,) if isinstance(item, FlashcardItem) else ()
        case "model_answer":
            return (item.model_answer,) if isinstance(item, EssayItem) else ()
        case "pairs.feedback":
            return tuple(pair.feedback for pair in item.pairs) if isinstance(item, MatchItem) else ()
        case _:
            raise ValueError(f"no section is made of {field}")


_NUMBERED = frozenset({"solution", "pairs.feedback"})


def section(item: Item, field: str, render: Callable[[str], str]) -> str:
    """One field as a labelled block of HTML, empty where the item has none of it."""
    parts = _parts(item, field)
    if not any(parts):
        return ""
    body = "".join(render(part) for part in parts)
    if field in LISTED:
        tag = "ol" if field in _NUMBERED else "ul"
        body = f"<{tag}>" + "".join(f"<li>{render(part)}</li>" for part in parts) + f"</{tag}>"
    return f'<div class="{section_class(field)}"><p><strong>{SECTIONS[field]}</strong></p>{body}</div>'


def with_sections(item: Item, fields: tuple[str, ...], render: Callable[[str], str]) -> str:
    """The general feedback, and below it a section for each of the fields that holds something."""
    return render(item.feedback.general) + "".join(section(item, field, render) for field in fields)
