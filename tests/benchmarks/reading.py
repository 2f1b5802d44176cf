"""The page on long reports, against a QTextEdit with the plain text and against itself."""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFont, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QApplication, QTextEdit

from reviewer import app, importers
from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.document import Document
from reviewer.model.records import Annotation, Kind
from reviewer.model.spans import Span
from reviewer.ui import theme
from reviewer.ui.reading.view import ReadingView
from tests.benchmarks.harness import (
    Figure,
    at_least,
    bounded,
    child,
    compared,
    interleaved,
    timed,
)
from tests.helpers import SEED, annotation_on

_ANNOTATIONS: Final = 10_000
_NO_BUTTON: Final = Qt.MouseButton.NoButton
_NO_KEY: Final = Qt.KeyboardModifier.NoModifier
_SIZE: Final = (1000, 800)

_VIEW_OF_ONE_FILE: Final = """
import sys
from pathlib import Path
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit
application = QApplication([])
which, path = sys.argv[1:]
if which == "ours":
    from reviewer import app, importers
    from reviewer.ui import theme
    from reviewer.ui.reading.view import ReadingView
    app.prepare(application)
    shown = ReadingView(theme.load("light").look())
    shown.show_document(importers.read(Path(path)).document)
else:
    shown = QTextEdit()
    shown.setPlainText(Path(path).read_text("utf-8"))
shown.resize(1000, 800)
shown.show()
application.processEvents()
if which == "theirs":
    shown.moveCursor(QTextCursor.MoveOperation.End)  # lays everything out
shown.verticalScrollBar().setValue(shown.verticalScrollBar().maximum())
application.processEvents()
print(next(l for l in open("/proc/self/status") if l.startswith("VmRSS")).split()[1], flush=True)
"""
"""Shows a file to its end and tells the size of the process in kilobytes."""


def long_text(characters: int) -> str:
    """The seed's paragraphs in random order."""
    chance = random.Random(1)
    lines = [line.strip() for line in SEED.read_text("utf-8").splitlines() if line.strip()]
    made: list[str] = lines[:5]
    size = sum(map(len, made))
    while size < characters:
        line = chance.choice(lines[6:])
        made.append(line)
        size += len(line) + 1
    return "\n".join(made)


def long_document(characters: int) -> Document:
    """A report made of the seed's paragraphs in random order."""
    return importers.read_bytes("long.txt", long_text(characters).encode()).document


def _one_paragraph(characters: int) -> Document:
    """A report pasted without line breaks."""
    text = long_text(characters).replace("\n", "")[:characters]
    return importers.read_bytes("pasted.txt", f"某报告\n{text}".encode()).document


def _remarks(document: Document) -> list[Annotation]:
    """Highlights all over a report; what they say of the text is the same in each."""
    chance = random.Random(2)
    first = annotation_on(document, 0, 4, kind=Kind.HIGHLIGHT)
    assert first.placement is not None
    places = chance.choices(range(len(document.text) - 50), k=_ANNOTATIONS)
    spans = [Span(at, at + chance.randrange(4, 40)) for at in places]
    return [
        first._replace(id=f"a{n}", placement=first.placement._replace(span=span))
        for n, span in enumerate(spans)
    ]


