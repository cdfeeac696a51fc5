"""What the author's names say of an option: class words, attributes and calls that judge it right or wrong.

    class="option is-correct"      True        data-correct="false"     False
    onclick="check(this, true)"    True        class="float-right"      None  (layout)
    class="partiallycorrect"       None        class="show-correct"     None  (what a button does)

These words only matter where they contrast inside a group; a word that every option carries says nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.grammar.words.label_words import Role, roles_of

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+|\d+")
_RIGHT = frozenset(
    "correct correctly correctanswer correctoption correctchoice iscorrect true valid richtig korrekt correcto "
    "correcta corretto corretta correto correta vrai verdadero verdadeiro juste bonne giusto esatto rightanswer "
    "rightoption isright rightone goodanswer trueanswer istrue verno pravilno benar dogru poprawna crt".split()
)
_WRONG = frozenset(
    "incorrect incorrectly incorrectanswer wrong wronganswer wrongoption iswrong false invalid falsch incorrecto "
    "incorrecta errado errada sbagliato scorretto faux falso falseanswer badanswer isfalse salah yanlis nepravilno "
    "notcorrect uncorrect distractor wrng".split()
)
_TURNS = frozenset(
    "not un non partially partly partial partiallycorrect show check hide count score total num number toggle if on "
    "when auto spell no reveal mark validate attempts max min".split()
)
_LAYOUT_FRIENDS = frozenset("answer option choice is opt ans item response the one alternative response".split())
_COLOURS = {
    "text-success": True, "bg-success": True, "list-group-item-success": True, "alert-success": True,
    "table-success": True, "is-valid": True, "border-success": True, "btn-success": True, "badge-success": True,
    "text-danger": False, "bg-danger": False, "list-group-item-danger": False, "alert-danger": False,
    "table-danger": False, "is-invalid": False, "border-danger": False, "btn-danger": False, "badge-danger": False,
}  # fmt: skip
_TINTED = re.compile(
    r"(?:has-)?(?:text|bg|background|border|ring|highlight)-(?:(green|emerald|success)|(red|rose|danger))(?:-\d{2,3})?",
    re.I,
)  # utility classes; with a prefix such as `hover:` they say what may come
_YES = frozenset({"true", "1", "yes", "y", "t", "correct", "right", "valid", "on", "100", "ok", "r"})
_NO = frozenset({"false", "0", "no", "n", "f", "incorrect", "wrong", "invalid", "off", "w", "x"})
FEEDBACK = re.compile(
    r"(?:^|[\s_-])(?:feedback|explanation|explain|rationale|comment|remark|solution|hint|justification|reason|correction"
    r"|specificfeedback|generalfeedback|retroalimentaci\w+|erkl\w+rung|result|message|response-?text|answer-?text"
    r"|answer-?explanation|outcome|grade-?feedback-?content|tipp)(?:$|[\s_-])",
    re.I,
)
OPTION = re.compile(
    r"(?:^|[\s_-])(?:options?|choices?|answers?|alternatives?|opt|opts|ans|distractors?|responses?|antwort|antworten"
    r"|respuestas?|opcion|opciones|reponses?|risposta|risposte|resposta|variants?|mcq-?option)(?:$|[\s_-]|[A-Z]|\d)",
    re.I,
)
QUESTION = re.compile(
    r"(?:^|[\s_-])(?:questions?|quiz|mcq|problem|exercise|challenge|frage|pregunta|domanda|pergunta|vraag|qtext|stem|que)"
    r"(?:$|[\s_-]|\d)",
    re.I,
)


_SCOPED = re.compile(
    r"[A-Za-z][\w-]*?_(?!_)([A-Za-z][\w-]*?)__[\w+-]{2,12}$"
)  # `Card_correctOption__x1F2a`, of a build


_DIGITS = str.maketrans("123456789", "000000000")


def numberless(name: str) -> str:
    """`q12-3` and `q47-1` are told apart by their numbers alone, which judge nothing: both are asked as `q00-0`."""
    return name.translate(_DIGITS)


@lru_cache(maxsize=4096)
def is_feedback(names: str) -> bool:
    """Whether what an author calls an element says that it holds a remark."""
    return FEEDBACK.search(names) is not None


@lru_cache(maxsize=4096)
def is_question(names: str) -> bool:
    """Whether what an author calls an element says that it holds a question."""
    return QUESTION.search(names) is not None


@lru_cache(maxsize=4096)
def words_in(name: str) -> tuple[str, ...]:
    """The words of an identifier: `isCorrectAnswer`, `is-correct_answer` -> is, correct, answer."""
    return tuple(word.lower() for word in _WORD.findall(name))


def tint(name: str) -> bool | None:
    """Whether a utility class paints green (True) or red (False)."""
    if name.lower() in _COLOURS:
        return _COLOURS[name.lower()]
    found = _TINTED.fullmatch(name)
    return None if found is None else found[1] is not None


_MODIFIED = re.compile(
    r"(?:answer|option|choice|variant|response|alternative)s?(?:--|__|_|_-)(?:is[-_])?right$", re.I
)  # a block and its state: `test-answer_right`


@lru_cache(maxsize=4096)
def judge(name: str) -> bool | None:
    """Whether one class word, identifier or value means right (True), wrong (False), or neither."""
    if (tinted := tint(name)) is not None:
        return tinted
    if scoped := _SCOPED.match(name):
        name = scoped[1]
    words = words_in(name)
    if not words or len(words) > 6:
        return None
    if "should" in words[-2:]:  # of a page that shows what was to be selected: `should`, `should-not`
        return True if words[-1] == "should" else False if words[-1] == "not" else None
    if any(word in _WRONG for word in words) or ("in" in words and "correct" in words):
        return None if not _TURNS.isdisjoint(words) else False
    if not _TURNS.isdisjoint(words):
        return False if "correct" in words and ("not" in words or "non" in words) else None
    if any(word in _RIGHT for word in words):
        return True
    if words in (("is", "key"), ("opt", "key"), ("option", "key"), ("choice", "key"), ("key", "option")):
        return True
    if words[-1] == "right" and _MODIFIED.search(name):
        return True
    if "right" in words and all(word in _LAYOUT_FRIENDS or word == "right" or word.isdigit() for word in words):
        return True
    return None


@lru_cache(maxsize=2048)
def judged_words(names: str) -> frozenset[bool]:
    """What the words of a class attribute judge."""
    return frozenset(said for word in names.split() if (said := judge(word)) is not None)


@lru_cache(maxsize=2048)
def painted(names: str) -> frozenset[bool]:
    """What the colours among a class attribute's words judge."""
    return frozenset(said for word in names.split() if (said := tint(word)) is not None)


