"""The general grammar of HTML pages: groups of controls, embedded data, and whatever is written as text.

    <p>1. Which is prime?</p> <label><input type=radio name=q1 value=a> 4</label> <label>... value=b> 5</label>
    <script>const answers = {q1: "b"}</script>              one item, key by the script

Every source of evidence for a key is a claim of its own; `normalize` takes the one set on which all agree, or none.
Blocks that no control and no data explain go to the text grammar. Each mechanism can be switched off by its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from extract.accounting import Covered
from extract.grammar import enumerators
from extract.grammar.general import read as read_blocks
from extract.grammar.group_after import Around, drop, read_around, unlabelled_remarks
from extract.grammar.group_boxes import boxed_groups, icon_groups
from extract.grammar.group_find import Group, find_groups
from extract.grammar.group_looks import emphasis_claims, looks_of_choice
from extract.grammar.group_marks import claims_of, plain_sources
from extract.grammar.group_options import read_options
from extract.grammar.group_regions import Region, find_regions, is_graded, is_wide
from extract.grammar.html_alike import alike_drafts, is_answered, makes_of
from extract.grammar.html_cards import card_drafts
from extract.grammar.html_data import data_drafts
from extract.grammar.html_echo import merge_echoes
from extract.grammar.html_exercises import boxed_drafts, exercise_drafts, open_drafts
from extract.grammar.html_gate import Manner, is_private, is_scale, manner_of, may_be_keyless
from extract.grammar.html_inputs import Place, fill_gaps, find_places, place_draft, typed_names
from extract.grammar.html_keys import around_claims, ids_around, in_order, named_by, resolve, table_claims
from extract.grammar.html_lists import answer_lists, fold, gap_lists, listed_claim, listed_groups
from extract.grammar.html_moved import dragged_drafts, order_of
from extract.grammar.html_repeats import repeats, set_apart
from extract.grammar.html_schema import schema_drafts
from extract.grammar.html_scripts import ScriptKeys, script_keys
from extract.grammar.html_twins import without_twins
from extract.grammar.ordering import settled
from extract.media.html import HtmlPage, counted, span_of
from extract.media.html_lines import Line
from extract.media.html_rich import rich_parts
from quizmill.block import Block, Kind
from quizmill.draft import Claim, Draft, DraftChoice, Extraction, Fragment
from quizmill.finding import Finding
from quizmill.item import Evidence
from quizmill.page import Page
from quizmill.source import Span

MECHANISMS = frozenset(
    "groups elements attributes classes colours calls verdicts icons ticks remarks glyphs values emphasis scripts "
    "lists containers table boxes stated data schema inputs exercises moved echoes cards open text".split()
)

_More = Callable[[Page, HtmlPage, frozenset[int]], list[Draft]]
_MORE: tuple[tuple[str, _More], ...] = (  # what is written beside the controls, from the lines that are left
    ("exercises", lambda page, html, taken: exercise_drafts(html, taken)),
    ("exercises", lambda page, html, taken: boxed_drafts(html, taken)),
    ("moved", lambda page, html, taken: dragged_drafts(html, taken)),
    ("cards", card_drafts),
    ("open", lambda page, html, taken: open_drafts(html, taken)),
)
_MOST = 60  # options of one question; more are a list to choose from
_ENOUGH = 3  # questions of one make on a page, beside which the text grammar must be sure
_PLACEHOLDER = re.compile(r"\W*(?:option|choice|answer|\{\{.{0,40}\}\})\s*(?:text\s*)?(?:\d{1,2}|[a-d])?\W*$", re.I)
_HELD = Span(node="held")
_MARKER = re.compile(r"(?:- |\d{1,4}\. )")


def read(page: Page, off: frozenset[str] = frozenset()) -> Extraction:
    """The questions of a page. `off` names mechanisms that are switched off."""
    html = page.tree
    if not isinstance(html, HtmlPage):
        return read_blocks(page, off)
    manner = manner_of(page, html)
    findings: list[Finding] = []
    data: list[Draft] = []
    if "data" not in off:
        data, notes = data_drafts(html, manner.quiz)
        findings += notes
    schema = [] if "schema" in off else schema_drafts(html)
    names = typed_names(html)
    groups = [] if "groups" in off else _groups(html, off, manner.quiz)
    keys = ScriptKeys() if "scripts" in off else script_keys(html, [*names, *(n for g in groups for n in _names(g))])
    places = [] if "inputs" in off else find_places(html, groups, keys)
    if "lists" not in off:
        fill_gaps(places, gap_lists(html))
    drafts = _control_drafts(html, groups, places, keys, manner, off)
    taken = _taken(html, drafts)
    for mechanism, more_drafts in _MORE:
        if mechanism not in off and (more := more_drafts(page, html, taken)):
            drafts += more
            taken = _taken(html, drafts)
    drafts = without_twins(drafts, _unseen(html))
    drafts, spoken = _without_copies(drafts, [*data, *schema])
    drafts += [draft for draft in schema if any("script" not in (span.node or "") for span in draft.spans)]
    data = _once([*data, *(draft for draft in schema if draft not in drafts)])
    fields = [span_of(line) for line in html.lines if any(line.controls())]  # judged already: a form's, or a draft's
    rest = _text_drafts(page, drafts, [*spoken, *fields], manner, off)
    ordered = _in_order(page, [*drafts, *rest.drafts])
    return replace(
        rest,
        drafts=(*ordered, *data),
        chrome=(*rest.chrome, *spoken),
        findings=(*findings, *rest.findings),
        media=tuple(html.pictures.media.values()),
        reader="html",
    )


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
    groups = [group for group in groups if all(option.text for option in group.options) and _differ(group)]
    return groups if "echoes" in off else merge_echoes(html, groups)


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
    every = sorted(
        [(group.start, group, None) for group in groups] + [(p.group.start, p.group, p) for p in places],
        key=lambda one: one[0],
    )
    regions = find_regions(html, [group for _, group, _ in every])
    scripts = iter(_script_claims(groups, found))
    ticked = [region for region, (_, _, place) in zip(regions, every, strict=True) if place is None]
    around = iter([()] * len(ticked) if "containers" in off else around_claims(html, ticked))
    listed, table = ([None] * len(ticked), ()) if "table" in off else table_claims(html, ticked)
    keys, numbers = iter(listed), count()
    answers = [] if "lists" in off else answer_lists(html)
    scales = is_scale(groups)
    off = off | _doubtful(html, groups, manner)
    plain = plain_sources(html, groups)
    looks = {} if "emphasis" in off else emphasis_claims(groups)
    read: list[_Read] = []
    listing = {id(line) for line in table}
    for region, (_, group, place) in zip(regions, every, strict=True):
        region.after = [line for line in region.after if id(line) not in listing]
        one = _Read(region, read_around(html, region), place)
        if place is None:
            number = next(numbers)
            one.claims = [*claims_of(html, group, off, plain), *next(scripts), *next(around)]
            one.claims += () if "stated" in off else one.around.claims
            if group.told is not None:
                one.claims.append(group.told)
            if (own := listed_claim(group, answers)) is not None:
                one.claims.append(own)
            if (listed_key := next(keys)) is not None:
                one.claims.append(listed_key)
            if number in looks:
                one.claims.append(looks[number])
            one.scale = number in scales
        read.append(one)
    unlabelled_remarks(html, [one.around for one in read if one.place is None and not is_wide(one.region.own)])
    keyed = any(one.claims or (one.place is not None and one.place.keyed) for one in read)
    drafts = [draft for one in read if (draft := _one_draft(html, one, manner, keyed, len(read) == 1)) is not None]
    if table and drafts:  # the key list belongs to the last question it speaks of
        drafts[-1] = replace(drafts[-1], spans=(*drafts[-1].spans, *(span_of(line) for line in table)))
    return drafts


def _doubtful(html: HtmlPage, groups: Sequence[Group], manner: Manner) -> frozenset[str]:
    """The sources that tell nothing on this page: ticks that only show choices, a single list of things to do."""
    out = set(looks_of_choice(html, groups))
    if not manner.quiz and len(groups) < 2:
        out.add("ticks")
    return frozenset(out)


def _one_draft(html: HtmlPage, one: _Read, manner: Manner, keyed: bool, alone: bool) -> Draft | None:
    region = one.region
    if one.place is not None:
        return place_draft(html, one.place, region, one.around, manner, keyed)
    if not region.stem and not _pictured(region):
        return None
    tested = is_graded(region) and region.group.kind != "element"
    graded = replace(manner, quiz=True, survey=False) if tested else manner
    told = any(claim.evidence is Evidence.STATED for claim in one.claims)
    if region.group.kind == "element" and alone and not told and not any(_asks(line) for line in region.stem):
        return None  # one list with a marked entry under a title that asks nothing
    if not one.claims and all(_PLACEHOLDER.match(option.words) for option in region.group.options):
        return None  # "Option 1", "Option 2": to be filled in by a script
    if manner.survey and is_private(region.stem):
        return None
    if one.claims or (not one.scale and may_be_keyless(region.group, region.stem, graded, keyed)):
        return _draft(html, one)
    return None


@dataclass(slots=True)
class _Read:
    region: Region
    around: Around
    place: Place | None
    claims: list[Claim] = field(default_factory=list)
    scale: bool = False


def _asks(line: Line) -> bool:
    return line.text.rstrip().endswith(("?", "\uff1f", "\u061f", ":", "_", "\u2026", "..."))


def _pictured(region: Region) -> bool:
    return any(part.what == "image" for line in region.stem for part in line.parts)


def _script_claims(groups: Sequence[Group], keys: ScriptKeys) -> list[tuple[Claim, ...]]:
    out = [_script_claim(group, keys) for group in groups]
    if not any(out):
        out = _by_order(groups, keys) or out
    return out


def _names(group: Group) -> list[str]:
    own = [group.name, group.name.removesuffix("[]")]
    ids = [option.control.id for option in group.options]
    return [name for name in (*own, *ids, *ids_around(group), *named_by(group)) if name]


def _script_claim(group: Group, keys: ScriptKeys) -> tuple[Claim, ...]:
    for name in (group.name, group.name.removesuffix("[]"), *ids_around(group), *named_by(group)):
        if name in keys.values:
            found = resolve(group, keys.values[name])
            return (found,) if found is not None else ()
    ticked = [i for i, option in enumerate(group.options) if keys.values.get(option.control.id) == ("on",)]
    if 0 < len(ticked) < len(group.options):
        return (Claim(Evidence.MARKUP, choices=tuple(ticked)),)
    return ()


def _by_order(groups: Sequence[Group], keys: ScriptKeys) -> list[tuple[Claim, ...]]:
    """One list of keys as long as the page has groups, every one of which names an option."""
    lists = [rows for _, rows in keys.ordered if len(rows) == len(groups) > 1]
    if len(lists) != 1:
        return []
    return [(claim,) for claim in in_order(groups, lists[0])]


def _draft(html: HtmlPage, one: _Read) -> Draft:
    region, around, group = one.region, one.around, one.region.group
    stem, number = _stem(html, region)
    choices = tuple(
        DraftChoice(option.text, option.label, option.selected, _remark(html, one, place))
        for place, option in enumerate(group.options)
    )
    right = {claim.choices for claim in one.claims if claim.choices is not None}
    many = group.kind == "checkbox" or (len(right) == 1 and len(next(iter(right))) > 1)
    lines = [*region.heads, *region.stem, *region.after]
    spans = dict.fromkeys(
        [*(span_of(line) for line in lines), *(span_of(line) for line in html.lines_in(group.start, group.end)),
         *(span for option in group.options for span in option.text.spans)]
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
        section=_section(html, region),
    )
    return settled(made)


def _remark(html: HtmlPage, one: _Read, place: int) -> Fragment:
    own = one.region.group.options[place].remark
    return own if own else one.around.remarks.get(place, own)


def _stem(html: HtmlPage, region: Region) -> tuple[Fragment, str]:
    """The stem's words without its number, and the number."""
    first = region.group.start
    picked = [(line, [part for part in line.parts if part.at < first]) for line in region.stem]
    number = ""
    if picked:
        line, parts = picked[0]
        found = enumerators.read(line.text)
        if found is not None and (found.enumerator.word or found.enumerator.system.value == "decimal"):
            rest = drop(parts, found.length)
            if any(part.text.strip() or part.what == "image" for part in rest):
                picked[0] = (line, rest)
                number = str(found.enumerator.value)
        elif own := counted(html, parts):
            number, picked[0] = own, (line, parts[1:])
    text = rich_parts(picked, html.writing()).lstrip()
    if picked and picked[0][0].kind is Kind.ITEM and (marker := _MARKER.match(text)):
        number = number or marker[0].rstrip("-. ")
        text = text[marker.end() :]
    return Fragment(text, tuple(span_of(line) for line, _ in picked)), number


