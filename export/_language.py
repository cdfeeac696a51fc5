"""The language of an item and its direction, where HTML can say them.

in_language("<p>...</p>", "ar")     <div lang="ar" dir="rtl"><p>...</p></div>
"""

from __future__ import annotations

import html
import re

from export.richtext import clean_text

# BCP 47: language, script, region, variants. TAO refuses an item whose language is none.
TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-([A-Za-z\d]{5,8}|\d[A-Za-z\d]{3}))*")
_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ks ps sd ug ur yi".split())


def direction(language: str) -> str:
    """`rtl` or `ltr`, by the primary language of a BCP 47 tag."""
    return "rtl" if language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def in_language(markup: str, language: str) -> str:
    """Block HTML in its language; as it is where the language is not known."""
    if not language:
        return markup
    return f'<div lang="{html.escape(clean_text(language))}" dir="{direction(language)}">{markup}</div>'
