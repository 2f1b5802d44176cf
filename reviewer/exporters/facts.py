"""数据核对表: the facts of a report as a table in XLSX or CSV."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from reviewer.errors import ExportError, UsageError, reason
from reviewer.exporters.sheets import Group, Sheet
from reviewer.language.figures import Fact, FactKind
from reviewer.language.references import reference
from reviewer.model.document import Document

COLUMNS: Final = ("类别", "内容", "指什么", "时限", "位置")
KIND_WORDS: Final = {
    FactKind.FIGURE: "数据",
    FactKind.BODY: "单位",
    FactKind.PHRASE: "提法",
    FactKind.DOCUMENT: "文件",
    FactKind.COMMITMENT: "任务",
}
_WRITERS: Final = {".xlsx": "xlsx", ".csv": "csv"}


def rows(document: Document, facts: Sequence[Fact]) -> list[tuple[str, ...]]:
    """Return a row a fact, by `COLUMNS`."""
    return [
        (
            KIND_WORDS[fact.kind],
            fact.text,
            fact.what or fact.sort * (fact.kind is FactKind.BODY),
            fact.deadline,
            reference(document, fact.span.start),
        )
        for fact in facts
    ]


def write(document: Document, facts: Sequence[Fact], path: Path) -> None:
    """Write the table; the suffix of `path` decides. Raises UsageError and ExportError."""
    lines = [f"报告：{document.title}"]
    write_table(Sheet("数据核对表", lines, COLUMNS, [Group("", rows(document, facts))]), path)


def write_table(table: Sheet, path: Path) -> None:
    """Write a table; the suffix of `path` decides. Raises UsageError and ExportError."""
    name = _WRITERS.get(path.suffix.lower())
    if name is None:
        raise UsageError(f"不认识导出格式“{path.suffix or path.name}”，可以用：.csv、.xlsx。")
    writer: Any = import_module(f"reviewer.exporters.{name}")
    try:
        writer.write_sheet(table, path, lambda _share: None)
    except OSError as error:
        raise ExportError(
            f"无法写入“{path}”（{reason(error)}），它可能正被其他程序打开，请换一个文件名或位置。"
        ) from error
