"""What a press opens: buttons and links, and the panels that they show.

<button data-bs-target="#s1">Solution</button> <div id="s1">...</div>     the button opens s1
<button>Reveal</button> <p hidden>...</p>                                 and so it does what is out of sight behind it
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.media.html.make import Make
from extract.media.html.tree import Node, Tree


@dataclass(frozen=True, slots=True)
class Panels:
    """What opens on a press: `openers` maps a button's node index to an id, `panels` are the node indices that open."""

    openers: dict[int, str]
    panels: frozenset[int]


_TARGETS = ("aria-controls", "data-bs-target", "data-target", "data-toggle-target", "data-reveal", "data-for")
_NAMING = frozenset(_TARGETS)
_OPENERS = frozenset("button a h2 h3 h4 h5 div span input li label".split())
_SHOWS = re.compile(
    r"answer|solution|reveal|explan|spoiler|\bhint\b|antwort|lösung|auflös|respuesta|soluci|réponse|correction|resposta"
    r"|risposta|soluzion|gabarito|ответ|решен|odpowied|rozwiąz|oplossing|答案|解答|正解|정답|उत्तर|đáp án|cevap|jawaban"
    r"|الإجابة|پاسخ",
    re.I,
)
_CLOSED = re.compile(
    r"(?:spoiler|accordion|toggle|collaps\w*|reveal|disclosure|expand\w*)[-_]{0,2}(?:content|body|panel|text|inner)",
    re.I,
)
_PANE = re.compile(
    r"(?:^|[\s_-])(?:tab|tabs)[-_]?(?:pane|panel|content|body)s?(?=$|[\s_-])|(?:^|\s)panel(?=$|\s)", re.I
)
_IN_CALL = re.compile(r"""['"]#?([\w-]{1,80})['"]""")


def panels_of(tree: Tree) -> Panels:
    """Accordions, tabs and "show answer" buttons: elements that name the id of a box that is there."""
    openers: dict[int, str] = {}
    panels: set[int] = set()
    for node in tree.of(_may_open):
        target = _target(tree, node)
        if target is not None and not (target.index <= node.index < target.end):
            openers[node.index] = target.id
            panels.add(target.index)
        elif target is None and node.index not in openers and (behind := _behind(tree, node)) is not None:
            openers[node.index] = behind.id or f"@{behind.index}"
            panels.add(behind.index)
    return Panels(openers, frozenset(panels))


def _behind(tree: Tree, node: Node) -> Node | None:
    """What stands out of sight right behind a button that says it shows something."""
    if node.parent is None or (node.tag != "button" and node.attrs.get("role") != "button"):
        return None
    words = tree.words(node)
    if len(words) > 60 or not _SHOWS.search(words):
        return None
    after = next((child for child in node.parent.children if child.index >= node.end and child.tag), None)
    closed = after is not None and (after.hidden or _CLOSED.search(after.make.own) is not None)
    return after if closed and after is not None and tree.words(after) else None


def _may_open(make: Make) -> bool:
    """Whether elements of a make may name what they open."""
    if make.tag not in _OPENERS:
        return False
    if make.tag == "button" or "role" in make.names:
        return True
    toggles = make.tag == "a" and "href" in make.names
    return toggles or "onclick" in make.names or not _NAMING.isdisjoint(make.names)


def _target(tree: Tree, node: Node) -> Node | None:
    attrs = node.attrs
    for name in _TARGETS:
        if name in attrs and (found := tree.by_id.get(attrs[name].lstrip("#"))) is not None:
            return found
    if node.tag == "a" and attrs.get("data-toggle", attrs.get("data-bs-toggle")) in ("collapse", "tab", "pill"):
        return tree.by_id.get(attrs.get("href", "").lstrip("#"))
    if node.tag == "a" and attrs.get("href", "")[:1] == "#":
        pane = tree.by_id.get(attrs["href"][1:])
        return pane if pane is not None and _PANE.search(pane.make.own) else None
    call = attrs.get("onclick")
    if call and node.tag in ("button", "a", "span", "div", "input"):
        for name in _IN_CALL.findall(call[:400]):
            found = tree.by_id.get(name)
            if found is not None and found.hidden:
                return found
    return None
