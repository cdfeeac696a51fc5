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
from dataclasses import replace

from extract.grammar.words.rich import plain, strip
from extract.media.latex_choices import spread
from extract.media.markdown.inline import inline
from extract.media.shortcodes import signs
from extract.media.text_fences import fences
from extract.media.text_lines import BULLET, RULE, Scan, add_block, text_line
from extract.media.unwrap import joined
from quizmill.block import Block, Kind, Run, Style
from quizmill.source import Span

_SETEXT = re.compile(r"(?:=+|-{4,})\s*\Z")
_DELIMITER_ROW = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*\Z")
_CELL = re.compile(r"((?:\\.|`[^`\n]*`|[^|\\`]|`)*)(?:\||\Z)")
_ADMONITION = re.compile(r"(?:\?\?\?|!!!)\+?\s+(?P<type>[\w-]+)(?:\s+[\"“](?P<title>[^\"”]*)[\"”])?\s*\Z")
_STRUCTURE = re.compile(
    r"<(?P<end>/)?(?P<name>details|summary|p|div|center|ul|ol|li|h[1-6]|hr|br|section|article|blockquote|tbody|thead|table|tr"
    r"|b|strong(?=>\s*\Z)|span(?=>\s*\Z))(?P<attrs>\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)/?>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)  # in a cell: a wide gap between its parts
_DEEPEST = 40  # boxes in boxes that are told apart


def scan(text: str, first: int = 1) -> tuple[Block, ...]:
    """The blocks of a text whose first line has the number `first`."""
    lines = text.split("\n")
    codes = fences(lines)
    more = joined(lines, {line for start, (_, after, _) in codes.items() for line in range(start, after)})
    state = Scan()
    number = 0
    while number < len(lines):
        if number in codes:
            last, after, lang = codes[number]
            _code(state, lines, number, last, lang, first)
            number = max(after, number + 1)
            continue
        known = len(state.blocks)
        taken = _line(state, lines, number, first)
        if number in more:
            taken = max(taken, 1 + more[number])
            span = Span.of_lines(number + first, number + taken + first - 1)
            state.blocks[known:] = [replace(block, span=span) for block in state.blocks[known:]]
        number += taken
    return tuple(state.blocks)


def _code(state: Scan, lines: list[str], start: int, last: int, lang: str, first: int) -> None:
    opening = lines[start]
    indent = len(opening) - len(opening.lstrip())
    body = [line[min(indent, len(line) - len(line.lstrip())) :].expandtabs(4) for line in lines[start + 1 : last]]
    label, _, _ = opening.strip().partition("`" if "`" in opening else "~")
    if label.strip(" >"):
        text_line(state, label, start + first, indent)
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


def _line(state: Scan, lines: list[str], number: int, first: int) -> int:
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
    if "|" in stripped and (rows := _table(lines, number)):
        for row in range(number, number + rows):
            _row(state, lines[row], row + first)
        return rows
    following = lines[number + 1] if number + 1 < len(lines) else ""
    if _SETEXT.match(following.strip()) and _may_be_title(state, stripped):
        _title(state, stripped, following.strip(), number + first, line)
        return 2
    if stripped.count("**") % 2 and following.count("**") % 2 and not BULLET.match(following.strip()):
        stripped, lines[number + 1] = stripped + "**", _bold_on(following)
    if "<" in stripped and _STRUCTURE.search(stripped):
        _tagged(state, stripped, number + first, _columns(line))
    else:
        text_line(state, stripped, number + first, _columns(line), line)
    return 1


def _admonition(state: Scan, found: re.Match[str], number: int, indent: int, raw: str) -> None:
    """`??? success "Answer"`: a box that opens, holding the deeper lines after it."""
    state.boxes += 1
    state.box = (*state.box, state.boxes)
    state.opened.append(indent)
    title = found["title"] or found["type"]
    state.add(Block(Kind.SUMMARY, inline(title), Span.of_lines(number), raw, gap=state.gap, box=state.box))


def _bold_on(line: str) -> str:
    body = line.lstrip()
    return line[: len(line) - len(body)] + "**" + body


def _title(state: Scan, text: str, rule: str, number: int, raw: str) -> None:
    """A heading of two lines, the second a rule."""
    add_block(state, Kind.HEADING, text, number, 0, raw, level=1 if rule[0] == "=" else 2)
    state.blocks[-1] = replace(state.blocks[-1], span=Span.of_lines(number, number + 1))


def _may_be_title(state: Scan, text: str) -> bool:
    if len(text) > 200 or text[0] in "|>#" or BULLET.match(text) or RULE.match(text) or text.startswith("```"):
        return False
    return state.gap > 0 or not state.blocks or state.blocks[-1].kind is not Kind.TEXT


def _comment(state: Scan, text: str, number: int, indent: int) -> None:
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
                text_line(state, before.strip(), number, indent)


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


def _row(state: Scan, line: str, number: int) -> None:
    if "-" in line and _DELIMITER_ROW.match(line):
        return
    body = line.strip().removeprefix("|")
    cells = [_BREAK.sub("  ", found[1].replace("\\|", "|")).strip() for found in _CELL.finditer(body)]
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


def _tagged(state: Scan, line: str, number: int, indent: int) -> None:
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


def _stretch(state: Scan, text: str, number: int, indent: int) -> None:
    text = text.strip()
    if text and text not in ("-", "\\"):
        text_line(state, text, number, indent)


def _structure(state: Scan, name: str, end: bool, number: int) -> None:
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


def _flush_summary(state: Scan, number: int) -> None:
    if state.summary is None:
        return
    runs = strip(tuple(state.summary))
    span = Span.of_lines(state.summary_line, number)
    state.summary = None
    if runs:
        state.add(Block(Kind.SUMMARY, runs, span, plain(runs), gap=state.gap, box=state.box))
