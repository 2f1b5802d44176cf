"""Frames while the window reads, brings in or writes something long: paging goes on as if nothing was."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QAbstractSlider, QApplication

from reviewer import app, exporters
from reviewer.model.document import Document
from reviewer.model.review import Review
from reviewer.ui import reports, tasks
from reviewer.ui.settings import Settings
from reviewer.ui.window import MainWindow
from tests.benchmarks.export import docx_of, on_original
from tests.benchmarks.harness import Figure, bounded, compared, timed
from tests.benchmarks.reading import long_document
from tests.helpers import NOON

_COMMENTS = 300
_ROUNDS = 2
_IDLE = 100
_PAGES = 300
_CHARACTERS_A_PAGE = 616  # 22 lines of 28
_PATIENCE = 120  # seconds


def measure(characters: int = 1_000_000) -> list[Figure]:
    """Page down while a million characters of DOCX, then 300 pages of PDF, are read and written."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    app.prepare(application)
    document = long_document(characters)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        word, pages, text = (folder / f"长{end}" for end in (".docx", ".pdf", ".txt"))
        text.write_text(document.text, "utf-8")
        word.write_bytes(docx_of(document.text.split("\n")))
        exporters.write(_plain(long_document(_PAGES * _CHARACTERS_A_PAGE), folder), pages)
        export = on_original(word.read_bytes(), _COMMENTS)
        window = _window(application, text, folder)
        figures: list[Figure] = []
        for words, task in (
            ("读百万字 DOCX", lambda: tasks.in_process(reports.read, word, "")),
            ("读 300 页 PDF", lambda: tasks.in_process(reports.read, pages, "")),
            (
                "导出百万字 DOCX",
                lambda: tasks.in_process(exporters.write, export, folder / "out.docx"),
            ),
        ):
            busy: list[float] = []
            idle: list[float] = []
            for _ in range(_ROUNDS):
                idle += [_paged(application, window) for _ in range(_IDLE)]
                busy += _while(application, window, task)
            figures += [
                compared(f"翻页 p95：{words}时与平时相比", [_p95(busy)], [_p95(idle)], "ms", 1.5),
                bounded(f"最长的一帧：{words}时", [max(busy)], "ms", 50),
            ]
        for words, path in (("百万字 DOCX", word), ("300 页 PDF", pages)):
            longest = _opened(application, window, path)
            figures.append(bounded(f"最长的一帧：打开{words}，到画出为止", longest, "ms", 200))
        window.close()
    return figures


def _plain(document: Document, folder: Path) -> exporters.Export:
    return exporters.Export(
        document=document,
        review=Review(),
        exported_at=NOON,
        opinion_table=False,
        font_cache=folder / "fonts",
    )


def _window(application: QApplication, path: Path, folder: Path) -> MainWindow:
    window = app.build([], Settings(folder / "settings.ini"))
    window.resize(1440, 900)
    window.show()
    _opened(application, window, path)
    return window


def _opened(application: QApplication, window: MainWindow, path: Path) -> list[float]:
    """Open a report as people do; return the longest frame until it is painted."""
    before, frames = window.session.document, []
    until = time.perf_counter() + _PATIENCE
    frames.append(timed(lambda: window.open(path)))
    while window.session.document is before and time.perf_counter() < until:
        frames.append(_paged(application, window))
    frames += [_paged(application, window) for _ in range(20)]
    assert window.session.document is not before
    return [max(frames)]


def _while(
    application: QApplication, window: MainWindow, start: Callable[[], tasks.Task]
) -> list[float]:
    ended: list[Any] = []
    failed: list[str] = []
    kept: list[object] = []
    frames: list[float] = []
    begun = time.perf_counter()
    task = start()
    frames.append((time.perf_counter() - begun) * 1000)
    task.ended.connect(lambda: ended.append(True))
    task.failed.connect(failed.append)
    task.succeeded.connect(kept.append)
    while not ended and time.perf_counter() < begun + _PATIENCE:
        frames.append(_paged(application, window))
    assert ended
    assert not failed, failed
    return frames


def _paged(application: QApplication, window: MainWindow) -> float:
    bar = window.reader.verticalScrollBar()
    if bar.value() == bar.maximum():
        bar.setValue(0)

    def page() -> None:
        bar.triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)
        application.processEvents()

    return timed(page)


def _p95(values: list[float]) -> float:
    return sorted(values)[int(0.95 * len(values))]


if __name__ == "__main__":
    from tests.benchmarks.harness import write

    Path("build").mkdir(exist_ok=True)
    write(measure(), Path("build/opening.json"))
