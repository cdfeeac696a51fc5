"""What follows the options (or the stem): answers, explanations, hints, solution steps, boxes that open.

Answer: C                                  a claim, or the answer of an open question
<details><summary>Answer</summary> B ..    the same, its other words explain
Explanation: ...                           feedback
1. Step 1: Look at the loop                a step of the solution, with the lines under it
Hint: ...   Common Mistakes: ...           hints, mistakes
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from extract.grammar import choice_reasons, conclusions, prose, stated, truth_lists, words_cues
from extract.grammar.found import VERDICTS, Found, option_texts, state
from extract.grammar.key_entries import is_letters
from extract.grammar.lines import Doc, Line
from extract.grammar.meta import take_meta
from extract.grammar.rich import plain
from extract.grammar.words import Role
from quizmill.block import Kind, Run, System
from quizmill.draft import Claim, When
from quizmill.item import Evidence

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


_PAIRS = re.compile(r"(?:\(?\d{1,2}\)?\s?[-–:→=.]\s?\(?[a-zA-Z]\)?(?:[\s,;/]+|\Z)){2,}\Z")  # "1-b, 2-a"
_MOST_KEYS = 12  # lines that a key given as text may have
_REASONED = frozenset((Role.ANSWER, Role.EXPLANATION, Role.SOLUTION))
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
class _Part:
    role: Role
    lines: list[Line] = field(default_factory=list)
    first: tuple[Run, ...] | None = None  # words of the first line after its label
    boxed: bool = False
    box: tuple[int, ...] = ()
    level: int = 0
    implied: bool = False  # no label stands before it


def read_tail(doc: Doc, found: Found, lines: Sequence[Line]) -> None:
    """Reads everything after the options into the question."""
    parts = _off_own(found, _parts(doc, found, lines))
    answered = any(Role.ANSWER in line.roles for part in parts for line in part.lines[:1])
    for part in parts:
        if found.options and part.role in _REASONED and doc.on("truth lists"):
            part.lines = choice_reasons.take(found, truth_lists.take(found, part.lines))
        told = part.role is Role.SOLUTION and not found.options and answered
        _READ.get(Role.EXPLANATION if told else part.role, _explain)(doc, found, part)
    if found.options and not found.claims and doc.on("conclusions"):
        reasons = [part for part in parts if part.role in _REASONED | VERDICTS and part.lines]
        lines = [line for part in reasons for line in part.lines]
        conclusions.take(found, [prose.text(part.lines) for part in reasons], prose.spans(lines))


_STRONG = re.compile(
    r"correct|right|richtig|korrekt|juste|bonne|corret|certa|esatt|juist|rätt|riktig|oikea|poprawn|prawidłow|správn"
    r"|helyes|corect|doğru|прави|верн|вірн|σωστ|נכונ|صحيح|सही|benar|betul|đúng|ถูก|正|정답",
    re.IGNORECASE,
)


def _off_own(found: Found, parts: list[_Part]) -> list[_Part]:
    """Without the answer that the learner typed: another one is called correct, or the page judged it wrong."""
    answers = [part for part in parts if part.role is Role.ANSWER and part.lines]
    strong = [part for part in answers if _STRONG.search(part.lines[0].label)]
    weak = [part for part in answers if part not in strong]
    if found.options or not weak or not (strong or found.status in (Role.WRONG, Role.PARTIAL)):
        return parts
    return [part for part in parts if part not in weak]


def _role(doc: Doc, line: Line, found: Found, after: Line | None) -> Role | None:
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


def _unnamed(doc: Doc, found: Found, line: Line) -> Role:
    """What a box without a label opens on: an answer where a quiz opens it, or box after box has these words."""
    if found.options or doc.quiz or doc.interview or doc.cards or not line.text or doc.boxes[line.text] > 1:
        return Role.ANSWER
    return Role.EXPLANATION


def _parts(doc: Doc, found: Found, lines: Sequence[Line]) -> list[_Part]:
    parts: list[_Part] = []
    current: _Part | None = None
    last_box: tuple[int, ...] = found.lines[0].box if found.lines else ()
    base = last_box
    for place, line in enumerate(lines):
        if line.kind is Kind.RULE:
            current = None
            found.taken.append(line)
            continue
        if current and current.boxed and (line.box == base or line.box[: len(current.box)] != current.box):
            current = None  # its box has closed
        if line.kind is Kind.SUMMARY:
            shown = next((one for one in _ORDER if one in line.roles), _unnamed(doc, found, line))
            current = _Part(Role.ANSWER if shown in (Role.REVEAL, Role.RIGHT) else shown, boxed=True, box=line.box)
            parts.append(current)
            found.taken.append(line)
            continue
        role = (
            None
            if line.kind is Kind.ITEM and current and not line.value and not line.enum
            else _role(doc, line, found, lines[place + 1] if place + 1 < len(lines) else None)
        )
        if current and role is None and line.enum and line.enum.word:
            role = Role.STEP if Role.STEP in line.roles else None
        step = _is_step(line)
        if step:
            role = Role.STEP
        if current and current.role in VERDICTS and role in VERDICTS and line.value and len(current.lines) == 1:
            role = None  # "Correct", and below it "Correct! Because ..."
        if role is not None:
            found.told = found.told or (role in _TELLING and line.label not in _EVERYDAY)
            current = _Part(role, [line], line.value, boxed=bool(line.box != base), level=line.level)
            if step and line.enum is not None and Role.STEP not in line.roles:
                current.first = None
            parts.append(current)
            found.taken.append(line)
            continue
        awaited = (
            current is not None
            and current.role in (Role.ANSWER, Role.SOLUTION)
            and len(current.lines) < 2
            and not plain(current.first or ())
        )
        if not awaited and (take_meta(found, line) or (words_cues.is_furniture(line.text) and line.kind is Kind.TEXT)):
            found.taken.append(line)
            continue
        if current and current.role is Role.YOURS and line.gap and plain(current.first or ()).strip():
            current = None  # what stands under the learner's answer is not the learner's
        if current is None:
            if line.kind in (Kind.IMAGE, Kind.HEADING) or (line.kind is Kind.CODE and parts and parts[-1].boxed):
                found.loose.append(line)
                continue
            current = _Part(Role.EXPLANATION, implied=True)
            parts.append(current)
        if not line.text and not line.enum and line.kind not in (Kind.CODE, Kind.IMAGE):
            continue
        current.lines.append(line)
        found.taken.append(line)
    return parts


def _is_step(line: Line) -> bool:
    return line.enum is not None and bool(line.enum.word) and Role.STEP in _word_roles(line)


def _word_roles(line: Line) -> frozenset[Role]:
    from extract.grammar.words import roles_of

    return roles_of(line.enum.word) if line.enum else frozenset()


def _answer(doc: Doc, found: Found, part: _Part) -> None:
    lines = part.lines
    if not lines and not part.first:
        return
    head_value = plain(part.first).strip() if part.first is not None else ""
    found.answered = True
    if found.options:
        _answer_key(doc, found, part, head_value)
    elif lines and Role.KEYS in lines[0].roles and _offers(doc, found, lines):
        found.malformed = True  # several answers to choose from
    else:
        _answer_open(found, part, head_value)


def _answer_key(doc: Doc, found: Found, part: _Part, value: str) -> None:
    """The first words that name options are the key; all the rest explains it."""
    rest = list(part.lines)
    if is_pairing(value) or is_pairing(
        " ".join(line.block.raw.strip() for line in rest[0 if value else 1 :][:_MOST_KEYS])
    ):
        return  # the key of several questions
    if part.first is not None:
        if value:
            text = prose.text(rest[:1], part.first)
            apart = len(rest) > 1 and bool(rest[1].gap)  # a paragraph of its own is no part of the key
            for count in (1, len(rest)) if apart else (len(rest), 1):
                whole = prose.text(rest[:count], part.first)
                named = state(found, whole, rest[:count])
                if named:
                    found.behind = rest[count:] if rest[count:] and rest[count].gap and not named.rest else []
                    _explain_rest(found, named.rest, rest[count:])
                    return
            if len(text) <= 80:
                found.claims.append(Claim(Evidence.STATED, texts=(text,), spans=prose.spans(rest[:1])))
                _explain_rest(found, "", rest[1:])
                return
            _explain_rest(found, text, rest[1:])
            return
        rest = rest[1:]
    numbered = Role.KEYS in part.lines[0].roles and _is_numbered(rest)
    if not rest or numbered or _is_key_list(rest) or _is_unfilled(rest):
        return
    items = [line for line in rest if line.kind is not Kind.CODE]
    for count in range(min(len(items), len(found.options), _MOST_KEYS), 0, -1):
        named = state(
            found,
            "\n".join(
                line.markdown() if line.enum is None else f"{line.enum.raw} {line.markdown()}" for line in rest[:count]
            ),
            rest[:count],
        )
        if named:
            _explain_rest(found, named.rest, rest[count:])
            return
    _explain_rest(found, "", rest)


def _is_unfilled(lines: Sequence[Line]) -> bool:
    """`1.`, `2.`, `3.` with nothing behind them: a key that nobody wrote names no choice."""
    return len(lines) > 1 and all(line.enum is not None and not line.text for line in lines)


def _is_key_list(lines: Sequence[Line]) -> bool:
    """`1. C`, `2. A` under "Answers": the keys of several questions, of which this one may be any."""
    numbered = [line for line in lines if line.enum is not None and line.enum.system is System.DECIMAL]
    return len(numbered) >= 2 and all(is_letters(line.text) for line in numbered)


def _explain_rest(found: Found, text: str, lines: Sequence[Line]) -> None:
    more = prose.text(lines, whole=True) if lines else ""
    joined = "\n\n".join(part for part in (text.strip(), more) if part)
    if joined:
        from quizmill.draft import Fragment

        found.feedback.append(("general", Fragment(joined, prose.spans(lines))))


def _answer_open(found: Found, part: _Part, value: str) -> None:
    """Words first are the answer and code after them explains; code alone is the answer."""
    lines = part.lines
    body = lines if value or part.first is None else lines[1:]
    if not body:
        return
    if Role.KEYS in lines[0].roles and not value and _is_numbered(body, found.number):
        return  # the key of all the questions, which was not read
    if sum(_is_choice(line) for line in body) > 1:
        return  # lines that look like options and were not explained are no answer
    if is_pairing(value or body[0].text):
        found.malformed = True  # what they pair was not read
        return
    first = part.first if value else None
    cut = len(body)
    if body[0].kind is not Kind.CODE and not part.boxed:
        cut = next(
            (i for i, line in enumerate(body) if i and line.kind in (Kind.CODE, Kind.QUOTE, Kind.HEADING)), len(body)
        )
    found.answers.append(prose.fragment(body[:cut], first, whole=cut > 1))
    if cut < len(body):
        _explain_rest(found, "", body[cut:])


def _offers(doc: Doc, found: Found, lines: Sequence[Line]) -> bool:
    """Under "Answers" stand those to choose from: between rules, or as bare lines beside the one that was chosen."""
    chosen = any(Role.YOURS in line.roles for line in found.lines)
    return (lines[0].kind is Kind.HEADING and _goes_on(doc, found)) or (chosen and len(lines) > 2)


def _goes_on(doc: Doc, found: Found) -> bool:
    """Behind the question's last line a rule, and below it bare words that ask nothing."""
    rule, *after = doc.lines[found.lines[-1].at + 1 : found.lines[-1].at + 3] or [found.lines[-1]]
    bare = bool(after) and after[0].kind is Kind.TEXT and not after[0].roles and after[0].enum is None
    return rule.kind is Kind.RULE and bare and not words_cues.is_question(after[0].text)


