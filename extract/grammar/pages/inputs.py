"""Questions that are answered by typing or by choosing from a list: inputs, drop-downs, gaps inside a sentence.

    <p>1. 2 + 2 = ? <input id=q1></p> <script>answers = {q1: "4"}</script>   typed, key by the script
    <p>The <input data-answer="sun"> is a <select><option>star</option>...       a cloze: controls amid the words
    <p>Apple <select>...</select></p> <p>Lemon <select>...      several lists of the same entries: matching

A bare input without a key is a form's, not a question's; a quiz page's own numbered ones stay, keyless.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from extract.grammar.groups.group import Group, Option, Region
from extract.grammar.groups.lines import opens_question
from extract.grammar.groups.regions import is_graded
from extract.grammar.lines import enumerators
from extract.grammar.lines.line_labels import drop
from extract.grammar.pages.gate import Manner
from extract.grammar.pages.scripts import ScriptKeys
from extract.grammar.pages.typed import Typed, typed, typed_nodes
from extract.grammar.question.around import Around
from extract.grammar.question.blanks import parts_of
from extract.grammar.words.about import roles_about
from extract.grammar.words.label_words import Role
from extract.media.html.lines import Line, Part
from extract.media.html.medium import HtmlPage, span_of
from extract.media.html.rich import rich_parts
from extract.media.html.tree import Node
from quizmill.draft import EMPTY, Claim, Draft, DraftAnswer, DraftChoice, DraftGap, DraftPair, Fragment
from quizmill.item import Evidence
from quizmill.source import Span

_FORM_WORDS = re.compile(
    r"name|email|e-mail|phone|address|search|user|password|comment|message|city|country|zip|date|age|url|subject|company|coupon|captcha|login|feedback",
    re.I,
)
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?$")


@dataclass(slots=True)
class Place:
    """A run of lines with controls that make one question."""

    lines: list[Line]
    controls: list[Typed]
    lefts: list[Node] = field(default_factory=list)  # of drop-downs that make a matching: each one's row

    @property
    def keyed(self) -> bool:
        return any(control.keyed for control in self.controls)

    @property
    def group(self) -> Group:
        """The place as a group, so that its stem and its remarks are found as those of choices are."""
        start = min([self.lines[0].first, *(row.index for row in self.lefts[:1])])
        end = self.lines[-1].last + 1
        return Group("typed", [Option(control.node, start, end) for control in self.controls])


_SETTINGS = re.compile(r"(?:^|[\s_-])(?:settings|toolbar)(?:$|[\s_-])", re.I)  # of the quiz, not its questions


def find_places(html: HtmlPage, groups: Sequence[Group], keys: ScriptKeys) -> list[Place]:
    """All inputs and drop-downs outside the groups of ticks, neighbours in one text joined."""
    inside = [(group.start, group.end) for group in groups]
    controls = {node.index: typed(html, node, keys) for node in typed_nodes(html)}
    starts = [start for start, _ in inside]

    def free(line: Line) -> bool:
        at = bisect_right(starts, line.first) - 1
        return at < 0 or line.first >= inside[at][1]

    return _merged(html, list(_places(html, controls, free)))


def fill_gaps(places: Sequence[Place], lists: Sequence[tuple[tuple[str, ...], ...]]) -> None:
    """Gives the gaps of a text the one list of answers that is as long as the text has gaps."""
    for place in places:
        fitting = [one for one in lists if len(one) == len(place.controls) > 1]
        if len(fitting) == 1 and not place.keyed and all(control.node.tag == "input" for control in place.controls):
            for control, answers in zip(place.controls, fitting[0], strict=True):
                control.answers = answers


def place_draft(
    html: HtmlPage, place: Place, region: Region, around: Around, manner: Manner, keyed_elsewhere: bool
) -> Draft | None:
    """The draft of a place, or None where it is a form's field and no question."""
    said = [text for claim in around.claims for text in claim.texts]
    if said and not place.keyed:
        for control, part in zip(place.controls, parts_of(said[0], len(place.controls)) or (), strict=False):
            control.answers = (part,)
    stem = [] if any(_own_words(line) for line in place.lines) else region.stem
    if _is_form(place) or not any(line.text for line in (*stem, *place.lines)):
        return None
    graded = is_graded(region) or (keyed_elsewhere and manner.quiz)
    if place.lefts:
        return _matching(html, place, region, around, " ".join(said), graded)
    if not place.keyed and not _may_be_open(place, region, manner, keyed_elsewhere):
        return None
    spans = tuple(dict.fromkeys(span_of(line) for line in (*region.heads, *region.stem, *place.lines, *region.after)))
    draft = _draft(html, place, [*stem, *place.lines], spans)
    if draft is None:
        return None
    return replace(draft, feedback=tuple(around.feedback), hints=tuple(around.hints), points=around.points)


