"""Tables on the page: how wide the columns are, and the layout of one band of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from reviewer.model.document import Cell
from reviewer.model.spans import Span
from reviewer.ui.reading.blocks import Band
from reviewer.ui.reading.layouts import BlockLayout
from reviewer.ui.reading.styles import Style

PAD_X: Final = 7
PAD_Y: Final = 5
_NARROWEST: Final = 2.5
"""A column is at least that many em wide, where there is room."""


class _Placed(NamedTuple):
    """A paragraph of a cell, and where in the band it stands."""

    layout: BlockLayout
    x: float
    y: float


class RowLayout:
    """A band of rows laid out; the same questions as to a block of text."""

    def __init__(
        self,
        span: Span,
        band: Band,
        edges: Sequence[int],
        style: Style,
        make: Callable[[int, int], BlockLayout],
        hairline: QColor,
    ) -> None:
        """Lay out; `make` turns a paragraph's index and a width into its layout."""
        self.span = span
        self.style = style
        self._hairline = hairline
        self._placed: list[_Placed] = []
        self._boxes: list[QRectF] = []
        cells: dict[Cell, list[BlockLayout]] = defaultdict(list)
        for index, cell in band.cells:
            left, right = _sides(cell, edges)
            cells[cell].append(make(index, max(1, right - left - 2 * PAD_X)))
        tops = _tops(band, {cell: sum(b.height for b in made) for cell, made in cells.items()})
        for cell, made in cells.items():
            left, right = _sides(cell, edges)
            first = cell.row - band.first
            last = min(first + max(1, cell.row_span), band.rows)
            self._boxes.append(QRectF(left, tops[first], right - left, tops[last] - tops[first]))
            y = float(tops[first] + PAD_Y)
            for layout in made:
                self._placed.append(_Placed(layout, left + PAD_X, y))
                y += layout.height
        self.height = tops[-1]

    @property
    def text_top(self) -> float:
        """Where the uppermost line of text begins."""
        return float(PAD_Y)

    @property
    def text_bottom(self) -> float:
        """Where the lowest line of text ends."""
        return float(self.height - PAD_Y)

    def draw(self, painter: QPainter, at: QPointF, clip: QRectF) -> None:
        """Draw the cells and the lines around them."""
        painter.setPen(QPen(self._hairline, 1))
        for box in self._boxes:
            painter.drawRect(box.translated(at))
        for layout, x, y in self._placed:
            layout.draw(painter, at + QPointF(x, y), clip)

    def rects(self, span: Span) -> Iterator[QRectF]:
        """Yield a rectangle for each line of each cell that a range touches."""
        for layout, x, y in self._placed:
            for rect in layout.rects(span):
                yield rect.translated(x, y)

    def caret(self, offset: int, *, at_line_end: bool = False) -> QRectF:
        """Return where the caret stands before a character."""
        layout, x, y = self._cell_of(offset)
        return layout.caret(offset, at_line_end=at_line_end).translated(x, y)

    def hit(self, point: QPointF) -> int:
        """Return the offset nearest to a point, in the cell that holds it."""
        layout, x, y = min(self._placed, key=lambda placed: _distance(placed, point))
        return layout.hit(point - QPointF(x, y))

    def line_span(self, offset: int) -> Span:
        """Return the characters of the line that holds an offset."""
        return self._cell_of(offset).layout.line_span(offset)

    def part(self, _top: float, _bottom: float) -> Span:
        """Return all of it: cells stand beside each other."""
        return self.span

    def rows(self, _span: Span) -> tuple[float, float]:
        """Return its whole height."""
        return 0.0, float(self.height)

    def _cell_of(self, offset: int) -> _Placed:
        for placed in self._placed:
            if placed.layout.span.start <= offset <= placed.layout.span.end:
                return placed
        return self._placed[-1]


def column_edges(
    cells: Sequence[tuple[Cell, float]], columns: int, width: int, pixels: int
) -> list[int]:
    """Return the left edges of the columns, and the right edge of the last.

    `cells` come with the length of their longest paragraph, in em. Short columns get what they
    need, the long ones share the rest by the root of their length: a column of ten times the text
    is not ten times as wide.
    """
    wanted = [_NARROWEST] * columns
    for cell, length in cells:
        if cell.column_span == 1 and cell.column < columns:
            wanted[cell.column] = max(wanted[cell.column], length + 0.2)
    needs = [length * pixels + 2 * PAD_X for length in wanted]
    widths = _shared(needs, float(width))
    edges = [0]
    total = 0.0
    for share in widths:
        total += share
        edges.append(round(total))
    return edges


def _shared(needs: Sequence[float], width: float) -> list[float]:
    if sum(needs) <= width:
        return [need * width / sum(needs) for need in needs]
    widths = [0.0] * len(needs)
    open_columns = set(range(len(needs)))
    room = width
    while open_columns:
        fair = room / len(open_columns)
        short = {at for at in open_columns if needs[at] <= fair}
        if not short:
            roots = {at: needs[at] ** 0.5 for at in open_columns}
            for at, root in roots.items():
                widths[at] = room * root / sum(roots.values())
            break
        for at in short:
            widths[at] = needs[at]
            room -= needs[at]
        open_columns -= short
    return widths


def _sides(cell: Cell, edges: Sequence[int]) -> tuple[int, int]:
    last = len(edges) - 1
    first = min(cell.column, last - 1)
    return edges[first], edges[min(first + max(1, cell.column_span), last)]


def _tops(band: Band, heights: dict[Cell, int]) -> list[int]:
    """Return the upper edges of the rows, and the lower edge of the last."""
    rows = [0] * band.rows
    for cell, height in sorted(heights.items(), key=lambda item: item[0].row_span):
        first = cell.row - band.first
        last = min(first + max(1, cell.row_span), band.rows)
        short = height + 2 * PAD_Y - sum(rows[first:last])
        if short > 0:
            rows[last - 1] += short
    tops = [0]
    for height in rows:
        tops.append(tops[-1] + height)
    return tops


def _distance(placed: _Placed, point: QPointF) -> float:
    layout, x, y = placed
    below = max(y - point.y(), 0.0, point.y() - y - layout.height)
    beside = max(x - point.x(), 0.0, point.x() - x - layout.width)
    return below * 4 + beside
