"""Texts copied out of chats and forums, line for line as Markdown.

    [12/03/2024, 18:03] Ms Rivera: Q1. Which ...?     ->   Q1. Which ...?
    [12/03/2024, 18:05] Tom: C                        ->   Your answer: C          (who asks least replies)
    > 1. Which ...?                                   1. Which ...?  (in a mail)
    C                                           ->    Your answer: C
    [*]Canada   [spoiler]Canada[/spoiler]             ->   - Canada   <details>...

Names and times are dropped: learners' data never enters an item.
"""

from __future__ import annotations

import re
from collections import Counter

_STAMP = re.compile(
    r"(?:\[?\d{1,4}[/.\-]\d{1,2}[/.\-]\d{2,4},?\s+\d{1,2}:\d{2}(?::\d{2})?\s?(?:[AaPp]\.?[Mm]\.?)?\]?\s*(?:[-–—:]\s*)?|\[\d{1,2}:\d{2}(?::\d{2})?\]\s*)"
    r"(?P<name>[^:\n]{1,40}?):\s(?P<text>.*)\Z"
)
_BB_CLOSED = re.compile(r"\[/(?:b|i|u|list|spoiler|quote|code|url|color|size|hide)\]", re.I)


def _opened(title: str | None) -> str:
    return f"<details><summary>{title or 'Spoiler'}</summary>"


_BB = (
    (re.compile(r"\[spoiler(?:=\"?(?P<t>[^\]\"]*)\"?)?\]", re.I), lambda m: _opened(m["t"])),
    (re.compile(r"\[/(?:spoiler|hide)\]", re.I), lambda _: "</details>"),
    (re.compile(r"\[hide(?:=[^\]]*)?\]", re.I), lambda _: _opened("")),
    (re.compile(r"\[/?b\]", re.I), lambda _: "**"),
    (re.compile(r"\[/?i\]", re.I), lambda _: "*"),
    (re.compile(r"\[/?(?:u|color|size|font|center|left|right|list|ul|ol|quote)(?:=[^\]]*)?\]", re.I), lambda _: ""),
    (re.compile(r"\[url=([^\]]*)\](.*?)\[/url\]", re.I), lambda m: f"[{m[2]}]({m[1]})"),
    (re.compile(r"\[img\](.*?)\[/img\]", re.I), lambda m: f"![]({m[1]})"),
    (re.compile(r"\[/?code(?:=[^\]]*)?\]", re.I), lambda _: "```"),
    (re.compile(r"\A(\s*)\[(?:\*|li)\]\s*(.*?)(?:\[/li\])?\Z", re.I), lambda m: f"{m[1]}- {m[2]}"),
)  # fmt: skip
_SPOILER = re.compile(r"^[ \t]*\|\|([^|\n]{1,400})\|\|[ \t]*$", re.MULTILINE)
_FEWEST = 3  # stamped lines that make a chat
_REPLY = 60  # characters of a learner's answer


def as_markdown(text: str) -> str:
    """The text without what a chat or a forum adds, as many lines as before."""
    if text.count("[/") >= 2 and len(_BB_CLOSED.findall(text[:20_000])) >= 2:
        text = "\n".join(map(_off_bb, text.split("\n")))
    text = _off_speakers(text)
    text = _off_replies(text)
    return _off_stamps(_SPOILER.sub(r"<details><summary>Spoiler</summary>\1</details>", text))


_SPEAKER = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]*)?\*{0,2}(?P<who>user|you|me|human|student|learner|assistant|tutor|bot|chatbot|chatgpt|ai)"
    r"(?::\*{0,2}|\*{2}:?|\s+said:)[ \t]+(?P<text>\S.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_HOSTS = frozenset("assistant tutor bot chatbot chatgpt ai".split())


def _off_speakers(text: str) -> str:
    """A talk with a program: what it says stands alone, what the learner answers is the learner's."""
    said = [found["who"].lower() for found in _SPEAKER.finditer(text)]
    if len(said) < _FEWEST or not set(said) & _HOSTS or set(said) <= _HOSTS:
        return text

    def plain(found: re.Match[str]) -> str:
        host = found["who"].lower() in _HOSTS
        return found["text"] if host or len(found["text"]) > _REPLY else f"Your answer: {found['text']}"

    return _SPEAKER.sub(plain, text)


_MAILED = re.compile(
    r"^(?:(?:From|Von|De|Da|От|Від|Od|Van|Från|Kimden|发件人|差出人): .{0,80}@.{0,80}"
    r"|(?:On|Am|Le|El|Em|Il|Op|Den) .{5,120}:)[ \t]*$",
    re.MULTILINE,
)
_QUOTED = re.compile(r"[ \t]*>")


def _off_replies(text: str) -> str:
    """A mail that answers quoted questions one by one: who writes below the quotes is the one who was asked."""
    if not _MAILED.search(text[:4000]):
        return text
    lines = text.split("\n")
    quoted = False
    for at, line in enumerate(lines):
        if not line.strip():
            continue
        if quoted and not _QUOTED.match(line) and len(line) <= _REPLY and ":" not in line:
            lines[at] = f"Your answer: {line.strip()}"
        quoted = bool(_QUOTED.match(line))
    return "\n".join(lines)


def _off_bb(line: str) -> str:
    if "[" not in line:
        return line
    for pattern, plain in _BB:
        line = pattern.sub(plain, line)
    return line


def _off_stamps(text: str) -> str:
    lines = text.split("\n")
    said = {at: found for at, line in enumerate(lines) if line[:1] in "[0123456789" and (found := _STAMP.match(line))}
    if len(said) < _FEWEST:
        return text
    asks = Counter(found["name"] for found in said.values() if "?" in found["text"])
    length = Counter[str]()
    for found in said.values():
        length[found["name"]] += len(found["text"])
    host = (asks or length).most_common(1)[0][0]
    for at, found in said.items():
        words = found["text"]
        lines[at] = words if found["name"] == host or len(words) > _REPLY else f"Your answer: {words}"
    return "\n".join(lines)
