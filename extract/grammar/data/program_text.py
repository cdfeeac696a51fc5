"""Data in programs of many languages, rewritten as JavaScript literals so that one reader serves all; nothing is run.

    QUESTIONS = [{"text": "2 + 2?", "choices": ("3", "4")}]       # Python       [{"text": ..., "choices": ["3", "4"]}]
    Question("2 + 2?", listOf("3", "4"), 1)                       // Kotlin      new Question("2 + 2?", ["3", "4"], 1)
    {Text: "2 + 2?", Options: []string{"3", "4"}}                 // Go          {Text: "2 + 2?", Options: ["3", "4"]}
    ['q' => '2 + 2?', 'a' => array('3', '4')]                     // PHP         ['q': ...]
    new Question { Text = "2 + 2?" }                              // C#          {Text: "2 + 2?"}

Linear: one pass over the tokens. What is no data comes out as it was, and the reader of literals passes over it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

_HASHED = frozenset({".py", ".rb", ".php", ".r", ".ex", ".exs", ".jl", ".gd", ".pl", ".nim"})
_TOKEN = re.compile(
    r'''(?P<long>"""(?:[^"\\]|\\[\s\S]|"(?!""))*"""|\'\'\'(?:[^'\\]|\\[\s\S]|'(?!''))*\'\'\')
    |(?P<string>"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|`[^`]*`)
    |(?P<comment>//[^\n]*|/\*[\s\S]*?\*/)
    |(?P<hash>\#[^\n]*)
    |(?P<number>(?:\d[\d_]*\.?\d*)(?:[eE][-+]?\d+)?)
    |(?P<name>[^\W\d]\w*)
    |(?P<space>\s+)
    |(?P<sign>=>|==|!=|<=|>=|->|::|[\s\S])''',
    re.X,
)
_LISTS = frozenset(
    "listOf arrayOf arrayListOf mutableListOf setOf array asList of vec tuple list set c Array List Vector".split()
)
_MAPS = frozenset("mapOf hashMapOf mutableMapOf dict Map ofEntries".split())
_WORDS = {
    "True": "true",
    "False": "false",
    "None": "null",
    "nil": "null",
    "NULL": "null",
    "TRUE": "true",
    "FALSE": "false",
}
_PREFIXES = frozenset("r f b u rb br fr R F B U".split())
_CALLERS = frozenset("if for while switch return print elif else and or not in is def function catch when".split())
_ESCAPES = {"n": "\n", "t": "\t", "\n": "", "r": ""}
_ESCAPE = re.compile(r"\\(?:u\{?([0-9a-fA-F]{4,6})\}?|x([0-9a-fA-F]{2})|([\s\S]))")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    tight: bool  # no space before it


@dataclass(slots=True)
class _Writer:
    tokens: list[_Token]
    out: list[str] = field(default_factory=list)
    closers: list[str] = field(default_factory=list)

    def ahead(self, at: int) -> str:
        return self.tokens[at].text if at < len(self.tokens) else ""

    def kind(self, at: int) -> str:
        return self.tokens[at].kind if at < len(self.tokens) else ""


def as_script(text: str, suffix: str) -> str:
    """The program's text with its literals in JavaScript's writing."""
    writer = _Writer(_tokens(text, suffix))
    for at, token in enumerate(writer.tokens):
        match token.kind:
            case "string":
                _string(writer, at, token)
            case "name":
                writer.out.append(_WORDS.get(token.text, token.text))
            case "sign":
                _sign(writer, at, token.text)
            case _:
                writer.out.append(token.text.replace("_", ""))
    return " ".join(writer.out)


def _tokens(text: str, suffix: str) -> list[_Token]:
    found: list[_Token] = []
    tight = False
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        assert match is not None  # the last branch takes any character
        kind, word = match.lastgroup or "sign", match[0]
        at = match.end()
        if kind == "hash" and suffix not in _HASHED:
            kind, word, at = "sign", "#", match.start() + 1
        if kind == "comment" and suffix in (".py", ".rb", ".r") and word.startswith("//"):
            kind, word, at = "sign", "/", match.start() + 1
        if kind in ("space", "comment", "hash"):
            tight = False
            continue
        if kind in ("long", "string"):
            if found and tight and found[-1].text in _PREFIXES | {"@", "$"}:
                found.pop()
            word = _unquoted(word[3:-3] if kind == "long" else word[1:-1])
            kind = "string"
        found.append(_Token(kind, word, tight))
        tight = True
    return found


def _unquoted(body: str) -> str:
    return _ESCAPE.sub(_character, body) if "\\" in body else body


def _character(found: re.Match[str]) -> str:
    long, short, other = found.groups()
    if other is not None:
        return _ESCAPES.get(other, other)
    code = int(long or short, 16)
    return chr(code) if code < 0x110000 else ""


def _string(writer: _Writer, at: int, token: _Token) -> None:
    before = writer.tokens[at - 1] if at else None
    if before is not None and before.kind == "string":
        writer.out.append("+")  # neighbours are one
    elif writer.out and writer.out[-1] == "." and at > 1 and writer.kind(at - 2) == "string":
        writer.out[-1] = "+"
    writer.out.append(json.dumps(token.text, ensure_ascii=False))


def _sign(writer: _Writer, at: int, sign: str) -> None:
    out = writer.out
    match sign:
        case "(":
            _opened(writer, *_call(writer, at))
        case "{":
            _opened(writer, *_brace(writer, at))
        case "[":
            if out[-2:-1] == ["vec"] and out[-1] == "!":
                del out[-2:]
            _opened(writer, *("{}" if _is_keyed(writer, at) else "[]"))
        case ")" | "}" | "]":
            out.append(writer.closers.pop() if writer.closers else sign)
        case "=>":
            out.append(":")
        case "=" if writer.closers and writer.closers[-1] == "}" and writer.kind(at - 1) == "name":
            out.append(":")
        case ":" if writer.kind(at + 1) == "name" and writer.ahead(at + 2) in ("=>", ","):
            pass  # a Ruby symbol
        case _:
            out.append(sign)


def _opened(writer: _Writer, opener: str, closer: str) -> None:
    writer.out.append(opener)
    writer.closers.append(closer)


def _call(writer: _Writer, at: int) -> tuple[str, str]:
    """What a round bracket opens: a list, named fields, an object of positions, a tuple, or just a bracket."""
    out = writer.out
    name = writer.tokens[at - 1].text if at and writer.kind(at - 1) == "name" else ""
    named = writer.kind(at + 1) == "name" and writer.ahead(at + 2) in (":", "=")
    if name in _CALLERS:
        return "(", ")"
    if name in _LISTS or (not name and out[-1:] == [">"]):
        _drop_type(out)
        return ("{", "}") if _is_keyed(writer, at) else ("[", "]")
    if name in _MAPS or (name and named):
        _drop_type(out)
        return "{", "}"
    if name[:1].isupper():
        _drop_type(out)
        out += ["new", name]
        return "(", ")"
    if not name and (not out or out[-1] in ("=", "(", "[", "{", ",", ":", "return")) and _is_tuple(writer, at):
        return "[", "]"
    return "(", ")"


def _is_keyed(writer: _Writer, at: int) -> bool:
    """PHP's lists with names: `['q' => ...]`."""
    return writer.kind(at + 1) in ("string", "number") and writer.ahead(at + 2) == "=>"


def _is_tuple(writer: _Writer, at: int) -> bool:
    """A comma or the end stands behind the first value, which is a literal."""
    first = writer.kind(at + 1)
    return first in ("string", "number") and (writer.ahead(at + 2) == "," or writer.kind(at + 2) == "string")


def _brace(writer: _Writer, at: int) -> tuple[str, str]:
    """What a brace opens: a list of values, named fields behind a type, or what it is in JavaScript."""
    first, second = writer.kind(at + 1), writer.ahead(at + 2)
    if first in ("string", "number") and second not in (":", "=>"):
        _drop_type(writer.out)
        return "[", "]"
    if writer.ahead(at + 1) in ("{", "new") and second != "}":
        _drop_type(writer.out)
        return "[", "]"
    if first == "name" and second in ("=", ":") and writer.ahead(at + 1) not in ("default", "case"):
        _drop_type(writer.out)
    return "{", "}"


def _drop_type(out: list[str]) -> None:
    """Takes `new List<string>`, `[]string`, `Question` off the end."""
    while out and (
        out[-1] in ("new", "<", ">", ".", "?", "&", "*", "::", "!") or out[-1].isidentifier() or _empty(out)
    ):
        if out[-1] in ("return", "=", "in"):
            return
        del out[-2 if _empty(out) else -1 :]


def _empty(out: list[str]) -> bool:
    return out[-2:] == ["[", "]"]
