"""Every reader, loaded: the process that workers are forked from imports this once, and they share what it loaded."""

from __future__ import annotations

from importlib import import_module

from quizmill import registry

for _module in (
    "quizmill.reading",
    "quizmill.pipeline",
    "extract.grammar.document.general",
    "extract.grammar.pages.page",
):
    import_module(_module)
registry.media()
registry.extractors()
