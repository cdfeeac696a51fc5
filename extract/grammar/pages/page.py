"""The general grammar of HTML pages: groups of controls, embedded data, and whatever is written as text.

    <p>1. Which is prime?</p> <label><input type=radio name=q1 value=a> 4</label> <label>... value=b> 5</label>
    <script>const answers = {q1: "b"}</script>              one item, key by the script

Every source of evidence for a key is a claim of its own; `normalize` takes the one set on which all agree, or none.
Blocks that no control and no data explain go to the text grammar. Each mechanism can be switched off by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from extract.accounting import Covered
from extract.grammar.document.general import read as read_blocks
from extract.grammar.groups.after import read_around, unlabelled_remarks
from extract.grammar.groups.boxes import boxed_groups, icon_groups
from extract.grammar.groups.find import find_groups
from extract.grammar.groups.group import Group
from extract.grammar.groups.looks import emphasis_claims, looks_of_choice
from extract.grammar.groups.marks import claims_of, plain_sources
from extract.grammar.groups.options import read_options
from extract.grammar.groups.own import is_wide
from extract.grammar.groups.regions import find_regions
from extract.grammar.groups.repeated_choices import repeated_choices
from extract.grammar.groups.signs import starred
from extract.grammar.lines.ordinals import off_ordinals
from extract.grammar.pages.answered_boxes import answered_drafts
from extract.grammar.pages.cards import card_drafts
from extract.grammar.pages.data import data_drafts
from extract.grammar.pages.echo import merge_echoes
from extract.grammar.pages.exercises import boxed_drafts, exercise_drafts, open_drafts
from extract.grammar.pages.gate import Manner, is_scale, manner_of
from extract.grammar.pages.group_draft import Reading, asks, one_draft
from extract.grammar.pages.inputs import Place, fill_gaps, find_places
from extract.grammar.pages.keys import around_claims, table_claims
from extract.grammar.pages.lists import answer_lists, gap_lists, listed_claim, listed_groups
from extract.grammar.pages.moved import dragged_drafts, sorted_drafts
from extract.grammar.pages.numbered import fill_numbered
from extract.grammar.pages.rest import text_drafts
from extract.grammar.pages.schema import schema_drafts
from extract.grammar.pages.script_claims import names_of, script_claims
from extract.grammar.pages.scripts import ScriptKeys, script_keys
from extract.grammar.pages.twins import once_each, without_copies, without_twins
from extract.grammar.pages.typed import typed_names
from extract.media.html.medium import HtmlPage, span_of
from quizmill.draft import Claim, Draft, Extraction
from quizmill.finding import Finding
from quizmill.item import Evidence
from quizmill.page import Page

MECHANISMS = frozenset(
    "groups elements attributes classes colours calls verdicts icons ticks remarks glyphs tags values emphasis scripts "
    "lists containers table boxes stated data schema inputs exercises moved echoes cards open text likeness "
    "answered".split()
)

_More = Callable[[Page, HtmlPage, frozenset[int]], list[Draft]]
_MORE: tuple[tuple[str, _More], ...] = (  # what is written beside the controls, from the lines that are left
    ("exercises", lambda page, html, taken: exercise_drafts(html, taken)),
    ("exercises", lambda page, html, taken: boxed_drafts(html, taken)),
    ("moved", lambda page, html, taken: dragged_drafts(html, taken)),
    ("moved", lambda page, html, taken: sorted_drafts(html, taken)),
    ("cards", card_drafts),
    ("answered", answered_drafts),
    ("open", lambda page, html, taken: open_drafts(html, taken)),
)
_WORDS = frozenset((Evidence.STATED, Evidence.KEY_TABLE))
_LISTED = frozenset(("elements", "boxes"))
_LISTS = 3  # whose looks tell a key though nothing asks
_FEW, _MOST_TOLD = 0.34, 0.8  # of the questions
_MOST = 60  # options of one question; more are a list to choose from


def read(page: Page, off: frozenset[str] = frozenset()) -> Extraction:
    """The questions of a page. `off` names mechanisms that are switched off."""
    html = page.tree
    if not isinstance(html, HtmlPage):
        return read_blocks(page, off)
    groups = [] if "groups" in off else _groups(html, off, manner_of(page, html).quiz)
    found = _read(page, html, groups, off)
    if any(group.kind == "element" for group in groups) and not _LISTED & off and _share(found) <= _FEW:
        other = read(page, off | _LISTED)  # lists that tell no key of their own: a key may stand in the page's words
        return other if _is_fuller(other, found) else found
    return found


def _read(page: Page, html: HtmlPage, groups: Sequence[Group], off: frozenset[str]) -> Extraction:
    manner = manner_of(page, html)
    findings: list[Finding] = []
    data: list[Draft] = []
    if "data" not in off:
        data, notes = data_drafts(html, manner.quiz)
        findings += notes
    schema = [] if "schema" in off else schema_drafts(html)
    names = typed_names(html)
    keys = ScriptKeys() if "scripts" in off else script_keys(html, [*names, *(n for g in groups for n in names_of(g))])
    places = [] if "inputs" in off else find_places(html, groups, keys)
    fill_numbered(html, places, keys)
    if "lists" not in off:
        fill_gaps(places, gap_lists(html))
    drafts = off_ordinals(_control_drafts(html, groups, places, keys, manner, off))
    taken = _taken(html, drafts)
    for mechanism, more_drafts in _MORE:
        if mechanism not in off and (more := more_drafts(page, html, taken)):
            drafts += more
            taken = _taken(html, drafts)
    drafts = without_twins(drafts, _unseen(html))
    drafts, spoken, doubted = without_copies(drafts, [*data, *schema])
    drafts += [draft for draft in schema if any("script" not in (span.node or "") for span in draft.spans)]
    data = once_each([*data, *(draft for draft in schema if draft not in drafts)])
    fields = [span_of(line) for line in html.lines if any(line.controls())]  # judged already: a form's, or a draft's
    rest = text_drafts(page, drafts, [*spoken, *doubted, *fields], manner, off)
    ordered = _in_order(page, [*drafts, *rest.drafts])
    return replace(
        rest,
        drafts=(*ordered, *data),
        chrome=(*rest.chrome, *spoken),
        findings=(*findings, *rest.findings),
        media=tuple(html.pictures.media.values()),
        reader="html",
    )


def _share(found: Extraction, said: frozenset[Evidence] = frozenset(Evidence)) -> float:
    """How many of the questions with choices have a claim, of some evidence."""
    choices = [draft for draft in found.drafts if draft.choices]
    told = sum(any(claim.evidence in said for claim in draft.claims) for draft in choices)
    return told / len(choices) if choices else 1.0


def _is_fuller(other: Extraction, found: Extraction) -> bool:
    """Whether another reading has no fewer questions with choices, and nearly all of them with a key told in words."""
    counts = [sum(bool(draft.choices) for draft in one.drafts) for one in (other, found)]
    return counts[0] > 1 and counts[0] >= counts[1] and _share(other, _WORDS) >= _MOST_TOLD


def _unseen(html: HtmlPage) -> frozenset[str | None]:
    """The places that are not shown, not even with the question around them."""
    return frozenset(line.path for line in html.lines if line.container.hidden)


def _taken(html: HtmlPage, drafts: Sequence[Draft]) -> frozenset[int]:
    """The lines that drafts hold, by their first node."""
    spans = Covered(span for draft in drafts for span in draft.spans)
    return frozenset(line.first for line in html.lines if span_of(line) in spans)


def _groups(html: HtmlPage, off: frozenset[str], quiz: bool) -> list[Group]:
    """The page's groups whose options all have words or pictures."""
    found = find_groups(html)
    if "lists" not in off:
        found = sorted([*found, *listed_groups(html, answer_lists(html), found)], key=lambda group: group.start)
    if "boxes" not in off:
        found = sorted([*found, *boxed_groups(html, found, quiz)], key=lambda group: group.start)
    if quiz and "icons" not in off:
        found = sorted([*found, *icon_groups(html, found)], key=lambda group: group.start)
    groups = [g for g in found if len(g.options) <= _MOST and (g.kind != "element" or "elements" not in off)]
    for group in groups:
        read_options(html, group)
        _drop_unseen(group)
    groups = [group for group in groups if all(option.text for option in group.options) and _differ(group)]
    return groups if "echoes" in off else merge_echoes(html, groups)


