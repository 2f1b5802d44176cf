"""Draws the window with a review open: picture.py REVIEW OUT.png [THEME] [WIDTHxHEIGHT]."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from reviewer import app
from reviewer.ui.settings import Settings


def main() -> int:
    """Open the review, let the window paint itself, and save what it shows."""
    review, out, *more = sys.argv[1:]
    theme = more[0] if more else "light"
    width, height = (int(n) for n in (more[1] if len(more) > 1 else "1440x900").split("x"))
    application = QApplication([])
    app.prepare(application)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "settings.ini")
        settings.put("identity/name", "审阅人甲")
        settings.put("theme", theme)
        window = app.build([Path(review)], settings)
        window.resize(width, height)
        window.show()
        for _ in range(30):
            application.processEvents()
        window.grab().save(out)
        window.close()
    sys.stdout.write(f"已画出“{out}”。\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
