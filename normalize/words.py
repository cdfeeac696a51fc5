"""The words for true and false, yes and no, and for choices that speak of their neighbours, in many languages.

A two-choice item is `true_false` only where both choices are such words.
"""

from __future__ import annotations

import re

_TRUE = (
    "true t правда верно истина istina wahr richtig stimmt vrai verdadero cierto verdadeiro vero waar juist sant sand "
    "sandt tosi oikein prawda pravda igaz doğru đúng benar betul 正确 正確 对 對 真 正しい 正 참 맞음 सही सत्य "
    "صح صحيح صواب נכון αληθές σωστό adevărat правильно вірно pravdivé tačno točno taip õige tõene patiess sahi "
    "ถูก ถูกต้อง certo v o ○ √ σ"
)
_FALSE = (
    "false f ложь неверно неправда laž lažno falsch stimmt-nicht faux falso errado onwaar onjuist niet-waar falskt "
    "usant epätosi väärin fałsz nepravda hamis yanlış sai salah 错误 錯誤 错 錯 假 誤り 誤 거짓 틀림 गलत असत्य خطأ خاطئ "
    "לא-נכון ψευδές λάθος fals неправильно невірно nepravdivé netačno netočno ne vale väär nepatiess galat ผิด "
    "x × λ"
)
TRUE = frozenset(word.replace("-", " ").casefold() for word in _TRUE.split())
FALSE = frozenset(word.replace("-", " ").casefold() for word in _FALSE.split())
# Words of either list that are also everyday choices ("sai", "sau", "sant") do no harm: both choices must match.

_FIXED = (
    r"\b(?:(?:all|none|both|any|neither|some) of (?:the |these )?(?:above|following|options|choices|answers)?"
    r"|(?:all|none) (?:are|is) (?:correct|true|wrong)|both [a-h] and [a-h]|(?:a|b|c) (?:and|or|&) (?:b|c|d)"
    r"|alle (?:der |oben)|keine (?:der|von)|toutes (?:les|ces)|aucune? (?:de|des)|todas las|ninguna de|todas as|nenhuma"
    r"|tutte le|nessuna|все (?:пере|выше|вари)|ни один|ничего из)\b|以上|上述|以下都|ข้อถูกทุกข้อ|tất cả|cả [a-d] và"
)
_IN_SMALL, _IN_ANY = re.compile(_FIXED), re.compile(_FIXED, re.IGNORECASE)


def speaks_of_others(text: str) -> bool:
    """True for a choice whose words rest on its neighbours or its place: "all of the above"."""
    return bool(_IN_SMALL.search(text.lower()) if text.isascii() else _IN_ANY.search(text))  # the first is far quicker


# What asks for several choices, where no key tells how many are right.
SEVERAL = re.compile(
    r"\b(?:select|choose|check|mark|tick|pick|click|identify|indicate|circle)\s+(?:all\b|every\b|any that|"
    r"(?:the\s+)?(?:best\s+|correct\s+)?(?:two|three|four|five|[2-5])\b)|\ball that apply\b"
    r"|\b(?:multiple|more than one|one or more)\s+(?:answers?|responses?|options?|choices?)\b"
    r"|\((?:two|three|[2-5]) (?:answers|correct)|\bmehrere (?:antworten|lösungen|aussagen)\b"
    r"|\bmehrfach(?:auswahl|nennung)"
    r"|\balle (?:zutreffenden?|richtigen?|korrekten) (?:antworten|aussagen|optionen)|\bplusieurs réponses"
    r"|\btoutes les (?:bonnes )?réponses|\b(?:selecciona|seleccione|elige|elija|marca|marque) todas|\bvarias respuestas"
    r"|\b(?:selecione|assinale|marque|escolha) (?:todas|todos)|\b(?:seleziona|scegli|indica)(?:re)? tutt[ei]"
    r"|\b(?:выберите|укажите|отметьте|назовите) (?:все|несколько)|\bнесколько (?:вариантов|ответов)"
    r"|\bвиберіть (?:усі|всі)"
    r"|\b(?:wybierz|zaznacz) wszystkie|\bmeerdere antwoorden|\balle juiste|\bflera svar|\bvälj alla"
    r"|\bchọn tất cả|\bpilih semua|多选|多選|不定项"
    r"|複数選択|(?:全て|すべて)選|(?:正しい|適切な)ものを(?:全て|すべて|2つ|二つ)"
    r"|모두 (?:고르|선택)|जो लागू|כל התשובות הנכונות|جميع (?:الإجابات|ما ينطبق)",
    re.IGNORECASE,
)

PRAISE = re.compile(
    r"^\W*(?:correct\b(?! answer)|right[!.]|that'?s (?:right|correct|it)|well done|good job|yes[!,.]|exactly[!.]"
    r"|richtig\b|correcto\b|exact[!.]|bravo|верно\b|правильно\b|esatto|corretto|correto\b|正解|正确|正確)",
    re.IGNORECASE,
)

REPROOF = re.compile(
    r"^\W*(?:incorrect\b|wrong[!.:,]|not (?:quite|correct|right)|no[!.,]|falsch\b|leider|incorrecto\b|faux[!.:,]"
    r"|неверно\b|неправильно\b|sbagliato|errado\b|不正解|错误|錯誤)",
    re.IGNORECASE,
)
