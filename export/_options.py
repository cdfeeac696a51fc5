"""An exporter's options, as text from the command line: known names, allowed values, one clear sentence where not."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from quizmill.errors import UsageError
from quizmill.package import Package


def chosen(package: Package, known: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Every known option with its value; the first of its values is the default. UsageError on anything else."""
    for name, value in package.options.items():
        if name not in known:
            names = ", ".join(known) or "none"
            raise UsageError(f"This target has no option “{name}”; it has: {names}.")
        if value not in known[name]:
            raise UsageError(f"Option “{name}” cannot be “{value}”; it is one of: {', '.join(known[name])}.")
    return {name: package.options.get(name, next(iter(values))) for name, values in known.items()}
