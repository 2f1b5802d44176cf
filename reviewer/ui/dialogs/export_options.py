"""The options of an export: which of them a paper in a format has, asked for and remembered."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from reviewer.exporters.options import Base, Grouping, Paper, Remarks
from reviewer.language import paper_terms as terms
from reviewer.ui.choice import ChoiceBox
from reviewer.ui.dialogs.template_row import TemplateRow
from reviewer.ui.settings import Settings

_USUAL: Final = {
    Paper.REPORT: terms.USUAL_OPINION_COLUMNS,
    Paper.OPINIONS: terms.USUAL_OPINION_COLUMNS,
    Paper.CHANGES: terms.USUAL_CHANGE_COLUMNS,
}
_COLUMNS: Final = {
    Paper.REPORT: terms.OPINION_COLUMNS,
    Paper.OPINIONS: terms.OPINION_COLUMNS,
    Paper.CHANGES: terms.CHANGE_COLUMNS,
    Paper.CORRESPONDENCE: terms.CORRESPONDENCE_COLUMNS,
}
_REPORT: Final = {
    ".docx": ("base", "head", "appended", "heading"),
    ".pdf": ("base", "remarks", "head", "appended", "heading"),
    ".txt": ("grouping", "title", "heading"),
    ".xlsx": ("columns", "grouping", "title", "heading", "statistics"),
    ".csv": ("columns", "grouping"),
}
_PAPERS: Final = {
    Paper.OPINIONS: ("columns", "grouping", "title", "heading"),
    Paper.CHANGES: ("columns", "grouping", "title", "heading"),
    Paper.CORRESPONDENCE: ("columns", "title", "heading"),
    Paper.DELIBERATION: ("grouping", "title", "heading"),
    Paper.STATISTICS: ("title", "heading"),
}
_IN_A_ROW: Final = 4


def offered(paper: Paper, suffix: str) -> frozenset[str]:
    """Return the names of the options that a paper in a format has."""
    if paper is Paper.REPORT:
        return frozenset(_REPORT.get(suffix, ()))
    names = set(_PAPERS[paper])
    if suffix == ".csv":
        names -= {"title", "heading"}
    if suffix == ".docx":
        names.add("templates")
    if suffix == ".xlsx" and paper is not Paper.STATISTICS:
        names.add("statistics")
    return frozenset(names)


def onto_original(suffix: str, fields: dict[str, Any]) -> bool:
    """Whether a report that came in this format is written onto its own file."""
    if fields["base"] is Base.AUTOMATIC:
        return suffix == ".docx" or fields["remarks"] == {Remarks.NATIVE}
    return fields["base"] is Base.ORIGINAL


class ExportOptions(QWidget):
    """Asks for the options of one paper in one format; each pair has its own memory.

    `original` is the suffix of the report's file where annotations can be put onto it, `own` the
    folder of the person's own templates.
    """

    changed = Signal()

    def __init__(
        self, settings: Settings, original: str, own: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.template = TemplateRow(own)
        self.template.changed.connect(self._on_changed)
        self._settings = settings
        self._original = original
        self._paper, self._suffix = Paper.REPORT, ""
        self._showing = True
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(12)
        self._form.setVerticalSpacing(8)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._rows: dict[str, QWidget] = {}
        self._checks: dict[str, QCheckBox] = {}
        self._columns: dict[str, QCheckBox] = {}
        self._build()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to choose."""
        return not any(self._form.isRowVisible(row) for row in self._rows.values())

    def show_for(self, paper: Paper, suffix: str) -> None:
        """Show the options of a paper in a format as they were left."""
        self._paper, self._suffix = paper, suffix
        self.template.paper = paper
        names = set(offered(paper, suffix))
        if self._original != suffix:
            names.discard("base")
        self._showing = True
        self._show_columns(_COLUMNS.get(paper, ()))
        self._show_groupings()
        self._take(self._remembered())
        self._showing = False
        for name, row in self._rows.items():
            self._form.setRowVisible(row, name in names)
        self._adapt()

    def fields(self) -> dict[str, Any]:
        """Return what is chosen, as fields of `Export`; what is not offered is as usual."""
        names = offered(self._paper, self._suffix)
        chosen = tuple(name for name, box in self._columns.items() if box.isChecked())
        usual = _USUAL.get(self._paper, _COLUMNS.get(self._paper, ()))
        base = Base(self._base.currentData()) if self._original == self._suffix else Base.AUTOMATIC
        fields: dict[str, Any] = {
            "base": base if "base" in names else Base.AUTOMATIC,
            "remarks": frozenset(way for way in Remarks if self._checks[way].isChecked())
            if "remarks" in names
            else frozenset({Remarks.NATIVE}),
            "opinion_table": "appended" in names and self._checks["opinion_table"].isChecked(),
            "statistics": (
                ("appended" in names and self._checks["statistics"].isChecked())
                or ("statistics" in names and self._checks["sheet"].isChecked())
            ),
            "columns": chosen if "columns" in names and chosen != usual else (),
            "grouping": Grouping(self._grouping.currentData())
            if "grouping" in names
            else Grouping.NONE,
            "title": self._title.text().strip() if "title" in names else "",
            "heading": self._heading.text().strip() if "heading" in names else "",
            "templates": self.template.path if "templates" in names else None,
            "issuer": self._issuer.text().strip() if "head" in names else "",
            "issue_number": self._number.text().strip() if "head" in names else "",
        }
        return fields

    @property
    def onto_original(self) -> bool:
        """Whether the report's own file is written onto."""
        return self._original == self._suffix and onto_original(self._suffix, self.fields())

    def remember(self) -> None:
        """Keep what is chosen for the next time."""
        names = offered(self._paper, self._suffix)
        kept: dict[str, object] = {
            "base": self._base.currentData(),
            "checks": [name for name, box in self._checks.items() if box.isChecked()],
            "grouping": self._grouping.currentData(),
            "title": self._title.text(),
        }
        # -- a template is for one paper, a folder has one for each
        template = self.template.line.text().strip()
        if template.lower().endswith(".docx"):
            kept["template"] = template
        else:
            self._settings.put("export/templates", template)
        if "columns" in names:
            kept["columns"] = [name for name, box in self._columns.items() if box.isChecked()]
        self._settings.put(self._key(), json.dumps(kept, ensure_ascii=False))
        # -- who hands it in is the same everywhere
        self._settings.put("export/heading", self._heading.text())
        self._settings.put("export/issuer", self._issuer.text())
        self._settings.put("export/number", self._number.text())

    # inside

    def _key(self) -> str:
        return f"export/{self._paper}{self._suffix.replace('.', '_')}"

    def _remembered(self) -> dict[str, Any]:
        """What was kept; a settings file that somebody spoilt counts as none."""
        try:
            kept = json.loads(self._settings.text(self._key()) or "{}")
        except ValueError:
            return {}
        return kept if isinstance(kept, dict) else {}

    def _take(self, kept: dict[str, Any]) -> None:
        _choose(self._base, kept.get("base"))
        _choose(self._grouping, kept.get("grouping"))
        checks = _words(kept.get("checks"), (Remarks.NATIVE, "opinion_table"))
        for name, box in self._checks.items():
            box.setChecked(name in checks)
        usual = _USUAL.get(self._paper, tuple(self._columns))
        columns = _words(kept.get("columns"), usual)
        for name, box in self._columns.items():
            box.setChecked(name in columns)
        self._title.setText(str(kept.get("title", "")))
        self._heading.setText(self._settings.text("export/heading"))
        template = kept.get("template") or self._settings.text("export/templates")
        self.template.line.setText(str(template))
        self._issuer.setText(self._settings.text("export/issuer"))
        self._number.setText(self._settings.text("export/number"))

    def _on_changed(self) -> None:
        if not self._showing:
            self._adapt()
            self.changed.emit()

    def _adapt(self) -> None:
        """What an original cannot take is not to be chosen."""
        onto = self.onto_original
        for line in (self._issuer, self._number):
            line.setEnabled(not onto)
        for name in ("opinion_table", "statistics"):
            # -- pages are put behind those of a PDF, but not into somebody's DOCX
            self._checks[name].setEnabled(not onto or self._suffix == ".pdf")
        is_fixed = self._base.currentData() == Base.ORIGINAL and self._original == self._suffix
        for way in Remarks:
            self._checks[way].setEnabled(not is_fixed)
        boxes = [box for box in self._columns.values() if box.isChecked()]
        for box in self._columns.values():
            # -- a table without columns says nothing
            box.setEnabled(len(boxes) > 1 or not box.isChecked())

    # building

    def _build(self) -> None:
        self._base = self._choice(
            "export_base",
            (
                (Base.AUTOMATIC, self.tr("自动（能写回原件就写回）")),
                (Base.ORIGINAL, self.tr("写在原件上")),
                (Base.OFFICIAL, self.tr("公文版式")),
            ),
        )
        self._row("base", self.tr("版式"), self._base)
        ways = (
            (Remarks.NATIVE, self.tr("原生批注")),
            (Remarks.MARGIN, self.tr("排在页边")),
            (Remarks.LIST, self.tr("文末清单")),
        )
        self._row("remarks", self.tr("批注方式"), self._boxes(ways))
        self._row("head", self.tr("红头"), self._head_row())
        appended = (
            ("opinion_table", self.tr("意见汇总表")),
            ("statistics", self.tr("统计页")),
        )
        self._row("appended", self.tr("文末附"), self._boxes(appended))
        self._column_grid = QGridLayout()
        columns = QWidget()
        columns.setLayout(self._column_grid)
        self._column_grid.setContentsMargins(0, 0, 0, 0)
        self._column_grid.setVerticalSpacing(4)
        self._row("columns", self.tr("栏目"), columns)
        self._grouping = self._choice("export_grouping", ())
        self._row("grouping", self.tr("分组"), self._grouping)
        self._title = self._line("export_title", self.tr("用惯用标题"))
        self._row("title", self.tr("标题"), self._title)
        self._heading = self._line("export_heading", self.tr("标题上方的一行，可不填"))
        self._row("heading", self.tr("填报单位"), self._heading)
        self._row("statistics", self.tr("另附"), self._boxes((("sheet", self.tr("统计表")),)))
        self._row("templates", self.tr("模板"), self.template)

    def _row(self, name: str, words: str, widget: QWidget) -> None:
        if not widget.accessibleName():
            widget.setAccessibleName(words)
        self._rows[name] = widget
        self._form.addRow(words, widget)

    def _choice(self, name: str, entries: Iterable[tuple[str, str]]) -> ChoiceBox:
        box = ChoiceBox()
        box.setObjectName(name)
        for value, words in entries:
            box.addItem(words, str(value))
        box.currentIndexChanged.connect(self._on_changed)
        return box

    def _line(self, name: str, hint: str) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName(name)
        line.setPlaceholderText(hint)
        line.textChanged.connect(self._on_changed)
        return line

    def _boxes(self, entries: Iterable[tuple[str, str]]) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        for name, words in entries:
            box = QCheckBox(words)
            box.setObjectName(f"export_{name}")
            box.toggled.connect(self._on_changed)
            self._checks[name] = box
            layout.addWidget(box)
        layout.addStretch(1)
        return row

    def _head_row(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._issuer = self._line("export_issuer", self.tr("发文机关标志，不填则没有红头"))
        self._issuer.setAccessibleName(self.tr("发文机关标志"))
        self._number = self._line("export_number", self.tr("发文字号"))
        self._number.setAccessibleName(self.tr("发文字号"))
        layout.addWidget(self._issuer, 2)
        layout.addWidget(self._number, 1)
        return row

    def _show_groupings(self) -> None:
        groupings = {
            Grouping.NONE: self.tr("不分组"),
            Grouping.SECTION: self.tr("按章节"),
            Grouping.CATEGORY: self.tr("按类别"),
            Grouping.REVIEWER: self.tr("按审阅人"),
            Grouping.DISPOSITION: self.tr("按处理情况"),
        }
        is_draft = self._paper is Paper.DELIBERATION
        self._grouping.clear()
        for grouping in (Grouping.SECTION, Grouping.CATEGORY) if is_draft else groupings:
            self._grouping.addItem(groupings[grouping], str(grouping))

    def _show_columns(self, names: Iterable[str]) -> None:
        for box in self._columns.values():
            box.hide()
            box.deleteLater()
        self._columns = {}
        for at, name in enumerate(names):
            box = QCheckBox(name)
            box.toggled.connect(self._on_changed)
            self._columns[name] = box
            self._column_grid.addWidget(box, at // _IN_A_ROW, at % _IN_A_ROW)


def _choose(box: ChoiceBox, value: object) -> None:
    box.setCurrentIndex(max(0, box.findData(value)))


def _words(kept: object, usual: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(str, kept)) if isinstance(kept, list) else tuple(usual)
