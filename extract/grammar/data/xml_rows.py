"""XML of any make as lists and records, as readers of data take them.

<answer correct="true">Beethoven</answer>    ->   {"correct": "true", "text": "Beethoven"}
<answers><answer/><answer/></answers>        ->   "answers": [{...}, {...}]
<option>a</option><option>b</option>         ->   "option": ["a", "b"], inside their parent
"""

from __future__ import annotations

from extract.media.xml import Node

Data = str | int | float | bool | None | list["Data"] | dict[str, "Data"]
_DEEPEST = 20
_MARKUP = frozenset("b i u em strong code sub sup br p span a tt pre".split())


def data(node: Node, depth: int = 0) -> Data:
    """An element as a text, a list or a record."""
    children = [child for child in node if isinstance(child.tag, str)]
    text = (node.text or "").strip()
    if depth >= _DEEPEST or all(child.tag in _MARKUP for child in children):
        words = " ".join("".join(str(part) for part in node.itertext()).split())
        return {**_attributes(node), **({"text": words} if words else {})} if node.attrib else words
    names = [str(child.tag) for child in children]
    if not node.attrib and not text and len(set(names)) == 1 and len(names) > 1:
        return [data(child, depth + 1) for child in children]
    record: dict[str, Data] = _attributes(node)
    if text:
        record["text"] = text
    for child in children:
        name, value = str(child.tag), data(child, depth + 1)
        if names.count(name) > 1:
            held = record.setdefault(name, [])
            if isinstance(held, list):
                held.append(value)
        else:
            record.setdefault(name, value)
    return record


def _attributes(node: Node) -> dict[str, Data]:
    return {str(name): str(value) for name, value in node.attrib.items()}
