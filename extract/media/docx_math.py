"""Word's formulas (Office Math) as LaTeX.

    <m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>
    \\frac{1}{2}

ECMA-376 part 1, 22.1. What has no LaTeX of its own here is read through to its parts, so no letter is lost.
"""

from __future__ import annotations

from extract.media import xml
from extract.media.docx_styles import child, only_child, value

_SIGNS = {
    "α": "\\alpha", "β": "\\beta", "γ": "\\gamma", "δ": "\\delta", "ε": "\\epsilon", "ζ": "\\zeta", "η": "\\eta",
    "θ": "\\theta", "κ": "\\kappa", "λ": "\\lambda", "μ": "\\mu", "ν": "\\nu", "ξ": "\\xi", "π": "\\pi", "ρ": "\\rho",
    "σ": "\\sigma", "τ": "\\tau", "φ": "\\phi", "ϕ": "\\phi", "χ": "\\chi", "ψ": "\\psi", "ω": "\\omega",
    "Γ": "\\Gamma", "Δ": "\\Delta", "Θ": "\\Theta", "Λ": "\\Lambda", "Π": "\\Pi", "Σ": "\\Sigma", "Φ": "\\Phi",
    "Ψ": "\\Psi", "Ω": "\\Omega", "×": "\\times", "÷": "\\div", "±": "\\pm", "∓": "\\mp", "·": "\\cdot",
    "≤": "\\leq", "≥": "\\geq", "≠": "\\neq", "≈": "\\approx", "≡": "\\equiv", "∞": "\\infty", "∂": "\\partial",
    "∇": "\\nabla", "∈": "\\in", "∉": "\\notin", "⊂": "\\subset", "⊆": "\\subseteq", "∪": "\\cup", "∩": "\\cap",
    "∅": "\\emptyset", "∀": "\\forall", "∃": "\\exists", "→": "\\to", "⇒": "\\Rightarrow", "⇔": "\\Leftrightarrow",
    "∑": "\\sum", "∏": "\\prod", "∫": "\\int", "∮": "\\oint", "√": "\\surd", "∝": "\\propto", "°": "^{\\circ}",
    "−": "-", "∧": "\\land", "∨": "\\lor", "¬": "\\neg", "…": "\\ldots", "⋯": "\\cdots", "%": "\\%", "#": "\\#",
    "&": "\\&", "$": "\\$", "_": "\\_", "{": "\\{", "}": "\\}", "ℝ": "\\mathbb{R}", "ℤ": "\\mathbb{Z}",
    "ℕ": "\\mathbb{N}", "ℚ": "\\mathbb{Q}", "ℂ": "\\mathbb{C}",
}  # fmt: skip
_ACCENTS = {"̂": "\\hat", "̃": "\\tilde", "̅": "\\bar", "⃗": "\\vec", "̇": "\\dot", "̈": "\\ddot", "̌": "\\check"}
_FENCES = {"{": "\\{", "}": "\\}", "": ".", "‖": "\\|", "⟨": "\\langle", "⟩": "\\rangle", "⌊": "\\lfloor",
           "⌋": "\\rfloor", "⌈": "\\lceil", "⌉": "\\rceil"}  # fmt: skip
_FUNCTIONS = frozenset(
    "sin cos tan cot sec csc log ln exp lim max min sup inf det dim gcd arcsin arccos arctan".split()
)


def latex(node: xml.Node) -> str:
    """The formula of an `m:oMath` or any element in it, without dollars."""
    return "".join(_part(part) for part in node.iterchildren()).strip()


def _group(node: xml.Node, name: str) -> str:
    part = only_child(node, name)
    return "{" + (latex(part) if part is not None else "") + "}"


