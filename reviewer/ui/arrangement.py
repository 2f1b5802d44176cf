"""Where the parts stand: outline, text and cards side by side, or the start page."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from reviewer.ui.parts import Parts
from reviewer.ui.reading.strip import OverviewStrip
from reviewer.ui.sides import SideArea
from reviewer.ui.steps import Step

_OUTLINE_WIDTH: Final = 264
_CARDS_WIDTH: Final = 328
_USUAL_WIDTH: Final = 1440
_CARDS_FOLD_BELOW: Final = 1240  # 1280 is the usual screen of 1920 at 150 per cent
_OUTLINE_FOLDS_BELOW: Final = 1000


class Arrangement(QStackedWidget):
    """The middle of the window; what is made later gets the place kept for it."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._folded = (False, False)
        self.strip = OverviewStrip(parts.reader)
        parts.texts.used_changed.connect(self.strip.watch)
        self.left, self.right = _side(160), SideArea(parts)
        page = self._page = QHBoxLayout()
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(parts.texts.box, 1)
        page.addWidget(self.strip)
        self._centre = QVBoxLayout(parts.centre)
        self._centre.setContentsMargins(0, 0, 0, 0)
        self._centre.setSpacing(0)
        self._centre.addLayout(page, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for widget, stretch in ((self.left, 0), (parts.centre, 1), (self.right, 0)):
            self._splitter.addWidget(widget)
            self._splitter.setStretchFactor(self._splitter.count() - 1, stretch)
        self._splitter.setSizes(
            [_OUTLINE_WIDTH, _USUAL_WIDTH - _OUTLINE_WIDTH - _CARDS_WIDTH, _CARDS_WIDTH]
        )
        self.addWidget(self._splitter)
        parts.built.connect(self._on_built)

    def show_report(self) -> None:
        """Show outline, text and cards."""
        self.setCurrentWidget(self._splitter)

    def show_start(self) -> None:
        """Show the start page."""
        self.setCurrentWidget(self._parts.start)

    def fold(self, width: int) -> bool:
        """Fold the cards, then the outline, where there is no room; whether anything changed.

        What the person opened or closed by hand stays so until the width crosses a limit again.
        """
        folded = (width < _OUTLINE_FOLDS_BELOW, width < _CARDS_FOLD_BELOW)
        if folded == self._folded:
            return False
        panels = (self.left, self.right)
        for panel, before, now in zip(panels, self._folded, folded, strict=True):
            if before != now:
                panel.setVisible(not now)
        self._folded = folded
        return True

    def steps(self) -> list[Step]:
        """Return what makes the sides; the first frame shows the text between them."""
        return [
            Step("outline", lambda: self._parts.outline.show()),  # noqa: PLW0108  it is made here
            *self.right.steps(),
            Step("tab order", self._order),
        ]

    def _order(self) -> None:
        """Let Tab go from left to right as it is seen."""
        outline = self._parts.outline
        QWidget.setTabOrder(outline.field, outline.tree)
        QWidget.setTabOrder(outline.tree, self._parts.texts.upper)

    def _on_built(self, name: str) -> None:
        if name == "outline":
            _put(self._parts.outline, self.left)
        elif name == "find_bar":
            self._centre.insertWidget(0, self._parts.find_bar)
        elif name == "plain":
            self._page.insertWidget(0, self._parts.plain, 1)
        elif name == "pages":
            self._page.insertWidget(0, self._parts.pages, 1)
        elif name == "start":
            self.addWidget(self._parts.start)


def _side(narrowest: int) -> QWidget:
    """Keep a place for a panel."""
    side = QWidget()
    side.setObjectName("side")
    side.setMinimumWidth(narrowest)
    QVBoxLayout(side).setContentsMargins(0, 0, 0, 0)
    return side


def _put(panel: QWidget, side: QWidget) -> None:
    layout = side.layout()
    if layout is not None:
        layout.addWidget(panel)
