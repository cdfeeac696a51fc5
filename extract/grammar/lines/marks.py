"""The sign at a line that selects it or judges it: boxes, buttons, ticks, crosses, stars, arrows.

    "[x] green"   BOX on         "☐ green"    BOX off        "( ) green"  RADIO off      "◉ green"   RADIO on
    "✔ green"     TICK on        "❌ green"    TICK off       "*b) green"  TICK on        "green [x]" BOX on, at the end
    "green (correct)" TICK on    "→ b) green" TICK on

What a mark means is decided later: a box that the learner ticked is no key by itself.
"""

from __future__ import annotations

import re

from quizmill.block import Mark, Shape
from quizmill.record import record

BOX_ON = "☑☒🗹🗷🗵✓⊠■▣🗸"
BOX_OFF = "☐□▢◻❏❑❐⬜🔲🔳◽▫"
RADIO_ON = "◉⦿●⚫🔘🔵🟢⬤⊙◎"
RADIO_OFF = "○◯⚪❍⭘🔴\u20dd"  # the last combines with a blank: LaTeX draws its circle so
TICKS = "✔✅✓🗸☑√🟢👍"
CROSSES = "❌✖✗✘❎×🚫🔴👎"
_VARIANT = "\ufe0f\ufe0e\u200b"
_BRACKET = re.compile(
    r"(?P<esc>\\?)\[(?P<in>[ \u00a0]{0,3}|[xX✓✔√*+oOv✗•■_]|[ \u00a0][xX✓✔*][ \u00a0]?|"
    r"[xX✓✔*][ \u00a0])\\?\](?![(\[])(?P<s>\s*)"
)
_ROUND = re.compile(r"\((?P<in>[ \u00a0_]{0,3}|[xX✓✔√*•●oO○]|[ ][xX✓✔*•●oO][ ])\)(?P<s>\s+|(?=[^\s\w)]))")
_END = re.compile(
    r"(?P<s>\s*)(?:\[(?P<box>[ \u00a0]?|[xX✓✔√])\]|(?P<tick>[✔✅✓☑√❌✖✗✘]\ufe0f?)|(?P<arrow><-{1,2}|←|⬅\ufe0f?)"
    r"|(?<=\s)(?P<star>\*{1,2})|\((?P<round>[✓✔√✅])\))\s*\Z"
)
_END_WORD = re.compile(
    r"\s*[-–—]{0,2}\s*(?:[\[(*{<←]{1,3}[\s*_-]*|<[-=]+\s*|⇐\s*|⟵\s*)(?P<w>correct|right|true answer|"
    r"correct answer|the correct answer|answer|ans|key|richtig|korrekt|richtige antwort|correcte?|"
    r"bonne réponse|vrai|correcta|respuesta correcta|"
    r"correta|resposta correta|certa|corretta|risposta corretta|esatta|juist|correct antwoord|rätt|rätt svar|"
    r"riktig|oikein|poprawna|poprawna odpowiedź|správně|správná odpověď|helyes|corect|doğru|doğru cevap|"
    r"правильно|верно|"
    r"правильный ответ|правильна відповідь|вірно|σωστό|נכון|صحيح|الإجابة الصحيحة|सही|सही उत्तर|benar|jawaban benar|"
    r"đúng|đáp án đúng|câu trả lời đúng|juiste antwoord|rätt svar|correct choice|correct option|"
    r"ถูกต้อง|正解|正确|正確|"
    r"正确答案|정답)[\s!.*_✓✔✅]*[\])}>*]{0,3}\s*\Z",
    re.IGNORECASE,
)
_LAST = frozenset("])✔✅✓☑√❌✖✗✘\ufe0f-←⬅*")  # what `_END` ends with
_OPENING = frozenset("[(*{<←⇐⟵")  # what `_END_WORD` begins with
_END_CAPITALS = re.compile(r"\s+[-–—:]\s*(?P<w>CORRECT|RIGHT|RICHTIG|CORRECTA|CORRETA|CORRETTA|ВЕРНО)[\s!.]*\Z")
_SENTENCE = re.compile(r"\w[,;]?\s+\w+\.\Z")  # "It cools the valve. *"
_BEFORE_STAR = re.compile(  # what stands before a star that belongs to a program: `SELECT *`, `char *`, `x = *`
    r"(?:\b(?:import|export|select|distinct|delete|char|int|void|float|unsigned|signed|bool|byte|const|struct\s+\w+|size_t"
    r"|rm|ls|cp|mv|grep|chmod|unzip|git\s+add)|[-=+/%^&|~(<,:;.*\\])\Z",
    re.IGNORECASE,
)
_STAR = re.compile(r"[*>](?=\s?[(\[]?[^\W_][.)\]:]\s?\S)")
_ARROW = re.compile(r"(?:->|=>|-->|==>|>>|→|➔|➜|⇒|➡\ufe0f?|👉)\s*(?=\S)")
_SIGNS = frozenset("✔✅✓❌✖✗✘")
_TRUE = frozenset("xX✓✔√*+vV■•●")


