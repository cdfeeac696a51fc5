"""Records: frozen dataclasses that are made as quickly as others.

    @record(frozen=True, slots=True)
    class Run: ...

At run time `dataclass(frozen=True)` sets every field through `object.__setattr__`: 2 us for a `Block`, of which every
line of a page is one, and a tenth of the time that a document takes. Nobody sets a field of a record anew: the type
checkers see to that (for them this is `dataclass` itself). It is for what readers make by the thousand: blocks, runs,
spans, drafts. Items, findings and provenance, which users of the library hold, are truly frozen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen, **options):
        """A dataclass that compares and hashes by its fields, as a frozen one does."""
        return dataclass(unsafe_hash=frozen, **options)


__all__ = ["record"]
