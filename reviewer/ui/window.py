"""The window: places the parts and connects them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QLineEdit, QMainWindow, QToolBar, QWidget

from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui import actions, menus, messages, shortcuts, theme
from reviewer.ui.appearance import Appearance
from reviewer.ui.arrangement import Arrangement
from reviewer.ui.commands import CommandTable
from reviewer.ui.identity import Identity
from reviewer.ui.marking import Marking
from reviewer.ui.open_review import read_only_sentence
from reviewer.ui.parts import Parts
from reviewer.ui.reading.view import ReadingView
from reviewer.ui.session import Session
from reviewer.ui.settings import Settings, data_folder
from reviewer.ui.status import StatusBar
from reviewer.ui.steps import Step


class MainWindow(QMainWindow):
    """The one window of the program."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        # -- widgets that are made under a style sheet need not be polished twice
        self._appearance = Appearance(self, settings)
        self.identity = Identity(settings, self)
        self.session = Session(data_folder(), self.identity, self)
        self._build_parts()
        self._build_commands()
        self._connect()
        self.setAcceptDrops(True)
        self.setMinimumSize(800, 560)
        self._take_size()

    @property
    def reader(self) -> ReadingView:
        """The reading view."""
        return self._parts.reader

    def open(self, path: Path) -> None:
        """Open a report or a review."""
        self._flows.opening.open(path)

    def open_all(self, paths: Sequence[Path]) -> None:
        """Open the first of several files, and keep the others at hand."""
        self._flows.opening.open_all(paths)

    def steps(self) -> list[Step]:
        """Return what makes what the first frame goes without.

        Keys are heard first. Flows come before the parts that they hear; what is seen comes before
        what is not.
        """
        return [
            Step("keys", self._commands.complete),
            *self._flows.steps(),
            *self._arrangement.steps(),
            self._toolbar,
            *self._menus,
            Step("screen readers", self._parts.texts.answer),
            Step("sign", lambda: QGuiApplication.setWindowIcon(theme.sign())),
            Step("system", self._appearance.follow_system),
            Step("words", lambda: self._flows.dictionary.load()),  # noqa: PLW0108
        ]

    def _take_size(self) -> None:
        """Take the last size, or the usual one where the screen has room for it."""
        if self.restoreGeometry(self._settings.geometry()):
            return
        room = self.screen().availableGeometry()
        self.resize(min(1440, room.width() - 16), min(900, room.height() - 48))

    # building

    def _build_parts(self) -> None:
        parts = self._parts = Parts(self, self._settings, self.session, self._appearance.theme)
        self._appearance.attend_to(parts)
        parts.built.connect(self._on_built)
        self._arrangement = Arrangement(parts)
        self.setCentralWidget(self._arrangement)
        self._status = StatusBar(self.session, self)
        self.setStatusBar(self._status)

    def _build_commands(self) -> None:
        self._marking = Marking(self._parts, self)
        sides = self._arrangement
        flows = self._flows = actions.Flows(
            self._parts,
            self._appearance,
            sides.right,
            actions.WindowDoings(
                say=self._status.say,
                identify=self.identity,
                change_identity=self._change_identity,
                toggle_focus=self._toggle_focus,
                toggle_outline=lambda: _toggle(sides.left),
                toggle_cards=lambda: _toggle(sides.right),
                outline_shown=lambda: not sides.left.isHidden(),
                cards_shown=lambda: not sides.right.isHidden(),
                quit=self.close,
            ),
            data_folder(),
        )
        self._commands = CommandTable(
            actions.table(self._parts, flows),
            self,
            self._appearance.theme,
            shortcuts.remembered(self._settings),
        )
        flows.commands = self._commands
        sides.right.show_keys(lambda side: self._commands.key(f"panel.{side}"))
        self._commands.keys_changed.connect(sides.right.dress)
        self._menus = menus.add_menus(self, self._commands)
        self._toolbar = menus.add_toolbar(self, self._commands)

    def _connect(self) -> None:
        parts, session, flows = self._parts, self.session, self._flows
        session.document_opened.connect(self._on_document_opened)
        session.document_opened.connect(flows.show_plain)
        session.edit_failed.connect(lambda sentence: messages.tell(self, sentence))
        for signal in (
            session.history_changed,
            session.file_changed,
            parts.reader.selection_changed,
            flows.navigation.changed,
        ):
            signal.connect(self._refresh)
        for place in (parts.reader.place_changed, parts.reader.place_visited):
            place.connect(self._status.show_place)
        parts.reader.zoom_changed.connect(self._on_zoomed)
        parts.reader.customContextMenuRequested.connect(self._on_menu_requested)
        self._appearance.theme_changed.connect(self._on_theme_changed)
        self._status.legend_wanted.connect(lambda: flows.guide.show_legend())  # noqa: PLW0108
        self._arrangement.right.changed.connect(self._commands.refresh)
        self._arrangement.strip.step_wanted.connect(
            lambda step: flows.annotating.step_off_screen(step)  # noqa: PLW0108
        )

    # what happens

    def _on_document_opened(self) -> None:
        document = self.session.document
        self._parts.texts.show_document(document, self.session.resource)
        if document is None:
            self._parts.start.show_recent(self._settings.recent())
            self._arrangement.show_start()
            self.setWindowTitle(self.tr("审阅"))
        else:
            self._arrangement.show_report()
            self.setWindowTitle(f"{document.title} — {self.tr('审阅')}")
            self._status.show_place(0)
            self._parts.reader.setFocus()
        self._status.refresh()
        self._status.show_zoom(self._parts.reader.look.zoom)
        self._refresh()

    def _on_built(self, name: str) -> None:
        """Hear a part that was just made."""
        parts = self._parts
        if name == "outline":
            for place in (parts.texts.upper.place_changed, parts.texts.upper.place_visited):
                place.connect(parts.outline.follow)
            if parts.reader.flow is not None:
                parts.outline.follow(parts.reader.flow.place())
        elif name == "cards":
            parts.cards.annotation_chosen.connect(self._refresh)
            # -- which view of the text is meant is known when it is wanted
            parts.cards.left.connect(lambda: parts.reader.setFocus())  # noqa: PLW0108
        elif name == "pages":
            parts.pages.customContextMenuRequested.connect(self._on_menu_requested)
            parts.pages.zoom_changed.connect(self._status.show_zoom)
        elif name == "selection_bar":
            parts.selection_bar.command_chosen.connect(self._run)
        elif name == "start":
            parts.start.open_wanted.connect(self._flows.opening.ask)
            parts.start.sample_wanted.connect(self._flows.opening.open_sample)
            parts.start.file_chosen.connect(self._flows.opening.open)

    def _refresh(self) -> None:
        self._commands.refresh()
        self._status.show_who(self.identity.name)

    def _on_theme_changed(self) -> None:
        self._commands.set_theme(self._appearance.theme)
        self._commands.refresh()
        self._arrangement.strip.forget()
        self._arrangement.right.set_theme(self._appearance.theme)

    def _on_zoomed(self, zoom: int) -> None:
        self._settings.put("zoom", zoom)
        self._status.show_zoom(zoom)

    def _on_menu_requested(self, place: QPoint) -> None:
        from reviewer.ui import context_menu  # noqa: PLC0415

        context_menu.open_menu(self._parts, self._commands, place)

    def _run(self, command_id: str) -> None:
        """Do a command; a review's own categories have none in the table."""
        if command_id in self._commands.commands:
            self._commands.run(command_id)
        elif command_id.startswith("highlight."):
            self._flows.annotating.mark(Kind.HIGHLIGHT, command_id.removeprefix("highlight."))

    def _change_identity(self) -> None:
        self.identity.change()
        self._refresh()

    def _toggle_focus(self) -> None:
        sides = (self._arrangement.left, self._arrangement.right)
        bars = (self.statusBar(), *self.findChildren(QToolBar))
        self._appearance.toggle_focus([*sides, *bars])
        self._commands.refresh()

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Offer the start page where no file was opened before the window was shown."""
        super().showEvent(event)
        if self.session.document is None and not self._parts.has("start"):
            self._on_document_opened()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys work while the selection bar is up; Esc goes back a step at a time."""
        parts = self._parts
        bar = parts.selection_bar if parts.has("selection_bar") else None
        if bar is not None and bar.isVisible() and not event.modifiers():
            letters = bar.letters
            categories = self.session.review.categories()
            key = event.text().upper()
            if key in letters:
                self._commands.run(letters[key])
                return
            if key.isdecimal() and 0 < int(key) <= len(categories):
                self._run(f"highlight.{categories[int(key) - 1].id}")
                return
            if event.key() == Qt.Key.Key_Escape:
                bar.hide()
                return
        if event.key() == Qt.Key.Key_Escape and self._step_back():
            return
        from reviewer.ui.selection_tools import is_mark_key  # noqa: PLC0415  the first frame wants none

        if self.session.read_only and (
            self._commands.refuses(event.keyCombination(), actions.ANNOTATE)
            or (self._parts.has_selection() and is_mark_key(event))
        ):
            self.session.edit_failed.emit(read_only_sentence(self.session))
            return
        super().keyPressEvent(event)

    def _step_back(self) -> bool:
        """Go one step back towards the text, and in it to nothing selected.

        What was searched for goes first, then the field is left, then the side; in the text the
        selection goes, the focused mark, the focus mode.
        """
        parts, reader, here = self._parts, self.reader, self.focusWidget()
        texts = (reader, parts.used)
        if isinstance(here, QLineEdit) and here.isClearButtonEnabled() and here.text():
            here.clear()
        elif parts.has("cards") and here and parts.cards.editor.isAncestorOf(here):
            parts.cards.table.setFocus()
        elif parts.session.document is not None and here is not None and here not in texts:
            reader.setFocus()
        elif not reader.selection().is_empty and reader.selecting is not None:
            caret = reader.selecting.caret
            reader.select(Span(caret, caret))
        elif reader.marks.focused:
            reader.marks.focus(())
        elif self._appearance.is_focused:
            self._toggle_focus()
        else:
            return False
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the cards, then the outline, where there is no room for them."""
        super().resizeEvent(event)
        if self._arrangement.fold(event.size().width()):
            self._commands.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the files dropped."""
        urls = event.mimeData().urls()
        self.open_all([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of everything; nothing is unsaved unless no disk takes it."""
        self._settings.put_geometry(self.saveGeometry())
        if self._flows.opening.close():
            super().closeEvent(event)
        else:
            event.ignore()


def _toggle(panel: QWidget) -> None:
    panel.setVisible(panel.isHidden())
