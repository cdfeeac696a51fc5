"""Questions that a page holds twice: a copy for small screens, a copy to print, a hidden copy to fill in.

    <div class="desktop"> Which is prime? 4 5 </div> <div class="mobile"> Which is prime? 4 5 </div>     one question

Only a copy equal in stem, number, choices and key is set aside, and only where it follows its twin at once or one of
the two is not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.pages.lists import fold
from quizmill.draft import Draft
from quizmill.source import Span

Key = tuple[tuple[int, ...] | None, tuple[str, ...], tuple[str, ...]]
Mark = tuple[str, tuple[str, ...], str, frozenset[Key]]


def without_twins(drafts: Sequence[Draft], hidden: frozenset[str | None]) -> list[Draft]:
    """The drafts without such copies, whose places their twins take over. `hidden` are places that are not shown."""
    kept: list[Draft] = []
    places: dict[Mark, int] = {}
    for draft in drafts:
        mark = _mark(draft)
        twin = places.get(mark) if len(mark[1]) > 1 else None
        if twin is None or not (twin == len(kept) - 1 or _is_hidden(draft, hidden) or _is_hidden(kept[twin], hidden)):
            places.setdefault(mark, len(kept))
            kept.append(draft)
            continue
        shown = kept[twin]
        kept[twin] = replace(
            shown,
            spans=tuple(dict.fromkeys((*shown.spans, *draft.spans))),
            feedback=shown.feedback or draft.feedback,
            hints=shown.hints or draft.hints,
        )
    return kept


def _mark(draft: Draft) -> Mark:
    words = tuple(_fold(choice.text.text) for choice in draft.choices)
    keys = frozenset((claim.choices, claim.labels, claim.texts) for claim in draft.claims)
    return _fold(draft.stem.text), words, draft.number, keys


def _is_hidden(draft: Draft, hidden: frozenset[str | None]) -> bool:
    return any(span.node in hidden for span in draft.stem.spans)


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def without_copies(drafts: list[Draft], data: Sequence[Draft]) -> tuple[list[Draft], list[Span], list[Span]]:
    """Placeholders that a script fills from its data are those questions again, not new ones.

    Gives the drafts that are kept, the places of such copies, and those of controls that are in doubt: a lone question
    without a key that the data do not hold is most likely a placeholder, too. Several that ask are questions, and so is
    one beside others of the page's own that tell their keys.
    """
    if not data:
        return drafts, [], []
    known = {fold(draft.stem.text) for draft in data}
    options = {tuple(fold(choice.text.text) for choice in draft.choices) for draft in data}
    copies = [one for one in drafts if fold(one.stem.text) in known or _words(one) in options]
    lone = [one for one in drafts if not one.claims and one not in copies]
    asking = {fold(one.stem.text) for one in lone if one.stem.text.rstrip().endswith(_ASKS)}
    own = any(one.claims and one.choices and one not in copies for one in drafts)
    doubted = [] if len(asking) > 1 or (asking and own) else lone
    kept = [one for one in drafts if one not in copies and one not in doubted]
    return kept, [span for one in copies for span in one.spans], [span for one in doubted for span in one.spans]


_ASKS = ("?", "\uff1f", "\u061f", ":", "_", "...", "\u2026")


def _words(draft: Draft) -> tuple[str, ...]:
    return tuple(fold(choice.text.text) for choice in draft.choices)


def once_each(drafts: Sequence[Draft]) -> list[Draft]:
    """Each question once, though two notations of the page tell it."""
    out: dict[tuple[str, frozenset[str]], Draft] = {}
    for draft in drafts:
        mark = (fold(draft.stem.text), frozenset(fold(choice.text.text) for choice in draft.choices))
        out.setdefault(mark, draft)
    return list(out.values())
