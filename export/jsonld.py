"""schema.org JSON-LD: a `Quiz` of `Question`s, as search engines and catalogues read practice problems.

    {"@context": "https://schema.org/", "@type": "Quiz", "name": "Heaps", "hasPart": [
     {"@type": "Question", "@id": "urn:quizmill:q7k", "eduQuestionType": "Multiple choice",
      "learningResourceType": "Practice problem", "encodingFormat": "text/markdown", "text": "Which ...?",
      "suggestedAnswer": [{"@type": "Answer", "position": 1, "text": "the last", "comment": {...}}],
      "acceptedAnswer": [{"@type": "Answer", "position": 0, "text": "the first", "answerExplanation": {...}}]}
    ]}

Vocabulary: schema.org `Quiz`, `Question`, `Answer`, `Comment`; question types "Multiple choice", "Checkbox" and
"Flashcard" as in Google's practice-problem and education Q&A documentation, and plain words for the others.
Texts are Markdown; hostile characters cannot end a script element (`<` is written `\\u003c`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO, assert_never

from export._card import number_words
from export._fields import uncarried
from export._files import write_text
from export._fit import left_out, unfit
from export._options import chosen
from export._titles import BLANK, GAP, title_of
from export._words import right_places
from export.richtext import clean_text
from quizmill.item import (
    ChoiceItem,
    ClozeItem,
    EssayItem,
    FlashcardItem,
    Gap,
    Item,
    MatchItem,
    NumericItem,
    OrderItem,
    TextEntryItem,
)
from quizmill.package import Exporter, Loss, Package, Support

Node = Mapping[str, object]
_KINDS = {
    "single": "Multiple choice",
    "multiple": "Checkbox",
    "true_false": "True or false",
    "short": "Short answer",
    "numeric": "Numeric answer",
    "cloze": "Fill in the blank",
    "matching": "Matching",
    "ordering": "Ordering",
    "essay": "Open ended",
    "flashcard": "Flashcard",
}
_CARRIED = frozenset(
    "title feedback.general hints solution final_answer difficulty tags section objectives language choices.feedback "
    "answers.feedback answers.exact answers.unit gaps.answers.feedback gaps.answers.exact gaps.answers.unit "
    "gaps.choices.feedback pairs.feedback distractors model_answer".split()
)
_KEYLESS = frozenset({"essay"})
_REASONS = {"media": "pictures are named, not held"}


def _node(kind: str, **fields: object) -> Node:
    """A typed node without its empty fields."""
    return {"@type": kind, **{name: value for name, value in fields.items() if value not in ("", None, [], ())}}


def _comment(text: str) -> Node | None:
    return _node("Comment", text=clean_text(text)) if text else None


def _answer(text: str, position: int | None = None, feedback: str = "", explanation: str = "") -> Node:
    return _node(
        "Answer",
        position=position,
        encodingFormat="text/markdown",
        text=clean_text(text),
        comment=_comment(feedback),
        answerExplanation=_comment(explanation),
    )


def _explanation(item: Item) -> str:
    return "\n\n".join(filter(None, (item.feedback.general, *item.solution, item.final_answer)))


def _choices(item: ChoiceItem) -> tuple[list[Node], list[Node]]:
    right = right_places(item.choices, item.key)
    explained = _explanation(item)
    wrong = [_answer(c.text, n, c.feedback) for n, c in enumerate(item.choices) if n not in right]
    return wrong, [_answer(item.choices[n].text, n, item.choices[n].feedback, explained) for n in right]


def _gap(gap: Gap, place: int) -> Iterator[Node]:
    right = right_places(gap.choices, gap.key)
    yield from (_answer(gap.choices[n].text, place, gap.choices[n].feedback) for n in right)
    yield from (_answer(answer.text, place, answer.feedback) for answer in gap.answers if answer.credit == 100)
    yield from (_answer(number_words(answer), place, answer.feedback) for answer in gap.numbers)


def _suggested_in_gaps(item: ClozeItem) -> list[Node]:
    suggested = []
    for place, gap in enumerate(item.gaps):
        right = right_places(gap.choices, gap.key)
        suggested += [_answer(c.text, place, c.feedback) for n, c in enumerate(gap.choices) if n not in right]
        suggested += [_answer(a.text, place, a.feedback) for a in gap.answers if a.credit != 100]
    return suggested


def _answers(item: Item) -> tuple[list[Node], list[Node]]:
    """Suggested (wrong or partly right) and accepted answers."""
    explained = _explanation(item)
    match item:
        case ChoiceItem():
            return _choices(item)
        case TextEntryItem():
            right = [_answer(a.text, None, a.feedback, explained) for a in item.answers if a.credit == 100]
            return [_answer(a.text, None, a.feedback) for a in item.answers if a.credit != 100], right
        case NumericItem():
            right = [_answer(number_words(a), None, a.feedback, explained) for a in item.answers if a.credit == 100]
            return [_answer(number_words(a), None, a.feedback) for a in item.answers if a.credit != 100], right
        case ClozeItem():
            accepted = [node for n, gap in enumerate(item.gaps) for node in _gap(gap, n)]
            first = {**accepted[0], **_node("Answer", answerExplanation=_comment(explained))} if accepted else {}
            return _suggested_in_gaps(item), [first, *accepted[1:]] if accepted else []
        case MatchItem():
            pairs = [_answer(f"{p.left} → {p.right}", n, p.feedback, explained) for n, p in enumerate(item.pairs)]
            return [_answer(other) for other in item.distractors], pairs
        case OrderItem():
            return [], [_answer(entry, n, "", explained) for n, entry in enumerate(item.entries)]
        case EssayItem():
            return [], [_answer(item.model_answer, None, "", explained)] if item.model_answer else []
        case FlashcardItem():
            return [], [_answer(item.back, None, "", explained)]
        case _:
            assert_never(item)


def question(item: Item) -> Node:
    """One `Question`. What it is about stands in `about` (section) and `keywords` (tags)."""
    suggested, accepted = _answers(item)
    return {
        "@type": "Question",
        "@id": f"urn:quizmill:{item.id}",
        "eduQuestionType": _KINDS[item.type],
        "learningResourceType": "Flashcard" if isinstance(item, FlashcardItem) else "Practice problem",
        **_node(
            "Question",
            name=title_of(item),
            encodingFormat="text/markdown",
            text=clean_text(GAP.sub(BLANK, item.stem)),
            inLanguage=clean_text(item.language),
            educationalLevel=clean_text(item.difficulty),
            keywords=[clean_text(tag) for tag in item.tags],
            about=[_node("Thing", name=clean_text(name)) for name in item.section],
            teaches=[clean_text(objective) for objective in item.objectives],
            hasPart=[_node("Comment", name="Hint", text=clean_text(hint)) for hint in item.hints],
            comment=_comment("" if accepted else _explanation(item)),
            answerCount=len(suggested) + len(accepted),
            suggestedAnswer=suggested,
            acceptedAnswer=accepted,
        ),
    }


def _script_safe(text: str) -> str:
    """JSON that may stand inside a `<script>` element."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _pieces(package: Package, losses: list[Loss]) -> Iterator[str]:
    name = _script_safe(json.dumps(clean_text(package.title), ensure_ascii=False))
    yield f'{{"@context": "https://schema.org/", "@type": "Quiz", "name": {name}, "hasPart": ['
    separator = "\n "
    for item in package.items:
        if reason := unfit(item, _KEYLESS):
            losses.append(left_out(item, reason))
            continue
        losses.extend(uncarried(item, _CARRIED, "schema.org", _REASONS))
        yield separator + _script_safe(json.dumps(question(item), ensure_ascii=False))
        separator = ",\n "
    yield "\n]}\n"


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """One `Quiz`, question by question."""
    chosen(package, {})
    losses: list[Loss] = []
    write_text(out, _pieces(package, losses))
    return tuple(losses)


_LACKS = "no points; pictures are named, not held"
EXPORTER = Exporter(
    name="jsonld",
    suffix=".jsonld",
    summary="schema.org Quiz and Question, for web pages and catalogues",
    render=render,
    support={
        "single": Support("approximated", _LACKS),
        "multiple": Support("approximated", _LACKS),
        "true_false": Support("approximated", _LACKS),
        "short": Support("approximated", f"partly right answers as suggested ones; {_LACKS}"),
        "numeric": Support("approximated", f"ranges in words; {_LACKS}"),
        "cloze": Support("approximated", f"gaps as blanks, answers by position; {_LACKS}"),
        "matching": Support("approximated", f"each pair as an accepted answer; {_LACKS}"),
        "ordering": Support("approximated", f"entries as accepted answers by position; {_LACKS}"),
        "essay": Support("approximated", f"the model answer as accepted answer; {_LACKS}"),
        "flashcard": Support("approximated", _LACKS),
    },
    keyless=_KEYLESS,
)
