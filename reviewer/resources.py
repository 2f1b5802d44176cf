"""Where the data that travels with the program lies: the only code that knows."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_data"
_ROOT = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent


def resource(name: str) -> Path:
    """Return the path of `resources/<name>`, in a checkout and in an installed wheel alike."""
    return _ROOT / "resources" / name


def seed(name: str) -> Path:
    """Return the path of a sample report in `seeds/`."""
    return _ROOT / "seeds" / name


SAMPLE_REPORT = "luohe-2023-inspection-report.txt"
"""The sample report that the start page offers."""
