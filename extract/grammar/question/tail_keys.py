"""The answer of a choice question: the first words that name options are the key, all the rest explains it.

Answer: B                    named behind the label
Answers                      named below it,
- a cherry                   line by line
Solution: B. It is light.    a solution may say it first
Your answer: B ✅            the learner's own, only where it is judged right on the spot
"""

from __future__ import annotations

import re

from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question import other_keys, stated
from extract.grammar.question.found import Found, option_texts, state
from extract.grammar.question.tail_parts import Part
from extract.grammar.question.tail_remarks import explain_rest
from extract.grammar.words.label_words import Role
from extract.grammar.words.rich import plain
from quizmill.block import Kind, Run, System
from quizmill.draft import Claim
from quizmill.item import Evidence

_MOST_KEYS = 12  # lines that a key given as text may have
_MOST_WORDS = 80  # letters of a key in words that are those of no choice
_JUDGED = re.compile(r"\s*[(\[–—-]?\s*(?:(?P<right>[✅✔✓]\ufe0f?)|(?P<wrong>[❌✗✘✖]\ufe0f?))\s*[)\]]?\s*\Z")


def answer(found: Found, part: Part) -> None:
    """A claim of what the part names; the key of several questions is none."""
    below = part.lines[0 if part.value else 1 :][:_MOST_KEYS]
    if other_keys.is_pairing(part.value) or other_keys.is_pairing(" ".join(line.block.raw.strip() for line in below)):
        return
    if part.first is not None and part.value:
        _on_its_line(found, part.first, part.lines)
        return
    rest = part.lines if part.first is None else part.lines[1:]
    if not rest or other_keys.is_list(rest) or other_keys.is_unfilled(rest):
        return
    if not (Role.KEYS in part.lines[0].roles and other_keys.is_numbered(rest)):
        _below(found, rest)


def _on_its_line(found: Found, first: tuple[Run, ...], lines: list[Line]) -> None:
    """The key behind its label, alone or with the lines below; short words that name no choice are a key in words."""
    apart = len(lines) > 1 and bool(lines[1].gap)  # a paragraph of its own is no part of the key
    for count in (1, len(lines)) if apart else (len(lines), 1):
        said = prose.text(lines[:count], first)
        if other_keys.is_row(said, "?"):
            _row(found, said, lines[:count])
            return
        named = state(found, said, lines[:count])
        if named:
            found.behind = lines[count:] if lines[count:] and lines[count].gap and not named.rest else []
            explain_rest(found, named.rest, lines[count:])
            return
    text = prose.text(lines[:1], first)
    if len(text) <= _MOST_WORDS:
        found.claims.append(Claim(Evidence.STATED, texts=(text,), spans=prose.spans(lines[:1])))
        text = ""
    explain_rest(found, text, lines[1:])


_NUMBER = re.compile(r"(?:\A|[\s,;])\W{0,3}(?P<n>\d{1,2})[.)]\s+")


def _row(found: Found, said: str, lines: list[Line]) -> None:
    """`1. oak, 2. ebony`: the options that have these numbers and words, or an answer for each of the lines above."""
    texts, labels = option_texts(found)
    hits = list(_NUMBER.finditer(said))
    ends = [*(hit.start() for hit in hits[1:]), len(said)]
    words = {hit["n"]: stated.folded(said[hit.end() : end].strip(" ,;")) for hit, end in zip(hits, ends, strict=True)}
    own = {label: stated.folded(text) for label, text in zip(labels, texts, strict=True)}
    if len(words) == len(hits) and all(own.get(number) == text for number, text in words.items()):
        found.claims.append(Claim(Evidence.STATED, labels=tuple(words), spans=prose.spans(lines)))
    else:
        found.malformed = True


def _below(found: Found, lines: list[Line]) -> None:
    """The key in the lines below its label: the most of them that together name options."""
    most = min(sum(line.kind is not Kind.CODE for line in lines), len(found.options), _MOST_KEYS)
    for count in range(most, 0, -1):
        named = state(found, "\n".join(map(_numbered, lines[:count])), lines[:count])
        if named:
            explain_rest(found, named.rest, lines[count:])
            return
    explain_rest(found, "", lines)


def _numbered(line: Line) -> str:
    return line.markdown() if line.enum is None else f"{line.enum.raw} {line.markdown()}"


def in_solution(found: Found, part: Part) -> None:
    """As an answer, but words that name no option say nothing."""
    lines, first = part.under()
    if not lines or other_keys.is_list(lines):
        return
    words = prose.text(lines[:1], first)
    if first is None and lines[0].enum is not None and lines[0].enum.system is not System.DECIMAL:
        words = f"{lines[0].enum.raw} {words}"  # "(B). Differentiate term by term."
    texts, labels = option_texts(found)
    led = stated.read(words, texts, labels)
    if led is not None and stated.goes_on(texts, led, [words, *(line.text for line in lines[1:])]):
        return
    named = state(found, words, lines[:1])
    if named:
        found.answered = True
        explain_rest(found, named.rest, lines[1:])


def yours(doc: Doc, found: Found, part: Part) -> None:
    """`Your answer: B ✅`: the learner's own answer is a key only where it is judged right on the spot."""
    line = part.lines[0] if part.lines else None
    if line is None or not found.options or not doc.on("answer labels"):
        return
    value = plain(part.first or ())
    judged = _JUDGED.search(line.block.raw)
    if judged is None or not judged["right"] or not value.strip():
        return
    texts, labels = option_texts(found)
    named = stated.read(_JUDGED.sub("", value), texts, labels)
    if named is not None and not named.rest:
        claim = Claim(Evidence.MARKED_CORRECT, labels=named.labels, texts=named.texts, spans=prose.spans([line]))
        found.claims.append(claim)
