"""The report as an ordinary text field: screen readers know these through and through.

It mirrors a reading view: caret and selection are one and the same in both, so that every command
works here as there. Marks are drawn on what is in sight, and spoken when the caret comes to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QMouseEvent,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from reviewer.model.records import Annotation, Kind
from reviewer.model.spans import Span
from reviewer.ui.reading import access
from reviewer.ui.reading.offsets import Offsets
from reviewer.ui.reading.view import ReadingView
from reviewer.ui.theme import category_fill, category_line

_SETTLED_AFTER_KEYS: Final = 100  # milliseconds
_SETTLED_AFTER_MOUSE: Final = 10
_LEAST_MARGIN: Final = 24
_STRUCK: Final = (Kind.STRIKEOUT, Kind.DELETE, Kind.REPLACE)


class PlainText(QPlainTextEdit):
    """Shows what a reading view shows, as plain text."""

    def __init__(self, view: ReadingView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._text = ""
        self._offsets = Offsets("")
        self._leading = False
        self._spoken: tuple[str, ...] = ()
        self.setObjectName("plain_reader")
        self.setAccessibleName(self.tr("报告正文（朗读模式）"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setReadOnly(True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(view.customContextMenuRequested)
        self.cursorPositionChanged.connect(self._lead)
        self.selectionChanged.connect(self._lead)
        self.verticalScrollBar().valueChanged.connect(self._draw_marks)
        view.selection_changed.connect(self._follow)
        view.revealed.connect(self._show)
        view.zoom_changed.connect(self.dress)
        view.marks.changed.connect(self._draw_marks)
        view.marks.changed_in.connect(self._draw_marks)
        view.marks.placed_changed.connect(self._draw_marks)

    def take_over(self) -> None:
        """Show the report of the view, at its place and with its selection."""
        text = self._view.document.text if self._view.document is not None else ""
        if text != self._text:
            self._text, self._offsets = text, Offsets(text)
            self._leading = True
            self.setPlainText(text)
            self._leading = False
        self.dress()
        self._follow()
        self.centerCursor()
        self._draw_marks()

    def dress(self) -> None:
        """Draw with the look of the view."""
        look = self._view.look
        font = QFont(list(look.families.serif))
        font.setPixelSize(look.pixels)
        self.setFont(font)
        palette = self.palette()
        for role, colour in (
            (QPalette.ColorRole.Base, look.page),
            (QPalette.ColorRole.Text, look.text),
            (QPalette.ColorRole.Highlight, look.selection),
            (QPalette.ColorRole.HighlightedText, look.text),
        ):
            palette.setColor(role, colour)
        self.setPalette(palette)
        self.setStyleSheet(
            f"#plain_reader {{ border: none; padding: 0; background: {look.page.name()};"
            f" color: {look.text.name()}; font-size: {look.pixels}px; }}"
        )
        self._set_margins()
        self._draw_marks()

    def step_zoom(self, direction: int) -> None:
        """Zoom one step in (1) or out (-1)."""
        self._view.step_zoom(direction)

    def set_zoom(self, zoom: int) -> None:
        """Zoom, in per cent."""
        self._view.set_zoom(zoom)

    def selection_rect(self) -> QRect:
        """Return the line of the selection's end, in viewport coordinates."""
        return self.cursorRect()

    def rects(self, span: Span) -> list[QRectF]:
        """Return the lines in which a range begins and ends, in viewport coordinates."""
        cursor = self.textCursor()
        found = []
        for offset in (span.start, span.end):
            cursor.setPosition(self._offsets.to_qt(offset))
            found.append(QRectF(self.cursorRect(cursor)))
        return found

    # caret and selection

    def _lead(self) -> None:
        """Take caret and selection over into the view."""
        selecting = self._view.selecting
        if selecting is None or self._leading or not self.isVisible():
            return
        cursor = self.textCursor()
        anchor = self._offsets.from_qt(cursor.anchor())
        caret = self._offsets.from_qt(cursor.position())
        if (anchor, caret) != (selecting.anchor, selecting.caret):
            self._leading = True
            selecting.move(anchor, extend=False)
            selecting.move(caret, extend=True)
            held = QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton
            self._view.after_selecting(-1 if held else _SETTLED_AFTER_KEYS)
            self._view.reveal(Span(caret, caret))
            self._leading = False
        self._speak()

    def _follow(self) -> None:
        """Take caret and selection over from the view."""
        selecting = self._view.selecting
        if selecting is None or self._leading or not self.isVisible():
            return
        cursor = self.textCursor()
        cursor.setPosition(self._offsets.to_qt(selecting.anchor))
        cursor.setPosition(self._offsets.to_qt(selecting.caret), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _show(self, span: Span) -> None:
        """Go where the view was led: the caret is what is read from."""
        selecting = self._view.selecting
        if selecting is None or self._leading or not self.isVisible():
            return
        if not span.start <= selecting.caret <= span.end:
            self._view.select(Span(span.start, span.start))
        self.ensureCursorVisible()

    def _speak(self) -> None:
        """Say what was remarked where the caret comes to."""
        selecting = self._view.selecting
        here = self._view.marks.at(selecting.caret) if selecting is not None else ()
        if here != self._spoken:
            self._spoken = here
            access.announce(self, access.remarks_at(self._view))

    # marks

    def _draw_marks(self) -> None:
        if self.isVisible():
            self.setExtraSelections(list(self._marks_in_sight()))

    def _marks_in_sight(self) -> Iterator[QTextEdit.ExtraSelection]:
        first = self.firstVisibleBlock().position()
        corner = self.viewport().rect().bottomRight()
        last = self.cursorForPosition(corner).position()
        sight = Span(self._offsets.from_qt(first), self._offsets.from_qt(last) + 1)
        for annotation in self._view.marks.on(sight):
            if annotation.span is not None:
                yield self._mark(annotation.span, self._format(annotation))
        found = QTextCharFormat()
        found.setBackground(self._view.look.match)
        for hit in self._view.marks.hits_on(sight):
            yield self._mark(hit, found)

    def _mark(self, span: Span, looks: QTextCharFormat) -> QTextEdit.ExtraSelection:
        cursor = self.textCursor()
        cursor.setPosition(self._offsets.to_qt(span.start))
        cursor.setPosition(self._offsets.to_qt(span.end), QTextCursor.MoveMode.KeepAnchor)
        mark = QTextEdit.ExtraSelection()
        mark.cursor, mark.format = cursor, looks
        return mark

    def _format(self, annotation: Annotation) -> QTextCharFormat:
        category, fills = self._view.marks.category_of(annotation), self._view.look.fills
        looks = QTextCharFormat()
        if annotation.kind in _STRUCK:
            looks.setFontStrikeOut(True)
        if annotation.kind is Kind.HIGHLIGHT or annotation.id in self._view.marks.focused:
            looks.setBackground(category_fill(category, fills))
        else:
            looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            looks.setUnderlineColor(category_line(category, fills))
        return looks

    # Qt overrides

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let a selection come to rest; a click on a mark chooses its card."""
        super().mouseReleaseEvent(event)
        selecting = self._view.selecting
        if selecting is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._view.after_selecting(_SETTLED_AFTER_MOUSE)
        if selecting.span.is_empty:
            self._view.annotations_clicked.emit(self._view.marks.at(selecting.caret))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column as wide as in the view."""
        super().resizeEvent(event)
        self._set_margins()
        self._draw_marks()

    def _set_margins(self) -> None:
        look = self._view.look
        column = (look.column + 1) * look.pixels
        side = max(_LEAST_MARGIN, (self.width() - column) // 2)
        before = self.viewport().width()
        self.setViewportMargins(side, _LEAST_MARGIN, side, 0)
        if self.viewport().width() != before:
            # -- while it is being shown Qt tells nobody that the viewport became narrower
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