@record(frozen=True, slots=True)
class Marked:
    """A mark and the characters it takes at the start and at the end of the line."""

    mark: Mark
    start: int
    end: int  # position in the text where the words end


def read(text: str) -> Marked | None:
    """The mark of a line, or None."""
    return _at_start(text) or _at_end(text)


def _at_start(text: str) -> Marked | None:
    head = text[:12]
    if not head:
        return None
    first = head[0]
    if first in "[\\" and (found := _BRACKET.match(head)):
        on = found["in"].strip(" \u00a0_")
        return _marked(text, found.end(), Shape.BOX, (bool(on) and on in _TRUE) or on in ("o", "O"), found[0].strip())
    if first == "(" and (found := _ROUND.match(head)):
        on = found["in"].strip(" \u00a0_")
        return _marked(text, found.end(), Shape.RADIO, bool(on) and on != "○", found[0].strip())
    if first in "*>" and _STAR.match(head):
        return _marked(text, 1, Shape.TICK, True, first)
    if not first.isascii() and (found_glyph := _glyph(first)):
        shape, on, sure = found_glyph
        return _marked(text, 1, shape, on, first, sure)
    if first in "-=>→➔➜⇒➡👉" and (found := _ARROW.match(head)):
        return _marked(text, found.end(), Shape.TICK, True, found[0].strip(), 0.8)
    return None


def _glyph(char: str) -> tuple[Shape, bool, float] | None:
    """Shape, state and how sure. A bare tick or cross judges; a box or button selects; a disc may be a bullet."""
    if char in "✔✅✓🗸√👍":
        return Shape.TICK, True, 1.0
    if char in "❌✖✗✘❎🚫👎":
        return Shape.TICK, False, 1.0
    if char in BOX_ON:
        return Shape.BOX, True, 0.6 if char in "■▣" else 1.0
    if char in BOX_OFF:
        return Shape.BOX, False, 0.6 if char in "□▢◻▫◽" else 1.0
    if char in RADIO_ON:
        return Shape.RADIO, True, 0.6 if char in "●⚫⬤🔵🟢" else 1.0
    if char in RADIO_OFF:
        return Shape.RADIO, False, 0.6 if char in "○◯⚪" else 1.0
    return None


def _marked(text: str, start: int, shape: Shape, on: bool, glyph: str, sure: float = 1.0) -> Marked:
    while start < len(text) and (text[start] in _VARIANT or text[start].isspace()):
        start += 1
    return Marked(Mark(shape, on, sure, glyph), start, len(text))


def _at_end(text: str) -> Marked | None:
    tail = text[-40:]
    if not tail:
        return None
    offset = len(text) - len(tail)
    if text.rstrip()[-1:] in _LAST and (found := _END.search(text[-6:])):
        offset = len(text) - len(text[-6:])
        if found["box"] is not None:
            on = bool(found["box"].strip())
            return Marked(Mark(Shape.BOX, on, 1.0, found[0].strip()), 0, offset + found.start())
        before = text[: offset + found.start()]
        if found["star"] and _BEFORE_STAR.search(before) and not _SENTENCE.search(before):
            return None
        if found["tick"] and not _SIGNS.isdisjoint(text[: offset + found.start()]):
            return None  # several options on one line, each with its own
        on = not found["tick"] or found["tick"][0] not in CROSSES
        return Marked(Mark(Shape.TICK, on, 1.0, found[0].strip()), 0, offset + found.start())
    if tail.rstrip("!. ")[-2:].isupper() and (found := _END_CAPITALS.search(tail)) and offset + found.start() > 0:
        return Marked(Mark(Shape.TICK, True, 1.0, found["w"]), 0, offset + found.start())
    if not _OPENING.isdisjoint(tail) and (found := _END_WORD.search(tail)) and offset + found.start() > 0:
        if found[0].strip() == "(right)":
            return None  # "Glove (right)" may lie beside "Glove (left)"
        return Marked(Mark(Shape.TICK, True, 1.0, found["w"]), 0, offset + found.start())
    return None
