"""The keyboard on the pages: the same keys as in the text, lines as they were set on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer.model.spans import Span
from reviewer.ui.reading.keys import Keys

if TYPE_CHECKING:
    from reviewer.ui.pages.view import PagesView


class PageKeys(Keys):
    """Moves the one caret that text and pages share."""

    def __init__(self, pages: PagesView) -> None:
        super().__init__(pages.reader, pages)
        self._pages = pages

    def _show(self, caret: int, share: float) -> None:
        with self._pages.leading():
            super()._show(caret, share)
        self._pages.reveal(caret)

    def _beside_line(self, caret: int, step: int) -> int:
        page_map = self._pages.page_map
        wanted = self._wanted(caret, page_map.point(caret).left)
        found = page_map.beside(caret, step, wanted)
        if found is None:
            return 0 if step < 0 else len(self._text())
        return found

    def _line(self, caret: int) -> Span:
        return self._pages.page_map.line_span(caret)
