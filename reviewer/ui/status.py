"""The status bar: where one is, what was said, where it is kept, who is speaking."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from reviewer.model.change import DELETED, Change, RecordKind
from reviewer.store.places import Reason
from reviewer.ui import labels
from reviewer.ui.session import Session

_FILE: Final = 280
_NAME: Final = 130
"""Logical pixels: a long name must not push what stands beside it out of a narrow window."""


class StatusBar(QStatusBar):
    """Shows short facts; each has a tooltip with the long one."""

    #: The person wants to know how remarks are drawn.
    legend_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("status_bar")
        self.setSizeGripEnabled(False)
        self.setFixedHeight(26)
        self._session = session
        self._place = _Elastic()
        self._counts = QLabel()
        self._file = QLabel()
        self._zoom = QLabel()
        self._who = QLabel()
        self.addWidget(self._place, 1)
        self._legend = QToolButton()
        self._legend.setObjectName("status_button")
        self._legend.setText(self._tr("图例"))
        # -- it has a key of its own, and would stand between the text and its cards
        self._legend.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._legend.setToolTip(self._tr("各类批注的颜色、线型和符号"))
        self._legend.clicked.connect(self.legend_wanted)
        self.addPermanentWidget(self._legend)
        for label in (self._counts, self._file, self._zoom, self._who):
            self.addPermanentWidget(label)
        self._annotations = 0
        session.document_opened.connect(self._on_document_opened)
        session.review_changed.connect(self._on_review_changed)
        session.file_changed.connect(self.refresh)
        session.stepped.connect(self._on_stepped)

    def say(self, words: str) -> None:
        """Say something for a few seconds."""
        self.showMessage(words, 6000)

    def show_place(self, offset: int) -> None:
        """Show the section in which an offset stands."""
        document = self._session.document
        words = labels.section_path(document.path_at(offset)) if document is not None else ""
        metrics = self._place.fontMetrics()
        room = max(80, self._place.width() - 20)
        self._place.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))
        self._place.setToolTip(words)

    def show_zoom(self, zoom: int) -> None:
        """Show the zoom in per cent."""
        self._zoom.setText(f"{zoom}%" if self._session.document is not None else "")

    def show_who(self, name: str) -> None:
        """Show who is reviewing."""
        self._who.setText(_short(self._who, name, _NAME))
        self._who.setToolTip(name)

    def refresh(self) -> None:
        """Bring the counts and the file's state up to date."""
        document = self._session.document
        self._legend.setVisible(document is not None)
        if document is None:
            for label in (self._place, self._counts, self._file, self._zoom):
                label.clear()
            return
        self._counts.setText(
            self._tr("{characters} 字　{count} 条批注").format(
                characters=f"{len(document.text):,}", count=self._annotations
            )
        )
        words, more = self._state()
        self._file.setText(_short(self._file, words, _FILE))
        self._file.setToolTip(more)

    def _on_document_opened(self) -> None:
        self._annotations = sum(1 for _ in self._session.review.annotations())
        self.refresh()

    def _on_review_changed(self, change: Change) -> None:
        # -- counting a hundred thousand at every edit would be felt
        for key, (before, after) in change.edits.items():
            if key.kind is RecordKind.ANNOTATION and key.field == DELETED:
                self._annotations += bool(before) - bool(after)
        self.refresh()

    def _on_stepped(self, label: str, undone: bool) -> None:
        words = self._tr("已撤销：{what}") if undone else self._tr("已重做：{what}")
        self.say(words.format(what=labels.step(label)))

    def _state(self) -> tuple[str, str]:
        session = self._session
        if session.path is None and next(session.review.annotations(), None) is not None:
            words = self._tr("第一次修改会在报告旁边新建审阅文件，原文件不变。")
            return self._tr("报告自带的批注"), words
        if session.path is None:
            return self._tr("尚未新建审阅文件"), self._tr("第一条批注会在报告旁边新建审阅文件。")
        if session.read_only:
            holder = session.held_by
            if holder is not None:
                who = holder.name or self._tr("另一个窗口")
                return (
                    self._tr("只读：正由 {who} 打开").format(who=who),
                    self._tr("{who}（{host}）正在编辑 {path}").format(
                        who=who, host=holder.host, path=session.path
                    ),
                )
            return self._tr("只读"), str(session.path)
        return self._where(), str(session.path)

    def _where(self) -> str:
        location, path = self._session.location, self._session.path
        name = path.name if path is not None else ""
        if location is None or location.reason is Reason.BESIDE:
            return self._tr("已保存 {name}").format(name=name)
        reasons = {
            Reason.READ_ONLY: self._tr("报告所在文件夹不可写"),
            Reason.TEMPORARY: self._tr("报告在临时文件夹"),
            Reason.NETWORK: self._tr("报告在网络位置"),
        }
        return self._tr("已保存到个人文件夹（{reason}）").format(reason=reasons[location.reason])

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("status", text)


class _Elastic(QLabel):
    """A label that takes the room that others leave, however long its words are."""

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Ask for no width."""
        return QSize(0, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Insist on no width."""
        return QSize(0, super().minimumSizeHint().height())


def _short(label: QLabel, words: str, room: int) -> str:
    """Return words with their middle left out where they are too long."""
    return label.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, room)
