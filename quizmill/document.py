"""A `Document` is what one source became: its items, objectives and facts, and what is in doubt."""

from __future__ import annotations

from dataclasses import dataclass, field

from quizmill.finding import Finding
from quizmill.item import Item, Media, Objective


@dataclass(frozen=True, slots=True)
class Account:
    """Where a source's non-blank blocks went. `blocks` is their number; the rest is unclaimed."""

    blocks: int = 0
    claimed: int = 0
    chrome: int = 0

    @property
    def unclaimed(self) -> int:
        return self.blocks - self.claimed - self.chrome


@dataclass(frozen=True, slots=True)
class Document:
    """One source, read. `reader` names the site reader or grammar with its version: `moodle-review/3`."""

    id: str
    path: str
    sha256: str
    carrier: str
    reader: str
    facts: tuple[tuple[str, str], ...] = ()
    items: tuple[Item, ...] = ()
    objectives: tuple[Objective, ...] = ()
    findings: tuple[Finding, ...] = ()
    media: tuple[Media, ...] = field(default=(), repr=False)
    account: Account = Account()

    @property
    def title(self) -> str:
        return next((value for name, value in self.facts if name == "title"), "")
