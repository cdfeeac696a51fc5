"""What is left of a page when its controls and its data are read: lines for the text grammar, which must be surer here.

A page that tests nobody asks its readers things too; and beside the questions of a form, a list is rarely one more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.accounting import Covered
from extract.grammar.document.general import read as read_blocks
from extract.grammar.pages.alike import alike_drafts, is_answered, makes_of
from extract.grammar.pages.gate import Manner
from extract.grammar.pages.repeats import repeats, set_apart
from quizmill.block import Block, Kind
from quizmill.draft import Draft, Extraction
from quizmill.item import Evidence
from quizmill.page import Page
from quizmill.source import Span

_ENOUGH = 3  # questions of one make on a page, beside which the text grammar must be sure
_HELD = Span(node="held")


def text_drafts(
    page: Page, drafts: Sequence[Draft], spoken: Sequence[Span], manner: Manner, off: frozenset[str]
) -> Extraction:
    if "text" in off:
        return Extraction()
    taken = Covered([*(span for draft in drafts for span in draft.spans), *spoken])
    repeated = repeats(page.blocks)
    held = [n in repeated or block.span in taken or _is_link(block) for n, block in enumerate(page.blocks)]
    blocks = set_apart(list(_left(page.blocks, held)))
    found = _without_rules(read_blocks(replace(page, blocks=blocks), off))
    if manner.rules:
        found = replace(found, drafts=tuple(one for one in found.drafts if not _is_stressed(one)))
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
    if any(draft.type == "matching" and draft.pairs and all(pair.right for pair in draft.pairs) for draft in drafts):
        return True
    choices = [draft for draft in drafts if draft.choices]
    return len(choices) > 1 and sum(bool(draft.claims) for draft in choices) * 5 >= len(choices) * 4


def _is_stressed(draft: Draft) -> bool:
    """Whether nothing but a look tells a question's key."""
    return bool(draft.claims) and all(claim.evidence is Evidence.EMPHASIS for claim in draft.claims)


def _is_link(block: Block) -> bool:
    """A line that is nothing but a link leads elsewhere: it asks nothing here."""
    words = [run for run in block.runs if run.text.strip()]
    return bool(words) and all(run.href and not run.href.startswith("#") for run in words)
