"""Dialogs that are opened by their commands, with the test as the person in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QDialog

from reviewer.ui.window import MainWindow

Kind = TypeVar("Kind", bound=QDialog)


def in_dialog(
    window: MainWindow, command: str, kind: type[Kind], do: Callable[[Kind], None]
) -> None:
    """Open the dialog of a command, do something in it, and leave it as with Esc."""
    opened: list[Kind] = []

    def run(dialog: Kind) -> int:
        opened.append(dialog)
        dialog.show()
        do(dialog)
        return 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kind, "exec", run)
        window._commands.run(command)
    assert len(opened) == 1
