"""Tests on paper: questions to print and the key to mark them by, in several variants, as HTML, PDF and DOCX.

    Variant A                              Key, variant B
    1. Which call ... (2 points)           1. C
       A. heapify(heap)                    2. A, D
       B. heap.sort(reverse=True)          3. True

`sheet` lays items out as numbered questions with lettered lines; a module a format writes them down.
"""

from __future__ import annotations

from export.paper import docx, html_, pdf
from export.paper.sheet import KINDS, OPTIONS
from quizmill.item import TYPES
from quizmill.package import Exporter

EXPORTERS = (
    Exporter(
        name="paper-html",
        suffix=".html",
        summary="test and key to print, one self-contained page",
        render=html_.render,
        support=KINDS,
        keyless=frozenset(TYPES),
        options=OPTIONS,
    ),
    Exporter(
        name="paper-pdf",
        suffix=".pdf",
        summary="test and key as PDF, with tags for screen readers",
        render=pdf.render,
        support=KINDS,
        split=500,  # the typesetter holds a whole file in memory, about 0.4 MB a question
        keyless=frozenset(TYPES),
        options=OPTIONS,
    ),
    Exporter(
        name="paper-docx",
        suffix=".docx",
        summary="test and key as a Word document",
        render=docx.render,
        support=KINDS,
        keyless=frozenset(TYPES),
        options=OPTIONS,
    ),
)
