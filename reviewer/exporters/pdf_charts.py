"""Charts of the page of statistics: drawn with reportlab.graphics, the words left to our fonts.

reportlab places axes, ticks, bars and words. Its lines and areas become operators of our page;
the words are handed out with their places, since our fonts have every character of the report.
Each category has its colours and a hatching, so that colour is never the only sign.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from itertools import chain, product
from typing import Any, Final, NamedTuple

import pikepdf
from reportlab.graphics import renderPDF
from reportlab.graphics.charts.barcharts import HorizontalBarChart, VerticalBarChart
from reportlab.graphics.shapes import (
    Drawing,
    Group,
    Hatching,
    Rect,
    String,
    UserNode,
)
from reportlab.graphics.transform import mmult, transformPoint
from reportlab.graphics.widgetbase import Widget
from reportlab.lib.attrmap import AttrMap, AttrMapValue
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from reviewer.exporters.pdf_fonts import MadeFont
from reviewer.exporters.statistics import Counted, Kind
from reviewer.language.tally import By
from reviewer.model.records import Pattern

_SIZE: Final = 8.0
_PITCH: Final = 12.5
_BAR: Final = 8.5
_LABELS: Final = 130.0
_MOST_LABELS: Final = 220.0
"""Labels have the first width where that is enough, and never more than the second."""
_NUMBERS: Final = 30.0
_AXIS: Final = 14.0
_DAYS_HIGH: Final = 52.0
_ON_ONE_LINE: Final = 6
"""So many days have room for their dates on one line."""
_GREY: Final = HexColor("#8A9099")
_FAINT: Final = HexColor("#D9DCE0")
_ANGLES: Final = {
    Pattern.SOLID: (),
    Pattern.DASHED: (45,),
    Pattern.DOTTED: (45, 135),
    Pattern.DOUBLE: (0,),
    Pattern.DASH_DOT: (135,),
    Pattern.WAVY: (90,),
}
"""The hatching of each pattern, in degrees."""
_SPACINGS: Final = (2.8, 4.6, 6.8)
_PLAIN: Final = (Pattern.SOLID, _SPACINGS[0])


class Word(NamedTuple):
    """Words in a picture, from a place on their baseline; in points from its lower left corner."""

    x: float
    y: float
    text: str
    size: float


class Picture(NamedTuple):
    """A drawing: its height in points, its operators without words, and the words in rows."""

    height: float
    operators: str
    rows: Sequence[Sequence[Word]]


class Charts:
    """Draws charts of one look, `width` points wide; `font` is that of all words."""

    def __init__(self, kinds: Sequence[Kind], font: MadeFont, width: float) -> None:
        self._kinds = kinds
        self._font = font
        self._width = width
        self._cells = [_cell(kind, way) for kind, way in zip(kinds, _ways(kinds), strict=True)]

    def legend(self) -> Picture:
        """Draw what the colours and hatchings stand for."""
        wide = 16.0
        places: list[tuple[float, float]] = []
        x = y = 0.0
        for kind in self._kinds:
            room = wide + 5 + self._font.width(kind.name) * _SIZE + 14
            if x and x + room > self._width:
                x, y = 0.0, y + _PITCH
            places.append((x, y))
            x += room
        height = y + _PITCH
        drawing = Drawing(self._width, height)
        for kind, cell, (left, top) in zip(self._kinds, self._cells, places, strict=True):
            low = height - top - _PITCH + 2
            drawing.add(cell.at(left, low, wide, _BAR))
            name = self._fitting(kind.name, self._width - wide - 5)
            drawing.add(self._string(left + wide + 5, low + 1.5, name))
        return self._picture(drawing)

    def chart(self, counted: Counted) -> Picture:
        """Draw a question: days beside each other, everything else below each other."""
        return self._days(counted) if counted.by is By.DAY else self._below(counted)

    def _below(self, counted: Counted) -> Picture:
        count = len(counted.bars)
        height = count * _PITCH
        drawing = Drawing(self._width, height + _AXIS)
        chart: Any = HorizontalBarChart()
        widest = max(self._font.width(label) * _SIZE for label, _ in counted.bars)
        left = max(_LABELS, min(_MOST_LABELS, widest + 8))
        chart.x, chart.y = left, _AXIS
        chart.width, chart.height = self._width - left - _NUMBERS, height
        # -- reportlab begins at the bottom
        self._fill(chart, counted, range(count - 1, -1, -1))
        chart.barWidth, chart.groupSpacing = _BAR, _PITCH - _BAR
        labels = [self._fitting(label, left - 8) for label, _ in reversed(counted.bars)]
        chart.categoryAxis.categoryNames = labels
        chart.categoryAxis.labels.boxAnchor = "e"
        chart.categoryAxis.labels.dx = -5
        chart.barLabels.boxAnchor = "w"
        chart.barLabels.dx = 3
        drawing.add(chart)
        return self._picture(drawing)

    def _days(self, counted: Counted) -> Picture:
        labels = [label for label, _ in counted.bars]
        if len(labels) > _ON_ONE_LINE:
            labels = _stacked(labels)
        below = _AXIS + labels[0].count("\n") * _SIZE * 1.2
        drawing = Drawing(self._width, _DAYS_HIGH + below + _PITCH)
        chart: Any = VerticalBarChart()
        chart.x, chart.y = _NUMBERS, below
        chart.width, chart.height = self._width - 2 * _NUMBERS, _DAYS_HIGH
        self._fill(chart, counted, range(len(counted.bars)))
        slot = chart.width / len(counted.bars)
        chart.barWidth = min(24.0, slot * 0.6)
        chart.groupSpacing = slot - chart.barWidth
        chart.categoryAxis.categoryNames = labels
        chart.categoryAxis.labels.boxAnchor = "n"
        chart.categoryAxis.labels.dy = -3
        chart.valueAxis.labels.boxAnchor = "e"
        chart.valueAxis.labels.dx = -4
        chart.barLabels.boxAnchor = "s"
        chart.barLabels.dy = 2
        drawing.add(chart)
        return self._picture(drawing)

    def _fill(self, chart: Any, counted: Counted, order: Iterable[int]) -> None:
        """Give a chart its figures, stacked by kind, with the whole at the end of each bar."""
        rows = list(order)
        last = len(self._kinds) - 1
        chart.categoryAxis.style = "stacked"
        chart.data = [tuple(counted.parts[row][at] for row in rows) for at in range(last + 1)]
        chart.strokeColor = chart.fillColor = None
        for at, cell in enumerate(self._cells):
            chart.bars[at].symbol = cell
        chart.barLabelFormat = [None] * last + ["values"]
        chart.barLabelArray = [[]] * last + [[str(counted.bars[row][1]) for row in rows]]
        chart.barLabels.boxTarget = "hi"
        most = max(number for _, number in counted.bars)
        axis = chart.valueAxis
        axis.valueMin, axis.valueStep = 0, _step(most)
        axis.valueMax = -(-most // axis.valueStep) * axis.valueStep
        axis.labelTextFormat = "%d"
        axis.visibleGrid, axis.gridStrokeColor, axis.gridStrokeWidth = True, _FAINT, 0.4
        axis.drawGridLast = False
        for each in (axis, chart.categoryAxis):
            each.strokeColor, each.strokeWidth = _GREY, 0.5
        # -- hung by their own edges, words need no widths that reportlab knows
        for labels in (axis.labels, chart.categoryAxis.labels, chart.barLabels):
            labels.fontSize, labels.textAnchor = _SIZE, "boxauto"
        chart.categoryAxis.visibleTicks = False

    def _string(self, x: float, y: float, text: str) -> String:
        return String(x, y, text, fontSize=_SIZE)

    def _fitting(self, text: str, room: float) -> str:
        if self._font.width(text) * _SIZE <= room:
            return text
        kept = text
        while kept and self._font.width(kept + "…") * _SIZE > room:
            kept = kept[:-1]
        return kept + "…"

    def _picture(self, drawing: Drawing) -> Picture:
        words: list[Word] = []
        shapes = Drawing(drawing.width, drawing.height)
        shapes.add(self._wordless(drawing, (1, 0, 0, 1, 0, 0), words))
        words.sort(key=lambda word: (-word.y, word.x))
        rows: list[list[Word]] = []
        for word in words:
            if rows and rows[-1][0].y - word.y < _SIZE / 2:
                rows[-1].append(word)
            else:
                rows.append([word])
        return Picture(
            drawing.height,
            _operators(shapes),
            [sorted(row) for row in rows],
        )

    def _wordless(self, group: Group, matrix: tuple[float, ...], words: list[Word]) -> Group:
        """Return a copy of a group without its words, and note where these stand."""
        plain = Group()
        plain.transform = group.transform
        inner = mmult(matrix, group.transform)  # type: ignore[no-untyped-call]
        for part in group.getContents():
            shape = part.provideNode() if isinstance(part, UserNode) else part
            if isinstance(shape, String):
                x, y = transformPoint(inner, (shape.x, shape.y))  # type: ignore[no-untyped-call]
                shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[shape.textAnchor]
                x -= shift * self._font.width(shape.text) * shape.fontSize
                words.append(Word(x, y, shape.text, shape.fontSize))
            elif isinstance(shape, Group):
                plain.add(self._wordless(shape, inner, words))
            else:
                plain.add(shape)
        return plain


class _Cell(Widget):
    """A part of a bar: filled, hatched and framed."""

    _attrMap = AttrMap(  # noqa: N815  reportlab looks for it
        x=AttrMapValue(None),
        y=AttrMapValue(None),
        width=AttrMapValue(None),
        height=AttrMapValue(None),
        fill=AttrMapValue(None),
        line=AttrMapValue(None),
        angles=AttrMapValue(None),
        spacing=AttrMapValue(None),
    )

    def __init__(self, fill: Color, line: Color, angles: Sequence[int], spacing: float) -> None:
        self.x = self.y = self.width = self.height = 0.0
        self.fill, self.line = fill, line
        self.angles, self.spacing = angles, spacing

    def at(self, x: float, y: float, width: float, height: float) -> _Cell:
        """Return such a part at a place."""
        cell = _Cell(self.fill, self.line, self.angles, self.spacing)
        cell.x, cell.y, cell.width, cell.height = x, y, width, height
        return cell

    def draw(self) -> Group:
        """Return its shapes; a part of nothing has none."""
        group = Group()
        if min(self.width, self.height) < 1e-6:
            return group
        right, top = self.x + self.width, self.y + self.height
        area = Rect(self.x, self.y, self.width, self.height)
        area.fillColor, area.strokeColor = self.fill, None
        group.add(area)
        if self.angles:
            corners: list[Any] = [self.x, self.y, right, self.y, right, top, self.x, top]
            lines = Hatching(self.spacing, list(self.angles), corners)
            lines.strokeColor, lines.strokeWidth, lines.fillColor = self.line, 0.5, None
            group.add(lines)
        frame = Rect(self.x, self.y, self.width, self.height)
        frame.fillColor, frame.strokeColor, frame.strokeWidth = None, self.line, 0.6
        group.add(frame)
        return group


def _cell(kind: Kind, way: tuple[Pattern, float]) -> _Cell:
    pattern, spacing = way
    return _Cell(HexColor(kind.fill), HexColor(kind.line), _ANGLES[pattern], spacing)


def _ways(kinds: Iterable[Kind]) -> list[tuple[Pattern, float]]:
    """Return a hatching for each kind: that of its pattern, another where two have the same."""
    every = [way for way in product(_SPACINGS, Pattern) if way[1] is not Pattern.SOLID]
    others = [_PLAIN, *((pattern, spacing) for spacing, pattern in every)]
    found: list[tuple[Pattern, float]] = []
    for kind in kinds:
        own = (kind.pattern, _SPACINGS[0])
        found.append(next((way for way in chain([own], others) if way not in found), own))
    return found


def _stacked(labels: Sequence[str]) -> list[str]:
    """Return dates with year, month and day below each other, all of as many lines."""
    found = [label.replace("年", "年\n").replace("月", "月\n").strip("\n") for label in labels]
    most = max(label.count("\n") for label in found)
    return ["\n" * (most - label.count("\n")) + label for label in found]


def _step(most: int) -> int:
    """Return the whole distance between ticks that makes at most six of them: 1, 2, 5, 10, …."""
    unit = 1
    while True:
        for factor in (1, 2, 5):
            if most <= factor * unit * 5:
                return factor * unit
        unit *= 10


def _operators(drawing: Drawing) -> str:
    """Let reportlab draw, and return its operators."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(drawing.width, drawing.height), invariant=True)
    renderPDF.draw(drawing, canvas, 0, 0)
    canvas.showPage()
    canvas.save()
    with pikepdf.open(stream) as pdf:
        kept: list[Any] = []
        is_text = False
        # -- every page of reportlab begins with a font
        for instruction in pikepdf.parse_content_stream(pdf.pages[0]):
            name = str(instruction.operator)
            is_text = is_text or name == "BT"
            if not is_text:
                kept.append(instruction)
            is_text = is_text and name != "ET"
        return pikepdf.unparse_content_stream(kept).decode("ascii")
