"""One annotation: worked out, committed with its flush, painted."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from reviewer import app, importers
from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.change import Stamp
from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.store import ReviewFile
from reviewer.ui.settings import Settings
from reviewer.ui.steps import Afterwards
from tests.benchmarks.cards import remarks_on
from tests.benchmarks.harness import Figure, Painted, bounded, compared, timed
from tests.benchmarks.reading import long_document
from tests.helpers import SEED

_MANY = 100_000


def measure(rounds: int = 40) -> list[Figure]:
    """Annotate on screen, again and again: where nothing was said, and where very much was."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    app.prepare(application)
    original, home = tempfile.gettempdir, os.environ.get("XDG_DATA_HOME")
    tempfile.gettempdir = lambda: "/nowhere"
    try:
        with tempfile.TemporaryDirectory(dir=Path.cwd() / "build") as folder:
            # -- what an earlier run said of the sample must not be there already
            os.environ["XDG_DATA_HOME"] = folder
            report = Path(shutil.copy(SEED, folder))
            bare = _annotated(application, report, rounds)
            full = _annotated(application, _much_said(Path(folder)), rounds)
    finally:
        tempfile.gettempdir = original
        os.environ.pop("XDG_DATA_HOME")
        if home is not None:
            os.environ["XDG_DATA_HOME"] = home
    return [
        bounded("一条批注：落盘并画出", bare, "ms", 10),
        compared("一条批注：已有 10 万条时，与没有时相比", full, bare, "ms", 1.5),
    ]


def _annotated(application: QApplication, path: Path, rounds: int) -> list[float]:
    settings = Settings(path.with_suffix(".ini"))
    settings.put("identity/name", "审阅人甲")
    window = app.build([path], settings)
    window.resize(1440, 900)
    window.show()
    application.processEvents()
    window.findChild(Afterwards).finish()
    application.processEvents()

    painted = Painted(window.reader.viewport())

    def once(number: int) -> None:
        """Annotate, and wait for the picture as people do: what has changed is painted."""
        painted.forget()
        window.session.annotate(Span(100 + 7 * number, 105 + 7 * number), Kind.HIGHLIGHT)
        painted.wait(application)

    once(0)
    values: list[float] = []
    for number in range(1, rounds):
        values.append(timed(lambda n=number: once(n)))  # type: ignore[misc]
        application.processEvents()
    window.close()
    return values


def _much_said(folder: Path) -> Path:
    """A review of a million characters with a hundred thousand annotations."""
    text = long_document(1_000_000).text
    imported = importers.read_bytes("long.txt", text.encode())
    records = [*DEFAULT_CATEGORIES, *remarks_on(imported.document, _MANY)]
    path = folder / "long.review"
    ReviewFile.create(path, imported, records, Stamp(1, "p1"))
    return path
