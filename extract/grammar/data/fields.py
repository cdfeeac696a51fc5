"""Which field of embedded question data is which: by name in many habits, by shape where names say nothing.

{q: "...", opts: ["..", ".."], ans: 2, exp: ".."}        stem q, options opts, key ans, explanation exp
{frage: "...", antworten: [{text: "..", richtig: true}]}    stem frage, options antworten with flags
{question: "..", a: "..", b: "..", c: "..", correct: "b"}   options a b c in columns of their own
["Which ...?", ["..", ".."], 1]                             by position
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extract.grammar.data.values import OPAQUE, Array, Call, Record, Value
from extract.grammar.words.chosen_names import is_chosen_name
from extract.grammar.words.class_names import judge, words_in

_STEMS = """question questiontext q quest prompt stem ask query problem statement questiontitle questioncontent questionbody
    questionname enunciado frage pregunta pergunta domanda vraag vopros soru pytanie 问题 题目 题干 질문 問題 вопрос text title content
    body name label description sentence quiz ask clue word term front header quizquestion que qtext qn questionhtml
    pytania intrebare întrebare otazka otázka kerdes kérdés fraga fråga sporgsmal spørgsmål sporsmal spørsmål kysymys cauhoi soal pertanyaan zapytanie statement запитання
    сурақ ερώτηση سؤال السؤال שאלה प्रश्न tekst texto texte""".split()
_WEAK_STEMS = frozenset(
    "text title content body name label description header word sentence tekst texto texte quiz clue".split()
)
_OPTIONS = """options choices opts answers alternatives answeroptions possibleanswers responses variants choicelist optionlist
    opciones respuestas antworten optionen antwortoptionen alternativas opcoes risposte reponses propositions choix варианты ответы
    选项 options_list mcqs answerchoices answerlist choice option a list values items distractors_all picks selections
    questionoptions alternativ answer respostas opzioni antwoorden odpowiedzi raspunsuri răspunsuri odpovedi odpovědi valaszok válaszok svar
    svaralternativ svarmuligheder svarmuligheter vaihtoehdot pilihan luachon secenekler seçenekler siklar şıklar cevaplar відповіді اختيارات إجابات
    תשובות विकल्प 選択肢 选择 答案选项 选项 선택지""".split()
_KEYS = """correct correctanswer correctanswers correctindex correctoption correctoptions correctchoice answer answers ans answerindex
    rightanswer right correctanswerindex correctoptionindex key solution c correctans answerkey correctid correctanswerid solutionindex
    correcta correcto correctas respuesta respuestacorrecta richtig richtigeantwort loesung lösung antwort loesungen korrekt reponse bonnereponse
    correto resposta respostacorreta corretta risposta rispostacorretta juist verno ответ правильный правильныйответ 答案 正确答案 정답 a
    correctvalue rightindex answerid correctindices correctindexes answerindices truth istrue valid back definition correctoptionid
    correctletter correctkey expected solutions ok dogru cevap dogrucevap poprawna poprawnaodpowiedz odpowiedz prawidlowa spravna spravnaodpoved
    ratt rätt match meaning translation bonnesreponses reponsecorrecte rispostaesatta esatta juisteantwoord correctantwoord rattsvar riktigtsvar rigtigtsvar riktigsvar oikeavastaus
    helyes helyesvalasz raspunscorect jawaban kunci kuncijawaban dapan dapandung gabarito solucion soluzione lösungsindex richtigeantworten
    правильныйвариант верныйответ верный правильнавідповідь الإجابة الجواب תשובה נכון उत्तर 正解 正確答案""".split()
_WRONGS = "incorrect incorrectanswers wrong wronganswers distractors incorrectoptions wrongoptions falseanswers badanswers".split()
_EXPLANATIONS = """explanation exp explain feedback rationale reason info details comment why note explanationtext justification
    explicacion explicación erklärung erklaerung explication explicacao explicação spiegazione uitleg объяснение пояснение 解析 해설 e
    reasoning discussion generalfeedback context answerexplanation solutiontext funfact fact commentary description explicativo tip_after""".split()
_HINTS = "hint hints clue clues tip tips pista hinweis indice подсказка 提示".split()
_DIFFICULTIES = "difficulty level diff dificultad schwierigkeit niveau сложность difficultylevel".split()
_POINTS = "points score marks point mark worth weight punkte puntos maxscore pts".split()
_TAGS = "category topic domain section subject chapter tag tags tema thema unit module kategorie categoria".split()
_IMAGES = "image img picture imageurl imagesrc photo imgsrc figure bild imagen questionimage".split()
_KINDS = "type questiontype kind qtype inputtype".split()
FLAGS = frozenset(
    """correct iscorrect correctness right isright valid isvalid iscorrectanswer isanswer correcta correcto richtig istrue true korrekt
    escorrecta correto corretta vrai juste answer goodanswer wahr correctanswer iscorrectoption ok verno правильный isRight
    poprawna poprawny czypoprawna prawidlowa prawidlowy correcte estcorrecte bonne bonnereponse esatta esatto corretta giusta korrekte korrekter
    richtige iscorrecta dogrumu dogru benar dung oikein rigtig riktig ratt rätt sant juist klopt spravna spravne helyes corect верно верный
    правильно правильна вірно صحيح נכון सही 正解 正确 是否正确 정답""".split()
)
SCORES = frozenset("score points fraction weight value percentage percent".split())
TEXTS = "text t label answer option choice content title name header phrase html body answertext optiontext value choicetext texto texte tekst tresc treść testo текст 内容 文本 本文 inhalt contenido conteudo contenu libelle libellé intitule antwort respuesta resposta risposta reponse odpowiedz antwoord svar ответ вариант cevap metin jawaban nidung نص الإجابة טקסט description alttext".split()
REMARKS = "feedback correctfeedback incorrectfeedback explanation rationale comment reason response explain chosenfeedback tip feedbacktext message info".split()
LABELS = "id key letter label value identifier optionid".split()
_COLUMN = re.compile(
    r"(?:option|choice|answer|opt|ans|op|alternative|alt|resposta|respuesta|antwort|o)?[\s_-]?([a-hA-H]|[1-9])$"
)
_POSITIONAL = re.compile(r"\d+$")

Row = dict[str, Value]


_WRITTEN = frozenset(("html", "markdown", "md", "latex"))


def fold(name: str) -> str:
    """`correct_answer`, `correctAnswer` and `Correct Answer` are one name; how its words are written says nothing."""
    words = words_in(name)
    words = words[:-1] if len(words) > 1 and words[-1] in _WRITTEN else words
    return "".join(words) if words else name.casefold()


def row_of(value: Value) -> Row | None:
    """A record's pairs, or an array's and a call's items under their positions."""
    match value:
        case Record(pairs=pairs):
            return pairs
        case Array(items=items) | Call(arguments=items) if 2 <= len(items) <= 12:
            return {str(place): item for place, item in enumerate(items)}
    return None


