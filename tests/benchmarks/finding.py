"""Find as you type in a million characters, against QTextDocument.find."""

from __future__ import annotations

import tempfile
from itertools import accumulate
from pathlib import Path

from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from reviewer import app, importers
from reviewer.language import search
from reviewer.ui.settings import Settings
from reviewer.ui.sides import HITS
from reviewer.ui.window import MainWindow
from tests.benchmarks.harness import Figure, at_least, bounded, interleaved, timed
from tests.benchmarks.reading import long_document

_TYPED = tuple(accumulate("法治政府建设"))


def measure() -> list[Figure]:
    """Type a phrase, letter by letter."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    app.prepare(application)
    text = long_document(1_000_000).text
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "settings.ini")
        window = app.build([], settings)
        window.resize(1440, 900)
        window.show()
        window.session.open_report(None, importers.read_bytes("long.txt", text.encode()))
        window.complete()
        window._parts.side_wanted.emit(HITS)
        window._commands.run("find")
        application.processEvents()
        figures = _typed(application, window)
        window.close()
    return figures


def _typed(application: QApplication, window: MainWindow) -> list[Figure]:
    document = window.session.document
    assert document is not None
    text = document.text
    plain = QTextDocument()
    plain.setPlainText(text)
    search.find(text, "准备")

    def ours() -> float:
        return max(timed(lambda words=words: search.find(text, words)) for words in _TYPED)  # type: ignore[misc]

    def theirs() -> float:
        return max(timed(lambda words=words: _all(plain, words)) for words in _TYPED)  # type: ignore[misc]

    field = window._parts.find_bar._field

    def shown(words: str) -> float:
        def type_and_paint() -> None:
            field.setText(words)
            window.reader.viewport().repaint()
            window._parts.hits.table.viewport().repaint()
            window._arrangement.strip.repaint()

        passed = timed(type_and_paint)
        application.processEvents()
        return passed

    found, baseline = interleaved(5, ours, theirs)
    for words in _TYPED:
        shown(words)
    listed = [max(shown(words) for words in _TYPED) for _ in range(5)]
    return [
        bounded("100 万字随打随找：全部位置（最慢的一键）", found, "ms", 16),
        at_least("100 万字随打随找：与 QTextDocument.find 相比", found, baseline, "ms", 4),
        bounded("100 万字随打随找：画出并列出（最慢的一键）", listed, "ms", 50),
    ]


def _all(document: QTextDocument, words: str) -> list[int]:
    found: list[int] = []
    cursor = document.find(words, QTextCursor(document))
    while not cursor.isNull():
        found.append(cursor.selectionStart())
        cursor = document.find(words, cursor)
    return found
