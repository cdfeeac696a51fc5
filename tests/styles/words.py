"""Label words of the composed documents, by interface language. Written apart from the readers' own tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One language's labels."""

    question: str
    answer: str
    correct: str
    explanation: str
    hint: str
    points: str
    several: str
    true: str
    false: str
    key: str
    stop: str = ":"


LANGUAGES = {
    "en": Words(
        "Question",
        "Answer",
        "Correct answer",
        "Explanation",
        "Hint",
        "points",
        "Select all that apply",
        "True",
        "False",
        "Answer Key",
    ),
    "de": Words(
        "Frage",
        "Antwort",
        "Richtige Antwort",
        "Erklärung",
        "Hinweis",
        "Punkte",
        "Mehrere Antworten möglich",
        "Richtig",
        "Falsch",
        "Lösungen",
    ),
    "fr": Words(
        "Question",
        "Réponse",
        "Bonne réponse",
        "Explication",
        "Indice",
        "points",
        "Plusieurs réponses possibles",
        "Vrai",
        "Faux",
        "Corrigé",
        " :",
    ),
    "es": Words(
        "Pregunta",
        "Respuesta",
        "Respuesta correcta",
        "Explicación",
        "Pista",
        "puntos",
        "Seleccione todas las correctas",
        "Verdadero",
        "Falso",
        "Respuestas",
    ),
    "pt": Words(
        "Questão",
        "Resposta",
        "Resposta correta",
        "Explicação",
        "Dica",
        "pontos",
        "Selecione todas as corretas",
        "Verdadeiro",
        "Falso",
        "Gabarito",
    ),
    "it": Words(
        "Domanda",
        "Risposta",
        "Risposta corretta",
        "Spiegazione",
        "Suggerimento",
        "punti",
        "Selezionare tutte le risposte corrette",
        "Vero",
        "Falso",
        "Soluzioni",
    ),
    "nl": Words(
        "Vraag",
        "Antwoord",
        "Juiste antwoord",
        "Uitleg",
        "Tip",
        "punten",
        "Meerdere antwoorden mogelijk",
        "Waar",
        "Onwaar",
        "Antwoorden",
    ),
    "pl": Words(
        "Pytanie",
        "Odpowiedź",
        "Poprawna odpowiedź",
        "Wyjaśnienie",
        "Wskazówka",
        "punkty",
        "Zaznacz wszystkie poprawne",
        "Prawda",
        "Fałsz",
        "Odpowiedzi",
    ),
    "ru": Words(
        "Вопрос",
        "Ответ",
        "Правильный ответ",
        "Пояснение",
        "Подсказка",
        "балла",
        "Выберите все правильные ответы",
        "Верно",
        "Неверно",
        "Ответы",
    ),
    "tr": Words(
        "Soru",
        "Cevap",
        "Doğru cevap",
        "Açıklama",
        "İpucu",
        "puan",
        "Doğru olanların hepsini seçin",
        "Doğru",
        "Yanlış",
        "Cevap anahtarı",
    ),
    "vi": Words(
        "Câu",
        "Đáp án",
        "Đáp án đúng",
        "Giải thích",
        "Gợi ý",
        "điểm",
        "Chọn tất cả các đáp án đúng",
        "Đúng",
        "Sai",
        "Đáp án",
    ),
    "id": Words(
        "Soal",
        "Jawaban",
        "Jawaban benar",
        "Penjelasan",
        "Petunjuk",
        "poin",
        "Pilih semua yang benar",
        "Benar",
        "Salah",
        "Kunci jawaban",
    ),
    "zh": Words("问题", "答案", "正确答案", "解析", "提示", "分", "多选", "正确", "错误", "参考答案", "："),
    "ja": Words(
        "問題", "答え", "正解", "解説", "ヒント", "点", "すべて選択してください", "正しい", "誤り", "解答", "："
    ),
    "ko": Words("문제", "답", "정답", "해설", "힌트", "점", "모두 고르시오", "참", "거짓", "정답표"),
    "ar": Words(
        "سؤال", "الإجابة", "الإجابة الصحيحة", "الشرح", "تلميح", "نقاط", "اختر كل ما ينطبق", "صحيح", "خطأ", "الإجابات"
    ),
    "hi": Words("प्रश्न", "उत्तर", "सही उत्तर", "व्याख्या", "संकेत", "अंक", "सभी सही विकल्प चुनें", "सही", "गलत", "उत्तर कुंजी"),
}
