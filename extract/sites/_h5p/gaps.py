"""H5P's texts with marked words: blanks, words to be dragged in, words to be found.

Oslo is in *Norway/Norge:a country*.      answers parted by slashes, then a tip; or a word that is to be marked
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from extract.sites._h5p import types
from extract.sites._h5p.reader import Reader, claims_of, span_of
from extract.sites._marked_words import choices_of, in_order
from quizmill.draft import Draft, DraftAnswer, DraftChoice, DraftGap, Fragment
from quizmill.finding import Finding, Severity

_GAP = re.compile(r"\*([^*\n]+)\*")


def _gaps(reader: Reader, text: str, node: str) -> tuple[Fragment, tuple[DraftGap, ...], tuple[Fragment, ...]]:
    """`*Oslo/Christiania:a tip*` in a text: answers parted by slashes, then a tip. The words, the gaps and the tips."""
    gaps: list[DraftGap] = []
    tips: list[Fragment] = []

    def keep(match: re.Match[str]) -> str:
        answers, _, tip = html.unescape(match[1]).partition(":")
        if tip.strip():
            tips.append(reader.text(tip, node))
        named = [answer.strip() for answer in answers.split("/") if answer.strip()]
        gaps.append(DraftGap(str(len(gaps) + 1), tuple(DraftAnswer(Fragment(a, (span_of(node),))) for a in named)))
        return f"\ue0f0{len(gaps)}\ue0f1"

    words = reader.text(_GAP.sub(keep, text), node)
    stem = re.sub("\ue0f0(\\d+)\ue0f1", r"{{gap:\1}}", words.text)
    return replace(words, text=stem), tuple(gaps), tuple(tips)


def blanks(reader: Reader, content: types.Content, node: str) -> Iterator[Draft]:
    params = reader.params(types.Blanks, content, node)
    if params is None:
        return
    stem, gaps, tips = _gaps(reader, "\n".join(params.questions), node)
    draft = reader.draft(params.text, node, params.media)
    both = "\n\n".join(text for text in (draft.stem.text, stem.text) if text)
    feedback = reader.overall(params.overallFeedback, node)
    cased = params.behaviour.caseSensitive
    draft = replace(draft, type="cloze", stem=Fragment(both, (span_of(node),)), gaps=gaps, hints=tips)
    yield replace(draft, feedback=feedback, case_sensitive=cased)


def drag_text(reader: Reader, content: types.Content, node: str) -> Iterator[Draft]:
    """Words to be dragged into a text: each gap is chosen from all words and the distractors."""
    params = reader.params(types.DragText, content, node)
    if params is None:
        return
    words_and_gaps, gaps, tips = _gaps(reader, params.textField.replace("\n", "<br>"), node)
    rest = [match[1].partition(":")[0].strip() for match in _GAP.finditer(params.distractors)]
    words = list(dict.fromkeys([*(gap.answers[0].text.text for gap in gaps if gap.answers), *rest]))
    choices = tuple(DraftChoice(Fragment(word, (span_of(node),))) for word in words)
    chosen = tuple(
        DraftGap(gap.id, choices=choices, claims=claims_of([words.index(gap.answers[0].text.text)], node))
        for gap in gaps
        if gap.answers
    )
    draft = reader.draft(params.taskDescription, node)
    both = "\n\n".join(text for text in (draft.stem.text, words_and_gaps.text) if text)
    feedback = reader.overall(params.overallFeedback, node)
    stem = Fragment(both, (span_of(node),))
    yield replace(draft, type="cloze", stem=stem, gaps=chosen, feedback=feedback, hints=tips)


def mark_words(reader: Reader, content: types.Content, node: str) -> Iterator[Draft]:
    """Each word of the text is a choice; one that is right in one place and wrong in another cannot be told."""
    params = reader.params(types.DragText, content, node)
    if params is None:
        return
    right = list(dict.fromkeys(html.unescape(match[1]).strip() for match in _GAP.finditer(params.textField)))
    text = reader.text(params.textField.replace("*", "").replace("\n", "<br>"), node)
    words = choices_of(right, reader.text(_GAP.sub(" ", params.textField), node).text)
    if words is None:
        message = "Words to be marked in a text that cannot be given as choices."
        reader.findings.append(Finding("format-unsupported", Severity.WARNING, message, span_of(node)))
        return
    words = in_order(words, text.text)
    draft = reader.draft(params.taskDescription, node)
    stem = Fragment("\n\n".join(part for part in (draft.stem.text, text.text) if part), (span_of(node),))
    choices = tuple(DraftChoice(Fragment(word, (span_of(node),)), fixed=True) for word in words)
    places = [at for at, word in enumerate(words) if word in right]
    feedback = reader.overall(params.overallFeedback, node)
    claims = claims_of(places, node)
    yield replace(draft, type="multiple", stem=stem, choices=choices, claims=claims, feedback=feedback)
