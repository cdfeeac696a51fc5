"""The label that a line begins with, and the words after it.

    "**Answer:** C"      ANSWER, "C"        "【答案】B"           ANSWER, "B"      "Answer"       ANSWER, nothing
    "The correct answer is option B."       ANSWER, "option B."                  "Ans. (b)"     ANSWER, "(b)"
    "Correct! Because ..."                  RIGHT, "Because ..."

A sentence that only begins like a label ("Answer the following", "Note that") has none.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.grammar.words.label_words import LONGEST, PHRASES, Role, fold, roles_of
from extract.grammar.words.rich import cut, plain, strip
from quizmill.block import Run, Style
from quizmill.record import record

NO_ROLES: frozenset[Role] = frozenset()
_SEPARATOR = re.compile(
    r"[:：](?:[-–—](?=\s|\())?|\s[-–—=>→]+\s|[!！](?=\s|\Z)|(?<=[\u3040-\u9fff\uac00-\ud7af])\u3000+(?=\S)|(?<=[^\W\d_])\.(?=\s*\(?(?:[A-Za-z0-9]{1,2}|[ivxIVX]{3,4}|[①-⑳]|[^\x00-\u024f\W\d_])\)?[.,]?(?:\s|\Z))"
)
_BRACKETED = re.compile(
    r"\s*[\[【（(「{〔<]\s*(?P<label>[^\[\]【】（）()「」{}〔〕<>]{1,40}?)\s*(?P<colon>[:：]\s*(?P<in>[^\[\]【】{}]{0,400}?))?[\]】）)」}〕>]\s*[:：]?\s*"
)
_CJK_IS = re.compile(
    r"(?P<label>[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{1,8}?)\s*(?:は|是|为|為|选|選|은|는|이|가)\s*(?=[^\s])"
)
_VALUE = re.compile(
    r"(?:(?:is|are|ist|sind|est|es|é|è|=|option|choice|letter|opción|die|la|het)\s+){0,2}[\"'“(\[]?(?:[A-Ha-hА-Га-г]|[1-9]|[①-⑨ⓐ-ⓗⒶ-Ⓗ]|[ア-カ]|[가나다라마바]|[أابجد]|[क-ङ]|[ก-ง])[\"'”)\].]{0,2}"
    r"(?:\s*(?:,|&|and|und|et|y|e|en|och|i|и|/|;|\+)?\s*[(\[]?(?:[A-Ha-h]|[1-9])[)\].]?){0,6}\s*[.!]?\Z"
)
_DATA = re.compile(r"\s*[\"'{\[][\"']?[\w-]+[\"']\s*:")  # a line of JSON
_NEVER_ALONE = frozenset(
    "sol key keys ca back resp odp value correct right front term card level type name title".split()
)
FIRST = frozenset(phrase.split(" ")[0] for phrase in PHRASES)
_UNREAD = Style.CODE | Style.MATH
_LETTERS = re.compile(r"[^\W\d_]*")
_ANSWER_HEADS = frozenset(
    fold(" ".join(words[:count]))
    for phrase, roles in PHRASES.items()
    if roles & {Role.ANSWER, Role.YOURS}
    for words in [phrase.split(" ")]
    for count in range(1, len(words) + 1)
)
_HEAD = 60


def _seconds() -> dict[str, frozenset[str] | None]:
    """What a phrase's first word must be followed by; None where the word is a phrase by itself."""
    found: dict[str, set[str]] = {}
    for phrase in PHRASES:
        word, _, more = phrase.partition(" ")
        found.setdefault(word, set()).add(_letters(more))
    return {word: None if "" in seconds else frozenset(seconds) for word, seconds in found.items()}


def _letters(text: str) -> str:
    found = _LETTERS.match(text)
    return found[0] if found else ""


