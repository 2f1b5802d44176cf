"""Memory that is free inside the heap goes back to the system."""

from __future__ import annotations

import platform
from pathlib import Path

import pytest

from reviewer.formats import memory

MEGABYTE = 1 << 20


def resident() -> int:
    """The bytes of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc keeps what is freed")
def test_what_is_free_between_pieces_in_use_goes_back() -> None:
    pieces = [b"x" * 20_000 for _ in range(5_000)]
    pieces = pieces[::50]
    before = resident()
    memory.give_back()
    assert before - resident() > 50 * MEGABYTE
    assert {len(piece) for piece in pieces} == {20_000}
