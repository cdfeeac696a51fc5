"""The number or letter that a line begins with, in many scripts and habits.

    "12) What"      decimal 12          "Q3. What"      decimal 3, word "Q"      "Question 4"     decimal 4, word
    "b) green"      lower 2             "(C) green"     upper 3                  "iv. green"      lower-roman 4
    "б) зелёный"    other 2             "②  緑"         other 2                  "ア. 緑"          other 1
    "1.- Qué"       decimal 1           "1º Qué"        decimal 1                "1️⃣ What"        decimal 1

`read` only says what stands there; that three such lines make a list is for the runs to see. "0.12" is no number of
a question, "A dog" no letter of an option, and a year is neither.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.grammar.lines.alphabets import CIRCLED, LETTERS, NUMERALS, ROMANS
from extract.grammar.words.label_words import Role, roles_of
from quizmill.block import Enumerator, System
from quizmill.record import record

_L = r"(?:[^\W\d_]|[\u0300-\u036f\u0900-\u0963\u0970-\u0dff\u0e31-\u0e4e])"  # with the signs on them
_DECIMAL = re.compile(
    r"(?P<o>[(\[（【]?)\s*(?:№|#|no\.?\s)?\s*(?P<n>[0-9０-９٠-٩۰-۹०-९]{1,4})"
    r"(?P<c>\s?[.)\]）】:：、．。]+(?:[-–—](?=[\s¿¡]|[^\W\d]))?|\.?[ºª][.)]?(?=\s)|\s?[-–—](?=\s)|/(?=\s[^\W\d])|"
    r"(?=\s*\Z)|(?<=[#№]\d)(?=\s)|(?<=[#№]\d\d)(?=\s))(?P<s>\s*)",
    re.I,
)
_ROMAN = re.compile(r"(?P<o>[(\[（]?)(?P<n>[ivxIVX]{1,6})(?P<c>[.)\]）:：])(?P<s>\s+|\Z|(?=[^\x00-\x7f]))")
_LETTER = re.compile(
    r"(?P<o>[(\[（【{]?)\s?(?P<n>[^\W\d_])\s?(?P<c>[.)\]）】}:：、．。]+(?:[-–—](?=\s))?|\s?[-–—](?=\s)|(?=\u3000))(?P<s>\s*)"
)
_WORD = re.compile(
    rf"(?P<w>{_L}+(?:[ .'’-]{_L}+){{0,2}})\s*[.#№-]?\s*(?:№|#|n[°º]\s?|"
    rf"no\.?\s)?\s*[(\[]?(?P<n>[0-9０-９٠-٩۰-۹०-९]{{1,4}}(?!\d)|[A-Za-z](?![^\W_]))[)\]]?"
    r"(?P<t>\s*(?:of|/|von|sur|de|из|з|z|di|van|av|af|od|din|dari|sur|\|)\s*\d{1,4})?"
    r"(?P<c>\s*[.):：。．、>]+|\s+[-–—|](?=\s)|(?=\s|\Z))(?P<s>\s*)",
    re.IGNORECASE,
)
_OPTION = re.compile(  # "Option A. 15 m/s"
    rf"(?P<w>{_L}+)\s+(?P<n>[A-Z])(?P<c>\s*[.):：。．、>]+|\s+[-–—](?=\s)|(?=\s*\Z))\s*"
)
_BRACKETED = re.compile(
    r"[(\[（【〔「『<]\s?(?P<in>[^()\[\]（）【】〔〕「」『』<>]{2,24}?)\s?(?P<c>[)\]）】〕」』>][.:：]?)\s*"
)
_Q_NUMBER = re.compile(r"[Qq]\.\s?(?P<n>\d{1,3})(?P<c>[.):])(?=\s)")  # "Q. 12. What ..."
_INITIAL = re.compile(r"[^\W\d_]\.(?:(\s+)(?=(.)?)|[^\W\d_]\.)")
_DIGIT = re.compile("[0-9０-９٠-٩۰-۹०-९]")
_ALEF = re.compile(r"(?P<o>[(\[]?)الف\s?(?P<c>[).\]:])")  # Persian spells its first letter out
_KEYCAP = re.compile(r"(?P<n>(?:[0-9]\ufe0f?\u20e3){1,3}|\U0001f51f\ufe0f?)\s?[.):]?")
_SQUARED = {base + i: chr(65 + i) for base in (0x1F150, 0x1F170) for i in range(26)} | {0xFE0F: None}
_WORDED = re.compile(rf"(?P<w>{_L}+)\s+(?P<n>{_L}+)(?P<c>\s*[:.)：–—-]|\s*\Z)\s*")
_CJK_NUMBER = re.compile(
    r"(?P<w>第)\s?(?P<n>[0-9０-９]{1,4}|[一二三四五六七八九十]{1,3})\s?(?:题|題|問|问|문)(?P<c>[.:：、．。)]?)(?P<s>\s*)"
)
_CJK_DIGITS = {char: index + 1 for index, char in enumerate("一二三四五六七八九")}
_SHORT_WORD = 3
_QUESTION_WORD = 5  # characters of a last word that says "question" by itself
_OPTION_WORDS = frozenset("option choice opción opcion opção opzione вариант lựa ตัวเลือก 选项 選項 선택".split())
_OPENING = tuple(_OPTION_WORDS)
_NUMBERED = frozenset(
    "number no nr num nummer numero número numéro numer nombor номер нөмірі نمبر رقم شماره क्रमांक संख्या".split()
)
_NUMBER_WORDS = frozenset("no nr n num nro núm".split())
_CALLED = frozenset("que item ítem".split())  # words that count questions where a sign closes the number or opens it


@record(frozen=True, slots=True)
class Found:
    """An enumerator, how many characters it takes, and its written form without the value: `(*)`, `*.`."""

    enumerator: Enumerator
    length: int
    form: str


def read(text: str) -> Found | None:
    """The enumerator at the start of a line, or None."""
    return _read_once(text) if len(text) <= _SHORT else _read(text)


def _read(text: str) -> Found | None:
    head = text[:60]
    if not head or head[0] in "*_`$":
        return None
    first = head[0]
    if first in CIRCLED:
        return _found(text, 1 + (head[1:2] == "\ufe0f"), CIRCLED[first], System.OTHER, "○")
    if keycap := _KEYCAP.match(head):
        digits = "".join(char for char in keycap["n"] if char.isdigit())
        return _found(text, keycap.end(), int(digits or 10), System.DECIMAL, "⃣")
    if alef := _ALEF.match(head):
        return _found(text, alef.end("c"), 1, System.OTHER, f"{alef['o']}A{alef['c'][:1]}")
    if first in "Qq" and (asked := _Q_NUMBER.match(head)):
        return _found(text, asked.end("c"), int(asked["n"]), System.DECIMAL, "w1", first)
    if first.isdigit() or first in "([（【〔「『<#№":
        return _decimal(text, head) or _in_brackets(text, head) or _letter(text, head)
    return _letter(text, head) or _word(text, head)


_SHORT = 200  # characters; what is longer is not remembered
_read_once = lru_cache(maxsize=2048)(_read)  # every way of reading asks for the same lines


def bare(raw: str) -> str:
    """A label's letters and digits, without what is written around them: `(a)` and `a.` are `a`."""
    return "".join(char for char in raw if char.isalnum())


