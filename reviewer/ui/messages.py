"""Questions and sentences to the person: the one place that opens message boxes and file dialogs.

Tests replace these functions, never Qt's classes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QMessageBox

_WIDE: Final = (820, 520)


def _tr(text: str) -> str:
    return QCoreApplication.translate("messages", text)


def _box(parent: QWidget | None, words: str) -> QMessageBox:
    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415

    box = QMessageBox(QMessageBox.Icon.NoIcon, _tr("审阅"), words, parent=parent)
    layout = box.layout()
    if layout is not None:
        # -- where an icon would be there is room already
        layout.setContentsMargins(8, 24, 24, 16)
    return box


def tell(parent: QWidget | None, sentence: str) -> None:
    """Say what is wrong and what to do."""
    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415

    box = _box(parent, sentence)
    box.addButton(_tr("知道了"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def ask(parent: QWidget | None, question: str, yes: str, no: str = "") -> bool:
    """Ask a question with two answers; closing the box is no."""
    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415

    box = _box(parent, question)
    agreed = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(no or _tr("取消"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(agreed)
    box.exec()
    return box.clickedButton() is agreed


def ask_words(parent: QWidget | None, title: str, question: str) -> str | None:
    """Ask for a few words; None where the person would rather not."""
    from PySide6.QtWidgets import QInputDialog  # noqa: PLC0415

    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(question)
    dialog.setOkButtonText(_tr("确定"))
    dialog.setCancelButtonText(_tr("取消"))
    dialog.setMinimumWidth(360)
    return dialog.textValue() if dialog.exec() else None


def ask_open(parent: QWidget | None, folder: Path) -> Path | None:
    """Ask for a report or review to open."""
    kinds = _tr("报告和审阅文件 ({kinds});;所有文件 (*)").format(kinds=_kinds())
    return _ask_file(parent, _tr("打开报告或审阅文件"), folder, kinds)


def ask_copy(parent: QWidget | None, folder: Path) -> Path | None:
    """Ask for another copy of the report, to bring its annotations in."""
    kinds = _tr("报告、审阅文件和网络批注 ({kinds});;所有文件 (*)").format(
        kinds=f"{_kinds()} *.jsonld *.json"
    )
    return _ask_file(parent, _tr("导入同一报告另一份文件里的批注"), folder, kinds)


def ask_template(parent: QWidget | None, folder: Path) -> Path | None:
    """Ask for a template of papers."""
    kinds = _tr("Word 文档 (*.docx);;所有文件 (*)")
    return _ask_file(parent, _tr("选择模板文件"), folder, kinds)


def _ask_file(parent: QWidget | None, title: str, folder: Path, kinds: str) -> Path | None:
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415

    dialog = QFileDialog(parent, title, str(folder), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
    dialog.resize(*_WIDE)
    names = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return Path(names[0]) if names else None


def _kinds() -> str:
    from reviewer.importers import IMPORTERS  # noqa: PLC0415

    readable = (suffix for kind in IMPORTERS if kind.module for suffix in kind.suffixes)
    return " ".join(f"*{suffix}" for suffix in dict.fromkeys([*readable, ".review"]))


def wait(
    parent: QWidget, words: str, cancel: Callable[[], object], progressed: SignalInstance
) -> Callable[[], None]:
    """Say that something takes a while, once it does; return what takes the words away again.

    `progressed` tells the share that is done, from 0 to 1, where it is known.
    """
    from PySide6.QtWidgets import QProgressBar, QProgressDialog  # noqa: PLC0415

    dialog = QProgressDialog(words, _tr("取消"), 0, 0, parent)
    dialog.setWindowTitle(_tr("审阅"))
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setMinimumDuration(500)
    dialog.setAutoClose(False)
    dialog.canceled.connect(cancel)
    bar = QProgressBar()
    bar.setTextVisible(False)
    dialog.setBar(bar)
    dialog.setRange(0, 0)
    dialog.setValue(0)

    def advance(share: float) -> None:
        # -- a dialog that is given a value itself lets other things happen before it returns
        bar.setRange(0, 100)
        bar.setValue(round(share * 100))
        dialog.setLabelText(f"{words} {bar.value()}%")

    progressed.connect(advance)

    def done() -> None:
        progressed.disconnect(advance)
        dialog.canceled.disconnect()
        dialog.reset()
        dialog.deleteLater()

    return done


def ask_save(parent: QWidget | None, title: str, suggested: Path, kinds: str) -> Path | None:
    """Ask where to save; the system's dialog asks before it overwrites."""
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415

    name, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), kinds)
    return Path(name) if name else None


def ask_folder(parent: QWidget | None, title: str, folder: Path) -> Path | None:
    """Ask for a folder."""
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415

    name = QFileDialog.getExistingDirectory(parent, title, str(folder))
    return Path(name) if name else None


def ask_printer(parent: QWidget | None) -> QPrinter | None:
    """Ask for a printer, pages and copies; None where the person would rather not."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    return printer if dialog.exec() else None
