"""One annotation: worked out, committed with its flush, painted."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from reviewer import app
from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui.settings import Settings
from tests.benchmarks.harness import Figure, bounded, timed
from tests.helpers import SEED


def measure(rounds: int = 40) -> list[Figure]:
    """Annotate on screen, again and again."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    app.prepare(application)
    original = tempfile.gettempdir
    tempfile.gettempdir = lambda: "/nowhere"
    try:
        with tempfile.TemporaryDirectory(dir=Path.cwd() / "build") as folder:
            report = Path(shutil.copy(SEED, folder))
            settings = Settings(Path(folder) / "settings.ini")
            settings.put("identity/name", "审阅人甲")
            window = app.build([report], settings)
            window.show()
            application.processEvents()

            def once(number: int) -> None:
                window.session.annotate(Span(100 + 7 * number, 105 + 7 * number), Kind.HIGHLIGHT)
                window.reader.viewport().repaint()

            once(0)
            values = [timed(lambda n=n: once(n)) for n in range(1, rounds)]  # type: ignore[misc]
            window.close()
    finally:
        tempfile.gettempdir = original
    return [bounded("一条批注：落盘并画出", values, "ms", 10)]
