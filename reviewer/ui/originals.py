"""The original pages beside the text or instead of it, where the report came on pages."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reviewer.errors import ReviewerError
from reviewer.ui import messages
from reviewer.ui.parts import Parts

_PDF = "application/pdf"


class Originals(QObject):
    """Shows and hides the pages, and keeps them those of the report that is open."""

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._wanted = False
        self._alone = False
        parts.session.document_opened.connect(self._on_opened)

    def may_show(self) -> bool:
        """Whether the report came on pages."""
        document = self._parts.session.document
        return document is not None and document.source.media_type == _PDF

    def shown(self) -> bool:
        """Whether the pages are on screen."""
        return self._wanted and self.may_show()

    def toggle(self) -> None:
        """Show the pages, or hide them."""
        self._wanted, self._alone = not self._wanted, False
        self._show()

    def alone(self) -> bool:
        """Whether the pages are shown instead of the text."""
        return self._alone and self.shown()

    def toggle_alone(self) -> None:
        """Show the pages instead of the text, or both again."""
        self._wanted, self._alone = True, not self.alone()
        self._show()

    def fit_width(self) -> None:
        """Make the pages as wide as their room."""
        pages = self._parts.pages
        pages.set_zoom(pages.FIT_WIDTH)

    def _on_opened(self) -> None:
        if self._wanted:
            self._show()

    def _show(self) -> None:
        if self.alone():
            self._parts.texts.join()
        pages, reader = self._parts.pages, self._parts.texts.upper
        pages.setVisible(self.shown())
        # -- what goes to the text goes to the pages where they stand for it
        reader.setFocusProxy(cast("QWidget", pages if self.alone() else None))
        self._parts.texts.box.setVisible(not self.alone())
        self._parts.used.setFocus()
        document = self._parts.session.document
        if not self.shown() or document is None:
            pages.show_pages("", b"", ())
            return
        from reviewer.formats.page_map import unpack  # noqa: PLC0415

        try:
            data, packed = self._parts.session.original()
            mapped = tuple(unpack(page) for page in packed)
        except (ReviewerError, ValueError) as error:
            sentence = self.tr("页面的记录已损坏，不能显示原件页面；正文和批注不受影响。")
            told = str(error) if isinstance(error, ReviewerError) else sentence
            pages.show_pages("", b"", ())
            messages.tell(self._parts.host, told)
            return
        pages.show_pages(document.source.name, data, mapped)