def _drop_unseen(group: Group) -> None:
    """A control that is never shown and has no words is none of the choices: it keeps the form's "no answer"."""
    shown = [option for option in group.options if option.text or not option.control.hidden]
    if 1 < len(shown) < len(group.options) and all(option.text for option in shown):
        shown[-1].end = max(option.end for option in group.options)  # its words explain nothing either
        group.options = shown


def _differ(group: Group) -> bool:
    """Clickable boxes with the same words twice are no options."""
    return group.kind != "element" or len({option.text.text for option in group.options}) == len(group.options)


def _control_drafts(
    html: HtmlPage,
    groups: Sequence[Group],
    places: Sequence[Place],
    found: ScriptKeys,
    manner: Manner,
    off: frozenset[str],
) -> list[Draft]:
    """The questions asked by controls: groups of choices, and places to write in."""
    every = [*((group.start, group, None) for group in groups), *((p.group.start, p.group, p) for p in places)]
    every.sort(key=lambda one: one[0])
    regions = find_regions(html, [group for _, group, _ in every])
    ticked = [region for region, (_, _, place) in zip(regions, every, strict=True) if place is None]
    around: Sequence[tuple[Claim, ...]]
    around = [()] * len(ticked) if "containers" in off else around_claims(html, ticked)
    listed, table = ([None] * len(ticked), ()) if "table" in off else table_claims(html, ticked)
    listing = {id(line) for line in table}
    for region in regions:
        copy = frozenset(region.group.told.spans) if region.group.told is not None else frozenset()
        region.after = [line for line in region.after if id(line) not in listing and span_of(line) not in copy]
    read = [Reading(region, read_around(html, region), p) for region, (_, _, p) in zip(regions, every, strict=True)]
    choices = [one for one in read if one.place is None]
    if "stated" not in off:
        repeated_choices([(one.region.group, one.around) for one in choices])
    _add_claims(html, choices, zip(script_claims(html, groups, found), around, listed, strict=True), manner, off)
    unlabelled_remarks(html, [one.around for one in choices if not is_wide(one.region.own)])
    keyed = any(one.claims or (one.place is not None and one.place.keyed) for one in read)
    drafts = [draft for one in read if (draft := one_draft(html, one, manner, keyed, len(read) == 1)) is not None]
    if table and drafts:  # the key list belongs to the last question it speaks of
        drafts[-1] = replace(drafts[-1], spans=(*drafts[-1].spans, *(span_of(line) for line in table)))
    return drafts