def spelled(text: str) -> str:
    """Words with letters in boxes (`🅰️`, `🅑`) as letters."""
    return text.translate(_SQUARED)


def _found(text: str, length: int, value: int, system: System, form: str, word: str = "") -> Found:
    rest = len(text) - len(text[length:].lstrip())
    return Found(Enumerator(text[:length].strip(), value, system, word), rest, form)


def _in_brackets(text: str, head: str) -> Found | None:
    """`【問題1】`, `[Question 3]`: a word for questions and a number, in brackets."""
    found = _BRACKETED.match(head)
    inner = _word(found["in"], found["in"]) if found else None
    if found is None or inner is None or inner.length < len(found["in"]):
        return None
    enum = inner.enumerator
    if enum.system is not System.DECIMAL or (enum.word != "第" and Role.QUESTION not in roles_of(enum.word)):
        return None
    return _found(text, found.end("c"), enum.value, System.DECIMAL, "w1", enum.word)


def _decimal(text: str, head: str) -> Found | None:
    found = _DECIMAL.match(head)
    if not found:
        return None
    close, rest = found["c"].strip(), head[found.end() :]
    signed = head[: found.start("n")].strip(" ([")
    if (found["o"] or found["n"] == head.strip()) and not close and not signed:
        return None
    if not found["s"] and rest and not _may_touch(close, rest):
        return None
    if len(found["n"]) == 4 and not found["o"] and (close != "." or 1500 <= int(found["n"]) <= 2100):
        return None  # a year
    return _found(text, found.end("c"), int(found["n"]), System.DECIMAL, f"{found['o']}1{close[:1]}")


