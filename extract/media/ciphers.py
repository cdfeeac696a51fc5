"""Answers written so that nobody reads them by accident, line for line as they are meant.

.ʎǝllǝɥS ʎɹɐW .1                                  1. Mary Shelley.       upside down: the letters show it
(answers are in ROT13)  Answer: N cvnab           Answer: A piano        only where the document says so
OPP                                               OPP                    and where the words become readable
Answer (base64): `YikgY29yaw==`                   Answer: b) cork        where every answer is packed so
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Iterable

_FLIPPED = str.maketrans(
    "ɐqɔpǝɟƃɓɥᴉıɾʞןꞁɯudbɹʇnʌʍʎ∀ⱯꓭƆᗡƎℲ⅁פſ˥WԀꓤᴚ┴⊥∩ΛM⅄ƖᄅƐㄣϛㄥ¿¡˙()[]{}<>",
    "abcdefgghiijkllmnpqrtuvwyAABCDEFGGJLMPRRTTUVWY123457?!.)(][}{><",
)
_SURE = frozenset("ǝʇᴉℲƎ")  # letters that no phonetic script has
_TURNED = frozenset("ɐɔǝɟƃɥᴉɾʞɯɹʇʌʍʎ∀ⱯꓭᗡƎℲ⅁˥Ԁꓤᴚ⅄")
_FEWEST = 3  # such letters in a line that is turned
_SIX_AND_NINE = str.maketrans("69", "96")

_TOLD = (
    r"\b(?:answers?|solutions?|spoilers?|hints?|keys?"
    r"|antworten|lösungen|réponses|respuestas|respostas|risposte|ответы)\b"
)
_SAID = re.compile(rf"{_TOLD}[^.\n]{{0,60}}\brot[- ]?13\b|\brot[- ]?13\b[^.\n]{{0,60}}{_TOLD}", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?P<label>\s*(?:[-*>]\s+)?[*_]{0,3}(?:answer|ans|a|solution|hint|explanation|antwort|lösung|réponse|respuesta|resposta|risposta|ответ)"
    r"[*_]{0,3}\s*[:：][*_]{0,3}\s*)(?P<said>\S.*)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?P<label>\s*(?:[-*>]\s+)?\(?\d{1,3}[.):]\s*)(?P<said>\S.*)")
_LETTERS = re.compile(r"[N-S](?:\s*[,&/]?\s*[N-S])*\.?", re.IGNORECASE)  # of A to F
_READABLE = 1.3  # times as many vowels


def deciphered(text: str) -> str:
    """The text with such lines turned or decoded, as many lines as before."""
    if not text.isascii() and not _SURE.isdisjoint(text):
        text = "\n".join(map(_turned, text.split("\n")))
    if "13" in text and _names_rot13(text.lower()) and (said := _SAID.search(text)):
        text = _off_rot13(text, said.end())
    return _off_base64(text) if "64" in text or "==" in text else text


_PACKED = re.compile(
    r"(?P<label>\s*(?:[-*>]\s+)?[*_]{0,3}(?:answer|ans|a|solution|key|antwort|lösung|réponse|respuesta|resposta|risposta|ответ)"
    r"[*_]{0,3})\s*(?P<told>\(\s*base[- ]?64\s*\)\s*)?(?P<sign>[*_]{0,3}\s*[:：][*_]{0,3}\s*)"
    r"`?(?P<said>[0-9A-Za-z+/]{2,400}={0,2})`?\s*\Z",
    re.IGNORECASE,
)
_UNTOLD = 3  # such answers, where nothing says what they are


def _off_base64(text: str) -> str:
    """Labelled lines that hold base64 and nothing else: where the text says so, else if all of them unpack to words."""
    lines = text.split("\n")
    hits = {i: found for i, line in enumerate(lines) if (found := _PACKED.match(line))}
    words = {i: _unpacked(found["said"]) for i, found in hits.items()}
    said = "base64" in text.lower() or "base-64" in text.lower() or "base 64" in text.lower()
    if not said and (len(hits) < _UNTOLD or not all(words.values())):
        return text
    for i, found in ((i, found) for i, found in hits.items() if words[i]):
        lines[i] = found["label"] + found["sign"] + words[i]
    return "\n".join(lines)


def _unpacked(packed: str) -> str:
    """The words behind some base64; empty where it holds none."""
    try:
        text = base64.b64decode(packed, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return text.strip() if text.strip().isprintable() else ""


def _names_rot13(text: str) -> bool:
    return "rot13" in text or "rot 13" in text or "rot-13" in text


def _turned(line: str) -> str:
    odd = [char for char in line if char in _TURNED]
    if len(odd) < _FEWEST or _SURE.isdisjoint(odd) or any(sign in line for sign in "/ˈ"):
        return line
    turned = line[::-1].translate(_FLIPPED).strip()
    return turned.translate(_SIX_AND_NINE) if not set("ƖᄅƐㄣϛㄥ").isdisjoint(line) else turned


def _off_rot13(text: str, at: int) -> str:
    """Labelled lines are decoded; where there is none, the numbered ones behind the words that say so."""
    lines = text.split("\n")
    told = text.count("\n", 0, at)
    hits = {i: found for i, line in enumerate(lines) if (found := _LABELLED.match(line))}
    if not hits:
        hits = {i: found for i, line in enumerate(lines) if i > told and (found := _NUMBERED.match(line))}
    if not _becomes_readable(found["said"] for found in hits.values()):
        return text
    for i, found in hits.items():
        lines[i] = found["label"] + codecs.decode(found["said"], "rot13")
    return "\n".join(lines)


def _becomes_readable(texts: Iterable[str]) -> bool:
    """More vowels than before, or letters of options that are none as they stand."""
    said = list(texts)
    if said and all(map(_LETTERS.fullmatch, said)):
        return True
    whole = " ".join(said).lower()
    before, after = (sum(text.count(vowel) for vowel in "aeiou") for text in (whole, codecs.decode(whole, "rot13")))
    return after > before * _READABLE
