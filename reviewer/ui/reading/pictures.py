"""Pictures of the report, as blocks of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from reviewer.model.spans import Span
from reviewer.ui.reading.styles import Style

if TYPE_CHECKING:
    from PySide6.QtCore import QBuffer
    from PySide6.QtGui import QImage, QImageReader

Resources = Callable[[str], bytes]
"""Gives the bytes of a resource by its id, none where there is no such."""


def no_resources(_resource: str) -> bytes:
    """Give the resources of a report that has none."""
    return b""


_MARGIN: Final = 8
FRAME: Final = 5
"""Fills and lines of marks are seen around a picture, so far."""
_MOST_PIXELS: Final = 40_000_000
"""Larger pictures are not decoded: their place says so."""
_LEAST: Final = QSize(160, 60)


class PictureLayout:
    """One picture, scaled down to the column, never up; its one character is the caret's place."""

    def __init__(self, span: Span, data: bytes, style: Style, width: int) -> None:
        self.span = span
        self.style = style
        self._data = data
        self._image: QImage | None = None
        size = _size(data)
        self._readable = size.isValid() and 0 < size.width() * size.height() <= _MOST_PIXELS
        shown = size if self._readable else _LEAST
        if shown.width() > width:
            shown = shown.scaled(width, 1 << 20, Qt.AspectRatioMode.KeepAspectRatio)
        self._box = QRectF((width - shown.width()) / 2, _MARGIN, shown.width(), shown.height())
        self.height = shown.height() + 2 * _MARGIN

    @property
    def text_top(self) -> float:
        """Where the picture begins."""
        return float(_MARGIN)

    @property
    def text_bottom(self) -> float:
        """Where the picture ends."""
        return float(self.height - _MARGIN)

    def draw(self, painter: QPainter, at: QPointF, _clip: QRectF) -> None:
        """Draw the picture, or say that it cannot be shown."""
        box = self._box.translated(at)
        if self._readable and self._image is None:
            self._image = _image(self._data, self._box.size().toSize())
        if self._image is not None and not self._image.isNull():
            painter.drawImage(box, self._image)
            return
        painter.setPen(QPen(self.style.colour, 1))
        painter.drawRect(box)
        painter.setFont(self.style.font)
        words = QCoreApplication.translate("pictures", "（无法显示的图片）")
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def rects(self, span: Span) -> Iterator[QRectF]:
        """Yield the picture's box where a range holds it."""
        if span.start <= self.span.start < span.end:
            yield self._box

    def covers(self, point: QPointF) -> bool:
        """Whether a point is on the picture."""
        return self._box.contains(point)

    def draw_veil(self, painter: QPainter, at: QPointF, colour: QColor) -> None:
        """Show through the picture that it is selected."""
        veil = QColor(colour)
        veil.setAlphaF(0.4)
        painter.fillRect(self._box.translated(at), veil)

    def caret(self, offset: int, *, at_line_end: bool = False) -> QRectF:
        """Return the caret before or after the picture."""
        after = offset > self.span.start or at_line_end
        x = self._box.right() if after else self._box.left()
        return QRectF(x, self._box.top(), 2, self._box.height())

    def hit(self, point: QPointF) -> int:
        """Return the side of the picture nearer to a point."""
        return self.span.end if point.x() > self._box.center().x() else self.span.start

    def line_span(self, _offset: int) -> Span:
        """Return the picture's one character."""
        return self.span

    def part(self, _top: float, _bottom: float) -> Span:
        """Return all of it: there is one character."""
        return self.span

    def rows(self, _span: Span) -> tuple[float, float]:
        """Return its whole height."""
        return 0.0, float(self.height)


def _reader(data: bytes) -> tuple[QImageReader, QBuffer]:
    # -- most reports have no pictures
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice  # noqa: PLC0415
    from PySide6.QtGui import QImageReader  # noqa: PLC0415

    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    return reader, buffer


def _size(data: bytes) -> QSize:
    reader, _buffer = _reader(data)
    return reader.size() if data else QSize()


def _image(data: bytes, size: QSize) -> QImage:
    reader, _buffer = _reader(data)
    # -- twice the pixels, so that it stays crisp on dense screens
    if reader.size().width() > 2 * size.width():
        reader.setScaledSize(size * 2)
    return reader.read()
