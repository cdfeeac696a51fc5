"""Statements whose written answer is a word of truth: they offer two choices that nobody wrote below them.

True or false: ice floats.    Answer: True              True and False, the first is right
3. Ice sinks.                 3. False - it floats      where others are true: the same, and a reason

"Yes" answers a question, and `True, False, True` judges several statements: both stay as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.question.found import Found
from extract.grammar.question.kind_tags import JUDGED, SAID
from extract.grammar.words import cues
from extract.grammar.words.truth import CHOICES, TRUTHS, judged_by
from quizmill.draft import Claim, Fragment
from quizmill.item import Evidence

_CUE = re.compile(
    rf"\b(?:{JUDGED}|t or f|v o f|v ou f|r oder f|ox)(?![^\W_])|[(\[]\s*(?:{JUDGED}|ox)\s*[)\]]", re.IGNORECASE
)
_Said = tuple[Found, str, str]


def take(found: Sequence[Found]) -> None:
    """Gives such statements their choices and their key."""
    said = [hit for one in found if (hit := _said(one)) is not None]
    told = [hit for hit in said if _CUE.search(hit[0].words())]
    plain = [hit for hit in said if hit not in told and not cues.asks_openly(hit[0].words())]
    words = frozenset(word for _, word, _ in (*told, *plain))
    letters = frozenset(word for word in words if len(word) == 1)
    for hit in (*told, *(plain if len(words) > 1 else ())):
        named = frozenset((hit[1],)) if len(hit[1]) > 1 else letters | _letters(hit[0].words())
        judged = judged_by(named, " ".join(one.words() for one, _, _ in said))
        if judged is None or (CHOICES.issuperset(judged[0]) and _other_letters(found, judged[0])):
            continue
        if hit[1] in judged[0]:
            _judge(hit, *judged)


def _other_letters(found: Sequence[Found], pair: Sequence[str]) -> bool:
    """Letters of choices answer other questions: these may do so, too."""
    said = {answer.text.strip(" .()").casefold() for one in found for answer in one.answers}
    return bool({word for word in said if len(word) == 1} - set(pair))


def is_judged(one: Found) -> bool:
    """A statement whose answer is a word of truth."""
    said = _said(one)
    return said is not None and (len(said[1]) > 1 or bool(_CUE.search(one.words())))


def _said(one: Found) -> _Said | None:
    """The statement, the word of truth that its answer begins with, and the reason behind it."""
    if one.options or one.columns or one.pairs or one.gaps or len(one.answers) != 1 or one.type not in (None, "short"):
        return None
    said = SAID.match(one.answers[0].text)
    rest = (said["rest"] or "").strip() if said is not None else ""
    if said is None or said["w"].casefold() not in TRUTHS or _first(rest) in TRUTHS:
        return None
    return one, said["w"].casefold(), rest


def _first(text: str) -> str:
    words = re.findall(r"\w+", text)
    return words[0].casefold() if words else ""


def _letters(stem: str) -> frozenset[str]:
    """The letters that a stem offers: `(T/F)`, `V o F`."""
    cue = _CUE.search(stem)
    said = cue[0].casefold() if cue else ""
    if "ox" in said:
        return frozenset("ox")
    return frozenset(re.findall(r"(?<![^\W_])[^\W\d_](?![^\W_])", said)) - {"o"}


def _judge(hit: _Said, pair: Sequence[str], names: Sequence[str]) -> None:
    one, word, rest = hit
    where = one.answers[0].spans
    one.columns = [("", Fragment(name, where)) for name in names]
    one.claims.append(Claim(Evidence.STATED, choices=(pair.index(word),), spans=where))
    if rest:
        one.feedback.insert(0, ("general", Fragment(rest, where)))
    one.answers, one.type = [], "true_false"
