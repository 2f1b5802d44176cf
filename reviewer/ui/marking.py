"""The marks in the text are those of the review, in the first frame and after every edit."""

from __future__ import annotations

from PySide6.QtCore import QObject

from reviewer.model.change import Change, RecordKind
from reviewer.ui.parts import Parts


class Marking(QObject):
    """Keeps the marks in the text, and the categories that the selection bar offers."""

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        parts.session.review_changed.connect(self._on_review_changed)
        parts.session.document_opened.connect(self._on_document_opened)

    def _on_review_changed(self, change: Change) -> None:
        review, marks = self._parts.session.review, self._parts.reader.marks
        touched = change.ids(RecordKind.ANNOTATION)
        if change.ids(RecordKind.CATEGORY):
            self._on_document_opened()
            return
        found = {each: review.annotation(each) for each in touched}
        marks.update(touched, {each: a for each, a in found.items() if a is not None})

    def _on_document_opened(self) -> None:
        session, parts = self._parts.session, self._parts
        categories = session.review.categories()
        if parts.has("selection_bar"):
            parts.selection_bar.set_categories(categories)
        parts.reader.marks.may_edit = not session.read_only
        parts.reader.marks.show(
            session.document,
            session.review.annotations(),
            {category.id: category for category in categories},
        )
