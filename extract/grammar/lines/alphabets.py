"""Letters in the order in which they count, signs that hold a number or letter, and numbers in words.

а б в    ア イ ウ    ① ② Ⓐ 🅱    one zwei trois الرابع    i ii iii
"""

from __future__ import annotations

ALPHABETS = (
    "абвгдежзиклмнопрст",
    "абвгдеєжзиіклмнопр",
    "αβγδεζηθικλμ",
    "אבגדהוזחטי",
    "أبجدهوزحطي",
    "ابجدهوزحطي",
    "الفبپت",
    "กขคงจฉช",
    "ㄱㄴㄷㄹㅁㅂ",
    "가나다라마바사",
    "アイウエオカキク",
    "いろはにほへと",
    "あいうえおかき",
    "甲乙丙丁戊己庚",
    "一二三四五六七八九十",
    "कखगघङचछज",
    "অআইঈ",
    "अबसद",
    "அஆஇஈஉ",
    "అఆఇఈఉ",
    "ಅಆಇಈಉ",
    "അആഇഈഉ",
    "અબકડ",
    "աբգդեզէը",
    "აბგდევზთ",
    "ሀለሐመሠ",
    "ကခဂဃင",
    "កខគឃង",
    "কখগঘঙ",
)
LETTERS = {char: (index + 1, alphabet) for alphabet in reversed(ALPHABETS) for index, char in enumerate(alphabet)}
CIRCLED = {
    chr(base + offset): offset + 1
    for base, count in (
        (0x2460, 20),
        (0x24B6, 26),
        (0x24D0, 26),
        (0x2474, 20),
        (0x249C, 26),
        (0x2776, 10),
        (0x2780, 10),
        (0x278A, 10),
        (0x3220, 10),
        (0x1F150, 26),
        (0x1F130, 26),
        (0x1F170, 26),
        (0x3260, 14),
        (0x326E, 14),
    )
    for offset in range(count)
}
NUMERALS = {
    word: value
    for row in (
        "one two three four five six seven eight nine ten",
        "eins zwei drei vier fünf sechs sieben acht neun zehn",
        "un deux trois quatre cinq six sept huit neuf dix",
        "uno dos tres cuatro cinco seis siete ocho nueve diez",
        "um dois três quatro cinco seis sete oito nove dez",
        "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر",
        "اول دوم سوم چهارم پنجم ششم هفتم هشتم نهم دهم",
        "ראשונה שנייה שלישית רביעית חמישית שישית שביעית שמינית תשיעית עשירית",
    )
    for value, word in enumerate(row.split(), 1)
}
ROMANS = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
