"""Commands are a table: menus, toolbar, palette and shortcut help are all read from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.ui.theme import Theme, icon

if TYPE_CHECKING:
    from reviewer.ui.panels.palette import Choice


def always() -> bool:
    """A command that can always be done."""
    return True


class Command(NamedTuple):
    """One thing a person can do.

    `shortcut` is in Qt's portable form; `group` is the menu it stands in; `when` says whether it
    can be done now; `checked` says whether it is on, for what can be on and off.
    """

    id: str
    group: str
    words: str
    do: Callable[[], object]
    shortcut: str = ""
    icon: str = ""
    when: Callable[[], bool] = always
    checked: Callable[[], bool] | None = None
    separated: bool = False


class CommandTable(QObject):
    """All commands, as Qt actions that know whether they can be done."""

    def __init__(self, commands: Sequence[Command], host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self.commands = {command.id: command for command in commands}
        self._actions: dict[str, QAction] = {}
        for command in commands:
            action = QAction(command.words, host)
            action.setObjectName(command.id)
            action.setCheckable(command.checked is not None)
            if command.shortcut:
                action.setShortcut(QKeySequence(command.shortcut))
                action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(self._runner(command.id))
            host.addAction(action)
            self._actions[command.id] = action
        self.set_theme(theme)

    def action(self, command_id: str) -> QAction:
        """Return the action of a command."""
        return self._actions[command_id]

    def run(self, command_id: str) -> None:
        """Do a command, if it can be done now."""
        command = self.commands.get(command_id)
        if command is not None and command.when():
            command.do()
            self.refresh()

    def refresh(self) -> None:
        """Ask every command whether it can be done now."""
        for command_id, command in self.commands.items():
            action = self._actions[command_id]
            action.setEnabled(command.when())
            if command.checked is not None:
                action.setChecked(command.checked())

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons with another theme."""
        for command_id, command in self.commands.items():
            if command.icon:
                self._actions[command_id].setIcon(icon(command.icon, theme.text, theme.faint()))

    def fill(self, menu: QMenu, group: str) -> None:
        """Put a group's commands into a menu."""
        for command in self.commands.values():
            if command.group == group:
                if command.separated and not menu.isEmpty():
                    menu.addSeparator()
                menu.addAction(self._actions[command.id])

    def choices(self) -> list[Choice]:
        """Return the commands as the palette shows them."""
        from reviewer.ui.panels.palette import Choice  # noqa: PLC0415

        return [
            Choice(
                command.id,
                f"{command.group}：{command.words.rstrip('…')}",
                _key(command),
                command.when(),
            )
            for command in self.commands.values()
        ]

    def help(self, groups: Iterable[str]) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return words and keys by group, as the shortcut help shows them."""
        return [
            (
                group,
                [
                    (command.words.rstrip("…"), _key(command))
                    for command in self.commands.values()
                    if command.group == group and command.shortcut
                ],
            )
            for group in groups
        ]

    def _runner(self, command_id: str) -> Callable[[], None]:
        return lambda: self.run(command_id)


def _key(command: Command) -> str:
    if not command.shortcut:
        return ""
    return QKeySequence(command.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
