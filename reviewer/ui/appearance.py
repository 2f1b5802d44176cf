"""How the window looks: theme, typography, full screen and the mode in which only the text stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from reviewer.ui import labels, languages, theme, typography
from reviewer.ui.parts import Parts
from reviewer.ui.settings import Settings
from reviewer.ui.typography import Typography


class Appearance(QObject):
    """Keeps the looks that were chosen, and follows the system where that was chosen."""

    #: Another theme is drawn with.
    theme_changed = Signal(object)

    def __init__(self, window: QMainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._parts: Parts | None = None
        self._put_away: list[QWidget] = []
        self.typography = typography.remembered(settings)
        """How the text is set."""
        self.theme = theme.load(self.wish)
        self.dress()

    @property
    def wish(self) -> str:
        """The key of the theme that was chosen; `theme.SYSTEM` may stand for any."""
        return self._settings.text("theme", "light")

    def attend_to(self, parts: Parts) -> None:
        """Dress these parts, now and later."""
        self._parts = parts

    def follow_system(self) -> None:
        """Hear of the system's changes; after the first frame."""
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)

    def choose_theme(self, key: str) -> None:
        """Take another theme and remember it."""
        self._settings.put("theme", key)
        self._take(theme.load(key))

    def choose_typography(self, chosen: Typography) -> None:
        """Set the text otherwise and remember it."""
        self.typography = chosen
        typography.remember(self._settings, chosen)
        if self._parts is not None:
            self._parts.set_typography(chosen)

    @property
    def snapping(self) -> bool:
        """Whether dragging over the text takes whole words."""
        return self._settings.number("snapping", 0) == 1

    def choose_snapping(self, snapping: bool) -> None:
        """Let dragging take whole words or exact characters, and remember it."""
        self._settings.put("snapping", int(snapping))
        if self._parts is not None:
            self._parts.texts.set_snapping(snapping=snapping)

    def toggle_numbers(self) -> None:
        """Show reference numbers in the margin, or no longer."""
        chosen = self.typography
        self.choose_typography(chosen._replace(numbered=not chosen.numbered))

    def toggle_lanes(self) -> None:
        """Show the categories of remarks in the margin, or no longer."""
        chosen = self.typography
        self.choose_typography(chosen._replace(lanes=not chosen.lanes))

    def change_preferences(self) -> None:
        """Ask how everything is to look; changes show at once."""
        from reviewer.ui.dialogs.preferences import PreferencesDialog  # noqa: PLC0415

        dialog = PreferencesDialog(
            self.typography,
            [(key, labels.tr(words)) for key, words in theme.choices()],
            self.wish,
            languages.CHOICES,
            languages.chosen(self._settings),
            self._window,
            snapping=self.snapping,
        )
        dialog.snapping_chosen.connect(self.choose_snapping)
        dialog.typography_chosen.connect(self._choose_measures)
        dialog.theme_chosen.connect(self.choose_theme)
        dialog.language_chosen.connect(lambda code: languages.choose(self._settings, code))
        dialog.exec()

    def _choose_measures(self, chosen: Typography) -> None:
        # -- what stands in the margin is no measure: the dialog does not ask for it
        own = self.typography
        self.choose_typography(chosen._replace(numbered=own.numbered, lanes=own.lanes))

    def dress(self) -> None:
        """Give the whole program the theme's colours."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(self.theme.palette())
            application.setStyleSheet(self.theme.style_sheet())

    def toggle_full_screen(self) -> None:
        """Fill the screen, or no longer."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    @property
    def is_focused(self) -> bool:
        """Whether only the text stands."""
        return bool(self._put_away)

    def toggle_focus(self, around: Sequence[QWidget] = ()) -> None:
        """Put everything around the text away, or bring back what was there."""
        if self._put_away:
            for widget in self._put_away:
                widget.show()
            self._put_away = []
            return
        self._put_away = [widget for widget in around if not widget.isHidden()]
        for widget in self._put_away:
            widget.hide()

    def _on_system_changed(self) -> None:
        if self.wish == theme.SYSTEM:
            # -- the palette is changed under way: Qt tells of the scheme before it is done
            QTimer.singleShot(0, lambda: self._take(theme.load(theme.SYSTEM)))

    def _take(self, chosen: theme.Theme) -> None:
        self.theme = chosen
        self.dress()
        if self._parts is not None:
            self._parts.set_theme(chosen)
        self.theme_changed.emit(chosen)
