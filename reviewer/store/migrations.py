"""From one schema version to the next: one function a step, each step one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final

TABLES: Final = frozenset(
    {
        "meta",
        "source",
        "edition",
        "resource",
        "page_map",
        "annotation",
        "placement",
        "reply",
        "reviewer",
        "category",
        "record",
        "journal",
        "draft",
        "state",
    }
)
"""The tables every review file has."""


def _to_1(connection: sqlite3.Connection) -> None:
    schema = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
    for statement in schema.split(";\n"):
        if statement.strip():
            connection.execute(statement)


_STEPS: Final[tuple[Callable[[sqlite3.Connection], None], ...]] = (_to_1,)
VERSION: Final = len(_STEPS)
"""The schema version this program writes."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file to the present version, step by step."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    for step, migration in enumerate(_STEPS[version:], version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            migration(connection)
            connection.execute(f"PRAGMA user_version = {step}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
