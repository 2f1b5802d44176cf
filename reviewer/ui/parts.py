"""The parts of the window that the flows work with."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from reviewer.ui.panels.annotations import AnnotationPanel
from reviewer.ui.panels.find_bar import FindBar
from reviewer.ui.panels.outline import OutlinePanel
from reviewer.ui.panels.palette import CommandPalette
from reviewer.ui.panels.selection_bar import SelectionBar
from reviewer.ui.reading.view import ReadingView
from reviewer.ui.session import Session
from reviewer.ui.settings import Settings


@dataclass(frozen=True)
class Parts:
    """What stands in the window; `host` is the window itself, for dialogs to stand over."""

    host: QWidget
    settings: Settings
    session: Session
    reader: ReadingView
    outline: OutlinePanel
    cards: AnnotationPanel
    find_bar: FindBar
    selection_bar: SelectionBar
    palette: CommandPalette
