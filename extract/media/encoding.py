"""Bytes to text: which encoding they are in, and the repair of what an earlier reader broke.

    decode(b"\\xef\\xbb\\xbfna\\xc3\\xafve")  ->  ("naïve", ())
    decode("Où ?".encode("cp1252"))         ->  ("Où ?", (encoding-doubt: read as windows-1252,))

The order of trust: a byte order mark, UTF-8 (whose bytes are next to impossible by chance), the encoding that the
document declares, NUL bytes at every second place (UTF-16), then a guess that is always said.
Line ends become `\\n`; NUL bytes and lone surrogates go. Mojibake is mended line by line, but never inside code.
"""

from __future__ import annotations

import codecs
import re

from quizmill.finding import Finding, Severity
from quizmill.source import Span

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FOREIGN = ("cp1251", "koi8_r", "cp866", "cp1253", "cp1255", "cp1256", "cp932", "euc_jp", "gb18030", "big5", "euc_kr")
_SAMPLE = 200_000  # bytes that a guess looks at
_JUNK = re.compile("[\x00\ud800-\udfff]")
_SUSPECT = re.compile("[ÂÃâãÐÑØÙïðÎÏÄÅ\x80-\x9f\ufffd]")
_MIDWORD_SIGN = re.compile(r"[^\W\d_][\u00a1-\u00bf\u0192\u20ac\u2020-\u2030×÷][^\W\d_]")
_FENCE = re.compile(r"\s*(```|~~~)")
_CODE = re.compile(r"`[^`\n]+`|<(?:code|pre|script)\b[^>]*>")


def decode(data: bytes, declared: str = "") -> tuple[str, tuple[Finding, ...]]:
    """The text of some bytes, and what is doubtful about it. `declared` is what the document says of itself."""
    text, findings = _decode(data, declared)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and "\0" not in text:
        return text, findings
    if _JUNK.search(text):
        text = _JUNK.sub("", text)
        message = "NUL characters or lone surrogates were taken out."
        findings += (Finding("text-repaired", Severity.INFO, message),)
    text, repaired = repair(text)
    return text, findings + repaired


def _decode(data: bytes, declared: str) -> tuple[str, tuple[Finding, ...]]:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _lossy(data[len(bom) :], name)
    try:
        if not _looks_utf16(data):
            return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and len(data) - error.start < 4:
            return _lossy(data, "utf-8")  # cut off inside its last character
    if _looks_utf16(data):
        return _lossy(data, "utf-16-be" if data[:1] == b"\0" else "utf-16-le")
    for name in (declared, _guess(data)):
        try:
            text = data.decode(codecs.lookup(name).name) if name else None
        except (LookupError, UnicodeDecodeError):
            continue
        if text is not None:
            doubt = Finding("encoding-doubt", Severity.INFO, f"The text is not UTF-8; it was read as {name}.")
            return text, () if name == declared else (doubt,)
    return _lossy(data, "cp1252")


def _lossy(data: bytes, name: str) -> tuple[str, tuple[Finding, ...]]:
    text = data.decode(name, errors="replace")
    if "\ufffd" not in text:
        return text, ()
    message = f"Some bytes are no {name}; they became replacement characters."
    return text, (Finding("encoding-doubt", Severity.WARNING, message),)


def _looks_utf16(data: bytes) -> bool:
    head = data[:1000]
    return len(head) >= 8 and max(head[::2].count(0), head[1::2].count(0)) > len(head) * 0.3


def _guess(data: bytes) -> str:
    """Windows-1252 where its letters make sense, else what the byte statistics say (Cyrillic, Greek, Asian sets)."""
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE]
    if _western(sample):
        return "cp1252"
    others = from_bytes(sample, cp_isolation=list(_FOREIGN)).best() if _mostly_high(sample) else None
    best = others or from_bytes(sample).best()
    return best.encoding if best else "cp1252"


def _mostly_high(sample: bytes) -> bool:
    """True where the letters are mostly none of ASCII: another script, not accents."""
    high = sum(byte >= 0x80 for byte in sample)
    return high * 2 > sum(chr(byte).isalpha() for byte in sample if byte < 0x80) + high


def _western(sample: bytes) -> bool:
    """True where every high byte inside a word is a letter of Windows-1252, as in French or German, not in Polish."""
    text = sample.decode("cp1252", errors="replace")
    return "\ufffd" not in text and not _MIDWORD_SIGN.search(text) and not _mostly_high(sample)


def repair(text: str) -> tuple[str, tuple[Finding, ...]]:
    """Mends mojibake (`cafÃ©`) outside of code, and says in which lines."""
    if not _SUSPECT.search(text):
        return text, ()
    import ftfy
    import ftfy.badness

    lines = text.split("\n")
    changed, fenced = [], False
    for number, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and _SUSPECT.search(line) and ftfy.badness.is_bad(line) and not _CODE.search(line):
            better = ftfy.fix_encoding(line)
            if better != line and "\n" not in better:
                lines[number] = better
                changed.append(number + 1)
    if not changed:
        return text, ()
    span = Span.of_lines(changed[0], changed[-1])
    message = f"Characters broken by an earlier conversion were mended in {len(changed)} lines."
    return "\n".join(lines), (Finding("text-repaired", Severity.INFO, message, span),)
