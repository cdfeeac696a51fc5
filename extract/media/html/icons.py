"""Ticks and crosses that a page draws: icon fonts, SVG symbols, pictures by their file's name.

<i class="fa fa-check"></i>                        ✔
<svg data-testid="CancelIcon">...</svg>            ✘
<svg><polyline points="20 6 9 17 4 12"/></svg>     ✔  by its strokes: the common sets draw a tick in a few ways only
<span class="material-icons">check_circle</span>   ✔  its words are the icon's name
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.media.html.tree import Node, Tree

RIGHT, WRONG = "\u2714", "\u2718"
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_TICKS = frozenset("check checkmark tick ok done correct success accept verified".split())
_CROSSES = frozenset(
    "times xmark cross close remove cancel clear incorrect wrong error x ban fail failed reject dismiss".split()
)
_FRIENDS = frozenset(
    "fa fas far fal fad fab fat solid regular light duotone icon icons svg inline circle square filled fill outline "
    "outlined round rounded sharp bold thin bi glyphicon mdi ti ion la las lucide feather heroicon anticon ant mui "
    "tabler ph pi octicon bx bxs ri mark big alt line o md sm lg xl xs text green red danger sign thumbs up down w h "
    "size shape mat symbols material primeicons nz chakra eva fi rr br sr q question answer option quiz result status "
    "state feedback student response".split()
)
_JUDGES = re.compile(r"\b(?:in)?correct\b|\bwrong\b", re.I)
_RIGHT_ALT = frozenset(  # an alternative text that judges, beside words for "answer"
    "richtig richtige korrekt korrekte correcta correcto corretta corretto correta correto correcte juste bonne "
    "juist juiste goed goede rätt riktig riktigt rigtig rigtigt oikein poprawna poprawnie správně helyes corect doğru "
    "верно верный правильно правильный вірно 正确 正解 정답 صحيح".split()
)
_WRONG_ALT = frozenset(
    "falsch falsche incorrecta incorrecto errata errato sbagliata sbagliato errada errado incorreta incorreto "
    "incorrecte fausse faux mauvaise fout foute onjuist fel feil forkert väärin niepoprawna błędna špatně hibás yanlış "
    "неверно неправильно невірно 错误 不正解 오답 خطأ".split()
)
_ANSWERS = frozenset(
    "antwort respuesta réponse reponse resposta risposta antwoord svar vastaus odpowiedź odpověď válasz răspuns cevap "
    "ответ відповідь opción option opção opzione".split()
)
_FRIEND_PAIRS = (("thumbs", "up", RIGHT), ("thumbs", "down", WRONG))
_HOLDERS = frozenset({"i", "span", "em", "mat-icon", "svg", "b", "ion-icon", "md-icon", "iconify-icon"})
_LIGATURES = re.compile(r"material-(?:icons|symbols)|mat-icon|\bmaterial-icon", re.I)
_NUMBER = re.compile(r"-?\d*\.?\d+")
_TICK_STROKES = frozenset(
    {
        "20,6,9,17,4,12",
        "20,6,9,17,-5,-5",
        "9,12,2,2,4,-4",
        "9,11,3,3,22,4",
        "4.5,12.75,6,6,9,-13.5",
        "5,13,4,4,19,7",
        "5,13,4,4,10,-10",
        "9,12,2,2,4,-4,6,2,9,9,0,1,1",
        "9,12.75,11.25,15,15,9.75",
        "9,16.17,4.83,12,-1.42,1.41,9,19,21,7,-1.41,-1.41",
        "9,16.17,4.83,12,-1.42,1.41",
    }
)
_CROSS_STROKES = frozenset(
    {
        "18,6,6,18",
        "18,6,6,18,6,6,12,12",
        "18,6,6,18,6,6,18,18",
        "6,18,18,6,6,6,12,12",
        "6,18,18,6,6,6,18,18",
        "6,6,12,12",
        "15,9,-6,6",
        "15,9,-6,6,9,9,6,6",
        "15,9,9,15",
        "9.75,9.75,4.5,4.5,0,-4.5,-4.5,4.5",
        "10,14,2,-2,0,0,2,-2",
        "19,6.41,17.59,5,12,10.59,6.41,5,5,6.41,10.59,12,5,17.59",
    }
)


@lru_cache(maxsize=4096)
def by_name(names: str) -> str:
    """The sign that class words, a file's name or an icon's own name stand for; "" where none does."""
    signs = {sign for name in names.split() if (sign := _of_word(name))}
    return signs.pop() if len(signs) == 1 else ""


def _of_word(name: str) -> str:
    """`fa-circle-check`, `CheckCircleIcon`, `icon_ok` are ticks; `check-answers` and `times-new-roman` are no icons."""
    words = tuple(word.lower() for word in _WORDS.findall(name))
    if not words or len(words) > 6:
        return ""
    for first, second, sign in _FRIEND_PAIRS:
        if first in words and second in words:
            return sign
    told = [word for word in words if word in _TICKS or word in _CROSSES]
    if len(told) != 1 or any(word not in _FRIENDS and word not in told and not word.isdigit() for word in words):
        return ""
    return RIGHT if told[0] in _TICKS else WRONG


_EMPTY = frozenset("circle square unchecked".split())
_EMPTY_FRIENDS = frozenset("blank off radio button box empty thin outline o".split())


def draws_empty(node: Node) -> bool:
    """Whether an element draws a control that is not chosen: `far fa-circle`, `bi-square`."""
    return may_be_icon(node.tag) and any(_is_empty(name) for name in _names(node).split())


@lru_cache(maxsize=4096)
def _is_empty(name: str) -> bool:
    words = tuple(word.lower() for word in _WORDS.findall(name))
    return len(words) > 1 and not _EMPTY.isdisjoint(words) and all(w in _FRIENDS or w in _EMPTY_FRIENDS for w in words)


def by_file(stem: str) -> str:
    """The sign that a picture's file name stands for: `right.gif`, `icon_tick.png`."""
    return RIGHT if stem.lower() == "right" else by_name(stem.replace("%20", "_"))


