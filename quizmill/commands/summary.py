"""The summary of a run and of a bank, as a person likes to read it.

41 documents in 3.2 s
  38 read, 2 nothing found, 1 failed
  512 items: 500 new, 12 changed

In the bank      items   keyless
single             310         4
...
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quizmill.commands.console import many, out, print_table, remark
from quizmill.finding import CODES
from quizmill.item import TYPES

if TYPE_CHECKING:
    from quizmill.bank import Bank
    from quizmill.ingest import Report

_DOCUMENTS = ("read", "unchanged", "shown elsewhere", "nothing found", "unrecognised", "failed")
_ITEMS = ("new", "changed", "same", "gone")
_CHOICE = ("single", "multiple", "true_false")
_SHOWN = 12  # troubles listed one by one


@dataclass(slots=True)
class Totals:
    """What a bank holds."""

    documents: dict[str, int] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)
    keyless: dict[str, int] = field(default_factory=dict)
    status: dict[str, int] = field(default_factory=dict)
    findings: dict[str, int] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    objectives: int = 0
    edits: int = 0
    media: int = 0


def totals(bank: Bank) -> Totals:
    """Counts over the whole bank; `keyless` counts choice items, by type."""
    questions = bank.published(["type", "key", "status"])
    types, unkeyed = _words(questions["type"].to_pylist()), questions["key"].is_null().to_pylist()
    documents = bank.documents()
    return Totals(
        documents=dict(Counter(document.status for document in documents)),
        items=_in_order(Counter(types)),
        keyless=dict(Counter(kind for kind, bare in zip(types, unkeyed, strict=True) if bare and kind in _CHOICE)),
        status=dict(Counter(_words(questions["status"].to_pylist()))),
        findings=dict(Counter(_words(bank.findings()["code"].to_pylist())).most_common()),
        groups=dict(Counter(_words(bank.table("groups")["kind"].to_pylist()))),
        objectives=sum(len(document.objectives) for document in documents),
        edits=bank.table("edits").num_rows,
        media=bank.count("media"),
    )


def print_report(report: Report, bank: Bank) -> None:
    """What became of a run's documents, and what the bank holds now."""
    console = out()
    count = sum(report.documents.values())
    console.print(
        f"[bold]{many(count, 'document')}[/bold] in {report.seconds:.1f} s: {_listed(report.documents, _DOCUMENTS)}"
    )
    if report.items:
        console.print(f"[bold]{many(sum(report.items.values()), 'item')}[/bold]: {_listed(report.items, _ITEMS)}")
    if report.objectives:
        console.print(f"[bold]{many(report.objectives, 'learning objective')}[/bold]")
    print_totals(totals(bank))
    _print_troubles(report)
    if report.interrupted:
        remark("Interrupted: what was read so far is in the bank; the same command goes on from there.")


def print_totals(held: Totals) -> None:
    """A bank's items by type and its findings by code."""
    if held.items:
        rows = [(kind, n, held.keyless.get(kind, 0) or "") for kind, n in held.items.items()]
        rows.append(("all", sum(held.items.values()), sum(held.keyless.values()) or ""))
        print_table(("In the bank", "items", "without a key"), rows)
    if held.findings:
        print_table(
            ("Findings", "places", "meaning"), [(code, n, CODES.get(code, "")) for code, n in held.findings.items()]
        )
    for kind, words in (("conflict", "of equal questions whose keys differ"), ("same", "of equal questions")):
        if held.groups.get(kind):
            out().print(f"{many(held.groups[kind], 'group')} {words}")


def _print_troubles(report: Report) -> None:
    troubles = [t for t in report.troubles if t.bucket != "nothing found" or t.named or len(report.troubles) <= _SHOWN]
    if troubles:
        print_table(("Not read", "what", "why"), [(t.path, t.bucket, t.reason) for t in troubles[:_SHOWN]])
    if len(troubles) > _SHOWN:
        remark(f'... and {len(troubles) - _SHOWN} more: quizmill sql "select path, status, reason from documents"')
    for note in report.notes:
        remark(note)
    if report.vanished:
        fate = "was taken out" if report.pruned else "is kept; --prune takes such documents out"
        more = f" (and {len(report.vanished) - 1} more)" if len(report.vanished) > 1 else ""
        remark(f"{report.vanished[0]}{more} lies no longer in these folders: it {fate}.")


def _words(column: Iterable[object]) -> list[str]:
    return [str(word) for word in column]


def _in_order(found: Mapping[str, int]) -> dict[str, int]:
    return {kind: found[kind] for kind in TYPES if found.get(kind)}


def _listed(counts: Mapping[str, int], order: Sequence[str]) -> str:
    return ", ".join(f"{counts[name]:,} {name}" for name in order if counts.get(name)) or "none"
