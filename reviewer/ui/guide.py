"""Finding one's way: going to sections, the command palette, the shortcut help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QPoint

from reviewer import __version__
from reviewer.model.document import Section
from reviewer.ui import messages, shortcuts
from reviewer.ui.commands import CommandTable
from reviewer.ui.parts import Parts

_GO_TO: Final = "goto:"


class Guide(QObject):
    """Leads to places in the report and to commands."""

    def __init__(self, parts: Parts, go_to: Callable[[Section], None], parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._go_to = go_to
        self.commands: CommandTable | None = None
        parts.built.connect(self._on_built)

    def open_palette(self) -> None:
        """Open the palette with every command and every section."""
        if self.commands is None:
            return
        from reviewer.ui.panels.palette import Choice  # noqa: PLC0415

        choices = self.commands.choices()
        document = self._parts.session.document
        if document is not None:
            choices += [
                Choice(f"{_GO_TO}{at}", self._tr("转到：{label}").format(label=section.label))
                for at, section in enumerate(document.sections)
            ]
        self._parts.palette.open_with(choices)

    def show_shortcuts(self, groups: Sequence[str]) -> None:
        """Show all commands with their keys."""
        if self.commands is None:
            return
        from reviewer.ui.dialogs.shortcuts import ShortcutsDialog  # noqa: PLC0415
        from reviewer.ui.panels.selection_bar import ACTIONS  # noqa: PLC0415

        bar = [(self.commands.action(command).text(), key) for command, _, key in ACTIONS]
        selected = (self._tr("选中文字后"), [(self._tr("按类别高亮"), "1–9"), *bar])
        entries = [selected, *self.commands.help(groups)]
        ShortcutsDialog(entries, self._parts.host).exec()

    def change_shortcuts(self) -> None:
        """Ask which keys commands are to have."""
        if self.commands is None:
            return
        from reviewer.ui.dialogs.keys import KeysDialog  # noqa: PLC0415

        dialog = KeysDialog(self.commands.bindings(), self._parts.host)
        if dialog.exec():
            shortcuts.remember(self._parts.settings, dialog.chosen())
            self.commands.set_keys(dialog.chosen())

    def show_about(self) -> None:
        """Say what this program is."""
        messages.tell(
            self._parts.host,
            self._tr(
                "审阅 {version}\n\n审阅公文报告：逐节批注，交出 Word 或 PDF。MIT 许可证。"
            ).format(version=__version__),
        )

    def show_legend(self) -> None:
        """Show how categories and kinds of remarks are drawn, over the text's lower right corner."""
        from reviewer.ui.panels.legend import Legend  # noqa: PLC0415

        parts = self._parts
        centre = parts.centre
        legend = Legend(parts.session.review.categories(), parts.reader.look, parts.host)
        legend.open_above(centre.mapToGlobal(centre.rect().bottomRight()) - QPoint(44, 8))

    def change_phrases(self) -> None:
        """Show the phrases, and keep what was made of them."""
        from reviewer.ui.dialogs.phrases import PhrasesDialog  # noqa: PLC0415

        phrases = self._parts.phrases
        dialog = PhrasesDialog(phrases.all(), self._parts.host)
        if dialog.exec():
            phrases.put(dialog.phrases())
        dialog.deleteLater()

    def _on_built(self, name: str) -> None:
        if name == "palette":
            self._parts.palette.chosen.connect(self._on_chosen)

    def _on_chosen(self, chosen: str) -> None:
        self._parts.reader.setFocus()
        document = self._parts.session.document
        if chosen.startswith(_GO_TO) and document is not None:
            self._go_to(document.sections[int(chosen.removeprefix(_GO_TO))])
        elif self.commands is not None:
            self.commands.run(chosen)

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("guide", text)
