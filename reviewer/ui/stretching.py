"""Changing what an annotation speaks of: by keys, by handles, by marking on."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal

from reviewer.model.records import Kind, Scope
from reviewer.model.spans import Span
from reviewer.ui.parts import Parts


class Stretching(QObject):
    """Moves the ends of annotations."""

    #: Something worth a line in the status bar happened.
    said = Signal(str)

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        parts.reader.range_dragged.connect(parts.session.move)

    def retarget(self) -> None:
        """Let the chosen annotation speak of what is selected."""
        span = self._parts.selected()
        if span.is_empty:
            self.said.emit(self._tr("请先在正文中选中文字。"))
        elif self._parts.session.move(self._parts.current_id(), span) is not None:
            self._parts.reader.select(Span(span.end, span.end))

    def stretch(self, side: int, step: int) -> None:
        """Move the end (1) or the start (-1) of the chosen annotation by a character."""
        annotation = self._parts.session.review.annotation(self._parts.current_id())
        document = self._parts.session.document
        if annotation is None or annotation.span is None or document is None:
            return
        start, end = annotation.span.start, annotation.span.end
        start, end = (start, end + step) if side > 0 else (start + step, end)
        if 0 <= start < end <= len(document.text):
            self._parts.session.move(annotation.id, Span(start, end))

    def extended(self, span: Span, kind: Kind, category: str) -> bool:
        """Extend one's own mark of the same kind where the selection overlaps half of it."""
        session = self._parts.session
        if kind not in (Kind.HIGHLIGHT, Kind.UNDERLINE) or session.document is None:
            return False
        for annotation in self._parts.reader.marks.in_paragraphs(
            session.document.paragraphs_in(span)
        ):
            alike = (annotation.kind, annotation.category) == (kind, category)
            ranged = annotation.target.scope is Scope.RANGE
            if not alike or not ranged or annotation.span is None:
                continue
            there = annotation.span
            common = min(there.end, span.end) - max(there.start, span.start)
            if common <= 0 or 2 * common < min(len(there), len(span)):
                continue
            if there.start <= span.start and span.end <= there.end:
                continue
            if not session.is_mine(annotation):
                continue
            union = Span(min(there.start, span.start), max(there.end, span.end))
            if session.move(annotation.id, union) is not None:
                self._parts.reader.select(Span(union.end, union.end))
                self.said.emit(self._tr("已扩展原有的标记；不需要时可撤销。"))
                return True
        return False

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("stretching", text)
