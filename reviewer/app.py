"""The composition root of the window: the one place where everything meets."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication

from reviewer import __version__
from reviewer.ui import fonts, languages, settings
from reviewer.ui.steps import Afterwards, Step
from reviewer.ui.window import MainWindow


def main(argv: Sequence[str]) -> int:
    """Open the window with the files named, and return when it is closed."""
    application = start(argv)
    sys.excepthook = _report
    window = build([Path(name) for name in application.arguments()[1:]])
    window.show()
    return application.exec()


def start(argv: Sequence[str]) -> QApplication:
    """Make the application, in the one style that looks alike everywhere."""
    application = QApplication([sys.argv[0], "-style", "fusion", *argv])
    prepare(application)
    return application


def prepare(application: QApplication) -> None:
    """Give the application its name and fonts."""
    application.setApplicationName("Reviewer")
    application.setApplicationDisplayName("审阅")
    application.setApplicationVersion(__version__)
    families = fonts.load_families()
    font = QFont(list(families.interface))
    font.setPixelSize(13)
    application.setFont(font)
    # -- so soon does a thread that has much to do let the window go on, in seconds; usual are 5 ms
    sys.setswitchinterval(0.0005)


def build(paths: Sequence[Path], choices: settings.Settings | None = None) -> MainWindow:
    """Return the window with the first of these files open; words load after the first frame."""
    choices = choices if choices is not None else settings.Settings()
    languages.speak(_application(), choices)
    QGuiApplication.setApplicationDisplayName(QCoreApplication.translate("app", "审阅"))
    window = MainWindow(choices)
    steps = (
        *window.steps(),
        Step("words of Qt", lambda: languages.teach_qt(_application(), choices)),
        Step("garbage", _collect_garbage),
    )
    Afterwards(window, steps)
    if paths:
        # -- a bad file is told of over a window that is there
        if paths[0].is_file():
            window.open_all(paths)
        else:
            QTimer.singleShot(0, window, lambda: window.open_all(paths))
    return window


def _application() -> QCoreApplication:
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("a window needs an application")
    return application


def _collect_garbage() -> None:
    """Look for garbage from now on; what start-up made is none."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell of our own fault: write it down, and offer it for copying."""
    import traceback  # noqa: PLC0415
    from datetime import datetime  # noqa: PLC0415

    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415

    words = "".join(traceback.format_exception(kind, error, trace))
    sys.stderr.write(words)
    log = settings.log_file()
    with log.open("a", encoding="utf-8") as stream:
        stream.write(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S} {__version__}\n{words}\n")
    if QGuiApplication.instance() is None:
        return
    box = QMessageBox(
        QMessageBox.Icon.NoIcon,
        "审阅",
        f"程序出了错，刚才的操作可能没有完成；已有的批注都在磁盘上。\n诊断信息已记入 {log}。",
    )
    copy = box.addButton("复制诊断信息", QMessageBox.ButtonRole.ActionRole)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    if box.clickedButton() is copy:
        QGuiApplication.clipboard().setText(words)