_YEAR = re.compile(r"(?P<n>1[5-9]\d\d|20\d\d|2100)\.\s+(?=[^\sa-z])")


def counted(text: str, last: int) -> Found | None:
    """A number that may be a year, where a document has counted to the one before it."""
    found = _YEAR.match(text) if last >= _FIRST_YEAR - 1 else None
    if found is None or int(found["n"]) != last + 1:
        return None
    return _found(text, found.end("n") + 1, last + 1, System.DECIMAL, "1.")


_FIRST_YEAR = 1500


def _may_touch(close: str, rest: str) -> bool:
    """`1.What` and `3、どれ` are numbers of lines; `0.12`, `10:30`, `1.x` and `2)=3` are not."""
    if close[:1] in "、．。：）】":
        return True
    return (
        close[:1] in ".)"
        and (rest[0].isupper() or ord(rest[0]) > 0x2FF or rest[0] in '*`"“«¿')
        and not rest[:1].isdigit()
    )


def _letter(text: str, head: str) -> Found | None:
    found = _ROMAN.match(head)
    if found and found["n"].lower() in ROMANS and len(found["n"]) > 1:
        system = System.LOWER_ROMAN if found["n"].islower() else System.UPPER_ROMAN
        return _found(text, found.end("c"), ROMANS[found["n"].lower()], system, f"{found['o']}i{found['c'][:1]}")
    found = _LETTER.match(head)
    if not found:
        return None
    letter, close = found["n"], found["c"].strip()
    rest = head[found.end() :]
    value, system = letter_value(letter)
    if not value or (not found["s"] and rest and not _letter_may_touch(letter, found["o"], close, rest)):
        return None
    if letter.isupper() and close == "." and not found["o"] and _initials(rest, bool(found["s"])):
        return None
    return _found(
        text, found.end("c"), value, system, f"{found['o']}{'a' if system is System.LOWER else 'A'}{close[:1]}"
    )


def _letter_may_touch(letter: str, opened: str, close: str, rest: str) -> bool:
    if close[:1] in "、．。：）】" or opened:
        return True
    if close[:1] in ")]" or rest[0] in '`$"':
        return not rest[0].isspace()
    return close[:1] == "." and letter.isupper() and (rest[0].isupper() or ord(rest[0]) > 0x2FF) and rest[1:2] != "."


def _initials(rest: str, spaced: bool) -> bool:
    """`J. R. Smith` and `U.S. law` begin with no option letter; `B. E. coli` does."""
    found = _INITIAL.match(rest)
    return found is not None and rest[0].isupper() and not (spaced and found[1] and (found[2] or "").islower())


