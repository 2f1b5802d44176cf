"""What is remembered may be damaged by whatever else writes there: the window opens all the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reviewer import app
from reviewer.ui.settings import Settings

_KEYS = (
    "General/zoom",
    "General/recent",
    "General/places",
    "General/theme",
    "General/language",
    "General/snapping",
    "window/geometry",
    "side/panel",
    "typography/family",
    "typography/size",
    "checks/on",
    "identity/id",
    "cards/order",
    "find/options",
)


def _every(value: str) -> bytes:
    lines = [f"[{key.split('/')[0]}]\n{key.split('/')[1]}={value}" for key in _KEYS]
    return "\n".join(lines).encode()


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        bytes(range(256)) * 8,
        b"\0" * 500,
        b"[window\ngeometry=@ByteArray(\\x1",
        _every("@Invalid()"),
        _every("-99999999999999999999"),
        _every("99999999"),
        _every("a, b, c"),
        _every('"\\x0\\xffff"'),
    ],
    ids=["empty", "noise", "zeros", "cut", "invalid", "below", "above", "list", "characters"],
)
def test_the_window_opens_whatever_the_settings_say(
    damaged: bytes, tmp_path: Path, report_file: Path, user_folder: Path, qapp: Any, qtbot: Any
) -> None:
    place = tmp_path / "damaged.ini"
    place.write_bytes(damaged)
    window = app.build([report_file], Settings(place))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window._parts.has("cards"))
    assert window.session.document is not None
    assert 50 <= window.reader.look.zoom <= 400
    window.close()
