"""Step 1, texts: the same words, without what copying left in them. Fenced code is never touched.

"What\\u00a0is  2\\u00ad+2 ?\\r\\n\\n\\n"   ->   "What is 2+2 ?"
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from quizmill.draft import Draft, DraftAnswer, DraftChoice, DraftFeedback, DraftGap, DraftPair, Fragment

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPACES = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BLANKS = re.compile(r"\n{3,}")


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
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = re.sub(r"[*_`~]+", "", folded)
    return re.sub(r"\s+", " ", folded).strip(" .;,:!\u3002\uff0c\uff1b\u0964\"'\u201c\u201d\u2018\u2019\u00ab\u00bb")


_words_once = lru_cache(8192)(_words)  # every step of normalising compares the same choices


def _fragment(fragment: Fragment) -> Fragment:
    text = clean(fragment.text) if fragment.text else ""
    return fragment if text == fragment.text else Fragment(text, fragment.spans)


def _choice(choice: DraftChoice) -> DraftChoice:
    text, feedback = _fragment(choice.text), _fragment(choice.feedback)
    same = text is choice.text and feedback is choice.feedback
    return choice if same else replace(choice, text=text, feedback=feedback)


def _answer(answer: DraftAnswer) -> DraftAnswer:
    return replace(answer, text=_fragment(answer.text), feedback=_fragment(answer.feedback))


def _kept(fragments: tuple[Fragment, ...]) -> tuple[Fragment, ...]:
    return tuple(f for f in map(_fragment, fragments) if f)


def clean_draft(draft: Draft) -> Draft:
    """Every text of a draft, cleaned; empty hints, steps, mistakes and remarks go."""
    return replace(
        draft,
        stem=_fragment(draft.stem),
        choices=tuple(map(_choice, draft.choices)),
        answers=tuple(map(_answer, draft.answers)),
        gaps=tuple(_gap(gap) for gap in draft.gaps),
        pairs=tuple(DraftPair(_fragment(p.left), _fragment(p.right), _fragment(p.feedback)) for p in draft.pairs),
        distractors=_kept(draft.distractors),
        order=_kept(draft.order),
        feedback=tuple(DraftFeedback(_fragment(f.text), f.when) for f in draft.feedback if clean(f.text.text)),
        hints=_kept(draft.hints),
        solution=_kept(draft.solution),
        mistakes=_kept(draft.mistakes),
        final_answer=_fragment(draft.final_answer),
        quick_check=_fragment(draft.quick_check),
        grader_info=_fragment(draft.grader_info),
        title=clean(draft.title),
        section=tuple(filter(None, map(clean, draft.section))),
        difficulty=draft.difficulty.strip(),
    )


def _gap(gap: DraftGap) -> DraftGap:
    return replace(gap, answers=tuple(map(_answer, gap.answers)), choices=tuple(map(_choice, gap.choices)))
