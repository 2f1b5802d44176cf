"""Names for records and times for edits; clock and random come in as arguments."""

from __future__ import annotations

from collections.abc import Callable

from reviewer.model.change import Stamp
from reviewer.model.digest import sha256

_COUNTER_BITS = 16


def new_id(milliseconds: int, random: bytes) -> str:
    """Return a UUID of version 7 (RFC 9562, 5.7) as 32 hex digits.

    `milliseconds` since 1970 make ids sort by time; `random` is ten random bytes.
    """
    if len(random) != 10:
        raise ValueError("a UUIDv7 wants ten random bytes")
    value = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(random, "big")
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0x3 << 62) | 2 << 62
    return f"{value:032x}"


class HybridClock:
    """Stamps that always grow, even where the computer's clock stands still or is set back.

    `now` returns milliseconds since 1970. Stamps seen in a file push the clock forward, so that
    an edit made after reading them counts as later (hybrid logical clock).
    """

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._last = 0

    def stamp(self, reviewer: str) -> Stamp:
        """Return the next stamp of a reviewer."""
        self._last = max(self._last + 1, self._now() << _COUNTER_BITS)
        return Stamp(self._last, reviewer)

    def advance(self, seen: int) -> None:
        """Make every later stamp greater than a time seen elsewhere."""
        self._last = max(self._last, seen)


def derived_id(*parts: str) -> str:
    """Return the id of a record that there is only one of: the same parts give the same id."""
    return sha256("\0".join(parts).encode())[:32]


def iri(record_id: str) -> str:
    """Return the name by which a record of ours is known elsewhere (RFC 9562: a UUID in groups)."""
    if len(record_id) != 32:
        return f"urn:uuid:{record_id}"
    r = record_id
    return f"urn:uuid:{r[:8]}-{r[8:12]}-{r[12:16]}-{r[16:20]}-{r[20:]}"
