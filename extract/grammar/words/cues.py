"""Cues in running words: what asks, what says "choose all", how hard, how many points, what is only a page's furniture.

is_question("Which of these floats?")  True        points("(2 points)")      2.0
is_question("The boiling point is:")   True        points("1 / 1 point")     1.0, and earned in full
selects_many("Check all that apply.")  True        difficulty("medium")      "medium"
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.grammar.words.label_words import fold
from quizmill.cues import Cue

_ASKS = Cue(
    r"[?？؟⁇❓;](?:[\s\"'”’)*_`\]）」]*)\Z|[?？؟](?=\s|[\"'”)*_])|(?:\\?_){2,}|[:：]\s*[*_]*\Z|\.{3}\s*\Z|…\s*\Z|\{\{|"
    r"\[\s*\.{2,}\s*\]|（[\s_]*）|[（(【](?:单选|單選|多选|多選|不定项|判断|是非|填空|选择|選擇)题?題?[)）】]\s*\Z|\([\s_]{2,}\)|\(\s\)\s*[.。]?\Z|(?:か|吗|嗎|呢|까)[。．.？?]?\s*\Z|\bTrue (?:or|/) False\b|\((?:T ?/ ?F|V ?/ ?F|R ?/ ?F|W ?/ ?F)\)",
    re.IGNORECASE,
)
_STARTS = frozenset(
    """what which who whom whose when where why how is are was were do does did can could should would will has have in identify name
    explain describe list define state select choose pick give find calculate compute determine compare write complete fill match
    suppose consider given true mark indicate discuss evaluate solve prove show draw order arrange sort if
    was welche welcher welches wer wen wem wann wo warum wie wieso erkläre erklären nenne nennen beschreibe beschreiben ordne wähle
    que quel quelle quels quelles qui quand où pourquoi comment combien expliquez décrivez citez nommez choisissez parmi laquelle lequel
    qué cuál cuáles quién cuándo dónde por cómo cuánto cuántos explica describe menciona nombra seleccione elige marque indique señale
    qual quais quem quando onde como quanto quantos explique descreva cite assinale escolha marque
    che cosa quale quali chi dove perché come quanto spiega descrivi indica scegli
    wat welke wie wanneer waar waarom hoe leg noem vad vilken vilket vilka vem när var varför hur förklara hvad hvilken hvilket hvem hvor hvornår hvorfor
    hva hvilke mikä mitkä kuka milloin missä miksi miten co który która które kto kiedy gdzie dlaczego jak ile wymień opisz wyjaśnij
    который какой какая какое какие что кто когда где почему зачем как сколько чем назовите опишите объясните укажите выберите
    який яка яке які що хто коли де чому як ne hangi kim nasıl neden niçin kaç aşağıdakilerden
    apa siapa kapan dimana mengapa bagaimana berapa manakah""".split()
)
_IMPERATIVE = frozenset(
    """explain describe list define state name give discuss compare write calculate compute identify tell outline summarize contrast
    draw sketch suggest deduce predict estimate plot construct annotate illustrate derive solve simplify factor factorise factorize evaluate integrate determine prove justify sketch mention differentiate distinguish elaborate
    erkläre erklären nenne nennen beschreibe beschreiben begründe begründen vergleiche vergleichen skizziere skizzieren
    definiere definieren erläutere erläutern berechne berechnen
    expliquez décrivez définissez citez nommez comparez justifiez calculez énumérez donnez expliquer décrire définir
    explica explique describa defina enumere mencione compare justifique calcule explicar describir
    descreva cite diferencie conceitue spiega spieghi descrivi descrivere elenca definisci confronta calcola
    объясните опишите назовите перечислите дайте сравните приведите сформулируйте вычислите раскройте поясніть опишіть
    wyjaśnij wymień opisz podaj porównaj zdefiniuj oblicz uzasadnij vysvětlete popište vyjmenujte uveďte
    açıklayınız açıklayın yazınız belirtiniz tanımlayınız leg noem beskriv förklara jelaskan sebutkan tuliskan uraikan""".split()
)
_MANY = Cue(
    r"(?:check|select|choose|mark|tick|pick|click|identify|indicate)\s+(?:all|every|any|each|two|three|four|"
    r"five|2|3|4|5|one or more|the (?:two|three|four))\b|all that apply|that apply\b|more than one|"
    r"multiple (?:answers|responses|correct)"
    r"|(?:choose|select|check|pick)\s+(?:the\s+)?(?:best\s+)?(?:two|three|four|2|3|4)|\((?:two|three|2|"
    r"3) (?:answers|correct)|alle(?:s)? (?:zutreffende|richtige|die zutreffen|auswählen)|mehrere antworten|"
    r"mehrfach|toutes les (?:bonnes )?réponses|plusieurs réponses"
    r"|todas las (?:que|correctas|opciones)|varias respuestas|todas as (?:que|alternativas|opções|corretas)|"
    r"tutte le (?:risposte|opzioni)|alle juiste|meerdere antwoorden|alla (?:som|rätta)|все (?:верные|"
    r"правильные|подходящие)|несколько|усі правильні|wszystkie (?:poprawne|prawidłowe|które)|wszystkie|tüm|"
    r"hepsini"
    r"|所有(?:正确|正確|适用|符合)|多选|多選|複数選択|すべて選|全て選|모두 (?:고르|선택)|tất cả|pilih semua|सभी|כל התשובות|جميع",
    re.IGNORECASE,
)
_EARNED = re.compile(
    r"\s*[×✘✗✖✔✓√]?\s*[\[(]?\s*(?:score|grade|points?|note(?: de)?|mark|erreichte punkte|(?:se )?puntúa(?: como)?|puntuació|punteggio ottenuto|atingiu|poäng|"
    r"punten behaald|punkty|баллов)?[:\s]*(?P<got>\d+(?:[.,]\d+)?)\s*(?:/|of|out of|von|sur|sobre|su|van|av|z|з|"
    r"de|из)\s*(?P<max>\d+(?:[.,]\d+)?)\s*(?:(?:points?|pts?|marks?|punkte?|puntos?|pontos?|punti|punten|"
    r"баллов|балл[аы]?|分|点|점)\s*(?:awarded|earned|possible|\((?:un)?graded\))?)?\s*[\])]?[\s✓✔✗✘]*\Z",
    re.IGNORECASE,
)
_POINTS = Cue(
    r"(?P<o>[\[(（]?)\s*(?:(?<=[\[(（])\d{1,3}(?:[.,]\d{1,2})?\s?/\s?)?(?P<n>\d{1,3}(?:[.,]\d{1,2})?)\s*-?\s*(?:points?|pts?\.?|marks?|punkte?|pkt\.?|puntos?|"
    r"pontos?|punti|punten|poäng|poeng|pistettä|punkt(?:y|ów)?|bod(?:y|ů)?|pont|puncte|puan|балл(?:а|ов|ы)?|"
    r"бал(?:и|ів)?|μονάδες|נקודות|نقاط|درجات|अंक|poin|điểm|คะแนน|分|点|점|p\.?(?=\s?[\])]))\s*(?:possible|each)?(?P<c>[\])）]?)",
    re.IGNORECASE,
)
_POINTS_AFTER = re.compile(
    r"[\[(]\s*(?:points?|pts?\.?|marks?|punkte?|puntos?|pontos?|punti|punten|poäng|баллы?|điểm|分|점)\s*[:=]\s*"
    r"(?P<n>\d{1,3}(?:[.,]\d{1,2})?)\s*[\])]",
    re.IGNORECASE,
)
_MARKED = re.compile(  # what a review page says of a question that was not answered
    r"\s*(?:marked out of|erreichbare punkte:?|noté sur|puntúa como|punteggio max\.?:?|vale|max\.|балл:|punkty maks\.?:)"
    r"\s*(?P<n>\d{1,3}(?:[.,]\d{1,2})?)\s*(?:ponto\(s\))?\.?\s*\Z",
    re.IGNORECASE,
)
_PICTURES = re.compile(r"(?:\s*!\[[^\]\n]*\]\([^)\s]*\))+\s*\Z")
_DIFFICULTY = frozenset(
    """
        easy|medium|hard|difficult|moderate|beginner|intermediate|advanced|expert|basic|very easy|very hard|simple
        |challenging|novice|einfach|leicht|mittel|schwer|schwierig|anfänger|fortgeschritten |facile|moyen|difficile
        |débutant|intermédiaire|avancé|fácil|media|medio|difícil|principiante|intermedio|avanzado|médio|iniciante
        |intermediário|avançado|principiante|avanzato |makkelijk|gemiddeld|moeilijk|lätt|svår|medelsvår|let|middel
        |svær|lett|vanskelig|helppo|vaikea|łatwy|łatwe|średni|średnie|trudny|trudne|snadné|střední|těžké|könnyű
        |közepes|nehéz|kolay|orta|zor |лёгкий|легкий|лёгкая|легко|средний|средняя|средне|сложный|сложная|сложно
        |трудный|легкий|середній|складний|简单|容易|中等|困难|难|簡單|簡単|易しい|普通|難しい|쉬움|보통|어려움|mudah|sedang|sulit|sukar|dễ
        |trung bình|khó|ง่าย|ปานกลาง|ยาก |آسان|متوسط|سهل|صعب|קל|בינוני|קשה|आसान|मध्यम|कठिन""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_FURNITURE = Cue(
    r"\s*(?:[⚑⚐🚩✔✓✅☑🎉🎊🎓⬆⬇←→◀▶\ufe0f\s*_#>\[\]()|«»‹›-]*)(?:"
    r"congratulations!? you (?:have )?passed.*|(?:latest submission |"
    r"your )?grade(?: received)?:?\s*\*{0,2}\d.*|to pass \d+%.*|grade received.*|go to next item.*|finalizar revisión|überprüfung beenden|terminer la relecture|terminar revisão|fine revisione|zakończ przegląd|закончить обзор|"
    r"next item.*|keep learning.*|try again(?: once you are ready)?\.?|retake(?: quiz)?|take again|"
    r"back to (?:the )?(?:top|index|contents?|questions?|table of contents|quiz)"
    r"|(?:submit|next|previous|prev|reset|finish|start|restart|check|print|share|report|bookmark|login|"
    r"sign ?(?:in|up)|home|menu|skip|like|dislike|save|clear|close|continue|review|flag question|"
    r"not yet answered|report a problem|report an issue|send feedback)(?: (?:quiz|test|answers?|question))?"
    r"|(?:[▼▲▾▴] ?)?(?:show|hide) question \d{1,3} feedback|(?:\d{1,3} ?)?mark for review|anonymous (?:quiz|poll)"
    r"|\d{1,7} (?:answers|votes) \d{1,2}:\d{2}"
    r"|answer saved|remove flag|quiz saved at .{1,20}|(?:next|previous) page"
    r"|(?:\d{1,3} ?/ ?\d{1,3} )?(?:kahoot\.it\b.{0,40}|game pin:?.{0,20})|go to (?:www\.)?menti\.com.*"
    r"|frage (?:markieren|markiert)|antwort gespeichert|noch nicht beantwortet|bisher nicht beantwortet"
    r"|marquer la question|réponse enregistrée|pas encore répondu|marcar (?:pregunta|la pregunta|questão|pergunta)"
    r"|respuesta guardada|(?:sin|aún no ha sido) respond(?:er aún|ida)|resposta (?:salva|guardada)|ainda não respondida"
    r"|contrassegna domanda|risposta (?:salvata|non ancora data)|vraag markeren|antwoord opgeslagen"
    r"|отметить вопрос|ответ сохран[её]н|пока нет ответа"
    r"|(?:click|tap|hover|press) (?:here )?(?:to|for|on|over) .{0,40}\b(?:reveal|show|see|flip|view|answers?|solutions?).*"
    r"|(?:show|reveal|view|see|hide) (?:the )?(?:answers?|solutions?|feedback|hints?|"
    r"explanations?)(?: (?:workspace|discuss\w*(?: in forum)?|report|save|bookmark)){0,3}|tap to (?:reveal|flip).*|you got(?: \d*)? ?/ ?\d+ .*|you scored.*|\(?(?:exam )?topic \d+\)?|sanfoundry .*|sr:!\d.*|join @\w+.*|you have correctly selected \d+\.?|this content is neither created nor endorsed by .*|"
    r"community vote distribution|[A-H]{1,6} ?\(\d{1,3} ?%\)|most voted|other \(?\d+ ?%\)?|\d+ of \d+|\(?\d+ ?/ ?\d+\)?|question \d+ (?:of|/) \d+|question \d{1,3} ?answer|you have used \d{1,3} of \d{1,3} (?:attempts?|submissions?)|page \d+(?: of \d+)?|time left.*|\d{1,3} ?(?:secs?|seconds)|"
    r"total points:? \d+.*|[\[(]?(?:section |question )?total(?: (?:marks?|for (?:section|question|part) \w{1,3}))?\s*[:=]?\s*(?:is )?\d{1,3}(?: marks?)?[\])]?|score:? ?\d+(?: ?/ ?\d+)?(?: ?%)?|\d+%|loading.*|copyright .*|©.*|"
    r"all rights (?:are )?reserved.*|no part of this (?:document|book|publication|work|paper) may be .*|upgrade to submit"
    r"|choose your learning style.*|start learning this pattern below|jump into concepts and practice.*|"
    r"test this pattern.*|recommended|advertisement|ad|sponsored|practice|recall & review|weiter|zurück|"
    r"suivant|précédent|siguiente|anterior|próximo|avanti|indietro|далее|назад|次へ|前へ|下一题|上一题|返回顶部|nach oben|"
    r"haut de page|volver arriba|voltar ao topo|наверх|к содержанию"
    r")[\s*_)\]|#⬆↑^←→»›]*(?:\]\([^)]*\))?[\s*_]*\Z",
    re.IGNORECASE,
)
_BUTTONS = re.compile(  # several buttons side by side: "View Answer Discuss in Forum Workspace Report"
    r"\W{0,3}(?:(?:(?:view|show|hide|reveal) (?:(?:suggested|correct) )?(?:answer|solution|explanation)|discussion(?:\s+\d+)?|(?:let'?s )?discuss(?: in forum| on board)?|workspace|"
    r"report(?: error| question)?|download (?:solution )?pdf|share (?:on|via|with) [a-z]{2,12}|open in app|bookmark|"
    r"add to favou?rites|copy link|print|save|ask (?:a )?doubt|join / login)(?![a-z])[\s|/\xb7\u2022,\[\]]{0,6}){1,8}"
    r"(?:\]\([^)]{0,200}\))?\W*\Z",
    re.IGNORECASE,
)
_ABOUT_PAGE = re.compile(
    r"\W{0,3}(?:no (?:answer )?(?:description|explanation) (?:is )?(?:available|given|provided)\b.*"
    r"|verified by \w.{0,30}|was this (?:answer|page|question|solution) helpful\b.*|download (?:solution )?pdf|open in app"
    r"|actual exam question from .*|topic #?:? ?\d{1,3}|all .{2,60} questions|upvoted \d+ times"
    r"|rate this (?:question|quiz|answer)\b.{0,40}|.{0,120}\bunsubscribe\b.{0,40}"
    r"|(?:so,? )?how (?:did|many did) you (?:do|get|score)\?.{0,120}|share (?:this|it)(?: (?:post|quiz|page|article|on))?:.{0,80}"
    r"|(?:tell|let) (?:me|us) (?:know )?.{0,60}\bcomments\b.{0,60}|leave (?:a|your) (?:comment|reply)\b.{0,60}"
    r"|subscribe to (?:my|our) .{0,60}|follow (?:me|us) on .{0,60}|(?:you may|you might) also (?:like|enjoy)\b.{0,40}"
    r"|you have used \d{1,3} of \d{1,3} (?:attempts?|submissions?|tries)"
    r"|vous avez utilisé \d{1,3} (?:tentatives? )?sur \d{1,3}(?: tentatives?| essais?)?"
    r"|(?:usted )?ha (?:utilizado|realizado) \d{1,3} de \d{1,3} (?:intentos?|envíos?)"
    r"|sie haben \d{1,3} von \d{1,3} versuchen (?:genutzt|verwendet)|você usou \d{1,3} de \d{1,3} tentativas?"
    r"|next topic.{0,80})\W*\Z",
    re.IGNORECASE,
)


