"""What a document's title and headings say of it as a whole: a quiz, its answers, a form, one learner's attempt.

"Chapter 3 quiz"   a quiz          "FAQ"            frequent questions, which help users and test nobody
"Feedback form"    a form          "Answer key"     answers
"Grade received 80 %"   one learner's attempt: what is ticked is no key
"""

from __future__ import annotations

import re

from quizmill.cues import Cue

LEARNER = Cue(
    r"\b(?:grade received|latest submission|you (?:answered|selected|scored|have passed|passed)|"
    r"points? (?:earned|awarded)|marked out of"
    r"|your (?:answer|answers|score|grade|response|responses)\*{0,2}\s*[:：])|"
    r"\A\W*(?:[^\W\d_]{3,20}[ :–-]{1,3}){0,3}\d+(?:[.,]\d+)? ?/ ?\d+(?:[.,]\d+)? (?:points?|pts?|marks?|punkte|puntos|pontos)\b",
    re.IGNORECASE,
)
_QUIZ = re.compile(
    r"\b(?:quiz|test|exam)[ _]?\d|"
    r"\b(?:quiz(?:z?es|z)?|qcms?|nptel|drills?|check yourself|check your (?:knowledge|understanding)|tests?|exams?|examination|mcqs?|multiple[- ]choice|trivia|flash ?cards?|"
    r"self[- ](?:test|check|assessment)|(?:exit|entry|entrance) tickets?|bell ?ringers?|assessments?|interview questions?|(?:practice |review |sample |study |"
    r"checkpoint |exam |test )?questions?|(?:practice|review) (?:problems?|exercises?)|homework|übungs(?:blatt|aufgaben)|q ?& ?a|q and a|worksheet|problem set|olympiads?|olympiade|"
    r"olimpiadas?|mock|midterm|final exam|knowledge check|quick check|concept check|prüfung(?:en)?|(?:alt|probe)?klausur(?:en)?|gedächtnisprotokoll|übungsfragen|kontrollfragen|fragen|testfragen|karteikarten"
    r"|questionnaire|contrôle|examen|interro(?:gation)?|questions|cuestionarios?|repaso|preguntas|tarjetas|simulado|"
    r"questionário|perguntas|prova|avaliação|gabarito|domande|esame|verifica|toets|vragen|prov|frågor|prøve|"
    r"spørgsmål|spørsmål|tentti|kysymykset|sprawdzian|pytania|zkouška|otázky|teszt|kérdések|întrebări|sınavı?|"
    r"sorular[ıi]?|testi?|deneme(?:si)?"
    r"|тест(?:ы|а|ов)?|викторина|экзамен|вопросы|контрольная|зачёт|запитання|питання|ερωτήσεις|εξέταση|soal|"
    r"ujian|kuis|câu hỏi|đề thi|trắc nghiệm)\b|测验|测试|考试|试题|题库|練習題|测试题|選擇題|选择题|问题|クイズ|テスト|試験|問題|過去問|퀴즈|시험|문제|"
    r"מבחן|שאלות|חידון|اختبار|امتحان|أسئلة|آزمون|प्रश्नोत्तरी|परीक्षा|प्रश्न|ข้อสอบ|แบบทดสอบ",
    re.IGNORECASE,
)
_FAQ = Cue(
    r"\bFAQs?\b|frequently asked|häufig(?:e| gestellte) fragen|foire aux questions|preguntas frecuentes|"
    r"perguntas frequentes|domande frequenti|часто задаваемые|常见问题|常見問題|よくある質問|자주 묻는",
    re.IGNORECASE,
)
_FORM = Cue(
    r"\bopen questions? (?:for|about|on|from|to)\b|\baction items?\b|\bto-?do(?: list)?\b|\bbug reports?\b|\bfeature requests?\b|\bissue templates?\b|\bpull requests?\b|\bchecklists?\b|\bsurveys?\b|\b(?:reader|opinion|straw) polls?\b|\bpoll results\b|\bhealth checks?\b"
    r"|\bfeedback form|\b(?:application|registration|intake|consent) form|umfrage|sondage|encuesta|ankieta|опрос\b|анкета|アンケート|问卷|설문",
    re.IGNORECASE,
)
_RULES = Cue(
    r"\bterms (?:of (?:service|use)|and conditions)|\bprivacy (?:policy|notice)|\blicen[cs]e agreement|\bby-?laws\b|\bminutes (?:of|from)\b"
    r"|\bmeeting minutes|\bagenda\b|\brecipes?\b|\bingredients\b|\bpricing\b|geschäftsbedingungen|datenschutz|\bsatzung\b|\bprotokoll\b|\brezepte?\b"
    r"|\bzutaten\b|conditions générales|mentions légales|\bstatuts\b|\brecettes?\b|ordre du jour|términos y condiciones"
    r"|política de privacidad|\brecetas?\b|orden del día|termini e condizioni|\bricett[ae]\b|ordine del giorno|\breceitas?\b"
    r"|termos de uso|regulamin|\bprzepisy?\b|условия использования|\bустав\b|рецепт|利用規約|レシピ|服务条款|食谱",
    re.IGNORECASE,
)
_CARDS = re.compile(
    r"flash ?cards?|active recall|quizlet|spaced repetition|karteikarten|tarjetas|fichas|cartes mémoire|карточки|闪卡|単語カード|플래시카드|\banki\b",
    re.IGNORECASE,
)
_ANSWERED = Cue(
    r"\b(?:answers?|answered|solutions?|answer key|solved|with answers|(?:muster-?)?lösung(?:en)?|antworten|corrigés?|réponses|"
    r"respuestas|soluciones|respostas|gabarito|risposte|soluzioni|ответы|ответами|відповіді|odpowiedzi|"
    r"cevap)\b|答案|解答|정답",
    re.IGNORECASE,
)
_INTERVIEW = Cue(
    r"interview|q ?& ?a\b|q and a|questions? (?:and|&|with) answers?|вопросы (?:и ответы|с ответами|"
    r"на собеседовании)|собеседован|面试|面試|面接|면접|preguntas y respuestas|perguntas e respostas|"
    r"questions? et réponses|fragen und antworten|entretien|entrevista|vorstellungsgespräch",
    re.IGNORECASE,
)


