"""Commands are a table: menus, toolbar, palette and shortcut help are all read from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QKeyCombination, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.ui import labels
from reviewer.ui.theme import Theme, icon

if TYPE_CHECKING:
    from PySide6.QtGui import QKeySequence

    from reviewer.ui.dialogs.keys import Binding
    from reviewer.ui.panels.palette import Choice


def always() -> bool:
    """A command that can always be done."""
    return True


class Command(NamedTuple):
    """One thing a person can do.

    `shortcut` is in Qt's portable form; `group` is the menu it stands in; `when` says whether it
    can be done now; `checked` says whether it is on, for what can be on and off; `says` gives its
    words as of now, where they change; `also` is a second key, as long as nothing else has it; what has the same `submenu` stands in one menu within the
    menu.
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
    submenu: str = ""
    says: Callable[[], str] | None = None
    also: str = ""


class CommandTable(QObject):
    """All commands, as Qt actions that know whether they can be done."""

    #: Commands were given other keys.
    keys_changed = Signal()

    def __init__(
        self,
        commands: Sequence[Command],
        host: QWidget,
        theme: Theme,
        keys: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(host)
        self._usual = {command.id: command.shortcut for command in commands}
        chosen = keys or {}
        self.commands = {
            command.id: command._replace(shortcut=chosen.get(command.id, command.shortcut))
            for command in commands
        }
        self._host = host
        self._theme = theme
        self._actions: dict[str, QAction] = {}
        self._have_keys = False

    def action(self, command_id: str) -> QAction:
        """Return the action of a command; it is made when it is first asked for."""
        action = self._actions.get(command_id)
        if action is None:
            action = self._actions[command_id] = self._made(self.commands[command_id])
        return action

    def complete(self) -> None:
        """Make every action, and let its key be heard; after the first frame."""
        self._have_keys = True
        for command_id, command in self.commands.items():
            action = self.action(command_id)
            action.setShortcuts(self._keys(command))
            _explain(action)

    def set_keys(self, chosen: Mapping[str, str]) -> None:
        """Give commands other keys than the usual ones; those not named get these."""
        for command_id, usual in self._usual.items():
            key = chosen.get(command_id, usual)
            self.commands[command_id] = self.commands[command_id]._replace(shortcut=key)
        for command_id, action in self._actions.items():
            action.setShortcuts(self._keys(self.commands[command_id]))
            _explain(action)
        self.keys_changed.emit()

    def key(self, command_id: str) -> str:
        """Return the present key of a command, empty where it has none."""
        return self.commands[command_id].shortcut

    def bindings(self) -> list[Binding]:
        """Return every command with its usual and its present key."""
        from reviewer.ui.dialogs.keys import Binding  # noqa: PLC0415

        return [
            Binding(c.id, labels.tr(c.group), c.words.rstrip("…"), self._usual[c.id], c.shortcut)
            for c in self.commands.values()
        ]

    def run(self, command_id: str) -> None:
        """Do a command, if it can be done now."""
        command = self.commands.get(command_id)
        if command is not None and command.when():
            command.do()
            self.refresh()

    def refuses(self, key: QKeyCombination, group: str) -> bool:
        """Whether a key is that of a command of a group that cannot be done now."""
        pressed = _sequence(key)
        return any(
            command.group == group
            and command.shortcut
            and _sequence(command.shortcut) == pressed
            and not command.when()
            for command in self.commands.values()
        )

    def refresh(self) -> None:
        """Ask every command whether it can be done now."""
        for command_id, action in self._actions.items():
            self._update(action, self.commands[command_id])

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons with another theme."""
        self._theme = theme
        for command_id, action in self._actions.items():
            self._draw(action, self.commands[command_id])

    def fill(
        self, menu: QMenu, group: str, wanted: Callable[[Command], bool] = lambda _: True
    ) -> None:
        """Put a group's commands into a menu, those that are wanted."""
        submenus: dict[str, QMenu] = {"": menu}
        parted = False
        for command in self.commands.values():
            if command.group != group:
                continue
            parted = parted or command.separated
            if not wanted(command):
                continue
            if parted and not menu.isEmpty():
                menu.addSeparator()
            parted = False
            if command.submenu not in submenus:
                submenus[command.submenu] = menu.addMenu(command.submenu)
            submenus[command.submenu].addAction(self.action(command.id))

    def choices(self) -> list[Choice]:
        """Return the commands as the palette shows them."""
        from reviewer.ui.panels.palette import Choice  # noqa: PLC0415

        return [
            Choice(
                command.id,
                labels.titled(
                    command.submenu or labels.tr(command.group), command.words.rstrip("…")
                ),
                _key(command),
                command.when(),
            )
            for command in self.commands.values()
        ]

    def help(self, groups: Iterable[str]) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return words and keys by group, as the shortcut help shows them."""
        return [
            (
                labels.tr(group),
                [
                    (command.words.rstrip("…"), _key(command))
                    for command in self.commands.values()
                    if command.group == group and command.shortcut
                ],
            )
            for group in groups
        ]

    def _made(self, command: Command) -> QAction:
        action = QAction(command.words, self._host)
        action.setObjectName(command.id)
        action.setCheckable(command.checked is not None)
        action.triggered.connect(lambda: self.run(command.id))
        self._host.addAction(action)
        self._draw(action, command)
        self._update(action, command)
        return action

    def _keys(self, command: Command) -> list[QKeySequence]:
        taken = {other.shortcut for other in self.commands.values()}
        keys = (command.shortcut, "" if command.also in taken else command.also)
        return [_sequence(key) for key in keys if key]

    def _update(self, action: QAction, command: Command) -> None:
        action.setEnabled(command.when())
        if command.checked is not None:
            action.setChecked(command.checked())
        if command.says is not None and action.text() != (words := command.says()):
            action.setText(words)
            if self._have_keys:
                _explain(action)

    def _draw(self, action: QAction, command: Command) -> None:
        if command.icon:
            action.setIcon(icon(command.icon, self._theme.text, self._theme.faint()))


def _explain(action: QAction) -> None:
    """Say words and key where the pointer rests on a tool."""
    key = _shown(action.shortcut())
    action.setToolTip(labels.with_key(action.text().rstrip("…"), key))


def _key(command: Command) -> str:
    if not command.shortcut:
        return ""
    return _shown(_sequence(command.shortcut))


def _sequence(key: str | QKeyCombination) -> QKeySequence:
    """Return a key as Qt has it."""
    from PySide6.QtGui import QKeySequence  # noqa: PLC0415  the first frame shows no keys

    return QKeySequence(key)


def _shown(keys: QKeySequence) -> str:
    return keys.toString(keys.SequenceFormat.NativeText)
