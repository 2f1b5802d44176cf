"""Portrait pages that are filled from the top: the list of remarks, the page of statistics."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from reviewer.exporters import official
from reviewer.exporters.official import Face
from reviewer.exporters.pdf_canvas import Canvas
from reviewer.exporters.pdf_layout import MM, Fonts
from reviewer.exporters.pdf_lines import break_lines
from reviewer.exporters.pdf_tags import Node, Tags
from reviewer.exporters.statistics import Statistics

if TYPE_CHECKING:
    from reviewer.exporters.pdf_charts import Picture

_LEFT: Final = official.LEFT_MM * MM
_TOP: Final = (official.PAGE_HEIGHT_MM - official.TOP_MM) * MM
_BOTTOM: Final = official.BOTTOM_MM * MM
_MEASURE: Final = official.TYPE_WIDTH_MM * MM


class Flow:
    """Text and charts, one below the other, over as many pages as it takes."""

    def __init__(
        self, canvas: Canvas, fonts: Fonts, tags: Tags, end_page: Callable[[], None]
    ) -> None:
        self._canvas = canvas
        self._fonts = fonts
        self._tags = tags
        self._end_page = end_page
        self._y = _TOP

    def title(self, text: str) -> None:
        """Write a title, centred."""
        self._lines(text, Face.TITLE, 18.0, self._tags.root.child("H1"), centred=True)
        self._y -= 8

    def heading(self, text: str, room: float = 60.0) -> None:
        """Write a heading that `room` points of something will follow on the same page."""
        if self._y - room < _BOTTOM:
            self._turn()
        self._lines(text, Face.HEI, 12.0, self._tags.root.child("H2"))

    def paragraph(self, text: str, indent: float = 0.0) -> None:
        """Write a paragraph; line ends in it are kept."""
        node = self._tags.root.child("P")
        for line in text.replace("\u2028", "\n").split("\n"):
            self._lines(line, Face.FANG, 10.5, node, indent)
        self._y -= 4

    def statistics(self, figures: Statistics) -> None:
        """Write the page of statistics: the sentence, then a chart for each question."""
        self.title(figures.title)
        if figures.report:
            self.paragraph(figures.report)
        self.paragraph(figures.sentence)
        from reviewer.exporters.pdf_charts import Charts  # noqa: PLC0415  reportlab takes a while

        charts = Charts(figures.kinds, self._fonts[Face.FANG], _MEASURE)
        self._picture(charts.legend())
        for counted in figures.counts:
            if counted.bars:
                picture = charts.chart(counted)
                self.heading(counted.caption, picture.height + 28)
                self._picture(picture)

    def end(self) -> None:
        """Finish the last page."""
        self._end_page()

    def _picture(self, picture: Picture) -> None:
        """Place a drawing below what there is; the words in it are rows from the top."""
        canvas, font = self._canvas, self._fonts[Face.FANG]
        if self._y - picture.height - 6 < _BOTTOM:
            self._turn()
        self._y -= picture.height + 6
        with self._tags.artifact(canvas):
            canvas.write(f"q 1 0 0 1 {_LEFT:.3f} {self._y:.3f} cm {picture.operators} Q")
        for row in picture.rows:
            with self._tags.marked(canvas, self._tags.root.child("P")):
                for word in row:
                    canvas.text(_LEFT + word.x, self._y + word.y, word.text, font, word.size)

    def _lines(
        self, text: str, face: Face, size: float, node: Node, indent: float = 0.0, *,
        centred: bool = False,
    ) -> None:  # fmt: skip
        canvas, font = self._canvas, self._fonts[face]
        widths = [font.widths[c] * size for c in text]
        for line in break_lines(text, widths, _MEASURE - indent):
            if self._y - size * 1.6 < _BOTTOM:
                self._turn()
            self._y -= size * 1.6
            words = text[line.start : line.end]
            with self._tags.marked(canvas, node):
                if centred:
                    canvas.text_around(_LEFT + _MEASURE / 2, self._y, words, font, size)
                else:
                    canvas.text(_LEFT + indent, self._y, words, font, size)

    def _turn(self) -> None:
        self._end_page()
        self._y = _TOP


def characters(figures: Statistics) -> dict[Face, Sequence[str]]:
    """Return what the faces must have for a page of statistics."""
    labels = [label for counted in figures.counts for label, _ in counted.bars]
    names = [kind.name for kind in figures.kinds]
    return {
        Face.TITLE: [figures.title],
        Face.HEI: [counted.caption for counted in figures.counts],
        Face.FANG: [figures.report, figures.sentence, "-0123456789…", *labels, *names],
    }
