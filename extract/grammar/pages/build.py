"""What site readers build drafts with: the rich text of an element, its places, its options and their states.

A site reader names the elements; how their words become Markdown and claims is the same for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from extract.accounting import Covered
from extract.grammar.groups.group import Option
from extract.grammar.groups.stated import stated
from extract.grammar.words.class_names import verdict
from extract.media.html.lines import Line, Part
from extract.media.html.medium import HtmlPage, span_of
from extract.media.html.rich import rich_parts
from extract.media.html.tree import Node
from quizmill.draft import EMPTY, Claim, Draft, DraftChoice, Fragment
from quizmill.item import Evidence
from quizmill.page import Page
from quizmill.source import Span

_MARKER = re.compile(r"^(?:- |\d{1,3}\. )")


def html_of(page: Page) -> HtmlPage:
    """The page's own form; only pages of the HTML carrier are given to these readers."""
    if not isinstance(page.tree, HtmlPage):
        raise TypeError(f"{page.source.path} is no HTML page")
    return page.tree


def text(html: HtmlPage, node: Node | None, *but: Node | None) -> Fragment:
    """The rich text of an element, without some elements inside it."""
    if node is None:
        return EMPTY
    out = [(one.index, one.end) for one in but if one is not None]
    picked: list[tuple[Line, list[Part]]] = []
    found = html.index.between(node.index, node.end)
    for line in html.lines[max(found.start - 1, 0) : found.stop]:
        parts = [p for p in line.parts if node.index <= p.at < node.end and not any(a <= p.at < b for a, b in out)]
        parts = [
            p
            for p in parts
            if p.what not in ("icon", "control") and not (p.what == "image" and verdict(p.text) is not None)
        ]
        if any(p.text.strip() or p.what == "image" for p in parts):
            picked.append((line, parts))
    written = rich_parts(picked, html.writing()).lstrip()
    if picked and _is_within_entry(html, node, picked[0][1][0].at):
        written = _MARKER.sub("", written)
    return Fragment(written, tuple(span_of(line) for line, _ in picked)) if written.strip() else EMPTY


def _is_within_entry(html: HtmlPage, node: Node, first: int) -> bool:
    """Whether an element is a list's entry or lies in one: the entry's bullet or number is then not its words'."""
    entry = next((around for around in html.tree.nodes[first].ancestors() if around.tag == "li"), None)
    return entry is not None and entry.index <= node.index and node.end <= entry.end


def words(html: HtmlPage, node: Node | None) -> str:
    """The plain words of an element."""
    return html.tree.words(node) if node is not None else ""


def spans(html: HtmlPage, *nodes: Node | None) -> tuple[Span, ...]:
    """The places of all lines in some elements."""
    found = [span for node in nodes if node is not None for span in html.spans(node.index, node.end)]
    return tuple(dict.fromkeys(found))


def first(html: HtmlPage, within: Node, *classes: str) -> Node | None:
    """The first element inside with one of these classes."""
    return html.tree.first_with_class(*classes, within=within)


def control_in(html: HtmlPage, node: Node) -> Node | None:
    """The radio or tick box of a row."""
    for inner in html.tree.inside(node):
        if inner.tag == "input" and inner.attrs.get("type") in ("radio", "checkbox"):
            return inner
    return None


def is_checked(control: Node | None) -> bool | None:
    return None if control is None else "checked" in control.attrs or control.attrs.get("aria-checked") == "true"


def state_claims(
    kind: str, selected: Sequence[bool | None], verdicts: Sequence[bool | None], places: tuple[Span, ...] = ()
) -> tuple[Claim, ...]:
    """What verdicts beside a learner's choice tell. A radio's "right" names the option. Of tick boxes, all rows must be
    judged: right are the ticked right ones and the unticked wrong ones; ticked rows alone tell nothing of the rest.
    """
    right = frozenset(i for i, value in enumerate(verdicts) if value is True)
    if kind != "checkbox":
        return (Claim(Evidence.MARKED_CORRECT, choices=tuple(sorted(right)), spans=places),) if len(right) == 1 else ()
    if any(value is None for value in verdicts):
        return ()
    told = tuple(i for i, (chosen, value) in enumerate(zip(selected, verdicts, strict=True)) if bool(chosen) is value)
    return (Claim(Evidence.MARKED_CORRECT, choices=told, spans=places),) if told else ()


def full_credit(
    selected: Sequence[bool | None], got: float | None, most: float | None, places: tuple[Span, ...] = ()
) -> tuple[Claim, ...]:
    """Full marks: what is selected is right."""
    chosen = tuple(i for i, value in enumerate(selected) if value)
    if not chosen or got is None or not most or got != most:
        return ()
    return (Claim(Evidence.FULL_CREDIT, choices=chosen, spans=places),)


def stated_claim(choices: Sequence[DraftChoice], said: str, places: tuple[Span, ...] = ()) -> tuple[Claim, ...]:
    """A stated answer as a claim: by the options' words however they are joined, else as it stands."""
    if not said.strip():
        return ()
    plain = [_bare(choice.text.text) for choice in choices]
    found = stated([Option(_NOWHERE, 0, 0, words=one) for one in plain], _bare(said))
    if found is None:
        return (Claim(Evidence.STATED, texts=(said.strip(),), spans=places),)
    return (Claim(Evidence.STATED, found.choices, found.labels, found.texts, places),)


def _bare(written: str) -> str:
    return " ".join(re.sub(r"[*_`\\$]|<[^<>]{1,200}>", "", written).split())


_NOWHERE = Node("input", 0, None, {}, "")


def furniture(html: HtmlPage, drafts: Iterable[Draft], keep: Callable[[Line], bool] | None = None) -> tuple[Span, ...]:
    """The lines of a known page that no draft holds, where the format says that they hold no question."""
    taken = Covered(span for draft in drafts for span in draft.spans)
    return tuple(span_of(line) for line in html.lines if span_of(line) not in taken and not (keep and keep(line)))


_MARKS = re.compile(
    r"(-?\d+(?:[.,]\d+)?)\s*(?:/|of|out of|von|sur|de|su|di|из|av|van|z|kokku)\s*(-?\d+(?:[.,]\d+)?)",
    re.I,
)
_MOST = re.compile(r"\d+(?:[.,]\d+)?")


def marks(said: str) -> tuple[float | None, float | None]:
    """`Mark 0.50 out of 1.00` -> (0.5, 1.0); `Marked out of 2.00` -> (None, 2.0)."""
    found = _MARKS.search(said)
    if found:
        return float(found[1].replace(",", ".")), float(found[2].replace(",", "."))
    single = _MOST.findall(said)
    return (None, float(single[0].replace(",", "."))) if len(single) == 1 else (None, None)
