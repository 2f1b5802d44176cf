"""What the program remembers between sittings: kept in the user's own folders."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

_NAME: Final = "Reviewer"
PLAIN_READING: Final = "plain_reading"
"""Whether the plain text stands instead of the page."""
MOST_RECENT: Final = 12
_PLACES: Final = 200
_REVIEWS: Final = 60


def data_folder() -> Path:
    """Where reviews go that cannot lie beside their report."""
    folder = _place(QStandardPaths.StandardLocation.GenericDataLocation)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def cache_folder() -> Path:
    """Where what can be made again is kept."""
    return _place(QStandardPaths.StandardLocation.GenericCacheLocation)


def log_file() -> Path:
    """Where crash reports go."""
    folder = _place(QStandardPaths.StandardLocation.GenericStateLocation)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "reviewer.log"


class Settings:
    """The user's choices."""

    def __init__(self, path: Path | None = None) -> None:
        config = QStandardPaths.StandardLocation.GenericConfigLocation
        place = path if path is not None else _place(config) / "settings.ini"
        self._store = QSettings(str(place), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        """Return a remembered word."""
        return str(self._store.value(key, default))

    def number(self, key: str, default: int) -> int:
        """Return a remembered number; what is no number counts as not remembered."""
        value = str(self._store.value(key, default))
        return int(value) if value.lstrip("-").isdecimal() else default

    def put(self, key: str, value: str | int) -> None:
        """Remember something."""
        self._store.setValue(key, value)

    @property
    def reviewer_id(self) -> str:
        """Return the id under which the user speaks, empty as long as nothing was said."""
        return self.text("identity/id")

    def geometry(self) -> QByteArray:
        """Return the window's last geometry, empty at first."""
        value = self._store.value("window/geometry", QByteArray())
        return value if isinstance(value, QByteArray) else QByteArray()

    def put_geometry(self, geometry: QByteArray) -> None:
        """Remember the window's geometry."""
        self._store.setValue("window/geometry", geometry)

    def keep_place(self, sha256: str, offset: int) -> None:
        """Remember where the reading of a report stood that has no review file yet."""
        others = [each for each in self._places() if each[0] != sha256]
        kept = [(sha256, str(offset)), *others][:_PLACES]
        self.put("places", "\n".join(map(" ".join, kept)))

    def kept_place(self, sha256: str) -> int:
        """Return where the reading of a report stood, 0 where nobody knows."""
        value = dict(self._places()).get(sha256, "")
        return int(value) if value.isdecimal() else 0

    def _places(self) -> list[tuple[str, str]]:
        parts = (line.partition(" ") for line in self.text("places").split("\n"))
        return [(sha256, offset) for sha256, _, offset in parts if offset]

    def add_review(self, path: Path) -> None:
        """Remember where a review is, so that its report finds it from wherever it is moved."""
        names = dict.fromkeys((str(path), *self.text("reviews").split("\n")))
        self.put("reviews", "\n".join(list(names)[:_REVIEWS]))

    def reviews(self) -> list[Path]:
        """Return the reviews that were open lately and are still there, the newest first."""
        names = self.text("reviews").split("\n")
        return [Path(name) for name in names if name and Path(name).is_file()]

    def recent(self) -> list[Path]:
        """Return the files opened last that are still there, the newest first."""
        names = self.text("recent").split("\n")
        return [Path(name) for name in names if name and Path(name).is_file()]

    def add_recent(self, path: Path) -> None:
        """Remember a file as opened last."""
        resolved = path.resolve()
        others = [other for other in self.recent() if other != resolved]
        names = [str(p) for p in (resolved, *others)][:MOST_RECENT]
        self.put("recent", "\n".join(names))


def _place(kind: QStandardPaths.StandardLocation) -> Path:
    return Path(QStandardPaths.writableLocation(kind)) / _NAME
