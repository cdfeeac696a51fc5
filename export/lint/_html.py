"""HTML inside items: pictures that are in the package, and nothing that runs."""

from __future__ import annotations

import re

from lxml import etree

from export.lint._archive import Package, beside

_SOURCE = re.compile(
    r"""<(?:img|audio|video|source|object)\b[^>]{0,4000}?\s(?:src|data)\s*=\s*["']([^"']{1,2000})""", re.IGNORECASE
)
_ACTIVE = re.compile(
    r"""<script\b|<iframe\b|<[a-z][^>]{0,4000}?\son[a-z]+\s*=|<[a-z][^>]{0,4000}?(?:href|src)\s*=\s*["']\s*javascript:""",
    re.IGNORECASE,
)
_BLACKBOARD = "@X@EmbeddedFile.location@X@"
_ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|/|#|@@|\$|%24)", re.IGNORECASE)  # addresses outside the package
_SHOWN = {"img": "src", "audio": "src", "video": "src", "source": "src", "object": "data"}


def check_text(package: Package, file: str, item: str, html: str, node: etree._Element) -> list[str]:
    """Look through escaped HTML; the names of pictures in it."""
    if "<" not in html:
        return []
    if _ACTIVE.search(html):
        package.report("active-content", file, "A script or handler stands in a text.", node, item)
    return [name for source in _SOURCE.findall(html) if (name := _there(package, file, item, source, node))]


def check_tree(package: Package, file: str, item: str, root: etree._Element) -> list[str]:
    """Look through XHTML elements; the names of pictures in them."""
    found = []
    for node in root.iter(etree.Element):
        name = etree.QName(node).localname
        if name in ("script", "iframe") or any(str(key).startswith("on") for key in node.attrib):
            package.report("active-content", file, f"<{name}> may run a script.", node, item)
        if name == "a" and (node.get("href") or "").strip().lower().startswith("javascript:"):
            package.report("active-content", file, "A link runs a script.", node, item)
        if (
            name in _SHOWN
            and (source := node.get(_SHOWN[name]))
            and (there := _there(package, file, item, source, node))
        ):
            found.append(there)
    return found


def _there(package: Package, file: str, item: str, source: str, node: etree._Element) -> str:
    """The member that a picture's address means; empty, and a problem, where there is none."""
    if _ELSEWHERE.match(source):
        return ""
    own = source.removeprefix(_BLACKBOARD)  # a file in the folder that is named after the questions'
    for name in (beside(file, source), source, f"{file.rpartition('.')[0]}/{own}"):
        if name in package.names:
            return name
    package.report("media-missing", file, f"{source} is not in the archive.", node, item)
    return ""
