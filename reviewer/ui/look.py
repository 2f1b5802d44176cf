"""What the reading view is drawn with: families, sizes and colours, all in one value."""

# -- no `annotations` from the future here: a named tuple compiles each that is a string
from typing import NamedTuple, Self

from PySide6.QtGui import QColor

from reviewer.ui.fonts import Families


class Look(NamedTuple):
    """The look of a page at one zoom; lengths in logical pixels.

    `fills` names which of a category's fills to use: light, sepia or dark; `numbered` shows
    reference numbers in the margin, `lanes` the categories of remarks.
    """

    families: Families
    fills: str
    page: QColor
    window: QColor
    text: QColor
    secondary: QColor
    hairline: QColor
    accent: QColor
    selection: QColor
    match: QColor
    current_match: QColor
    size: int = 18
    zoom: int = 100
    line_height: float = 1.75
    column: int = 40
    narrowest_column: int = 28
    indent: int = 2
    numbered: bool = False
    lanes: bool = True

    @property
    def pixels(self) -> int:
        """The size of the body type."""
        return max(6, round(self.size * self.zoom / 100))

    @property
    def is_dark(self) -> bool:
        """Whether light stands on dark."""
        return self.page.lightness() < 128

    def zoomed(self, zoom: int) -> Self:
        """Return the same look at another zoom, in per cent."""
        return self._replace(zoom=zoom)
