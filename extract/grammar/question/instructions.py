"""What a paper says above a group of questions: to choose, to judge, to complete. It asks nothing by itself.

II. True/False. Write T or F.          Choose the correct answer:          Kreuzen Sie die richtige Antwort an.
السؤال الثاني: ضع علامة صح أو خطأ        Выберите правильный ответ           二、判断题
"""

from __future__ import annotations

import re

_RIGHT = (
    r"(?:one |the |letter of the |word or phrase that )*(?:single |most )?(?:best|correct|right|appropriate|suitable)"
)
_ORDER = re.compile(
    r"\W*(?:"
    rf"(?:choose|select|circle|mark|tick|pick|underline|identify|write|click)\s+{_RIGHT}\s+"
    r"(?:answers?|options?|choices?|letters?|words?|responses?|alternatives?)\b"
    r"|(?:true\s?(?:/|or)\s?false|t\s?/\s?f)\b[.:)]?\s*(?:write|mark|circle|state|say|tick|indicate|\Z|\()"
    r"|(?:write|mark|circle|state|say|indicate)\s+(?:whether .{0,40})?(?:t|true)\s+(?:or|if|for)\b"
    r"|answer (?:all |any \w+ )?(?:of )?the (?:following )?questions?\b"
    r"|(?:multiple choice|short answers?)\b.{0,12}\Z"
    r"|(?:fill in|complete) the (?:blanks?|gaps?|sentences?|following)\b"
    r"|match the (?:following|columns?|words?|terms?|items?)\b"
    r"|(?:kreuz|wähl|markier|unterstreich)(?:e|en sie)\b.{0,24}(?:richtige|zutreffende|korrekte)"
    r"|richtig oder falsch[?.:]?\Z"
    r"|(?:choisi(?:s|ssez|r)|coche[rz]?|entoure[rz]?|sélectionne[rz]?|souligne[rz]?)\s+la (?:bonne|ou les)\b"
    r"|(?:elige|elija|escoge|escoja|marca|marque|selecciona|seleccione|señala|señale|subraya|rodea)"
    r"\s+la (?:respuesta|opción|alternativa)"
    r"|(?:vrai ou faux|verdadero o falso|verdadeiro ou falso|vero o falso)[ ?.:]*\Z"
    r"|completa(?:r|e)? (?:las frases|los espacios|las oraciones|as frases|as lacunas|le frasi)"
    r"|(?:assinale|marque|escolha|indique)\s+(?:a|com um x a)\s+(?:alternativa|resposta|opção)"
    r"|(?:scegli|segna|indica|barra)\s+(?:la risposta|l.alternativa)"
    r"|(?:выберите|выбери|отметьте|обведите|укажите)\s+(?:один |одну |букву )?(?:правильн|верн)\w+ (?:ответ|вариант)"
    r"|(?:оберіть|обери|виберіть|позначте|укажіть)\s+(?:одну |один )?(?:правильн|вірн)\w+ (?:відповідь|варіант)"
    r"|(?:wybierz|zaznacz)\s+(?:jedną )?(?:poprawną|prawidłową|właściwą) odpowiedź|vyberte (?:jednu )?správnou odpověď"
    r"|doğru (?:cevabı|seçeneği|yanıtı) (?:işaretle|seç|bul)\w*|(?:kies|omcirkel) (?:het juiste|de juiste)\b"
    r"|(?:välj|ringa in|kryssa för) rätt|(?:pilihlah|pilih) (?:salah satu )?jawaban yang"
    r"|(?:chọn|khoanh tròn)\b.{0,24}(?:đúng|đáp án|câu trả lời)|να (?:επιλέξετε|σημειώσετε|κυκλώσετε|χαρακτηρίσετε)\b"
    r"|(?:اختر|اختاري|اختار)\s+(?:رمز )?الإجابة|ضع(?:ي)? علامة"
    r"|(?:בחר|בחרו|בחרי|סמן|סמנו|סמני|הקף|הקיפו) (?:את )?(?:ב)?התשובה|सही (?:उत्तर|विकल्प) (?:का चयन|चुन)"
    r"|(?:请)?(?:选择|選擇|选出)(?:正确|最佳|一个)|(?:判断|判斷)(?:下列|正误|对错|题)"
    r"|正しい(?:もの|答え|答)を|(?:알맞은|옳은) (?:것|답)을"
    r")",
    re.IGNORECASE,
)
_LONGEST = 110


def is_instruction(text: str) -> bool:
    """True for a line that tells how to answer what follows, and is no question."""
    return len(text) <= _LONGEST and bool(_ORDER.match(text)) and not text.rstrip(" *_").endswith(("?", "？", "؟"))
