"""Text fields whose half-written words survive: kept as drafts, committed on leaving."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    QStringListModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QMenu, QPlainTextEdit, QWidget

from reviewer.ui.phrases import Phrases
from reviewer.ui.session import Session

_KEEP_AFTER: Final = 700  # milliseconds after the last key
_LINES: Final = (2, 8)


class DraftEditor(QPlainTextEdit):
    """A field that grows with its text.

    What is typed is kept as a draft within a second; Ctrl+Enter or leaving the field commits it,
    Esc leaves it. Tab after an abbreviation writes the phrase it stands for, Ctrl+J offers all.
    """

    #: The words are meant, with the text.
    committed = Signal(str)
    #: The person wants to leave.
    left = Signal()

    def __init__(self, session: Session, phrases: Phrases, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._phrases = phrases
        self._key = ""
        self._saved = ""
        self.commits_on_leaving = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEEP_AFTER)
        self._timer.timeout.connect(self._keep)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._on_text_changed)

    @property
    def is_draft(self) -> bool:
        """Whether the field holds words that are not committed."""
        return self.toPlainText() != self._saved

    def show_text(self, key: str, text: str) -> None:
        """Edit another text: its draft, where one was kept. `key` names the draft."""
        if self._timer.isActive():
            # -- the remark may have gone from under the hand, and come back with undo
            self._keep()
        self._timer.stop()
        self._key, self._saved = key, text
        draft = self._session.draft(key) if key else ""
        self.blockSignals(True)
        self.setPlainText(draft or text)
        self.blockSignals(False)
        self.updateGeometry()

    def take_over(self, text: str) -> None:
        """Take a text that changed elsewhere, unless something else is being written."""
        if not self.is_draft:
            self.show_text(self._key, text)
        else:
            self._saved = text

    def commit(self) -> None:
        """Commit what was typed, if anything was."""
        self._timer.stop()
        if not self._key or not self.is_draft:
            return
        text, key = self.toPlainText(), self._key
        before, self._saved = self._saved, text
        # -- the draft is kept until the words themselves are on disk
        self._session.save_draft(key, text)
        self.committed.emit(text)
        if self._saved == text:
            self._session.drop_draft(key)
        else:
            self._saved = before

    def refused(self, text: str) -> None:
        """Say that a commit did not happen; what was typed stays a draft."""
        self._saved = text

    def expand(self) -> bool:
        """Write the phrase whose abbreviation stands before the caret; whether there was one."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        phrase = self._phrases.before(before) if not self.isReadOnly() else None
        if phrase is None:
            return False
        left, keep = cursor.MoveOperation.Left, cursor.MoveMode.KeepAnchor
        cursor.movePosition(left, keep, len(phrase.short))
        cursor.insertText(phrase.text)
        return True

    def phrase_menu(self) -> QMenu:
        """Return a menu of the phrases; one that is chosen is written at the caret."""
        menu = QMenu(self.tr("常用语"), self)
        for phrase in self._phrases.all():
            words = phrase.text.replace("&", "&&").replace("\n", " ")
            shown = words if len(words) <= 30 else f"{words[:29]}…"
            text = f"{shown}\t{phrase.short}" if phrase.short else shown
            menu.addAction(text, partial(self.insertPlainText, phrase.text))
        menu.setEnabled(not self.isReadOnly())
        menu.addSeparator()
        menu.addAction(self.tr("管理常用语…"), self._phrases.manage_wanted.emit)
        return menu

    def _offer(self) -> None:
        menu = self.phrase_menu()
        menu.exec(self.viewport().mapToGlobal(self.cursorRect().bottomLeft()))
        menu.deleteLater()

    def _leave(self) -> None:
        if self.commits_on_leaving:
            self.commit()
        else:
            self._keep()

    def _keep(self) -> None:
        if self._key and self.is_draft:
            self._session.save_draft(self._key, self.toPlainText())

    def _on_text_changed(self) -> None:
        self.updateGeometry()
        if self._key:
            self._timer.start()

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return a height for the lines there are, from two to eight."""
        lines = max(_LINES[0], min(_LINES[1], self.document().lineCount()))
        margins = self.contentsMargins()
        height = lines * self.fontMetrics().lineSpacing() + 22
        return QSize(super().sizeHint().width(), height + margins.top() + margins.bottom())

    def minimumSizeHint(self) -> QSize:
        """Return the height that is wanted: the panel around it scrolls."""
        return QSize(60, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Commit with Ctrl+Enter, leave with Esc."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and _has_control(event):
            self.commit()
            self.left.emit()
        elif event.key() == Qt.Key.Key_J and _has_control(event) and not self.isReadOnly():
            self._offer()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Write out an abbreviation with Tab; where there is none, go on to the next field."""
        return (forward and self.expand()) or super().focusNextPrevChild(forward)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the phrases beside what can be done with any text."""
        menu = self.createStandardContextMenu(event.pos())
        menu.addSeparator()
        menu.addMenu(self.phrase_menu())
        menu.exec(event.globalPos())
        menu.deleteLater()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit on leaving, but not for a menu of the field itself."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._leave()


class DraftLine(QLineEdit):
    """A field of one line: what is typed is kept within a second, leaving or Enter commits it."""

    #: The words are meant, with the text.
    committed = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._key = ""
        self._saved = ""
        self._refused = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEEP_AFTER)
        self._timer.timeout.connect(self._keep)
        self.textEdited.connect(self._timer.start)
        self.editingFinished.connect(self.commit)

    @property
    def is_draft(self) -> bool:
        """Whether the field holds words that are not committed."""
        return self.text() != self._saved

    def show_text(self, key: str, text: str) -> None:
        """Edit another text, its draft where one was kept; the same one while it is written stays.

        `key` names the draft.
        """
        if key == self._key and self.is_draft:
            self._saved = text
            if self.text() == text:
                self._forget()
            return
        self._timer.stop()
        self._key, self._saved = key, text
        self.setText(self._session.draft(key) or text if key else text)

    def commit(self) -> None:
        """Commit what was typed, if anything was."""
        self._timer.stop()
        if not self._key or not self.is_draft:
            return
        text, before = self.text(), self._saved
        # -- the draft is kept until the words themselves are on disk
        self._session.save_draft(self._key, text)
        self._saved, self._refused = text, False
        self.committed.emit(text)
        if self._refused:
            self._saved = before
        else:
            self._forget()

    def refused(self) -> None:
        """Say that a commit did not happen; what was typed stays a draft."""
        self._refused = True

    def _keep(self) -> None:
        if self._key and self.is_draft:
            self._session.save_draft(self._key, self.text())

    def _forget(self) -> None:
        self._timer.stop()
        self._session.drop_draft(self._key)


def _has_control(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


class TagCompleter(QCompleter):
    """Completes the last of several tags with one that the review uses."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._model = QStringListModel(self)
        self.setModel(self._model)
        popup = QListView()
        popup.setObjectName("completions")
        self.setPopup(popup)

    def splitPath(self, path: str) -> list[str]:
        """Complete what stands behind the last space."""
        tags = {tag for each in self._session.review.annotations() for tag in each.tags}
        self._model.setStringList(sorted(tags))
        return [path.rsplit(" ", maxsplit=1)[-1]]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Keep the tags before the one completed."""
        field = self.widget()
        before = field.text().rsplit(" ", 1) if isinstance(field, QLineEdit) else [""]
        kept = f"{before[0]} " if len(before) > 1 else ""
        return kept + str(index.data())