def _is_numbered(lines: Sequence[Line], own: str = "") -> bool:
    """Lines numbered from one, under a question that is another."""
    numbers = [line.enum.value for line in lines if line.enum is not None and line.enum.system is System.DECIMAL]
    return numbers[:1] == [1] and (len(numbers) > 1 or own not in ("", "1"))


def is_pairing(text: str) -> bool:
    """`1-b, 2-a`: the key of a matching question."""
    return bool(_PAIRS.match(text.strip()))


def _is_choice(line: Line) -> bool:
    """True for a line with a letter, a box or a tick before it."""
    lettered = line.enum is not None and line.enum.system is not System.DECIMAL
    return line.kind is not Kind.CODE and (line.mark is not None or lettered)


def _explain(doc: Doc, found: Found, part: _Part) -> None:
    del doc
    found.implied = list(part.lines) if part.implied else found.implied
    _feedback(found, part, "general")


def _feedback(found: Found, part: _Part, when: When) -> None:
    lines = part.lines
    first = part.first
    if first is not None and not plain(first).strip():
        lines, first = lines[1:], None
    if lines:
        found.feedback.append((when, prose.fragment(lines, first, whole=True)))


def _verdict(doc: Doc, found: Found, part: _Part) -> None:
    """A verdict after the options: of the last option where each ticked one has its own, else of the question."""
    last = found.options[-1] if found.options else None
    earlier = [option for option in found.options[:-1] if option.verdict]
    if (
        last
        and earlier
        and not last.verdict
        and not last.feedback
        and part.role is not Role.PARTIAL
        and (last.head.mark is None or last.head.mark.on or part.role is not Role.RIGHT)
        and doc.on("verdicts")
    ):
        last.verdict = part.role
        last.feedback = list(part.lines)
        return
    if last is None and found.answers:
        _feedback(found, part, "general")
        return
    found.question_verdict = found.question_verdict or part.role
    lines, first = part.lines, part.first
    if first is not None and not plain(first).strip():
        lines, first = lines[1:], None
    elif first is not None:
        first = None  # "Correct! Because ..." is the sentence as shown
    if part.role is Role.PARTIAL or any("select all the correct" in line.text.lower() for line in part.lines):
        found.said_all = False
    if lines:
        found.feedback.append(("general", prose.fragment(lines, first, whole=True)))


