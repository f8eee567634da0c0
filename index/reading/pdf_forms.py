"""What stands over a PDF's page rather than in it: the fields of a form with what was typed in, notes put on it."""

from typing import Any

from index.reading.pdf_lines import Line

_FREE_TEXT, _WIDGET = 3, 20  # FPDF_ANNOT_FREETEXT, FPDF_ANNOT_WIDGET
_NOTES = {1, 9, 10, 11, 12}  # text, highlight, underline, squiggly, strikeout
_TEXT_FIELDS = {3, 4, 5, 6}  # radio apart: combo box, list box, text, signature
_CHECKED_FIELDS = {2, 3}
_HIDDEN = 0x02


def fields_of(page: Any, forms: Any, height: float) -> tuple[list[Line], bool]:
    """Return what was typed into a page's fields or written over it, and whether it bears notes of readers."""
    from pypdfium2 import raw

    lines: list[Line] = []
    has_notes = False
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if not raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
            text = ""
            if kind == _WIDGET and forms is not None:
                text = _field(forms, annotation)
            elif kind == _FREE_TEXT:
                text = _string(lambda b, n, a=annotation: raw.FPDFAnnot_GetStringValue(a, b"Contents", b, n))
            elif kind in _NOTES:
                has_notes = has_notes or bool(
                    _string(lambda b, n, a=annotation: raw.FPDFAnnot_GetStringValue(a, b"Contents", b, n))
                )
            box = raw.FS_RECTF()
            if text and raw.FPDFAnnot_GetRect(annotation, box):
                lines += _placed(text, box, height)
        raw.FPDFPage_CloseAnnot(annotation)
    return lines, has_notes


def _field(forms: Any, annotation: Any) -> str:
    from pypdfium2 import raw

    kind = raw.FPDFAnnot_GetFormFieldType(forms, annotation)
    if kind in _CHECKED_FIELDS:
        return "☑" if raw.FPDFAnnot_IsChecked(forms, annotation) else ""
    if kind not in _TEXT_FIELDS:
        return ""
    return _string(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(forms, annotation, buffer, size))


def _string(ask: Any) -> str:
    """Ask for a string of PDFium's, first for its length in bytes, then for its UTF-16."""
    import ctypes

    from pypdfium2 import raw

    size = ask(None, 0)
    if size <= 2 or size > 1_000_000:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return str(buffer.raw[: size - 2].decode("utf-16-le", "replace")).strip()


def _placed(text: str, box: Any, height: float) -> list[Line]:
    parts = [part.strip() for part in text.replace("\r", "\n").split("\n") if part.strip()]
    high = (box.top - box.bottom) / max(1, len(parts))
    return [
        Line(box.left, box.right, height - box.top + n * high, height - box.top + (n + 1) * high, part)
        for n, part in enumerate(parts)
    ]
