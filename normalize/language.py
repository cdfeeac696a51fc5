"""Step 7, language: which language a document's items are written in, from scripts and the commonest small words.

A script used by one language decides at once (Hangul, Kana, Thai ...); otherwise the language whose small words
cover most of the text, if it leads clearly. Short or mixed text stays "": no guess.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import chain

_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("th", re.compile("[\u0e01-\u0e7f]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("el", re.compile("[\u0391-\u03ce]")),
    ("hi", re.compile("[\u0904-\u0939]")),
)
_SMALL = {
    "en": "the of and to is in which what are that for with not does following how be this on by from",
    "de": "der die das und ist nicht ein eine welche was wird den von mit für auf sich des wie sind werden",
    "fr": "le la les des est et une dans que qui pour quelle quel sont pas du sur avec par plus ce",
    "es": "el la los las de que es y en una cuál por para con del qué se son no un como",
    "pt": "o a os as de que é e em uma qual por para com do da não são um no dos",
    "it": "il la le di che è e in una quale per con del non sono un gli della dei si",
    "nl": "de het een van is en in welke wat niet zijn op voor met dat die te bij worden door",
    "pl": "jest nie w i na z do się co które jaki jest to są od przez lub jak który dla",
    "tr": "bir ve bu hangisi için ile değil nedir olan olarak aşağıdakilerden daha ne en de da gibi mi var",
    "vi": "là của và các có không một trong cho được nào những với để câu sau đây khi về này",
    "id": "yang dan di adalah dari untuk dengan pada ini tidak apa dalam manakah sebuah oleh atau ke berikut itu",
    "ru": "и в не на что с по для как это какой из является или при к от какие за то",
    "uk": "і в не на що з для як це який та або є до яка при від у за які",
    "ar": "في من على ما هو هي أن إلى التي الذي هل أي عن لا مع هذا هذه أو كل بين",
    "sv": "och är att det en som på av för inte med vad vilken den ett till har vilka om kan",
    "cs": "je v a na se co které který jaký není pro z do jsou že o s k nebo při",
}
_SPOKEN_BY: dict[str, list[str]] = {}  # a small word's languages
for _language, _words in _SMALL.items():
    for _word in dict.fromkeys(_words.split()):
        _SPOKEN_BY.setdefault(_word, []).append(_language)
_ADDRESS = re.compile(r"\]\([^)\s]*\)|media:\S+")  # no words: "media:a1e0..." would be Portuguese
_TOKEN = re.compile(r"[^\W\d_]+")
_LETTERS = bytes(ord(chr(code).lower()) if chr(code).isalpha() else 32 for code in range(128)) + bytes(128)
_FEWEST = 4  # small words that a language is told by


@lru_cache(maxsize=512)
def detect(text: str) -> str:
    """A BCP 47 language, or "" where the text is too short or no language leads clearly."""
    text = text[:20_000]
    tokens = _tokens(_ADDRESS.sub(" ", text) if "](" in text or "media:" in text else text)
    total = sum(map(len, tokens))
    if total < 12:
        return ""
    for language, script in () if text.isascii() else _SCRIPTS:
        if len(script.findall(text)) > 0.2 * total:
            return language
    small = [_SPOKEN_BY[token] for token in tokens if token in _SPOKEN_BY]
    if len(small) < _FEWEST:
        return ""
    counts = Counter(chain.from_iterable(small))
    best = max(counts, key=counts.__getitem__)
    hits = counts.pop(best)
    enough = hits >= _FEWEST and hits >= 0.08 * len(tokens) and hits >= 1.2 * max(counts.values(), default=0)
    return best if enough else ""


def _tokens(text: str) -> list[str]:
    """The text's words, letters alone, in small letters."""
    if text.isascii():
        return text.encode().translate(_LETTERS).decode().split()
    return _TOKEN.findall(text.casefold())
