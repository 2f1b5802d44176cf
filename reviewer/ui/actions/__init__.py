"""The command table: what a person can do, in which menu, with which key."""

from __future__ import annotations

from reviewer.ui.actions.annotating import annotate
from reviewer.ui.actions.editing import edit
from reviewer.ui.actions.files import bases, encodings, file
from reviewer.ui.actions.flows import (
    ANNOTATE,
    BASE,
    ENCODING,
    FILE,
    GROUPS,
    Flows,
    WindowDoings,
    tr,
)
from reviewer.ui.actions.going import go
from reviewer.ui.actions.viewing import help_, view
from reviewer.ui.commands import Command
from reviewer.ui.parts import Parts

__all__ = ["ANNOTATE", "BASE", "ENCODING", "FILE", "GROUPS", "Flows", "WindowDoings", "table", "tr"]


def table(parts: Parts, flows: Flows) -> list[Command]:
    """Return all commands."""
    return [
        *file(parts, flows),
        *edit(parts, flows),
        *annotate(parts, flows),
        *view(parts, flows),
        *go(parts, flows),
        *help_(flows),
        *encodings(parts, flows),
        *bases(parts, flows),
    ]
