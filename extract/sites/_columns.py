"""What the columns of a table of questions hold, guessed from their headings, or said by the table itself.

    Question | Option A | Option B | Correct answer | Explanation      ->  question, choice, choice, answer, feedback
    #columns: question, choice, choice, answer, -                      a first line that confirms or corrects the guess

Headings in several languages; a number or letter in a heading names the choice ("Option 2", "B"). What a template says
beside a heading ("3. Question:", "Answer 3 (optional)") is no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

Role = Literal[
    "question", "choice", "right choice", "wrong choice", "answer", "feedback", "choice feedback", "feedback if right",
    "feedback if partly right", "feedback if wrong", "hints", "solution", "final answer", "quick check",
    "common mistakes", "grading", "points", "difficulty", "tags", "section", "objectives", "language", "type", "title",
    "id", "front", "back", "picture", "verdict", "choice verdict",
    "ignored",
]  # fmt: skip
ROLES: frozenset[str] = frozenset(get_args(Role))

_N = r"\s*[#(]?\s*(?:\d{1,2}|[a-j])\s*[).]?"
_CHOICE = (
    "answer option choice antwort réponse choix opci[oó]n respuesta risposta opzione alternativ[ae] ans opt вариант "
    "选项 選択肢 resposta alternative odpowiedź odpoved válasz seçenek şık lựa 보기 선택지 pilihan svar antwoord opcja "
    r"antw\.? r[ée]p\.? resp\.?"
)
# The first role one of whose patterns is the whole heading; patterns are parted by two spaces.
_RULES: tuple[tuple[Role, str], ...] = (
    ("id", r"(?:question )?(?:id|#|no\.?|num(?:ber)?)  u?u?id  identifier  (?:lfd\. ?)?nr\.?  n[.°º]  №"),
    ("type", "(?:question |item )?type  kind  typ  tipo  тип"),
    ("title", "title  (?:question )?name  titel  titre  t[ií]tulo"),
    ("language", "language  sprache  langue  idioma"),
    ("ignored", rf"(?:option|choice|answer){_N}\s(?:votes?|counts?|responses?|percent(?:age)?|share|%)"),
    ("choice feedback", rf"(?:option|choice|answer)?\s*feedback{_N}"),
    ("choice feedback", rf"(?:feedback|explanation) (?:for |to )?(?:option|choice|answer){_N}"),
    (
        "feedback if right",
        r"feedback if right  (?:correct|right) (?:answer )?feedback  (?:feedback|text) (?:if|when|for) correct",
    ),
    ("feedback if partly right", "feedback if partly right  partial(?:ly correct)? feedback"),
    ("feedback if wrong", "feedback if wrong  (?:incorrect|wrong) (?:answer )?feedback"),
    ("feedback if wrong", "(?:feedback|text) (?:if|when|for) (?:incorrect|wrong)"),
    ("choice verdict", rf"(?:option|choice|answer){_N}(?: is)?[ -](?:correct|right)\??"),
    ("choice verdict", r"(?:is )?(?:correct|right)(?: ?[#(]? ?\d{1,2}| [#(]?[a-j])[).]?\??"),
    (
        "choice verdict",
        r"(?:points?|score|marks?|fraction|weight) ?(?:for )?(?:option|choice|answer)? (?:\d{1,2}|[a-j])",
    ),
    (
        "verdict",
        r"is[ -]?(?:correct|right|true)\??  (?:correct|right|richtig|correcta|верно)\?  correctness  ist richtig",
    ),
    ("right choice", r"(?:correct|right) (?:answer|choice|opt(?:ion)?)(?: text)?(?: ?[1-9])?"),
    ("right choice", "richtige antwort  bonne réponse  respuesta correcta  risposta corretta"),
    ("wrong choice", rf"(?:incorrect|wrong|false)[ -]?(?:answer|choice|option)?{_N}  distractor(?:{_N})?"),
    ("wrong choice", "(?:incorrect|wrong) (?:answer|choice|option)s?  distractors  falsche antwort.*"),
    ("wrong choice", "mauvaises? réponses?.*  falsche antworten"),
    ("wrong choice", "respuesta incorrecta.*  risposta errata.*"),
    ("choice", rf"(?:{_CHOICE.replace(' ', '|')}){_N}(?: .*)?"),
    ("choice", r"[a-h]  [a-h]\)  (?:choices|options|answers|alternatives) \d{1,2}"),
    (
        "choice",
        "(?:answer |possible )?(?:choices?|options?)  possible answers  alternatives  antwortmöglichkeiten  optionen",
    ),
    (
        "choice",
        "choix  opciones  opzioni  opções  alternativas  варианты(?: ответов?)?  选项  選択肢  보기  opcje  pilihan",
    ),
    ("answer", r"answers?  ans\.?  (?:answer )?key  correct  right answers?  solution key"),
    ("answer", r"(?:correct|right) (?:answers?|options?|choices?)(?: ?\(s\))?.*"),
    (
        "answer",
        r"lösung(?:en)?  lsg\.?  richtig  richtige antworten  réponses?(?: correctes?)?  respuestas?(?: correctas?)?",
    ),
    (
        "answer",
        "risposta(?: esatta| corretta)?  esatta  corretta  gabarito  resposta(?: correta| certa)?  correta  certa",
    ),
    (
        "answer",
        "правильный ответ  ответ  верно  正解  答案  正确答案  正確答案  정답  đáp án(?: đúng)?  cevap  doğru cevap",
    ),
    ("answer", "odpowiedź  poprawna(?: odpowiedź)?  lösungsbuchstabe  bonne  correcta  correcto  kunci(?: jawaban)?"),
    ("answer", "sol(?:ution)?[ _]?(?:letter|index)  right  rightanswer  correct[ _]?(?:letter|index|idx|id|number)"),
    ("answer", r"answer (?:index|idx|letter|key)"),
    ("question", r"q  questions?(?:[ -]?text)?(?: .*)?  stem  prompt  item  frage(?:text)?  fragestellung  pregunta"),
    ("question", r"statement  aufgabe(?:ntext|nstellung)?  consigne  énoncé  intitulé"),
    (
        "question",
        "enunciado  domanda  pergunta  questão  вопрос  问题  题目  题干  題目  問題  질문  문제  soru  pytanie",
    ),
    ("question", "otázka  kérdés  câu hỏi  vraag  fråga  pertanyaan  soal  प्रश्न  السؤال  problem  query"),
    (
        "feedback",
        r"(?:general )?feedback  (?:answer )?explanations?  exp\.?  rationale  comments?  reason(?:ing)?  why(?: .*)?",
    ),
    ("feedback", "erklärung  begründung  explication  commentaire  explicaci[oó]n  retroalimentaci[oó]n"),
    (
        "feedback",
        "spiegazione  commento  explicação  comentário  объяснение  пояснение  комментарий  解説  解析  해설  note",
    ),
    ("feedback", "wyjaśnienie  açıklama  giải thích  uitleg  toelichting  pembahasan  solution text  motivazione"),
    ("hints", "hints?  tipps?  hinweis  indice  pista  подсказка  ヒント"),
    ("solution", "solutions?  worked solution  lösungsweg  soluci[oó]n"),
    ("final answer", "final answer"),
    ("quick check", "quick check"),
    ("common mistakes", "(?:common )?mistakes"),
    ("grading", "grading  grader info  rubric"),
    ("points", r"points?  score  marks?  weight  punkte  pkte?\.?  puntos  punti  pontos  баллы  点数"),
    (
        "difficulty",
        "difficulty(?: level)?  level  schwierigkeit(?:sgrad)?  difficult[ée]  dificultad  сложность  難易度",
    ),
    ("tags", "tags?  keywords?  schlagw[oö]rter  étiquettes?  etiquetas"),
    ("section", "section  category  topic  chapter  unit  subject  fach  thema  kategorie  cat[ée]gorie  tema  раздел"),
    ("section", "categor[ií]a  カテゴリ"),
    ("objectives", "(?:learning )?objectives?  lernziele?"),
    ("front", "front  term  vorderseite  begriff  recto  anverso"),
    ("back", "back  definition  meaning  rückseite  verso  reverso  definici[oó]n  définition"),
    ("picture", "image(?: link| url)?  picture  bild  imagen?"),
)
_PATTERNS = tuple((role, re.compile(f"(?:{'|'.join(words.split('  '))})$", re.I)) for role, words in _RULES)
_BRACKETS = re.compile(r"\s*\((?:optional|required|max|only|default|choose|in |e\.g|sec|html|text)[^()]{0,80}\)", re.I)
_LANGUAGE = re.compile(r"(?<=\w) (?:en|de|fr|es|it|pt|nl|pl|ru|ja|zh|ko)$")
_RIGHT = re.compile(r"(?:correct|right) answers?$", re.I)
_LABEL = re.compile(r"(?:(?:^|[\s#(_-])([A-Za-z])|(?<!\d)(\d{1,2}))\s*[).]?(?:\s*-.*)?$")


@dataclass(frozen=True)
class Columns:
    """The role of each column, the choices' own labels ("1", "B"), and whether the table itself said so."""

    roles: tuple[Role, ...]
    labels: tuple[str, ...]
    confirmed: bool = False
    headings: tuple[str, ...] = ()

    @cached_property
    def _places(self) -> dict[Role, tuple[int, ...]]:
        found: dict[Role, tuple[int, ...]] = {}
        for place, role in enumerate(self.roles):
            found[role] = (*found.get(role, ()), place)
        return found

    def places(self, role: Role) -> tuple[int, ...]:
        return self._places.get(role, ())

    def cell(self, cells: Sequence[str], role: Role) -> str:
        """The first filled cell of a role."""
        return next((cells[place] for place in self.places(role) if place < len(cells) and cells[place]), "")

    @property
    def asks(self) -> bool:
        """True where questions can be made of it."""
        has = set(self.roles)
        told = has & {"answer", "choice", "right choice", "type", "verdict"}
        return bool("question" in has and told) or has >= {"front", "back"}

    def __str__(self) -> str:
        return ", ".join(self.roles)


