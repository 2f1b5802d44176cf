"""The outline: the report's sections, which one is being read, how much was said on each."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from reviewer.model.document import Document, Section
from reviewer.ui.models.outline import COUNT, CURRENT, OutlineModel
from reviewer.ui.session import Session
from reviewer.ui.theme import Theme, draw_icon

_ROW: Final = 32


class OutlinePanel(QWidget):
    """The section tree at the left of the window."""

    #: The person wants to go to this section.
    section_chosen = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self._session = session
        self.model = OutlineModel(self)
        self._title = QLabel(self.tr("目录"))
        self._title.setObjectName("panel_title")
        self._empty = QLabel(self.tr("这份报告没有编号的章节。"))
        self._empty.setObjectName("secondary")
        self._empty.setWordWrap(True)
        self.tree = _Tree(self)
        self.tree.setModel(self.model)
        self._delegate = _Delegate(theme, self.tree)
        self.tree.setItemDelegate(self._delegate)
        self.tree.clicked.connect(self._on_clicked)
        self.tree.moved.connect(self._on_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 4, 8)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._empty)
        layout.addWidget(self.tree, 1)
        session.document_opened.connect(self._on_document_opened)
        session.review_changed.connect(self._recount)
        self._on_document_opened()

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme."""
        self._delegate.theme = theme
        self.tree.viewport().update()

    def follow(self, offset: int) -> None:
        """Mark the section in which an offset stands: the deepest one that is shown."""
        document = self._session.document
        if document is None:
            return
        path = document.path_at(offset)
        shown: Section | None = None
        for section in path:
            shown = section
            if not self.tree.isExpanded(self.model.index_of(section)):
                break
        self.model.mark(shown)
        if shown is not None and not self.tree.hasFocus():
            self.tree.scrollTo(self.model.index_of(shown))

    def _on_document_opened(self) -> None:
        document: Document | None = self._session.document
        self.model.show(document)
        has_sections = document is not None and bool(document.sections)
        if has_sections:
            self.tree.expandAll()
        self.tree.setVisible(has_sections)
        self._empty.setVisible(not has_sections)
        self._recount()

    def _recount(self) -> None:
        spans = (annotation.span for annotation in self._session.review.annotations())
        self.model.count(span.start for span in spans if span is not None)

    def _on_clicked(self, index: QModelIndex) -> None:
        section = self.model.section(index)
        if section is not None:
            self.section_chosen.emit(section)


class _Tree(QTreeView):
    """A tree in which moving with the keys goes along in the text."""

    moved = Signal(QModelIndex)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("outline")
        self.setAccessibleName(self.tr("目录"))
        self.setHeaderHidden(True)
        self.setIndentation(14)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.hovered = QModelIndex()

    def viewportEvent(self, event: QEvent) -> bool:
        """Light up the row under the pointer."""
        if event.type() in (QEvent.Type.MouseMove, QEvent.Type.Leave):
            leaves = event.type() == QEvent.Type.Leave
            place = self.viewport().mapFromGlobal(QCursor.pos())
            hovered = QModelIndex() if leaves else self.indexAt(place)
            if hovered != self.hovered:
                self.hovered = hovered
                self.viewport().update()
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along in the text; Enter goes there too."""
        super().keyPressEvent(event)
        if event.key() in (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
            Qt.Key.Key_Home,
            Qt.Key.Key_End,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        ):
            self.moved.emit(self.currentIndex())


class _Delegate(QStyledItemDelegate):
    """Draws a heading, a bar at the current one, and a count."""

    def __init__(self, theme: Theme, tree: _Tree) -> None:
        super().__init__(tree)
        self.theme = theme
        self._tree = tree

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of all rows."""
        return QSize(100, _ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row."""
        theme = self.theme
        options: Any = option
        rect: QRect = options.rect
        current = bool(index.data(CURRENT))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._background(painter, rect, index, current=current)
        font = self._tree.font()
        font.setPixelSize(13)
        font.setBold(not index.parent().isValid())
        painter.setFont(font)
        painter.setPen(QColor(theme.accent if current else theme.text))
        count = int(index.data(COUNT) or 0)
        room = rect.adjusted(4, 0, -(36 if count else 8), 0)
        text = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        if count:
            painter.setPen(QColor(theme.secondary))
            font.setBold(False)
            font.setPixelSize(12)
            painter.setFont(font)
            place = rect.adjusted(0, 0, -10, 0)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(count)
            )
        painter.restore()
        self._branch(painter, rect, index)

    def _background(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        current: bool,
    ) -> None:
        # -- asks the tree, not the option's state: QStyle alone takes 5 ms to load
        tree = self._tree
        whole = QRect(2, rect.top() + 1, tree.viewport().width() - 6, rect.height() - 2)
        painter.setPen(Qt.PenStyle.NoPen)
        if current or index == tree.hovered:
            painter.setBrush(QColor(self.theme.hover))
            painter.drawRoundedRect(whole, 5, 5)
        if current:
            painter.setBrush(QColor(self.theme.accent))
            painter.drawRoundedRect(QRect(2, rect.top() + 8, 3, rect.height() - 16), 1.5, 1.5)
        if tree.hasFocus() and index == tree.currentIndex():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(self.theme.accent))
            painter.drawRoundedRect(whole, 5, 5)

    def _branch(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if index.model().rowCount(index) == 0:
            return
        expanded = self._tree.isExpanded(index)
        place = QRect(rect.left() - 14, rect.center().y() - 6, 12, 12)
        name = "caret-down" if expanded else "caret-right"
        draw_icon(painter, name, place, QColor(self.theme.secondary))
