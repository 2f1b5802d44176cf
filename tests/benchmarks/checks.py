"""Proof-reading, facts and links: time a character, and that long reports cost no more of it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from reviewer import importers
from reviewer.language import words
from reviewer.language.checks import check
from reviewer.language.figures import facts
from reviewer.model.document import Document
from tests.benchmarks.harness import Figure, bounded, compared
from tests.language.checks.planting import hosts

_SHORT, _LONG = 100_000, 1_000_000
_ROUNDS = 3


def official_text(characters: int) -> Document:
    """Paragraphs of official texts in random order."""
    chance = random.Random(1)
    lines = [line for text in hosts() for line in text.split("\n") if line.strip()]
    taken: list[str] = []
    length = 0
    while length < characters:
        taken.append(chance.choice(lines))
        length += len(taken[-1]) + 1
    return importers.read_bytes("报告.txt", "\n".join(taken).encode()).document


def measure() -> list[Figure]:
    """Measure microseconds a character; a tenfold text may cost half as much again a character."""
    words.load()
    short, long = official_text(_SHORT), official_text(_LONG)
    check(official_text(5_000))
    figures: list[Figure] = []
    works: list[tuple[str, Callable[[Document], object]]] = [
        ("proof-reading", check),
        ("facts", facts),
    ]
    for name, work in works:
        few = [_each(work, short) for _ in range(_ROUNDS)]
        many = [_each(work, long) for _ in range(_ROUNDS)]
        figures.append(bounded(f"{name}, 100,000 characters", few, "µs/char", 40.0))
        figures.append(compared(f"{name}, 1 M against 100,000", many, few, "µs/char", 1.5))
    return figures


def _each(work: Callable[[Document], object], document: Document) -> float:
    begun = time.perf_counter()
    work(document)
    return (time.perf_counter() - begun) * 1e6 / len(document.text)