def plain(heading: str) -> str:
    """A heading's words: without its number, what stands in brackets behind it, and the signs of program names."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z](?:[a-z]{2}|\b))", " ", heading[:120])  # optA, correctAnswer
    text = re.sub(r"(?<=[A-Za-z])[/.\[](?=\d{1,2}\]?$)", " ", text).removesuffix("]")  # choices/0, options[1]
    text = re.sub(r"[\s_]+", " ", text).strip(" *:")
    text = re.sub(r"^\d{1,2}[.)] (?=\D)", "", text)
    bare = _BRACKETS.sub("", text).strip(" *:")
    return _LANGUAGE.sub("", bare or text)


def _role(heading: str) -> Role:
    text = plain(heading)
    return next((role for role, pattern in _PATTERNS if pattern.match(text)), "ignored")


def _label(heading: str) -> str:
    found = _LABEL.search(plain(heading).replace("max 75 characters", "").strip(" -"))
    return (found[1] or found[2]).upper() if found else ""


_SEVERAL = frozenset(("choice", "wrong choice", "choice feedback", "choice verdict", "hints", "tags"))
_ALIKE = frozenset(("answer", "right choice"))  # several only under the same heading: "Correct answer 1", "... 2"


def _alike(heading: str, first: str) -> bool:
    return plain(heading).rstrip("0123456789 ").casefold() == plain(first).rstrip("0123456789 ").casefold()


def _with_choices_in_one(roles: list[Role], header: Sequence[str]) -> list[Role]:
    """Beside "Correct answers", a column headed "Answers" lists what there is to choose from."""
    if "choice" in roles or "answer" not in roles:
        return roles
    at = roles.index("answer")
    right = [place for place, heading in enumerate(header) if place != at and _RIGHT.match(plain(heading))]
    if plain(header[at]).casefold() != "answers" or len(right) != 1:
        return roles
    moved: dict[int, Role] = {at: "choice", right[0]: "answer"}
    return [moved.get(place, role) for place, role in enumerate(roles)]


def guess(header: Sequence[str]) -> Columns:
    """The roles that headings suggest. One column of a role is enough, but for choices and what is said of them."""
    roles: list[Role] = []
    for heading in header:
        role = _role(heading) if heading else "ignored"
        again = role in roles and not (
            role in _SEVERAL or (role in _ALIKE and _alike(heading, header[roles.index(role)]))
        )
        roles.append("ignored" if again else role)
    roles = _with_choices_in_one(roles, header)
    if "question" not in roles and "title" in roles and "choice" in roles:
        roles[roles.index("title")] = "question"  # Wooclap calls it so
    if "right choice" in roles and not ({"wrong choice"} & set(roles)):
        # "Correct answer" beside options names one of them; beside wrong answers it is one more.
        roles = ["answer" if role == "right choice" else role for role in roles]
    if {"wrong choice", "answer"} <= set(roles) and not {"right choice", "choice"} & set(roles):
        # "Correct" beside wrong answers is one more choice, too.
        roles = ["right choice" if role == "answer" else role for role in roles]
    if roles.count("choice") == 1 and not {"answer", "right choice", "verdict"} & set(roles):
        roles = ["answer" if role == "choice" else role for role in roles]
    return Columns(tuple(roles), tuple(_label(heading) for heading in header), headings=tuple(header))


def confirmed(cells: Sequence[str], header: Sequence[str]) -> Columns | None:
    """The roles that a `#columns:` row states; None where it is none."""
    if not cells or not cells[0].lower().startswith("#columns:"):
        return None
    first = cells[0].partition(":")[2].strip()
    named = [first, *cells[1:]] if len(cells) > 1 else first.split(",")
    roles: list[Role] = []
    for name in named:
        word = name.strip().lower()
        roles.append(word if word in ROLES else "ignored")  # type: ignore[arg-type]
    labels = [_label(heading) for heading in header] + [""] * len(roles)
    headings = tuple([*header, *[""] * len(roles)][: len(roles)])
    return Columns(tuple(roles), tuple(labels[: len(roles)]), confirmed=True, headings=headings)
