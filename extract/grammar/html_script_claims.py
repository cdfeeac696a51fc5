"""What a page's scripts say of its groups: by a name at the group or around it, by its controls, by their order."""

from __future__ import annotations

from collections.abc import Sequence

from extract.grammar.group import Group
from extract.grammar.html_keys import ids_around, in_order, named_by, resolve
from extract.grammar.html_scripts import ScriptKeys
from quizmill.draft import Claim
from quizmill.item import Evidence


def script_claims(groups: Sequence[Group], keys: ScriptKeys) -> list[tuple[Claim, ...]]:
    out = [_script_claim(group, keys) for group in groups]
    if not any(out):
        out = _by_order(groups, keys) or out
    return out


def names_of(group: Group) -> list[str]:
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
