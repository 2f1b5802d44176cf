"""What the commands set going, and the menus they stand in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication

from reviewer.ui.annotating import Annotating
from reviewer.ui.appearance import Appearance
from reviewer.ui.bringing import Bringing
from reviewer.ui.dictionary import Dictionary
from reviewer.ui.following import Following
from reviewer.ui.handing_in import HandingIn
from reviewer.ui.navigation import Navigation
from reviewer.ui.opening import Opening
from reviewer.ui.originals import Originals
from reviewer.ui.outlining import Outlining
from reviewer.ui.plain_reading import PlainReading
from reviewer.ui.printing import Printing
from reviewer.ui.searching import Searching
from reviewer.ui.sides import SideArea

FILE: Final = "文件"
EDIT: Final = "编辑"
ANNOTATE: Final = "批注"
VIEW: Final = "视图"
GO: Final = "前往"
HELP: Final = "帮助"
ENCODING: Final = "编码"
BASE: Final = "带修订的正文"
GROUPS: Final = (FILE, EDIT, ANNOTATE, VIEW, GO, HELP)
"""The menus, in order."""


class Flows(NamedTuple):
    """What the commands set going; the callables belong to the window."""

    opening: Opening
    bringing: Bringing
    annotating: Annotating
    searching: Searching
    following: Following
    navigation: Navigation
    dictionary: Dictionary
    outlining: Outlining
    handing_in: HandingIn
    printing: Printing
    originals: Originals
    plain: PlainReading
    open_palette: Callable[[], None]
    show_shortcuts: Callable[[], None]
    show_about: Callable[[], None]
    show_legend: Callable[[], None]
    change_identity: Callable[[], None]
    appearance: Appearance
    toggle_focus: Callable[[], None]
    change_shortcuts: Callable[[], None]
    change_preferences: Callable[[], None]
    toggle_outline: Callable[[], None]
    toggle_cards: Callable[[], None]
    outline_shown: Callable[[], bool]
    cards_shown: Callable[[], bool]
    sides: SideArea
    quit: Callable[[], object]


def tr(text: str) -> str:
    """Translate the words of a command."""
    return QCoreApplication.translate("actions", text)
