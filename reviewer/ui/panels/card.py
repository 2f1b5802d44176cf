"""The focused card opened: everything an annotation holds, to be read and changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reviewer.model.change import Change, RecordKind
from reviewer.model.records import Annotation, Kind
from reviewer.ui import labels
from reviewer.ui.elided import ElidedLabel
from reviewer.ui.panels.card_fields import CardFields
from reviewer.ui.panels.cards import quote_of
from reviewer.ui.panels.editors import DraftEditor
from reviewer.ui.panels.icon_tool import IconTool
from reviewer.ui.panels.thread import Thread
from reviewer.ui.phrases import Phrases
from reviewer.ui.session import Session
from reviewer.ui.theme import Theme, icon

_SHOWN_QUOTE: Final = 160


class CardEditor(QScrollArea):
    """Shows one annotation with its thread, and edits it."""

    #: The person leaves the editor; the list takes over.
    left = Signal()
    #: The annotation is to go.
    removal_wanted = Signal(str)

    def __init__(
        self, session: Session, theme: Theme, phrases: Phrases, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._phrases = phrases
        self._theme = theme
        self._annotation: Annotation | None = None
        self._showing = False
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._card = QFrame()
        self._card.setObjectName("card")
        self.setWidget(self._card)
        self._build()
        session.review_changed.connect(self._on_review_changed)

    @property
    def annotation_id(self) -> str:
        """The annotation shown, empty for none."""
        return self._annotation.id if self._annotation is not None else ""

    def show_annotation(self, annotation: Annotation | None) -> None:
        """Show an annotation; what was being written on another one is committed first."""
        if annotation is None or annotation.id != self.annotation_id:
            self.commit()
        self._annotation = annotation
        self.setVisible(annotation is not None)
        if annotation is None:
            self._fields.show_nothing()
            return
        self._showing = True
        key = annotation.id
        self._note.show_text(f"note:{key}", annotation.body)
        suggests = annotation.kind in (Kind.REPLACE, Kind.INSERT)
        wording = annotation.suggestion
        if annotation.kind is Kind.REPLACE and not wording:
            wording = annotation.quote
        self._suggestion.setVisible(suggests)
        self._suggestion_label.setVisible(suggests)
        inserts = annotation.kind is Kind.INSERT
        self._suggestion_label.setText(self.tr("插入") if inserts else self.tr("修改为"))
        self._suggestion.show_text(f"wording:{key}" if suggests else "", annotation.suggestion)
        if suggests and not self._suggestion.toPlainText() and wording:
            self._suggestion.setPlainText(wording)
        self._reply.show_text(f"reply:{key}", "")
        self._show_fields(annotation)
        self._showing = False

    def start_editing(self) -> None:
        """Put the caret where the words go."""
        editor = self._suggestion if self._suggestion.isVisible() else self._note
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.selectAll() if editor is self._suggestion else editor.moveCursor(
            editor.textCursor().MoveOperation.End
        )

    def start_reply(self) -> None:
        """Put the caret into the reply."""
        self._reply.setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """Commit what is being written. A reply is only sent when it is meant."""
        self._suggestion.commit()
        self._note.commit()
        self._fields.commit()
        self._thread.commit()

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme."""
        self._theme = theme
        self._thread.set_theme(theme)
        self._tint()

    # building

    def _build(self) -> None:
        layout = QVBoxLayout(self._card)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(self._build_head())
        self._quote = QLabel()
        self._quote.setObjectName("secondary")
        self._quote.setWordWrap(True)
        layout.addWidget(self._quote)
        self._lost = QLabel(
            self.tr(
                "报告里找不到这段原文了。要重新定位：在正文中选中现在的文字，"
                "再从“批注”菜单的“调整范围”里选“把批注改到所选文字”。"
            )
        )
        self._lost.setObjectName("danger")
        self._lost.setWordWrap(True)
        layout.addWidget(self._lost)
        self._suggestion_label = QLabel(self.tr("修改为"))
        self._suggestion_label.setObjectName("panel_title")
        self._suggestion = self._editor(
            "suggestion_editor", self.tr("修改后的文字"), self.tr("建议的文字")
        )
        self._suggestion.committed.connect(self._on_wording)
        layout.addWidget(self._suggestion_label)
        layout.addWidget(self._suggestion)
        self._note = self._editor(
            "note_editor", self.tr("意见"), self.tr("写下意见，Ctrl+Enter 保存，Ctrl+J 常用语")
        )
        self._note.committed.connect(self._on_note)
        layout.addWidget(self._note)
        self._fields = CardFields(self._session)
        layout.addWidget(self._fields)
        self._thread = Thread(self._session, self._theme, self._phrases)
        self._thread.left.connect(self.left)
        layout.addWidget(self._thread)
        self._reply = self._editor(
            "reply_editor", self.tr("回复"), self.tr("回复，Ctrl+Enter 发出")
        )
        # -- a reply goes out when it is sent, not when one looks elsewhere; till then it is kept
        self._reply.commits_on_leaving = False
        self._reply.committed.connect(self._on_reply)
        layout.addWidget(self._reply)
        layout.addStretch(1)

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(4)
        self._who = ElidedLabel()
        self._who.setObjectName("panel_title")
        head.addWidget(self._who, 1)
        self._resolve = IconTool("check-circle", self.tr("标为已解决"))
        self._resolve.setCheckable(True)
        self._resolve.clicked.connect(self._on_resolve)
        self._remove = IconTool("trash", self.tr("删除批注"))
        self._remove.clicked.connect(lambda: self.removal_wanted.emit(self.annotation_id))
        head.addWidget(self._resolve)
        head.addWidget(self._remove)
        return head

    def _editor(self, name: str, accessible: str, placeholder: str) -> DraftEditor:
        editor = DraftEditor(self._session, self._phrases)
        editor.setObjectName(name)
        editor.setAccessibleName(accessible)
        editor.setPlaceholderText(placeholder)
        editor.left.connect(self.left)
        return editor

    # showing

    def _show_fields(self, annotation: Annotation) -> None:
        session = self._session
        person = session.review.reviewer(annotation.author)
        name = person.name if person is not None else ""
        where = f"　{person.organisation}" if person is not None and person.organisation else ""
        when = labels.when(annotation.created, datetime.now(UTC))
        self._who.show_words(f"{name}{where}", f"　{when}")
        quote = quote_of(annotation).replace("\n", " ")
        shown = quote if len(quote) <= _SHOWN_QUOTE else f"{quote[:100]} … {quote[-50:]}"
        self._quote.setText(labels.titled(labels.kind(annotation.kind), shown))
        self._quote.setToolTip(quote)
        self._lost.setVisible(annotation.is_orphan)
        self._fields.show_annotation(annotation)
        self._resolve.setChecked(annotation.resolved)
        self._thread.show_replies(annotation.id)
        self._allow(not session.read_only)
        self._tint()

    def _allow(self, may: bool) -> None:
        for editor in (self._note, self._suggestion, self._reply):
            editor.setReadOnly(not may)
        self._fields.allow(may)
        self._resolve.setEnabled(may)
        self._remove.setEnabled(may)
        reason = "" if may else self.tr("这份审阅是只读的")
        self.setToolTip(reason)

    def _tint(self) -> None:
        for button in (self._resolve, self._remove):
            colour = self._theme.done if button.isChecked() else self._theme.secondary
            button.setIcon(icon(button.icon_name, colour, self._theme.faint()))

    # editing

    def _on_note(self, text: str) -> None:
        annotation = self._annotation
        if annotation is None or annotation.body == text:
            return
        if self._session.edit(annotation.id, "edit_note", body=text) is None:
            self._note.refused(annotation.body)

    def _on_wording(self, text: str) -> None:
        annotation = self._annotation
        if annotation is None or annotation.suggestion == text:
            return
        if annotation.kind is Kind.REPLACE and text == annotation.quote:
            # -- the old words again suggest nothing
            self._suggestion.refused(annotation.suggestion)
            return
        kind = Kind.DELETE if annotation.kind is Kind.REPLACE and not text else annotation.kind
        edited = self._session.edit(annotation.id, "edit_wording", suggestion=text, kind=kind)
        if edited is None:
            self._suggestion.refused(annotation.suggestion)

    def _on_reply(self, text: str) -> None:
        if self._annotation is None or not text.strip():
            return
        if self._session.reply(self._annotation.id, text) is None:
            self._reply.refused("")
        else:
            self._session.drop_draft(f"reply:{self._annotation.id}")
            self._reply.show_text(f"reply:{self._annotation.id}", "")

    def _on_resolve(self) -> None:
        if self._annotation is not None:
            self._session.edit(
                self._annotation.id, "resolve", resolved=not self._annotation.resolved
            )

    def _on_review_changed(self, change: Change) -> None:
        if self._annotation is None:
            return
        annotation = self._session.review.annotation(self._annotation.id)
        if annotation is None:
            self._note.show_text("", "")
            self._suggestion.show_text("", "")
            self.show_annotation(None)
            return
        replies = change.ids(RecordKind.REPLY)
        if annotation != self._annotation or replies:
            self._annotation = annotation
            self._showing = True
            self._note.take_over(annotation.body)
            self._suggestion.take_over(annotation.suggestion)
            self._show_fields(annotation)
            self._showing = False
