"""The page on a long report, against a QTextEdit with the plain text."""

from __future__ import annotations

import random
import time

from PySide6.QtGui import QFont, QTextCursor
from PySide6.QtWidgets import QAbstractSlider, QApplication, QTextEdit

from reviewer import app, importers
from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.document import Document
from reviewer.model.records import Kind
from reviewer.ui import theme
from reviewer.ui.reading.view import ReadingView
from tests.benchmarks.harness import Figure, at_least, bounded, compared, interleaved, timed
from tests.helpers import SEED, annotation_on

_ANNOTATIONS = 10_000


def long_document(characters: int) -> Document:
    """A report made of the seed's paragraphs in random order."""
    chance = random.Random(1)
    lines = [line.strip() for line in SEED.read_text("utf-8").splitlines() if line.strip()]
    made: list[str] = lines[:5]
    size = sum(map(len, made))
    while size < characters:
        line = chance.choice(lines[6:])
        made.append(line)
        size += len(line) + 1
    return importers.read_bytes("long.txt", "\n".join(made).encode()).document


def measure(characters: int = 1_000_000) -> list[Figure]:  # noqa: C901
    """Open, page down, jump and resize."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    app.prepare(application)
    document = long_document(characters)
    chance = random.Random(2)
    remarks = [
        annotation_on(document, at, at + chance.randrange(4, 40), id=f"a{n}", kind=Kind.HIGHLIGHT)
        for n, at in enumerate(chance.sample(range(len(document.text) - 50), _ANNOTATIONS))
    ]
    categories = {category.id: category for category in DEFAULT_CATEGORIES}
    look = theme.load("light").look()

    def ours() -> ReadingView:
        view = ReadingView(look)
        view.resize(1000, 800)
        view.show_document(document)
        view.marks.show(document, remarks, categories)
        view.show()
        application.processEvents()
        return view

    def theirs() -> QTextEdit:
        edit = QTextEdit()
        font = QFont("Noto Serif SC")
        font.setPixelSize(18)
        edit.setFont(font)
        edit.setPlainText(document.text)
        edit.resize(1000, 800)
        edit.show()
        application.processEvents()
        return edit

    opened = interleaved(5, lambda: timed(ours), lambda: timed(theirs))
    view, edit = ours(), theirs()
    deadline = time.perf_counter() + 3
    while time.perf_counter() < deadline:  # the other view lays out its text in idle time
        application.processEvents()

    def page_down() -> None:
        view.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)
        application.processEvents()

    pages = sorted(timed(page_down) for _ in range(200))

    def jump(widget: ReadingView | QTextEdit) -> float:
        def go() -> None:
            if isinstance(widget, QTextEdit):
                widget.moveCursor(QTextCursor.MoveOperation.End)
            else:
                widget.verticalScrollBar().setValue(widget.verticalScrollBar().maximum())
            application.processEvents()

        return timed(go)

    widths = [900, 980]

    def resize(widget: ReadingView | QTextEdit) -> float:
        def go() -> None:
            widget.resize(widths[widget.width() == widths[0]], 800)
            application.processEvents()

        return timed(go)

    # -- right after opening, as a person does: the other view has most of its text to lay out yet
    jumps = interleaved(5, lambda: jump(ours()), lambda: jump(theirs()))
    jump(view), jump(edit)
    resizes = interleaved(9, lambda: resize(view), lambda: resize(edit))
    return [
        compared("百万字、一万条批注：到首页画出", *opened, "ms", 1.5),
        bounded("百万字：翻页 p95", [pages[int(0.95 * len(pages))]], "ms", 12),
        at_least("百万字：跳到末尾", *jumps, "ms", 15),
        at_least("百万字：改变窗口宽度", *resizes, "ms", 15),
    ]
