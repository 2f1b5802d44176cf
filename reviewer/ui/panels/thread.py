"""The replies to a remark: read in order, changed and taken away where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from reviewer.model.change import RecordKind
from reviewer.model.records import Reply
from reviewer.ui import labels
from reviewer.ui.panels.editors import DraftEditor
from reviewer.ui.panels.icon_tool import IconTool
from reviewer.ui.phrases import Phrases
from reviewer.ui.session import Session
from reviewer.ui.theme import Theme, icon

_AT_ONCE: Final = 15
"""So many replies are shown first, and so many more each time the earlier ones are asked for."""


class Thread(QWidget):
    """The replies to one annotation, oldest first; of many the latest."""

    #: The person leaves an editor; the list takes over.
    left = Signal()

    def __init__(self, session: Session, theme: Theme, phrases: Phrases) -> None:
        super().__init__()
        self._session = session
        self._phrases = phrases
        self._theme = theme
        self._annotation = ""
        self._rows: dict[str, _Row] = {}
        self._wanted = _AT_ONCE
        # -- hidden or not, it has a name for those who listen
        self._earlier = QPushButton(self.tr("更早的 {count} 条回复").format(count=0))
        self._earlier.setFlat(True)
        self._earlier.clicked.connect(self._show_earlier)
        self._layout = QVBoxLayout()
        self._layout.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._layout)
        self.hide()

    def show_replies(self, annotation_id: str) -> None:
        """Show the replies to an annotation as they are now; what is being written stays.

        For another annotation it is to be committed before.
        """
        if annotation_id != self._annotation:
            self._drop(*self._rows)
            self._annotation = annotation_id
            self._wanted = _AT_ONCE
        every = self._session.review.replies(annotation_id)
        replies = self._latest(every)
        earlier = len(every) - len(replies)
        self._earlier.setText(self.tr("更早的 {count} 条回复").format(count=earlier))
        self._earlier.setVisible(earlier > 0)
        self._drop(*(self._rows.keys() - {reply.id for reply in replies}))
        for at, reply in enumerate(replies):
            if reply.id not in self._rows:
                row = _Row(reply.id, self._session, self._phrases, self._theme)
                row.left.connect(self.left)
                self._rows[reply.id] = row
                self._layout.insertWidget(at, row)
            self._rows[reply.id].show_reply(reply)
        self.setVisible(bool(replies))

    def commit(self) -> None:
        """Commit what is being written."""
        for row in self._rows.values():
            row.commit()

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme."""
        self._theme = theme
        for row in self._rows.values():
            row.set_theme(theme)

    def _latest(self, replies: Sequence[Reply]) -> Sequence[Reply]:
        """Return the last replies, from the first that is shown already or is being written."""
        drafts = self._session.draft_keys
        known = (
            at
            for at, reply in enumerate(replies)
            if reply.id in self._rows or _draft_key(reply.id) in drafts
        )
        return replies[min(next(known, len(replies)), max(0, len(replies) - self._wanted)) :]

    def _show_earlier(self) -> None:
        self._wanted += _AT_ONCE
        self.show_replies(self._annotation)

    def _drop(self, *reply_ids: str) -> None:
        for each in reply_ids:
            row = self._rows.pop(each)
            self._layout.removeWidget(row)
            row.forget()
            row.hide()
            row.deleteLater()


class _Row(QWidget):
    """One reply: its words, or the field in which they are changed."""

    left = Signal()

    def __init__(self, reply_id: str, session: Session, phrases: Phrases, theme: Theme) -> None:
        super().__init__()
        self._id = reply_id
        self._session = session
        self._phrases = phrases
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._editor: DraftEditor | None = None
        self._edit = IconTool("pencil-simple", self.tr("修改回复"))
        self._edit.clicked.connect(self.start_editing)
        self._remove = IconTool("x", self.tr("删除回复"))
        self._remove.clicked.connect(lambda: session.remove_reply(reply_id))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.setSpacing(2)
        self._said = QVBoxLayout()
        self._said.addWidget(self._words)
        layout.addLayout(self._said, 1)
        for button in (self._edit, self._remove):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.set_theme(theme)

    def show_reply(self, reply: Reply) -> None:
        """Show the words, or the field in which they are being changed."""
        person = self._session.review.reviewer(reply.author)
        when = labels.when(reply.created, datetime.now(UTC))
        head = f"{person.name if person is not None else ''}　{when}"
        if reply.modified != reply.created:
            head += "　" + self.tr("已修改")
        if self._editor is not None:
            self._editor.take_over(reply.body)
        elif _draft_key(self._id) in self._session.draft_keys:
            # -- half-written words stand in their field
            self._open(reply)
        self._words.setText(head if self._editor is not None else f"{head}\n{reply.body}")
        may = not self._session.read_only
        self._edit.setEnabled(may)
        self._remove.setEnabled(may)
        if self._editor is not None:
            self._editor.setReadOnly(not may)

    def start_editing(self) -> None:
        """Put the caret behind the words."""
        reply = self._reply()
        if self._editor is None and reply is not None:
            self._open(reply)
            self.show_reply(reply)
        if self._editor is not None:
            self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self._editor.moveCursor(self._editor.textCursor().MoveOperation.End)

    def commit(self) -> None:
        """Commit what was typed, if anything was."""
        if self._editor is not None:
            self._editor.commit()

    def forget(self) -> None:
        """Write nothing more: what was being written is committed, or kept as a draft."""
        if self._editor is not None:
            self._editor.show_text("", "")

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme."""
        for button in (self._edit, self._remove):
            button.setIcon(icon(button.icon_name, theme.secondary, theme.faint(), size=14))

    def _open(self, reply: Reply) -> None:
        """Make the field; most replies are only ever read."""
        editor = DraftEditor(self._session, self._phrases)
        editor.setObjectName("answer_editor")
        editor.setAccessibleName(self.tr("修改回复"))
        editor.committed.connect(self._on_committed)
        editor.left.connect(self._on_left)
        editor.show_text(_draft_key(self._id), reply.body)
        self._said.addWidget(editor)
        editor.show()
        self._editor = editor

    def _reply(self) -> Reply | None:
        record = self._session.review.get(RecordKind.REPLY, self._id)
        return record if isinstance(record, Reply) else None

    def _refresh(self) -> None:
        reply = self._reply()
        if reply is not None:
            self.show_reply(reply)

    def _on_committed(self, text: str) -> None:
        """Change the reply; no words at all change nothing."""
        reply = self._reply()
        if reply is None or reply.body == text or not text.strip():
            return
        if self._session.edit_reply(self._id, text) is None and self._editor is not None:
            self._editor.refused(reply.body)

    def _on_left(self) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.hide()
            editor.deleteLater()
        self._refresh()
        self.left.emit()


def _draft_key(reply_id: str) -> str:
    return f"answer:{reply_id}"
