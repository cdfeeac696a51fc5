"""The words by which quiz documents label their parts, in the languages of their interfaces.

    "Correct answer: B"  ->  ANSWER     "Erklärung:"  ->  EXPLANATION     "Indice 2"  ->  HINT     "正解"  ->  ANSWER

A phrase is looked up whole, folded by `fold`: lower case, without accents' variants, marks, numbers or brackets around.
One line here serves text, Markdown, HTML and PDF alike; a new language is added by adding its words to the rows.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache


class Role(StrEnum):
    """What the lines under a label are."""

    QUESTION = "question"
    OPTIONS = "options"
    ANSWER = "answer"
    EXPLANATION = "explanation"
    SOLUTION = "solution"
    HINT = "hint"
    STEP = "step"
    FINAL = "final"
    CHECK = "check"
    MISTAKES = "mistakes"
    POINTS = "points"
    DIFFICULTY = "difficulty"
    TAGS = "tags"
    TITLE = "title"
    KIND = "kind"
    GRADER = "grader"
    RIGHT = "right"  # a verdict on what stands above
    WRONG = "wrong"
    PARTIAL = "partial"
    SHOULD = "should"  # "this should be selected": right, though not ticked
    SHOULD_NOT = "should-not"
    IF_RIGHT = "if-right"  # feedback for who answers right
    IF_WRONG = "if-wrong"
    YOURS = "yours"  # the learner's own answer: never a key
    SCORE = "score"
    REVEAL = "reveal"  # the words on a control that shows the answer
    KEYS = "keys"  # the heading of a key of the whole document
    OBJECTIVES = "objectives"
    FRONT = "front"
    CONTENTS = "contents"


_PHRASES: dict[Role, str] = {
    Role.QUESTION: """
        question|questions|quiz question|exercise|exercice|ejercicio|exercício|esercizio|oefening|övning|øvelse
        |oppgave|ćwiczenie|zadanie|cvičení|úloha|feladat|exercițiu|alıştırma|упражнение|задача|вправа|練習|习题|練習問題
        |연습문제|task|new question|question no|exam question|test question|q|ques|problem|prompt|stem|mcq|frage|aufgabe
        |question à choix multiple|pregunta |pregunta de|cuestión|pergunta|questão|domanda|quesito|vraag|fråga
        |spørgsmål|spørsmål|kysymys|pytanie|otázka|kérdés |întrebare|întrebarea|intrebarea|intrebare|soru|вопрос|задание|запитання|питання
        |завдання|zadání|gyakorlat|tehtävä|ülesanne|uzdevums|užduotis|въпрос|கேள்வி|வினா|ప్రశ్న|ಪ್ರಶ್ನೆ|ചോദ്യം|પ્રશ્ન|ਪ੍ਰਸ਼ਨ|ਸਵਾਲ|سوال|swali|tanong|ጥያቄ|კითხვა|հարց
        |sual|сұрақ|savol|асуулт|សំណួរ|မေးခွန်း|ຄຳຖາມ|ප්‍රශ්නය|pyetja|spurning|galdera|cwestiwn|ceist|ερώτηση|άσκηση|θέμα|שאלה|سؤال|السؤال|پرسش|प्रश्न|सवाल|প্রশ্ন |pertanyaan|soal|câu hỏi|câu|คำถาม|ข้อ|问题|問題|题目|題目
        |题|問|设问|設問|質問|문제|질문|küsimus|jautājums|klausimas |питање|pitanje|vprašanje""",
    Role.OPTIONS: """
        options|option|choices|answer choices|answer options|possible answers|alternatives|select one
        |select one or more |choose one|pick one|choose the correct answer|select the correct answer
        |select one answer|answers to choose from|answerlist|answer list
        |mark one answer|mark two answers|mark three answers|mark four answers|tick one box|tick two boxes|tick one
        |circle one|circle the letter of the correct answer|choose one answer|choose 1 answer|choose two answers|select two answers
        |wählen sie eine antwort|wählen sie eine oder mehrere antworten|veuillez choisir une réponse
        |veuillez choisir au moins une réponse|seleccione una|seleccione una o más de una|escolha uma opção
        |escolha uma ou mais|scegli un'alternativa|scegli una o più alternative|selecteer één|selecteer één of meer
        |wybierz jedną odpowiedź|wybierz jedną lub więcej|выберите один ответ|выберите один или несколько ответов
        |виберіть одну відповідь|bir tane seçin|pilih salah satu|chọn một
        |antwortmöglichkeiten|optionen|auswahl|propositions|choix
        |réponses possibles|opciones|alternativas|opções|opzioni |risposte possibili|opties|antwoordopties
        |alternativ|svarsalternativ|svarmuligheder|svaralternativer|vaihtoehdot |opcje|odpowiedzi do wyboru|možnosti
        |válaszok|válaszlehetőségek|variante|seçenekler|şıklar|варианты|варианты ответа |варианты ответов|варіанти
        |варіанти відповіді|επιλογές|אפשרויות|תשובות אפשריות|الخيارات|خيارات|گزینه ها|विकल्प |pilihan
        |pilihan jawaban|lựa chọn|các lựa chọn|đáp án lựa chọn|ตัวเลือก|选项|選項|選択肢|보기|선택지""",
    Role.ANSWER: """
        click here to expand the answer|click to expand the answer|click to reveal the answer|click here for the answer
        |click here to reveal the answer|click to show the answer|click to view answer|click to view the answer
        |answer|answers|ans|a|correct answer|correct answers|correct solution|right answer|right answers|the correct answer
        |the answer |the correct answer is|the answer is|the correct answers are|the right answer is
        |correct answer is|answer is |correct option|correct options|the correct option|the correct option is
        |correct order|right order|correct sequence|richtige reihenfolge|korrekte reihenfolge|ordre correct|bon ordre
        |orden correcto|secuencia correcta|ordem correta|sequência correta|ordine corretto|sequenza corretta
        |juiste volgorde|rätt ordning|prawidłowa kolejność|správné pořadí|правильный порядок|правильная последовательность
        |правильний порядок|doğru sıra|doğru sıralama|urutan yang benar|thứ tự đúng|正确顺序|正確順序|正しい順序|올바른 순서
        |correct matches|correct pairs|correct matching
        |correct choice|correct choices|correct selection|best answer |the best answer|the best answer is|expected answer
        |answer to question|answer to problem|solution to question|antwort auf frage|antwort zu frage
        |réponse à la question|respuesta a la pregunta|resposta à pergunta|ответ на вопрос
        |accepted answer|accepted answers|model answer|sample answer |suggested answer|key|answer key|correct
        |correct response|correct responses|official answer|verified answer |view answer|solution key|ans key
        |correct ans|right option|ca|the correct response is|example answer |antwort|antworten|richtige antwort
        |richtige antworten|die richtige antwort|die richtige antwort ist|die richtigen antworten sind
        |korrekte antwort|korrekte antworten|richtig ist|lösungsbuchstabe|musterantwort|die korrekte antwort ist
        |richtige lösung|richtig sind |réponse|réponses|bonne réponse|bonnes réponses|la bonne réponse est
        |les bonnes réponses sont|réponse correcte |réponses correctes|la réponse correcte est|la réponse est
        |réponse juste|réponse exacte|reponse|bonne reponse |respuesta|respuestas|respuesta correcta
        |respuestas correctas|la respuesta correcta es|la respuesta es|rpta|resp |las respuestas correctas son
        |opción correcta|clave de respuesta|clave de la respuesta|chiave di risposta|chave de resposta
        |clé de réponse|solución correcta|contestación|la opción correcta es |resposta|respostas|resposta correta
        |respostas corretas|a resposta correta é|a resposta é|as respostas corretas são|resposta certa |gabarito
        |alternativa correta|alternativa certa|letra correta |risposta|risposte|risposta corretta|risposte corrette
        |la risposta corretta è|la risposta è|le risposte corrette sono|risposta esatta |antwoord|antwoorden
        |juiste antwoord|het juiste antwoord|het juiste antwoord is|correct antwoord|goede antwoord
        |juiste antwoorden |svar|rätt svar|korrekt svar|rätta svaret|rätt svar är|svaret är|riktig svar|rett svar
        |korrekte svar|rigtigt svar|det rigtige svar er |det korrekte svar er|riktige svar|fasit|facit |vastaus
        |oikea vastaus|oikeat vastaukset|oikea vaihtoehto|õige vastus|vastus|pareizā atbilde|atbilde
        |teisingas atsakymas|atsakymas |odpowiedź|odpowiedzi|poprawna odpowiedź|prawidłowa odpowiedź
        |poprawne odpowiedzi|prawidłowe odpowiedzi|odp |odpověď|odpovědi|správná odpověď|správné odpovědi|odpoveď
        |správna odpoveď|správne odpovede |válasz|helyes válasz|helyes válaszok|megoldás betűjele|a helyes válasz
        |jó válasz |răspuns|raspuns|răspuns corect|răspunsul corect|răspunsuri corecte|răspunsul corect este |cevap
        |cevaplar|yanıt|doğru cevap|doğru yanıt|doğru cevaplar|doğru seçenek|doğru şık |ответ|ответы
        |правильный ответ|правильные ответы|верный ответ|верные ответы|верно|ключ|правильный вариант|отв |відповідь
        |відповіді|правильна відповідь|правильні відповіді|вірна відповідь|отговор|правилен отговор|верен отговор
        |одговор|тачан одговор|odgovor|točan odgovor|tačan odgovor|pravilen odgovor|ispravan odgovor|točni odgovori
        |απάντηση|σωστή απάντηση|απαντήσεις|σωστές απαντήσεις|η σωστή απάντηση είναι|ορθή απάντηση |תשובה|תשובות
        |תשובה נכונה|התשובה הנכונה|התשובה הנכונה היא|התשובות הנכונות|התשובה |الإجابة|إجابة|الجواب|جواب
        |الإجابة الصحيحة|الإجابات الصحيحة|الإجابة الصحيحة هي|الجواب الصحيح|اجابة|الاجابة|الاجابة الصحيحة |پاسخ
        |پاسخ صحیح|جواب صحیح|گزینه صحیح|پاسخ درست |उत्तर|सही उत्तर|सही जवाब|जवाब|सही विकल्प|উত্তর|সঠিক উত্তর
        |jawaban|jawaban benar|jawaban yang benar|jawaban yang benar adalah|kunci jawaban|kunci|jawapan
        |jawapan betul |đáp án|đáp án đúng|trả lời|câu trả lời|câu trả lời đúng|đáp án là|đáp án đúng là|chọn đáp án|lời giải đúng |คำตอบ|เฉลย
        |คำตอบที่ถูกต้อง|คำตอบที่ถูก|ตอบ |答案|正确答案|正確答案|参考答案|參考答案|答|标准答案|正确选项|正答|解答|正解|答え|こたえ|回答|正しい答え|解答例|模範解答 |정답|답
        |답안|정답은|올바른 답|모범 답안|답변|hint answer
        |விடை|சரியான விடை|பதில்|సమాధానం|సరైన సమాధానం|జవాబు|ಉತ್ತರ|ಸರಿಯಾದ ಉತ್ತರ|ഉത്തരം|ശരിയായ ഉത്തരം|જવાબ|સાચો જવાબ|ઉત્તર|ਉੱਤਰ|ਸਹੀ ਉੱਤਰ|ਜਵਾਬ
        |درست جواب|صحیح جواب|jibu|jibu sahihi|sagot|tamang sagot|መልስ|ትክክለኛ መልስ|პასუხი|სწორი პასუხი|պատասխան|ճիշտ պատասխան
        |cavab|düzgün cavab|жауап|дұрыс жауап|javob|to'g'ri javob|хариулт|зөв хариулт|ចម្លើយ|အဖြေ|ຄຳຕອບ|පිළිතුර|නිවැරදි පිළිතුර
        |rép|lös|antw|odpow|the correct ans is|correct ans is|the correct choice is|correct choice is|right choice
        |the right option is|the right choice is|correct one|the correct one is
        |la respuesta correcta es la|la opción correcta es|la respuesta es la|respuesta correcta es|la correcta es
        |la bonne réponse est la|la réponse est la|la réponse correcte|bonne réponse est|a resposta certa é|resposta certa é
        |a resposta correta é a|a alternativa correta é|alternativa correta é|a opção correta é|opção correta
        |la risposta esatta è|la risposta giusta è|risposta giusta|la risposta corretta è la|la risposta è la
        |prawidłowa odpowiedź to|poprawna odpowiedź to|właściwa odpowiedź|właściwa odpowiedź to|odpowiedź to
        |správná odpověď je|správna odpoveď je|oikea vastaus on|răspunsul este|a helyes válasz az|a jó válasz
        |правильный ответ это|верный вариант|правильна відповідь це|la réponse est donc|die antwort ist|die antwort lautet
        |die richtige antwort lautet|het antwoord is|het goede antwoord is|goede antwoord is
        |jawaban yang tepat|jawaban yang tepat adalah|jawaban tepat|jawabannya|jawabannya adalah|jawaban yang benar ialah
        |đáp án chính xác|đáp án chính xác là|câu trả lời đúng là|phương án đúng|phương án đúng là
        |正确答案是|正确答案为|正確答案是|正確答案為|答案是|答案为|答案為|正确选项是|正确选项为|正解は|答えは|正しい答えは|답은
        |përgjigja|përgjigja e saktë|rétt svar|resposta correcta|erantzuna|erantzun zuzena|ateb|freagra|regte antwoord""",
    Role.EXPLANATION: """
        explanation|explanations|detailed explanation|because|exp|expl|नोट|詳解|explanation/reference|explanation & reference|explain|why|rationale|rationales
        |justification|reason|reasons|reasoning|feedback|general feedback |note|notes|comment|comments|discussion
        |reference|references|ref|source|sources|details|overall explanation |answer explanation
        |explanation of answer|further reading|learn more|commentary|remark|remarks|background|context |more info
        |more information|overall feedback|fyi|did you know|additional information|debrief|analysis |erklärung
        |erläuterung|begründung|anmerkung|hinweis zur lösung|rückmeldung|feedback allgemein|kommentar|quelle|warum
        |referenz |explication|explications|justification de la réponse|remarque|commentaire|rétroaction|référence
        |pourquoi|éclaircissement |clarification|clarifications|klarstellung
        |clarificación|aclaración|aclaraciones|esclarecimento|chiarimento|verduidelijking|пояснение|пояснения
        |explicación|justificación|retroalimentación|comentario|comentarios|nota
        |referencia|por qué|razón|realimentación|fuente |explicação|justificativa|comentário|observação|referência
        |por quê|resolução comentada|fonte |spiegazione|motivazione|commento|riferimento|perché|fonte |uitleg
        |toelichting|verklaring|opmerking|terugkoppeling|referentie |förklaring|kommentarer|motivering|återkoppling
        |forklaring|begrundelse|begrunnelse|tilbakemelding|tilbagemelding|referens |selitys|perustelu|palaute
        |huomautus|selgitus|paskaidrojums|paaiškinimas |wyjaśnienie|uzasadnienie|komentarz|uwaga|informacja zwrotna
        |źródło |vysvětlení|odůvodnění|poznámka|komentář|zpětná vazba|vysvetlenie |magyarázat|indoklás|megjegyzés
        |visszajelzés |explicație|explicatie|justificare|observație |açıklama|neden|not|geri bildirim|gerekçe
        |referans|kaynak |объяснение|пояснение|комментарий|обоснование|примечание|почему|разбор|источник
        |обратная связь|ссылка |пояснення|коментар|обґрунтування|примітка|обяснение|објашњење|objašnjenje
        |obrazloženje|razlaga |εξήγηση|επεξήγηση|αιτιολόγηση|σχόλιο|σημείωση|ανατροφοδότηση |הסבר|הערה|נימוק|משוב
        |الشرح|شرح|التفسير|تفسير|توضيح|ملاحظة|السبب|توضیح|دلیل |व्याख्या|स्पष्टीकरण|टिप्पणी|संदर्भ|ব্যাখ্যা
        |penjelasan|pembahasan|alasan|catatan|keterangan|huraian |giải thích|lời giải|ghi chú|nhận xét
        |hướng dẫn giải |คำอธิบาย|อธิบาย|เหตุผล|หมายเหตุ |解释|解釋|解析|说明|說明|详解|答案解析|参考解析|试题解析|题目解析|解題思路|解题思路|解説|説明|理由|注意|备注|点评|注|ポイント|参考|補足|参照
        |해설|설명|이유|풀이|참고|피드백
        |விளக்கம்|వివరణ|ವಿವರಣೆ|വിശദീകരണം|સમજૂતી|ਵਿਆਖਿਆ|وضاحت|maelezo|paliwanag|ማብራሪያ|განმარტება|բացատրություն|izah|түсініктеме|izoh
        |тайлбар|shpjegim|skýring|explicació|azalpena""",
    Role.SOLUTION: """
        solution|solutions|worked solution|step by step solution|sample solution|suggested solution
        |detailed solution|sol|soln|working|workings |lösung|lösungen|lösungsweg|musterlösung|solution détaillée|corrigé
        |corrige|solución|solucion|resolución|solução|resolução |soluzione|svolgimento|oplossing|uitwerking|lösning
        |løsning|ratkaisu|rozwiązanie|řešení|riešenie|megoldás|soluție |çözüm|решение|розв'язання|рішення|λύση|פתרון
        |الحل|حل|हल|समाधान|solusi|penyelesaian|cách giải|วิธีทำ|解法|解き方""",
    Role.HINT: """
        hint|hints|tip|clue|clues|help|need a hint|show hint|tips|tipp|tipps|hinweis|hinweise|denkanstoß|indice
        |indices|indication |astuce|pista|pistas|sugerencia|ayuda|dica|dicas|suggerimento|aiuto|aanwijzing|ledtråd
        |tips|vink|vihje |wskazówka|podpowiedź|nápověda|pomůcka|tipp|segítség|indiciu|indicație|ipucu|подсказка
        |подсказки|підказка|подсказка |υπόδειξη|βοήθεια|רמז|تلميح|مساعدة|راهنمایی|संकेत|इशारा|petunjuk|gợi ý|คำใบ้
        |提示|ヒント|힌트|nápoveda|namig|savjet""",
    Role.STEP: """
        step|schritt|étape|paso|passo|stap|steg|trin|vaihe|krok|lépés|pas|adım|шаг|крок|стъпка|βήμα|שלב|الخطوة|خطوة
        |चरण|langkah |bước|ขั้นตอน|步骤|步驟|ステップ|단계""",
    Role.FINAL: """
        final answer|endergebnis|endgültige antwort|réponse finale|respuesta final|resposta final|risposta finale
        |eindantwoord |slutsvar|lopullinen vastaus|ostateczna odpowiedź|konečná odpověď|végső válasz|răspuns final
        |son cevap |окончательный ответ|итоговый ответ|τελική απάντηση|תשובה סופית|الإجابة النهائية|अंतिम उत्तर
        |jawaban akhir |đáp án cuối cùng|最终答案|最終答案|最終的な答え|최종 답""",
    Role.CHECK: "quick check|sanity check|check|probe|schnelle prüfung|vérification|vérification rapide|comprobación|"
    "verificação",
    Role.MISTAKES: """
        common mistakes|common mistake|common errors|common error|common pitfalls|pitfalls|frequent mistakes
        |häufige fehler |typische fehler|erreurs fréquentes|erreurs courantes|errores comunes|erros comuns
        |errori comuni|veelgemaakte fouten |vanliga misstag|częste błędy|časté chyby|gyakori hibák
        |sık yapılan hatalar|типичные ошибки|частые ошибки |common misconceptions|常见错误|よくある間違い|흔한 실수|kesalahan umum
        |lỗi thường gặp""",
    Role.POINTS: """
        points|point|pts|pt|mark|marks|max score|score value|worth|weight|max points|maximum points|value
        |points possible |punkte|punkt|punktzahl|barème|puntos|puntaje|puntuación|pontos|pontuação|punti|punteggio
        |punten|poäng|poeng|pisteet |punkty|body|bodů|pont|pontszám|puncte|punctaj|puan|баллы|балл|бали|точки
        |μονάδες|βαθμοί|ניקוד|נקודות|الدرجة|النقاط|امتیاز|अंक|poin|nilai|điểm|คะแนน |分值|分数|配点|得点|点数|배점|점수""",
    Role.DIFFICULTY: """
        difficulty|level|difficulty level|schwierigkeit|schwierigkeitsgrad|niveau|difficulté|niveau de difficulté
        |dificultad|nivel |dificuldade|nível|difficoltà|livello|moeilijkheid|moeilijkheidsgraad|svårighetsgrad
        |vanskelighed|vanskelighetsgrad|vaikeustaso |trudność|poziom|obtížnost|náročnosť|nehézség|dificultate|zorluk
        |seviye|сложность|уровень|складність|трудност|δυσκολία|רמת קושי|קושי|الصعوبة|مستوى الصعوبة |कठिनाई|kesulitan
        |tingkat kesulitan|độ khó|mức độ|ความยาก|难度|難度|難易度|난이도|bloom|bloom level|cognitive level""",
    Role.TAGS: """
        tags|tag|topic|topics|category|categories|subject|section|domain|skill|skills|keywords|chapter|objective
        |learning outcome |thema|themen|kategorie|schlagwörter|stichwörter|thème|catégorie|mots-clés|tema|categoría
        |etiquetas|palabras clave|categoria |argomento|onderwerp|categorie|ämne|emne|aihe|temat|kategoria|téma
        |témakör|subiect|konu|kategori|тема|категория|теги|категорія|θέμα |נושא|الموضوع|विषय|topik|kategori soal
        |chủ đề|หัวข้อ|标签|标籤|知识点|考点|主题|主題|カテゴリ|タグ|分野|주제|태그|lo|standard""",
    Role.TITLE: "title|name|question title|titel|titre|título|titolo|tytuł|název|заголовок|название|标题|タイトル|제목",
    Role.KIND: """
        type|question type|format|kind|page|pages|page ref|question id|item id|estimated time|time limit|typ|fragetyp|type de question|tipo|tipo de pregunta|tipo de questão
        |tipo di domanda|vraagtype|тип |тип вопроса|题型|類型|种类|形式|유형""",
    Role.GRADER: "grading|grader notes|rubric|grading rubric|scoring guide|marking scheme|mark scheme|markscheme|marking guide|marking key|bewertung|rúbrica|"
    "grille",
    Role.RIGHT: """
        correct|right|that's correct|that is correct|correct answer|your answer is correct|your answer was correct
        |your answer was right|your answer is right|your answers are correct
        |your selection is correct|ihre antwort ist richtig|die antwort ist richtig|deine antwort ist richtig
        |votre réponse est correcte|tu respuesta es correcta|la respuesta es correcta
        |sua resposta está correta|la risposta è corretta|je antwoord is juist
        |twoja odpowiedź jest poprawna|ваш ответ верный|ваш ответ правильный|cevabınız doğru|yanıtınız doğru|回答正确|回答正確|good job|well done|great work|nice work|yes that's correct
        |you are correct |you got it right|right answer|great job|excellent|perfect|richtig|korrekt|stimmt|correct !
        |exact|juste|bonne réponse |correcto|correcta|¡correcto|correto|correta|certo|corretto|corretta|esatto
        |giusto|juist|goed|rätt|riktigt|korrekt svar|riktig|rigtigt|oikein |poprawnie|dobrze|prawidłowo|správně
        |správne|helyes|corect|doğru|верно|правильно|вірно|правилно|точно|σωστό|σωστά|נכון|צודק |صحيح|صحيحة|درست|सही
        |benar|betul|đúng|chính xác|ถูกต้อง|ถูก|正确|正確|对|正解|正しい|맞음|정답|맞았습니다|õige|pareizi|teisingai|tačno|točno
        |pravilno|correctly selected|selected correctly|richtig ausgewählt|правильный|верный|правильная|верная""",
    Role.WRONG: """
        incorrect|wrong|not quite|your answer is incorrect|your answer is wrong|your answer was incorrect
        |your answer was wrong|your selection is incorrect
        |ihre antwort ist falsch|die antwort ist falsch|deine antwort ist falsch|ihre antwort ist nicht richtig
        |votre réponse est incorrecte|respuesta incorrecta|tu respuesta es incorrecta|la respuesta es incorrecta
        |resposta incorreta|sua resposta está incorreta|risposta errata|risposta sbagliata|la risposta è sbagliata
        |je antwoord is onjuist|twoja odpowiedź jest niepoprawna|ваш ответ неверный|ваш ответ неправильный
        |cevabınız yanlış|yanıtınız yanlış|回答错误|回答錯誤|that's incorrect|that is incorrect|not correct|incorrect answer|wrong answer
        |try again |no sweat, you're still learning|don't worry, you're still learning|not quite, you're still learning|falsch|nicht richtig|leider falsch|faux|mauvaise réponse|incorrecta|incorrecto|falso|errado
        |errada|incorreto|incorreta|sbagliato|errato|scorretto |onjuist|fout|fel|felaktigt|forkert|feil|galt|väärin
        |źle|błędnie|niepoprawnie|špatně|nesprávně|nesprávne|helytelen|greșit|incorect |yanlış|неверно|неправильно
        |невірно|грешно|λάθος|שגוי|לא נכון|خطأ|خاطئ|غلط|نادرست|गलत|salah|sai|không đúng|ผิด |错误|錯誤|错|不正确|不正解|間違い|誤り
        |틀림|오답|틀렸습니다|неправильный|неверный""",
    Role.PARTIAL: """
        partially correct|partly correct|partial credit|your answer is partially correct|your answer is partly correct
        |teilweise richtig|teilweise korrekt|ihre antwort ist teilweise richtig|partiellement correct
        |votre réponse est partiellement correcte|parcialmente correcto|parcialmente correcta
        |tu respuesta es parcialmente correcta|parcialmente correto|sua resposta está parcialmente correta
        |parzialmente corretto|risposta parzialmente corretta|gedeeltelijk juist|deels juist|delvis rätt|delvis riktig
        |delvist rigtigt|osittain oikein|częściowo poprawnie|częstečně správně|részben helyes|parțial corect
        |kısmen doğru|yanıtınız kısmen doğru|частично верно|частично правильно|частково правильно|εν μέρει σωστό|נכון חלקית|صحيح جزئيا
        |sebagian benar|đúng một phần|部分正确|部分正確|部分正解|부분 정답
        |you didn't select all the correct answers|you did not select all the correct answers
        |you haven't selected all the correct answers|you didn't select all correct answers
        |sie haben nicht alle richtigen antworten ausgewählt|du hast nicht alle richtigen antworten ausgewählt
        |vous n'avez pas sélectionné toutes les bonnes réponses|vous n'avez pas sélectionné toutes les réponses correctes
        |no has seleccionado todas las respuestas correctas|no seleccionaste todas las respuestas correctas
        |no seleccionó todas las respuestas correctas|você não selecionou todas as respostas corretas
        |não selecionou todas as respostas corretas|non hai selezionato tutte le risposte corrette
        |je hebt niet alle juiste antwoorden geselecteerd|nie wybrano wszystkich poprawnych odpowiedzi
        |вы выбрали не все правильные ответы|вы выбрали не все верные ответы|выбраны не все правильные ответы
        |tüm doğru cevapları seçmediniz|bạn chưa chọn tất cả các câu trả lời đúng|anda tidak memilih semua jawaban benar
        |您没有选择所有正确答案|您未选择所有正确答案|没有选择所有正确答案|すべての正解を選択していません|정답을 모두 선택하지 않았습니다
        |لم تحدد جميع الإجابات الصحيحة""",
    Role.SHOULD: """
        this should be selected|should be selected|this should have been selected|correct answer not selected
        |incorrectly unselected|incorrectly not selected|missed correct answer|fälschlicherweise nicht ausgewählt
        |cette option devrait être sélectionnée|ceci devrait être sélectionné|ceci devait être sélectionné
        |esto debería estar seleccionado|esto debería seleccionarse|debería estar seleccionado|debería estar seleccionada|isto deveria ser selecionado
        |isto deve ser selecionado|isso deve ser selecionado|dovrebbe essere selezionato|dies sollte ausgewählt sein
        |dies sollte ausgewählt werden|dit moet geselecteerd zijn|powinno być zaznaczone|это должно быть выбрано
        |это следует выбрать|bu seçilmelidir|应选择此项|应该选择此项|これを選択する必要があります|this option should be selected""",
    Role.SHOULD_NOT: """
        this should not be selected|should not be selected|this should not have been selected
        |un-selected is correct|unselected is correct|correctly unselected|correctly not selected|incorrectly selected
        |richtig nicht ausgewählt|fälschlicherweise ausgewählt|ceci ne devrait pas être sélectionné
        |cette option ne devrait pas être sélectionnée|ceci ne doit pas être sélectionné
        |esto no debería estar seleccionado|esto no debería seleccionarse|no debería estar seleccionado
        |isto não deveria ser selecionado|isto não deve ser selecionado|isso não deve ser selecionado
        |non dovrebbe essere selezionato|dies sollte nicht ausgewählt sein|dies sollte nicht ausgewählt werden
        |dit moet niet geselecteerd zijn|nie powinno być zaznaczone|это не должно быть выбрано|это не следует выбирать
        |bu seçilmemelidir|不应选择此项|不应该选择此项|これは選択しないでください|선택하지 않아야 합니다""",
    Role.IF_RIGHT: """
        if correct|correct feedback|feedback if correct|feedback for correct answer|on correct|when correct
        |feedback correct|positive feedback |feedback bei richtiger antwort|si correct|si es correcto
        |retroalimentación correcta|bei richtiger antwort|если верно""",
    Role.IF_WRONG: """
        if incorrect|if wrong|incorrect feedback|feedback if incorrect|feedback for incorrect answer|on incorrect
        |when incorrect|wrong feedback |feedback incorrect|negative feedback|feedback bei falscher antwort
        |si incorrect|si es incorrecto|bei falscher antwort|если неверно""",
    Role.YOURS: """
        your answer|your answers|your response|you answered|you selected|you chose|my answer|my answer is|i chose|i answered
        |i think it is|i think it's|i think|i picked|i selected|my guess|my guess is|selected answer
        |student answer|student response|answer submitted|given answer |ihre antwort|deine antwort|votre réponse
        |ta réponse|tu respuesta|su respuesta|sua resposta|la tua risposta|jouw antwoord|uw antwoord |respuesta seleccionada
        |respuesta elegida|tu selección|su selección|ausgewählte antwort|gewählte antwort|réponse sélectionnée
        |réponse choisie|resposta selecionada|resposta escolhida|resposta marcada|risposta selezionata|risposta scelta
        |gekozen antwoord|wybrana odpowiedź|выбранный ответ|ответ пользователя|user answer|user's answer
        |learner response|chosen answer|选择的答案|已选答案|ditt svar
        |dit svar|vastauksesi|twoja odpowiedź|vaše odpověď|tvoja odpoveď|válaszod|az ön válasza|răspunsul tău
        |cevabınız|sizin cevabınız|ваш ответ|ваша відповідь |вашият отговор|η απάντησή σας|התשובה שלך|إجابتك
        |پاسخ شما|आपका उत्तर|jawaban anda|jawapan anda|câu trả lời của bạn|คำตอบของคุณ|你的答案|您的答案|我的答案|あなたの回答|あなたの答え
        |내 답|선택한 답""",
    Role.SCORE: "score|your score|grade|mark received|result|status|grade received|latest submission grade|marked out of|"
    "points earned|ergebnis|résultat|resultado|risultato|оценка|результат",
    Role.REVEAL: """
        show answer|show answers|show solution|show the answer|reveal answer|reveal|reveal the answer
        |click to reveal answer|answer & explanation|answer and explanation|click to reveal |click to show answer|click for answer|click here for answer
        |click here to expand the answer|click to expand the answer|click to reveal the answer|click here for the answer
        |click here to reveal the answer|click to show the answer|click to view answer|click to view the answer
        |click here to see the answer|see answer|see the answer|see solution|view answer|view answers|view solution
        |view explanation |show explanation|show|answer hidden|check answer|check your answer|toggle answer
        |display answer|open answer|expand answer|click to expand|click to see answer|hide answer|spoiler
        |antwort anzeigen|antwort zeigen|lösung anzeigen|lösung zeigen|antwort aufdecken|voir la réponse
        |afficher la réponse|voir la solution|montrer la réponse |ver respuesta|mostrar respuesta|ver la respuesta
        |ver solución|ver resposta|mostrar resposta|ver gabarito|vedi risposta|mostra risposta|mostra soluzione
        |toon antwoord|bekijk antwoord |visa svar|vis svar|näytä vastaus|pokaż odpowiedź|zobacz odpowiedź
        |zobrazit odpověď|ukázat odpověď|válasz megjelenítése|arată răspunsul|cevabı göster|cevabı gör
        |показать ответ|посмотреть ответ|показати відповідь|δείτε την απάντηση|הצג תשובה|عرض الإجابة|إظهار الإجابة
        |उत्तर देखें|उत्तर दिखाएं|lihat jawaban|tampilkan jawaban|xem đáp án|hiện đáp án|hiển thị đáp án|xem lời giải|ดูคำตอบ|ดูเฉลย |显示答案|查看答案
        |點擊查看答案|点击查看答案|顯示答案|查看解析|答えを見る|答えを表示|解答を見る|정답 보기|정답 확인|답 보기""",
    Role.KEYS: """
        answer key|answer keys|answers|answer section|answer sheet|key|keys|solutions|solution key|correct answers|answer table
        |answers and explanations|answer key and explanations|quiz answers|answers to questions|answer list
        |lösungen|lösungsschlüssel|antworten|auflösung|réponses|corrigé|corrigés|solutions des exercices
        |grille de réponses|respuestas|soluciones|solucionario|clave de respuestas|hoja de respuestas |respostas
        |gabarito|soluções|risposte|soluzioni|antwoorden|antwoordmodel|oplossingen|facit|fasit|svar|vastaukset
        |ratkaisut|odpowiedzi|klucz odpowiedzi|odpovědi|řešení|klíč|odpovede|válaszok|megoldások|megoldókulcs
        |răspunsuri|barem|cevaplar|cevap anahtarı|yanıtlar|ответы|ключ|ключи|ключ к тесту|правильные ответы
        |відповіді|ключі|отговори|απαντήσεις|λύσεις|תשובות|פתרונות|الإجابات|مفتاح الإجابة|پاسخنامه|कुंजी|उत्तर कुंजी
        |उत्तरमाला |kunci jawaban|jawaban|đáp án|bảng đáp án|เฉลย|答案|参考答案|答案表|正確答案|解答|正解|解答一覧|答え|정답|정답표|해답""",
    Role.OBJECTIVES: """
        learning objectives|learning objective|learning outcomes|learning goals|lesson objectives|course objectives
        |objectives|module objectives|goals|you will learn|what you will learn|what you'll learn
        |by the end of this lesson you will be able to |lernziele|lernziel|objectifs|objectifs d'apprentissage
        |objectifs pédagogiques|objetivos|objetivos de aprendizaje|objetivos de aprendizagem|obiettivi
        |obiettivi di apprendimento|leerdoelen|lärandemål|læringsmål|oppimistavoitteet |cele nauczania
        |cele uczenia się|vzdělávací cíle|tanulási célok|obiective|öğrenme hedefleri|kazanımlar|цели обучения
        |результаты обучения|цілі навчання|μαθησιακοί στόχοι|מטרות למידה|أهداف التعلم|सीखने के उद्देश्य
        |tujuan pembelajaran|mục tiêu học tập|วัตถุประสงค์การเรียนรู้|学习目标|學習目標|教学目标|学習目標|학습 목표""",
    Role.FRONT: "front|term|card|vorderseite|recto|anverso|fronte|voorkant|лицевая сторона|термин",
    Role.CONTENTS: """
        table of contents|contents|toc|index|on this page|inhaltsverzeichnis|inhalt|table des matières|sommaire
        |tabla de contenidos|contenido|índice|sumário |indice|inhoudsopgave|innehållsförteckning|indhold|innhold
        |sisällysluettelo|spis treści|obsah|tartalomjegyzék|cuprins|içindekiler|содержание|оглавление|зміст
        |περιεχόμενα|תוכן עניינים|جدول المحتويات|विषय सूची|daftar isi|mục lục|สารบัญ|目录|目錄|目次|목차""",
}
_ALSO: dict[Role, str] = {Role.ANSWER: "back|rückseite|verso|reverso|retro|achterkant|definition"}

_SPACES = re.compile(r"\s+")
_EMPTY_TAIL = re.compile(r"\(s\)$")


def fold(text: str) -> str:
    """A label's words alone: NFKC, lower case, one space, without signs, emoji, brackets or a number around them."""
    return _fold_once(text) if len(text) <= _SHORT else _fold(text)


