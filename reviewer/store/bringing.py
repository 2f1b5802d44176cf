"""What another copy of a report says of it, worked out for a review; nothing is changed."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from reviewer.importers import copies
from reviewer.importers.placing import Placing, place
from reviewer.importers.preview import Row, rows
from reviewer.model.document import Document
from reviewer.model.ids import new_id
from reviewer.model.records import Reviewer
from reviewer.model.review import Review
from reviewer.store import looking


class Prospect(NamedTuple):
    """What would come into a review: how much was given, the records, and a row for each remark."""

    given: int
    placing: Placing
    rows: tuple[Row, ...]


def work_out(
    path: Path,
    document: Document,
    review: Review,
    author: Reviewer | None,
    _progress: Callable[[float], None] | None = None,
) -> Prospect:
    """Read the remarks of a report, a review file or a JSON-LD file, and place them in `document`.

    `document` is the report as it was imported, since positions count in it. `author` signs what
    bears no name in a file of annotations; in a report that is a stranger's. The file is left as
    it is. Raises ReviewerError, with a sentence that names the file.
    """
    if looking.is_review(path):
        remarks = copies.remarks_of(*looking.look(path))
    else:
        remarks = copies.read(path)
    given = copies.carried_over(remarks, document)
    signer = author if remarks.document is None else None
    found = place(given, document, review, signer, datetime.now(UTC), _fresh_id)
    return Prospect(len(given), found, rows(found, document, review, author))


def _fresh_id() -> str:
    return new_id(int(time.time() * 1000), secrets.token_bytes(10))
