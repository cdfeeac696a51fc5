"""Step 1, texts: the same words, without what copying left in them. Fenced code is never touched.

"What\\u00a0is  2\\u00ad+2 ?\\r\\n\\n\\n"   ->   "What is 2+2 ?"
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from operator import is_
from typing import Any, TypeVar

from quizmill.draft import Draft, DraftAnswer, DraftChoice, DraftFeedback, DraftGap, DraftPair, Fragment

T = TypeVar("T")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPACES = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BLANKS = re.compile(r"\n{3,}")
_ENDS = " .;,:!\u3002\uff0c\uff1b\u0964\"'\u201c\u201d\u2018\u2019\u00ab\u00bb"


def clean(text: str) -> str:
    """Rich text with line ends, invisible characters and runs of spaces put right outside fenced code."""
    fenced = "```" in text or "~~~" in text
    if not fenced and "  " not in text and text.isprintable():  # one usual line
        return text.strip(" ")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    cleaned = "\n".join(_pieces(text.split("\n"))) if fenced else _prose(text)
    return cleaned.strip("\n").rstrip().lstrip(" ")


def _pieces(lines: list[str]) -> Iterator[str]:
    """Fenced blocks as they are (an unclosed one runs to the end), everything between them cleaned."""
    fence, piece = "", list[str]()
    for line in lines:
        opened = _FENCE.match(line)
        if fence:
            piece.append(line)
            closes = opened is not None and opened[1].startswith(fence) and not line.strip(" `~")
            if closes:
                yield "\n".join(piece)
                fence, piece = "", []
        elif opened and "`" not in line[opened.end() :]:
            yield _prose("\n".join(piece))
            fence, piece = opened[1], [line]
        else:
            piece.append(line)
    yield "\n".join(piece) if fence else _prose("\n".join(piece))


def _prose(text: str) -> str:
    text = _INVISIBLE.sub("", text)
    return _BLANKS.sub("\n\n", "\n".join(map(_line, text.split("\n"))))


def _line(line: str) -> str:
    """Inner spaces become one, a leading indent stays (it may be a nested list), `code spans` keep theirs."""
    body = line.lstrip(" \t")
    indent = line[: len(line) - len(body)]
    if "`" not in body:
        return indent + _SPACES.sub(" ", body).rstrip()
    spans = re.split(r"(`+[^`]*`+)", body)
    return indent + "".join(s if s.startswith("`") else _SPACES.sub(" ", s) for s in spans).rstrip()


def words(text: str) -> str:
    """A form in which two writings of the same text are equal: folded case, width, spaces, marks and end stops."""
    return _words_once(text) if len(text) <= 300 else _words(text)


def _words(text: str) -> str:
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    folded = folded.replace("*", "").replace("_", "").replace("`", "").replace("~", "")
    return " ".join(folded.split()).strip(_ENDS)


_words_once = lru_cache(8192)(_words)  # every step of normalising compares the same choices


def _fragment(fragment: Fragment) -> Fragment:
    text = clean(fragment.text) if fragment.text else ""
    return fragment if text == fragment.text else Fragment(text, fragment.spans)


def _choice(choice: DraftChoice) -> DraftChoice:
    text, feedback = _fragment(choice.text), _fragment(choice.feedback)
    same = text is choice.text and feedback is choice.feedback
    return choice if same else replace(choice, text=text, feedback=feedback)


def _answer(answer: DraftAnswer) -> DraftAnswer:
    text, feedback = _fragment(answer.text), _fragment(answer.feedback)
    same = text is answer.text and feedback is answer.feedback
    return answer if same else replace(answer, text=text, feedback=feedback)


def _gap(gap: DraftGap) -> DraftGap:
    answers, choices = _each(_answer)(gap.answers), _each(_choice)(gap.choices)
    same = answers is gap.answers and choices is gap.choices
    return gap if same else replace(gap, answers=answers, choices=choices)


def _pair(pair: DraftPair) -> DraftPair:
    return DraftPair(_fragment(pair.left), _fragment(pair.right), _fragment(pair.feedback))


def _remark(remark: DraftFeedback) -> DraftFeedback:
    text = _fragment(remark.text)
    return remark if text is remark.text else DraftFeedback(text, remark.when)


def _remarks(remarks: tuple[DraftFeedback, ...]) -> tuple[DraftFeedback, ...]:
    return tuple(remark for remark in map(_remark, remarks) if remark.text.text)


def _each(clean_one: Callable[[T], T]) -> Callable[[tuple[T, ...]], tuple[T, ...]]:
    """Cleans the entries of a tuple; where none changes, it is the same tuple."""

    def clean_all(old: tuple[T, ...]) -> tuple[T, ...]:
        new = tuple(map(clean_one, old))
        return old if all(map(is_, new, old)) else new

    return clean_all


def _kept(fragments: tuple[Fragment, ...]) -> tuple[Fragment, ...]:
    return tuple(filter(None, map(_fragment, fragments)))


def _headings(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, map(clean, texts)))


_TEXTS: tuple[tuple[str, Callable[[Any], Any]], ...] = (
    ("stem", _fragment),
    ("final_answer", _fragment),
    ("quick_check", _fragment),
    ("grader_info", _fragment),
    ("title", clean),
    ("difficulty", str.strip),
)
_TUPLES: tuple[tuple[str, Callable[[Any], Any]], ...] = (
    ("choices", _each(_choice)),
    ("answers", _each(_answer)),
    ("gaps", _each(_gap)),
    ("pairs", _each(_pair)),
    ("distractors", _kept),
    ("order", _kept),
    ("feedback", _remarks),
    ("hints", _kept),
    ("solution", _kept),
    ("mistakes", _kept),
    ("section", _headings),
)


def clean_draft(draft: Draft) -> Draft:
    """Every text of a draft, cleaned; empty hints, steps, mistakes and remarks go. Most drafts stay as they are."""
    changed: dict[str, Any] = {}
    for name, cleaned in _TEXTS:
        if (new := cleaned(old := getattr(draft, name))) is not old:
            changed[name] = new
    for name, cleaned in _TUPLES:
        if (old := getattr(draft, name)) and (new := cleaned(old)) != old:
            changed[name] = new
    return replace(draft, **changed) if changed else draft
