"""Ways of writing questions that the general grammar cannot know by itself; one module each, found by folder.

A dialect looks at a document's lines and claims those that it can explain; the arbiter settles overlaps.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from extract.arbiter import Dialect


@cache
def dialects() -> tuple[Dialect, ...]:
    """Every dialect, in the order of their module names."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return tuple(module.DIALECT for module in modules if hasattr(module, "DIALECT"))
