"""True and false, yes and no, as pairs of words that questions offer or statements end with.

"True" / "False"   "richtig" / "falsch"   "正确" / "错误"   "○" / "×"
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

PAIRS = tuple(
    tuple(pair.split("/"))
    for pair in "true/false t/f yes/no y/n right/wrong correct/incorrect richtig/falsch wahr/falsch r/f ja/nein "
    "vrai/faux v/f oui/non verdadero/falso sí/no"
    " verdadeiro/falso certo/errado sim/não vero/falso sì/no waar/onwaar juist/onjuist sant/falskt prawda/fałsz "
    "igaz/hamis adevărat/fals doğru/yanlış d/y верно/неверно"
    " правда/ложь да/нет вірно/невірно benar/salah b/s đúng/sai 正确/错误 对/错 ○/× 正しい/誤り 참/거짓 o/x √/×"
    " صحيح/خطأ صح/خطأ صواب/خطأ"
    " सही/गलत tosi/epätosi sandt/falsk sant/usant pravda/nepravda σωστό/λάθος נכון/לא-נכון".split()
)
_CONSENT = frozenset("yes y ja oui sí sim sì да".split())
_TRUTHS = frozenset(frozenset(pair) for pair in PAIRS if pair[0] not in _CONSENT and len(pair[0]) > 1)
TRUE = frozenset(pair[0] for pair in PAIRS)
FALSE = frozenset(pair[1] for pair in PAIRS)


@lru_cache(maxsize=1024)
def truth_of(words: str) -> bool | None:
    """What an option's words say of the statement above them: "True", "falsch", "Нет"; None for other words."""
    word = words.strip(" .!").casefold()
    if word in TRUE and word in FALSE:
        return None
    return True if word in TRUE else False if word in FALSE else None


def offers_truth(texts: Sequence[str]) -> bool:
    """True for two options that say nothing but true and false: what stands above is a statement to judge."""
    return len(texts) == 2 and frozenset(text.strip(" .*_").casefold() for text in texts) in _TRUTHS


_SHORT = tuple(tuple(pair.split("/")) for pair in "c/e p/f в/н п/н σ/λ נ/ל ص/خ ✓/✗ ✔/✘ ✓/× √/✗".split())
_NAMES = {
    "tf": ("True", "False"), "ce": ("Certo", "Errado"), "pf": ("Prawda", "Fałsz"),
    "dy": ("Doğru", "Yanlış"), "rf": ("Richtig", "Falsch"), "вн": ("Верно", "Неверно"), "пн": ("Правда", "Неправда"),
    "σλ": ("Σωστό", "Λάθος"),
    "ox": ("O", "X"), "נל": ("נכון", "לא נכון"), "صخ": ("صح", "خطأ"), "√×": ("正确", "错误"),
    "√✗": ("正确", "错误"), "✓✗": ("True", "False"), "✔✘": ("True", "False"), "✓×": ("True", "False"),
}  # fmt: skip


_V_AND_F = {
    ("Vero", "Falso"): r"\b(?:il|della|del|degli|nel|gli|che|è|fu|sono|di)\b",
    ("Vrai", "Faux"): r"\b(?:le|les|des|est|une|du|dans|qui|au|aux)\b",
    ("Verdadero", "Falso"): r"\b(?:el|los|las|una|en|es|y|del|con)\b",
    ("Verdadeiro", "Falso"): r"\b(?:o|os|uma|em|não|é|ao|da|do|são)\b",
}


def _v_and_f(text: str) -> tuple[str, str]:
    """What V and F stand for in the language of some statements."""
    counts = {names: len(re.findall(words, text.casefold())) for names, words in _V_AND_F.items()}
    best = max(counts, key=lambda names: counts[names])
    return best if counts[best] else ("V", "F")


CHOICES = frozenset("abcdefgh")  # letters that choices have: as verdicts they want statements in their language
_PORTUGUESE = re.compile(r"\b(?:não|é|são|uma|dos|das|pelo|pela|aos)\b|ção\b|ções\b", re.IGNORECASE)


def judged_by(said: frozenset[str], text: str = "") -> tuple[tuple[str, ...], tuple[str, str]] | None:
    """The one pair that some folded verdicts are of, and its names as shown. One letter alone may be an option's.
    `text` are the statements, whose language tells what V and F stand for."""
    pair = next((pair for pair in (*PAIRS, *_SHORT) if said <= set(pair)), None)
    if pair is None or not said or (len(said) < 2 and len(next(iter(said))) < 2 and next(iter(said)).isalpha()):
        return None
    if pair == ("v", "f"):
        return pair, _v_and_f(text)
    if CHOICES.issuperset(pair) and not _PORTUGUESE.search(text):
        return None
    return pair, _NAMES.get("".join(pair), (pair[0].capitalize(), pair[1].capitalize()))


BEHIND = (*PAIRS, *(tuple(pair.split("/")) for pair in "σ/λ в/н п/н נ/ל ص/خ".split()))  # may end a statement
TRUTHS = frozenset(word for pair in (*PAIRS, *_SHORT) if pair[0] not in _CONSENT for word in pair)  # no yes, no no


def is_truth(word: str) -> bool:
    """True for a folded word or sign of any pair."""
    return any(word in pair for pair in (*PAIRS, *_SHORT))


def is_pair(said: frozenset[str]) -> bool:
    """True for folded words or signs that are all of one pair."""
    return any(said <= set(pair) for pair in (*PAIRS, *_SHORT))


STATEMENTS = frozenset(  # titles of columns whose rows are to be judged
    "statement statements sentence claim aussage behauptung énoncé affirmation afirmación enunciado afirmação "
    "affermazione stelling påstående zdanie stwierdzenie утверждение твердження 说法 陈述".split()
)


def printed_before(text: str, word: str) -> int | None:
    """Where the other truth stands that is printed right before one, as forms offer both: `T   F`, `True / False`."""
    found = _LAST_WORD.search(text)
    other = found["w"].casefold() if found is not None else word
    printed = other != word and any({other, word} <= set(pair) for pair in (*PAIRS, *_SHORT, *BEHIND))
    return found.start() if found is not None and printed else None


_LAST_WORD = re.compile(
    r"(?:^|(?<=[\s(\[]))[(\[]?(?P<w>[^\W\d_]{1,11})[)\]]?\s*[/|]?\s*(?:or|oder|ou|o)?\s*\Z", re.IGNORECASE
)
