"""The language of an item and its direction, where HTML can say them.

in_language("<p>...</p>", "ar")     <div lang="ar" dir="rtl"><p>...</p></div>
"""

from __future__ import annotations

import html

from export.richtext import clean_text

_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ks ps sd ug ur yi".split())


def direction(language: str) -> str:
    """`rtl` or `ltr`, by the primary language of a BCP 47 tag."""
    return "rtl" if language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def in_language(markup: str, language: str) -> str:
    """Block HTML in its language; as it is where the language is not known."""
    if not language:
        return markup
    return f'<div lang="{html.escape(clean_text(language))}" dir="{direction(language)}">{markup}</div>'
