"""Letters that lost their dot or their space: `A red`, `Ared`. Only where lines count on from A.

    ABridging gaps          A) Bridging gaps
    BWriting papers    ->   B) Writing papers
    CDrawing maps           C) Drawing maps         (also `a.red`, `a/ red`: a sign that the words touch, or a stroke)

"A dog" alone is a sentence; "A dog", "B cat", "C cow" on three lines are options. Two lines suffice where the
document has longer runs of the same habit. In other scripts (`Б кіт`, `ア 猫`) only with a space behind the letter.
"""

from __future__ import annotations

from extract.grammar.lines.enumerators import letter_value
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.words.rich import cut, plain, strip
from quizmill.block import Enumerator, Kind, Run, Shape


def unglue(doc: Doc) -> None:
    """Gives such lines their enumerator."""
    runs = [run for run in _runs(doc) if doc.on("glued")]
    long = {glued for glued, lines in runs if len(lines) >= 3}
    for glued, lines in runs:
        if len(lines) >= 3 or (glued in long and sum(1 for g, one in runs if g == glued and len(one) >= 3) >= 2):
            for value, line in enumerate(lines, 1):
                if line.enum is not None:  # "B - $20": the dash is a minus
                    line.runs = (Run(line.enum.raw + " "), *line.runs)
                    line.text = plain(line.runs)
                letter = line.text[0]
                line.enum = Enumerator(letter, value, letter_value(letter)[1])
                line.form = "A_"
                line.runs = strip(cut(line.runs, 1 + (line.text[1] in _SIGNS)))
                line.text = plain(line.runs)
                line.roles, line.value = frozenset(), ()


_ROWS = (
    "ABCDEFGH abcdefgh АБВГДЕЖ ΑΒΓΔΕΖ アイウエオカ אבגדהו أبجدهو ابجدهو ㄱㄴㄷㄹㅁ 가나다라마바 甲乙丙丁戊 कखगघङ"
).split()
_SIGNS = "./"  # behind a letter, where the words touch the dot
_BESIDE = "\"'(`$-"  # signs that may touch a letter


def _runs(doc: Doc) -> list[tuple[bool, list[Line]]]:
    """Lines that count on from a row's first letter, and whether the letters touch the words."""
    found: list[tuple[bool, list[Line]]] = []
    lines = doc.lines
    index = 0
    while index < len(lines):
        first = _letter(lines[index])
        row = next((row for row in _ROWS if first == row[0]), "")
        if not row:
            index += 1
            continue
        run = [lines[index]]
        while index + len(run) < len(lines) and len(run) < len(row):
            line = lines[index + len(run)]
            if _letter(line) != row[len(run)] or line.gap > 1 or line.box != run[0].box:
                break
            run.append(line)
        if len(run) >= 2 and sum(line.enum is not None for line in run) * 2 < len(run):
            spaced = [line.enum is not None or line.text[1].isspace() or line.text[1] in _SIGNS for line in run]
            if all(spaced) or (not any(spaced) and row == _ROWS[0]):
                found.append((not spaced[0], run))
        index += len(run)
    return found


def _letter(line: Line) -> str:
    """The letter that a line begins with, where it may be a label: `A dog`, `ADog`, `A$x$`, never `At home`."""
    text = line.text
    if line.roles and line.label in ("answer", "choice"):
        return ""  # "A is not correct."
    if line.enum is not None:
        if line.enum.raw[1:].strip() not in ("-", "–"):
            return ""
        text = f"{line.enum.raw} {text}"
    raw = line.block.raw.strip()
    judged = line.mark is not None and line.mark.shape is Shape.TICK
    judged = judged and (raw[:1] != text[:1] or raw[-1:] == (line.mark.glyph[-1:] if line.mark else ""))
    if line.kind is not Kind.TEXT or (line.mark is not None and not judged) or len(text) < 2 or not text[0].isalpha():
        return ""
    after = text[1]
    if after.isspace() or (after in _SIGNS and len(text) > 3 and (after == "/" or text[2].isalnum())):
        return text[0]
    touching = after.isupper() or after.isdigit() or not after.isascii() or after in _BESIDE
    return text[0] if "A" <= text[0] <= "H" and touching else ""