def _may_be_open(place: Place, region: Region, manner: Manner, keyed_elsewhere: bool) -> bool:
    """Whether a place without an answer is a question: marks stand at it, or it asks on a page of keyed questions."""
    if is_graded(region) and any(control.node.tag in ("textarea", "input") for control in place.controls):
        return True
    if all(_GAP.search(f"{control.node.names} {control.node.get('name')}") for control in place.controls):
        return True  # its author calls it a gap
    return keyed_elsewhere and manner.quiz and any(opens_question(line) for line in (*region.stem, *place.lines))


_GAP = re.compile(r"cloze|(?:\b|_)gap(?!-)|[bB]lank(?!et)|fill-?in|hueco|l(?:ü|ue)cke|lacun", re.IGNORECASE)


def _places(html: HtmlPage, controls: dict[int, Typed], free: Callable[[Line], bool]) -> Iterator[Place]:
    """Lines with controls; those of one text with gaps are joined."""
    lines = html.lines
    number = 0
    while number < len(lines):
        line = lines[number]
        own = [controls[at] for at in line.controls() if at in controls]
        number += 1
        if not own or not free(line):
            continue
        block = [line]
        while number < len(lines) and _goes_on(line, lines[number], controls):
            own += [controls[at] for at in lines[number].controls() if at in controls]
            block.append(lines[number])
            number += 1
        yield Place(block, own)


def _goes_on(first: Line, line: Line, controls: dict[int, Typed]) -> bool:
    """A text with gaps goes on in the lines of the same paragraph."""
    if line.button or line.kind is not first.kind or line.container is not first.container:
        return False
    amid = any(part.text.strip() for part in first.parts if part.what == "text")
    return amid and any(at in controls for at in line.controls())


def _own_words(line: Line) -> bool:
    words = " ".join("".join(part.text for part in line.parts if part.what in ("text", "math")).split())
    return sum(char.isalnum() for char in words) > 2 and not roles_about(words) & {
        Role.ANSWER,
        Role.YOURS,
        Role.SOLUTION,
    }


def _is_form(place: Place) -> bool:
    for control in place.controls:
        attrs = control.node.attrs
        named = " ".join((attrs.get("name", ""), control.node.id, attrs.get("autocomplete", "")))
        if not control.keyed and (_FORM_WORDS.search(named) or attrs.get("type") in ("search", "tel")):
            return True
        if not control.keyed and any(_SETTINGS.search(node.names) for node in islice(control.node.ancestors(), 6)):
            return True
    return False


def _merged(html: HtmlPage, places: list[Place]) -> list[Place]:
    """Rows that each end in a drop-down of the same entries are one matching question."""
    out: list[Place] = []
    for place in places:
        entries = place.controls[0].entries
        if len(place.controls) == 1 and len(entries) > 1 and out and out[-1].controls[0].entries == entries:
            before = out[-1]
            rows = _rows(before.controls[-1].node, place.controls[0].node)
            if rows is not None and (not before.lefts or before.lefts[-1] is rows[0]):
                before.lefts = [*(before.lefts or [rows[0]]), rows[1]]
                before.lines += place.lines
                before.controls += place.controls
                continue
        out.append(place)
    return out


def _rows(first: Node, second: Node) -> tuple[Node, Node] | None:
    """The sibling elements that two controls stand in, where they are neighbours of one kind."""
    chain = {id(node.parent): node for node in (first, *first.ancestors()) if node.parent is not None}
    for node in (second, *second.ancestors()):
        twin = chain.get(id(node.parent))
        if twin is not None:
            between = (
                [child for child in node.parent.children if twin.index < child.index < node.index]
                if node.parent
                else []
            )
            alike = twin is not node and twin.tag == node.tag and not any(child.tag == node.tag for child in between)
            return (twin, node) if alike and twin.tag in ("tr", "li", "p", "div", "dd") else None
    return None


def _matching(html: HtmlPage, place: Place, region: Region, around: Around, said: str, graded: bool) -> Draft | None:
    pairs = []
    rows = [line for row in place.lefts for line in html.lines_in(row.index, row.end)]
    entries = place.controls[0].entries
    for row, control in zip(place.lefts, place.controls, strict=True):
        parts = [
            (line, [part for part in line.parts if part.what not in ("control", "icon")])
            for line in html.lines_in(row.index, row.end)
        ]
        left = Fragment(rich_parts(parts, html.writing()), tuple(span_of(line) for line, _ in parts))
        right = entries[control.right[0]] if len(control.right) == 1 else _stated_right(left.text, said, entries)
        pairs.append(DraftPair(left, Fragment(right) if right else EMPTY))
    stem = [line for line in region.stem if not any(line is own for own in rows)]
    if not stem or not all(pair.left for pair in pairs) or not (graded or any(pair.right for pair in pairs)):
        return None
    picked, number = _numbered([(line, line.parts) for line in stem])
    used = {pair.right.text for pair in pairs}
    spans = tuple(dict.fromkeys(span_of(line) for line in (*region.heads, *stem, *rows, *region.after)))
    return Draft(
        stem=Fragment(rich_parts(picked, html.writing()), tuple(span_of(line) for line in stem)),
        spans=spans,
        type="matching",
        number=number,
        pairs=tuple(pairs),
        distractors=tuple(Fragment(entry) for entry in entries if entry not in used),
        feedback=tuple(around.feedback),
        points=around.points,
    )