_THE_END = re.compile(
    r"[-–—*=_~. ]{2,}(?:hết|the end|end|end of (?:the )?(?:test|paper|exam|quiz|section)|ende|fin|fine|fim|slut|koniec|конец|кінець"
    r"|终|完|끝|son|النهاية|סוף)[-–—*=_~. ]{2,}\Z",
    re.IGNORECASE,
)
_CODE_SPAN = re.compile(r"`[^`\n]{1,80}`")
_OPENLY = Cue(
    r"[^\W_][\W_]{0,40}?[?？؟]{1,3}(?:[\s\"'”)*_`\]]|\Z)|(?:か|吗|呢|까)[。.]?\s*\Z"
)  # words before the mark: a sign alone is none


def _orders(text: str) -> bool:
    """`Name the parts.`; not `Name of the file`."""
    first, second = (word.casefold().strip("¿¡*_\"'`(,:") for word in (*text.split(None, 2), "", "")[:2])
    return first in _IMPERATIVE and second not in ("of", "is", "=", "") and ":" not in text[: len(first) + 3]


@lru_cache(maxsize=8192)
def is_question(text: str) -> bool:
    """True where the words ask, leave a gap, or end as a stem ends; an imperative at the start counts too."""
    text = text.strip()
    if not text:
        return False
    if _ASKS.search(text) or selects_many(text):
        return True
    return _orders(text)


