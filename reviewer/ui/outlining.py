"""Putting the outline right: what is a heading, what is none, and how deep it stands."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal

from reviewer.model.document import Section
from reviewer.ui.parts import Parts


class Outlining(QObject):
    """Corrects the section tree; each correction is one step of undo."""

    #: Something worth a line in the status bar happened.
    said = Signal(str)

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        parts.session.outline_changed.connect(self._on_outline_changed)
        parts.built.connect(self._on_built)

    def set_heading(self) -> None:
        """Make the paragraph of the caret a heading, with what follows as its section."""
        session, document = self._parts.session, self._parts.session.document
        if document is None:
            return
        at = document.paragraph_at(self._parts.reader.selection().start)
        paragraph = document.paragraphs[at]
        if paragraph.level or paragraph.cell is not None:
            self.said.emit(self._tr("这一段已经是标题，或在表格里。"))
            return
        from reviewer.language.corrections import DEEPEST, level_for  # noqa: PLC0415

        level = min(level_for(document, paragraph), DEEPEST)
        session.correct_outline("set_heading", {paragraph.span.start: level})

    def unset_heading(self) -> None:
        """Make the heading of the caret's paragraph a plain paragraph again."""
        section = self._here()
        if section is not None:
            self.change_level(section, 0)

    def step(self, direction: int) -> None:
        """Lift the section of the caret a level up (-1) or down (1), with all below it."""
        section = self._here()
        if section is not None:
            self.change_level(section, direction)

    def change_level(self, section: Section, step: int) -> None:
        """Lift a section a level up (-1) or down (1) with all below it; 0: it is no section."""
        if step == 0:
            self._parts.session.correct_outline("unset_heading", {section.span.start: 0})
            return
        from reviewer.language.corrections import DEEPEST  # noqa: PLC0415

        levels = {each.span.start: each.level + step for each in section.walk()}
        if min(levels.values()) < 1:
            self.said.emit(self._tr("已经是最高一级。"))
        elif step > 0 and not self._has_elder(section):
            self.said.emit(self._tr("前面没有同级的标题，不能再降级。"))
        elif max(levels.values()) <= DEEPEST:
            self._parts.session.correct_outline("promote" if step < 0 else "demote", levels)

    def _has_elder(self, section: Section) -> bool:
        """Whether a section before it can take it in."""
        document = self._parts.session.document
        if document is None:
            return False
        path = document.path_at(section.span.start)
        siblings = path[-2].children if len(path) > 1 else document.root.children
        return bool(siblings) and siblings[0].span.start < section.span.start

    def _here(self) -> Section | None:
        document = self._parts.session.document
        path = document.path_at(self._parts.reader.selection().start) if document else ()
        if not path:
            self.said.emit(self._tr("光标不在任何章节里，请先在目录中选择一节。"))
            return None
        return path[-1]

    def _on_outline_changed(self) -> None:
        """Set the text anew, and stay where the reading is."""
        self._parts.texts.set_anew(self._parts.session.document)

    def _on_built(self, name: str) -> None:
        if name == "outline":
            self._parts.outline.level_wanted.connect(self.change_level)

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("outlining", text)
