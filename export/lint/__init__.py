"""The package linter: what schemas do not see in QTI 1.2, 2.x, 3.0 packages and Common Cartridges.

    for problem in lint_package(Path("quiz.zip").read_bytes()):
        print(problem)      items/q1.xml:12: error key-unknown [q1]: a9 is no choice of RESPONSE. Name the ...

It works on packages of any maker. Problems of a dialect (Canvas, D2L, Blackboard) are reported too; `relevant`
keeps those that are wrong for anyone and those of one importer.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from export.lint import _qti2, _qti12
from export.lint._archive import MANIFEST, Package, opened
from export.lint._codes import RULES, Problem, Rule
from export.lint._manifest import Resource, resources
from export.lint._nodes import named, plain_name

__all__ = ["RULES", "Problem", "Rule", "lint_package", "relevant"]


def lint_package(data: bytes) -> tuple[Problem, ...]:
    """Everything that is wrong with a package, in the order of its files."""
    package, refused = opened(data)
    if package is None:
        return tuple(refused)
    found = resources(package)
    owners = {name: resource for resource in found for name in resource.files | {resource.main}}
    questions = 0
    identifiers: dict[str, str] = {}
    assessment = ""
    for name in sorted(package.names - {MANIFEST}):
        if not name.lower().endswith((".xml", ".qti", ".dat")) or name.startswith("__MACOSX/"):
            continue
        root = package.xml(name)
        if root is None:
            continue
        match plain_name(root):
            case "questestinterop":
                questions += _qti12.check(package, name, root)
                node = root.find("{*}assessment")
                assessment = assessment or (node.get("ident") or "" if node is not None else "")
            case "assessmentItem":
                questions += 1
                _one_of_many(package, name, root, identifiers)
                _pictures(package, name, _qti2.check_item(package, name, root), owners.get(name))
                _order(package, name, root, owners.get(name))
            case "assessmentTest":
                _qti2.check_test(package, name, root)
    _canvas_settings(package, assessment)
    if not questions and found:
        package.report("no-questions", MANIFEST, "There are none.")
    return tuple(package.problems)


def relevant(problems: Iterable[Problem], importer: str) -> tuple[Problem, ...]:
    """Problems for anyone, and those of one importer (`canvas`, `d2l`, `blackboard`; no other name adds any)."""
    return tuple(problem for problem in problems if problem.rule.dialect in ("", importer))


def _one_of_many(package: Package, file: str, root: etree._Element, seen: dict[str, str]) -> None:
    name = root.get("identifier") or ""
    if name in seen:
        package.report("item-duplicate", file, f"Item {name} is also {seen[name]}.", root, name)
    seen.setdefault(name, file)


def _pictures(package: Package, file: str, pictures: list[str], resource: Resource | None) -> None:
    if resource is None:
        return
    for picture in dict.fromkeys(pictures):
        if picture not in resource.files:
            package.report("canvas-media-resource", file, f"{picture} is another resource's.")


def _order(package: Package, file: str, root: etree._Element, resource: Resource | None) -> None:
    """Canvas guesses the kind of an item of QTI 2 from its interaction, but knows this one by the manifest alone."""
    if resource is None or resource.interaction or etree.QName(root).localname != "assessmentItem":
        return
    for node in named(root, "orderInteraction"):
        package.report("canvas-order-type", file, "The manifest does not say it.", node, root.get("identifier") or "")


def _canvas_settings(package: Package, assessment: str) -> None:
    for name in (name for name in package.names if name.rpartition("/")[2] == "assessment_meta.xml"):
        root = package.xml(name)
        if root is not None and assessment and root.get("identifier") != assessment:
            package.report("canvas-settings-id", name, f"{root.get('identifier')} is not {assessment}.", root)
