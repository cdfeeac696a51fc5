"""Lines of text or Markdown to blocks, one for each line that a person sees.

    ## 3. Which is a fruit?          HEADING level 2, enumerator 3
    - [x] an apple                   ITEM level 0, mark (box, on)
      because it has seeds           TEXT indent 2
    | a | b |                        ROW with two cells (the dashes under a head are no block)
    ```js ... ```                    one CODE block
    <details><summary>Answer         SUMMARY; what follows stands in a numbered box until </details>
    <!-- answer: b -->               TEXT with hidden words

Markdown's own grammar is only a hint here: soft-wrapped lines stay lines, and an indented line is no code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extract.grammar import enumerators, marks
from extract.grammar.rich import cut, plain, strip
from extract.media.latex_choices import spread
from extract.media.markdown_inline import inline
from extract.media.shortcodes import signs
from extract.media.text_fences import fences
from quizmill.block import Block, Enumerator, Kind, Mark, Run, Shape, Style, System
from quizmill.source import Span

_HEADING = re.compile(r"(?P<hash>[#＃]{1,6})(?P<gap>[ \t]*)(?P<text>.*?)(?:[ \t]+#+)?[ \t]*\Z")
_BULLET = re.compile(r"(?:[-*+•◦▪‣–—·∙➢➤►❖✦‧⁃]|\\-)(?:[ \t\u00a0]+|(?=\[[ xX]?\]))")
_RULE = re.compile(r"(?:[-_*=~—─━➖═▬]\s?){3,}\Z")
_SETEXT = re.compile(r"(?:=+|-{4,})\s*\Z")
_DELIMITER_ROW = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*\Z")
_CELL = re.compile(r"((?:\\.|`[^`\n]*`|[^|\\`]|`)*)(?:\||\Z)")
_QUOTE = re.compile(r"[ \t]*((?:>[ \t]?)+)(?P<spoiler>!)?(?!<)")
_ADMONITION = re.compile(r"(?:\?\?\?|!!!)\+?\s+(?P<type>[\w-]+)(?:\s+[\"“](?P<title>[^\"”]*)[\"”])?\s*\Z")
_ANSWER_LINE = re.compile(r"_{2,}\s*(?=\(?\d{1,3}[.)])")
_TRUTH_LINE = re.compile(  # "T   F   1. Weather is": letters to circle before or behind the number
    r"(?P<n1>\(?\d{1,3}[.)]\s+)?(?P<pair>T\s+F|True\s+False|TRUE\s+FALSE|V\s+F|R\s+F|W\s+F|T\s?/\s?F)\s+(?P<n2>\(?\d{1,3}[.)]\s+)?(?=\S)"
)
_CALLOUT = re.compile(r"\[!(?P<type>[A-Za-z]+)\][+-]?\s*")
_STRUCTURE = re.compile(
    r"<(?P<end>/)?(?P<name>details|summary|p|div|center|ul|ol|li|h[1-6]|hr|br|section|article|blockquote|tbody|thead|table|tr"
    r"|b|strong(?=>\s*\Z)|span(?=>\s*\Z))(?P<attrs>\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)/?>",
    re.IGNORECASE,
)
_DEEPEST = 40  # boxes in boxes that are told apart
_UNREAD = Style.CODE | Style.MATH


@dataclass(slots=True)
class _Scan:
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


def scan(text: str, first: int = 1) -> tuple[Block, ...]:
    """The blocks of a text whose first line has the number `first`."""
    lines = text.split("\n")
    codes = fences(lines)
    state = _Scan()
    number = 0
    while number < len(lines):
        if number in codes:
            last, after, lang = codes[number]
            _code(state, lines, number, last, lang, first)
            number = max(after, number + 1)
            continue
        number += _line(state, lines, number, first)
    return tuple(state.blocks)


def _code(state: _Scan, lines: list[str], start: int, last: int, lang: str, first: int) -> None:
    opening = lines[start]
    indent = len(opening) - len(opening.lstrip())
    body = [line[min(indent, len(line) - len(line.lstrip())) :].expandtabs(4) for line in lines[start + 1 : last]]
    label, _, _ = opening.strip().partition("`" if "`" in opening else "~")
    if label.strip(" >"):
        _text_line(state, label, start + first, indent)
    raw = "\n".join(lines[start : last + 1])
    span = Span.of_lines(start + first, min(last + first, len(lines) + first - 1))
    code = "\n".join(body).rstrip()
    state.add(
        Block(Kind.CODE, (Run(code, Style.CODE),), span, raw, lang=lang.split(" ")[0].strip("{}.,"),
              indent=_columns(opening), gap=state.gap, box=state.box)
    )  # fmt: skip


def _columns(line: str) -> int:
    expanded = line[:200].expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def _line(state: _Scan, lines: list[str], number: int, first: int) -> int:
    """Reads one line and says how many it took."""
    line = lines[number]
    stripped = spread(signs(line.strip()))
    if not stripped:
        state.gap += 1
        return 1
    while state.opened and _columns(line) < state.opened[-1] + 2:
        state.opened.pop()
        state.box = state.box[:-1]
    if stripped[0] in "?!:" and len(state.opened) < _DEEPEST and (found := _ADMONITION.match(stripped)):
        _admonition(state, found, number + first, _columns(line), line)
        return 1
    if "<!--" in stripped or state.hidden:
        _comment(state, stripped, number + first, _columns(line))
        return 1
    following = lines[number + 1] if number + 1 < len(lines) else ""
    if "|" in stripped and (rows := _table(lines, number)):
        for row in range(number, number + rows):
            _row(state, lines[row], row + first)
        return rows
    if _SETEXT.match(following.strip()) and _may_be_title(state, stripped):
        _block(state, Kind.HEADING, stripped, number + first, 0, line, level=1 if following.strip()[0] == "=" else 2)
        state.blocks[-1] = _widen(state.blocks[-1], number + first, number + 1 + first)
        return 2
    if stripped.count("**") % 2 and following.count("**") % 2 and not _BULLET.match(following.strip()):
        stripped, lines[number + 1] = stripped + "**", _bold_on(following)
    if "<" in stripped and _STRUCTURE.search(stripped):
        _tagged(state, stripped, number + first, _columns(line))
    else:
        _text_line(state, stripped, number + first, _columns(line), line)
    return 1


def _admonition(state: _Scan, found: re.Match[str], number: int, indent: int, raw: str) -> None:
    """`??? success "Answer"`: a box that opens, holding the deeper lines after it."""
    state.boxes += 1
    state.box = (*state.box, state.boxes)
    state.opened.append(indent)
    title = found["title"] or found["type"]
    state.add(Block(Kind.SUMMARY, inline(title), Span.of_lines(number), raw, gap=state.gap, box=state.box))


def _bold_on(line: str) -> str:
    body = line.lstrip()
    return line[: len(line) - len(body)] + "**" + body


def _widen(block: Block, first: int, last: int) -> Block:
    return replace(block, span=Span.of_lines(first, last))


def _may_be_title(state: _Scan, text: str) -> bool:
    if len(text) > 200 or text[0] in "|>#" or _BULLET.match(text) or _RULE.match(text) or text.startswith("```"):
        return False
    return state.gap > 0 or not state.blocks or state.blocks[-1].kind is not Kind.TEXT


def _comment(state: _Scan, text: str, number: int, indent: int) -> None:
    """Words of a comment are read, but marked hidden: some authors put the key there."""
    while text:
        if state.hidden:
            inside, closed, text = text.partition("-->")
            state.hidden = not closed
            if inside.strip():
                run = Run(inside.strip(), Style.HIDDEN)
                state.add(
                    Block(Kind.TEXT, (run,), Span.of_lines(number), inside, indent=indent, gap=state.gap, box=state.box)
                )
        else:
            before, opened, text = text.partition("<!--")
            state.hidden = bool(opened)
            if before.strip():
                _text_line(state, before.strip(), number, indent)


def _table(lines: list[str], number: int) -> int:
    """How many lines the table has that begins here, its delimiter row included; 0 where none does."""
    following = lines[number + 1].strip() if number + 1 < len(lines) else ""
    headed = (
        "-" in following and _DELIMITER_ROW.match(following) and ("|" in following or lines[number].lstrip()[0] == "|")
    )
    framed = lines[number].strip()[0] == "|" == lines[number].strip()[-1] and following[:1] == "|" == following[-1:]
    if not headed and not framed:
        return 0
    end = number
    while end < len(lines) and "|" in lines[end] and lines[end].strip():
        end += 1
    return end - number


def _row(state: _Scan, line: str, number: int) -> None:
    if "-" in line and _DELIMITER_ROW.match(line):
        return
    body = line.strip().removeprefix("|")
    cells = [found[1].replace("\\|", "|").strip() for found in _CELL.finditer(body)]
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    runs = tuple(inline(cell) for cell in cells)
    joined = tuple(run for cell in runs for run in (*cell, Run(" | ")))[:-1]
    state.add(
        Block(
            Kind.ROW,
            joined,
            Span.of_lines(number),
            line,
            gap=state.gap,
            box=state.box,
            cells=runs,
            indent=_columns(line),
        )
    )


def _tagged(state: _Scan, line: str, number: int, indent: int) -> None:
    """A line with structural tags: each stretch between them is read by itself."""
    at = 0
    prefix = ""
    for tag in _STRUCTURE.finditer(line):
        if line.count("`", 0, tag.start()) % 2:
            continue  # inside a code span
        name = tag["name"].lower()
        if name in ("b", "strong", "span") and line[tag.end() :].strip():
            continue  # inline look
        _stretch(state, prefix + line[at : tag.start()], number, indent)
        prefix = ""
        at = tag.end()
        if name == "li" and not tag["end"]:
            prefix = "- "
        elif name[0] == "h" and name[1:].isdigit() and not tag["end"]:
            prefix = "#" * int(name[1:]) + " "
        else:
            _structure(state, name, bool(tag["end"]), number)
    _stretch(state, prefix + line[at:], number, indent)


def _stretch(state: _Scan, text: str, number: int, indent: int) -> None:
    text = text.strip()
    if not text or text in ("-", "\\"):
        return
    if state.summary is not None:
        state.summary.extend((*([Run(" ")] if state.summary else ()), *inline(text)))
        return
    _text_line(state, text, number, indent)


def _structure(state: _Scan, name: str, end: bool, number: int) -> None:
    match name, end:
        case "details", False:
            state.boxes += 1
            state.depth += 1
            if state.depth <= _DEEPEST:
                state.box = (*state.box, state.boxes)
        case "details", True:
            _flush_summary(state, number)
            state.box = state.box[:-1] if state.depth <= _DEEPEST else state.box
            state.depth = max(state.depth - 1, 0)
            state.gap = max(state.gap, 1)
        case "summary", False:
            state.summary, state.summary_line = [], number
        case "summary", True:
            _flush_summary(state, number)
        case "hr", _:
            state.add(Block(Kind.RULE, (), Span.of_lines(number), "<hr>", gap=state.gap, box=state.box))
        case (("p" | "div" | "section" | "blockquote"), _):
            state.gap = max(state.gap, 1)
        case _:
            pass


def _flush_summary(state: _Scan, number: int) -> None:
    if state.summary is None:
        return
    runs = strip(tuple(state.summary))
    span = Span.of_lines(state.summary_line, number)
    state.summary = None
    if runs:
        state.add(Block(Kind.SUMMARY, runs, span, plain(runs), gap=state.gap, box=state.box))


def _text_line(state: _Scan, text: str, number: int, indent: int, raw: str = "") -> None:
    if state.summary is not None:
        _stretch(state, text, number, indent)
        return
    if text[0] == "_" and (blank := _ANSWER_LINE.match(text)):
        text = text[blank.end() :]  # "____ 1. The war began in": a line to write the answer on
    if (judged := _TRUTH_LINE.match(text)) and bool(judged["n1"]) != bool(judged["n2"]):
        pair = "/".join(judged["pair"].replace("/", " ").split())
        text = f"{judged['n1'] or judged['n2']}({pair}) {text[judged.end() :]}"
    if quoted := _QUOTE.match(text) if text[0] == ">" else None:
        depth = quoted[1].count(">")
        inner = text[quoted.end() :].strip().removesuffix("!<").strip()
        if callout := _CALLOUT.match(inner):
            inner = inner[callout.end() :] or callout["type"]
        if inner:
            _block(state, Kind.QUOTE, inner, number, indent, raw or text, level=depth, hidden=bool(quoted["spoiler"]))
        else:
            state.gap = max(state.gap, 1)
        return
    if text[0] in "#＃" and (found := _heading(text)):
        _block(state, Kind.HEADING, found["text"] or " ", number, indent, raw or text, level=len(found["hash"]))
        return
    if text[0] in "-_*=~—─━➖═▬" and _RULE.match(text) and len(set(text) - {" "}) == 1:
        state.add(Block(Kind.RULE, (), Span.of_lines(number), text, indent=indent, gap=state.gap, box=state.box))
        return
    _block(state, Kind.TEXT, text, number, indent, raw or text)


def _heading(text: str) -> re.Match[str] | None:
    found = _HEADING.match(text)
    if not found or not (found["gap"] or not found["text"] or (len(found["hash"]) > 1 and found["text"][0].isalnum())):
        return None
    return found


def _block(
    state: _Scan, kind: Kind, text: str, number: int, indent: int, raw: str, level: int = 0, hidden: bool = False
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
    if mark is None:
        mark, runs = take_mark(runs)
    elif not mark.on and mark.shape in (Shape.BOX, Shape.RADIO):
        later, rest = take_mark(runs)
        if later is not None and later.on and plain(rest).strip():
            mark, runs = (
                Mark(mark.shape, True, 1.0, "[" + later.glyph + "]"),
                rest,
            )  # boxes as bullets, a tick behind one
    if kind is Kind.TEXT and enumerator and enumerator.raw[-1:] in ".)" and enumerator.raw[:-1].isdigit():
        kind, level = Kind.ITEM, _level(state, indent)
    elif kind is not Kind.ITEM and not indent:
        state.items.clear()
    if not runs and not enumerator and not mark and kind is not Kind.HEADING:
        return  # tags alone
    if hidden:
        runs = tuple(Run(run.text, run.style | Style.HIDDEN, run.href) for run in runs)
    if kind is Kind.TEXT and _picture_alone(runs):
        alt, src = _PICTURE.match(plain(runs).strip()).groups()  # type: ignore[union-attr]
        state.add(Block(Kind.IMAGE, (Run(alt),) if alt.strip() else (), Span.of_lines(number), raw, enumerator, mark,
                        indent=indent, gap=state.gap, box=state.box, src=src))  # fmt: skip
        return
    state.add(Block(kind, runs, Span.of_lines(number), raw, enumerator, mark, level, indent, state.gap, state.box))


_PICTURE = re.compile(r"!\[([^\]\n]*)\]\((\S[^\n]*?)\)\Z")


def _picture_alone(runs: tuple[Run, ...]) -> bool:
    return len(runs) == 1 and runs[0].text.lstrip().startswith("![") and bool(_PICTURE.match(runs[0].text.strip()))


def _off_bullet(text: str) -> tuple[str, bool]:
    found = _BULLET.match(text)
    if not found:
        return text, False
    rest = text[found.end() :].lstrip()
    return (rest, True) if rest else (text, False)


def _level(state: _Scan, indent: int) -> int:
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
    if not found or (runs[0].style & _UNREAD):
        return None, runs
    return found.enumerator, cut(runs, found.length)


def take_mark(runs: tuple[Run, ...]) -> tuple[Mark | None, tuple[Run, ...]]:
    """The mark after an enumerator or at the end of some runs, and the runs without it."""
    text = plain(runs)
    found = marks.read(text) if text else None
    if not found or (runs[0] if found.start else runs[-1]).style & Style.CODE:
        return None, runs
    return found.mark, strip(cut(runs, found.start, found.end))