class _Ours:
    """A report with its annotations in the reading view."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.remarks = _remarks(document)
        self._categories = {category.id: category for category in DEFAULT_CATEGORIES}
        self._widths = [900, 980]

    def open(self) -> ReadingView:
        """Show it, up to the first frame."""
        view = ReadingView(theme.load("light").look())
        view.resize(*_SIZE)
        view.show_document(self.document)
        view.marks.show(self.document, self.remarks, self._categories)
        view.show()
        QApplication.processEvents()
        return view


def _theirs(text: str) -> QTextEdit:
    edit = QTextEdit()
    font = QFont("Noto Serif SC")
    font.setPixelSize(18)
    edit.setFont(font)
    edit.setPlainText(text)
    edit.resize(*_SIZE)
    edit.show()
    QApplication.processEvents()
    return edit


def _page_down(view: ReadingView) -> float:
    def go() -> None:
        view.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)
        QApplication.processEvents()

    return timed(go)


def _wheel(view: ReadingView) -> float:
    place = QPointF(400, 300)
    whole = view.viewport().mapToGlobal(place)

    def go() -> None:
        turned = QWheelEvent(
            place,
            whole,
            QPoint(),
            QPoint(0, -120),
            _NO_BUTTON,
            _NO_KEY,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.viewport(), turned)
        QApplication.processEvents()

    return timed(go)


def _to_end(widget: ReadingView | QTextEdit) -> float:
    def go() -> None:
        if isinstance(widget, QTextEdit):
            widget.moveCursor(QTextCursor.MoveOperation.End)
        else:
            widget.verticalScrollBar().setValue(widget.verticalScrollBar().maximum())
        QApplication.processEvents()

    return timed(go)


def _jump(view: ReadingView, share: float) -> float:
    def go() -> None:
        bar = view.verticalScrollBar()
        bar.setValue(round(bar.maximum() * share))
        QApplication.processEvents()

    return timed(go)


def _resize(widget: ReadingView | QTextEdit) -> float:
    def go() -> None:
        widget.resize(980 if widget.width() == 900 else 900, _SIZE[1])
        QApplication.processEvents()

    return timed(go)


def _zoom(view: ReadingView) -> float:
    def go() -> None:
        view.set_zoom(110 if view.look.zoom == 100 else 100)
        QApplication.processEvents()

    return timed(go)


def _p95(values: list[float]) -> list[float]:
    return [sorted(values)[int(0.95 * len(values))]]


def _moves(*views: ReadingView) -> dict[str, list[list[float]]]:
    """Use views as people do, in turns; the values of each by what was done."""
    chance = random.Random(4)
    shares = [chance.random() for _ in range(41)]
    turns = iter(shares * len(views))

    def each(step: object, rounds: int) -> list[list[float]]:
        assert callable(step)
        return interleaved(rounds, *(lambda view=view: step(view) for view in views))

    def jump(view: ReadingView) -> float:
        return _jump(view, next(turns))

    return {
        "翻页": each(_page_down, 60),
        "滚轮": each(_wheel, 60),
        "跳转": each(jump, 41),
        "改变宽度": each(_resize, 21),
        "缩放": each(_zoom, 9),
    }


def measure(characters: int = 1_000_000) -> list[Figure]:
    """Open, page down, turn the wheel, jump, resize and zoom."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    app.prepare(application)
    # -- as in the window: the scroll bars that Qt draws of itself take a fifth of a frame
    application.setStyleSheet(theme.load("light").style_sheet())
    ours = _Ours(long_document(characters))
    text = ours.document.text
    opened = interleaved(7, lambda: timed(ours.open), lambda: timed(lambda: _theirs(text)))
    # -- right after opening, as a person does: the other view has most of its text to lay out yet
    jumps = interleaved(5, lambda: _to_end(ours.open()), lambda: _to_end(_theirs(text)))
    view, edit = ours.open(), _theirs(text)
    deadline = time.perf_counter() + 3
    while time.perf_counter() < deadline:  # the other view lays out its text in idle time
        application.processEvents()
    _to_end(view), _to_end(edit)
    resizes = interleaved(9, lambda: _resize(view), lambda: _resize(edit))
    edit.deleteLater()
    figures = [
        compared("百万字、一万条批注：到首页画出", *opened, "ms", 1.5),
        at_least("百万字：跳到末尾", *jumps, "ms", 15),
        at_least("百万字：改变窗口宽度", *resizes, "ms", 15),
        *_sizes(view, characters),
        _memory(10 * characters),
    ]
    application.setStyleSheet("")
    return figures


def _sizes(view: ReadingView, characters: int) -> list[Figure]:
    """The same movements on a report ten times as long, and on one of a single paragraph."""
    longer = _Ours(long_document(10 * characters)).open()
    single = _Ours(_one_paragraph(characters // 5)).open()
    view.verticalScrollBar().setValue(0)
    moves = _moves(view, longer, single)
    limits = {"翻页": 12, "滚轮": 5, "跳转": 16, "改变宽度": 16, "缩放": 33}
    figures = []
    for name, (here, there, pasted) in moves.items():
        figures += [
            bounded(f"百万字：{name} p95", _p95(here), "ms", limits[name]),
            compared(f"千万字比百万字：{name}", there, here, "ms", 1.3),
            compared(f"单个 20 万字段落比百万字：{name}", pasted, here, "ms", 2),
        ]
    return figures


def _memory(characters: int) -> Figure:
    """How much a process grows from the sample report to a very long one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.txt"
        path.write_text(long_text(characters), "utf-8")

        def grown(which: str) -> float:
            sizes = [child(_VIEW_OF_ONE_FILE, which, str(p))[1][0] for p in (path, SEED)]
            return (int(sizes[0]) - int(sizes[1])) / 1024

        mine, others = grown("ours"), grown("theirs")
    return compared("从样例到千万字：内存增长", [mine], [others], "MB", round(1 / 6, 3))