@lru_cache(maxsize=8192)
def asks_openly(text: str) -> bool:
    """True for a question mark, or an order to explain; not for "The colour is:"."""
    text = text.strip()
    words = _CODE_SPAN.sub("x", text) if "`" in text else text
    return bool(_OPENLY.search(words)) or _orders(text)


@lru_cache(maxsize=8192)
def starts_as_question(text: str) -> bool:
    """True where the first word is one that questions begin with."""
    words = text.strip().split(None, 1)
    return bool(words) and words[0].casefold().strip("¿¡*_\"'`(,:") in _STARTS


@lru_cache(maxsize=8192)
def selects_many(text: str) -> bool:
    """True where the words say that several choices may be right."""
    return bool(_MANY.search(text))


@lru_cache(maxsize=8192)
def earned(text: str) -> tuple[float, float] | None:
    """Points got and points possible of a line such as `1 / 1 point`."""
    found = _EARNED.match(text) if "/" in text or " " in text.strip() else None
    if found is None:
        return _earned_of(text)
    got, most = float(found["got"].replace(",", ".")), float(found["max"].replace(",", "."))
    return None if got > 2 * most > 0 else (got, most)  # "1" before "1/1": a number and points without a space


_EARNED_OF = re.compile(
    r"\s*(?P<max>\d+(?:[.,]\d+)?)\s+(?:üzerinden|puan üzerinden)\s+(?P<got>\d+(?:[.,]\d+)?)(?: puan)?\s*\Z"
)


