"""Half-written notes on a report that has no review file yet: kept in the user's data folder."""

from __future__ import annotations

import os
from pathlib import Path


class LooseDrafts:
    """The drafts on one report, by its SHA-256."""

    def __init__(self, folder: Path, sha256: str) -> None:
        self._path = folder / "drafts" / f"{sha256}.json"

    def all(self) -> dict[str, str]:
        """Return the drafts by key; none where nothing readable is kept."""
        import json  # noqa: PLC0415 -- the first frame shows no draft

        try:
            value = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
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
        scratch.write_text(json.dumps(drafts, ensure_ascii=False), encoding="utf-8")
        scratch.replace(self._path)
