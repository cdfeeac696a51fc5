"""MediaWiki, DokuWiki and Textile, whose lines say by their first signs what they are.

== Rivers ==          h2. Rivers          ==== Rivers ====       a heading
# Which is longest?   ## Nile             * Rhine                numbers are counted, deeper ones by letters
'''bold'''            *bold*              {{Hidden|Answer|It is the Nile.}}
"""

from __future__ import annotations

import re

from extract.media.line_markup import medium, rewritten

_EQUALS = re.compile(r"(={1,6})\s*(\S.*?)\s*\1\s*\Z")
_TEXTILE = re.compile(r"h([1-6])\.\s+(\S.*)\Z")
_LIST = re.compile(r"(?P<signs>[*#:;]{1,6})\s*(?P<text>\S.*)\Z")
_DOKU = re.compile(r"(?P<indent>(?: {2})+)(?P<sign>[*-])\s+(?P<text>\S.*)\Z")
_HIDDEN = re.compile(
    r"\{\{\s*(?:hidden|collapse|collapsible|spoiler|solution|answer|hide in print|show)\w*\s*(?P<title>\|[^|{}]*)?\|"
    r"(?P<text>[^{}]*)\}\}",
    re.IGNORECASE,
)
_DROPPED = re.compile(r"\s*(?:\{\|.*|\|\}|__[A-Z]+__|\[\[(?:Category|Kategorie|Catégorie|Categoría):[^\]]*\]\])\s*\Z")
_LOOKS = (
    (re.compile(r"'''''(.+?)'''''"), r"***\1***"),
    (re.compile(r"'''(.+?)'''"), r"**\1**"),
    (re.compile(r"''(.+?)''"), r"*\1*"),
    (re.compile(r"\[\[(?:File|Image|Datei|Fichier):([^\]|\n]+)[^\]\n]*\]\]", re.I), r"![](\1)"),
    (re.compile(r"\[\[(?:[^\]|\n]*\|)?([^\]|\n]+)\]\]"), r"\1"),
    (re.compile(r"\[(https?://\S+)\s+([^\]\n]+)\]"), r"[\2](\1)"),
    (re.compile(r"<(?:code|tt|nowiki)>([^<\n]*)</(?:code|tt|nowiki)>"), r"`\1`"),
    (re.compile(r"<math>([^<\n]*)</math>"), r"$\1$"),
)
_TEXTILE_LOOKS = (
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{0,300}?[^\s*])\*(?![\w*])"), r"**\1**"),
    (re.compile(r"(?<![\w@])@(?=\S)([^@\n]{0,300}?\S)@(?![\w@])"), r"`\1`"),
    (re.compile(r"\"([^\"\n]+)\":(https?://\S+)"), r"[\1](\2)"),
)


def _wiki(lines: list[str]) -> list[str]:
    """One Markdown line for each line of MediaWiki or DokuWiki."""
    deepest = max((len(found[1]) for line in lines if (found := _EQUALS.match(line.strip()))), default=0)
    doku = deepest > 4 or any(_DOKU.match(line) for line in lines)
    counts: list[int] = []
    made = []
    for line in lines:
        if found := _EQUALS.match(line.strip()):
            level = max(1, 7 - len(found[1])) if doku else len(found[1])
            counts = []
            made.append("#" * level + " " + rewritten(_LOOKS, found[2]))
        elif _DROPPED.match(line):
            made.append("")
        elif found := _HIDDEN.match(line.strip()):
            title = (found["title"] or "|Answer").lstrip("|").strip()
            made.append(f"<details><summary>{title}</summary>{rewritten(_LOOKS, found['text'])}</details>")
        elif (entry := _LIST.match(line)) and not doku:
            made.append(_entry(entry["signs"], rewritten(_LOOKS, entry["text"]), counts))
        elif entry := _DOKU.match(line) if doku else None:
            sign = "#" if entry["sign"] == "-" else "*"
            made.append(_entry(sign * (len(entry["indent"]) // 2), rewritten(_LOOKS, entry["text"]), counts))
        else:
            counts = counts if not line.strip() else []
            made.append(rewritten(_LOOKS, line))
    return made


def _textile(lines: list[str]) -> list[str]:
    """One Markdown line for each line of Textile."""
    counts: list[int] = []
    made = []
    for line in lines:
        if found := _TEXTILE.match(line.strip()):
            made.append("#" * int(found[1]) + " " + rewritten(_TEXTILE_LOOKS, found[2]))
        elif (entry := _LIST.match(line)) and line[len(entry["signs"]) : len(entry["signs"]) + 1].isspace():
            made.append(_entry(entry["signs"], rewritten(_TEXTILE_LOOKS, entry["text"]), counts))
        else:
            counts = counts if not line.strip() else []
            made.append(rewritten(_TEXTILE_LOOKS, line.replace("bq. ", "> ", 1)))
    return made


def _entry(signs: str, text: str, counts: list[int]) -> str:
    """A list's line: `#` counts, deeper ones by letters; `*` is a bullet; `:` is set in."""
    depth = len(signs)
    del counts[depth:]
    counts += [0] * (depth - len(counts))
    indent = "   " * (depth - 1)
    match signs[-1]:
        case "#":
            counts[-1] += 1
            number = str(counts[-1]) if depth == 1 or counts[-1] > 26 else chr(96 + counts[-1])
            return f"{indent}{number}. {text}"
        case "*":
            return f"{indent}- {text}"
        case ";":
            return f"**{text}**"
        case _:
            return f"{indent}   {text}"


WIKI = frozenset((".wiki", ".mediawiki", ".mw", ".dokuwiki"))
MEDIUM = medium("wiki-text", WIKI | {".textile"}, lambda lines: _textile(lines) if _is_textile(lines) else _wiki(lines))


def _is_textile(lines: list[str]) -> bool:
    return any(_TEXTILE.match(line.strip()) for line in lines)