def _earned_of(text: str) -> tuple[float, float] | None:
    """The same where what was possible stands first: "1,00 üzerinden 0,50"."""
    found = _EARNED_OF.match(text) if len(text) < 40 else None
    return (float(found["got"].replace(",", ".")), float(found["max"].replace(",", "."))) if found else None


@lru_cache(maxsize=8192)
def points(text: str) -> float | None:
    """The points that a line which says nothing else gives to a question."""
    if len(text) < 40 and (marked := _MARKED.match(text)):
        return float(marked["n"].replace(",", "."))
    found = _POINTS.search(text) if len(text) < 40 else None
    if not found or text[: found.start()].strip(" *_") or text[found.end() :].strip(" .*_"):
        return None
    return float(found["n"].replace(",", "."))


def points_in(text: str) -> float | None:
    """Points in brackets at the end or start of a stem: `... (2 points)`, `... [Marks: 2]`."""
    found = next(iter(_bracketed_points(text[-60:])), None) or _points_before(text)
    return float(found["n"].replace(",", ".")) if found else None


def _points_before(text: str) -> re.Match[str] | None:
    """Points in brackets before a stem's first word: "(3 points) Which matrix"."""
    found = next(iter(_bracketed_points(text[:40])), None)
    return found if found and not text[: found.start()].strip(" *_") else None