def _add_claims(
    html: HtmlPage,
    choices: Sequence[Reading],
    told: Iterable[tuple[Sequence[Claim], Sequence[Claim], Claim | None]],
    manner: Manner,
    off: frozenset[str],
) -> None:
    """What speaks for the key of each group: its own marks, then what a script, its place or a key list tells."""
    groups = [one.region.group for one in choices]
    answers = [] if "lists" in off else answer_lists(html)
    scales, plain = is_scale(groups), plain_sources(html, groups)
    off = off | _doubtful(html, groups, manner)
    looks = {} if "emphasis" in off else _telling_looks(choices, emphasis_claims(groups), manner)
    stars = {} if "glyphs" in off else starred(groups)
    for number, (one, (scripted, around, listed)) in enumerate(zip(choices, told, strict=True)):
        group = one.region.group
        one.claims = [*claims_of(html, group, off, plain), *scripted, *around]
        one.claims += () if "stated" in off else one.around.claims
        single = (group.told, listed_claim(group, answers), listed, looks.get(number), stars.get(number))
        one.claims += (claim for claim in single if claim is not None)
        one.scale = number in scales


def _telling_looks(choices: Sequence[Reading], looks: dict[int, Claim], manner: Manner) -> dict[int, Claim]:
    """What looks tell. Lists of a page that tests nobody have words in bold, too: there nearly all must have them, and
    what stands above them must ask.
    """
    lists = [n for n, one in enumerate(choices) if one.region.group.kind == "element"]
    told = [n for n in lists if n in looks]
    asking = sum(any(asks(line) for line in choices[n].region.stem) for n in told)
    many = len(told) >= _LISTS or any(line.text.rstrip().endswith("?") for n in told for line in choices[n].region.stem)
    if manner.quiz or (not manner.rules and many and len(told) * 5 >= len(lists) * 4 and asking * 2 >= len(told)):
        return looks
    return {n: claim for n, claim in looks.items() if n not in lists}


def _doubtful(html: HtmlPage, groups: Sequence[Group], manner: Manner) -> frozenset[str]:
    """The sources that tell nothing on this page: ticks that only show choices, a single list of things to do."""
    out = set(looks_of_choice(html, groups))
    if not manner.quiz and len(groups) < 2:
        out.add("ticks")
    if manner.survey:
        out.add("values")  # what a form sends
    return frozenset(out)


def _in_order(page: Page, drafts: Sequence[Draft]) -> list[Draft]:
    places = {block.span: place for place, block in enumerate(page.blocks)}
    end = len(places)
    return sorted(drafts, key=lambda draft: min((places.get(span, end) for span in draft.spans), default=end))
