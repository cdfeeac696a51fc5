"""The lines behind a question's options (or stem), parted by the labels that stand before them.

Answer: B            ANSWER, its label taken off the first line
Because cork ...     the same part: nothing begins another
Hint: it floats      HINT
---                  ends a part
It is light.         EXPLANATION, implied: no label introduces it
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question import ordering, stated
from extract.grammar.question.choice_remarks import verdict_word
from extract.grammar.question.found import VERDICTS, Found, option_texts
from extract.grammar.question.meta import take_meta
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role, roles_of
from extract.grammar.words.rich import plain
from quizmill.block import Kind, Run, System

# of several meanings the first
_ORDER = (
    Role.YOURS,
    Role.SHOULD_NOT,
    Role.SHOULD,
    Role.IF_RIGHT,
    Role.IF_WRONG,
    Role.FINAL,
    Role.CHECK,
    Role.MISTAKES,
    Role.STEP,
    Role.HINT,
    Role.ANSWER,
    Role.SOLUTION,
    Role.EXPLANATION,
    Role.RIGHT,
    Role.WRONG,
    Role.PARTIAL,
    Role.GRADER,
    Role.REVEAL,
    Role.SCORE,
)
_TELLING = frozenset((Role.ANSWER, Role.EXPLANATION, Role.HINT, Role.SOLUTION, Role.FINAL, Role.MISTAKES))
# labels that any document uses
_EVERYDAY = frozenset(
    """
    note notes reference references ref source why comment comments discussion background context details
    remark remarks reason reasons tip tips help example analysis nota notas referencia fuente hinweis
    hinweise anmerkung kommentar quelle warum remarque remarques référence commentaire pourquoi comentario
    comentarios observação fonte riferimento opmerking referentie förklaring kommentarer uwaga źródło
    poznámka megjegyzés not kaynak neden примечание комментарий источник ссылка подсказка σημείωση הערה
    ملاحظة टिप्पणी संदर्भ catatan ghi chú หมายเหตุ 注意 备注 注 参考 補足 参照 理由 说明 참고
    """.split()
)


@dataclass(slots=True)
class Part:
    """Lines that one label introduces, the label's own line among them."""

    role: Role
    lines: list[Line] = field(default_factory=list)
    first: tuple[Run, ...] | None = None  # words of the first line after its label
    boxed: bool = False
    box: tuple[int, ...] = ()
    implied: bool = False  # no label stands before it

    @property
    def value(self) -> str:
        """What stands behind the label on its line."""
        return plain(self.first or ()).strip()

    def under(self) -> tuple[list[Line], tuple[Run, ...] | None]:
        """The lines, without one that is only the label, and what stands for the first line's words."""
        if self.first is not None and not self.value:
            return self.lines[1:], None
        return self.lines, self.first


def parts_of(doc: Doc, found: Found, lines: Sequence[Line]) -> list[Part]:
    """The lines by their labels; what belongs to no part goes to the question (`taken`, `loose`)."""
    parting = _Parting(doc, found, found.lines[0].box if found.lines else ())
    for line, after in zip(lines, [*lines[1:], None], strict=False):
        parting.take(line, after)
    return parting.parts


