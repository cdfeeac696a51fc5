"""AcroForm fields: checkboxes and radio buttons of a fillable PDF, with the state that the file itself holds.

A widget annotation of a button field says its state in /AS (its appearance): /Off, or the name of its on state.
"""

from __future__ import annotations

import ctypes

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.media.pdf.controls import Control
from extract.media.pdf.words import Turn
from quizmill.block import Mark, Shape


def controls(document: pdfium.PdfDocument, page: pdfium.PdfPage, turn: Turn) -> list[Control]:
    """Every checkbox and radio button field of the page."""
    count = raw.FPDFPage_GetAnnotCount(page)
    if not count or document.formenv is None:
        return []
    found: list[Control] = []
    for index in range(min(count, 2_000)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        try:
            control = _control(document, annotation, turn)
            if control is not None:
                found.append(control)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    return found


def _control(document: pdfium.PdfDocument, annotation: object, turn: Turn) -> Control | None:
    if raw.FPDFAnnot_GetSubtype(annotation) != raw.FPDF_ANNOT_WIDGET:
        return None
    kind = raw.FPDFAnnot_GetFormFieldType(document.formenv, annotation)
    if kind not in (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON):
        return None
    rect = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(annotation, ctypes.byref(rect))
    box = turn.box(rect.left, rect.bottom, rect.right, rect.top)
    on = bool(raw.FPDFAnnot_IsChecked(document.formenv, annotation))
    shape = Shape.RADIO if kind == raw.FPDF_FORMFIELD_RADIOBUTTON else Shape.BOX
    return Control(box, Mark(shape, on))
