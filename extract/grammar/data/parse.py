r"""JavaScript and JSON literals inside any script, read and never run.

    let questions = [{q: "2 + 2?", options: ['3', "4"], answer: 1, },];
        Found(name="questions", value=Array([Record(q="2 + 2?", options=Array(["3", "4"]), answer=1)]))

Tolerant: comments, trailing commas, unquoted keys, template strings, joined strings ('a' + 'b'), `new Question(...)`,
`JSON.parse("...")`. What is no literal (a name, a function) becomes `OPAQUE` and its neighbours are still read.
Linear in the script's length: one pass of tokens, brackets matched once, every token parsed at most once.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.grammar.data.reading import joined, parse
from extract.grammar.data.tokens import BEFORE_VALUE, OPENERS, Tokens, number, scan, unquote
from extract.grammar.data.values import Array, Call, Found, Record, Value

_ROUNDS = 12  # functions within functions that are looked into


def literals(script: str) -> Iterator[Found]:
    """Every array, object and constructor call of a script that stands where a value would, outermost first; then those
    inside what was passed over as no literal (functions)."""
    tokens = scan(script)
    ranges = [(0, len(tokens.texts), 0)]
    while ranges:
        at, end, inner = ranges.pop()
        while at < end:
            tokens.passed.clear()
            found, after = _literal_at(tokens, at, script)
            yield from found
            if found and inner < _ROUNDS:
                ranges += [(start, stop, inner + 1) for start, stop in tokens.passed if at < start and stop <= after]
            at = after


def _literal_at(tokens: Tokens, at: int, script: str) -> tuple[list[Found], int]:
    """The literal that begins at a token, if one does, and the token to go on with."""
    text, kind = tokens.texts[at], tokens.kinds[at]
    if kind == "p" and text in "[{" and _is_value(tokens, at):
        value, end = parse(tokens, at, 0)
        if isinstance(value, Array | Record) and (value.items if isinstance(value, Array) else value.pairs):
            return [Found(_name(tokens, at), value, tokens.places[at])], end
    elif kind == "i" and text == "new" and _is_value(tokens, at):
        value, end = parse(tokens, at, 0)
        if isinstance(value, Record) or (isinstance(value, Call) and value.arguments):
            return [Found(_name(tokens, at), value, tokens.places[at])], max(end, at + 1)
    elif kind == "s" and len(text) > 30 and text[1] in "[{" and text[-2] in "]}" and _is_value(tokens, at):
        inner = unquote(text)
        if inner != script:  # JSON kept as a string
            name, place = _name(tokens, at), tokens.places[at]
            return [Found(name, found.value, place) for found in literals(inner)], at + 1
    elif text == "parse" and tokens.texts[at - 2 : at] == ["JSON", "."] and tokens.kinds[at + 2 : at + 3] == ["s"]:
        inner = unquote(tokens.texts[at + 2])
        if inner[:1] in ("[", "{"):
            name, place = _name(tokens, at - 2), tokens.places[at]
            return [Found(name, found.value, place) for found in literals(inner)], at + 3
    return [], at + 1


def assignments(script: str) -> Iterator[tuple[str, tuple[int, ...], Value]]:
    """Values given place by place: `I[0][3][1] = new Array("Food", "", 1);` is ("I", (0, 3, 1), Array([...]))."""
    tokens = scan(script)
    texts, kinds = tokens.texts, tokens.kinds
    at = 0
    while at + 4 < len(texts):
        if kinds[at] != "i" or texts[at + 1] != "[" or kinds[at + 2] != "n" or (at and texts[at - 1] == "."):
            at += 1
            continue
        end, places = at + 1, []
        while end + 2 < len(texts) and texts[end] == "[" and kinds[end + 1] == "n" and texts[end + 2] == "]":
            places.append(int(number(texts[end + 1])))
            end += 3
        if end + 1 < len(texts) and texts[end] == "=" and texts[end + 1] != "=":
            value, _ = joined(tokens, end + 1, 1)
            yield texts[at], tuple(places), value
        at = max(end, at + 1)


def _is_value(tokens: Tokens, at: int) -> bool:
    """Whether a bracket at this place opens a value, and not a block or an index; one without its twin opens none."""
    if tokens.texts[at] in OPENERS and at not in tokens.twins:
        return False
    if at == 0:
        return True
    before = tokens.texts[at - 1]
    if tokens.texts[at] == "{" and before in (")", "}", ";", "{", "else", "try", "do", "finally"):
        return False
    if before == ">" and at > 1 and tokens.texts[at - 2] == "=":  # an arrow's body
        return tokens.texts[at] == "["
    return before in BEFORE_VALUE or before in ("return", "default")


def _name(tokens: Tokens, at: int) -> str:
    """The name that a value is given to: `name =`, `name:`, `name.push(`."""
    texts = tokens.texts
    if at >= 2 and texts[at - 1] in ("=", ":"):
        return texts[at - 2].strip("'\"")
    if at >= 4 and texts[at - 1] == "(" and texts[at - 2] == "push" and texts[at - 3] == ".":
        return texts[at - 4]
    return ""
