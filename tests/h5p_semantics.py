"""What the H5P libraries expect of their content, in the words of their semantics.json, and a check against it.

Written from the documented semantics of each library at the version that the exporter names (h5p.org/semantics):
field name -> type, with `?` where the field may be absent. Interface texts ("common" fields) are not listed: a site
fills them in its own language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

Semantics = Mapping[str, Any]

FEEDBACK: Semantics = {"from": "percent", "to": "percent", "feedback?": "text"}
IMAGE: Semantics = {
    "contentName": "text",
    "decorative": "boolean",
    "alt": "text",
    "file": {"path": "path", "mime": "text", "copyright": {"license": "text"}},
}
METADATA: Semantics = {"contentType": "text", "license": "text", "title": "text"}
MEDIA: Semantics = {
    "type": {"library": ("H5P.Image 1.1",), "params": IMAGE, "metadata": METADATA},
    "disableImageZooming": "boolean",
}
BUTTONS: Semantics = {"enableRetry": "boolean", "enableSolutionsButton": "boolean", "enableCheckButton": "boolean"}
LIBRARIES: dict[str, Semantics] = {
    "H5P.MultiChoice 1.16": {
        "media?": MEDIA,
        "question": "html",
        "answers": [
            {
                "text": "html",
                "correct": "boolean",
                "tipsAndFeedback": {"tip": "html", "chosenFeedback": "html", "notChosenFeedback": "html"},
            }
        ],
        "overallFeedback": [FEEDBACK],
        "behaviour": {
            **BUTTONS,
            "type": ("auto", "multi", "single"),
            "singlePoint": "boolean",
            "randomAnswers": "boolean",
            "showSolutionsRequiresInput": "boolean",
            "autoCheck": "boolean",
            "passPercentage": "percent",
            "showScorePoints": "boolean",
        },
    },
    "H5P.TrueFalse 1.8": {
        "media?": MEDIA,
        "question": "html",
        "correct": ("true", "false"),
        "behaviour": {**BUTTONS, "autoCheck": "boolean", "feedbackOnCorrect": "text", "feedbackOnWrong": "text"},
        "l10n": {"trueText": "text", "falseText": "text"},
    },
    "H5P.Blanks 1.14": {
        "media?": MEDIA,
        "text?": "html",
        "questions": ["blanks"],
        "overallFeedback": [FEEDBACK],
        "behaviour": {
            **BUTTONS,
            "autoCheck": "boolean",
            "caseSensitive": "boolean",
            "showSolutionsRequiresInput": "boolean",
            "separateLines": "boolean",
            "acceptSpellingErrors": "boolean",
        },
    },
    "H5P.DragText 1.10": {
        "taskDescription": "html",
        "textField": "blanks",
        "distractors": "stars",
        "overallFeedback": [FEEDBACK],
        "behaviour": {**BUTTONS, "instantFeedback": "boolean"},
    },
    "H5P.Essay 1.5": {
        "media?": MEDIA,
        "taskDescription": "html",
        "solution": {"sample?": "html"},
        "keywords": [
            {
                "keyword": "text",
                "options": {
                    "points": "number",
                    "occurrences": "number",
                    "caseSensitive": "boolean",
                    "forgiveMistakes": "boolean",
                },
            }
        ],
        "overallFeedback": [FEEDBACK],
        "behaviour": {"inputFieldSize": ("1", "3", "10"), "enableRetry": "boolean", "ignoreScoring": "boolean"},
    },
}
QUESTION_SET: Semantics = {
    "introPage": {"showIntroPage": "boolean"},
    "progressType": ("dots", "textual"),
    "passPercentage": "percent",
    "questions": "questions",
    "disableBackwardsNavigation": "boolean",
    "randomQuestions": "boolean",
    "endGame": {
        "showResultPage": "boolean",
        "showSolutionButton": "boolean",
        "showRetryButton": "boolean",
        "overallFeedback": [FEEDBACK],
    },
    "override": {"checkButton": "boolean"},
}
_ALLOWED = re.compile(r"</?(?:p|br|strong|em|b|i|u|del|s|sub|sup|code|pre|ul|ol|li|h[1-6]|hr|a|span|div)\b[^<>]*>")


def problems(value: Any, expected: Any, place: str = "content") -> Iterator[str]:
    """Everything in which a value is not as expected."""
    if isinstance(expected, Mapping):
        yield from _group(value, expected, place)
    elif isinstance(expected, list):
        if not isinstance(value, list) or not value:
            yield f"{place} is no list with entries"
            return
        for number, entry in enumerate(value):
            yield from problems(entry, expected[0], f"{place}[{number}]")
    elif isinstance(expected, tuple):
        if value not in expected:
            yield f"{place} is {value!r}"
    elif not _is(value, expected):
        yield f"{place} is no {expected}: {value!r:.200}"


def _group(value: Any, expected: Semantics, place: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{place} is no group"
        return
    known = {name.rstrip("?"): kind for name, kind in expected.items()}
    yield from (f"{place}.{name} is not in the semantics" for name in value.keys() - known.keys())
    for name, kind in expected.items():
        field = name.rstrip("?")
        if field in value:
            yield from problems(value[field], kind, f"{place}.{field}")
        elif not name.endswith("?"):
            yield f"{place}.{field} is missing"


def _is(value: Any, kind: str) -> bool:
    match kind:
        case "boolean":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "percent":
            return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100
        case "text":
            return isinstance(value, str)
        case "path":
            return isinstance(value, str) and bool(re.fullmatch(r"images/[0-9A-Za-z._-]+", value))
        case "html":
            return isinstance(value, str) and "<" not in _ALLOWED.sub("", value)
        case "blanks":  # a gap stands between two stars, and is not empty
            return isinstance(value, str) and value.count("*") >= 2 and value.count("*") % 2 == 0 and "**" not in value
        case "stars":
            return isinstance(value, str) and value.count("*") % 2 == 0
        case "questions":
            return isinstance(value, list)
        case _:
            raise ValueError(kind)
