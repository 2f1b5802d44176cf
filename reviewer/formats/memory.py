"""Memory that reading took and has no use for any more goes back to the system.

The C library of Linux keeps what was freed between pieces still in use: after ten million
characters more than the document itself takes. Elsewhere the library gives back by itself.
"""

from __future__ import annotations

import sys


def give_back() -> None:
    """Give back what is free inside the heap; takes some milliseconds. Nothing to do off glibc."""
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415 - most reports are too short to need it

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