def _part(node: xml.Node) -> str:
    match str(node.tag):
        case "r":
            return _run(node)
        case "f":
            return _fraction(node)
        case "rad":
            degree = child(node, "deg")
            root = f"[{latex(degree)}]" if degree is not None and latex(degree) else ""
            return f"\\sqrt{root}{_group(node, 'e')}"
        case "sSup" | "sSub" | "sSubSup" | "sPre":
            return _scripts(node)
        case "d":
            return _fenced(node)
        case "nary":
            return _nary(node)
        case "m":
            return _rows(node, "matrix", "mr")
        case "eqArr":
            rows = " \\\\ ".join(latex(row) for row in node.iterchildren("e"))
            return f"\\begin{{aligned}}{rows}\\end{{aligned}}"
        case "acc":
            accent = _ACCENTS.get(value(node, "accPr", "chr") or "̂", "\\hat")
            return accent + _group(node, "e")
        case "bar":
            return ("\\underline" if value(node, "barPr", "pos") == "bot" else "\\overline") + _group(node, "e")
        case "limLow":
            return f"{_base(node)}_{_group(node, 'lim')}"
        case "limUpp":
            return f"{_base(node)}^{_group(node, 'lim')}"
        case "func":
            return f"{_named(node)} {latex(found) if (found := only_child(node, 'e')) is not None else ''}"
        case name if name.endswith("Pr"):
            return ""
        case _:
            return latex(node)


def _run(node: xml.Node) -> str:
    text = "".join(part.text or "" for part in node.iterchildren("t"))
    if only_child(node, "rPr") is not None and child(node, "rPr", "nor") is not None and text.strip().isalpha():
        return f"\\text{{{text}}}"
    written = ""
    for char in text:
        sign = _SIGNS.get(char, char)
        if written and char.isalpha() and _ends_in_command(written) and not sign.startswith("\\"):
            written += " "
        written += sign
    return written + (" " if _ends_in_command(written) else "")


def _ends_in_command(written: str) -> bool:
    letters = len(written) - len(written.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return bool(letters) and written[-letters - 1 : -letters] == "\\"


def _fraction(node: xml.Node) -> str:
    top, bottom = _group(node, "num"), _group(node, "den")
    kind = value(node, "fPr", "type")
    if kind == "lin":
        return f"{top}/{bottom}"
    return f"{{{top} \\atop {bottom}}}" if kind == "noBar" else f"\\frac{top}{bottom}"


def _base(node: xml.Node) -> str:
    part = only_child(node, "e")
    base = latex(part) if part is not None else ""
    return base if len(base) == 1 or base.strip() in ("\\lim", "\\max", "\\min") else "{" + base + "}"


def _scripts(node: xml.Node) -> str:
    lower = f"_{_group(node, 'sub')}" if only_child(node, "sub") is not None else ""
    upper = f"^{_group(node, 'sup')}" if only_child(node, "sup") is not None else ""
    return f"{{}}{lower}{upper}{_base(node)}" if node.tag == "sPre" else f"{_base(node)}{lower}{upper}"


def _fenced(node: xml.Node) -> str:
    properties = only_child(node, "dPr")
    begin, end = _fence(properties, "begChr", "("), _fence(properties, "endChr", ")")
    between = _fence(properties, "sepChr", "|")
    inner = between.join(latex(part) for part in node.iterchildren("e"))
    return f"\\left{_FENCES.get(begin, begin)}{inner}\\right{_FENCES.get(end, end)}"


def _fence(properties: xml.Node | None, name: str, usual: str) -> str:
    return value(properties, name) if child(properties, name) is not None else usual


def _nary(node: xml.Node) -> str:
    sign = value(node, "naryPr", "chr") or "∫"
    lower = f"_{_group(node, 'sub')}" if _shown(node, "sub") else ""
    upper = f"^{_group(node, 'sup')}" if _shown(node, "sup") else ""
    return f"{_SIGNS.get(sign, sign)}{lower}{upper}{_group(node, 'e')}"


def _shown(node: xml.Node, name: str) -> bool:
    part = only_child(node, name)
    return part is not None and bool(latex(part))


def _rows(node: xml.Node, environment: str, row: str) -> str:
    rows = (" & ".join(latex(cell) for cell in line.iterchildren("e")) for line in node.iterchildren(row))
    return f"\\begin{{{environment}}}" + " \\\\ ".join(rows) + f"\\end{{{environment}}}"


def _named(node: xml.Node) -> str:
    part = only_child(node, "fName")
    name = (latex(part) if part is not None else "").strip()
    return f"\\{name}" if name in _FUNCTIONS else name
