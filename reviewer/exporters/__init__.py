"""How does a review become a file? One table says which module writes what.

A file is written beside its target under another name, flushed, and renamed: nobody ever sees half
an export, and where another program holds the target the old file stays as it was.
"""

from __future__ import annotations

import gc
import importlib
import os
import secrets
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Final, Protocol

from reviewer.errors import ExportError, UsageError, reason
from reviewer.exporters.options import Base, Grouping, Paper, Remarks
from reviewer.language import query as query_language
from reviewer.language.paper_terms import TITLES
from reviewer.model.digest import sha256
from reviewer.model.document import Document, Source
from reviewer.model.query import select
from reviewer.model.records import Annotation
from reviewer.model.review import Review
from reviewer.model.spans import Span

_TURN: Final = 0.0005
"""Seconds after which another thread gets its turn while an export is written."""
Progress = Callable[[float], None]
"""Told how much is done, from 0.0 to 1.0; it may raise Cancelled."""


class Cancelled(Exception):
    """The person does not want the export any more; nothing is left behind."""


def _silent(_share: float) -> None:
    return None


@dataclass(frozen=True)
class Export:
    """What is to be exported, and how; it travels to another process.

    `query` is what the person typed in the query language; empty wants every annotation; `ids`
    narrows it to those, `within` to those that begin in a range. `font_cache` is a folder for converted fonts, None converts them anew.

    `paper` says what is written; `base` what the annotations are put onto, for DOCX and PDF, where
    `source_data` are the bytes of the report's file and `page_map` is what its import kept about
    its pages. `opinion_table`, `statistics` append these pages to the report. `columns` (of
    `sheets.columns_of`; none means the usual ones), `grouping`, `title` (empty: the customary one)
    and `heading` (a line above the title: who hands it in) shape the papers. `remarks` says how a
    PDF shows what was said. `templates` is the person's own folder of templates, or one template.
    `issuer` (发文机关标志) puts a red head on the first page of the official layout, with
    `issue_number` (发文字号) below it where there is one.
    """

    document: Document
    review: Review
    exported_at: datetime
    query: str = ""
    opinion_table: bool = True
    font_cache: Path | None = None
    ids: frozenset[str] | None = field(default=None)
    paper: Paper = Paper.REPORT
    base: Base = Base.AUTOMATIC
    statistics: bool = False
    columns: tuple[str, ...] = ()
    grouping: Grouping = Grouping.NONE
    title: str = ""
    heading: str = ""
    remarks: frozenset[Remarks] = frozenset({Remarks.NATIVE})
    source_data: bytes | None = field(default=None, repr=False)
    page_map: tuple[bytes, ...] = field(default=(), repr=False)
    templates: Path | None = None
    issuer: str = ""
    issue_number: str = ""
    within: Span | None = None

    def annotations(self) -> list[Annotation]:
        """Return the annotations wanted, in document order."""
        found = select(self.review, self.document, query_language.parse(self.query))
        if self.within is not None:
            part = self.within
            found = [a for a in found if a.span and part.start <= a.span.start <= part.end]
        return found if self.ids is None else [a for a in found if a.id in self.ids]


class Writer(Protocol):
    """A module that writes one format."""

    def write(self, export: Export, path: Path, progress: Progress) -> None:
        """Write the export to `path`."""


WRITERS: Final[Mapping[str, str]] = {
    ".docx": "reviewer.exporters.docx",
    ".pdf": "reviewer.exporters.pdf",
    ".xlsx": "reviewer.exporters.xlsx",
    ".csv": "reviewer.exporters.csv",
    ".html": "reviewer.exporters.html",
    ".md": "reviewer.exporters.markdown",
    ".jsonld": "reviewer.exporters.jsonld",
    ".txt": "reviewer.exporters.text",
}
"""Suffixes and the modules that write them."""

_TABLES: Final = (".docx", ".pdf", ".xlsx", ".csv", ".html", ".md")
FORMATS: Final[Mapping[Paper, tuple[str, ...]]] = {
    Paper.REPORT: (".docx", ".pdf", ".html", ".md", ".jsonld", ".txt", ".xlsx", ".csv"),
    Paper.OPINIONS: _TABLES,
    Paper.CHANGES: _TABLES,
    Paper.CORRESPONDENCE: _TABLES,
    Paper.DELIBERATION: (".docx", ".pdf", ".html", ".md"),
    Paper.STATISTICS: _TABLES,
}
"""The formats a paper can be written in, the customary one first; XLSX and CSV of the report are
its 意见汇总表."""


def targets(reviews: Sequence[Path], out: Path, suffix: str) -> list[Path]:
    """Return where the export of each review file goes: one file, or a folder with one for each.

    Raises UsageError where the folder does not exist.
    """
    if len(reviews) == 1 and not out.is_dir():
        return [out]
    if not out.is_dir():
        raise UsageError(f"导出几个审阅文件时，“{out}”应当是已有的文件夹，请先新建它。")
    found: list[Path] = []
    for review in reviews:
        plain = out / f"{review.stem}.{suffix.removeprefix('.')}"
        found.append(next(path for path in chain([plain], numbered(plain)) if path not in found))
    return found


def numbered(path: Path) -> Iterator[Path]:
    """Yield other names beside a file: 报告（2）.docx and so on."""
    return (path.with_name(f"{path.stem}（{number}）{path.suffix}") for number in count(2))


def _is_original(path: Path, source: Source) -> bool:
    """Whether there is already a file, and the report was read from the very same bytes."""
    if not source.sha256 or not path.is_file() or path.stat().st_size != source.size:
        return False
    return sha256(path.read_bytes()) == source.sha256


def write(export: Export, path: Path, progress: Progress = _silent) -> None:
    """Write an export; the suffix of `path` decides on the format.

    Raises UsageError for an unknown suffix or one the paper is not written in, ExportError where the
    file cannot be written or is the report's original, and Cancelled where `progress` raised it.
    """
    module = WRITERS.get(path.suffix.lower())
    if module is None:
        known = "、".join(sorted(WRITERS))
        raise UsageError(f"不认识导出格式“{path.suffix or path.name}”，可以用：{known}。")
    if path.suffix.lower() not in FORMATS[export.paper]:
        fit = "、".join(FORMATS[export.paper])
        raise UsageError(
            f"{TITLES[export.paper]}不能写成“{path.suffix}”，请换一种格式，可以用：{fit}。"
        )
    if _is_original(path, export.document.source):
        raise ExportError(
            f"“{path}”与报告的原件完全相同，可能就是原件，没有覆盖，请换一个文件名或位置。"
        )
    writer: Writer = importlib.import_module(module)
    scratch = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    # -- hundreds of thousands of objects come and none goes: looking for garbage takes long
    was_on = gc.isenabled()
    gc.disable()
    # -- threads that pack what is made would wait longer for their turn than they work
    before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        writer.write(export, scratch, progress)
        with scratch.open("rb+") as stream:
            os.fsync(stream.fileno())
        scratch.replace(path)
    except OSError as error:
        raise ExportError(
            f"无法写入“{path}”（{reason(error)}），它可能正被其他程序打开，请换一个文件名或位置。"
        ) from error
    finally:
        sys.setswitchinterval(before)
        if was_on:
            gc.enable()
        with suppress(OSError):
            scratch.unlink(missing_ok=True)
