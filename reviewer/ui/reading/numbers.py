"""Reference numbers in the margin: which paragraph this is (¶14), which section begins here."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from reviewer.language.references import section_reference
from reviewer.model.document import Document
from reviewer.ui.look import Look
from reviewer.ui.reading.layouts import Laid

_PIXELS: Final = 10
_FROM_COLUMN: Final = 54
"""The numbers begin that many pixels left of the text, behind the signs of remarks."""
_WIDE: Final = 52


def draw_numbers(
    painter: QPainter, look: Look, document: Document, layout: Laid, left: float, top: float
) -> None:
    """Draw the reference of a paragraph beside its first line; cells of tables have none."""
    index = document.paragraph_at(layout.span.start)
    paragraph = document.paragraphs[index]
    if paragraph.cell is not None or layout.span.start != paragraph.span.start:
        return
    lines = [f"¶{index + 1}"]
    path = document.path_at(paragraph.span.start)
    if paragraph.level and path and path[-1].span.start == paragraph.span.start:
        lines.insert(0, section_reference(path))
    font = QFont(list(look.families.sans))
    font.setPixelSize(_PIXELS)
    painter.setFont(font)
    painter.setPen(look.secondary)
    line = layout.caret(paragraph.span.start)
    middle = top + line.center().y()
    high = _PIXELS + 2
    for number, words in enumerate(lines):
        y = middle + (number - len(lines) / 2) * high
        place = QRectF(left - _FROM_COLUMN, y, _WIDE, high)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
