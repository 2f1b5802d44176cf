"""The window: places the parts and connects them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.model.records import Kind
from reviewer.ui import actions, messages, theme
from reviewer.ui.annotating import Annotating
from reviewer.ui.commands import CommandTable
from reviewer.ui.finding import Finding
from reviewer.ui.guide import Guide
from reviewer.ui.handing_in import HandingIn
from reviewer.ui.identity import Identity
from reviewer.ui.opening import Opening
from reviewer.ui.parts import Parts
from reviewer.ui.reading.strip import OverviewStrip
from reviewer.ui.reading.view import ReadingView
from reviewer.ui.session import Session
from reviewer.ui.settings import Settings, data_folder
from reviewer.ui.status import StatusBar

if TYPE_CHECKING:
    from reviewer.ui.panels.start import StartPage

_OUTLINE_WIDTH: Final = 240
_CARDS_WIDTH: Final = 328
_CARDS_FOLD_BELOW: Final = 1300
_OUTLINE_FOLDS_BELOW: Final = 1000
_TOOLBAR: Final = (
    ("open", "export"),
    ("undo", "redo"),
    ("comment", "replace", "underline", "strikeout", "comment_section", "comment_report"),
    ("previous", "next", "find"),
)


class MainWindow(QMainWindow):
    """The one window of the program."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._theme = theme.load(settings.text("theme", "light"))
        self.identity = Identity(settings, self)
        self.session = Session(data_folder(), self.identity, self)
        self._folded = (False, False)
        self._start: StartPage | None = None
        # -- widgets that are made under a style sheet need not be polished twice
        self._dress()
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
        self._opening.open(path)

    def apply_theme(self, key: str) -> None:
        """Take another theme and remember it."""
        self._theme = theme.load(key)
        self._settings.put("theme", self._theme.key)
        self._dress()
        self._parts.set_theme(self._theme)
        self._commands.set_theme(self._theme)
        if self._start is not None:
            self._start.set_theme(self._theme)
        self._strip.update()

    def complete(self) -> None:
        """Make what the first frame went without."""
        if self.session.document is not None:
            self._parts.cards.show()

    def _dress(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(self._theme.palette())
            application.setStyleSheet(self._theme.style_sheet())

    def _take_size(self) -> None:
        """Take the last size, or the usual one where the screen has room for it."""
        if self.restoreGeometry(self._settings.geometry()):
            return
        room = self.screen().availableGeometry()
        self.resize(min(1440, room.width() - 16), min(900, room.height() - 48))

    # building

    def _build_parts(self) -> None:
        parts = self._parts = Parts(self, self._settings, self.session, self._theme)
        parts.built.connect(self._on_built)
        self._strip = OverviewStrip(parts.reader)
        self._side = QWidget()
        self._side.setObjectName("side")
        QVBoxLayout(self._side).setContentsMargins(0, 0, 0, 0)
        self._status = StatusBar(self.session, self)
        self.setStatusBar(self._status)
        page = QHBoxLayout()
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(parts.reader, 1)
        page.addWidget(self._strip)
        centre = self._column = QVBoxLayout(parts.centre)
        centre.setContentsMargins(0, 0, 0, 0)
        centre.setSpacing(0)
        centre.addLayout(page, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for widget, stretch in ((parts.outline, 0), (parts.centre, 1), (self._side, 0)):
            self._splitter.addWidget(widget)
            self._splitter.setStretchFactor(self._splitter.count() - 1, stretch)
        parts.outline.setMinimumWidth(160)
        self._side.setMinimumWidth(260)
        self._splitter.setSizes(
            [_OUTLINE_WIDTH, 1440 - _OUTLINE_WIDTH - _CARDS_WIDTH, _CARDS_WIDTH]
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._splitter)
        self.setCentralWidget(self._stack)

    def _build_commands(self) -> None:
        self._opening = Opening(self._parts, self)
        self._annotating = Annotating(self._parts, self)
        finding = Finding(self._parts, self)
        self._handing_in = HandingIn(self._parts, self)
        self._guide = Guide(self._parts, self)
        flows = actions.Flows(
            opening=self._opening,
            annotating=self._annotating,
            finding=finding,
            handing_in=self._handing_in,
            open_palette=self._guide.open_palette,
            show_shortcuts=lambda: self._guide.show_shortcuts(actions.GROUPS),
            show_about=self._guide.show_about,
            change_identity=self._change_identity,
            set_theme=self.apply_theme,
            theme=lambda: self._theme.key,
            toggle_outline=lambda: self._toggle(self._parts.outline),
            toggle_cards=lambda: self._toggle(self._side),
            outline_shown=lambda: not self._parts.outline.isHidden(),
            cards_shown=lambda: not self._side.isHidden(),
            toggle_full_screen=self._toggle_full_screen,
            step_section=self._guide.step_section,
            quit=self.close,
        )
        self._commands = CommandTable(actions.table(self._parts, flows), self, self._theme)
        self._guide.commands = self._commands
        bar = self.menuBar()
        for group in actions.GROUPS:
            menu = QMenu(group, self)
            menu.aboutToShow.connect(self._commands.refresh)
            self._commands.fill(menu, group)
            bar.addMenu(menu)
            if group == actions.FILE:
                encodings = QMenu(self.tr("按其他编码重读"), self)
                self._commands.fill(encodings, actions.ENCODING)
                menu.insertMenu(self._commands.action("close"), encodings)
        self._build_toolbar()

    def _build_toolbar(self) -> None:
        bar = QToolBar(self.tr("工具栏"))
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.setFixedHeight(44)
        for number, group in enumerate(_TOOLBAR):
            if number:
                bar.addSeparator()
            for command_id in group:
                bar.addAction(self._commands.action(command_id))
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(space)
        for command_id in ("palette", "toggle_outline", "toggle_cards"):
            bar.addAction(self._commands.action(command_id))
        for button in bar.findChildren(QToolButton):
            action = button.defaultAction()
            if action is not None:
                key = action.shortcut().toString()
                button.setToolTip(f"{action.text()}（{key}）" if key else action.text())
                button.setAccessibleName(action.text())
        self.addToolBar(bar)
        self._toolbar = bar

    def _connect(self) -> None:
        parts, session = self._parts, self.session
        session.document_opened.connect(self._on_document_opened)
        session.edit_failed.connect(lambda sentence: messages.tell(self, sentence))
        for signal in (
            session.history_changed,
            session.file_changed,
            parts.reader.selection_changed,
        ):
            signal.connect(self._refresh)
        parts.reader.place_changed.connect(parts.outline.follow)
        parts.reader.place_changed.connect(self._status.show_place)
        parts.reader.zoom_changed.connect(self._on_zoomed)
        parts.reader.customContextMenuRequested.connect(self._on_menu_requested)
        self._annotating.said.connect(self._status.say)
        self._opening.said.connect(self._status.say)
        self._opening.busy.connect(self._on_busy)

    # what happens

    def _on_document_opened(self) -> None:
        document = self.session.document
        self._parts.reader.show_document(document)
        if document is None:
            self._show_start_page()
        else:
            self._stack.setCurrentWidget(self._splitter)
            self.setWindowTitle(f"{document.title} — {self.tr('审阅')}")
            self._status.show_place(0)
            self._parts.outline.follow(0)
            self._parts.reader.setFocus()
        self._status.refresh()
        self._status.show_zoom(self._parts.reader.look.zoom)
        self._refresh()

    def _show_start_page(self) -> None:
        if self._start is None:
            from reviewer.ui.panels.start import StartPage  # noqa: PLC0415

            self._start = StartPage(self._theme)
            self._start.open_wanted.connect(self._opening.ask)
            self._start.sample_wanted.connect(self._opening.open_sample)
            self._start.file_chosen.connect(self._opening.open)
            self._stack.addWidget(self._start)
        self._start.show_recent(self._settings.recent())
        self._stack.setCurrentWidget(self._start)
        self.setWindowTitle(self.tr("审阅"))

    def _on_built(self, name: str) -> None:
        """Put a part that was just made into its place."""
        parts = self._parts
        layout = self._side.layout()
        if name == "cards" and layout is not None:
            layout.addWidget(parts.cards)
            parts.cards.annotation_chosen.connect(self._refresh)
            parts.cards.left.connect(parts.reader.setFocus)
        elif name == "find_bar":
            self._column.insertWidget(0, parts.find_bar)
        elif name == "selection_bar":
            parts.selection_bar.command_chosen.connect(self._run)

    def _refresh(self) -> None:
        self._commands.refresh()
        self._status.show_who(self.identity.name)

    def _on_zoomed(self, zoom: int) -> None:
        self._settings.put("zoom", zoom)
        self._status.show_zoom(zoom)

    def _on_busy(self, busy: bool) -> None:
        if busy:
            self.setCursor(Qt.CursorShape.BusyCursor)
            self._status.say(self.tr("正在读取报告…"))
        else:
            self.unsetCursor()

    def _on_menu_requested(self) -> None:
        menu = QMenu(self)
        self._commands.fill(menu, actions.ANNOTATE)
        menu.addSeparator()
        menu.addAction(self._commands.action("copy"))
        self._commands.refresh()
        menu.exec(self.cursor().pos())

    def _run(self, command_id: str) -> None:
        """Do a command; a review's own categories have none in the table."""
        if command_id in self._commands.commands:
            self._commands.run(command_id)
        elif command_id.startswith("highlight."):
            self._annotating.mark(Kind.HIGHLIGHT, command_id.removeprefix("highlight."))

    def _change_identity(self) -> None:
        self.identity.change()
        self._refresh()

    def _toggle(self, panel: QWidget) -> None:
        panel.setVisible(panel.isHidden())

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Offer the start page where no file was opened before the window was shown."""
        super().showEvent(event)
        if self.session.document is None and self._start is None:
            self._on_document_opened()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys work while the selection bar is up; Esc puts it away."""
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
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the cards, then the outline, where there is no room for them."""
        super().resizeEvent(event)
        width = event.size().width()
        folded = (width < _OUTLINE_FOLDS_BELOW, width < _CARDS_FOLD_BELOW)
        if folded != self._folded:
            for panel, before, now in zip(
                (self._parts.outline, self._side), self._folded, folded, strict=True
            ):
                if before != now:
                    panel.setVisible(not now)
            self._folded = folded
            self._commands.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the first file dropped."""
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.open(Path(url.toLocalFile()))
                return

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of everything; there is nothing unsaved."""
        self._settings.put_geometry(self.saveGeometry())
        self._opening.close()
        super().closeEvent(event)