@dataclass(frozen=True, slots=True)
class Fields:
    """The names under which a table keeps the parts of its questions ("" where it has none)."""

    stem: str = ""
    options: str = ""
    columns: tuple[str, ...] = ()
    key: str = ""
    wrongs: str = ""
    explanation: str = ""
    hint: str = ""
    difficulty: str = ""
    points: str = ""
    tag: str = ""
    image: str = ""
    kind: str = ""
    named_stem: bool = False
    named_options: bool = False


def fields_of(rows: Sequence[Row]) -> Fields:
    """The fields of a table of questions, by their names first."""
    names = list(Counter(name for row in rows for name in row))
    folded = {name: fold(name) for name in names}

    def named(words: Sequence[str], test: str, taken: frozenset[str] = frozenset()) -> str:
        for word in words:
            for name in names:
                if folded[name] == word and name not in taken and _mostly(rows, name, test):
                    return name
        return ""

    wrongs = named(_WRONGS, "list")
    options = named(_OPTIONS, "list", frozenset({wrongs}))
    shaped = options or ("" if wrongs else _only_list(rows, names))
    columns = () if shaped else _columns(rows, names)
    taken = frozenset({shaped, wrongs, *columns} - {""})
    key = named(_KEYS, "key", taken) if shaped or columns or wrongs else ""
    stem = named(_STEMS, "text", taken | {key})
    by_name = bool(stem) and (folded[stem] not in _WEAK_STEMS)
    if not key:
        key = named(_KEYS, "key", taken | {stem})
    if not stem and (shaped or columns):
        stem = _longest(rows, names, taken | {key})
    key = key or _judging(rows, names, taken | {stem}) or _equal_to_option(rows, names, shaped, taken | {stem})
    if not key and all(map(str.isdigit, names)):  # by position: what is left beside the stem and the options
        left = [name for name in names if name not in taken | {stem} and _mostly(rows, name, "key")]
        key = left[0] if len(left) == 1 else ""
    rest = taken | {stem, key}
    return Fields(
        stem=stem,
        options=shaped,
        columns=columns,
        key=key,
        wrongs=wrongs,
        explanation=named(_EXPLANATIONS, "said", rest),
        hint=named(_HINTS, "any", rest),
        difficulty=named(_DIFFICULTIES, "short", rest),
        points=named(_POINTS, "number", rest),
        tag=named(_TAGS, "short", rest),
        image=named(_IMAGES, "short", rest),
        kind=named(_KINDS, "short", rest),
        named_stem=by_name,
        named_options=bool(options or columns),
    )


def _judging(rows: Sequence[Row], names: Sequence[str], taken: frozenset[str]) -> str:
    """The one field whose name says "right" in any language: `correta`, `indexOfCorrect`."""
    found = [name for name in names if name not in taken and judge(name) is True and _mostly(rows, name, "key")]
    return found[0] if len(found) == 1 else ""


def _mostly(rows: Sequence[Row], name: str, test: str) -> bool:
    if test == "said":  # words at some questions, and nothing at the others
        said = [row[name] for row in rows if name in row and row[name] not in (None, "", OPAQUE)]
        return bool(said) and all(_fits(value, "text") for value in said)
    fits = sum(1 for row in rows if name in row and _fits(row[name], test))
    return fits * 2 >= sum(1 for row in rows if name in row) > 0 and fits * 3 >= len(rows)