def _stated_right(left: str, said: str, entries: Sequence[str]) -> str:
    """The entry that a stated solution gives for a left side: `Apple -> green, Lemon -> yellow`."""
    found = re.search(rf"(?:^|[,;]\s*){re.escape(left)}\s*(?:\u2192|->|=>|=|:|\u2013|-)\s*", said)
    rest = said[found.end() :] if found else ""
    return max((entry for entry in entries if rest.startswith(entry)), key=len, default="")


def _draft(html: HtmlPage, place: Place, lines: Sequence[Line], spans: tuple[Span, ...]) -> Draft | None:
    if len(place.controls) == 1 and not _amid(place):
        return _single(html, place, lines, spans)
    gaps = {
        control.node.index: DraftGap(str(n), _answers(control), _choices(control), _claims(control))
        for n, control in enumerate(place.controls, 1)
    }
    picked, number = _numbered([(line, _shown(html, line)) for line in lines])
    stem = rich_parts(picked, html.writing(gap=lambda at: f"{{{{gap:{gaps[at].id}}}}}" if at in gaps else ""))
    if picked[0][0].numbering and (entry := re.match(rf"\s*{picked[0][0].number}\. ", stem)):
        number, stem = number or str(picked[0][0].number), stem[entry.end() :]
    if not all(f"{{{{gap:{gap.id}}}}}" in stem for gap in gaps.values()):
        return None
    return Draft(stem=Fragment(stem, spans), spans=spans, type="cloze", number=number, gaps=tuple(gaps.values()))


def _shown(html: HtmlPage, line: Line) -> list[Part]:
    """The parts of a line without hidden answers beside the gaps."""
    nodes = html.tree.nodes
    return [part for part in line.parts if part.what == "control" or line.hidden or not nodes[part.at].hidden]


def _amid(place: Place) -> bool:
    """Whether words follow the control: then it is a gap in a sentence."""
    line = next(line for line in place.lines if place.controls[0].node.index in set(line.controls()))
    after = "".join(part.text for part in line.parts if part.at > place.controls[0].node.index and part.what == "text")
    before = "".join(part.text for part in line.parts if part.at < place.controls[0].node.index and part.what == "text")
    if after.strip() in (".", "!", ";", ",") and not before.rstrip().endswith(("?", ":", "=")):
        return True  # the control ends the sentence
    return (
        sum(char.isalpha() for char in after) > 2 and sum(char.isalpha() for char in before) > 1 and not _is_unit(after)
    )


def _is_unit(text: str) -> bool:
    return len(text.split()) == 1 and len(text.strip()) < 8 and not text.rstrip().endswith(".")


def _single(html: HtmlPage, place: Place, lines: Sequence[Line], spans: tuple[Span, ...]) -> Draft | None:
    control = place.controls[0]
    picked, number = _numbered([(line, _shown(html, line)) for line in lines])
    stem = Fragment(rich_parts(picked, html.writing()), spans)
    if not stem:
        return None
    if control.node.tag == "select":
        if len(control.entries) < 2:
            return None
        return Draft(stem=stem, spans=spans, number=number, choices=_choices(control), claims=_claims(control))
    if control.node.tag == "textarea":
        return Draft(stem=stem, spans=spans, type="essay", number=number, answers=_answers(control))
    numeric = bool(control.answers) and (bool(control.tolerance) or control.node.attrs.get("type") == "number")
    return Draft(
        stem=stem,
        spans=spans,
        type="numeric" if numeric else "short",
        number=number,
        answers=_answers(control),
    )


def _numbered(picked: list[tuple[Line, list[Part]]]) -> tuple[list[tuple[Line, list[Part]]], str]:
    line, parts = picked[0]
    found = enumerators.read(line.text)
    if found is not None and (found.enumerator.word or found.enumerator.system.value == "decimal"):
        rest = drop(parts, found.length)
        if any(part.text.strip() for part in rest) or len(picked) > 1:
            return [(line, rest), *picked[1:]], str(found.enumerator.value)
    return picked, ""


def _answers(control: Typed) -> tuple[DraftAnswer, ...]:
    out = []
    for answer in control.answers:
        numeric = bool(_NUMBER.match(answer)) and (
            bool(control.tolerance) or control.node.attrs.get("type") == "number"
        )
        out.append(DraftAnswer(Fragment(answer), numeric=numeric, tolerance=control.tolerance if numeric else ""))
    return tuple(out)


def _choices(control: Typed) -> tuple[DraftChoice, ...]:
    return tuple(DraftChoice(Fragment(entry)) for entry in control.entries)


def _claims(control: Typed) -> tuple[Claim, ...]:
    return (Claim(Evidence.MARKUP, choices=control.right),) if control.right else ()
