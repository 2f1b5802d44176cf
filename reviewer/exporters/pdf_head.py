"""The red head of an official paper in PDF: 发文机关标志, 发文字号 and the red rule."""

from __future__ import annotations

from typing import NamedTuple

from reviewer.exporters import official
from reviewer.exporters.official import HEAD_LINES, LINE_PITCH, Face
from reviewer.exporters.pdf_canvas import Canvas
from reviewer.exporters.pdf_layout import ASCENT, LEFT, MEASURE, MM, TOP, Fonts

_RED = (1.0, 0.0, 0.0)


class Head(NamedTuple):
    """What stands above the title on the first page; without a mark nothing does."""

    mark: str = ""
    number: str = ""

    @property
    def height(self) -> float:
        """How far down from the top of the type area the title begins, in points."""
        return self._rule + HEAD_LINES * LINE_PITCH if self.mark else 0.0

    @property
    def _rule(self) -> float:
        """How far down the rule is: one line of the number behind two empty ones, then 4 mm."""
        down = official.HEAD_DOWN_MM * MM + official.head_size(self.mark)
        return down + (HEAD_LINES + 1) * LINE_PITCH + official.HEAD_RULE_MM * MM

    def draw(self, canvas: Canvas, fonts: Fonts) -> None:
        """Draw it on the present page."""
        size, middle = official.head_size(self.mark), LEFT + MEASURE / 2
        font = fonts[Face.TITLE]
        low = TOP - official.HEAD_DOWN_MM * MM - size * ASCENT
        canvas.write(f"q {_RED[0]:g} {_RED[1]:g} {_RED[2]:g} rg")
        canvas.text_around(middle, low, self.mark, font, size)
        canvas.write("Q")
        line = TOP - self._rule
        if self.number:
            above = official.HEAD_RULE_MM * MM + (1 - ASCENT) * official.BODY_SIZE
            number = fonts[Face.FANG]
            canvas.text_around(middle, line + above, self.number, number, official.BODY_SIZE)
        canvas.line([(LEFT, line), (LEFT + MEASURE, line)], _RED, official.HEAD_RULE)
