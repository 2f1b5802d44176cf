"""The text, and a second view of it where two places of one report are read above each other."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QSplitter

from reviewer.model.document import Document
from reviewer.ui.look import Look
from reviewer.ui.reading.pictures import Resources, no_resources
from reviewer.ui.reading.selecting import Words
from reviewer.ui.reading.view import ReadingView

_GRIP: Final = 6
_LOWEST: Final = 120


class Texts(QObject):
    """One or two views of the open report with the same marks, above each other in `box`.

    The upper one is always there; whoever listens to it hears the lower one too. Each has a place
    and a selection of its own: commands mean those of the one in which a person works.
    """

    #: There are two views now, or one again.
    split_changed = Signal()
    #: A person works in the other view now, which is sent.
    used_changed = Signal(object)

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self.upper = ReadingView(look)
        self.upper.installEventFilter(self)
        self.lower: ReadingView | None = None
        self.used = self.upper
        """The view in which a person works: there the focus was last."""
        self._words: Words | None = None
        self._resources: Resources = no_resources
        self.box = QSplitter(Qt.Orientation.Vertical)
        self.box.setObjectName("texts")
        self.box.setHandleWidth(_GRIP)
        self.box.setChildrenCollapsible(False)
        self.box.addWidget(self.upper)

    def answer(self) -> None:
        """Answer screen readers from now on; after the first frame."""
        from reviewer.ui.reading.access import answer_for  # noqa: PLC0415

        answer_for(self.upper)

    def is_split(self) -> bool:
        """Whether there are two views."""
        return self.lower is not None and not self.lower.isHidden()

    def shown(self) -> tuple[ReadingView, ...]:
        """Return the views that are there."""
        return (self.upper, self.lower) if self.lower and self.is_split() else (self.upper,)

    def toggle(self) -> None:
        """Show the report a second time below, at the same place, and go there; or close that."""
        if self.is_split():
            self.join()
        elif self.upper.document is not None:
            self._split(self.upper.document)

    def join(self) -> None:
        """Close the lower view; the upper one goes on where it is."""
        if not self.is_split() or self.lower is None:
            return
        held = self.lower.hasFocus()
        self._use(self.upper)
        self.lower.hide()
        self.lower.show_document(None)
        self.split_changed.emit()
        if held:
            self.upper.setFocus()

    def step(self) -> None:
        """Go to the other view."""
        for view in self.shown():
            if view is not self.used:
                view.setFocus()
                return

    def show_document(self, document: Document | None, resources: Resources) -> None:
        """Show another report, in one view."""
        self.join()
        self._resources = resources
        self.upper.show_document(document, resources)

    def set_anew(self, document: Document | None) -> None:
        """Show the same text with another outline: every view stays where it is."""
        for view in self.shown():
            top, selection = view.top_offset(), view.selection()
            view.show_document(document, self._resources)
            view.select(selection)
            _go(view, top)

    def set_look(self, look: Look) -> None:
        """Draw with another look."""
        for view in self.shown():
            view.set_look(look)

    def set_words(self, words: Words) -> None:
        """Say how paragraphs are cut into words."""
        self._words = words
        for view in self.shown():
            view.set_words(words)

    def set_snapping(self, *, snapping: bool) -> None:
        """Say whether dragging takes whole words."""
        for view in self.shown():
            view.snapping = snapping

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note in which view a person works; what else is watched goes with the upper one."""
        if event.type() is QEvent.Type.FocusIn:
            self._use(watched if isinstance(watched, ReadingView) else self.upper)
        return super().eventFilter(watched, event)

    def _split(self, document: Document) -> None:
        upper = self.upper
        lower = self.lower = self.lower or self._made()
        lower.set_look(upper.look)
        lower.snapping = upper.snapping
        lower.show_document(document, self._resources)
        if self._words is not None:
            lower.set_words(self._words)
        top = upper.top_offset()
        lower.show()
        half = self.box.height() // 2
        self.box.setSizes([half, half])
        if upper.flow is not None and upper.flow.scrolled:
            _go(lower, top)
        self.split_changed.emit()
        lower.setFocus()
        lower.select(upper.selection())

    def _made(self) -> ReadingView:
        upper = self.upper
        made = ReadingView(upper.look, marks=upper.marks)
        made.hide()
        made.setAccessibleName(self.tr("报告正文（下方）"))
        for view in (upper, made):
            view.setMinimumHeight(_LOWEST)
        for own, heard in (
            (made.selection_changed, upper.selection_changed),
            (made.selection_settled, upper.selection_settled),
            (made.annotations_hovered, upper.annotations_hovered),
            (made.annotations_clicked, upper.annotations_clicked),
            (made.range_dragged, upper.range_dragged),
            (made.jumped, upper.jumped),
            (made.place_visited, upper.place_visited),
            (made.revealed, upper.revealed),
            (made.link_followed, upper.link_followed),
            (made.customContextMenuRequested, upper.customContextMenuRequested),
        ):
            own.connect(heard)
        made.place_changed.connect(self._on_lower_place)
        made.zoom_changed.connect(upper.set_zoom)
        upper.zoom_changed.connect(made.set_zoom)
        made.installEventFilter(self)
        self.box.addWidget(made)
        return made

    def _on_lower_place(self, offset: int) -> None:
        if self.used is self.lower:
            self.upper.place_changed.emit(offset)

    def _use(self, view: ReadingView) -> None:
        if view is self.used:
            return
        self.used = view
        self.used_changed.emit(view)
        self.upper.selection_changed.emit(view.selection())
        if view.flow is not None:
            self.upper.place_changed.emit(view.flow.place())


def _go(view: ReadingView, top: int) -> None:
    """Put a character at the top of a view."""
    if view.flow is not None:
        view.flow.show(top, 0.0)
        view.sync()
        view.viewport().update()
