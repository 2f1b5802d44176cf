"""The menu of the text: what can be done with the place that was pointed at, and nothing else."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from reviewer.ui.actions import ANNOTATE
from reviewer.ui.commands import Command, CommandTable
from reviewer.ui.parts import Parts

_ABOUT_THE_CHOSEN: Final = (
    "edit",
    "longer",
    "shorter",
    "start_later",
    "start_earlier",
    "reply",
    "resolve",
    "remove",
)
_RULINGS: Final = "rule."
_NEAR: Final = 4  # pixels


def open_menu(parts: Parts, commands: CommandTable, place: QPoint) -> None:
    """Open the menu where the pointer is; at the caret where the keyboard asked for it.

    `place` is what Qt says, in the coordinates of the view.
    """
    menu = made(parts, commands)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if not menu.isEmpty():
        menu.exec(_point(parts, place))


def made(parts: Parts, commands: CommandTable) -> QMenu:
    """Return the menu: what can be done now; what is about a remark only where that stands."""
    menu = QMenu(parts.host)
    here = _stands_here(parts)

    def is_about(command: Command) -> bool:
        return command.id in _ABOUT_THE_CHOSEN or command.id.startswith(_RULINGS)

    for name in ("copy", "copy_citation"):
        if commands.commands[name].when():
            menu.addAction(commands.action(name))
    if not menu.isEmpty():
        menu.addSeparator()
    if here:
        commands.fill(menu, ANNOTATE, lambda command: is_about(command) and command.when())
        menu.addSeparator()
    commands.fill(menu, ANNOTATE, lambda command: not is_about(command) and command.when())
    if commands.commands["add_word"].when():
        menu.addSeparator()
        menu.addAction(commands.action("add_word"))
    commands.refresh()
    return menu


def _stands_here(parts: Parts) -> bool:
    """Whether the chosen annotation is about what the caret or the selection stands in."""
    chosen = parts.session.review.annotation(parts.current_id())
    if chosen is None or chosen.span is None:
        return False
    here = parts.reader.selection()
    return chosen.span.start <= here.end and here.start <= chosen.span.end


def _point(parts: Parts, place: QPoint) -> QPoint:
    pointer, view = QCursor.pos(), parts.used
    if (view.mapToGlobal(place) - pointer).manhattanLength() <= _NEAR:
        return pointer
    caret = parts.reader.selection_rect() if view is parts.reader else None
    if caret is None or caret.isNull():
        return pointer
    return parts.reader.viewport().mapToGlobal(caret.bottomLeft())
