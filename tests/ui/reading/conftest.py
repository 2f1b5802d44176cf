"""A reading view on the screen."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer.ui import theme
from reviewer.ui.reading.view import ReadingView


@pytest.fixture
def view(qtbot: Any, qapp: Any) -> ReadingView:
    """A view without a report, in light colours."""
    made = ReadingView(theme.load("light").look())
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    return made