def by_alt(alt: str) -> str:
    """The sign that a picture's alternative text tells: `Correct Answer`, `Incorrect response`."""
    if len(alt) >= 32 or not alt:
        return ""
    if _JUDGES.search(alt):
        return by_name(alt.replace(" ", "_"))
    words = frozenset(alt.casefold().strip(" .!").split()) - _ANSWERS
    return "" if not words else RIGHT if words <= _RIGHT_ALT else WRONG if words <= _WRONG_ALT else ""


def may_be_icon(tag: str) -> bool:
    """Whether elements of a tag draw icons at all."""
    return tag in _HOLDERS or tag.endswith("-icon")


def icon_of(tree: Tree, node: Node) -> str:
    """The tick or cross that an element draws; "" where it draws none, or says words of its own."""
    if not may_be_icon(node.tag):
        return ""
    if node.tag == "svg":
        return _of_svg(tree, node)
    if node.end - node.index > 4 or any(child.tag and child.tag[0] != "#" for child in node.children):
        return ""
    own = node.attrs.get("class", "")
    said = tree.words(node)
    if said and not all("\ue000" <= sign <= "\uf8ff" for sign in said):  # a font's own signs are no words
        named = _LIGATURES.search(own) is not None or node.tag in ("mat-icon", "md-icon")
        return by_name(said.replace(" ", "_")) if named and len(said) < 40 else ""
    return by_name(_names(node))


def _names(node: Node) -> str:
    get = node.attrs.get
    told = (
        get("class"),
        get("data-icon"),
        get("data-testid"),
        get("name"),
        get("icon"),
        get("data-lucide"),
        get("data-icon-name"),
    )
    return " ".join(word.rpartition(":")[2] for name in told if name for word in name.split())


def _of_svg(tree: Tree, node: Node) -> str:
    """By its names, its title, the symbol it uses, its strokes."""
    if sign := by_name(_names(node)):
        return sign
    told = node.attrs.get("aria-label", "")
    strokes: list[str] = []
    for inner in tree.nodes[node.index + 1 : min(node.end, node.index + 16)]:
        get = inner.attrs.get
        if inner.tag == "use":
            used = (get("href") or get("xlink:href") or "").rpartition("#")[2]
            if sign := by_name(used):
                return sign
        elif inner.tag == "title":
            told = told or " ".join(inner.text.split())
        elif inner.tag in ("path", "polyline"):
            strokes.append(_numbers(get("d") or get("points") or ""))
        elif inner.tag == "line":
            strokes.append(",".join(get(name, "") for name in ("x1", "y1", "x2", "y2")))
    if told and len(told) < 24 and (sign := by_name(told.replace(" ", "_"))):
        return sign
    whole = ",".join(strokes)
    if whole in _TICK_STROKES or any(one in _TICK_STROKES for one in strokes):
        return RIGHT
    return WRONG if whole in _CROSS_STROKES or any(one in _CROSS_STROKES for one in strokes) else ""


def _numbers(path: str) -> str:
    return ",".join(_NUMBER.findall(path[:200]))
