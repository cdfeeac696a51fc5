"""MathML to LaTeX, for the formulas of QTI items and saved pages.

    <math><mfrac><mi>a</mi><mn>2</mn></mfrac></math>   ->   \\frac{a}{2}

Presentation MathML 3, chapter 3. An `annotation` in TeX, where there is one, is what the author wrote and wins.
An element of another kind yields its children: a formula is never dropped, at worst it is flat.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

Element = etree._Element

_OPERATORS = {
    "≤": r"\le ", "≥": r"\ge ", "≠": r"\ne ", "×": r"\times ", "÷": r"\div ", "·": r"\cdot ", "⋅": r"\cdot ",
    "±": r"\pm ", "∑": r"\sum ", "∏": r"\prod ", "∫": r"\int ", "∞": r"\infty ", "→": r"\to ", "⇒": r"\Rightarrow ",
    "∈": r"\in ", "∉": r"\notin ", "∪": r"\cup ", "∩": r"\cap ", "⊂": r"\subset ", "⊆": r"\subseteq ",
    "∀": r"\forall ", "∃": r"\exists ", "∂": r"\partial ", "∇": r"\nabla ", "√": r"\sqrt{}", "≈": r"\approx ",
    "≡": r"\equiv ", "∧": r"\land ", "∨": r"\lor ", "¬": r"\lnot ", "−": "-", "\u2061": "", "\u2062": "", "\u2063": ",",
    "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "…": r"\dots ",
    "α": r"\alpha ", "β": r"\beta ", "γ": r"\gamma ", "δ": r"\delta ", "ε": r"\varepsilon ", "ϵ": r"\epsilon ",
    "ζ": r"\zeta ", "η": r"\eta ", "θ": r"\theta ", "κ": r"\kappa ", "λ": r"\lambda ", "μ": r"\mu ", "ν": r"\nu ",
    "ξ": r"\xi ", "π": r"\pi ", "ρ": r"\rho ", "σ": r"\sigma ", "τ": r"\tau ", "φ": r"\varphi ", "ϕ": r"\phi ",
    "χ": r"\chi ", "ψ": r"\psi ", "ω": r"\omega ", "Γ": r"\Gamma ", "Δ": r"\Delta ", "Θ": r"\Theta ",
    "Λ": r"\Lambda ", "Π": r"\Pi ", "Σ": r"\Sigma ", "Φ": r"\Phi ", "Ψ": r"\Psi ", "Ω": r"\Omega ",
}  # fmt: skip
_FUNCTIONS = frozenset(
    "sin cos tan cot sec csc log ln exp lim max min sup inf det gcd arcsin arccos arctan sinh cosh".split()
)
_ACCENTS = {"¯": "overline", "‾": "overline", "_": "underline", "^": "hat", "ˆ": "hat", "~": "tilde", "˜": "tilde",
            "→": "vec", "⃗": "vec", "˙": "dot", "¨": "ddot"}  # fmt: skip
_MAX_DEPTH = 60


def _local(node: Element) -> str:
    tag = node.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def _words(node: Element) -> str:
    return "".join("".join(str(text) for text in node.itertext()).split())


def _kids(node: Element, depth: int) -> list[str]:
    return [_latex(child, depth + 1) for child in node if isinstance(child.tag, str)]


def _group(latex: str) -> str:
    return latex.strip() if len(latex.strip()) == 1 else "{" + latex.strip() + "}"


def _identifier(node: Element, depth: int) -> str:
    del depth
    name = _words(node)
    if name in _FUNCTIONS:
        return f"\\{name} "
    if len(name) > 1 and name.isalpha():
        return rf"\mathrm{{{name}}}"
    return "".join(_OPERATORS.get(char, char) for char in name)


def _operator(node: Element, depth: int) -> str:
    del depth
    name = _words(node)
    return f"\\{name} " if name in _FUNCTIONS else "".join(_OPERATORS.get(char, char) for char in name)


def _text(node: Element, depth: int) -> str:
    del depth
    return rf"\text{{{' '.join(str(text) for text in node.itertext()).strip()}}}"


def _row(node: Element, depth: int) -> str:
    return "".join(_kids(node, depth))


def _template(pattern: str, least: int) -> Callable[[Element, int], str]:
    def write(node: Element, depth: int) -> str:
        parts = [part.strip() for part in _kids(node, depth)]
        return pattern.format(*parts) if len(parts) >= least else "".join(parts)

    return write


def _scripts(marks: str) -> Callable[[Element, int], str]:
    def write(node: Element, depth: int) -> str:
        parts = _kids(node, depth)
        if len(parts) <= len(marks):
            return "".join(parts)
        base = parts[0] if len(parts[0].strip()) == 1 or parts[0].startswith("\\") else _group(parts[0])
        return base.rstrip() + "".join(mark + _group(part) for mark, part in zip(marks, parts[1:], strict=False))

    return write


def _over(node: Element, depth: int) -> str:
    parts = _kids(node, depth)
    if len(parts) == 2 and (accent := _ACCENTS.get(_words(node[1]))):
        return rf"\{accent}{{{parts[0].strip()}}}"
    return _scripts("^" if _local(node) == "mover" else "_")(node, depth)


def _fenced(node: Element, depth: int) -> str:
    opening, closing = node.get("open", "("), node.get("close", ")")
    return rf"\left{opening or '.'}" + ",".join(_kids(node, depth)) + rf"\right{closing or '.'}"


def _table(node: Element, depth: int) -> str:
    rows = [" & ".join(_kids(row, depth + 1)) for row in node if _local(row) in ("mtr", "mlabeledtr")]
    return r"\begin{matrix}" + r" \\ ".join(rows) + r"\end{matrix}"


def _nothing(node: Element, depth: int) -> str:
    del node, depth
    return ""


_WRITERS: dict[str, Callable[[Element, int], str]] = {
    "mi": _identifier,
    "mo": _operator,
    "mn": _operator,
    "ms": _text,
    "mtext": _text,
    "mfrac": _template(r"\frac{{{0}}}{{{1}}}", 2),
    "mroot": _template(r"\sqrt[{1}]{{{0}}}", 2),
    "msup": _scripts("^"),
    "msub": _scripts("_"),
    "msubsup": _scripts("_^"),
    "munderover": _scripts("_^"),
    "munder": _over,
    "mover": _over,
    "mfenced": _fenced,
    "mtable": _table,
    "annotation": _nothing,
    "annotation-xml": _nothing,
    "mphantom": _nothing,
}


# Who writes TeX, and no words to be read aloud, into `alttext`: LaTeXML, and quizmill itself.
_TEX_ALTTEXT = frozenset(("ltx_Math", "tex"))


def _latex(node: Element, depth: int) -> str:
    if depth > _MAX_DEPTH:
        return _words(node)
    name = _local(node)
    if name == "msqrt":
        return rf"\sqrt{{{_row(node, depth).strip()}}}"
    if name == "mspace":
        return r"\ "
    writer = _WRITERS.get(name)
    return writer(node, depth) if writer else _row(node, depth)


def latex_of(math: Element) -> str:
    """The LaTeX of a `math` element, without dollars; empty where it holds nothing."""
    for node in math.iter():
        if _local(node) == "annotation" and "tex" in (node.get("encoding") or "").lower():
            return " ".join((node.text or "").split())
    if math.get("alttext") and _TEX_ALTTEXT.intersection((math.get("class") or "").split()):
        return " ".join(math.get("alttext", "").split())
    return " ".join(_latex(math, 0).split())
