r"""Formulas of saved pages: each once, as LaTeX.

    <span class="MathJax">...</span><script type="math/tex">E=mc^2</script>          E=mc^2
    <span class="katex"><annotation encoding="application/x-tex">x^2</annotation>    x^2
    <math><mfrac><mi>a</mi><mn>2</mn></mfrac></math>                                 \frac{a}{2}

MathJax and KaTeX leave a formula two or three times in a saved page (rendered, for screen readers, as source): the
source is kept where there is one, the MathML is turned into LaTeX where there is none, the rendering is never read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from extract.media._mathml import latex_of
from extract.media.html.make import Make
from extract.media.html.parse import parse
from extract.media.html.tree import Node, Tree

_RENDERED = frozenset(
    {"MathJax", "MathJax_Display", "MathJax_SVG", "MathJax_CHTML", "MathJax_SVG_Display", "MathJax_Processed"}
)
_NOISE = frozenset({"MathJax_Preview", "MJX_Assistive_MathML", "katex-html", "MathJax_Message", "mjx-chtml"})
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SOURCES = ("data-latex", "data-tex", "data-katex", "data-value", "data-math", "data-equation-content")
_PICTURES = frozenset(
    {
        "mwe-math-fallback-image-inline",
        "mwe-math-fallback-image-display",
        "texrender",
        "latex",
        "tex",
        "equation_image",
        "latexmath",
    }
)

_EDITED = frozenset({"ql-formula", "math-tex", "mq-math-mode"})
_MARKED = _RENDERED | _NOISE | _PICTURES | _EDITED | {"katex"}


@dataclass(frozen=True, slots=True)
class Formula:
    """LaTeX without its dollars; an empty one stands for a rendering whose source follows."""

    tex: str
    display: bool = False


def may_be_formula(make: Make) -> bool:
    """Whether elements of a make may be formulas."""
    return make.tag in ("script", "math", "mjx-container") or not _MARKED.isdisjoint(make.words)


def formula_at(tree: Tree, node: Node) -> Formula | None:
    """The formula that an element is, or None where it is none. Its subtree is then done with."""
    tag = node.tag
    if tag == "script":
        kind = node.get("type")
        return Formula(node.text.strip(), "mode=display" in kind) if kind.startswith("math/tex") else None
    if tag == "math":
        return Formula(_of_math(tree, node), node.get("display") == "block")
    if tag == "mjx-container":
        return _of_container(tree, node)
    own = node.attrs.get("class")
    if not own:
        return None
    words = own.split()
    if tag == "img":
        return _of_picture(node, words)
    if "katex" in words:
        return _of_katex(tree, node)
    if not _NOISE.isdisjoint(words):
        return Formula("")
    if not _RENDERED.isdisjoint(words):
        return _of_rendered(tree, node)
    if not _EDITED.isdisjoint(words):
        source = next((node.attrs[name] for name in _SOURCES if node.attrs.get(name)), "")
        return Formula(source) if source else None
    return None


def _of_katex(tree: Tree, node: Node) -> Formula | None:
    display = any(around.has_class("katex-display") for around in _near(node))
    for inner in tree.inside(node):
        if inner.tag == "annotation":
            return Formula(tree.words(inner), display)
        if inner.tag == "math":
            source = _of_math(tree, inner)
            return Formula(source, display) if source else None
    return None


def _near(node: Node) -> list[Node]:
    around = node.parent
    return [around] if around is not None else []


def _of_container(tree: Tree, node: Node) -> Formula:
    display = node.get("display") == "true"
    for inner in tree.inside(node):
        if inner.attrs.get("data-latex"):
            return Formula(inner.attrs["data-latex"], display)
        if inner.tag == "math":
            return Formula(_of_math(tree, inner), display)
    return Formula("")


def _of_rendered(tree: Tree, node: Node) -> Formula | None:
    """MathJax 2: the source script follows the rendering, or lies beside the display box around it."""
    for start in (node, *_near(node)):
        siblings = start.parent.children if start.parent else ()
        place = next((at for at, child in enumerate(siblings[:512]) if child is start), -1)
        if place >= 0 and any(twin.get("type").startswith("math/tex") for twin in siblings[place + 1 : place + 4]):
            return Formula("")
    if node.get("data-mathml"):
        inner = parse(node.get("data-mathml"))
        return Formula(next((_of_math(inner, math) for math in inner.elements("math")), ""))
    math = next(tree.elements("math", within=node), None)
    return Formula(_of_math(tree, math)) if math is not None else None


def _of_picture(node: Node, words: list[str]) -> Formula | None:
    if _PICTURES.isdisjoint(words):
        return None
    source = node.get("data-equation-content") or node.get("alt") or node.get("title")
    source = source.removeprefix("LaTeX: ").strip().strip("$").strip()
    return Formula(source, "mwe-math-fallback-image-display" in words) if source else None


def _of_math(tree: Tree, math: Node) -> str:
    for inner in tree.inside(math):
        if inner.tag == "annotation" and "tex" in inner.get("encoding"):
            return tree.words(inner)
    if math.get("alttext"):
        return math.get("alttext").strip()
    return latex_of(_element(math))


def _element(node: Node, depth: int = 0) -> etree._Element:
    """The same formula as lxml's elements, which the MathML reader takes; cut off 80 levels down."""
    element = etree.Element(re.sub(r"[^\w-]", "", node.tag.rpartition(":")[2]) or "mrow")
    element.text = ""
    for name in ("encoding", "open", "close", "separators"):
        if name in node.attrs:
            element.set(name, node.attrs[name])
    for child in node.children:
        if not child.tag:
            if len(element):
                element[-1].tail = (element[-1].tail or "") + _CONTROL.sub("", child.text)
            else:
                element.text += _CONTROL.sub("", child.text)
        elif child.tag[0] != "#" and depth < 80:
            element.append(_element(child, depth + 1))
    return element
