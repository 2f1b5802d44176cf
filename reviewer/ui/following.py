"""Following what the text leads to: notes below it, and pages of the web after asking."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Signal

from reviewer.model.document import Mark, MarkKind
from reviewer.ui import messages
from reviewer.ui.parts import Parts

_OPENED: Final = ("http", "https", "mailto")
"""What a report may lead to outside; never files or programs of this machine."""


class Following(QObject):
    """Goes where links and the references of notes lead."""

    #: Something worth a line in the status bar happened.
    said = Signal(str)

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        parts.reader.link_followed.connect(self.follow)

    def follow_at_caret(self) -> None:
        """Go where the text at the caret leads."""
        flow = self._parts.reader.flow
        mark = flow.link_at(self._parts.reader.selection().start) if flow is not None else None
        if mark is None:
            self.said.emit(self._tr("光标处没有链接，也没有脚注。"))
        else:
            self.follow(mark)

    def follow(self, mark: Mark) -> None:
        """Show a note, or open a link once the person has seen its address."""
        document = self._parts.session.document
        if mark.kind is MarkKind.NOTE:
            index = int(mark.value) if mark.value.isdecimal() else -1
            if document is not None and 0 <= index < len(document.paragraphs):
                self._parts.reader.reveal(document.paragraphs[index].span, flash=True)
            return
        from PySide6.QtCore import QUrl  # noqa: PLC0415
        from PySide6.QtGui import QDesktopServices  # noqa: PLC0415

        url = QUrl(mark.value)
        if url.scheme().lower() not in _OPENED:
            self.said.emit(self._tr("这个链接不指向网页，未打开：{url}").format(url=mark.value))
            return
        question = self._tr("要在浏览器中打开这个链接吗？\n{url}").format(url=mark.value)
        if messages.ask(self._parts.host, question, self._tr("打开")):
            QDesktopServices.openUrl(url)

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("following", text)