def _hint(doc: Doc, found: Found, part: _Part) -> None:
    del doc
    lines, first = part.lines, part.first
    if first is not None and not plain(first).strip():
        lines, first = lines[1:], None
    if lines:
        found.hints.append(prose.fragment(lines, first))


def _step(doc: Doc, found: Found, part: _Part) -> None:
    del doc
    first = part.first if part.first is not None and plain(part.first).strip() else None
    found.solution.append(prose.fragment(part.lines, first))


def _final(doc: Doc, found: Found, part: _Part) -> None:
    """`42 -> Option B` or words alone: the final answer, and a claim where it names an option."""
    lines, first = part.lines, part.first
    if first is not None and not plain(first).strip():
        lines, first = lines[1:], None
    if not lines:
        return
    found.final = prose.fragment(lines, first)
    if found.options and doc.on("answer labels"):
        text = found.final.text
        words, arrow, named = text.replace("\\", "").rpartition("->")
        if not arrow:
            words, arrow, named = text.rpartition("→")
        if not state(found, named if arrow else text, lines) and arrow:
            state(found, words, lines)


def _check(doc: Doc, found: Found, part: _Part) -> None:
    """A quick check is the last lines of the worked solution."""
    del doc

    lines, first = _under(part)
    if lines:
        found.check = prose.fragment(lines, first)