@lru_cache(maxsize=4096)
def letter_value(letter: str) -> tuple[int, System]:
    """1 for a, A, а, α, ア ...; 0 where the letter is of no known alphabet."""
    if len(letter) != 1:
        return 0, System.OTHER
    if "a" <= letter <= "z":
        return ord(letter) - 96, System.LOWER
    if "A" <= letter <= "Z":
        return ord(letter) - 64, System.UPPER
    if "Ａ" <= letter <= "Ｚ":
        return ord(letter) - 0xFF20, System.UPPER
    if "ａ" <= letter <= "ｚ":
        return ord(letter) - 0xFF40, System.LOWER
    value, _ = LETTERS.get(letter.lower(), (0, ""))
    return value, System.OTHER


def _word(text: str, head: str) -> Found | None:
    found = _CJK_NUMBER.match(head)
    if found:
        return _found(text, found.end("c"), _cjk(found["n"]), System.DECIMAL, "第1", "第")
    opened = head.casefold().startswith(_OPENING)
    found = _WORD.match(head) if opened or _DIGIT.search(head) else None
    found = (_OPTION.match(head) if opened else None) or found
    if not found or not _is_number_word(found):
        return _spelled_out(text, head)
    number = found["n"]
    if number.isdigit():
        return _found(text, found.end("c"), int(number), System.DECIMAL, f"w1{found['c'].strip()[:1]}", found["w"])
    value, system = letter_value(number)
    return _found(text, found.end("c"), value, system, "wA", found["w"]) if value else None


def _spelled_out(text: str, head: str) -> Found | None:
    """`Question Two:`, `السؤال الثاني:`: a word for questions, and a number in words that ends in a sign."""
    found = _WORDED.match(head)
    value = NUMERALS.get(found["n"].casefold(), 0) if found else 0
    if found is None or not value or Role.QUESTION not in roles_of(found["w"]):
        return None
    return _found(text, found.end("c"), value, System.DECIMAL, "w1", found["w"])


def _is_number_word(found: re.Match[str]) -> bool:
    word, number = found["w"], found["n"]
    if not number.isdigit():  # "Option B", never "What a"
        return word.casefold().split()[0] in _OPTION_WORDS and number.isupper()
    if roles_of(word) & {Role.QUESTION, Role.STEP}:
        return True
    last = word.rpartition(" ")[2]
    if last != word and len(last) >= _QUESTION_WORD and Role.QUESTION in roles_of(last):
        return True  # "Practice question 4", "Daily question #12"
    first, _, called = word.partition(" ")
    if called.casefold() in _NUMBERED and roles_of(first) & {Role.QUESTION}:
        return True  # "Question number 4", "سوال نمبر 1"
    if word.casefold() in _NUMBER_WORDS and found.string[found.end("w") :][:1] in ".ºo°":
        return True
    if word.casefold().split()[0] in _OPTION_WORDS:
        return bool(found["c"].strip())
    if word.casefold() in _CALLED:
        return bool(found["c"].strip()) or found.string[found.end("w") :][:1] == "."
    after = found.string[found.end("w") :][:1]
    if after == "(":
        return False  # a call: O(1), f(2)
    tight = not after.isspace()
    short = len(word) <= _SHORT_WORD if word.isascii() else len(word) <= 8
    ends = found.end() >= len(found.string.rstrip()) and not (word.isupper() and len(word) > 1)  # not CO2
    return short and tight and bool(found["c"].strip() or ends) and number != "0"


def _cjk(number: str) -> int:
    if number.isdigit():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    return (_CJK_DIGITS.get(tens, 1) * 10 if ten else 0) + _CJK_DIGITS.get(ones, 0)


def roman(value_of: Enumerator) -> int:
    """The value of `i`, `v`, `x` (and their capitals) read as roman numbers; 0 where it is none."""
    letters = "".join(char for char in value_of.raw if char.isalpha())
    return ROMANS.get(letters.lower(), 0)
