r"""One value read from a script's tokens: lists, objects, calls and joined strings, what is none passed over.

    {q: "2 + " + "2?", opts: new Array(3, 4), check() { ... }, next: go}
        Record(q="2 + 2?", opts=Array([3, 4]), next=OPAQUE)

Tolerant: trailing commas, unquoted keys, methods, translated strings (`_("...")`), lists in a string
(`"a|b".split("|")`). What is no literal becomes `OPAQUE` and its neighbours are still read; its range is noted in
`passed`, for there may be literals inside.
"""

from __future__ import annotations

from extract.grammar.data.tokens import OPENERS, Tokens, number, unquote
from extract.grammar.data.values import OPAQUE, Array, Call, Record, Value

_WORDS: dict[str, Value] = {"true": True, "false": False, "null": None, "undefined": None, "NaN": None}
_SAME = frozenset({"String", "Number", "Boolean", "decodeURIComponent", "_", "__", "t", "raw"})  # their argument
_DEEPEST = 60


def parse(tokens: Tokens, at: int, depth: int) -> tuple[Value, int]:
    """One value and the number of the token after it. What is no literal is passed over to the next comma or close."""
    if depth > _DEEPEST:
        return OPAQUE, _past(tokens, at)
    value, end = joined(tokens, at, depth)
    if value is OPAQUE and tokens.texts[end : end + 1] == ["+"]:
        return OPAQUE, _past(tokens, at)
    if isinstance(value, str) and (parted := _split(tokens, value, end)) is not None:
        value, end = parted, end + 5
    if end < len(tokens.texts) and tokens.texts[end] not in ",]});":
        if isinstance(value, Array | Record | str) and tokens.texts[end] == "." and depth:
            return value, _past(tokens, end)  # "...".trim(), [...].join("")
        return (value, end) if depth == 0 else (OPAQUE, _past(tokens, at))
    return value, end


def joined(tokens: Tokens, at: int, depth: int) -> tuple[Value, int]:
    """One value, strings with a plus between them as one; a string joined to what is none is no literal."""
    value, end = single(tokens, at, depth)
    while isinstance(value, str) and tokens.texts[end : end + 1] == ["+"]:
        more, after = single(tokens, end + 1, depth)
        if not isinstance(more, str):
            return OPAQUE, end
        value, end = f"{value}{more}", after
    return value, end


def _split(tokens: Tokens, text: str, at: int) -> Array | None:
    """`"Which?|iron|cork|2".split("|")`: a list in one string."""
    if tokens.texts[at : at + 3] != [".", "split", "("] or tokens.texts[at + 4 : at + 5] != [")"]:
        return None
    sign = unquote(tokens.texts[at + 3]) if tokens.kinds[at + 3] == "s" else ""
    return Array([part.strip() for part in text.split(sign)]) if sign.strip() else None


def single(tokens: Tokens, at: int, depth: int) -> tuple[Value, int]:
    """One value that no sign joins to the next, and the number of the token after it."""
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
    if text in OPENERS and at not in tokens.twins:
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
            value, end = parse(tokens, at + 1, depth + 1)
            return (value, close + 1) if close is not None and end == close else (OPAQUE, at)
    return OPAQUE, at


def _word(tokens: Tokens, at: int, depth: int) -> tuple[Value, int]:
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
        return _called(tokens.texts[place], inner, tokens.places[at]), end
    if text == "String" and tokens.texts[at + 1 : at + 3] == [".", "raw"] and tokens.kinds[at + 3 : at + 4] == ["s"]:
        return tokens.texts[at + 3][1:-1], at + 4
    return OPAQUE, at


def _called(name: str, arguments: list[Value], start: int) -> Value:
    """What a call gives, where its name tells: a list, a record, its one argument; else the call itself."""
    if name == "Array":
        return Array(arguments)
    if name == "Map" and (pairs := _mapped(arguments)):
        return Record(pairs, start)
    return arguments[0] if name in _SAME and len(arguments) == 1 else Call(name, arguments)


def _mapped(arguments: list[Value]) -> dict[str, Value]:
    """`new Map([["a", 1], ["b", 2]])` as the pairs of a record."""
    match arguments:
        case [Array(items=items)]:
            pairs = [item.items for item in items if isinstance(item, Array) and len(item.items) == 2]
            if len(pairs) == len(items) and all(isinstance(key, str | int) for key, _ in pairs):
                return {str(key): value for key, value in pairs}
    return {}


def _past(tokens: Tokens, at: int) -> int:
    """The number of the next comma or closing bracket on this level."""
    start = at
    while at < len(tokens.texts):
        text = tokens.texts[at]
        if text in ",]})" and tokens.kinds[at] == "p":
            break
        at = tokens.twins.get(at, at) + 1 if text in OPENERS and tokens.kinds[at] == "p" else at + 1
    if at - start > 3:
        tokens.passed.append((start, at))
    return at


def _items(tokens: Tokens, at: int, depth: int) -> tuple[list[Value], int]:
    """The values between a bracket and its twin, and the number after it."""
    close = tokens.twins[at]
    items: list[Value] = []
    at += 1
    while at < close:
        if tokens.texts[at] == "," and tokens.kinds[at] == "p":
            at += 1
            continue
        value, end = parse(tokens, at, depth + 1)
        items.append(value)
        at = max(min(end, close), at + 1)
        at = _past(tokens, at) if at < close and tokens.texts[at] not in ",]})" else at
    return items, close + 1


def _array(tokens: Tokens, at: int, depth: int) -> tuple[Value, int]:
    items, end = _items(tokens, at, depth)
    match items:
        case [inner, Record(pairs={"s": str(), **rest})] if rest.keys() <= {"class", "key"}:
            return inner, end  # `[value, {"s": "arr"}]`: a value with its make, as Livewire pages keep it
    return Array(items), end


def _record(tokens: Tokens, at: int, depth: int) -> tuple[Value, int]:
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
        value, end = parse(tokens, at + 2, depth + 1)
        pairs.setdefault(key, value)
        at = max(min(end, close), at + 2)
        at = _past(tokens, at) if at < close and tokens.texts[at] not in ",]})" else at
    return Record(pairs, tokens.places[start]), close + 1