def _under(part: _Part) -> tuple[list[Line], tuple[Run, ...] | None]:
    """A part's lines without a line that is only its label."""
    if part.first is not None and not plain(part.first).strip():
        return part.lines[1:], None
    return part.lines, part.first


def _mistakes(doc: Doc, found: Found, part: _Part) -> None:
    del doc
    lines, first = part.lines, part.first
    if first is not None and plain(first).strip():
        found.mistakes.append(prose.fragment(lines[:1], first))
    found.mistakes += [prose.fragment([line]) for line in (lines[1:] if first is not None else lines)]


def _solution(doc: Doc, found: Found, part: _Part) -> None:
    """A solution states the key of options, answers an open question, or explains."""
    if found.options:
        if (
            not found.claims
            and not found.solution
            and (part.boxed or plain(part.first or ()).strip() or len(part.lines) > 1)
        ):
            before = len(found.claims)
            _answer_key_quietly(doc, found, part)
            if len(found.claims) > before:
                return
        _explain(doc, found, part)
    elif not found.answers:
        _answer(doc, found, part)
    else:
        _explain(doc, found, part)


def _answer_key_quietly(doc: Doc, found: Found, part: _Part) -> None:
    """As a stated answer, but words that name no option say nothing."""
    del doc
    lines = part.lines
    first = part.first
    if first is not None and not plain(first).strip():
        lines, first = lines[1:], None
    if not lines or _is_key_list(lines):
        return
    words = prose.text(lines[:1], first)
    if first is None and lines[0].enum is not None and lines[0].enum.system is not System.DECIMAL:
        words = f"{lines[0].enum.raw} {words}"  # "(B). Differentiate term by term."
    named = state(found, words, lines[:1])
    if named:
        found.answered = True
        _explain_rest(found, named.rest, lines[1:])


