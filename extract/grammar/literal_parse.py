r"""JavaScript and JSON literals inside any script, read and never run.

    let questions = [{q: "2 + 2?", options: ['3', "4"], answer: 1, },];
        Found(name="questions", value=Array([Record(q="2 + 2?", options=Array(["3", "4"]), answer=1)]))

Tolerant: comments, trailing commas, unquoted keys, template strings, joined strings ('a' + 'b'), `new Question(...)`,
`JSON.parse("...")`. What is no literal (a name, a function) becomes `OPAQUE` and its neighbours are still read.
Linear in the script's length: one pass of tokens, brackets matched once, every token parsed at most once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final


class Opaque:
    """What stands where a value would be but is no literal."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "OPAQUE"


OPAQUE: Final = Opaque()


@dataclass(slots=True)
class Array:
    """A list of values."""

    items: list[Value] = field(default_factory=list)


@dataclass(slots=True)
class Record:
    """An object's pairs in order; `start` is its place in the script."""

    pairs: dict[str, Value] = field(default_factory=dict)
    start: int = 0


@dataclass(slots=True)
class Call:
    """`new Question("...", [...], 2)`: a name and its arguments."""

    name: str
    arguments: list[Value] = field(default_factory=list)


Value = str | int | float | bool | None | Array | Record | Call | Opaque


@dataclass(frozen=True, slots=True)
class Found:
    """A literal in a script, and the name it is given to ("" where none)."""

    name: str
    value: Value
    start: int


_TOKEN = re.compile(
    r"""(?P<s>"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|`(?:[^`\\]|\\[\s\S])*`)
    |(?P<c>//[^\n]*|/\*[\s\S]*?\*/|<!--[^\n]*)
    |(?P<n>0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)
    |(?P<i>[A-Za-z_$\u00aa-\uffff][\w$\u00aa-\uffff]*)
    |(?P<w>\s+)
    |(?P<p>[\s\S])""",
    re.X,
)
_REGEX = re.compile(r"/(?![/*])(?:[^/\\\n\[]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*\])+/[a-z]*")
_BEFORE_VALUE = frozenset("=([{,:?!&|;+-*%<>~^}")
_OPENERS = {"[": "]", "{": "}", "(": ")"}
_CLOSERS = {"]": "[", "}": "{", ")": "("}
_WORDS: dict[str, Value] = {"true": True, "false": False, "null": None, "undefined": None, "NaN": None}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))")
_DEEPEST = 60
_ROUNDS = 12  # functions within functions that are looked into


@dataclass(frozen=True, slots=True)
class _Tokens:
    kinds: list[str]
    texts: list[str]
    places: list[int]
    twins: dict[int, int]  # opening bracket's number -> closing one's
    passed: list[tuple[int, int]] = field(default_factory=list)  # what the last parse passed over


def _scan(script: str) -> _Tokens:
    kinds: list[str] = []
    texts: list[str] = []
    places: list[int] = []
    twins: dict[int, int] = {}
    stack: list[int] = []
    at, end = 0, len(script)
    while at < end:
        match = _TOKEN.match(script, at)
        assert match is not None  # the last branch takes any character
        kind = match.lastgroup or "p"
        text = match[0]
        if (
            text == "/"
            and (not texts or texts[-1] in _BEFORE_VALUE or texts[-1] == "return")
            and (regex := _REGEX.match(script, at))
        ):
            kind, text = "r", regex[0]
        start, at = at, at + len(text)
        if kind in ("w", "c"):
            continue
        if kind == "p":
            if text in _OPENERS:
                stack.append(len(texts))
            elif text in _CLOSERS and stack:
                if texts[stack[-1]] == _CLOSERS[text]:
                    twins[stack.pop()] = len(texts)
                elif len(stack) > 1 and texts[stack[-2]] == _CLOSERS[text]:
                    stack.pop()
                    twins[stack.pop()] = len(texts)
        kinds.append(kind)
        texts.append(text)
        places.append(start)
    return _Tokens(kinds, texts, places, twins)


def literals(script: str) -> Iterator[Found]:
    """Every array, object and constructor call of a script that stands where a value would, outermost first; then those
    inside what was passed over as no literal (functions)."""
    tokens = _scan(script)
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


