"""The panels at the right of the text: a table of them, and the place they stand in.

A further panel is one row of `table()` and a widget in `reviewer/ui/panels/`. The widget is made
when it is first looked at, from `Parts` (`parts.session` is the open review, `parts.reader` the
text). It hears `session.document_opened` and `session.review_changed` for itself. It may have

- `set_theme(theme)`: called when the colours change;
- `wanted = Signal(bool)`: the panel asks to be looked at; with True also where the side is put
  away, since something is to be written in it.

From the row follow the icon tab, the command `panel.<id>` with its key in the menu 视图 and in the
palette, and that the panel looked at last is there again next time. From elsewhere a panel is
opened with `parts.side_wanted.emit(id)`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.ui import labels, tasks
from reviewer.ui.parts import Parts
from reviewer.ui.steps import Step
from reviewer.ui.theme import Theme, icon

CARDS: Final = "cards"
HITS: Final = "hits"
FINDINGS: Final = "findings"
_KEY: Final = "side/panel"
_NARROWEST: Final = 260
_MOST: Final = 99
"""The highest count that a tab has room for."""


class Side(NamedTuple):
    """One panel: `icon` is a name of `resources/icons/icons.json`, `key` in Qt's portable form.

    `module` takes so long to load that it is done in a thread before `make` is called.
    """

    id: str
    icon: str
    title: str
    make: Callable[[Parts], QWidget]
    key: str
    module: str = ""


def table() -> tuple[Side, ...]:
    """Return the panels in the order of their tabs."""
    return (
        Side(CARDS, "chat-text", _tr("批注"), lambda parts: parts.cards, "Alt+1"),
        Side(HITS, "magnifying-glass", _tr("查找结果"), lambda parts: parts.hits, "Alt+2"),
        Side(
            FINDINGS,
            "check-circle",
            _tr("核对"),
            _findings,
            "Alt+3",
            "reviewer.ui.panels.findings",
        ),
        Side("links", "tree-structure", _tr("对应"), _links, "Alt+4"),
        Side("facts", "hash", _tr("数据"), _facts, "Alt+5"),
        Side("keywords", "tag", _tr("关键词"), _keywords, "Alt+6"),
        Side("statistics", "chart-bar-horizontal", _tr("统计"), _statistics, "Alt+7"),
    )


def _findings(parts: Parts) -> QWidget:
    from reviewer.ui.panels.findings import FindingsPanel  # noqa: PLC0415

    return FindingsPanel(parts.session, parts.findings, parts.reader)


def _links(parts: Parts) -> QWidget:
    from reviewer.ui.panels.links import LinksPanel  # noqa: PLC0415

    panel = LinksPanel(parts.session, parts.reader)
    parts.words_changed.connect(panel.on_words_changed)
    return panel


def _facts(parts: Parts) -> QWidget:
    from reviewer.ui.panels.facts import FactsPanel  # noqa: PLC0415

    panel = FactsPanel(parts.session, parts.reader)
    parts.words_changed.connect(panel.on_words_changed)
    return panel


def _keywords(parts: Parts) -> QWidget:
    from reviewer.ui.panels.keywords import KeywordsPanel  # noqa: PLC0415

    panel = KeywordsPanel(parts.session, parts.theme)
    panel.word_chosen.connect(parts.word_wanted)
    panel.dictionary_wanted.connect(parts.dictionary_wanted)
    parts.words_changed.connect(panel.on_words_changed)
    return panel


def _statistics(parts: Parts) -> QWidget:
    from reviewer.ui.panels.statistics import StatisticsPanel  # noqa: PLC0415

    panel = StatisticsPanel(parts.session, parts.reader, parts.theme)

    def ask(query: str) -> None:
        parts.side_wanted.emit(CARDS)
        parts.cards.ask(query)

    panel.query_chosen.connect(ask)
    return panel


class SideArea(QWidget):
    """Tabs above a panel; only what was looked at is made."""

    #: Another panel is looked at, with its id; or the side was put away or brought back.
    changed = Signal(str)

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setMinimumWidth(_NARROWEST)
        self._parts = parts
        self.sides: Final = {side.id: side for side in table()}
        self._made: dict[str, QWidget] = {}
        self._tabs: dict[str, QToolButton] = {}
        self._counts: dict[str, int] = {}
        self._key_of: Callable[[str], str] = lambda side_id: self.sides[side_id].key
        self._current = CARDS
        self._stack = QStackedWidget()
        self._loading = QLabel(_tr("正在准备…"))
        self._loading.setObjectName("secondary")
        self._loading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(8, 8, 8, 0)
        self._row.setSpacing(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._row)
        layout.addWidget(self._stack, 1)
        parts.built.connect(self._on_built)
        parts.side_wanted.connect(self.open)

    @property
    def current(self) -> str:
        """The id of the panel looked at."""
        return self._current

    def show_keys(self, key_of: Callable[[str], str]) -> None:
        """Say from now on which key opens a panel; by the panel's id."""
        self._key_of = key_of
        self.dress()

    def dress(self) -> None:
        """Let the tabs say again what they are, how much they have and which keys open them."""
        for side_id in self._tabs:
            self._dress(side_id)

    def steps(self) -> list[Step]:
        """Return what makes the tabs and the panel that was looked at last."""
        return [
            # -- to load and to make them in one step would hold the window up
            Step("panels", lambda: import_module("reviewer.ui.panels.annotations")),
            Step("side", self._look_at_last),
            # -- the cards follow what is clicked in the text, whether one looks at them or not
            Step(CARDS, lambda: self.panel(CARDS)),
        ]

    def _look_at_last(self) -> None:
        for side in self.sides.values():
            self._add_tab(side)
        self._row.addStretch(1)
        remembered = self._parts.settings.text(_KEY, CARDS)
        self._look_at(remembered if remembered in self.sides else CARDS)

    def panel(self, side_id: str) -> QWidget:
        """Return a panel; it is made when it is first asked for."""
        if side_id not in self._made:
            self._take(side_id, self.sides[side_id].make(self._parts))
        return self._made[side_id]

    def open(self, side_id: str) -> None:
        """Look at a panel, and bring the side back where it was put away."""
        self._look_at(side_id)
        if self.isHidden():
            self.show()

    def is_open(self, side_id: str) -> bool:
        """Whether a panel is being looked at."""
        return not self.isHidden() and self._current == side_id

    def show_count(self, side_id: str, count: int) -> None:
        """Show at a tab how much there is to see; nothing for 0."""
        self._counts[side_id] = count
        if side_id in self._tabs:
            self._dress(side_id)

    def set_theme(self, theme: Theme) -> None:
        """Draw tabs and panels with another theme; the cards hear of it as one of the parts."""
        for side_id, tab in self._tabs.items():
            tab.setIcon(icon(self.sides[side_id].icon, theme.text, size=18))
        for side_id, panel in self._made.items():
            dress: Any = getattr(panel, "set_theme", None)
            if side_id != CARDS and dress is not None:
                dress(theme)

    def _look_at(self, side_id: str) -> None:
        self._current = side_id
        module = self.sides[side_id].module
        if side_id in self._made or not module or _is_loaded(module):
            self._stack.setCurrentWidget(self.panel(side_id))
        else:
            self._load(side_id, module)
        for other, tab in self._tabs.items():
            tab.setChecked(other == side_id)
            # -- the row is one stop of the Tab key, arrows go along it
            tab.setFocusPolicy(
                Qt.FocusPolicy.TabFocus if other == side_id else Qt.FocusPolicy.NoFocus
            )
            self._dress(other)
        self._parts.settings.put(_KEY, side_id)
        self.changed.emit(side_id)

    def _load(self, side_id: str, module: str) -> None:
        self._stack.addWidget(self._loading)
        self._stack.setCurrentWidget(self._loading)

        def show() -> None:
            if self._current == side_id:
                self._stack.setCurrentWidget(self.panel(side_id))

        # -- where loading fails, making the panel says so
        tasks.in_thread(lambda: import_module(module)).ended.connect(show)

    def _dress(self, side_id: str) -> None:
        """The tab looked at says its title; the others are icons, with a count where there is one."""
        side, tab, count = self.sides[side_id], self._tabs[side_id], self._counts.get(side_id, 0)
        shown = "" if not count else str(count) if count <= _MOST else f"{_MOST}+"
        tab.setText(f"{side.title} {shown}".rstrip() if tab.isChecked() else shown)
        bare = not tab.text()
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        tab.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly if bare else beside)
        name = f"{side.title} {count}" if count else side.title
        tab.setAccessibleName(name)
        tab.setToolTip(labels.with_key(name, self._key_of(side_id)))

    def _take(self, side_id: str, panel: QWidget) -> None:
        if side_id in self._made:
            return
        self._made[side_id] = panel
        self._stack.addWidget(panel)
        wanted: Any = getattr(panel, "wanted", None)
        if wanted is not None:
            wanted.connect(lambda brings: self._on_wanted(side_id, brings=brings))

    def _on_wanted(self, side_id: str, *, brings: bool) -> None:
        if brings:
            self.open(side_id)
        elif not self.isHidden():
            self._look_at(side_id)

    def _on_built(self, name: str) -> None:
        # -- the cards are also made by whoever speaks to them first
        if name == CARDS:
            self._take(CARDS, self._parts.cards)

    def _add_tab(self, side: Side) -> None:
        tab = QToolButton()
        tab.setObjectName("side_tab")
        tab.setCheckable(True)
        tab.setIcon(icon(side.icon, self._parts.theme.text, size=18))
        tab.clicked.connect(lambda: self._look_at(side.id))
        tab.installEventFilter(self)
        self._tabs[side.id] = tab
        self._dress(side.id)
        self._row.addWidget(tab)

    def _step(self, direction: int) -> None:
        """Look at the panel beside, with the focus on its tab."""
        names = list(self._tabs)
        beside = names[(names.index(self._current) + direction) % len(names)]
        self._look_at(beside)
        self._tabs[beside].setFocus(Qt.FocusReason.TabFocusReason)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go along the tabs with the arrows."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = steps.get(Qt.Key(event.key()))
            if step is not None:
                self._step(step)
                return True
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Tell when the side was put away or brought back."""
        if event.type() in (QEvent.Type.HideToParent, QEvent.Type.ShowToParent):
            self.changed.emit(self._current)
        return super().event(event)


def _is_loaded(module: str) -> bool:
    """Whether a module is loaded to its end; one that a thread is loading has its name already."""
    spec = getattr(sys.modules.get(module), "__spec__", None)
    return spec is not None and not getattr(spec, "_initializing", False)


def _tr(text: str) -> str:
    return QCoreApplication.translate("sides", text)
