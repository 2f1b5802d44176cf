"""The first frame waits for nothing it does not need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from reviewer.ui import actions
from tests.helpers import SEED

_HEAVY = (
    "numpy",
    "jieba",
    "rjieba",
    "docx",
    "lxml",
    "reportlab",
    "pikepdf",
    "fontTools",
    "typer",
    "rich",
    "json",
    "pickle",
    "sqlite3",
    "PySide6.QtPrintSupport",
    "reviewer.exporters",
    "reviewer.formats.",
    "reviewer.language.checks",
    "reviewer.language.corrections",
    "reviewer.language.references",
    "reviewer.language.search",
    "reviewer.language.sentences",
    "reviewer.language.words",
    "reviewer.store.file",
    "reviewer.ui.dialogs",
    "reviewer.ui.models",
    "reviewer.ui.pages",
    "reviewer.ui.panels",
)
"""Modules, with all below them; a dot at the end spares the package itself."""

_CODE = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from reviewer import app

application = QApplication([])
app.prepare(application)
window = app.build([Path(sys.argv[1])])

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            loaded = [
                name
                for name in sys.modules
                for heavy in sys.argv[2].split(",")
                if name == heavy or name.startswith(heavy.removesuffix(".") + ".")
            ]
            print(",".join(sorted(loaded)) or "none")
            sys.stdout.flush()
            application.exit(0)
        return False

painted = Painted()
window.reader.viewport().installEventFilter(painted)
window.show()
application.exec()
"""


def test_nothing_heavy_is_loaded_before_the_first_painted_frame() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CODE, str(SEED), ",".join(_HEAVY)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.splitlines()[0] == "none"


def test_what_follows_the_first_frame_comes_after_it_was_on_the_screen() -> None:
    code = _CODE.replace("application.exit(0)", "QTimer.singleShot(0, tell)").replace(
        "painted = Painted()",
        "def tell():\n    print(window._parts.has('cards'), flush=True)\n"
        "    QTimer.singleShot(0, wait)\n"
        "def wait():\n    if window._parts.has('cards'):\n        application.exit(0)\n"
        "    else:\n        QTimer.singleShot(1, wait)\n"
        "painted = Painted()",
    )
    code = code.replace("import QEvent, QObject", "import QEvent, QObject, QTimer")
    done = subprocess.run(
        [sys.executable, "-c", code, str(SEED), "none"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split()[:2] == ["none", "False"]


def test_no_source_is_read_at_the_start() -> None:
    code = (
        "from reviewer.__main__ import window_program; window_program()\n"
        "import linecache; print([name for name in linecache.cache if 'reviewer' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_door_to_the_window_does_not_load_the_command_line() -> None:
    code = (
        "import reviewer.__main__, sys; print(any(n in sys.modules for n in ('typer', 'PySide6')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_menus_are_filled_on_the_start_page_too(qtbot: Any, open_window: Any) -> None:
    window = open_window()
    menus = [action.menu() for action in window.menuBar().actions()]
    assert len(menus) == len(actions.GROUPS)
    qtbot.waitUntil(lambda: all(menu.actions() for menu in menus))
    assert not QGuiApplication.windowIcon().isNull()
    # -- in one column on the smallest screen, 1280 by 720
    assert [menu.title() for menu in menus if menu.sizeHint().height() > 660] == []


def test_recent_files_are_read_whole_in_the_lowest_window(
    qtbot: Any, open_window: Any, tmp_path: Path
) -> None:
    window = open_window()
    window.resize(window.minimumSize())
    names = [tmp_path / f"{number}很长的名字{'长' * 80}.txt" for number in range(8)]
    window._parts.start.show_recent(names)
    buttons = window._parts.start.findChildren(QPushButton, "recent")
    assert len(buttons) == 8
    qtbot.waitUntil(lambda: all(button.isVisible() for button in buttons))
    for button in buttons:
        assert button.height() >= button.sizeHint().height()
        assert button.sizeHint().width() <= 600
