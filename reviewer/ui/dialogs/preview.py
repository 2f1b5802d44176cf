"""A live preview of what is about to be written: made in a process, the newest choice wins."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from reviewer.errors import ReviewerError
from reviewer.ui.settings import cache_folder

if TYPE_CHECKING:
    from reviewer.exporters import Export
    from reviewer.exporters.preview import Preview
    from reviewer.formats.child import Child
    from reviewer.formats.pdf import Picture

_MEMORY: Final = 3 * 1024 * 1024 * 1024
_SECONDS: Final = 60.0
"""The longest a preview may take; usually it is a tenth of a second."""
_MARGIN: Final = 12


class Wanted(NamedTuple):
    """What is to be seen: fields of `Export` that differ from what is held, and the suffix."""

    choice: dict[str, Any]
    suffix: str


class Previewer(QObject):
    """Makes previews of one review, one after the other, in a process that is kept.

    What was asked for before the newest wish is not made, or not told.
    """

    #: A `Preview` of the newest wish.
    ready = Signal(object)
    #: Why the newest wish cannot be shown.
    failed = Signal(str)
    _told = Signal(object, object)

    def __init__(self, export: Export, parent: QObject) -> None:
        super().__init__(parent)
        self._export = export
        self._wishes: SimpleQueue[Wanted | None] = SimpleQueue()
        self._newest: Wanted | None = None
        self._thread: threading.Thread | None = None
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        wishes = self._wishes
        self.destroyed.connect(lambda: wishes.put(None))

    def show(self, wanted: Wanted) -> None:
        """Ask for a preview."""
        self._newest = wanted
        self._wishes.put(wanted)
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._work, daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Make none any more."""
        self._newest = None
        self._wishes.put(None)

    def _on_told(self, wanted: Wanted, answer: object) -> None:
        if wanted is not self._newest:
            return
        if isinstance(answer, str):
            self.failed.emit(answer)
        else:
            self.ready.emit(answer)

    # in the thread

    def _work(self) -> None:
        child: Child | None = None
        with scratch_folder() as folder:
            try:
                while (wanted := self._next()) is not None:
                    if child is None:
                        child = _started(self._export, Path(folder))
                    try:
                        answer, is_alive = _answered(child, wanted)
                    except Exception:
                        self._tell(wanted, "")
                        raise
                    if not is_alive:
                        child.close()
                        child = None
                    self._tell(wanted, answer)
            finally:
                if child is not None:
                    child.close()

    def _tell(self, wanted: Wanted, answer: object) -> None:
        if isValid(self):
            self._told.emit(wanted, answer)

    def _next(self) -> Wanted | None:
        """Wait for a wish, and return the newest there is."""
        wanted = self._wishes.get()
        while wanted is not None:
            try:
                wanted = self._wishes.get_nowait()
            except Empty:
                break
        return wanted


def scratch_folder() -> tempfile.TemporaryDirectory[str]:
    """Return a folder for files that are only looked at; it goes when it is left."""
    place = cache_folder()
    place.mkdir(parents=True, exist_ok=True)
    return tempfile.TemporaryDirectory(prefix="look-", dir=place, ignore_cleanup_errors=True)


def _started(export: Export, folder: Path) -> Child:
    from reviewer.exporters import preview  # noqa: PLC0415
    from reviewer.formats.child import Child  # noqa: PLC0415

    child = Child(_MEMORY)
    child.ask(preview.hold, export, folder)
    return child


def _answered(child: Child, wanted: Wanted) -> tuple[object, bool]:
    """Return a preview or a sentence, and whether the process lives on."""
    from reviewer.exporters import preview  # noqa: PLC0415
    from reviewer.formats.child import ChildFailed  # noqa: PLC0415

    try:
        child.ask(preview.show, wanted.choice, wanted.suffix)
        while (answer := child.answer(_SECONDS)) is None:
            pass  # -- the answer to `hold`
    except ReviewerError as error:
        return str(error), True
    except ChildFailed:
        return "", False
    return answer, True


class PreviewPane(QScrollArea):
    """Shows the pages below each other, as wide as there is room, or the lines of a text."""

    #: A preview is shown now; how many annotations the export has.
    counted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setAccessibleName(self.tr("预览"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(260)
        self._shown: list[QWidget] = []
        self._sheet = QWidget()
        self._sheet.setObjectName("preview_sheet")
        self._layout = QVBoxLayout(self._sheet)
        self._layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._layout.setSpacing(_MARGIN)
        self._layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._note = QLabel(self.tr("正在排版预览…"))
        self._note.setObjectName("secondary")
        self._note.setWordWrap(True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._layout.addWidget(self._note)
        self.setWidget(self._sheet)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(4)
        self._bar.hide()

    def attend_to(self, previewer: Previewer) -> None:
        """Show what a previewer makes."""
        previewer.ready.connect(self._on_ready)
        previewer.failed.connect(self._on_failed)

    def show_busy(self) -> None:
        """Say that what is shown is about to change."""
        self._bar.setGeometry(0, 0, self.width(), 4)
        self._bar.show()

    @property
    def pages(self) -> int:
        """How many pages are shown."""
        return sum(isinstance(each, _Page) for each in self._shown)

    @property
    def words(self) -> str:
        """What is said below the pages, or of a failure."""
        return self._note.text()

    def _on_ready(self, preview: Preview) -> None:
        self._bar.hide()
        top = self.verticalScrollBar().value()
        self._clear()
        for page in preview.pages:
            self._add(_Page(page))
        if preview.text:
            words = QLabel(preview.text)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            words.setMargin(20)
            self._add(words)
        self._note.setText(self._said(preview))
        self._note.setVisible(bool(self._note.text()))
        self._scale()
        self.verticalScrollBar().setValue(top)
        self.counted.emit(preview.remarks)

    def _on_failed(self, sentence: str) -> None:
        self._bar.hide()
        self._clear()
        self._note.setText(sentence or self.tr("预览没有排出来，不影响导出和打印。"))
        self._note.show()

    def _said(self, preview: Preview) -> str:
        said = []
        if preview.is_part:
            said.append(self.tr("预览只有开头部分。"))
        if preview.is_likeness:
            said.append(self.tr("这是按公文版式排出的示意，文件在其他程序里的样子会有出入。"))
        return "".join(said)

    def _add(self, shown: QWidget) -> None:
        shown.setObjectName("preview_page")
        shown.setAccessibleName(self.tr("预览第 {n} 页").format(n=len(self._shown) + 1))
        self._shown.append(shown)
        self._layout.insertWidget(self._layout.count() - 1, shown)

    def _clear(self) -> None:
        for shown in self._shown:
            shown.hide()
            shown.deleteLater()
        self._shown.clear()

    def _scale(self) -> None:
        room = max(100, self.viewport().width() - 2 * _MARGIN)
        for shown in self._shown:
            if isinstance(shown, _Page):
                shown.fit(room)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the pages as wide as there is room."""
        super().resizeEvent(event)
        self._bar.setGeometry(0, 0, self.width(), 4)
        self._scale()


class _Page(QWidget):
    """A picture of a page."""

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self._data = picture.data
        size = (picture.width, picture.height, picture.width * 4)
        self._image = QImage(self._data, *size, QImage.Format.Format_RGB32)

    def fit(self, width: int) -> None:
        """Become that wide."""
        self.setFixedSize(width, round(width * self._image.height() / self._image.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page with a hairline around it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._image)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