def _section(html: HtmlPage, region: Region) -> tuple[str, ...]:
    """The headings above a question, outermost first."""
    lines = region.stem or region.heads
    if not lines:
        return ()
    out: list[Line] = []
    rank = 7
    inside = {id(line) for line in (*region.stem, *region.heads)}
    for line in reversed(html.lines[: html.index.at(lines[0].first)]):
        if (
            line.kind is Kind.HEADING
            and 0 < line.level < rank
            and id(line) not in inside
            and not line.text.endswith("?")
        ):
            out.append(line)
            rank = line.level
            if rank == 1:
                break
    return tuple(line.text for line in reversed(out))


def _without_copies(drafts: list[Draft], data: Sequence[Draft]) -> tuple[list[Draft], list[Span]]:
    """Placeholders that a script fills from its data are those questions again, not new ones."""
    if not data:
        return drafts, []
    known = {fold(draft.stem.text) for draft in data}
    options = {tuple(fold(choice.text.text) for choice in draft.choices) for draft in data}
    kept: list[Draft] = []
    spoken: list[Span] = []
    for draft in drafts:
        own = tuple(fold(choice.text.text) for choice in draft.choices)
        if fold(draft.stem.text) in known or own in options or not draft.claims:
            spoken += draft.spans
        else:
            kept.append(draft)
    return kept, spoken


