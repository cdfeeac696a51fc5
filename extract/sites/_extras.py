"""What quizmill's own exports put where a format has no place for it, back in its fields (see quizmill.extras).

Sections of the feedback become hints, solution, model answer ...; tags such as `difficulty::Hard` become the
difficulty; a title that only repeats the stem's first words, as every platform asks for one, is no title.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import get_args

from extract.media._sections import cut_sections
from quizmill.draft import EMPTY, Draft, DraftAnswer, DraftFeedback, Fragment, When
from quizmill.extras import TAGS
from quizmill.source import Span

Sections = Mapping[str, tuple[str, ...]]
_LANGUAGE = re.compile(
    r"""\s*<(?:div|p|section|span)\b[^<>]*?\slang\s*=\s*["']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4})\b"""
)
_OPENING = re.compile(r"(?m)^ *(?:(?:```|~~~)\w*|\d+[.)] )")
_MARKUP = re.compile(r"\{\{gap:[^{}]*\}\}|!?\[([^\]\n]*)\]\([^)\n]*\)|</?\w+[^<>\n]*>")
_ALNUM = re.compile(r"[^\W_]+")


def with_extras(draft: Draft) -> Draft:
    """The draft with its fields back in their places."""
    rest, sections = cut_sections(draft.grader_info.text)
    if sections:  # QTI keeps the model answer among what graders see
        draft = _placed(replace(draft, grader_info=replace(draft.grader_info, text=rest)), sections, draft.stem.spans)
    if not any("\ue0e0" in told.text.text for told in draft.feedback):
        tagged = _with_tags(draft) if any("::" in tag for tag in draft.tags) else draft
        return replace(tagged, title="") if _repeats(draft.title, draft.stem.text) else tagged
    feedback: list[DraftFeedback] = []
    for told in draft.feedback:
        rest, sections = cut_sections(told.text.text)
        if rest:
            feedback.append(replace(told, text=replace(told.text, text=rest)))
        for field, entries in sections.items():
            if (when := field.removeprefix("feedback.")) in get_args(When) and field != when:
                feedback += [DraftFeedback(text, when) for text in _texts(entries, told.text.spans)]  # type: ignore[arg-type]
        draft = _placed(draft, sections, told.text.spans)
    draft = replace(draft, feedback=tuple(feedback))
    return replace(_with_tags(draft), title="" if _repeats(draft.title, draft.stem.text) else draft.title)


def language_of(markup: str) -> str:
    """The language that an HTML text says of itself: that of the block it begins with."""
    said = _LANGUAGE.match(markup)
    return said[1] if said else ""


def literal(answer: str) -> str:
    """A typed answer of Moodle's: a bare star stands for anything, one behind a backslash for itself."""
    return answer.replace(r"\*", "*")


def _texts(entries: tuple[str, ...], spans: tuple[Span, ...]) -> tuple[Fragment, ...]:
    return tuple(Fragment(entry, spans) for entry in entries)


def _placed(draft: Draft, sections: Sections, spans: tuple[Span, ...]) -> Draft:
    texts = {field: _texts(entries, spans) for field, entries in sections.items()}
    if back := texts.get("back"):
        draft = replace(draft, type="flashcard", answers=(DraftAnswer(back[0]),), grader_info=EMPTY)
    if model := texts.get("model_answer"):
        draft = replace(draft, answers=(DraftAnswer(model[0]),))
    told = texts.get("pairs.feedback", ())
    if told and len(told) == len(draft.pairs):
        draft = replace(draft, pairs=tuple(replace(p, feedback=f) for p, f in zip(draft.pairs, told, strict=True)))
    return replace(
        draft,
        hints=draft.hints + texts.get("hints", ()),
        solution=draft.solution + texts.get("solution", ()),
        mistakes=draft.mistakes + texts.get("mistakes", ()),
        final_answer=texts.get("final_answer", (draft.final_answer,))[0],
        quick_check=texts.get("quick_check", (draft.quick_check,))[0],
        objectives=draft.objectives + tuple(text.text for text in texts.get("objectives", ())),
    )


def _with_tags(draft: Draft) -> Draft:
    """Tags that stand for a field."""
    difficulty, objective = TAGS["difficulty"], TAGS["objectives"]
    named = [tag.removeprefix(difficulty) for tag in draft.tags if tag.startswith(difficulty)]
    aims = tuple(tag.removeprefix(objective) for tag in draft.tags if tag.startswith(objective))
    if not named and not aims:
        return draft
    tags = tuple(tag for tag in draft.tags if not tag.startswith((difficulty, objective)))
    return replace(
        draft, tags=tags, difficulty=named[0] if named else draft.difficulty, objectives=draft.objectives + aims
    )


def _letters(text: str) -> str:
    text = _OPENING.sub("", text)
    if "{" in text or "[" in text or "<" in text:
        text = _MARKUP.sub(r"\1", text)
    return "".join(_ALNUM.findall(text)).casefold()


def _repeats(title: str, stem: str) -> bool:
    """True for a title that is the stem, or its first words and an ellipsis."""
    own = _letters(title) if title else ""
    if title.rstrip().endswith(("…", "...")):
        return bool(own) and _letters(stem[: 40 * len(title)]).startswith(own)
    return bool(own) and len(stem) < 20 * len(title) + 200 and (title == stem or own == _letters(stem))
