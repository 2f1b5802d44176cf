"""Keys that the user gave to commands instead of the usual ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reviewer.ui.settings import Settings

_KEY: Final = "shortcuts"


def remembered(settings: Settings) -> dict[str, str]:
    """Return the keys by command id, in Qt's portable form; an empty one is no key at all."""
    lines = (line.split("\t") for line in settings.text(_KEY).split("\n"))
    return {words[0]: words[1] for words in lines if len(words) == 2}


def remember(settings: Settings, chosen: Mapping[str, str]) -> None:
    """Keep the keys that differ from the usual ones."""
    settings.put(_KEY, "\n".join(f"{command}\t{key}" for command, key in chosen.items()))