_NO_START = "".join(char for char in map(chr, range(128)) if not char.isalnum())
_NO_END = "".join(char for char in map(chr, range(128)) if not char.isalpha())


def _fold(text: str) -> str:
    if text.isascii():  # the same by shorter ways
        text = text.lower().strip()
        text = text[:-3] + "s" if text.endswith("(s)") else text
        return " ".join(text.lstrip(_NO_START).rstrip(_NO_END).split())
    text = unicodedata.normalize("NFKC", text).casefold().strip().replace("i\u0307", "i").replace("ı", "i")
    text = _EMPTY_TAIL.sub("s", text).replace("\u2019", "'")
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalpha() or unicodedata.category(text[end - 1]).startswith("M")):
        end -= 1
    return _SPACES.sub(" ", text[start:end])


_SHORT = 300  # longer texts are no labels, and are not worth remembering
_fold_once = lru_cache(8192)(_fold)  # every way of reading asks for the same lines: five times each on usual pages


def _table() -> dict[str, frozenset[Role]]:
    found: dict[str, set[Role]] = {}
    for table in (_PHRASES, _ALSO):
        for role, phrases in table.items():
            for phrase in _SPACES.sub(" ", phrases).split("|"):
                found.setdefault(fold(phrase), set()).add(role)
    found.pop("", None)
    return {phrase: frozenset(roles) for phrase, roles in found.items()}


PHRASES = _table()
_LATIN, _FAR = r"[A-Za-z][A-Za-z ]{0,30}?", r"[^\x00-\u036f]{1,16}"
_TWO_SCRIPTS = re.compile(
    rf"\W*(?P<a>{_LATIN}|{_FAR}?)\s*[/|·(（]?\s*(?P<b>(?<![A-Za-z ]){_LATIN}|(?<=[\x00-\u036f]){_FAR})[)）]?\W*\Z"
)
LONGEST = max(map(len, PHRASES))


def roles_of(text: str) -> frozenset[Role]:
    """Every role that a text has when read as a label; empty where it is none."""
    if len(text) > LONGEST + 20:
        return frozenset()
    found = PHRASES.get(fold(text), frozenset())
    return found if found or text.isascii() else _in_two_scripts(text)


def _in_two_scripts(text: str) -> frozenset[Role]:
    """The roles that both words of a label in two languages have: "Answer 答案", "解析 / Explanation"."""
    parted = _TWO_SCRIPTS.match(text)
    if parted is None:
        return frozenset()
    one, other = (PHRASES.get(fold(part), frozenset()) for part in parted.group("a", "b"))
    return one & other
