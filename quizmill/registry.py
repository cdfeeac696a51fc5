"""What readers and exporters there are: one module each, found by folder, a value at the module's end.

    extract/media/*.py     MEDIUM = Medium(...)        bytes -> Page; or extract/media/*/medium.py
    extract/sites/*.py     EXTRACTOR = Extractor(...)  a DOM or data format: claims a whole document
    export/*               EXPORTER = Exporter(...)    or EXPORTERS = (Exporter(...), ...) for profiles of one format

There are no priority numbers: two readers that claim the same whole document are an error that names both.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from quizmill.draft import Extraction
from quizmill.package import Exporter
from quizmill.page import Carrier, Page
from quizmill.source import Source


@dataclass(frozen=True, slots=True)
class Medium:
    """A carrier's reader. `identify` looks at the first bytes and the name and never parses."""

    name: str
    identify: Callable[[Source], bool]
    read: Callable[[Source], Page]


@dataclass(frozen=True, slots=True)
class Extractor:
    """A reader of one DOM or data format. `identify` looks and never parses; `read` is pure: no disk, no network,
    no clock, no logging. `version` goes up when it reads better, so that banks know to read again.
    """

    name: str
    carriers: frozenset[Carrier]
    identify: Callable[[Page], bool]
    read: Callable[[Page], Extraction]
    version: int = 1


def _modules(package: str) -> Iterator[ModuleType]:
    root = importlib.import_module(package)
    for info in sorted(pkgutil.iter_modules(root.__path__), key=lambda info: info.name):
        inner = ".medium" if info.ispkg and package == "extract.media" else ""
        yield importlib.import_module(f"{package}.{info.name}{inner}")


@cache
def media() -> tuple[Medium, ...]:
    """Every carrier, in the order of their module names."""
    return tuple(module.MEDIUM for module in _modules("extract.media") if hasattr(module, "MEDIUM"))


@cache
def extractors() -> tuple[Extractor, ...]:
    """Every site reader, in the order of their module names."""
    return tuple(module.EXTRACTOR for module in _modules("extract.sites") if hasattr(module, "EXTRACTOR"))


@cache
def exporters() -> dict[str, Exporter]:
    """Every target by name."""
    found: dict[str, Exporter] = {}
    for module in _modules("export"):
        own = getattr(module, "EXPORTERS", None) or ((module.EXPORTER,) if hasattr(module, "EXPORTER") else ())
        found.update((exporter.name, exporter) for exporter in own)
    return found
