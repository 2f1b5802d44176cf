"""Changing what an annotation speaks of: by keys, by handles, by marking on."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal

from reviewer.model.records import Annotation, Kind, Scope
from reviewer.model.spans import Span
from reviewer.ui import labels
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

    def extendable(self, span: Span) -> Annotation | None:
        """Return one's own mark that a selection overlaps by half and leads on from."""
        session, me = self._parts.session, self._parts.settings.reviewer_id
        if session.document is None or span.is_empty or not me:
            return None
        found = self._parts.reader.marks.on(span)
        return next((a for a in found if a.author == me and _leads_on(a, span)), None)

    def may_extend(self) -> bool:
        """Whether the selection leads on from a mark of one's own."""
        return self.extendable(self._parts.selected()) is not None

    def offer(self, span: Span) -> str:
        """Return the words that offer to extend a mark by a selection, empty where there is none."""
        found = self.extendable(span)
        return self._tr("扩展“{name}”").format(name=self._name(found)) if found else ""

    def extend(self) -> None:
        """Let one's own mark go as far as the selection that overlaps it."""
        span = self._parts.selected()
        found = self.extendable(span)
        if found is None or found.span is None:
            self.said.emit(self._tr("所选文字没有与自己的批注重叠过半。"))
            return
        union = Span(min(found.span.start, span.start), max(found.span.end, span.end))
        if self._parts.session.move(found.id, union) is not None:
            self._parts.reader.select(Span(union.end, union.end))
            self._parts.cards.focus_annotation(found.id)

    def _name(self, annotation: Annotation) -> str:
        category = self._parts.reader.marks.category_of(annotation)
        return category.name if category is not None else labels.kind(annotation.kind)

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("stretching", text)


def _leads_on(annotation: Annotation, span: Span) -> bool:
    """Whether a selection holds half of a mark, or half of it is on the mark, and goes beyond."""
    there = annotation.span
    marked = annotation.kind in (Kind.HIGHLIGHT, Kind.UNDERLINE)
    if there is None or not marked or annotation.target.scope is not Scope.RANGE:
        return False
    common = min(there.end, span.end) - max(there.start, span.start)
    inside = there.start <= span.start and span.end <= there.end
    return common > 0 and 2 * common >= min(len(there), len(span)) and not inside