def truth(value: str) -> bool | None:
    """The yes or no of an attribute's value; a number above nought is yes. None where it is neither."""
    value = value.strip().lower()
    if value in _YES:
        return True
    if value in _NO:
        return False
    if re.fullmatch(r"-?\d{1,4}(?:\.\d{1,6})?%?", value):
        return float(value.rstrip("%")) > 0
    return None


@lru_cache(maxsize=4096)
def verdict(text: str) -> bool | None:
    """Whether some shown words judge: "Correct", "richtig", "Incorrecto"."""
    roles = roles_of(text)
    if Role.RIGHT in roles or Role.SHOULD in roles:
        return True
    if Role.WRONG in roles or Role.SHOULD_NOT in roles:
        return False
    return None


_CALL = re.compile(r"([A-Za-z_$][\w$]*)\s*\(([^()]{0,200})\)")
_ARGUMENT = re.compile(r"""['"]([^'"]*)['"]|\b(true|false)\b|!([01])\b""")


@lru_cache(maxsize=2048)
def judge_call(call: str) -> bool | None:
    """What an event handler says: `check(true)`, `answer('wrong')`, `correct()`, `alert("Sorry, no.")`; None where it
    says nothing.
    """
    if (shown := alerted(call)) is not None:
        return spoken_verdict(shown)
    said: set[bool] = set()
    for name, arguments in _CALL.findall(call[:400]):
        own = judge(name)
        values = [
            True
            if flag == "true" or bang == "0"
            else False
            if flag == "false" or bang == "1"
            else _handed_verdict(text)
            for text, flag, bang in _ARGUMENT.findall(arguments)
        ]
        said.update(value for value in values if value is not None)
        if own is not None and not any(value is not None for value in values):
            said.add(own)
    return said.pop() if len(said) == 1 else None