def _once(drafts: Sequence[Draft]) -> list[Draft]:
    """Each question once, though two notations of the page tell it."""
    out: dict[tuple[str, frozenset[str]], Draft] = {}
    for draft in drafts:
        mark = (fold(draft.stem.text), frozenset(fold(choice.text.text) for choice in draft.choices))
        out.setdefault(mark, draft)
    return list(out.values())


def _text_drafts(
    page: Page, drafts: Sequence[Draft], spoken: Sequence[Span], manner: Manner, off: frozenset[str]
) -> Extraction:
    if "text" in off:
        return Extraction()
    taken = Covered([*(span for draft in drafts for span in draft.spans), *spoken])
    repeated = repeats(page.blocks)
    held = [n in repeated or block.span in taken or _is_link(block) for n, block in enumerate(page.blocks)]
    blocks = set_apart(list(_left(page.blocks, held)))
    found = _without_rules(read_blocks(replace(page, blocks=blocks), off))
    if not manner.quiz and not _is_told(found.drafts):
        found = replace(found, drafts=())  # frequent questions, lists, boxes to open: of a page that tests nobody
    elif len(drafts) >= _ENOUGH:  # a page's questions look alike: beside so many of one make, only sure ones count
        makes = makes_of(drafts)
        sure = [one for one in found.drafts if one.claims or (is_answered(one) and makes_of([one]) <= makes)]
        if "likeness" not in off:
            sure += alike_drafts(page, _free(page, blocks, sure), drafts, off)
        found = replace(found, drafts=tuple(sure))
    return replace(found, chrome=(*found.chrome, *(page.blocks[n].span for n in sorted(repeated))))


