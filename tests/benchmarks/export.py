"""Exports of a long report."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from reviewer import exporters
from reviewer.model.review import Review
from tests.benchmarks.harness import Figure, bounded, timed
from tests.benchmarks.reading import long_document
from tests.helpers import NOON, annotation_on


def measure() -> list[Figure]:
    """A million characters with five thousand annotations, once each with fonts at hand."""
    document = long_document(1_000_000)
    chance = random.Random(3)
    places = chance.sample(range(len(document.text) - 50), 5000)
    remarks = [
        annotation_on(document, at, at + 12, id=f"a{n:05d}", body="意见")
        for n, at in enumerate(places)
    ]
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        export = exporters.Export(
            document=document,
            review=Review(remarks),
            exported_at=NOON,
            opinion_table=False,
            font_cache=Path(folder) / "fonts",
        )
        exporters.write(export, Path(folder) / "warm.pdf")
        for suffix, most in ((".docx", 3000), (".pdf", 12_000)):
            path = Path(folder) / f"out{suffix}"
            values = [timed(lambda p=path: exporters.write(export, p))]  # type: ignore[misc]
            figures.append(
                bounded(f"百万字、五千条批注：导出 {suffix[1:].upper()}", values, "ms", most)
            )
    return figures