def _if_right(doc: Doc, found: Found, part: _Part) -> None:
    del doc
    _feedback(found, part, "correct")


def _if_wrong(doc: Doc, found: Found, part: _Part) -> None:
    del doc
    _feedback(found, part, "incorrect")


def _grader(doc: Doc, found: Found, part: _Part) -> None:
    del doc
    lines, first = (
        (part.lines[1:], None) if part.first is not None and not plain(part.first).strip() else (part.lines, part.first)
    )
    if lines:
        found.grader = prose.fragment(lines, first)


_JUDGED = re.compile(r"\s*[(\[–—-]?\s*(?:(?P<right>[✅✔✓]\ufe0f?)|(?P<wrong>[❌✗✘✖]\ufe0f?))\s*[)\]]?\s*\Z")


def _yours(doc: Doc, found: Found, part: _Part) -> None:
    """`Your answer: B ✅`: the learner's own answer is a key only where it is judged right on the spot."""
    line = part.lines[0] if part.lines else None
    if line is None or not found.options or not doc.on("answer labels"):
        return
    value = plain(part.first or ())
    judged = _JUDGED.search(line.block.raw)
    if judged is None or not judged["right"] or not value.strip():
        return
    texts, labels = option_texts(found)
    named = stated.read(_JUDGED.sub("", value), texts, labels)
    if named is not None and not named.rest:
        claim = Claim(Evidence.MARKED_CORRECT, labels=named.labels, texts=named.texts, spans=prose.spans([line]))
        found.claims.append(claim)


def _pass(doc: Doc, found: Found, part: _Part) -> None:
    """The learner's own answer, a score, a button: taken, but no part of the question."""
    del doc, found, part


_READ: dict[Role, Callable[[Doc, Found, _Part], None]] = {
    Role.ANSWER: _answer,
    Role.EXPLANATION: _explain,
    Role.SOLUTION: _solution,
    Role.HINT: _hint,
    Role.STEP: _step,
    Role.FINAL: _final,
    Role.CHECK: _check,
    Role.MISTAKES: _mistakes,
    Role.IF_RIGHT: _if_right,
    Role.IF_WRONG: _if_wrong,
    Role.GRADER: _grader,
    Role.YOURS: _yours,
    Role.SCORE: _pass,
    Role.REVEAL: _pass,
    **dict.fromkeys(VERDICTS, _verdict),
}