def _left(blocks: Sequence[Block], held: Sequence[bool]) -> Iterator[Block]:
    """The blocks that are not held, and a rule wherever some were: what stands behind them goes with none before."""
    for place, block in enumerate(blocks):
        if not held[place]:
            yield block
        elif place and not held[place - 1]:
            yield Block(Kind.RULE, (), _HELD)


def _without_rules(found: Extraction) -> Extraction:
    """What was read, without the rules that stand for held blocks."""
    drafts = [replace(one, spans=tuple(span for span in one.spans if span != _HELD)) for one in found.drafts]
    return replace(found, drafts=tuple(drafts), chrome=tuple(span for span in found.chrome if span != _HELD))


def _free(page: Page, blocks: Sequence[Block], drafts: Sequence[Draft]) -> list[int]:
    """The places of blocks that no draft holds."""
    taken = Covered(span for draft in drafts for span in draft.spans)
    left = {block.span for block in blocks if block.kind is not Kind.RULE and block.span not in taken}
    return [place for place, block in enumerate(page.blocks) if block.span in left]


def _is_told(drafts: Sequence[Draft]) -> bool:
    """Whether the page's own words tell keys. By looks alone they are told where (nearly) every question has one."""
    told = [draft for draft in drafts if any(claim.evidence is not Evidence.EMPHASIS for claim in draft.claims)]
    if len(told) > 1 or any(claim.evidence is not Evidence.MARKED_CORRECT for one in told for claim in one.claims):
        return True  # a single list with ticks and crosses may weigh for and against
    choices = [draft for draft in drafts if draft.choices]
    return len(choices) > 1 and sum(bool(draft.claims) for draft in choices) * 5 >= len(choices) * 4


def _is_link(block: Block) -> bool:
    """A line that is nothing but a link leads elsewhere: it asks nothing here."""
    words = [run for run in block.runs if run.text.strip()]
    return bool(words) and all(run.href and not run.href.startswith("#") for run in words)


def _in_order(page: Page, drafts: Sequence[Draft]) -> list[Draft]:
    places = {block.span: place for place, block in enumerate(page.blocks)}
    end = len(places)
    return sorted(drafts, key=lambda draft: min((places.get(span, end) for span in draft.spans), default=end))
