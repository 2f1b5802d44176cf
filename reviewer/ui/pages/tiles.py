"""Pictures of pieces of pages, drawn in a process of its own and kept as long as there is room."""

from __future__ import annotations

import threading
from collections import OrderedDict
from queue import LifoQueue
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from reviewer.errors import ReportError

EDGE: Final = 512
"""Width and height of a piece, in pixels."""
_KEPT: Final = 160
"""So many pieces are kept: 160 MB at most."""


class Tile(NamedTuple):
    """A piece of a page: `scale` is in pixels to the point, `column` and `row` count pieces."""

    page: int
    scale: float
    column: int
    row: int


class Tiles(QObject):
    """Draws pieces when they are asked for; what was asked for last comes first."""

    #: A piece can be had now.
    arrived = Signal()
    #: The file cannot be drawn, with a sentence.
    failed = Signal(str)

    def __init__(self, name: str, data: bytes, parent: QObject) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[Tile, QImage] = OrderedDict()
        self._asked: set[Tile] = set()
        self._wanted: LifoQueue[Tile | None] = LifoQueue()
        wanted = self._wanted
        self.destroyed.connect(lambda: wanted.put(None))
        self._lock = threading.Lock()
        threading.Thread(target=self._work, args=(name, data), daemon=True).start()

    def get(self, tile: Tile) -> QImage | None:
        """Return a piece, None where it has to be drawn first."""
        with self._lock:
            image = self._kept.get(tile)
            if image is not None:
                self._kept.move_to_end(tile)
            elif tile not in self._asked:
                self._asked.add(tile)
                self._wanted.put(tile)
            return image

    def close(self) -> None:
        """Draw nothing any more."""
        self._wanted.put(None)

    def _work(self, name: str, data: bytes) -> None:
        from reviewer.formats.pdf_file import PdfFile  # noqa: PLC0415

        try:
            with PdfFile(name, data) as file:
                while (tile := self._wanted.get()) is not None:
                    left, top = tile.column * EDGE, tile.row * EDGE
                    made = file.draw(tile.page, tile.scale, left, top, EDGE, EDGE)
                    size = (made.width, made.height, made.width * 4)
                    self._keep(tile, QImage(made.data, *size, QImage.Format.Format_RGB32).copy())
                    if not isValid(self):
                        return
                    self.arrived.emit()
        except ReportError as error:
            if isValid(self):
                self.failed.emit(str(error))

    def _keep(self, tile: Tile, image: QImage) -> None:
        with self._lock:
            self._asked.discard(tile)
            self._kept[tile] = image
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