def _literal_at(tokens: _Tokens, at: int, script: str) -> tuple[list[Found], int]:
    """The literal that begins at a token, if one does, and the token to go on with."""
    text, kind = tokens.texts[at], tokens.kinds[at]
    if kind == "p" and text in "[{" and _is_value(tokens, at):
        value, end = _parse(tokens, at, 0)
        if isinstance(value, Array | Record) and (value.items if isinstance(value, Array) else value.pairs):
            return [Found(_name(tokens, at), value, tokens.places[at])], end
    elif kind == "i" and text == "new" and _is_value(tokens, at):
        value, end = _parse(tokens, at, 0)
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
    tokens = _scan(script)
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
            value, _ = _single(tokens, end + 1, 1)
            yield texts[at], tuple(places), value
        at = max(end, at + 1)


def _is_value(tokens: _Tokens, at: int) -> bool:
    """Whether a bracket at this place opens a value, and not a block or an index; one without its twin opens none."""
    if tokens.texts[at] in _OPENERS and at not in tokens.twins:
        return False
    if at == 0:
        return True
    before = tokens.texts[at - 1]
    if tokens.texts[at] == "{" and before in (")", "}", ";", "{", "else", "try", "do", "finally"):
        return False
    if before == ">" and at > 1 and tokens.texts[at - 2] == "=":  # an arrow's body
        return tokens.texts[at] == "["
    return before in _BEFORE_VALUE or before in ("return", "default")


def _name(tokens: _Tokens, at: int) -> str:
    """The name that a value is given to: `name =`, `name:`, `name.push(`."""
    texts = tokens.texts
    if at >= 2 and texts[at - 1] in ("=", ":"):
        return texts[at - 2].strip("'\"")
    if at >= 4 and texts[at - 1] == "(" and texts[at - 2] == "push" and texts[at - 3] == ".":
        return texts[at - 4]
    return ""


def _parse(tokens: _Tokens, at: int, depth: int) -> tuple[Value, int]:
    """One value and the number of the token after it. What is no literal is passed over to the next comma or close."""
    if depth > _DEEPEST:
        return OPAQUE, _past(tokens, at)
    value, end = _single(tokens, at, depth)
    joined = isinstance(value, str)
    while joined and end < len(tokens.texts) and tokens.texts[end] == "+":
        more, after = _single(tokens, end + 1, depth)
        if not isinstance(more, str):
            return OPAQUE, _past(tokens, at)
        value, end = f"{value}{more}", after
    if end < len(tokens.texts) and tokens.texts[end] not in ",]});":
        if isinstance(value, Array | Record | str) and tokens.texts[end] == "." and depth:
            return value, _past(tokens, end)  # "...".trim(), [...].join("")
        return (value, end) if depth == 0 else (OPAQUE, _past(tokens, at))
    return value, end


def _single(tokens: _Tokens, at: int, depth: int) -> tuple[Value, int]:
    if at >= len(tokens.texts):
        return OPAQUE, at
    text, kind = tokens.texts[at], tokens.kinds[at]
    match kind:
        case "s":
            return unquote(text), at + 1
        case "n":
            return number(text), at + 1
        case "i":
            return _word(tokens, at, depth)
    if text in _OPENERS and at not in tokens.twins:
        return OPAQUE, at
    match text:
        case "[":
            return _array(tokens, at, depth)
        case "{":
            return _record(tokens, at, depth)
        case "-" if tokens.kinds[at + 1 : at + 2] == ["n"]:
            return -number(tokens.texts[at + 1]), at + 2
        case "!" if tokens.texts[at + 1 : at + 2] in (["0"], ["1"]):
            return tokens.texts[at + 1] == "0", at + 2
        case "(":
            close = tokens.twins.get(at)
            value, end = _parse(tokens, at + 1, depth + 1)
            return (value, close + 1) if close is not None and end == close else (OPAQUE, at)
    return OPAQUE, at


