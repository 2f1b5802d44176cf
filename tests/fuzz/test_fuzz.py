"""Whatever is broken in a file, a document comes of it or a sentence. `make fuzz` tries many more."""

from __future__ import annotations

from functools import partial

import pytest

from tests.fuzz.originals import ORIGINALS
from tests.fuzz.outcome import broken, outcome

FEW = {"pdf": 4, "ofd": 4}
"""Kinds that are read in a process of their own take longer."""
KINDS = sorted(set(ORIGINALS) - {"doc"})
"""DOC files are made by LibreOffice: only the long run waits for it."""


@pytest.mark.parametrize("kind", KINDS)
def test_whole_files_are_read(kind: str) -> None:
    outcomes = [outcome(f"报告.{kind}", data) for data in ORIGINALS[kind]()]
    assert outcomes.count("document") >= len(outcomes) - (kind == "pdf")


@pytest.mark.parametrize("kind", KINDS)
def test_broken_files_give_a_document_or_a_sentence(kind: str) -> None:
    numbers = range(FEW.get(kind, 120))
    outcomes = {index: outcome(f"报告.{kind}", broken(kind, index)) for index in numbers}
    assert set(outcomes.values()) <= {"document", "sentence"}


def test_a_number_always_means_the_same_broken_file() -> None:
    again = partial(broken, "docx")
    assert [again(index) for index in range(20)] == [again(index) for index in range(20)]
