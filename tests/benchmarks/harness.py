"""Measuring side by side: ours and a baseline take turns in one run, medians are compared."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget


@dataclass(frozen=True)
class Figure:
    """One line of the report; `ratio` compares with `baseline`, `target` bounds the ratio or value."""

    name: str
    value: float
    unit: str
    baseline: float | None
    ratio: float | None
    target: str
    holds: bool


class Painted(QObject):
    """Knows which widgets were painted."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self._widgets = set(widgets)
        self._missing: set[QObject] = set()
        for widget in widgets:
            widget.installEventFilter(self)

    def forget(self) -> None:
        """From now on it counts what is painted."""
        self._missing = set(self._widgets)

    def wait(self, application: QApplication) -> None:
        """Run the event loop until all widgets are painted."""
        while self._missing:
            application.processEvents()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a painted widget."""
        if event.type() == QEvent.Type.Paint:
            self._missing.discard(watched)
        return False


def compared(name: str, ours: list[float], theirs: list[float], unit: str, most: float) -> Figure:
    """Compare medians; the ratio must not be more than `most`."""
    value, baseline = statistics.median(ours), statistics.median(theirs)
    ratio = value / baseline
    return Figure(
        name,
        round(value, 3),
        unit,
        round(baseline, 3),
        round(ratio, 3),
        f"ratio <= {most}",
        ratio <= most,
    )


def bounded(name: str, values: list[float], unit: str, most: float) -> Figure:
    """Bound a median."""
    value = statistics.median(values)
    return Figure(name, round(value, 3), unit, None, None, f"<= {most} {unit}", value <= most)


def at_least(name: str, ours: list[float], theirs: list[float], unit: str, least: float) -> Figure:
    """Compare medians; ours must be at least `least` times faster."""
    value, baseline = statistics.median(ours), statistics.median(theirs)
    ratio = baseline / value
    return Figure(
        name,
        round(value, 3),
        unit,
        round(baseline, 3),
        round(ratio, 2),
        f"ratio >= {least}",
        ratio >= least,
    )


def child(code: str, *arguments: str) -> tuple[float, list[str]]:
    """Run code in a fresh process; return milliseconds until its first line, and that line's words."""
    with tempfile.TemporaryDirectory() as home:
        names = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
        environment = {**os.environ, **dict.fromkeys(names, home)}
        # -- an installed program has its byte code; both start with theirs
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        begun = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment,
        )
        assert process.stdout is not None
        line = process.stdout.readline()
        passed = (time.perf_counter() - begun) * 1000
        process.stdout.close()
        process.wait()
    return passed, line.split()


def interleaved(rounds: int, *measures: Callable[[], float]) -> list[list[float]]:
    """Let measures take turns; return the values of each."""
    values: list[list[float]] = [[] for _ in measures]
    for _ in range(rounds):
        for place, measure in enumerate(measures):
            values[place].append(measure())
    return values


def timed(work: Callable[[], object]) -> float:
    """Return how many milliseconds work takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def write(figures: list[Figure], path: Path) -> None:
    """Write the figures, and show them."""
    path.write_text(
        json.dumps([asdict(figure) for figure in figures], ensure_ascii=False, indent=1), "utf-8"
    )
    for figure in figures:
        against = f"（基线 {figure.baseline:g}，比值 {figure.ratio:g}）" if figure.baseline else ""
        sign = "✓" if figure.holds else "✗"
        sys.stdout.write(
            f"{sign} {figure.name}: {figure.value:g} {figure.unit}{against} 目标 {figure.target}\n"
        )