def _word(tokens: _Tokens, at: int, depth: int) -> tuple[Value, int]:
    text = tokens.texts[at]
    if text in _WORDS:
        return _WORDS[text], at + 1
    place = at + 1 if text == "new" else at
    if (
        place + 1 < len(tokens.texts)
        and tokens.kinds[place] == "i"
        and tokens.texts[place + 1] == "("
        and place + 1 in tokens.twins
    ):
        inner, end = _items(tokens, place + 1, depth)
        if tokens.texts[place] == "Array":
            return Array(inner), end
        if tokens.texts[place] == "Map" and (pairs := _mapped(inner)):
            return Record(pairs, tokens.places[at]), end
        if (
            tokens.texts[place] in ("String", "Number", "Boolean", "decodeURIComponent", "_", "__", "t", "raw")
            and len(inner) == 1
        ):
            return inner[0], end
        return Call(tokens.texts[place], inner), end
    if text == "String" and tokens.texts[at + 1 : at + 3] == [".", "raw"] and tokens.kinds[at + 3 : at + 4] == ["s"]:
        return tokens.texts[at + 3][1:-1], at + 4
    return OPAQUE, at


def _mapped(arguments: list[Value]) -> dict[str, Value]:
    """`new Map([["a", 1], ["b", 2]])` as the pairs of a record."""
    match arguments:
        case [Array(items=items)]:
            pairs = [item.items for item in items if isinstance(item, Array) and len(item.items) == 2]
            if len(pairs) == len(items) and all(isinstance(key, str | int) for key, _ in pairs):
                return {str(key): value for key, value in pairs}
    return {}


def _past(tokens: _Tokens, at: int) -> int:
    """The number of the next comma or closing bracket on this level."""
    start = at
    while at < len(tokens.texts):
        text = tokens.texts[at]
        if text in ",]})" and tokens.kinds[at] == "p":
            break
        at = tokens.twins.get(at, at) + 1 if text in _OPENERS and tokens.kinds[at] == "p" else at + 1
    if at - start > 3:
        tokens.passed.append((start, at))
    return at


def _items(tokens: _Tokens, at: int, depth: int) -> tuple[list[Value], int]:
    """The values between a bracket and its twin, and the number after it."""
    close = tokens.twins[at]
    items: list[Value] = []
    at += 1
    while at < close:
        if tokens.texts[at] == "," and tokens.kinds[at] == "p":
            at += 1
            continue
        value, end = _parse(tokens, at, depth + 1)
        items.append(value)
        at = max(min(end, close), at + 1)
        at = _past(tokens, at) if at < close and tokens.texts[at] not in ",]})" else at
    return items, close + 1


def _array(tokens: _Tokens, at: int, depth: int) -> tuple[Value, int]:
    items, end = _items(tokens, at, depth)
    match items:
        case [inner, Record(pairs={"s": str(), **rest})] if rest.keys() <= {"class", "key"}:
            return inner, end  # `[value, {"s": "arr"}]`: a value with its make, as Livewire pages keep it
    return Array(items), end


def _record(tokens: _Tokens, at: int, depth: int) -> tuple[Value, int]:
    start, close = at, tokens.twins[at]
    pairs: dict[str, Value] = {}
    at += 1
    while at < close:
        text, kind = tokens.texts[at], tokens.kinds[at]
        if text == "," and kind == "p":
            at += 1
            continue
        colon = tokens.texts[at + 1] if at + 1 < close else ""
        if kind not in "sin" or colon not in (":", ",", "", "("):
            if text == "." or (text == "[" and at in tokens.twins):
                at = _past(tokens, at)
                continue
            return OPAQUE, start
        if colon == "(":  # a method
            at = _past(tokens, at)
            continue
        if colon != ":":
            at += 1
            continue
        key = unquote(text) if kind == "s" else text
        value, end = _parse(tokens, at + 2, depth + 1)
        pairs.setdefault(key, value)
        at = max(min(end, close), at + 2)
        at = _past(tokens, at) if at < close and tokens.texts[at] not in ",]})" else at
    return Record(pairs, tokens.places[start]), close + 1


def number(text: str) -> int | float:
    """A number as written."""
    if text[:2].lower() == "0x":
        return int(text, 16)
    try:
        return int(text)
    except ValueError:
        return float(text)


def unquote(text: str) -> str:
    """The characters of a quoted string."""
    body = text[1:-1]
    if "\\" not in body:
        return body
    joined = _ESCAPE.sub(_unescape, body)
    return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if "\\u" in body else joined


def _unescape(match: re.Match[str]) -> str:
    long, short, byte, char = match.groups()
    if char is not None:
        return _ESCAPES.get(char, char)
    code = int(long or short or byte, 16)
    return chr(code) if code < 0x110000 else ""
