r"""A script as tokens: strings, numbers, names and signs, without comments and blanks, brackets matched once.

    ask("2 + 2?", [3, 4]) // easy
        kinds  i p s p p n p n p p      texts  ask ( "2 + 2?" , [ 3 , 4 ] )      twins  {1: 9, 4: 8}

Linear in the script's length: one pass. A `/` opens a pattern where a value may stand, else it divides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

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
BEFORE_VALUE = frozenset("=([{,:?!&|;+-*%<>~^}")
_OPENED = re.compile(r"<(?P<name>[A-Za-z][\w.]{0,30})?(?:\s[^<>{}]{0,300})?>")
_BEFORE_ELEMENT = frozenset((":", "(", ",", "[", "=", "?", "return"))
_LONGEST_ELEMENT = 2000
OPENERS = {"[": "]", "{": "}", "(": ")"}
_CLOSERS = {"]": "[", "}": "{", ")": "("}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))")


@dataclass(frozen=True, slots=True)
class Tokens:
    kinds: list[str]
    texts: list[str]
    places: list[int]
    twins: dict[int, int]  # opening bracket's number -> closing one's
    passed: list[tuple[int, int]] = field(default_factory=list)  # what the last parse passed over


def scan(script: str) -> Tokens:
    """A script's tokens; a bracket without its twin has no entry in `twins`."""
    tokens = Tokens([], [], [], {})
    stack: list[int] = []
    at, end = 0, len(script)
    while at < end:
        match = _TOKEN.match(script, at)
        assert match is not None  # the last branch takes any character
        kind, text = match.lastgroup or "p", match[0]
        if text == "<" and (element := _element(script, at, tokens.texts)):
            kind, text = "s", element
        elif text == "/" and _may_open_pattern(tokens.texts) and (regex := _REGEX.match(script, at)):
            kind, text = "r", regex[0]
        start, at = at, at + len(text)
        if text[:1] == "<" and kind == "s":
            text = _quoted(text.removeprefix("<>").removesuffix("</>"))
        if kind in ("w", "c"):
            continue
        if kind == "p":
            _match_bracket(tokens, stack, text)
        tokens.kinds.append(kind)
        tokens.texts.append(text)
        tokens.places.append(start)
    return tokens


def _element(script: str, at: int, texts: list[str]) -> str:
    """An element of JSX that stands where a value would, as it is written, if it is only markup and words."""
    if not texts or texts[-1] not in _BEFORE_ELEMENT or (opened := _OPENED.match(script, at)) is None:
        return ""
    if opened[0].endswith("/>"):
        return opened[0]
    close = script.find(f"</{opened['name'] or ''}>", opened.end(), opened.end() + _LONGEST_ELEMENT)
    inner = script[opened.end() : max(close, opened.end())]
    if close < 0 or "{" in inner or f"<{opened['name'] or ''}>" in inner:
        return ""
    return script[at : script.index(">", close) + 1]


def _quoted(text: str) -> str:
    return "`" + text.replace("\\", "\\\\").replace("`", "\\`") + "`"


def _may_open_pattern(texts: list[str]) -> bool:
    return not texts or texts[-1] in BEFORE_VALUE or texts[-1] == "return"


def _match_bracket(tokens: Tokens, stack: list[int], text: str) -> None:
    """Notes an opening bracket, or the twin that a closing one has; one bracket may be missing between them."""
    texts = tokens.texts
    if text in OPENERS:
        stack.append(len(texts))
    elif text in _CLOSERS and stack:
        if texts[stack[-1]] == _CLOSERS[text]:
            tokens.twins[stack.pop()] = len(texts)
        elif len(stack) > 1 and texts[stack[-2]] == _CLOSERS[text]:
            stack.pop()
            tokens.twins[stack.pop()] = len(texts)


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
