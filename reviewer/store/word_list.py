"""The user's own words: one text file in the user's folder, for all windows and commands.

Each line is a word that was added, or `-` and a word that was taken away; the last line about a
word counts. Nothing is ever rewritten: a change is one line at the end, so that several processes
lose nothing of each other. The file may be edited by hand.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from reviewer.errors import ReviewerError, StorageFailed, reason
from reviewer.language.words import checked

_NAME: Final = "用户词典.txt"
_TAKEN_AWAY: Final = "-"


class WordList:
    """The words of one user, the newest last."""

    def __init__(self, folder: Path) -> None:
        self.path: Final = folder / _NAME

    def words(self) -> list[str]:
        """Return the words as they are on disk now; lines that hold none are passed over.

        Raises ReviewerError where the file cannot be read.
        """
        try:
            lines = self.path.read_text(encoding="utf-8-sig", errors="replace").split("\n")
        except FileNotFoundError:
            return []
        except OSError as error:
            raise ReviewerError(
                f"用户词典 {self.path} 读不了（{reason(error)}），请检查文件权限。"
            ) from error
        found: dict[str, None] = {}
        for line in lines:
            word = line.strip()
            found.pop(word.removeprefix(_TAKEN_AWAY), None)
            if not word.startswith(_TAKEN_AWAY) and _is_word(word):
                found[word] = None
        return list(found)

    def add(self, word: str) -> None:
        """Add a word. Raises ReviewerError for what is none, StorageFailed where it is not kept."""
        self._append(checked(word))

    def remove(self, word: str) -> None:
        """Take a word away. Raises StorageFailed where the file cannot be written."""
        self._append(_TAKEN_AWAY + word)

    def _append(self, line: str) -> None:
        # -- a last line that was edited by hand may have no end; a whole line goes out in one write
        data = f"\n{line}\n".encode()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab", buffering=0) as stream:
                stream.write(data)
        except OSError as error:
            raise StorageFailed(
                f"用户词典 {self.path} 写不进去（{reason(error)}），请检查磁盘空间和文件权限。"
            ) from error


def user_folder() -> Path:
    """Return the user's own folder, the one that the window keeps its data in too."""
    if sys.platform == "win32":
        place = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        place = str(Path.home() / "Library" / "Application Support")
    else:
        place = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(place) / "Reviewer"


def _is_word(line: str) -> bool:
    try:
        return checked(line) == line
    except ReviewerError:
        return False
