"""Start to first painted window, against a bare PySide6 window with the same text and fonts."""

from __future__ import annotations

from tests.benchmarks.harness import Figure, child, compared
from tests.helpers import SEED

_PAINTED = """
class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self.tell)
            watched.removeEventFilter(self)
        return False
    def tell(self):
        with open("/proc/self/statm") as stream:
            pages = int(stream.read().split()[1])
        print("painted", pages * 4096 / 1e6, flush=True)
        application.exit(0)
painted = Painted()
"""
_OURS = (
    """
import sys
from pathlib import Path
from reviewer.__main__ import window_program
app = window_program()
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
application = app.start([])
window = app.build([Path(sys.argv[1])])
"""
    + _PAINTED
    + """
window.reader.viewport().installEventFilter(painted)
window.show()
application.exec()
"""
)
_BARE = (
    """
import sys
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QTextEdit
application = QApplication([])
for path in sys.argv[2:]:
    QFontDatabase.addApplicationFont(path)
window = QMainWindow()
menu = window.menuBar().addMenu("File")
bar = window.addToolBar("bar")
for name in ("Open", "Save", "Undo", "Redo", "Find", "Export"):
    menu.addAction(name)
    bar.addAction(name)
dock = QDockWidget("Dock")
window.addDockWidget(Qt.LeftDockWidgetArea, dock)
edit = QTextEdit()
font = QFont("Noto Serif SC")
font.setPixelSize(18)
edit.setFont(font)
edit.setPlainText(open(sys.argv[1], encoding="utf-8").read())
window.setCentralWidget(edit)
window.resize(1440, 900)
"""
    + _PAINTED
    + """
edit.viewport().installEventFilter(painted)
window.show()
application.exec()
"""
)


def measure(rounds: int = 9) -> list[Figure]:
    """Start both in turns, each time in a fresh process."""
    from reviewer.resources import SANS_FONT, SERIF_FONT, packaged_font

    fonts = [str(packaged_font(SERIF_FONT)), str(packaged_font(SANS_FONT))]
    times: tuple[list[float], list[float]] = ([], [])
    sizes: tuple[list[float], list[float]] = ([], [])
    child(_OURS, str(SEED))
    child(_BARE, str(SEED), *fonts)
    for _ in range(rounds):
        for place, (code, more) in enumerate(((_OURS, []), (_BARE, fonts))):
            passed, words = child(code, str(SEED), *more)
            times[place].append(passed)
            sizes[place].append(float(words[1]))
    return [
        compared("启动到首帧（打开示例报告）", *times, "ms", 1.3),
        compared("首帧时的内存", *sizes, "MB", 1.4),
    ]