_SECOND = _seconds()
_VERDICTS = frozenset((Role.RIGHT, Role.WRONG, Role.PARTIAL, Role.SHOULD, Role.SHOULD_NOT))
_ECHO = re.compile(r"ans\s*=|[a-z]\s?\(\w{1,2}\)\s*=")  # what a calculator prints, a formula's left side
_IS_NUMBER = re.compile(r"\s(?:is|are|ist|sind|est|es|é|è|option|choice|number)\s+\W?[\d①-⑳]\W{0,3}\Z")  # it names one
_SCORED = re.compile(  # "Correct (1/1 point)", "Incorrect 0/1 Points", "Correct! +1 point"
    r"(?:(?<=\w)(?:\s+|(?=\())\(?\d+(?:[.,]\d+)?\s*/\s*\d+(?:[.,]\d+)?|(?<=[\w!.])\s+\(?\+\d{1,4}(?:[.,]\d+)?)"
    r"\s*[^\W\d]*\.?\)?\s*\Z"
)
_EARNED = re.compile(  # "Correct! +1 point"
    r"\s*\(?\+?\s?\d{1,4}(?:[.,]\d+)?(?:\s*/\s*\d+)?\s*(?:points?|pts?|xp|punkte?|puntos?|pontos?|punti|балл\w*|очк\w*)"
    r"\W{0,2}\s*",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"[(\[]\s?[A-Ha-h]\s?[)\]](?:\s*[,&]\s*[(\[]?[A-Ha-h][)\]]?){0,4}\s*\.?\Z")  # "Solution (b)"
_ABBREVIATED = re.compile(r"(?P<w>ans|odp|resp|rpta|отв|відп|antw|rép|risp|jwb)\.\s+(?=\S.{0,80}\Z)", re.IGNORECASE)
_SOLVED = re.compile(r"sol(?:n|ution)?\.\s*(?=[(\[]\s?[A-Ha-h]\s?[)\]]\s*\.?\Z)", re.IGNORECASE)  # "Sol. (b)"
_EXPLAINED = re.compile(r"(?P<w>soln?|expl?)\.\s+(?=[^\W_])", re.IGNORECASE)  # "Sol. Because cork is light"
_CHOOSE = re.compile(r"(?:chọn|选|選|故选)\s*(?=[A-H]\W*\Z)", re.IGNORECASE)
_RIGHT_IS = (
    r"(?:is|es|est|ist|é|è)\s+(?:the\s+|la\s+|die\s+|a\s+)?(?:correcta?|right|richtige?|correcte|corretta|correta|juste)\b"
    r"(?:\s+(?:answer|option|choice|one|respuesta|antwort|réponse|resposta|risposta))?"
)
IS_RIGHT = re.compile(rf"{_RIGHT_IS}\s*[.!]?\Z")
_NAMER = r"(?:[Oo]ption|[Cc]hoice|[Aa]nswer|[Oo]pción|[Aa]ntwort|[Rr]éponse)\s+"
_NAMED_WRONG = re.compile(
    rf"(?:{_NAMER}[A-Ha-h]|[A-H]|[(\[][A-Ha-h][)\]])\s+(?:is|are|es|est|ist|é|è)\s+(?:also\s+|auch\s+)?"
    r"(?:(?:not|nicht|pas|no|non|não)\s+(?:the\s+|la\s+|die\s+|a\s+)?(?:correcta?|right|true|richtige?|correcte|corretta|correta|juste)"
    r"|incorrecta?|incorrecte|wrong|false|falsch|faux|falsa?|errad[ao]|sbagliata)\b"
)
_NAMED_RIGHT = re.compile(
    rf"(?:{_NAMER}(?P<after>[A-Ha-h])|(?P<name>[A-H]|[(\[][A-Ha-h][)\]]))\s+"
    rf"{_RIGHT_IS}(?:(?P<end>\s*[.!]?\Z)|[.,;:!]\s|\s+(?:because|as|since|weil|da|porque|car|parce|perché)\b)"
)
_LEADER = re.compile(r"(?:…|\.{3,}|_{2,}|·{3,})[.…_·\s]*")


@record(frozen=True, slots=True)
class Label:
    """What a label may mean, its words, and what follows it on the line."""

    roles: frozenset[Role]
    words: str
    value: tuple[Run, ...]


def read(runs: tuple[Run, ...]) -> Label | None:
    """The label of a line, or None."""
    if not runs or (runs[0].style is not Style.NONE and runs[0].style & _UNREAD):
        return None
    text = plain(runs)
    if not _possible(text, len(runs) == 1) or _ECHO.match(text) or _DATA.match(text):
        return None
    return (
        _bracketed(runs, text) or _separated(runs, text) or _bold(runs) or _whole(runs, text) or _unmarked(runs, text)
    )


