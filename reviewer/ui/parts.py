"""The parts of the window that the flows work with."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reviewer.model.spans import Span
from reviewer.ui import typography
from reviewer.ui.phrases import Phrases
from reviewer.ui.reading.view import ReadingView, within_zooms
from reviewer.ui.session import Session
from reviewer.ui.settings import Settings
from reviewer.ui.texts import Texts
from reviewer.ui.theme import Theme
from reviewer.ui.typography import Typography

if TYPE_CHECKING:
    from reviewer.ui.models.findings import Findings
    from reviewer.ui.pages.view import PagesView
    from reviewer.ui.panels.annotations import AnnotationPanel
    from reviewer.ui.panels.find_bar import FindBar
    from reviewer.ui.panels.hits import HitsPanel
    from reviewer.ui.panels.outline import OutlinePanel
    from reviewer.ui.panels.palette import CommandPalette
    from reviewer.ui.panels.selection_bar import SelectionBar
    from reviewer.ui.panels.start import StartPage
    from reviewer.ui.reading.plain import PlainText

_Part = TypeVar("_Part", bound=QObject)


class Parts(QObject):
    """What stands in the window.

    The text is there at once; the others are made when they are first asked for,
    since the first frame does not show them. `host` is the window itself, for dialogs to stand
    over; `centre` is what the text stands in.
    """

    #: A part was made; its name.
    built = Signal(str)
    #: A panel at the right is to be looked at; its id (see `sides.py`).
    side_wanted = Signal(str)
    #: The places where a word stands as a word are to be shown; with True as a list.
    word_wanted = Signal(str, bool)
    #: The list of the user's own words is to be shown.
    dictionary_wanted = Signal()
    #: Texts are cut otherwise than before: the dictionary came, or the user changed it.
    words_changed = Signal()

    def __init__(self, host: QWidget, settings: Settings, session: Session, theme: Theme) -> None:
        super().__init__(host)
        self.host = host
        self.settings = settings
        self.session = session
        self.theme = theme
        self.phrases = Phrases(settings, self)
        self.centre = QWidget()
        self.centre.setObjectName("centre")
        look = theme.look(within_zooms(settings.number("zoom", 100)))
        self.texts = Texts(typography.remembered(settings).applied(look), self)
        self.texts.upper.snapping = settings.number("snapping", 0) == 1

    @property
    def reader(self) -> ReadingView:
        """The text; of two views of it the one in which a person works."""
        return self.texts.used

    @cached_property
    def outline(self) -> OutlinePanel:
        """The section tree."""
        from reviewer.ui.panels.outline import OutlinePanel  # noqa: PLC0415

        return self._made("outline", OutlinePanel(self.session, self.theme))

    @cached_property
    def cards(self) -> AnnotationPanel:
        """The annotation list."""
        from reviewer.ui.panels.annotations import AnnotationPanel  # noqa: PLC0415

        return self._made(
            "cards", AnnotationPanel(self.session, self.theme, self.settings, self.phrases)
        )

    @cached_property
    def findings(self) -> Findings:
        """What proof-reading found in the open report."""
        from reviewer.ui.models.findings import Findings  # noqa: PLC0415

        return self._made("findings", Findings(self.session, self.settings, self))

    @cached_property
    def hits(self) -> HitsPanel:
        """The list of what was found."""
        from reviewer.ui.panels.hits import HitsPanel  # noqa: PLC0415

        return self._made("hits", HitsPanel(self.theme))

    @cached_property
    def pages(self) -> PagesView:
        """The pages that a report came on."""
        from reviewer.ui.pages.view import PagesView  # noqa: PLC0415

        made = PagesView(self.texts.upper)
        made.installEventFilter(self.texts)
        return self._made("pages", made)

    @cached_property
    def plain(self) -> PlainText:
        """The text in an ordinary field, for screen readers."""
        from reviewer.ui.reading.plain import PlainText  # noqa: PLC0415

        return self._made("plain", PlainText(self.texts.upper))

    @cached_property
    def find_bar(self) -> FindBar:
        """The find bar above the text."""
        from reviewer.ui.panels.find_bar import FindBar  # noqa: PLC0415

        return self._made("find_bar", FindBar(self.theme))

    @cached_property
    def selection_bar(self) -> SelectionBar:
        """The bar of tools beside a selection."""
        from reviewer.ui.panels.selection_bar import SelectionBar  # noqa: PLC0415

        bar = SelectionBar(self.theme, self.centre)
        bar.set_categories(self.session.review.categories())
        return self._made("selection_bar", bar)

    @cached_property
    def palette(self) -> CommandPalette:
        """The command palette."""
        from reviewer.ui.panels.palette import CommandPalette  # noqa: PLC0415

        return self._made("palette", CommandPalette(self.theme, self.host))

    @cached_property
    def start(self) -> StartPage:
        """What is shown when nothing is open."""
        from reviewer.ui.panels.start import StartPage  # noqa: PLC0415

        return self._made("start", StartPage(self.theme))

    def has(self, name: str) -> bool:
        """Whether a part was made already."""
        return name in self.__dict__

    @property
    def used(self) -> ReadingView | PagesView | PlainText:
        """The text, or what stands for it where a person works on that."""
        if self.has("plain") and self.plain.isVisible():
            return self.plain
        if self.reader is not self.texts.upper:
            return self.reader
        return self.pages if self.has("pages") and self.pages.is_used else self.reader

    def current_id(self) -> str:
        """Return the annotation chosen in the list, empty for none."""
        return self.cards.current_id() if self.has("cards") else ""

    def selected(self) -> Span:
        """What is selected, without line ends at its edges."""
        span = self.reader.selection()
        document = self.session.document
        if document is None or span.is_empty:
            return span
        text = span.cut(document.text)
        start = span.start + len(text) - len(text.lstrip("\n"))
        end = span.end - (len(text) - len(text.rstrip("\n")))
        return Span(start, end) if start < end else Span(span.end, span.end)

    def has_selection(self) -> bool:
        """Whether characters are selected."""
        return not self.selected().is_empty

    def commit(self) -> None:
        """Commit what is being written in a card."""
        if self.has("cards"):
            self.cards.commit()

    def set_theme(self, theme: Theme) -> None:
        """Draw every part with another theme."""
        self.theme = theme
        self.set_typography(typography.remembered(self.settings))
        for name in ("outline", "cards", "find_bar", "selection_bar", "palette", "start"):
            if self.has(name):
                getattr(self, name).set_theme(theme)

    def set_typography(self, chosen: Typography) -> None:
        """Set the text otherwise."""
        self.texts.set_look(chosen.applied(self.theme.look(self.reader.look.zoom)))
        if self.has("plain"):
            self.plain.dress()

    def _made(self, name: str, part: _Part) -> _Part:
        self.__dict__[name] = part
        self.built.emit(name)
        return part
