"""What a page's scripts say of its groups: by a name at the group or around it, by its controls, by their order."""

from __future__ import annotations

from collections.abc import Sequence

from extract.grammar.groups.group import Group
from extract.grammar.pages.keys import ids_around, in_order, named_by, resolve
from extract.grammar.pages.scripts import ScriptKeys
from extract.media.html.medium import HtmlPage
from quizmill.draft import Claim
from quizmill.item import Evidence


def script_claims(html: HtmlPage, groups: Sequence[Group], keys: ScriptKeys) -> list[tuple[Claim, ...]]:
    out = [_script_claim(html, group, keys) for group in groups]
    if not any(out):
        out = _by_order(groups, keys) or out
    return out


def names_of(group: Group) -> list[str]:
    own = [group.name, group.name.removesuffix("[]")]
    ids = [option.control.id for option in group.options]
    return [name for name in (*own, *ids, *ids_around(group), *named_by(group)) if name]


def _script_claim(html: HtmlPage, group: Group, keys: ScriptKeys) -> tuple[Claim, ...]:
    for name in (group.name, group.name.removesuffix("[]"), *ids_around(group), *named_by(group)):
        if name in keys.values and (places := _places(html, group, keys.values[name])):
            return (Claim(Evidence.MARKUP, choices=places),)
        if name in keys.values:
            found = resolve(group, keys.values[name])
            return (found,) if found is not None else ()
    ticked = [i for i, option in enumerate(group.options) if keys.values.get(option.control.id) == ("on",)]
    if 0 < len(ticked) < len(group.options):
        return (Claim(Evidence.MARKUP, choices=tuple(ticked)),)
    return ()


def _places(html: HtmlPage, group: Group, values: Sequence[str]) -> tuple[int, ...]:
    """The options that a script counts to (`#2`), where all controls of the name are the group's."""
    if not all(value[:1] == "#" and value[1:].isdecimal() for value in values):
        return ()
    places = tuple(sorted(int(value[1:]) for value in values))
    every = sum(node.attrs["name"] == group.name for node in html.tree.marked("name"))
    scale = group.kind == "radio" and len(places) == len(group.options)
    return places if every == len(group.options) > places[-1] and not scale else ()


def _by_order(groups: Sequence[Group], keys: ScriptKeys) -> list[tuple[Claim, ...]]:
    """One list of keys as long as the page has groups, every one of which names an option."""
    lists = [rows for _, rows in keys.ordered if len(rows) == len(groups) > 1]
    if len(lists) != 1:
        return []
    return [(claim,) for claim in in_order(groups, lists[0])]
