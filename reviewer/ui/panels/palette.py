"""The command palette: every command with its key, and every section, found by typing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QHideEvent, QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reviewer.language.picking import Names
from reviewer.ui import tasks
from reviewer.ui.theme import Theme

_WIDTH: Final = 560
_ROW: Final = 34
_FIELD: Final = 58
"""The height of the field with what is around it."""
_SHOWN: Final = 11
_ENTRY: Final = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the palette offers: an id, its words, its key, whether it can be done now."""

    id: str
    words: str
    key: str = ""
    enabled: bool = True


class CommandPalette(QFrame):
    """Opens over the window, closes on Esc or when something else is clicked."""

    #: Something was chosen, by its id.
    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self._opened = 0
        self.setObjectName("command_palette")
        self._field = _Field(self)
        self._field.setAccessibleName(self.tr("命令面板"))
        self._field.setPlaceholderText(self.tr("输入命令或章节名"))
        self._model = _Choices(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._delegate = _Row(theme, self._list)
        self._list.setItemDelegate(self._delegate)
        self._none = QLabel(self.tr("没有这样的命令或章节，换个词试试。"))
        self._none.setObjectName("secondary")
        self._none.setContentsMargins(16, 8, 16, 8)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._none.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 6)
        layout.setSpacing(4)
        layout.addWidget(self._field)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._none, 1)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(28)
        shadow.setOffset(0, 6)
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)
        self._field.textChanged.connect(self._filter)
        self._field.moved.connect(self._move)
        self._field.taken.connect(self._take)
        self._field.left.connect(self.hide)
        self._list.clicked.connect(self._take)
        self.hide()

    def open_with(self, choices: Sequence[Choice]) -> None:
        """Open with these choices."""
        names = [f"{choice.words} {choice.id}" for choice in choices]
        self._model.offer(choices, Names(names))
        self._opened += 1
        task = tasks.in_thread(partial(_levelled, names, self._opened))
        # -- not through a partial: what comes when the window is gone must not be heard
        task.succeeded.connect(self._on_levelled)
        task.failed.connect(_on_failed)
        self._field.clear()
        self._filter("")
        self._fit()
        self.raise_()
        self.show()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme."""
        self._delegate.theme = theme

    def _on_levelled(self, levelled: tuple[Names, int]) -> None:
        """From now on initials and variants count too; what was typed is looked for again."""
        names, opened = levelled
        if opened == self._opened:
            self._model.names = names
            if self._field.text():
                self._filter(self._field.text())

    def _filter(self, text: str) -> None:
        self._model.filter(text)
        found = self._model.rowCount() > 0
        self._list.setVisible(found)
        self._none.setVisible(not found)
        if found:
            self._list.setCurrentIndex(self._model.index(0))
        self._fit()

    def _fit(self) -> None:
        """Be as high as the rows that are found, up to a limit."""
        area = self._host.rect()
        width = min(_WIDTH, area.width() - 48)
        rows = max(1, min(_SHOWN, self._model.rowCount()))
        height = min(_FIELD + rows * _ROW, area.height() - 96)
        self.setGeometry(QRect((area.width() - width) // 2, 72, width, height))

    def _move(self, step: int) -> None:
        count = self._model.rowCount()
        if count:
            row = (self._list.currentIndex().row() + step) % count
            self._list.setCurrentIndex(self._model.index(row))

    def _take(self) -> None:
        choice = self._list.currentIndex().data(_ENTRY)
        if isinstance(choice, Choice) and choice.enabled:
            self.hide()
            self.chosen.emit(choice.id)

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Hear of clicks elsewhere: many buttons take no focus."""
        super().showEvent(event)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def hideEvent(self, event: QHideEvent) -> None:
        """Hear of them no longer."""
        super().hideEvent(event)
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close when something else is clicked."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            self.setVisible(watched is self or self.isAncestorOf(watched))
        return super().eventFilter(watched, event)


def _levelled(names: Sequence[str], opened: int) -> tuple[Names, int]:
    return Names.levelled(names), opened


def _on_failed(trace: str) -> None:
    raise RuntimeError(trace)


class _Field(QLineEdit):
    moved = Signal(int)
    taken = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, take with Enter, leave with Esc."""
        match event.key():
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.taken.emit()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close when something else is clicked."""
        super().focusOutEvent(event)
        self.left.emit()


class _Choices(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._all: list[Choice] = []
        self._shown: list[Choice] = []
        self.names = Names(())

    def offer(self, choices: Sequence[Choice], names: Names) -> None:
        self._all = list(choices)
        self.names = names

    def filter(self, text: str) -> None:
        self.beginResetModel()
        scored = [
            (score + choice.enabled, at, choice)
            for at, (choice, score) in enumerate(
                zip(self._all, self.names.scores(text), strict=True)
            )
            if score
        ]
        scored.sort(key=lambda entry: (-entry[0], entry[1]))
        self._shown = [choice for _, _, choice in scored]
        self.endResetModel()

    def rowCount(
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008
    ) -> int:
        """Return the number of choices."""
        return 0 if parent.isValid() else len(self._shown)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a choice or its words."""
        if not 0 <= index.row() < len(self._shown):
            return None
        choice = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.words
        return choice if role == _ENTRY else None


class _Row(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self.theme = theme

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size of all rows."""
        return QSize(100, _ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the words at the left, the key at the right."""
        choice = index.data(_ENTRY)
        if not isinstance(choice, Choice):
            return
        options: Any = option
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = options.rect.adjusted(6, 1, -6, -1)
        if options.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.selection))
            painter.drawRoundedRect(rect, 5, 5)
        painter.setPen(QColor(self.theme.text if choice.enabled else self.theme.secondary))
        inside = rect.adjusted(10, 0, -10, 0)
        key_width = painter.fontMetrics().horizontalAdvance(choice.key) + 16
        words = painter.fontMetrics().elidedText(
            choice.words, Qt.TextElideMode.ElideRight, inside.width() - key_width
        )
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(QColor(self.theme.secondary))
        painter.drawText(
            inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, choice.key
        )
        painter.restore()
