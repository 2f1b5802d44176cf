"""The filter above the cards: chips for the usual, a panel for the rest, and a query field."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from reviewer.language.terms import ORPHAN_TERM
from reviewer.ui.models.annotations import AnnotationModel, Order, Totals
from reviewer.ui.panels.facets import FacetPanel
from reviewer.ui.panels.icon_tool import IconTool
from reviewer.ui.settings import Settings
from reviewer.ui.theme import Theme, icon

_QUERY_DELAY: Final = 120  # milliseconds
_COUNT_DELAY: Final = 600  # milliseconds
_MANY: Final = 5000
_ICON: Final = 16
_ORDER: Final = "cards/order"
_GROUPED: Final = "cards/grouped"
_OPEN: Final = "状态:未解决"
_ORPHANS: Final = "状态:失去定位"


class FilterBar(QWidget):
    """What the list shows, and in which order."""

    #: Another query is wanted.
    changed = Signal()
    #: Another order or grouping is wanted.
    ordered = Signal()
    #: The person goes on from the field to the list.
    list_wanted = Signal()
    #: Cards were dropped on a chip: its field, its value, the ids of the annotations.
    dropped = Signal(str, str, list)

    def __init__(
        self,
        model: AnnotationModel,
        theme: Theme,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._settings = settings
        known = {order.value: order for order in Order}
        self.order = known.get(settings.text(_ORDER), Order.PLACE)
        self.grouped = settings.number(_GROUPED, 0) == 1
        model.set_order(self.order, grouped=self.grouped)
        self._theme = theme
        self._filters = {
            "": self._filter(self.tr("全部")),
            _OPEN: self._filter(self.tr("未解决")),
            _ORPHANS: self._filter(self.tr(ORPHAN_TERM)),
        }
        chips = QHBoxLayout()
        chips.setSpacing(4)
        for chip in self._filters.values():
            chips.addWidget(chip)
        chips.addStretch(1)
        self.facets = FacetPanel(self)
        self.facets.changed.connect(self._on_changed)
        self.facets.dropped.connect(self.dropped)
        self.facets.hide()
        self._more = self._tool("funnel", self.tr("筛选"))
        self._more.clicked.connect(self._on_more)
        self._sort = self._tool("list-bullets", self.tr("排序"))
        self._sort.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._sort.setMenu(self._orders())
        self.field = QLineEdit()
        self.field.setObjectName("annotation_query")
        self.field.setAccessibleName(self.tr("筛选批注"))
        self.field.setPlaceholderText(self.tr("词语，或 类别:问题 作者:…"))
        self.field.setClearButtonEnabled(True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUERY_DELAY)
        self._timer.timeout.connect(self._on_changed)
        self.field.textChanged.connect(self._timer.start)
        self.field.installEventFilter(self)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(_COUNT_DELAY)
        self._counting.timeout.connect(self.refresh_facets)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        asking = QHBoxLayout()
        asking.setSpacing(4)
        asking.addWidget(self.field, 1)
        asking.addWidget(self._more)
        asking.addWidget(self._sort)
        layout.addLayout(chips)
        layout.addLayout(asking)
        layout.addWidget(self.facets)
        self._tint()
        self._choose_filter("")

    def query(self) -> str:
        """Return what is wanted, in the query language."""
        terms = (self._chosen(), self.facets.query(), self.field.text())
        return " ".join(term for term in terms if term)

    def clear(self) -> None:
        """Want everything."""
        self.field.clear()
        self.facets.clear()
        self._choose_filter("")

    def ask(self, query: str) -> None:
        """Want only what a query finds, as if it had been typed."""
        self.clear()
        self.field.setText(query)

    def show_counts(self, totals: Totals) -> None:
        """Show how many there are; orphans have a chip only where there are any."""
        counts = {"": totals.everything, _OPEN: totals.unresolved, _ORPHANS: totals.orphans}
        for key, chip in self._filters.items():
            chip.setText(f"{chip.property('words')} {counts[key]}")
        self._filters[_ORPHANS].setVisible(totals.orphans > 0)
        if totals.everything > _MANY:
            # -- counting very many again is felt: once, when the hand rests
            self._counting.start()
        else:
            self.refresh_facets()

    def set_theme(self, theme: Theme) -> None:
        """Draw with another theme."""
        self._theme = theme
        self._tint()

    def _chosen(self) -> str:
        return next((key for key, chip in self._filters.items() if chip.isChecked()), "")

    def _on_changed(self) -> None:
        self._more.setChecked(self.facets.count > 0 or not self.facets.isHidden())
        self.changed.emit()

    def _filter(self, words: str) -> QToolButton:
        chip = QToolButton()
        chip.setObjectName("chip")
        chip.setProperty("words", words)
        chip.setCheckable(True)
        chip.setText(words)
        chip.clicked.connect(lambda: self._choose_filter(self._key_of(chip)))
        return chip

    def _tool(self, name: str, words: str) -> IconTool:
        button = IconTool(name, words)
        button.setObjectName("chip_tool")
        button.setIconSize(QSize(_ICON, _ICON))
        button.setCheckable(name == "funnel")
        return button

    def _tint(self) -> None:
        for button in (self._more, self._sort):
            button.setIcon(icon(button.icon_name, self._theme.text, size=16))

    def _orders(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for order, words in (
            (Order.PLACE, self.tr("按位置")),
            (Order.NEWEST, self.tr("按修改时间，新的在前")),
            (Order.AUTHOR, self.tr("按审阅人")),
            (Order.DISPOSITION, self.tr("按处理情况")),
            (Order.SEVERITY, self.tr("按重要程度")),
        ):
            action = menu.addAction(words, partial(self._on_order, order))
            action.setCheckable(True)
            action.setChecked(order is self.order)
            group.addAction(action)
        menu.addSeparator()
        action = menu.addAction(self.tr("按章节分组"))
        action.setCheckable(True)
        action.setChecked(self.grouped)
        action.toggled.connect(self.group)
        return menu

    def group(self, grouped: bool) -> None:
        """Put the sections above their cards, or no longer."""
        self.grouped = grouped
        self._settings.put(_GROUPED, int(grouped))
        self.ordered.emit()

    def _on_order(self, order: Order) -> None:
        self.order = order
        self._settings.put(_ORDER, order.value)
        self.ordered.emit()

    def refresh_facets(self) -> None:
        """Show the counts of now, where the chips are shown."""
        if not self.facets.isHidden():
            typed = f"{self._chosen()} {self.field.text()}".strip()
            self.facets.fill(
                self._model.review,
                self._model.document,
                lambda terms: self._model.matching(f"{typed} {terms}".strip()),
            )

    def _on_more(self, _on: bool = False) -> None:
        """Show the chips below the field, or put them away; what is chosen there stays chosen."""
        self.facets.setVisible(self.facets.isHidden())
        self._more.setChecked(self.facets.count > 0 or not self.facets.isHidden())
        self.refresh_facets()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on to the list with Enter or Down."""
        onward = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if pressed and isinstance(event, QKeyEvent) and event.key() in onward:
            self._timer.stop()
            self._on_changed()
            self.list_wanted.emit()
            return True
        return super().eventFilter(watched, event)

    def _key_of(self, chip: QToolButton) -> str:
        return next(key for key, other in self._filters.items() if other is chip)

    def _choose_filter(self, key: str) -> None:
        for other, chip in self._filters.items():
            chip.setChecked(other == key)
        self._on_changed()
