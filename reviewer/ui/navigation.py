"""Going about in the report: sections, references, back and forward, what was reviewed."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent

from reviewer.model.document import Section
from reviewer.model.spans import Span
from reviewer.ui import messages
from reviewer.ui.parts import Parts
from reviewer.ui.places import PlaceHistory

_NEAR_THE_TOP: Final = 0.12  # of the view's height


class Navigation(QObject):
    """Leads to places of the report, and remembers where one was."""

    #: Something worth a line in the status bar happened.
    said = Signal(str)
    #: There is another place to go back or forward to.
    changed = Signal()

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._history = PlaceHistory(time.monotonic)
        parts.reader.jumped.connect(self._on_jumped)
        # -- a press goes from the widget under the pointer up to the window, or ends in the text
        parts.reader.viewport().installEventFilter(self)
        parts.host.installEventFilter(self)
        parts.session.document_opened.connect(self._history.clear)
        parts.built.connect(self._on_built)

    @property
    def may_go_back(self) -> bool:
        """Whether there is a place to go back to."""
        return self._history.may_go_back

    @property
    def may_go_forward(self) -> bool:
        """Whether there is a place to go forward to."""
        return self._history.may_go_forward

    def go_to(self, section: Section) -> None:
        """Go to a section and show its heading for two seconds."""
        self._parts.reader.select(Span(section.span.start, section.span.start))
        self._parts.reader.reveal(section.heading, flash=True, share=_NEAR_THE_TOP)

    def step_section(self, direction: int) -> None:
        """Go to the next section (1) or the one before (-1)."""
        document = self._parts.session.document
        if document is None:
            return
        here = self._parts.reader.selection().start
        later = [section for section in document.sections if section.span.start > here]
        earlier = [section for section in document.sections if section.span.start < here]
        for section in later[:1] if direction > 0 else earlier[-1:]:
            self.go_to(section)

    def step_unreviewed(self) -> None:
        """Go to the next section that is not marked as reviewed, from the caret round the end."""
        document = self._parts.session.document
        if document is None:
            return
        reviewed = self._parts.session.reviewed_sections()
        here = self._parts.reader.selection().start
        left = [s for s in document.sections if not s.children and s.span.start not in reviewed]
        if not left:
            self.said.emit(self._tr("所有章节都已审过。"))
            return
        self.go_to(next((s for s in left if s.span.start > here), left[0]))

    def toggle_reviewed(self) -> None:
        """Mark the section in which the caret stands as reviewed, or as not reviewed."""
        document = self._parts.session.document
        if document is None:
            return
        path = document.path_at(self._parts.reader.selection().start)
        if path:
            self._parts.session.toggle_reviewed(path[-1])
        else:
            self.said.emit(self._tr("光标不在任何章节里，请先在目录中选择一节。"))

    def ask(self) -> None:
        """Ask for a section's or a paragraph's number and go there."""
        document = self._parts.session.document
        if document is None:
            return
        words = messages.ask_words(
            self._parts.host,
            self._tr("转到"),
            self._tr("章节或段落，例如：二（三）、第十二条、¶14"),
        )
        if words is None:
            return
        from reviewer.language import references  # noqa: PLC0415

        found = references.find_reference(document, words)
        if found is None:
            self.said.emit(self._tr("没有找到“{words}”。").format(words=words))
            return
        self._parts.reader.select(Span(found.start, found.start))
        self._parts.reader.reveal(found, flash=True, share=_NEAR_THE_TOP)

    def copy_citation(self) -> None:
        """Put the selected characters with their reference on the clipboard."""
        document, span = self._parts.session.document, self._parts.reader.selection()
        if document is not None and not span.is_empty:
            from reviewer.language import references  # noqa: PLC0415

            words = references.citation(document, span)
            QGuiApplication.clipboard().setText(words)
            self.said.emit(self._tr("已复制：{words}").format(words=words))

    def back(self) -> None:
        """Go back to where the last jump left."""
        self._return(self._history.back(self._parts.reader.top_offset()))

    def forward(self) -> None:
        """Go forward again."""
        self._return(self._history.forward(self._parts.reader.top_offset()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go back and forward with the buttons at the side of a mouse."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            if event.button() == Qt.MouseButton.BackButton:
                self.back()
                return True
            if event.button() == Qt.MouseButton.ForwardButton:
                self.forward()
                return True
        return super().eventFilter(watched, event)

    def _return(self, offset: int | None) -> None:
        if offset is not None:
            flow = self._parts.reader.flow
            if flow is not None:
                flow.show(offset, 0.0)
                self._parts.reader.sync()
                self._parts.reader.viewport().update()
            self.changed.emit()

    def _on_jumped(self, left: int) -> None:
        self._history.leave(left)
        self.changed.emit()

    def _on_built(self, name: str) -> None:
        if name == "outline":
            self._parts.outline.section_chosen.connect(self.go_to)
            self._parts.outline.reviewed_wanted.connect(self._parts.session.toggle_reviewed)

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("navigation", text)
