"""An option's fields out of the parts that were picked for them: rich text, remark, looks, and what a press calls.

<li onclick="pick(2)"><b>Oslo</b> <i>It is a port.</i></li>
    text "**Oslo**"      looks ("bold",)      remark "*It is a port.*"      call "pick(2)"
"""

from __future__ import annotations

import re

from extract.grammar.groups.badges import is_score, is_state
from extract.grammar.groups.group import Option
from extract.grammar.groups.letters import LETTER
from extract.grammar.groups.row import Picked
from extract.grammar.groups.telling import HANDLERS, telling
from extract.grammar.words.class_names import alerted, is_stock_verdict
from extract.media.html.medium import HtmlPage, span_of
from extract.media.html.rich import rich_parts
from quizmill.block import Style
from quizmill.draft import EMPTY, Fragment

_LOOKS = {
    "bold": Style.BOLD,
    "italic": Style.ITALIC,
    "underline": Style.UNDERLINE,
    "strike": Style.STRIKE,
    "highlight": Style.HIGHLIGHT,
    "color": Style.COLOR,
}
_HUED = ("highlight", "color")


def fragment(page: HtmlPage, picked: Picked) -> Fragment:
    """The picked parts as rich text."""
    shown = [(line, parts) for line, parts in picked if parts]
    text = rich_parts(shown, page.writing()).lstrip()
    if text.startswith("- "):  # the list entry that the row itself is
        text = text[2:]
    elif shown and shown[0][0].numbering and (found := re.match(r"\d{1,4}\. ", text)):
        text = text[found.end() :]
    return Fragment(text, tuple(span_of(line) for line, _ in shown)) if text.strip() else EMPTY


def of_column(page: HtmlPage, option: Option) -> Fragment:
    """The head of the control's column, in a table whose cells hold nothing but controls."""
    cell = next((node for node in option.control.ancestors() if node.tag in ("td", "th")), None)
    table = next((node for node in option.control.ancestors() if node.tag == "table"), None)
    if cell is None or table is None or cell.parent is None or page.tree.words(cell):
        return EMPTY
    place = [child for child in cell.parent.children if child.tag in ("td", "th")].index(cell)
    head = next(page.tree.elements("tr", within=table), None)
    heads = [child for child in head.children if child.tag in ("td", "th")] if head is not None else []
    return page.of(heads[place]) if head is not cell.parent and place < len(heads) else EMPTY


def named(option: Option) -> Fragment:
    """The words of a control without shown ones: its accessible name, at last its value."""
    attrs = option.control.attrs
    words = attrs.get("aria-label") or attrs.get("title") or attrs.get("data-label") or attrs.get("value", "")
    return Fragment(words) if words and words != "on" else EMPTY


def remark_of(page: HtmlPage, picked: Picked) -> Fragment:
    """The remark, without what is a state or a score."""
    kept = []
    for line, parts in picked:
        words = " ".join("".join(part.text for part in parts).split())
        if words and not is_state(words) and not is_score(words):
            kept.append((line, parts))
    return fragment(page, kept)


_ATTACHED = ("feedback", "data-feedback", "data-explanation", "data-rationale", "data-comment", "data-reason")


def alert_of(option: Option) -> Fragment:
    """What a press on it shows: `onclick="alert('Wrong: it sinks.')"`; a verdict alone is no remark."""
    shown = alerted(option.call) or ""
    return Fragment(shown, option.text.spans[:1]) if shown and not is_stock_verdict(shown) else EMPTY


def attached(option: Option) -> Fragment:
    """What an attribute of its element says of it: `<pl-answer feedback="That is speed.">`."""
    attrs = option.control.attrs
    said = next((attrs[name].strip() for name in _ATTACHED if name in attrs), "")
    return Fragment(said, option.text.spans[:1]) if len(said.split()) > 1 and not is_stock_verdict(said) else EMPTY


def call_of(page: HtmlPage, option: Option) -> str:
    """What a press on it calls: at its control, else at the first element of its row that calls anything."""
    at = option.control.index
    pressed = page.once(telling).pressed
    if not pressed:
        return ""
    near = pressed.between(option.start, min(option.end, option.start + 20))
    calls = (node.attrs.get(name, "") for node in (*pressed.between(at, at + 1), *near) for name in HANDLERS)
    return next((call for call in calls if "(" in call), "")


def styled(picked: Picked) -> tuple[str, ...]:
    """The looks that all of an option's words share; a hue is named with them."""
    parts = [part for _, parts in picked for part in parts if part.what == "text" and part.text.strip()]
    if len(parts) > 1 and LETTER.match(parts[0].text.strip()):
        parts = parts[1:]  # the letter before the words
    if not parts:
        return ()
    shared = parts[0].style
    for part in parts:
        shared &= part.style
    hue = parts[0].tint if all(part.tint == parts[0].tint for part in parts) else ""
    return tuple(f"{name}:{hue}" if hue and name in _HUED else name for name, style in _LOOKS.items() if style & shared)
