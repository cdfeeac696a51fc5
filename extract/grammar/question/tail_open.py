"""The answer of an open question: words first are the answer, and code after them explains; code alone is the answer.

Answer: A list keeps its order.      the answer
    numbers = [3, 1, 2]              explains it
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question import other_keys
from extract.grammar.question.found import Found
from extract.grammar.question.tail_parts import Part
from extract.grammar.question.tail_remarks import explain_rest
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role
from extract.grammar.words.rich import plain
from quizmill.block import Kind, System


def answer(doc: Doc, found: Found, part: Part) -> None:
    """The part as the question's answer; what a list offers or pairs is none."""
    keys = bool(part.lines) and Role.KEYS in part.lines[0].roles
    if keys and _offers(doc, found, part.lines):
        found.malformed = True  # several answers to choose from
        return
    body = part.lines if part.value or part.first is None else part.lines[1:]
    if not body:
        return
    if keys and not part.value and other_keys.is_numbered(body, found.number):
        return  # the key of all the questions, which was not read
    if sum(_is_choice(line) for line in body) > 1:
        return  # lines that look like options and were not explained are no answer
    if keys and other_keys.is_row(part.value or body[0].text, found.number):
        found.malformed = True  # an answer for each of several questions
        return
    said = part.value or body[0].text
    if other_keys.is_pairing(said) or other_keys.is_key_row(said):
        found.malformed = True  # what they pair was not read
        return
    cut = _end(body, part.boxed)
    found.answers.append(prose.fragment(body[:cut], part.first if part.value else None, whole=cut > 1))
    if cut < len(body):
        explain_rest(found, "", body[cut:])


def _end(body: Sequence[Line], boxed: bool) -> int:
    """Where the answer ends and what explains it begins: a box holds an answer as a whole."""
    if boxed or body[0].kind is Kind.CODE:
        return len(body)
    if len(body) > 1 and _explains(body[0], body[1]):
        return 1
    other = (Kind.CODE, Kind.QUOTE, Kind.HEADING)
    return next((i for i, line in enumerate(body) if i and line.kind in other), len(body))


_WORDS = 6  # of an answer that is no sentence
_SENTENCE = 4  # words of what explains it


def _explains(first: Line, second: Line) -> bool:
    """A few words, and on the next line a sentence that could have begun beside them: no wrap put it there."""
    said, more = plain(first.value or first.runs).strip(), second.text.strip()
    words = more.split()
    if second.kind is not Kind.TEXT or second.enum is not None or second.mark is not None or not words or not said:
        return False
    room = len(first.block.raw.rstrip()) + 1 + len(words[0]) <= len(second.block.raw.rstrip())
    short = len(said.split()) <= _WORDS and said[-1] not in ",;:-–—(" and not (said[-1] in ".!?" and " " in said)
    whole = words[0][:1].isupper() and more[-1] in ".!" and len(words) >= _SENTENCE
    return room and short and whole and second.indent <= first.indent + 1


def _offers(doc: Doc, found: Found, lines: Sequence[Line]) -> bool:
    """Under "Answers" stand those to choose from: between rules, or as bare lines beside the one that was chosen."""
    chosen = any(Role.YOURS in line.roles for line in found.lines)
    return (lines[0].kind is Kind.HEADING and _goes_on(doc, found)) or (chosen and len(lines) > 2)


def _goes_on(doc: Doc, found: Found) -> bool:
    """Behind the question's last line a rule, and below it bare words that ask nothing."""
    rule, *after = doc.lines[found.lines[-1].at + 1 : found.lines[-1].at + 3] or [found.lines[-1]]
    bare = bool(after) and after[0].kind is Kind.TEXT and not after[0].roles and after[0].enum is None
    return rule.kind is Kind.RULE and bare and not cues.is_question(after[0].text)


def _is_choice(line: Line) -> bool:
    """True for a line with a letter, a box or a tick before it."""
    lettered = line.enum is not None and line.enum.system is not System.DECIMAL
    return line.kind is not Kind.CODE and (line.mark is not None or lettered)
