"""Looking into somebody else's review file without touching it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from reviewer.errors import ReviewFileError, reason
from reviewer.model.document import Document
from reviewer.model.review import Review
from reviewer.store.file import ReviewFile
from reviewer.store.lock import Holder
from reviewer.store.places import is_review

__all__ = ["is_review", "look"]


def look(path: Path) -> tuple[Review, Document]:
    """Read a review file; it may be open elsewhere, and stays as it is. Raises ReviewFileError."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        try:
            for ending in ("", "-wal"):
                source = path.with_name(path.name + ending)
                if not ending or source.exists():
                    shutil.copyfile(source, copy.with_name(copy.name + ending))
        except OSError as error:
            raise ReviewFileError(
                f"无法读取“{path.name}”（{reason(error)}），请检查文件和权限。"
            ) from error
        with ReviewFile.open(copy, Holder("", "", 0, 0)) as file:
            return file.review, file.document
