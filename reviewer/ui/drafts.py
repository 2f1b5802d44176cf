"""Half-written notes: kept in the review, else in the user's data folder, else in memory."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.errors import ReviewerError

if TYPE_CHECKING:
    from reviewer.store import ReviewFile


class LooseDrafts:
    """The drafts on one report, by its SHA-256, that no review file can take."""

    def __init__(self, folder: Path, sha256: str) -> None:
        self._path = folder / "drafts" / f"{sha256}.json"

    def all(self) -> dict[str, str]:
        """Return the drafts by key; none where nothing readable is kept."""
        try:
            words = self._path.read_bytes()
        except OSError:
            return {}
        import json  # noqa: PLC0415 -- the first frame of a report without drafts goes without

        try:
            value = json.loads(words)
        except ValueError:
            return {}
        return {str(k): str(v) for k, v in value.items()} if isinstance(value, dict) else {}

    def put(self, key: str, text: str) -> None:
        """Keep a draft, whole or not at all. Raises OSError."""
        self._write({**self.all(), key: text})

    def drop(self, key: str) -> None:
        """Forget a draft. Raises OSError."""
        drafts = self.all()
        if drafts.pop(key, None) is not None:
            self._write(drafts)

    def _write(self, drafts: dict[str, str]) -> None:
        import json  # noqa: PLC0415 -- likewise

        self._path.parent.mkdir(parents=True, exist_ok=True)
        scratch = self._path.with_suffix(f".{os.urandom(4).hex()}.tmp")
        try:
            with scratch.open("w", encoding="ascii") as stream:
                json.dump(drafts, stream)
                stream.flush()
                os.fsync(stream.fileno())
            scratch.replace(self._path)
        finally:
            scratch.unlink(missing_ok=True)


class Drafts:
    """The half-written notes on the open report, by key.

    `file` is its review, None as long as nothing was said.
    """

    def __init__(self, loose: LooseDrafts | None = None, file: ReviewFile | None = None) -> None:
        self._loose = loose
        self._file = file
        self.unkept: dict[str, str] = {}
        """What no disk would take, by key."""

    def all(self) -> dict[str, str]:
        """Return the drafts; what the file would not take is newer than what it has."""
        in_file = self._file.drafts() if self._file is not None else {}
        return in_file | (self._loose.all() if self._loose is not None else {}) | self.unkept

    def put(self, key: str, text: str) -> None:
        """Keep a draft, with those that could not be kept before.

        Raises OSError; then it is in memory only.
        """
        self.unkept[key] = text
        for each, words in list(self.unkept.items()):
            if not self._in_file(each, words):
                if self._loose is None:
                    return
                self._loose.put(each, words)
            del self.unkept[each]

    def drop(self, key: str) -> None:
        """Forget a draft. Raises ReviewerError or OSError."""
        self.unkept.pop(key, None)
        if self._file is not None and not self._file.read_only:
            self._file.drop_draft(key)
        if self._loose is not None:
            self._loose.drop(key)

    def carry_into(self, file: ReviewFile) -> None:
        """Go on with the review that was just made; what it does not take stays where it is."""
        self._file = file
        with suppress(OSError):
            # -- one that cannot be taken out of the user's folder is found there too
            for key, text in self.all().items():
                self._in_file(key, text)

    def _in_file(self, key: str, text: str) -> bool:
        if self._file is None or self._file.read_only:
            return False
        try:
            self._file.put_draft(key, text)
        except ReviewerError:
            # -- the review cannot be written just now: the user's folder may take it
            return False
        if self._loose is not None:
            self._loose.drop(key)
        return True
