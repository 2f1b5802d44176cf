"""Draws every screen into a folder, to be looked at: screens.py FOLDER.

Each size is drawn in a process of its own, since the scale is the environment's: 1366×768 at 100 %,
1920×1080 at 150 %, 2560×1440 at 200 %.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from picture import settle, shown
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QWidget

from reviewer import app, cli
from reviewer.model.spans import Span
from reviewer.ui import sides
from reviewer.ui.theme import NAMES
from reviewer.ui.window import MainWindow

_SIZES = {
    "1366x768": (1366, 768, "1"),
    "1920x1080": (1280, 720, "1.5"),
    "2560x1440": (1280, 720, "2"),
}
_PATIENCE = 300
"""How often to look whether work in the background is done; every 0.2 s."""
_ROOT = Path(__file__).parents[1]
_SEED = _ROOT / "seeds" / "luohe-2023-inspection-report.txt"
_DEMO = _ROOT / "seeds" / "demo-annotations.jsonld"

Scene = Callable[[MainWindow], None]


def command(name: str) -> Scene:
    """A scene after a command."""
    return lambda window: window._commands.run(name)


def selected(window: MainWindow) -> None:
    """Words are selected, and the bar is up."""
    document = window.session.document
    assert document is not None
    start = document.text.index("市市场监管综合行政执法支队")
    window.reader.select(Span(start, start + 13))
    window.reader.selection_settled.emit(window.reader.selection())


def writing(window: MainWindow) -> None:
    """A note is being written."""
    selected(window)
    window._commands.run("comment")


def looked_for(window: MainWindow) -> None:
    """Words are looked for."""
    window._commands.run("find")
    settle(3)
    window._parts.find_bar.show_phrase("法治")


def no_match(window: MainWindow) -> None:
    """A filter that nothing fits."""
    field = window._parts.cards.findChild(QLineEdit, "annotation_query")
    assert field is not None
    field.setText("作者:没有这个人")
    settle_for(1000)


def palette(window: MainWindow) -> None:
    """The command palette."""
    window._commands.run("palette")


def focused_card(window: MainWindow) -> None:
    """A card is open."""
    window._commands.run("next")
    window._commands.run("next")


def filters(window: MainWindow) -> None:
    """What can be filtered by."""
    settle_for(500)
    window._parts.cards._filters._more.click()


def many_cards(window: MainWindow) -> None:
    """Several cards are chosen."""
    settle_for(500)
    window._parts.cards.table.selectAll()


SCENES: dict[str, Scene] = {
    "selection": selected,
    "writing": writing,
    "find": looked_for,
    "palette": palette,
    "no-match": no_match,
    "card": focused_card,
    "filters": filters,
    "many-cards": many_cards,
    "split": command("split"),
    "focus-mode": command("focus_mode"),
}
DIALOGS = (
    "export",
    "print",
    "preferences",
    "phrases",
    "words",
    "shortcuts",
    "change_shortcuts",
    "identity",
    "about",
)


def draw(folder: Path, review: Path, size: tuple[int, int]) -> None:
    """Draw every scene in this process's scale."""
    with shown(None, "light", size) as window:
        save(window, folder / "start.png")
    with shown(_SEED, "light", size) as window:
        save(window, folder / "no-annotations.png")
    for theme in NAMES:
        with shown(review, theme, size) as window:
            save(window, folder / f"review-{theme}.png")
    for name, scene in SCENES.items():
        with shown(review, "light", size) as window:
            scene(window)
            save(window, folder / f"{name}.png")
    with shown(review, "light", size) as window:
        for side in sides.table():
            window._commands.run(f"panel.{side.id}")
            settle_for_results(window)
            save(window, folder / f"panel-{side.id}.png")
        for name in DIALOGS:
            dialog(window, name, folder / f"dialog-{name}.png")


def dialog(window: MainWindow, name: str, out: Path) -> None:
    """Draw the dialog that a command opens, and close it."""

    def grab() -> None:
        top = QApplication.activeModalWidget()
        if isinstance(top, QDialog):
            settle(10)
            settle_for_results(top)
            save(top, out)
            top.reject()

    QTimer.singleShot(200, grab)
    window._commands.run(name)
    settle(5)


def settle_for_results(window: QWidget) -> None:
    """Wait until nothing in a window says any more that it is at work."""
    for _ in range(_PATIENCE):
        settle_for(200)
        labels = window.findChildren(QLabel)
        if not any(label.isVisible() and label.text().startswith("正在") for label in labels):
            return


def settle_for(milliseconds: int) -> None:
    """Let work in the background come back."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def save(widget: QWidget, out: Path) -> None:
    """Save what a widget shows once it has settled."""
    settle()
    widget.grab().save(str(out))
    sys.stdout.write(f"{out}\n")


def main() -> int:
    """Start a process for each size, or draw one."""
    folder = Path(sys.argv[1])
    if len(sys.argv) > 2:
        width, height, _ = _SIZES[sys.argv[2]]
        application = QApplication([])
        app.prepare(application)
        with tempfile.TemporaryDirectory() as home:
            review = Path(home) / "视察报告.review"
            cli.main(["new", str(_SEED), "-o", str(review), "--author", "审阅人甲"])
            cli.main(["annotate", str(review), "--from", str(_DEMO)])
            draw(folder / sys.argv[2], review, (width, height))
        return 0
    shutil.rmtree(folder, ignore_errors=True)
    for size, (_, _, scale) in _SIZES.items():
        (folder / size).mkdir(parents=True)
        with tempfile.TemporaryDirectory() as home:
            homes = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
            environment = {**os.environ, **dict.fromkeys(homes, home), "QT_SCALE_FACTOR": scale}
            words = [sys.executable, __file__, str(folder), size]
            subprocess.run(words, env=environment, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
