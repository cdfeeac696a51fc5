"""A group with its region, what was read around it and what claims its key as a draft; none where it is no question."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extract.grammar.groups.group import Region
from extract.grammar.groups.regions import is_graded
from extract.grammar.groups.signs import unmarked
from extract.grammar.pages.gate import Manner, is_private, may_be_keyless
from extract.grammar.pages.headings import headings
from extract.grammar.pages.inputs import Place, place_draft
from extract.grammar.pages.moved import order_of
from extract.grammar.pages.stem import stem_of
from extract.grammar.question.around import Around
from extract.grammar.question.ordering import settled
from extract.media.html.lines import Line
from extract.media.html.medium import HtmlPage, span_of
from quizmill.draft import Claim, Draft, DraftChoice, Fragment
from quizmill.item import Evidence

_PLACEHOLDER = re.compile(r"\W*(?:option|choice|answer|\{\{.{0,40}\}\})\s*(?:text\s*)?(?:\d{1,2}|[a-d])?\W*$", re.I)


def one_draft(html: HtmlPage, one: Reading, manner: Manner, keyed: bool, alone: bool) -> Draft | None:
    region = one.region
    if one.place is not None:
        return place_draft(html, one.place, region, one.around, manner, keyed)
    if not region.stem and not _pictured(region):
        return None
    tested = is_graded(region) and region.group.kind != "element"
    graded = replace(manner, quiz=True, survey=False) if tested else manner
    told = any(claim.evidence is Evidence.STATED for claim in one.claims)
    if region.group.kind == "element" and alone and not told and not any(asks(line) for line in region.stem):
        return None  # one list with a marked entry under a title that asks nothing
    if not one.claims and all(_PLACEHOLDER.match(option.words) for option in region.group.options):
        return None  # "Option 1", "Option 2": to be filled in by a script
    if manner.survey and is_private(region.stem):
        return None
    if one.claims or (not one.scale and may_be_keyless(region.group, region.stem, graded, keyed)):
        return _draft(html, one)
    return None


@dataclass(slots=True)
class Reading:
    region: Region
    around: Around
    place: Place | None
    claims: list[Claim] = field(default_factory=list)
    scale: bool = False


def asks(line: Line) -> bool:
    """Whether a line ends as a question does."""
    return line.text.rstrip().endswith(("?", "\uff1f", "\u061f", ":", "_", "\u2026", "..."))


def _pictured(region: Region) -> bool:
    return any(part.what == "image" for line in region.stem for part in line.parts)


def _draft(html: HtmlPage, one: Reading) -> Draft:
    region, around, group = one.region, one.around, one.region.group
    stem, number = stem_of(html, region)
    told = frozenset(at for claim in one.claims for at in claim.choices or ())
    choices = tuple(
        DraftChoice(
            unmarked(option.text, place in told) if told else option.text,
            option.label,
            option.selected,
            _remark(html, one, place),
        )
        for place, option in enumerate(group.options)
    )
    right = {claim.choices for claim in one.claims if claim.choices is not None}
    many = group.kind == "checkbox" or (len(right) == 1 and len(next(iter(right))) > 1)
    lines = [*region.heads, *region.stem, *region.after]
    spans = dict.fromkeys(
        [*(span_of(line) for line in lines), *(span_of(line) for line in html.lines_in(group.start, group.end)),
         *(span for option in group.options for span in option.text.spans),
         *(group.told.spans if group.told is not None else ())]
    )  # fmt: skip
    order = order_of(group, stem.text)
    if order is not None and not one.claims:
        entries = tuple(group.options[at].text for at in order)
        remarks = tuple(around.feedback)
        return Draft(stem=stem, spans=tuple(spans), type="ordering", number=number, order=entries, feedback=remarks)
    made = Draft(
        stem=stem,
        spans=tuple(spans),
        type="multiple" if many else None,
        number=number,
        choices=choices,
        claims=tuple(one.claims),
        feedback=tuple(around.feedback),
        hints=tuple(around.hints),
        solution=tuple(around.solution),
        points=around.points,
        section=html.once(headings).above(region, html.index),
    )
    return settled(made)


def _remark(html: HtmlPage, one: Reading, place: int) -> Fragment:
    own = one.region.group.options[place].remark
    return own if own else one.around.remarks.get(place, own)
