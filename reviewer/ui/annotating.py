"""What the person says: marks on the selection, remarks on sections and the whole report."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal

from reviewer.model.document import Section
from reviewer.model.query import in_document_order
from reviewer.model.records import Annotation, Disposition, Kind
from reviewer.model.spans import Span
from reviewer.ui import labels
from reviewer.ui.parts import Parts
from reviewer.ui.selection_tools import SelectionTools
from reviewer.ui.stretching import Stretching


class Annotating(QObject):
    """Turns commands into edits, and keeps text, cards and selection bar in step."""

    #: Something worth a line in the status bar happened.
    said = Signal(str)

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        reader = parts.reader
        reader.annotations_clicked.connect(self._on_clicked)
        reader.annotations_hovered.connect(self._on_hovered)
        self._last = (Kind.HIGHLIGHT, "")
        self._pointed = False
        self.stretching = Stretching(parts, self)
        self.stretching.said.connect(self.said)
        self._tools = SelectionTools(parts, self.stretching.offer, self)
        parts.built.connect(self._on_built)

    # commands

    def mark(self, kind: Kind, category: str = "") -> None:
        """Annotate what is selected; an insertion goes to the selection's end."""
        parts = self._parts
        span = self._parts.selected()
        if kind is Kind.INSERT:
            span = Span(span.end, span.end)
        elif span.is_empty:
            self.said.emit(self._tr("请先在正文中选中文字。"))
            return
        self._last = (kind, category)
        made = parts.session.annotate(span, kind, category=category)
        if made is None:
            return
        self._tools.hide()
        parts.reader.select(Span(span.end, span.end))
        if kind in (Kind.COMMENT, Kind.REPLACE, Kind.INSERT):
            parts.cards.start_editing(made)
        else:
            parts.cards.focus_annotation(made)

    def repeat(self) -> None:
        """Mark what is selected as the last selection was marked."""
        self.mark(*self._last)

    def comment_on_section(self) -> None:
        """Remark on the section in which the caret stands."""
        document = self._parts.session.document
        if document is None:
            return
        path = document.path_at(self._parts.reader.selection().start)
        if path:
            self.comment_on(path[-1])
        else:
            self.said.emit(self._tr("光标不在任何章节里，请先在目录中选择一节。"))

    def comment_on(self, section: Section) -> None:
        """Remark on a section."""
        self._edit_new(self._parts.session.annotate_section(section))

    def comment_on_report(self) -> None:
        """Remark on the whole report."""
        self._edit_new(self._parts.session.annotate_document())

    def step(self, direction: int, *, alike: bool = False) -> None:
        """Go to the next annotation (1) or the one before (-1).

        `alike` passes over those of another category than the chosen one's; a filter over the cards
        passes over those it hides.
        """
        placed = self._steps()
        chosen = self._parts.session.review.annotation(self._parts.current_id())
        if alike and chosen is not None:
            placed = [a for a in placed if a.category == chosen.category]
        ordered = in_document_order(placed)
        if not ordered:
            narrowed = self._parts.has("cards") and self._parts.cards.model.is_narrowed
            hidden = self._tr("没有符合条件的批注。清除筛选可看到全部批注。")
            self.said.emit(hidden if narrowed else self._tr("还没有批注。"))
            return
        ids = [annotation.id for annotation in ordered]
        if chosen is not None and chosen.id in ids:
            at = (ids.index(chosen.id) + direction) % len(ids)
        else:
            # -- a filter that no longer wants the chosen one goes on from where that stands
            beside = chosen.span if chosen is not None else None
            here = beside.start if beside is not None else self._parts.reader.selection().start
            after = sum(a.span is not None and a.span.start < here for a in ordered)
            at = (after if direction > 0 else after - 1) % len(ids)
        self._parts.cards.show_annotation(ids[at])

    def step_off_screen(self, direction: int) -> None:
        """Go to the nearest annotation below (1) or above (-1) what is on screen."""
        flow = self._parts.reader.flow
        if flow is None:
            return
        shown = flow.shown_span()
        placed = [a for a in self._parts.session.review.annotations() if a.span is not None]
        ordered = in_document_order(placed)
        if direction > 0:
            found = [a for a in ordered if a.span is not None and a.span.start > shown.end][:1]
        else:
            found = [a for a in ordered if a.span is not None and a.span.start < shown.start][-1:]
        for annotation in found:
            self._parts.cards.show_annotation(annotation.id)

    def edit(self) -> None:
        """Open the chosen card for writing."""
        if self._parts.current_id():
            self._parts.cards.start_editing(self._parts.current_id())

    def reply(self) -> None:
        """Answer the chosen annotation."""
        if self._parts.current_id():
            self._parts.cards.start_reply(self._parts.current_id())

    def resolve(self) -> None:
        """Mark the chosen annotations as resolved, or as open again where all of them are."""
        session, ids = self._parts.session, self._chosen_ids()
        found = [session.review.annotation(each) for each in ids]
        done = all(each.resolved for each in found if each is not None)
        session.edit_all(ids, "resolve", resolved=not done)

    def rule(self, disposition: Disposition) -> None:
        """Decide what becomes of the chosen annotations."""
        if self._parts.session.rule_all(self._chosen_ids(), disposition) is not None:
            words = self._tr("处理情况：{what}")
            self.said.emit(words.format(what=labels.disposition(disposition)))

    def remove(self) -> None:
        """Take the chosen annotations away."""
        ids = self._chosen_ids()
        if ids:
            self._parts.session.remove(*ids)

    def has_chosen(self) -> bool:
        """Whether a card is chosen."""
        return bool(self._parts.current_id())

    # keeping in step

    def _steps(self) -> list[Annotation]:
        """Return the annotations to go to, those that have a place and that no filter hides."""
        parts = self._parts
        if parts.has("cards") and parts.cards.model.is_narrowed:
            return [a for a in parts.cards.model.annotations() if a.span is not None]
        return [a for a in parts.session.review.annotations() if a.span is not None]

    def _chosen_ids(self) -> list[str]:
        """Return the annotations chosen in the list; the one that is current where none is."""
        if not self._parts.has("cards"):
            return []
        current = self._parts.current_id()
        return self._parts.cards.chosen_ids() or ([current] if current else [])

    def _edit_new(self, made: str | None) -> None:
        if made is not None:
            self._parts.cards.start_editing(made)

    def _on_built(self, name: str) -> None:
        if name == "outline":
            self._parts.outline.comment_wanted.connect(self.comment_on)
        elif name == "cards":
            self._parts.cards.annotation_chosen.connect(self._on_chosen)
            self._parts.cards.annotation_hovered.connect(self._parts.reader.marks.hover)

    def _on_clicked(self, ids: tuple[str, ...]) -> None:
        """A click on a stack shows all of it; another one goes on to the next below."""
        if not ids:
            self._parts.reader.marks.focus(())
            return
        current = self._parts.current_id()
        at = (ids.index(current) + 1) % len(ids) if current in ids and len(ids) > 1 else 0
        self._pointed = True
        self._parts.cards.show_annotation(ids[at])
        self._pointed = False
        if len(ids) > 1:
            words = self._tr("此处有 {count} 条批注，这是第 {number} 条；再单击看下一条。")
            self.said.emit(words.format(count=len(ids), number=at + 1))

    def _on_hovered(self, ids: tuple[str, ...]) -> None:
        if self._parts.has("cards"):
            self._parts.cards.set_hovered(ids)
        self._parts.reader.marks.hover(ids)

    def _on_chosen(self, annotation_id: str) -> None:
        annotation = self._parts.session.review.annotation(annotation_id)
        self._parts.reader.marks.focus((annotation_id,))
        if annotation is None or annotation.span is None:
            return
        flow = self._parts.reader.flow
        # -- what was clicked stays under the pointer, wherever the remark begins
        if not self._pointed or flow is None or not annotation.span.meets(flow.shown_span()):
            self._parts.reader.reveal(annotation.span)

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("annotating", text)