def _fits(value: Value, test: str) -> bool:
    match test:
        case "list":
            return is_options(value)
        case "text":
            return bool(text_of(value))
        case "short":
            return isinstance(value, str | int) and not isinstance(value, bool) and 0 < len(str(value)) < 300
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "key":
            scalar = isinstance(value, str | float | int | bool) and value != ""
            return (
                scalar
                or (isinstance(value, Record) and bool(text_of(value)))
                or (
                    isinstance(value, Array) and all(isinstance(item, str | float | int | bool) for item in value.items)
                )
            )
    return value is not None


def text_of(value: Value) -> str:
    """A text, also one that a record holds: `{type: "html", text: "..."}`."""
    match value:
        case str():
            return value.strip()
        case Record(pairs=pairs) if len(pairs) <= 8:
            return next(
                (item.strip() for name, item in pairs.items() if fold(name) in TEXTS and isinstance(item, str)), ""
            )
    return ""


def is_options(value: Value) -> bool:
    """Whether a value can be a list of options: two or more texts, records with a text, or pairs of text and flag."""
    match value:
        case Array(items=items):
            return 2 <= len(items) <= 40 and all(_is_option(item) for item in items)
        case Record(pairs=pairs):
            return 2 <= len(pairs) <= 12 and all(
                (isinstance(item, str) and item and len(name) <= 2)
                or (_COLUMN.match(name) is not None and isinstance(item, str))
                for name, item in pairs.items()
            )
    return False


def _is_option(value: Value) -> bool:
    match value:
        case str():
            return bool(value.strip())
        case bool():
            return True
        case int() | float():
            return True
        case Record(pairs=pairs):
            if any(isinstance(item, Array) and len(item.items) > 1 for item in pairs.values()):
                return False  # a question, or a box of questions
            return any(fold(name) in TEXTS and isinstance(item, str | int | float) for name, item in pairs.items())
        case Array(items=[str(), second, *_]):
            return isinstance(second, bool | int | float)
    return False


def _only_list(rows: Sequence[Row], names: Sequence[str]) -> str:
    lists = [name for name in names if _mostly(rows, name, "list")]
    return lists[0] if len(lists) == 1 else ""


def _columns(rows: Sequence[Row], names: Sequence[str]) -> tuple[str, ...]:
    """Options under names of their own: `a b c d`, `option1 option2`, `answerA answerB`."""
    found: dict[str, list[str]] = {}
    for name in names:
        match = _COLUMN.match(name)
        if (
            match
            and name
            and not _POSITIONAL.match(name)
            and any(isinstance(row.get(name), str | int | float) for row in rows)
        ):
            found.setdefault(name[: match.start(1)].casefold(), []).append(name)
    if not found and all(map(str.isdigit, names)):
        return _strings_in_a_row(rows, names)
    best = max(found.values(), key=len, default=[])
    ends = [name[-1].lower() for name in best]
    run = "abcdefgh" if ends[:1] == ["a"] else "123456789"
    return tuple(best) if len(best) >= 2 and ends == list(run[: len(ends)]) else ()


def _strings_in_a_row(rows: Sequence[Row], names: Sequence[str]) -> tuple[str, ...]:
    """`["Which?", "a", "b", "c", "B"]`: the texts between a question and a key that names one of them."""
    middle = tuple(names[1:-1])
    if len(rows) < 2 or not 2 <= len(middle) <= 8:
        return ()
    for row in rows:
        texts = [row.get(name) for name in names]
        if len(row) != len(names) or not all(isinstance(text, str) for text in texts):
            return ()
        last = str(texts[-1])
        named = last in texts[1:-1] or (len(last) == 1 and 0 <= ord(last.upper()) - ord("A") < len(middle))
        if not named and not (last.isdecimal() and int(last) <= len(middle)):
            return ()
    return middle


def _longest(rows: Sequence[Row], names: Sequence[str], taken: frozenset[str]) -> str:
    sizes: dict[str, float] = {}
    for name in names:
        texts = [str(row[name]) for row in rows if name not in taken and isinstance(row.get(name), str)]
        if len(texts) * 3 >= len(rows) * 2 and not any(text.startswith(("http", "/", "data:")) for text in texts):
            sizes[name] = sum(map(len, texts)) / len(texts)
    return max(sizes, key=lambda name: sizes[name], default="")


def _equal_to_option(rows: Sequence[Row], names: Sequence[str], options: str, taken: frozenset[str]) -> str:
    """A field of any name whose text is one of the options in (nearly) every row."""
    if not options or len(rows) < 2:
        return ""
    for name in names:
        if name in taken or is_chosen_name(name):
            continue
        hits = 0
        for row in rows:
            value, listed = row.get(name), row.get(options)
            if (
                isinstance(value, str)
                and isinstance(listed, Array)
                and value in [i for i in listed.items if isinstance(i, str)]
            ):
                hits += 1
        if hits * 5 >= len(rows) * 4:
            return name
    return ""
