"""How a file keeps a field that its format has no place for, so that people see it and a reader finds it again.

    <div class="quizmill-solution"><p><strong>Solution</strong></p><ol><li>...</li></ol></div>     in general feedback
    difficulty::Hard                                                                         among the tags

Exporters write these sections and tags; readers of the same formats take them back to their fields.
"""

from __future__ import annotations

# Field -> the heading people see. The class is `quizmill-` and the field's name, dots and underscores as hyphens.
SECTIONS: dict[str, str] = {
    "feedback.correct": "If right",
    "feedback.partial": "If partly right",
    "feedback.incorrect": "If wrong",
    "back": "Answer",
    "model_answer": "Model answer",
    "pairs.feedback": "On the pairs",
    "hints": "Hints",
    "solution": "Solution",
    "final_answer": "Final answer",
    "quick_check": "Quick check",
    "mistakes": "Common mistakes",
    "objectives": "Objectives",
}
# Fields whose section is a list, one entry for each text; the others hold one text.
LISTED = frozenset({"hints", "solution", "mistakes", "objectives", "pairs.feedback"})
# Field -> what its tag begins with.
TAGS: dict[str, str] = {"difficulty": "difficulty::", "objectives": "objective::"}


# What a file that must name points says of those that no document names.
NO_POINTS = "one, where the question names none"
# The class of the unit that is shown beside the field of a number.
UNIT_CLASS = "quizmill-unit"


def section_class(field: str) -> str:
    """The class attribute of a field's section: `quizmill-feedback-correct`."""
    return "quizmill-" + field.replace(".", "-").replace("_", "-")


def path_text(path: tuple[str, ...]) -> str:
    """Headings as one line, outermost first: `Course / Week 1`. A slash between spaces in a heading is doubled."""
    return " / ".join(name.replace(" / ", " // ") for name in path)


def path_parts(text: str) -> tuple[str, ...]:
    """The headings of a line that `path_text` wrote."""
    return tuple(name.replace(" // ", " / ") for name in text.split(" / ") if name)
