"""Pages of a file drawn on a printer's paper, in strips: a large page is never held as a whole."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter

from reviewer.errors import ExportError

if TYPE_CHECKING:
    from reviewer.formats.pdf_file import PdfFile

_DOTS: Final = 300
"""Dots to the inch that pages are drawn with, where the printer has as many."""
_STRIP: Final = 256
"""Height of a strip, in dots."""


def put_on_paper(
    file: PdfFile,
    printer: QPrinter,
    advance: Callable[[float], None],
    stopped: threading.Event,
) -> int:
    """Print the wanted pages of a file and return how many; a landscape page turns the paper.

    Raises ExportError where the printer cannot be reached.
    """
    spaces = file.spaces()
    first = max(1, printer.fromPage())
    last = min(printer.toPage() or len(spaces), len(spaces))
    numbers = range(first - 1, last)
    printer.setFullPage(True)
    painter = QPainter()
    try:
        for done, number in enumerate(numbers):
            size = QSizeF(*spaces[number].as_shown.size)
            _turn(printer, size)
            if not (printer.newPage() if painter.isActive() else painter.begin(printer)):
                raise ExportError(_tr("打印机没有响应，没有印出，请检查打印机后再试。"))
            if not _put_page(file, number, size, painter, stopped):
                printer.abort()
                return done
            advance((done + 1) / len(numbers))
    finally:
        if painter.isActive():
            painter.end()
    return len(numbers)


def _turn(printer: QPrinter, size: QSizeF) -> None:
    is_wide = size.width() > size.height()
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
    )


def _put_page(
    file: PdfFile, number: int, size: QSizeF, painter: QPainter, stopped: threading.Event
) -> bool:
    """Paint a page as large as the paper, strip by strip; return whether it was finished."""
    printer = painter.device()
    if not isinstance(printer, QPrinter):
        raise TypeError("no printer")
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    zoom = min(paper.width() / size.width(), paper.height() / size.height())
    dots = min(printer.resolution(), _DOTS) / 72
    wide, high = round(size.width() * dots), round(size.height() * dots)
    left = (paper.width() - size.width() * zoom) / 2
    for top in range(0, high, _STRIP):
        if stopped.is_set():
            return False
        height = min(_STRIP, high - top)
        made = file.draw(number, dots, 0, top, wide, height)
        shape = (made.width, made.height, made.width * 4)
        image = QImage(made.data, *shape, QImage.Format.Format_RGB32)
        strip = QRectF(left, top * zoom / dots, wide * zoom / dots, height * zoom / dots)
        painter.drawImage(strip, image)
    return True


def _tr(text: str) -> str:
    return QCoreApplication.translate("printing", text)
