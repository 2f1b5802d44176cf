"""Draws the window with a review open: picture.py REVIEW OUT.png [THEME] [WIDTHxHEIGHT]."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from reviewer import app
from reviewer.ui.settings import Settings
from reviewer.ui.window import MainWindow

_ROUNDS = 30


def settle(rounds: int = _ROUNDS) -> None:
    """Let the window paint itself, and what comes after the first frame come."""
    for _ in range(rounds):
        QApplication.processEvents()


@contextmanager
def shown(path: Path | None, theme: str, size: tuple[int, int]) -> Iterator[MainWindow]:
    """A window with a file open, with settings of its own."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "settings.ini")
        settings.put("identity/name", "审阅人甲")
        settings.put("identity/organisation", "某局")
        settings.put("theme", theme)
        window = app.build([path] if path is not None else [], settings)
        window.resize(*size)
        window.show()
        settle()
        yield window
        window.close()
        settle(2)


def main() -> int:
    """Open the review and save what its window shows."""
    review, out, *more = sys.argv[1:]
    theme = more[0] if more else "light"
    width, height = (int(n) for n in (more[1] if len(more) > 1 else "1440x900").split("x"))
    application = QApplication([])
    app.prepare(application)
    with shown(Path(review), theme, (width, height)) as window:
        window.grab().save(out)
    sys.stdout.write(f"已画出“{out}”。\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
