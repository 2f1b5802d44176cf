"""SHA-256, without the library of all ciphers where what is digested is short."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, Final

_LONG: Final = 1 << 20
"""So many bytes are worth loading OpenSSL for, which digests them eight times as fast."""


def sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes as 64 hex digits."""
    if len(data) < _LONG:
        built_in = _built_in()
        if built_in is not None:
            return str(built_in(data).hexdigest())
    import hashlib  # noqa: PLC0415  see above

    return hashlib.sha256(data).hexdigest()


@cache
def _built_in() -> Any:
    """Return Python's own SHA-256; `random` takes its SHA-512 from beside it, for the same reason."""
    for name in ("_sha2", "_sha256"):
        try:
            return import_module(name).sha256
        except ImportError:
            continue
    return None
