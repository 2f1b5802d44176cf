"""What is written to the terminal, and how long."""

from __future__ import annotations

import json
import sys


def say(text: str) -> None:
    """Write a line to stdout."""
    # -- a terminal of another encoding shows ? for what it cannot say, and never a traceback
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")


def print_json(value: object) -> None:
    """Write a value as JSON, readable for people too."""
    say(json.dumps(value, ensure_ascii=False, indent=1))


def short(text: str, length: int = 24) -> str:
    """Return a text on one line, its end left out where it is longer than `length`."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[:length] + "…"
