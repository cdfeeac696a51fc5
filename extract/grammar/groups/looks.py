"""What the looks of options tell: the one that is bold, green or struck where the others of its group are not.

    <b>Oslo</b>  Rome  Paris        emphasis {0}, where at least half of the groups use bold so

A look may as well show what was chosen, or what most people chose; such looks tell nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extract.grammar.groups.group import Group
from extract.grammar.groups.marks import Said, by_row, drawn
from extract.grammar.groups.palettes import wears_palette
from extract.grammar.groups.telling import Telling, telling
from extract.grammar.groups.truths import decorates, offers_truths
from extract.media.html.medium import HtmlPage
from quizmill.draft import Claim
from quizmill.item import Evidence


def looks_of_choice(page: HtmlPage, groups: Sequence[Group]) -> frozenset[str]:
    """The sources, ticks or green, that stand at what is chosen, at all of it and at nothing else, while no cross and
    no red stands anywhere: then they may be no more than the look of a choice. So may ticks beside empty circles, and
    ticks at every option there is.
    """
    told = page.once(telling)
    icons = [(group, drawn(group, told)) for group in groups]
    if _are_controls(icons, told) or _are_everywhere(icons):
        return frozenset({"icons"})
    if not any(group.selected for group in groups):
        return frozenset()
    paint = [(group, Said("colours", by_row(group, told.colours))) for group in groups]
    green = [(group, _greened(group)) for group in groups]
    return frozenset(said[0][1].source for said in (icons, paint, green) if _is_choice(said))


def _are_controls(icons: Sequence[tuple[Group, Said]], told: Telling) -> bool:
    """Whether each tick stands among empty circles or boxes, and no cross anywhere: then they are drawn controls."""
    ticked = [(group, said) for group, said in icons if said.right or said.wrong]
    return bool(ticked) and all(
        not said.wrong
        and all(i in said.right or told.empty.between(o.start, o.end) for i, o in enumerate(group.options))
        for group, said in ticked
    )


def _are_everywhere(icons: Sequence[tuple[Group, Said]]) -> bool:
    """Whether every option of every question bears a tick: a style sheet shows those that count."""
    return len(icons) > 1 and all(len(said.right) == len(group.options) for group, said in icons)


def _greened(group: Group) -> Said:
    return Said("emphasis", tuple(any(n.endswith(":green") for n in option.styled) or None for option in group.options))


def _hues(group: Group) -> tuple[bool | None, ...]:
    """Green and red, as a page paints what is true and what is false."""
    shown = [{name.rpartition(":")[2] for name in option.styled if ":" in name} for option in group.options]
    return tuple(True if hues == {"green"} else False if hues == {"red"} else None for hues in shown)


def _is_choice(said: Sequence[tuple[Group, Said]]) -> bool:
    told = [(group, one) for group, one in said if one.right or one.wrong]
    return bool(told) and all(one.right == group.selected and not one.wrong for group, one in told)


def emphasis_claims(groups: Sequence[Group]) -> dict[int, Claim]:
    """Options told by their look alone, by the group's number: only a look that at least half of the groups use so."""
    looks: Counter[str] = Counter()
    judging = _judging(groups)
    found: list[dict[str, frozenset[int]]] = []
    adorned = decorates([(group, _hues(group)) for group in groups])
    for group in groups:
        own: dict[str, frozenset[int]] = {}
        for look in {name for option in group.options for name in option.styled} - judging:
            marked = frozenset(i for i, option in enumerate(group.options) if look in option.styled)
            if len(marked) == 1 and _is_most_chosen(group, marked):
                continue  # what most people chose
            if marked == group.selected and not look.endswith(":green"):
                continue  # how a choice looks that was made
            if ":" in look and (wears_palette(group) or (adorned and offers_truths(group))):
                continue  # a colour for each option; green and red for true and false
            if 0 < len(marked) < len(group.options) and (group.kind != "radio" or len(marked) == 1):
                own[look] = marked
                looks[look] += 1
        found.append(own)
    used = [look for look, count in looks.most_common() if look != "strike" and count * 2 >= len(groups)]
    alone = {  # several entries in one look, if it is not green, tell a key only where every question has it
        look
        for look in used
        if not look.endswith(":green")
        and any(g.kind == "element" and len(o.get(look, ())) > 1 for g, o in zip(groups, found, strict=True))
    }
    used = [look for look in used if look not in alone or looks[look] == len(groups)]
    if not used:
        return {}
    out: dict[int, Claim] = {}
    for number, own in enumerate(found):
        sets = {own[look] for look in used if look in own}
        if len(sets) == 1:
            out[number] = Claim(Evidence.EMPHASIS, choices=tuple(sorted(sets.pop())))
    return out


def _is_most_chosen(group: Group, marked: frozenset[int]) -> bool:
    shares = [option.share for option in group.options]
    return None not in shares and all(share == max(shares) for i, share in enumerate(shares) if i in marked)  # type: ignore[type-var]


def _judging(groups: Sequence[Group]) -> frozenset[str]:
    """Colours that judge what was chosen: any other one, on a page that paints options green, too."""
    used = {name for group in groups for option in group.options for name in option.styled if ":" in name}
    return (
        frozenset(name for name in used if not name.endswith(":green"))
        if any(name.endswith(":green") for name in used)
        else frozenset()
    )