def learner_words(text: str) -> bool:
    """True where the document speaks of one learner's attempt."""
    return bool(LEARNER.search(text))


def names_quiz(text: str) -> bool:
    return bool(_QUIZ.search(text))


def names_faq(text: str) -> bool:
    return bool(_FAQ.search(text))


_QUESTIONS = re.compile(r"\bquestions?\b", re.IGNORECASE)
_MAKING = re.compile(
    r"\b(?:build|creat|mak|writ|develop|cod|design|programm?)(?:e|es|ing)?\s+(?:a|an|your|the|our)\s(?:own\s)?"
    r"(?:[\w.-]{1,20}\s){0,4}?(?:quiz|trivia|test|exam)(?:zes|\sapp\b|\sgame\b|\smaker\b|\b)",
    re.IGNORECASE,
)


def off_making(text: str) -> str:
    """Titles, or nothing where they tell how quizzes are made: "How to build a quiz in JavaScript" is none."""
    return "" if _MAKING.search(text) else text


def off_form(text: str) -> str:
    """A title without what says that it is a form: "open questions" are no quiz."""
    text = off_making(text)
    left = _FORM.sub(" ", text)
    return left if left == text else _QUESTIONS.sub(" ", left)


def names_form(text: str) -> bool:
    """True where a document asks its reader for facts, not for knowledge: reports, surveys, checklists."""
    return bool(_FORM.search(text))


def names_rules(text: str) -> bool:
    """True for terms, minutes, recipes: their lists stress words, and test nobody."""
    return bool(_RULES.search(text))


def names_cards(text: str) -> bool:
    return bool(_CARDS.search(text))


def names_answers(text: str) -> bool:
    return bool(_ANSWERED.search(text))


_MASTER = re.compile(
    r"\b(?:answer[ -]?key|marking key|solution key|key copy|master copy|for (?:teachers|instructors|examiners) only"
    r"|(?:teacher|instructor|examiner|tutor|lecturer|trainer)(?:['’]?s?)?['’]? (?:copy|edition|version|key|answers?|solutions?)"
    r"|muster-?lösung(?:en)?|erwartungshorizont|lösungs(?:schlüssel|blatt|bogen)|lehrer(?:exemplar|version|ausgabe)|corrigé|version (?:du )?(?:professeur|enseignant)"
    r"|clave de respuestas|solucionario|versión del profesor|gabarito|versão do professor|chiave delle risposte"
    r"|versione (?:per )?(?:il )?docente|klucz odpowiedzi|wersja dla nauczyciela|antwoordmodel|docentenversie|facit"
    r"|ключи? (?:к тесту|ответов)|для (?:учителя|преподавателя))\b|参考答案|教师版|教師版|解答例|정답지",
    re.IGNORECASE,
)


def names_master(text: str) -> bool:
    """True for the title of a copy in which whoever made it marked what is right."""
    return len(text) < 120 and bool(_MASTER.search(text))


def names_interview(text: str) -> bool:
    return bool(_INTERVIEW.search(text))


_COUNTER = re.compile(  # "Step 2 of 3" and "2 of 15" tell of anything
    r"\W*(?:question|item|mcq|q|problem|frage|aufgabe|pregunta|questão|pergunta|domanda|vraag|fråga|pytanie|soru|вопрос|문제"
    r"|câu)[.:]? ?\d{1,3} ?(?:of|/|von|de|sur|su|di|van|av|z|из) ?\d{1,3}\b.{0,24}",
    re.IGNORECASE,
)


def counts_questions(text: str) -> bool:
    """True for "Question 2 of 15", which a quiz shows above or below the one question of a page."""
    return len(text) < 60 and _COUNTER.fullmatch(text.strip()) is not None
