"""Find as you type in a million characters, against QTextDocument.find."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from reviewer import app, importers
from reviewer.language import search
from reviewer.language.search import Options
from reviewer.ui.settings import Settings
from reviewer.ui.sides import HITS
from reviewer.ui.steps import Afterwards
from reviewer.ui.window import MainWindow
from tests.benchmarks.harness import Figure, Painted, at_least, bounded, interleaved, timed
from tests.benchmarks.reading import long_document

_TYPED = tuple(accumulate("法治政府建设"))
_PHRASES = (*_TYPED[1:], "（一）", "法治，政府", "fzzf", "查无此词")


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
        window.findChild(Afterwards).finish()
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

    def indexed() -> float:
        return timed(lambda: search.Index(text).prepare())

    def slowest(phrases: Sequence[str], options: Options = search.USUAL) -> float:
        return max(
            timed(lambda phrase=phrase: search.find(text, phrase, options)) for phrase in phrases
        )  # type: ignore[misc]

    def ours() -> float:
        return slowest(_TYPED)

    def theirs() -> float:
        return max(timed(lambda words=words: _all(plain, words)) for words in _TYPED)  # type: ignore[misc]

    field = window._parts.find_bar._field
    painted = Painted(
        window.reader.viewport(), window._parts.hits.table.viewport(), window._arrangement.strip
    )

    def shown(words: str) -> float:
        def type_and_paint() -> None:
            painted.forget()
            field.setText(words)
            painted.wait(application)

        passed = timed(type_and_paint)
        application.processEvents()
        return passed

    found, baseline = interleaved(5, ours, theirs)
    for words in _TYPED:
        shown(words)
    listed = [max(shown(words) for words in _TYPED) for _ in range(5)]
    whole, expression = search.Options(whole_words=True), search.Options(regex=True)
    return [
        bounded("100 万字随打随找：建好索引", [indexed() for _ in range(5)], "ms", 150),
        bounded("100 万字随打随找：全部位置（最慢的一键）", found, "ms", 16),
        bounded("100 万字查一个词", [slowest(_PHRASES) for _ in range(5)], "ms", 8),
        bounded("100 万字只找整个词", [slowest(_TYPED[1:2], whole) for _ in range(6)][1:], "ms", 8),
        bounded(
            "100 万字用正则表达式", [slowest(("法治.{2}",), expression) for _ in range(5)], "ms", 50
        ),
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