def names_right(runs: tuple[Run, ...], text: str) -> Label | None:
    """`Option B is correct.`, `(b) is the right answer because ..`: the option's name and the whole sentence. `A is not
    correct` explains."""
    if _NAMED_WRONG.match(text):
        return Label(frozenset((Role.EXPLANATION,)), "choice", runs)
    found = _NAMED_RIGHT.match(text)
    if found is None:
        return None
    name = cut(runs, *found.span("name" if found["name"] else "after"))
    return Label(frozenset((Role.ANSWER,)), "answer", name if found["end"] is not None else (*name, Run(". "), *runs))


def _possible(text: str, alone: bool) -> bool:
    """A cheap look: a phrase's first two words, or writing without spaces. `alone` where the text has one look."""
    head = text[:_HEAD]
    folded = fold(head)
    if not folded:
        return False
    word, _, more = folded.partition(" ")
    word = word.rstrip(".,:;!?)]：】）」-–—=")
    if alone and word in _SECOND and head.isascii() and "(s)" not in head:
        seconds = _SECOND[word]
        return seconds is None or _letters(more) in seconds
    if (
        word in FIRST
        or any(char in "：】」）" for char in head)
        or "'s " in head
        or "’s " in head
        or ord(folded[0]) > 0x2E7F
    ):
        return True
    return any(part in FIRST for part in re.split(r"[^\w']+", word, maxsplit=2)[:1])


_FOR_TEACHERS = re.compile(
    r"\s*[(\[][^()\[\]]{0,12}\b(?:teachers?|instructors?|tutors?|trainers?|staff|examiners?|lehrer|lehrkraft|enseignant|profesor"
    r"|professor|docente|official)\b[^()\[\]]{0,24}[)\]]\s*\Z",
    re.IGNORECASE,
)


def _label(words: str, runs: tuple[Run, ...], after: int) -> Label | None:
    words = _FOR_TEACHERS.sub("", words) if words.rstrip()[-1:] in ")]" else words
    roles = roles_of(words) or _in_two_languages(words) or _somebodys(words)
    return Label(roles, fold(words), _off_leader(strip(cut(runs, after)))) if roles else None


_SOMEBODYS = re.compile(r"(?P<who>[^\W\d_]{2,20})['’]s (?:answer|response|choice|guess)\s*\Z", re.IGNORECASE)
_AUTHORS = frozenset("teacher author editor instructor professor textbook book".split())
_NOBODY = frozenset("today yesterday week month model expert nobody everybody someone let".split())


def _somebodys(words: str) -> frozenset[Role]:
    """`Tom's answer`: a learner's, and `Teacher's answer` the key."""
    found = _SOMEBODYS.match(words.strip(" *_"))
    if found is None or found["who"].casefold() in _NOBODY:
        return NO_ROLES
    return frozenset((Role.ANSWER if found["who"].casefold() in _AUTHORS else Role.YOURS,))


def _in_two_languages(words: str) -> frozenset[Role]:
    """`Đáp án (Answer)`, `Answer / Réponse`: two words for the same."""
    if len(words) > _HEAD or not any(sign in words for sign in "(/"):
        return NO_ROLES
    parts = [roles_of(part) for part in re.split(r"[()/]", words) if part.strip()]
    return frozenset.intersection(*parts) if len(parts) == 2 else NO_ROLES


def _off_leader(value: tuple[Run, ...]) -> tuple[Run, ...]:
    """`....B....`, written on a dotted line, is `B`; a dotted line alone is nothing."""
    text = plain(value)
    leader = _LEADER.match(text)
    if not leader:
        return value
    end = len(text) if leader.end() == len(text) else len(text.rstrip(".…_· "))
    return strip(cut(value, leader.end(), end))


def _separated(runs: tuple[Run, ...], text: str) -> Label | None:
    head = text[: LONGEST + 24]
    for found in _SEPARATOR.finditer(head):
        if "=" in found[0] and len(head[: found.start()].strip()) == 1:
            return None  # a variable: "A = eye(5);"
        label = _label(head[: found.start()], runs, found.end())
        if label is None:
            if found[0] in ":：":
                return None
            continue
        if found[0][0] in "!！." and not label.roles & (_VERDICTS | {Role.ANSWER}):
            continue
        if found[0][0] in "!！" and _EARNED.fullmatch(plain(label.value)):
            return replace(label, value=())
        return label
    return None


