"""A tally as rows: titles, bars, and the sections with their heat."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reviewer.language.tally import OWN_LABELS, TITLES, Bar, By, Heat, Tally, shortened
from reviewer.ui import labels

Index = QModelIndex | QPersistentModelIndex
ROW: Final = Qt.ItemDataRole.UserRole + 1
_MOST_BARS: Final = 12
_OUR_QUESTIONS: Final = {By.SEVERITY, By.STATUS, By.DISPOSITION}


class TitleRow(NamedTuple):
    """What is counted below."""

    words: str


class BarRow(NamedTuple):
    """A bar; `share` is its length, 1 for the longest of its question."""

    bar: Bar
    share: float


class HeatRow(NamedTuple):
    """A section; `share` is how hot it is, 1 for the hottest."""

    heat: Heat
    share: float


Row = TitleRow | BarRow | HeatRow


class StatisticsModel(QAbstractListModel):
    """The rows of a tally; titles cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def show(self, tally: Tally | None) -> None:
        """Show a tally; nothing where there is none or nothing was counted."""
        self.beginResetModel()
        self.rows = _rows(tally) if tally is not None and tally.total else []
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let bars and sections be chosen."""
        if index.isValid() and isinstance(self.rows[index.row()], TitleRow):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the row, or its words."""
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        spoken = (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        )
        return _words(row) if role in spoken else None


def _rows(tally: Tally) -> list[Row]:
    rows: list[Row] = []
    for count in tally.counts:
        bars = shortened(count, _MOST_BARS)
        most = max((bar.number for bar in bars), default=1)
        rows.append(TitleRow(labels.tr(TITLES[count.by])))
        rows += [BarRow(_translated(bar, count.by), bar.number / most) for bar in bars]
    if tally.heat:
        hottest = max(each.density for each in tally.heat) or 1.0
        rows.append(TitleRow(labels.tr("各章节的热度（每千字条数）")))
        rows += [HeatRow(each, each.density / hottest) for each in tally.heat]
    return rows


def _translated(bar: Bar, by: By) -> Bar:
    # -- sections, categories and people have names of their own
    if by in _OUR_QUESTIONS or bar.label in OWN_LABELS:
        return bar._replace(label=labels.tr(bar.label))
    if by is By.DAY and not labels.is_chinese():
        return bar._replace(label=bar.key)
    return bar


def _words(row: Row) -> str:
    match row:
        case TitleRow():
            return row.words
        case BarRow():
            return labels.tr("{label}：{n} 条").format(label=row.bar.label, n=row.bar.number)
        case HeatRow():
            return labels.tr("{label}：{n} 条，每千字 {density} 条").format(
                label=row.heat.section.label,
                n=row.heat.number,
                density=f"{row.heat.density:.1f}",
            )
