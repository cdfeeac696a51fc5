"""One line of text, its tags and comments taken off, to a block: what it is, and what stands before its words.

> ## 3. Which is red?      QUOTE, or HEADING with the enumerator 3
- [x] **b)** a cherry      ITEM with mark and enumerator, runs ["a cherry"]
---                        RULE
![a tree](tree.png)        IMAGE
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.grammar.lines import enumerators, marks
from extract.grammar.words.rich import cut, plain, strip
from extract.media.markdown.inline import inline
from quizmill.block import Block, Enumerator, Kind, Mark, Run, Shape, Style, System
from quizmill.source import Span

_HEADING = re.compile(r"(?P<hash>[#＃]{1,6})(?P<gap>[ \t]*)(?P<text>.*?)(?:[ \t]+#+)?[ \t]*\Z")
BULLET = re.compile(r"(?:[-*+•◦▪‣–—·∙➢➤►❖✦‧⁃]|\\-)(?:[ \t\u00a0]+|(?=\[[ xX]?\]))")
RULE = re.compile(r"(?:[-_*=~—─━➖═▬]\s?){3,}\Z")
_QUOTE = re.compile(r"[ \t]*((?:>[ \t]?)+)(?P<spoiler>!)?(?!<)")
_ANSWER_LINE = re.compile(r"_{2,}\s*(?=\(?\d{1,3}[.)])")
_TRUTH_LINE = re.compile(  # "T   F   1. Weather is": letters to circle before or behind the number
    r"(?P<n1>\(?\d{1,3}[.)]\s+)?(?P<pair>T\s+F|True\s+False|TRUE\s+FALSE|V\s+F|R\s+F|W\s+F|T\s?/\s?F)\s+(?P<n2>\(?\d{1,3}[.)]\s+)?(?=\S)"
)
_CALLOUT = re.compile(r"\[!(?P<type>[A-Za-z]+)\][+-]?\s*")
_UNREAD = Style.CODE | Style.MATH


@dataclass(slots=True)
class Scan:
    """What the lines above have made, and what is open."""

    blocks: list[Block] = field(default_factory=list)
    gap: float = 0
    box: tuple[int, ...] = ()
    boxes: int = 0
    depth: int = 0  # of <details>, also where it is deeper than boxes are told apart
    summary: list[Run] | None = None
    summary_line: int = 0
    hidden: bool = False
    items: list[int] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)  # columns before admonitions whose deeper lines are their boxes

    def add(self, block: Block) -> None:
        self.blocks.append(block)
        self.gap = 0

    def summarise(self, text: str) -> None:
        """More words of the summary that is open."""
        if self.summary is not None and text.strip() not in ("", "-", "\\"):
            self.summary.extend((*([Run(" ")] if self.summary else ()), *inline(text.strip())))


def text_line(state: Scan, text: str, number: int, indent: int, raw: str = "") -> None:
    """Adds a line that is not empty: `raw` is how it is written, where tags were taken off."""
    if state.summary is not None:
        state.summarise(text)
        return
    text = _off_answer_line(text)
    if text[0] == ">" and (quoted := _QUOTE.match(text)):
        _quote(state, text, quoted, number, indent, raw)
        return
    if text[0] in "#＃" and (found := _heading(text)):
        add_block(state, Kind.HEADING, found["text"] or " ", number, indent, raw or text, level=len(found["hash"]))
        return
    if text[0] in "-_*=~—─━➖═▬" and RULE.match(text) and len(set(text) - {" "}) == 1:
        state.add(Block(Kind.RULE, (), Span.of_lines(number), text, indent=indent, gap=state.gap, box=state.box))
        return
    add_block(state, Kind.TEXT, text, number, indent, raw or text)


def _off_answer_line(text: str) -> str:
    """Without a line to write the answer on ("____ 1. The war began in"); letters to circle stand behind the number."""
    if text[0] == "_" and (blank := _ANSWER_LINE.match(text)):
        text = text[blank.end() :]
    if (judged := _TRUTH_LINE.match(text)) and bool(judged["n1"]) != bool(judged["n2"]):
        pair = "/".join(judged["pair"].replace("/", " ").split())
        text = f"{judged['n1'] or judged['n2']}({pair}) {text[judged.end() :]}"
    return text


def _quote(state: Scan, text: str, quoted: re.Match[str], number: int, indent: int, raw: str) -> None:
    inner = text[quoted.end() :].strip().removesuffix("!<").strip()
    if callout := _CALLOUT.match(inner):
        inner = inner[callout.end() :] or callout["type"]
    if not inner:
        state.gap = max(state.gap, 1)
        return
    level, hidden = quoted[1].count(">"), bool(quoted["spoiler"])
    add_block(state, Kind.QUOTE, inner, number, indent, raw or text, level, hidden)


def _heading(text: str) -> re.Match[str] | None:
    found = _HEADING.match(text)
    if not found or not (found["gap"] or not found["text"] or (len(found["hash"]) > 1 and found["text"][0].isalnum())):
        return None
    return found


def add_block(
    state: Scan, kind: Kind, text: str, number: int, indent: int, raw: str, level: int = 0, hidden: bool = False
) -> None:
    """Takes bullet, mark and enumerator off a line and adds what is left as a block."""
    text, bullet = _off_bullet(text) if kind is not Kind.HEADING else (text, False)
    if kind is Kind.TEXT and bullet:
        kind = Kind.ITEM
        level = _level(state, indent)
    mark, text = _start_mark(text)
    runs = inline(text)
    enumerator, rest = take_enumerator(runs)
    if enumerator and not plain(rest).strip() and (bullet or mark) and enumerator.system is System.DECIMAL:
        enumerator = None  # an option that is "G2"
    runs = rest if enumerator else runs
    if (
        enumerator
        and kind is not Kind.HEADING
        and (found := _heading(plain(runs)))
        and raw.count("#") >= len(found["hash"])
    ):
        kind, level = Kind.HEADING, len(found["hash"])
        runs = cut(runs, found.start("text"))
    mark, runs = _both_marks(mark, runs)
    if kind is Kind.TEXT and enumerator and enumerator.raw[-1:] in ".)" and enumerator.raw[:-1].isdigit():
        kind, level = Kind.ITEM, _level(state, indent)
    elif kind is not Kind.ITEM and not indent:
        state.items.clear()
    if not runs and not enumerator and not mark and kind is not Kind.HEADING:
        return  # tags alone
    if hidden:
        runs = tuple(Run(run.text, run.style | Style.HIDDEN, run.href) for run in runs)
    src = ""
    if kind is Kind.TEXT and (picture := _picture_alone(runs)):
        kind, level, src = Kind.IMAGE, 0, picture[2]
        runs = (Run(picture[1]),) if picture[1].strip() else ()
    span = Span.of_lines(number)
    state.add(Block(kind, runs, span, raw, enumerator, mark, level, indent, state.gap, state.box, src=src))


def _both_marks(mark: Mark | None, runs: tuple[Run, ...]) -> tuple[Mark | None, tuple[Run, ...]]:
    """The mark before the words or behind them; where boxes are bullets, a tick behind one fills it."""
    if mark is None:
        return take_mark(runs)
    if not mark.on and mark.shape in (Shape.BOX, Shape.RADIO):
        later, rest = take_mark(runs)
        if later is not None and later.on and plain(rest).strip():
            return Mark(mark.shape, True, 1.0, "[" + later.glyph + "]"), rest
    return mark, runs


_PICTURE = re.compile(r"!\[([^\]\n]*)\]\((\S[^\n]*?)\)\Z")


def _picture_alone(runs: tuple[Run, ...]) -> re.Match[str] | None:
    """The picture that is all of a line."""
    return _PICTURE.match(runs[0].text.strip()) if len(runs) == 1 and runs[0].text.lstrip().startswith("![") else None


def _off_bullet(text: str) -> tuple[str, bool]:
    found = BULLET.match(text)
    if not found:
        return text, False
    rest = text[found.end() :].lstrip()
    return (rest, True) if rest else (text, False)


def _level(state: Scan, indent: int) -> int:
    while state.items and state.items[-1] > indent:
        state.items.pop()
    if not state.items or indent > state.items[-1] + 1:
        state.items.append(indent)
    return len(state.items) - 1


def _start_mark(text: str) -> tuple[Mark | None, str]:
    found = marks.read(text) if text[0] in "[(\\*-=>" or not text[0].isascii() else None
    if found and found.start:
        return found.mark, text[found.start :]
    return None, text


def take_enumerator(runs: tuple[Run, ...]) -> tuple[Enumerator | None, tuple[Run, ...]]:
    """The enumerator at the start of some runs, and the runs without it."""
    text = plain(runs)
    found = enumerators.read(text) if text else None
    if not found and len(runs) > 1 and runs[1].style & _UNREAD:
        found = enumerators.read(runs[0].text + " ")  # "D:`x`": the code begins where the letter ends
        if found and found.length >= len(runs[0].text):
            return found.enumerator, runs[1:]
        found = None
    if not found or not runs or runs[0].style & _UNREAD:
        return None, runs
    return found.enumerator, cut(runs, found.length)


def take_mark(runs: tuple[Run, ...]) -> tuple[Mark | None, tuple[Run, ...]]:
    """The mark after an enumerator or at the end of some runs, and the runs without it."""
    text = plain(runs)
    found = marks.read(text) if text else None
    if not found or (runs[0] if found.start else runs[-1]).style & Style.CODE:
        return None, runs
    return found.mark, strip(cut(runs, found.start, found.end))