def _bracketed_points(text: str) -> list[re.Match[str]]:
    if "(" not in text and "[" not in text and "（" not in text:
        return []
    found = [found for found in _POINTS.finditer(text) if found["o"] and found["c"]]
    return [*found, *_POINTS_AFTER.finditer(text)]


def off_points(text: str) -> str:
    """A stem without the points in brackets that open it, end it, or end its words where only pictures follow."""
    if (before := _points_before(text)) and text[before.end() :].strip():
        ahead, rest = text[: before.start()].strip(), text[before.end() :].lstrip(" .:")
        held = bool(ahead) and rest.startswith(ahead)  # bold that held the points alone
        text = rest[len(ahead) :].lstrip(" .:") if held else ahead + rest
    pictures = _PICTURES.search(text) if text.endswith(")") and "![" in text else None
    words, shown = (text[: pictures.start()], text[pictures.start() :]) if pictures else (text, "")
    head, tail = words[:-60], words[-60:]
    last = max(_bracketed_points(tail), key=lambda found: found.start(), default=None)
    if last is None or tail[last.end() :].strip(" .*_"):
        return text
    return (head + tail[: last.start()]).rstrip() + shown


@lru_cache(maxsize=8192)
def difficulty(text: str) -> str:
    """The word itself where a line is nothing but a word for how hard a question is."""
    return text.strip(" *_[]()") if len(text) < 24 and fold(text) in _DIFFICULTY else ""


