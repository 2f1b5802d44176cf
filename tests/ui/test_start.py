"""The first frame waits for nothing it does not need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton

from reviewer import app
from reviewer.ui import actions
from reviewer.ui.settings import Settings
from reviewer.ui.steps import Afterwards
from reviewer.ui.window import MainWindow
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
    "hashlib",
    "html",
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
    "reviewer.model.query",
    "reviewer.store.file",
    "reviewer.ui.annotating",
    "reviewer.ui.dialogs",
    "reviewer.ui.searching",
    "reviewer.ui.models",
    "reviewer.ui.pages",
    "reviewer.ui.panels",
    "reviewer.ui.reading.access",
    "reviewer.ui.reading.keys",
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


@pytest.fixture
def fresh(qtbot: Any, qapp: QApplication, tmp_path: Path, user_folder: Path) -> MainWindow:
    """A window of which nothing was painted yet."""
    made = app.build([], Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(made)
    return made


def test_a_key_pressed_right_after_the_first_frame_is_a_command(fresh: MainWindow) -> None:
    fresh.grab()
    assert fresh._commands.action("find").shortcut().isEmpty()
    key = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier, "f"
    )
    QApplication.sendEvent(fresh, key)
    assert fresh._commands.action("find").shortcut().toString() == "Ctrl+F"
    assert not fresh.findChild(Afterwards).is_over


def test_a_menu_opened_before_its_step_is_full(fresh: MainWindow) -> None:
    for action in fresh.menuBar().actions():
        action.menu().aboutToShow.emit()
    before = [[a.text() for a in top.menu().actions()] for top in fresh.menuBar().actions()]
    assert all(before)
    fresh.grab()
    fresh.findChild(Afterwards).finish()
    after = [[a.text() for a in top.menu().actions()] for top in fresh.menuBar().actions()]
    assert after == before


def test_a_command_is_done_before_the_steps(fresh: MainWindow, report_file: Path) -> None:
    fresh.open(report_file)
    fresh._commands.run("find")
    assert not fresh._parts.find_bar.isHidden()


def test_what_a_first_frame_went_without_has_a_name_of_its_own(fresh: MainWindow) -> None:
    names = [step.name for step in fresh.steps()]
    assert names[0] == "keys"
    assert len(set(names)) == len(names)


def test_a_screen_reader_that_asked_early_hears_the_text_all_the_same() -> None:
    code = (
        "import sys; from pathlib import Path; from reviewer import app\n"
        "from PySide6.QtGui import QAccessible\n"
        "from reviewer.ui.steps import Afterwards\n"
        "application = app.start([]); window = app.build([Path(sys.argv[1])])\n"
        "window.show(); QAccessible.setActive(True)\n"
        "asked = QAccessible.queryAccessibleInterface\n"
        "early = asked(window.reader).role() == QAccessible.Role.Document\n"
        "window.findChild(Afterwards).finish()\n"
        "text = asked(window.reader).textInterface()\n"
        "print(early, text.characterCount() > 3000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(SEED)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True"]


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
