"""The numbers of lists in the systems that documents count in: `write(2, "lowerLetter")` is "b", `styled(4, "I")` "IV".

The names are those of Word's number formats (ECMA-376 part 1, 17.18.59).
"""

from __future__ import annotations

_ALPHABETS = {
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "russianLower": "абвгдежзиклмнопрстуфхцчшщэюя",
    "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
    "hebrew2": "אבגדהוזחטיכלמנסעפצקרשת",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "ganada": "가나다라마바사아자차카타파하",
    "chosung": "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "aiueo": "アイウエオカキクケコサシスセソタチツテト",
    "aiueoFullWidth": "アイウエオカキクケコサシスセソタチツテト",
    "iroha": "イロハニホヘトチリヌルヲワカヨタレソツネ",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "thaiLetters": "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ",
}
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_TENS = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), *_ROMAN)


def write(count: int, system: str) -> str:
    """A number in a list's system; decimal for systems that are not known here."""
    if system in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        written = ""
        rest = count
        for worth, letters in _TENS:
            written += letters * (rest // worth)
            rest %= worth
        return written.upper() if system == "upperRoman" else written
    letters = _ALPHABETS.get(system, "")
    if letters and count > 0:  # after z comes aa, then bb (17.18.59)
        return letters[(count - 1) % len(letters)] * (1 + (count - 1) // len(letters))
    return f"{count:02d}" if system == "decimalZero" else str(count)


_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def styled(count: int, style: str) -> str:
    """A number as HTML, LaTeX and OpenDocument name its style: `1`, `a`, `A`, `i` or `I`."""
    return write(count, _STYLES.get(style, "decimal"))
