"""Where the data that travels with the program lies: the only code that knows."""

from __future__ import annotations

import importlib.util
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_data"
_ROOT = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent


def resource(name: str) -> Path:
    """Return the path of `resources/<name>`, in a checkout and in an installed wheel alike."""
    return _ROOT / "resources" / name


def lines_of(name: str) -> list[str]:
    """Return the lines of a text in `resources/`, without empty ones and those that begin with #."""
    lines = resource(name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def seed(name: str) -> Path:
    """Return the path of a sample report in `seeds/`."""
    return _ROOT / "seeds" / name


def is_installed(folder: Path) -> bool:
    """Whether a folder belongs to an installed program, and is not for the user's files."""
    return _INSTALLED.is_dir() and folder.resolve().is_relative_to(_INSTALLED)


SAMPLE_REPORT = "luohe-2023-inspection-report.txt"
"""The sample report that the start page offers."""


def packaged_font(name: str) -> Path:
    """Return the path of a font of the font package ("NotoSerifSC-Regular.otf").

    Raises FileNotFoundError where the package is not installed.
    """
    spec = importlib.util.find_spec("pylopdf_fonts_zh_cn")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"font package with {name}")
    return Path(spec.submodule_search_locations[0]) / name


SERIF_FONT = "NotoSerifSC-Regular.otf"
SANS_FONT = "NotoSansSC-Regular.otf"