def _handed_verdict(text: str) -> bool | None:
    """What a word judges; of a sentence, its first words: `fb(this, "Correct! It floats.")`."""
    if " " not in text:
        return judge(text) if text[-1:] not in ".!" else verdict(text)
    head = re.split(r"[.,!;:]", text, maxsplit=1)[0]
    return verdict(head) if head != text else None


_ALERT = re.compile(r"""\s*(?:window\.)?(?:alert|swal|toast)\s*\(\s*(?:'([^'\\]{1,300})'|"([^"\\]{1,300})")\s*\)""")


def alerted(call: str) -> str | None:
    """The words that a handler shows, if that is all it does."""
    found = _ALERT.match(call.replace("\\'", "\u2019")) if "(" in call else None
    return None if found is None else found[1] or found[2]


def spoken_verdict(text: str) -> bool | None:
    """What some words say of a choice, in the first of their sentences that judges: "Oh! Sorry, wrong." """
    pieces = [piece for piece in re.split(r"[.,!;:\u2013\u2014]\s*", text) if piece.strip()]
    said = next((said for piece in pieces if (said := head_verdict(piece)) is not None), None)
    return False if said is None and pieces and pieces[0].casefold() == "sorry" else said


_HANDED = re.compile(r"""['"]([^'"]*)['"]|(?<![\w.$])(-?\d{1,6})(?![\w.$])|([A-Za-z_$][\w$.]*)""")


@lru_cache(maxsize=2048)
def handed(call: str) -> tuple[str, ...]:
    """The arguments of a handler's first call that holds any: `pick(3, 'b')` -> 3, b; names are kept as they are."""
    for _, arguments in _CALL.findall(call[:400]):
        found = tuple(text or number or name for text, number, name in _HANDED.findall(arguments))
        if found:
            return found
    return ()


def is_stock_verdict(text: str) -> bool:
    """The system's own words on an attempt, and no author's: "Your answer is partially correct." """
    own = text.strip(" .!").split()
    if not own or len(own) > 8:
        return False
    judging = {Role.RIGHT, Role.WRONG, Role.PARTIAL}
    if roles_of(" ".join(own)) & judging:
        return True
    return len(own) > 2 and any(roles_of(" ".join(own[-count:])) & judging for count in (1, 2))


_SEVERAL = re.compile(r"\w{2,}.* ")  # words, and no option's letter before its number: "A. 42"
_BADGES = frozenset({Role.ANSWER, Role.YOURS})


@lru_cache(maxsize=2048)
def is_verdict_badge(text: str) -> bool:
    """Words on a badge at an option: "Correct", "Correct answer", "Your answer", "Richtige Antwort"."""
    words = text.strip().strip("()[]").strip()
    if not roles_of(words):
        return False
    return verdict(words) is not None or (_SEVERAL.match(words) is not None and bool(roles_of(words) & _BADGES))


@lru_cache(maxsize=2048)
def badge_verdict(text: str) -> bool | None:
    """What such a badge says of its option; "Your answer" says nothing."""
    words = text.strip().strip("()[]").strip()
    roles = roles_of(words)
    if not roles:
        return None
    own = verdict(words)
    if own is None and _SEVERAL.match(words) and Role.ANSWER in roles and Role.YOURS not in roles:
        return True
    return own


_HEAD_WORDS = re.compile(r"^\W*([^\W\d_]+(?:[ '\u2019][^\W\d_]+){0,3}?)\s*(?=[.,:;!(\u2013\u2014]|\s-\s|$)")
_YES_NO = {
    "yes": True,
    "no": False,
    "nope": False,
    "yep": True,
    "bravo": True,
    "ja": True,
    "nein": False,
    "oui": True,
    "non": False,
    "s\u00ed": True,
    "da": True,
    "\u0434\u0430": True,
    "\u043d\u0435\u0442": False,
}


def head_verdict(text: str) -> bool | None:
    """The verdict that a remark begins with: "No, that is ...", "Correct: ...", "Opción correcta (...)"."""
    head = _HEAD_WORDS.match(text)
    if head is None:
        return None
    words = head[1]
    if words.casefold() in _YES_NO:
        return _YES_NO[words.casefold()]
    own = verdict(words)
    if own is None and Role.ANSWER in roles_of(words) and len(words) > 6:
        return True
    return own
