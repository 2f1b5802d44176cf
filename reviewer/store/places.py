"""Where a review lives: beside its report, or, where that cannot be, in the user's own folder.

What only some reports need is loaded for them alone: most have no review yet when they are opened.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from pathlib import Path
from typing import Final, NamedTuple

from reviewer import resources

_MAGIC: Final = b"SQLite format 3\0"
SUFFIX: Final = ".review"
_MOST_LOOKED_AT: Final = 500
_LONGEST_STEM: Final = 255 - len(f" (9999){SUFFIX}-journal")
"""Bytes of a name that leave room for a number and for the files that SQLite puts beside."""


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


def existing_review(
    report: Path, sha256: str, user_folder: Path, known: Sequence[Path] = ()
) -> Path | None:
    """Find the review of exactly these bytes.

    It is looked for beside the report, where the report really lies if this is a link, in the
    user's folder, and among the reviews in `known`: those that were open lately.
    """
    for candidate in _candidates(report, user_folder, known):
        if source_hash(candidate) == sha256:
            return candidate
    return None


def further_reviews(
    report: Path, sha256: str, review: Path | None
) -> tuple[list[Path], list[Path]]:
    """Return what else stands beside a report under its name.

    First the other reviews of exactly these bytes than `review`, then those of other bytes: of an
    earlier text of the report.
    """
    same: list[Path] = []
    earlier: list[Path] = []
    numbered = re.compile(re.escape(_fitting(report.stem)) + rf"( \(\d+\))?{re.escape(SUFFIX)}")
    for path in _reviews_in(report.parent):
        if numbered.fullmatch(path.name) and path != review:
            found = source_hash(path)
            if found:
                (same if found == sha256 else earlier).append(path)
    return same, earlier


def source_hash(review: Path) -> str:
    """Return the SHA-256 of the report inside a review file, empty where it is no readable one.

    The file is never opened past SQLite: on closing it, the system would take away the locks of
    this program on a review that is open.
    """
    import sqlite3  # noqa: PLC0415

    from reviewer.errors import ReviewerError  # noqa: PLC0415
    from reviewer.store.connection import APPLICATION_ID, open_for_reading  # noqa: PLC0415

    try:
        connection = open_for_reading(review)
        try:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return ""
            row = connection.execute("SELECT sha256 FROM source LIMIT 1").fetchone()
        finally:
            connection.close()
    except (OSError, sqlite3.Error, ReviewerError):
        # -- what cannot be read is no offer; opening it by hand says what is wrong
        return ""
    return str(row[0]) if row is not None else ""


def _candidates(report: Path, user_folder: Path, known: Sequence[Path]) -> Iterator[Path]:
    for folder in dict.fromkeys((report.parent, report.resolve().parent, user_folder)):
        found = _reviews_in(folder)
        same_name = [path for path in found if path.name.startswith(report.stem)]
        # -- its own before a second one and before those of colleagues
        same_name.sort(key=lambda path: path.stem != report.stem)
        others = [path for path in found if path not in same_name]
        yield from (same_name + others)[:_MOST_LOOKED_AT]
    yield from known


def _reviews_in(folder: Path) -> list[Path]:
    try:
        return sorted(folder.glob(f"*{SUFFIX}"))
    except OSError:
        return []


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
    stem = _fitting(stem)
    path = folder / f"{stem}{SUFFIX}"
    number = 2
    while path.exists() or has_left_overs(path):
        path = folder / f"{stem} ({number}){SUFFIX}"
        number += 1
    return path


def has_left_overs(path: Path) -> bool:
    """Whether a log of another file of this name is left: SQLite would take it for this one's."""
    return any(path.with_name(path.name + end).exists() for end in ("-wal", "-journal"))


def _fitting(stem: str) -> str:
    while len(os.fsencode(stem)) > _LONGEST_STEM:
        stem = stem[:-1]
    return stem


def is_review(path: Path) -> bool:
    """Say whether a file is a review by its contents, or is at least called one."""
    if path.suffix.lower() == SUFFIX:
        # -- not opened: see `source_hash`
        return True
    try:
        with path.open("rb") as stream:
            return stream.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False
