"""`quizmill formats`: what can be read, and what each target carries of each kind of item."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from quizmill.commands.options import JsonOption
from quizmill.item import TYPES

if TYPE_CHECKING:
    from quizmill.package import Exporter

_SIGNS = {"full": "yes", "approximated": "about", "refused": "no"}


def formats(
    target: Annotated[str, typer.Argument(metavar="[FORMAT]", help="Say all of one target.")] = "",
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of the public JSON.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List the readers, and the targets with what each can carry."""
    from quizmill import registry
    from quizmill.codec import json_schema
    from quizmill.commands import console
    from quizmill.errors import UsageError

    if schema:
        sys.stdout.buffer.write(json_schema())
        return
    targets = registry.exporters()
    if target and target not in targets:
        raise UsageError(f"There is no format {target}; there are {', '.join(sorted(targets))}.")
    chosen = [targets[target]] if target else [targets[name] for name in sorted(targets)]
    if as_json:
        console.print_json({"readers": _readers(), "targets": [_as_json(exporter) for exporter in chosen]})
    elif target:
        _print_one(chosen[0])
    else:
        console.print_table(("Reads", "from"), ((r["name"], r["from"]) for r in _readers()))
        columns = ("Writes", "file", "what it is", "not in full", "not at all")
        console.print_table(columns, ([e.name, e.suffix, e.summary, *_levels(e)] for e in chosen))
        console.remark("quizmill formats FORMAT says all of one.")


def _levels(exporter: Exporter) -> tuple[str, ...]:
    """The kinds of items that a target carries approximated, and those it refuses."""
    levels = ("approximated", "refused")
    by_level = [[kind for kind in TYPES if exporter.support[kind].level == level] for level in levels]
    return tuple("every kind" if len(kinds) == len(TYPES) else ", ".join(kinds) for kinds in by_level)


def _readers() -> list[dict[str, str]]:
    from quizmill import registry

    media = [{"name": medium.name, "from": "files", "version": ""} for medium in registry.media()]
    sites = [
        {"name": reader.name, "from": ", ".join(sorted(reader.carriers)), "version": str(reader.version)}
        for reader in registry.extractors()
    ]
    return media + sites


def _as_json(exporter: Exporter) -> dict[str, object]:
    return {
        "name": exporter.name,
        "suffix": exporter.suffix,
        "summary": exporter.summary,
        "split": exporter.split,
        "keyless": sorted(exporter.keyless),
        "options": dict(exporter.options),
        "support": {kind: exporter.support[kind] for kind in TYPES},
    }


def _print_one(exporter: Exporter) -> None:
    from quizmill.commands import console

    console.out().print(f"[bold]{exporter.name}[/bold] ({exporter.suffix}): {exporter.summary}")
    rows = ((kind, _SIGNS[exporter.support[kind].level], exporter.support[kind].how) for kind in TYPES)
    console.print_table(("item", "carried", "how"), rows)
    if exporter.options:
        console.print_table(("--option", "meaning"), exporter.options.items())