@dataclass(slots=True)
class _Parting:
    """The parts so far, and the one that the next line may go on with."""

    doc: Doc
    found: Found
    base: tuple[int, ...]  # the box that the question stands in
    parts: list[Part] = field(default_factory=list)
    current: Part | None = None

    def take(self, line: Line, after: Line | None) -> None:
        current = self.current
        if current and current.boxed and (line.box == self.base or line.box[: len(current.box)] != current.box):
            self.current = None  # its box has closed
        if line.kind is Kind.RULE:
            self.current = None
            self.found.taken.append(line)
        elif line.kind is Kind.SUMMARY:
            self._begin(line, Part(_opened(self.doc, self.found, line), boxed=True, box=line.box))
        elif (role := self._role(line, after)) is not None:
            self._begin(line, self._labelled(line, role))
        elif current and current.role is Role.HINT and _is_reason(line):
            self._begin(line, Part(Role.EXPLANATION, [line], boxed=line.box != self.base))
        elif not self._awaits() and _is_apart(self.found, line):
            self.found.taken.append(line)
        else:
            self._go_on(line)

    def _begin(self, line: Line, part: Part) -> None:
        self.current = part
        self.parts.append(part)
        self.found.taken.append(line)

    def _labelled(self, line: Line, role: Role) -> Part:
        self.found.told = self.found.told or (role in _TELLING and line.label not in _EVERYDAY)
        self.found.ordered = self.found.ordered or (role is Role.ANSWER and ordering.asks(line.label))
        unlabelled = _is_step(line) and Role.STEP not in line.roles  # "Step 1" is the line's number
        return Part(role, [line], None if unlabelled else line.value, boxed=line.box != self.base)

    def _role(self, line: Line, after: Line | None) -> Role | None:
        """The role of the part that a line begins, or None where it goes on with the current one."""
        if _is_step(line):
            return Role.STEP
        current = self.current
        bare = line.kind is Kind.ITEM and not line.value and not line.enum
        role = None if current and bare else _meaning(self.doc, line, self.found, after)
        if current and role is None and line.enum and line.enum.word:
            return Role.STEP if Role.STEP in line.roles else None
        if current and current.role in VERDICTS and role in VERDICTS and line.value and len(current.lines) == 1:
            return None  # "Correct", and below it "Correct! Because ..."
        return role

    def _awaits(self) -> bool:
        """Whether the current part is an answer of which nothing but the label is known."""
        current = self.current
        answers = current is not None and current.role in (Role.ANSWER, Role.SOLUTION)
        return answers and current is not None and len(current.lines) < 2 and not plain(current.first or ())

    def _go_on(self, line: Line) -> None:
        """A line without a label: of the current part, or of an explanation that nothing introduces."""
        current = self.current
        if current and current.role is Role.YOURS and line.gap and current.value:
            current = None  # what stands under the learner's answer is not the learner's
        if current is None and self._is_loose(line):
            self.current = None
            self.found.loose.append(line)
            return
        if current is None:
            current = Part(Role.EXPLANATION, implied=True)
            self.parts.append(current)
        self.current = current
        if line.text or line.enum or line.kind in (Kind.CODE, Kind.IMAGE):
            current.lines.append(line)
            self.found.taken.append(line)

    def _is_loose(self, line: Line) -> bool:
        behind_box = bool(self.parts) and self.parts[-1].boxed
        return line.kind in (Kind.IMAGE, Kind.HEADING) or (line.kind is Kind.CODE and behind_box)


def _is_apart(found: Found, line: Line) -> bool:
    """Facts of the question (points, tags) and a page's furniture are of no part. Facts are taken."""
    return take_meta(found, line) or (cues.is_furniture(line.text) and line.kind is Kind.TEXT)


def _is_reason(line: Line) -> bool:
    """`B: Incorrect. It sinks.`: what is said of a choice, below a hint."""
    lettered = line.enum is not None and line.enum.system in (System.LOWER, System.UPPER) and not line.enum.word
    return lettered and verdict_word(line.text) is not None


def _is_step(line: Line) -> bool:
    """`Step 1: Look at the loop`, its label read as its number."""
    return line.enum is not None and bool(line.enum.word) and Role.STEP in roles_of(line.enum.word)


def _opened(doc: Doc, found: Found, line: Line) -> Role:
    """What a box opens on, by the words that open it."""
    shown = next((one for one in _ORDER if one in line.roles), _unnamed(doc, found, line))
    return Role.ANSWER if shown in (Role.REVEAL, Role.RIGHT) else shown


def _unnamed(doc: Doc, found: Found, line: Line) -> Role:
    """What a box without a label opens on: an answer where a quiz opens it, or box after box has these words."""
    if Role.QUESTION in line.roles:
        return Role.EXPLANATION  # it asks something of its own
    if found.options or doc.quiz or doc.interview or doc.cards or not line.text or doc.boxes[line.text] > 1:
        return Role.ANSWER
    return Role.EXPLANATION


def _meaning(doc: Doc, line: Line, found: Found, after: Line | None) -> Role | None:
    """The one meaning of a line's label here: "Correct" alone judges, "Correct: B" answers."""
    roles = line.roles
    if not roles or line.kind is Kind.CODE:
        return None
    value = plain(line.value).strip()
    if Role.ANSWER in roles and " " in line.label and not value and _is_named(found, after):
        return Role.ANSWER  # "Correct answer", and on the next line which
    if Role.RIGHT in roles and (not value or "!" in line.text[: len(line.text) - len(value)] or line.mark is not None):
        return Role.RIGHT
    if Role.ANSWER in roles and "answer labels" in doc.off:
        return Role.EXPLANATION
    if Role.STEP in roles and not (line.enum or value):
        return None
    role = next((one for one in _ORDER if one in roles), None)
    if role is Role.ANSWER and line.enum is not None and line.enum.raw[:1] in "aA" and found.options:
        return None
    return role


def _is_named(found: Found, after: Line | None) -> bool:
    """Whether a line does nothing but name options."""
    if after is None or not found.options or after.roles:
        return False
    texts, labels = option_texts(found)
    named = stated.read(after.whole(), texts, labels)
    return named is not None and not named.rest
