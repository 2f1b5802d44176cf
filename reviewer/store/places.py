"""Where a review lives: beside its report, or, where that cannot be, in the user's own folder.

What only some reports need is loaded for them alone: most have no review yet when they are opened.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from enum import Enum, auto
from pathlib import Path
from typing import Final, NamedTuple

from reviewer import resources

_MAGIC: Final = b"SQLite format 3\0"
SUFFIX: Final = ".review"
_MOST_LOOKED_AT: Final = 500


class Reason(Enum):
    """Why a review does not lie beside its report."""

    BESIDE = auto()
    READ_ONLY = auto()
    TEMPORARY = auto()
    NETWORK = auto()


class Location(NamedTuple):
    """Where a new review goes, and why there."""

    path: Path
    reason: Reason


def location_for(
    report: Path, user_folder: Path, temporary: tuple[Path, ...] | None = None
) -> Location:
    """Say where the review of a report goes; the name is one nobody has.

    `temporary` are the roots whose files do not last; None means the system's.
    """
    reason = _reason(report.parent, temporary)
    folder = report.parent if reason is Reason.BESIDE else user_folder
    return Location(_free_name(folder, report.stem), reason)


def existing_review(report: Path, sha256: str, user_folder: Path) -> Path | None:
    """Find the review of exactly these bytes, beside the report or in the user's folder."""
    for candidate in _candidates(report, user_folder):
        if source_hash(candidate) == sha256:
            return candidate
    return None


def source_hash(review: Path) -> str:
    """Return the SHA-256 of the report inside a review file, empty where it is no readable one."""
    import sqlite3  # noqa: PLC0415
    from urllib.parse import quote  # noqa: PLC0415

    from reviewer.store.connection import APPLICATION_ID  # noqa: PLC0415

    try:
        with review.open("rb") as stream:
            head = stream.read(72)
        if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
            return ""
        address = f"file:{quote(str(review.resolve()))}?mode=ro"
        connection = sqlite3.connect(address, uri=True)
        try:
            row = connection.execute("SELECT sha256 FROM source LIMIT 1").fetchone()
        finally:
            connection.close()
    except (OSError, sqlite3.Error):
        # -- what cannot be read is no offer; opening it by hand says what is wrong
        return ""
    return str(row[0]) if row is not None else ""


def _candidates(report: Path, user_folder: Path) -> Iterator[Path]:
    for folder in (report.parent, user_folder):
        try:
            found = sorted(folder.glob(f"*{SUFFIX}"))
        except OSError:
            continue
        same_name = [path for path in found if path.name.startswith(report.stem)]
        others = [path for path in found if path not in same_name]
        yield from (same_name + others)[:_MOST_LOOKED_AT]


def _reason(folder: Path, temporary: tuple[Path, ...] | None) -> Reason:
    import tempfile  # noqa: PLC0415

    from reviewer.store.connection import is_on_network  # noqa: PLC0415

    roots = (Path(tempfile.gettempdir()),) if temporary is None else temporary
    resolved = folder.resolve()
    if any(resolved.is_relative_to(root.resolve()) for root in roots):
        return Reason.TEMPORARY
    if resources.is_installed(folder) or not is_writable(folder):
        return Reason.READ_ONLY
    return Reason.NETWORK if is_on_network(folder / "x") else Reason.BESIDE


def is_writable(folder: Path) -> bool:
    """Whether a file can be made in a folder: asked by making one, since rights do not tell all."""
    import tempfile  # noqa: PLC0415

    if not os.access(folder, os.W_OK):
        return False
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _free_name(folder: Path, stem: str) -> Path:
    path = folder / f"{stem}{SUFFIX}"
    number = 2
    while path.exists():
        path = folder / f"{stem} ({number}){SUFFIX}"
        number += 1
    return path


def is_review(path: Path) -> bool:
    """Say whether a file is a review by its contents, or is at least called one."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(_MAGIC)) == _MAGIC or path.suffix.lower() == SUFFIX
    except OSError:
        return path.suffix.lower() == SUFFIX
