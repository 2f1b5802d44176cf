"""关键词表: the keywords of a report as a table in XLSX or CSV."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from reviewer.exporters.facts import write_table
from reviewer.exporters.sheets import Group, Sheet
from reviewer.language.keywords import Keyword
from reviewer.language.references import reference
from reviewer.model.document import Document

COLUMNS: Final = ("词", "次数", "权重", "TF-IDF", "TextRank", "首次出现")


def write(document: Document, keywords: Sequence[Keyword], path: Path) -> None:
    """Write the table; the suffix of `path` decides. Raises UsageError and ExportError."""
    rows = [
        (
            each.word,
            str(each.count),
            f"{each.weight:.3f}",
            f"{each.tfidf:.4f}",
            f"{each.textrank:.4f}",
            reference(document, each.first.start),
        )
        for each in keywords
    ]
    table = Sheet("关键词表", [f"报告：{document.title}"], COLUMNS, [Group("", rows)])
    write_table(table, path)
