"""A kill right after an annotation was acknowledged loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.kill import kill_once
from tests.store.test_file import new_file


@pytest.mark.parametrize("after", [0, 3, 11])
def test_what_was_acknowledged_is_there_after_a_kill(after: int, tmp_path: Path) -> None:
    acknowledged, found = kill_once(new_file(tmp_path), after)
    assert acknowledged > after
    assert found >= acknowledged
