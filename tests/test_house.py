"""The house's own rules that no linter knows: sites stand alone, readers are found, every code is explained."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from quizmill import registry
from quizmill.finding import CODES
from quizmill.item import TYPES

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("quizmill", "extract", "normalize", "export")


def _modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).glob("*.py"))


def _imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
    return names


def test_sites_and_dialects_do_not_import_each_other() -> None:
    for folder in ("extract/sites", "extract/dialects"):
        readers = {f"{folder.replace('/', '.')}.{p.stem}" for p in _modules(folder) if not p.stem.startswith("_")}
        for path in _modules(folder):
            if not path.stem.startswith("_"):
                assert not _imported(path) & readers, path.name


def test_every_reader_and_exporter_is_found_under_its_own_name() -> None:
    names = [extractor.name for extractor in registry.extractors()]
    assert len(names) == len(set(names)) > 10
    assert {"anki", "qti12", "qti21", "qti30", "json"} <= registry.exporters().keys()


def test_every_exporter_speaks_of_every_type() -> None:
    for exporter in registry.exporters().values():
        assert set(exporter.support) == set(TYPES), exporter.name
        assert all(s.how for s in exporter.support.values() if s.level != "full"), exporter.name


def test_every_finding_code_in_the_sources_is_explained() -> None:
    used = set()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            used |= set(re.findall(r'Finding\(\s*"([a-z-]+)"', path.read_text()))
    assert used <= CODES.keys()