@lru_cache(maxsize=8192)
def is_furniture(text: str) -> bool:
    """True for what a page says on every page: buttons, grades, counters."""
    if len(text) >= 200:
        return bool(_RIGHTS.match(text))
    return bool(_FURNITURE.match(text)) or is_tool(text) or bool(_THE_END.match(text))


_RIGHTS = re.compile(
    r"\W{0,3}(?:all rights (?:are )?reserved|no part of this (?:document|book|publication|work|paper) may be)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def is_tool(text: str) -> bool:
    """True for a page's own buttons and notes beside a question: "Open in App", "Verified by ...", "Discuss Report"."""
    return len(text) < 200 and bool(_BUTTONS.match(text) or _ABOUT_PAGE.match(text))


_KIND = re.compile(
    r"\W*(?:quiz|multiple[- ](?:choice|select|answers?)|single[- ](?:choice|select)|true\s?(?:or|/)\s?false|short answer|open ended"
    r"|fill[- ]in[- ]the[- ]blanks?|type answer|checkbox(?:es)?|puzzle|mcq|msq)"
    r"(?:\s+[\[(]?\d+\s?(?:seconds?|secs?|s|minutes?|mins?|points?|pts?|marks?)\.?[\])]?)*\W*\Z",
    re.IGNORECASE,
)


def names_kind(text: str) -> bool:
    """True for words that only tell a question's kind, time and points."""
    return len(text) < 80 and bool(_KIND.match(text))