def _bracketed(runs: tuple[Run, ...], text: str) -> Label | None:
    found = _BRACKETED.match(text)
    if not found or not roles_of(found["label"]):
        return None
    if found["in"] is not None:
        start = found.start("in")
        value = cut(runs, start, found.end("in")) if found.end() >= len(text) else ()
        return Label(roles_of(found["label"]), fold(found["label"]), strip(value)) if value else None
    if text[found.start()] == "(" and found.end() < len(text):
        return None
    return _label(found["label"], runs, found.end())


def _bold(runs: tuple[Run, ...]) -> Label | None:
    """`**Answer** C`: the bold words alone are the label."""
    signs = next((run for run in runs[:1] if not any(map(str.isalnum, run.text))), None)  # "💡 **Why?** Because"
    first, *more = runs[1:] if signs is not None else runs
    if not more or not first.style & (Style.BOLD | Style.UNDERLINE | Style.ITALIC) or len(first.text) > _HEAD:
        return None
    end = len(first.text) + (len(signs.text) if signs is not None else 0)
    return _label(first.text, runs, end) if len(first.text.strip()) > 1 else None


def _whole(runs: tuple[Run, ...], text: str) -> Label | None:
    """The whole line is a label; a link that is called "reference" is its own value."""
    scored = _SCORED.sub("", text) if ("/" in text or "+" in text) and len(text) < _HEAD else text
    alone, text = scored == text, scored
    if len(text) > LONGEST + 10 or text.rstrip().endswith(("?", "？")) or _IS_NUMBER.search(text):
        return None
    roles = roles_of(text) if len(fold(text)) > 1 or ord(fold(text)[:1] or "a") > 0x2E7F else NO_ROLES
    never = alone and text.strip().isascii() and fold(text) in _NEVER_ALONE
    if never and text.strip()[-1:] != ":" and not runs[0].style:
        return None
    linked = any(run.href and not run.href.startswith("#") for run in runs)
    return Label(roles, fold(text), runs if linked else ()) if roles else None


def _unmarked(runs: tuple[Run, ...], text: str) -> Label | None:
    """`Answer B`, `The correct answer is (c)`, `正解はB`: no sign between, so what follows must name an option."""
    if found := _CJK_IS.match(text.strip()):
        start = len(text) - len(text.lstrip()) + found.end()
        if roles_of(found["label"]) & {Role.ANSWER}:
            return Label(frozenset((Role.ANSWER,)), found["label"], strip(cut(runs, start)))
    if short := _ABBREVIATED.match(text):
        return Label(frozenset((Role.ANSWER,)), fold(short["w"]), strip(cut(runs, short.end())))
    if short := _SOLVED.match(text) or _CHOOSE.match(text):
        return Label(frozenset((Role.ANSWER,)), fold(short[0]), strip(cut(runs, short.end())))
    if short := _EXPLAINED.match(text):
        return Label(roles_of(short["w"]), fold(short["w"]), strip(cut(runs, short.end())))
    words = text.split()
    longest = next(
        (n for n in range(1, min(6, len(words) - 1) + 1) if not _may_go_on(words[:n])), min(6, len(words) - 1)
    )
    for count in range(longest, 0, -1):
        phrase = " ".join(words[:count])
        roles = roles_of(phrase) & {Role.ANSWER, Role.SOLUTION, Role.YOURS}
        if len(fold(phrase)) == 1 or not roles:
            continue
        after = _end_of_words(text, count)
        if Role.YOURS in roles:
            chosen = _VALUE.match(text[after:].strip(" ?!."))
            return Label(frozenset(roles), fold(phrase), strip(cut(runs, after))) if chosen else None
        if Role.ANSWER not in roles:
            if _LETTERED.match(text[after:].strip()):
                return Label(frozenset(roles), fold(phrase), strip(cut(runs, after)))
            continue
        if _VALUE.match(text[after:].strip()) or phrase.lower().endswith(
            (" is", " ist", " est", " es", " é", " è", " are")
        ):
            return Label(frozenset((Role.ANSWER,)), fold(phrase), strip(cut(runs, after)))
    return None


def _may_go_on(words: list[str]) -> bool:
    """Whether a label for the answer begins with these words."""
    folded = fold(" ".join(words))
    return not folded or folded in _ANSWER_HEADS


def _end_of_words(text: str, count: int) -> int:
    at = 0
    for found in re.finditer(r"\S+", text):
        count -= 1
        at = found.end()
        if not count:
            break
    return at
