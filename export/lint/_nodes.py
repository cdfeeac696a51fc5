"""Elements of QTI 2.x and 3.0 in the words of 2.x: `qti-simple-choice` is `simpleChoice`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree


def plain_name(node: etree._Element) -> str:
    """An element's name in the words of 2.x."""
    return camel(etree.QName(node).localname.removeprefix("qti-"))


def camel(name: str) -> str:
    """`max-choices` -> `maxChoices`."""
    return re.sub("-([a-z])", lambda found: found[1].upper(), name)


def attribute(node: etree._Element, name: str) -> str:
    """An attribute in either spelling."""
    kebab = re.sub("[A-Z]", lambda found: "-" + found[0].lower(), name)
    return node.get(name) or node.get(kebab) or ""


def named(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Descendants of these names."""
    return (node for node in root.iter(etree.Element) if plain_name(node) in names)
