"""A report as it is opened: read, with the remarks in its own file in their places; without Qt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from reviewer import importers
from reviewer.importers import Imported
from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.review import Review


class Report(NamedTuple):
    """What was read, and the review it begins with."""

    imported: Imported
    review: Review


def read(path: Path, encoding: str = "", progress: Callable[[float], None] | None = None) -> Report:
    """Read a report, for a thread or process of its own. Raises ReportError."""
    imported = importers.read(path, encoding, progress)
    return Report(imported, begun(imported))


def begun(imported: Imported) -> Review:
    """What is said on a report before anybody here says anything: the remarks in its own file."""
    review = Review(DEFAULT_CATEGORIES)
    if not imported.given:
        return review
    from datetime import UTC, datetime  # noqa: PLC0415

    from reviewer.importers.placing import brought  # noqa: PLC0415

    now = datetime.now(UTC)
    return Review((*DEFAULT_CATEGORIES, *brought(imported, review, now)))
