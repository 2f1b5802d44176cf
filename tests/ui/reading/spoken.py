"""A small screen reader: starts the program and writes as JSON what it hears of it.

Runs under the system's Python, which has pyatspi: `spoken.py SECONDS COMMAND…`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pyatspi

CONTROLS = {
    "push button",
    "toggle button",
    "check box",
    "combo box",
    "text",
    "entry",
    "slider",
    "spin button",
    "list",
    "table",
    "tree",
    "tree table",
    "page tab",
    "radio button",
}


def walk(node: Any, depth: int = 0) -> Iterator[Any]:
    """Yield a node and everything below it."""
    yield node
    if depth < 25:
        for child in node:
            if child is not None:
                yield from walk(child, depth + 1)


def path(node: Any) -> str:
    """Return where a node stands: roles and names from the window down."""
    steps = []
    while node is not None and node.getRoleName() != "application":
        steps.append(f"{node.getRoleName()}:{node.name}")
        node = node.parent
    return "/".join(reversed(steps))


def find(deadline: float, name: str) -> tuple[Any, Any]:
    """Return the program and what in it has a name, as soon as both are there."""
    while time.monotonic() < deadline:
        for application in pyatspi.Registry.getDesktop(0):
            for node in walk(application) if application is not None else ():
                if node.name == name:
                    return application, node
        time.sleep(0.2)
    raise SystemExit("nothing was heard of the program")


def main() -> None:
    """Listen."""
    deadline = time.monotonic() + float(sys.argv[1])
    program = subprocess.Popen(sys.argv[2:])
    try:
        application, reader = find(deadline, "报告正文")
        text = reader.queryText()
        text.setCaretOffset(8)
        # -- the clear button of a field and the list of a combo box are Qt's own
        controls = [
            node
            for node in walk(application)
            if node.getRoleName() in CONTROLS
            and node.parent.getRoleName() not in ("text", "combo box")
        ]
        heard = {
            "role": reader.getRoleName(),
            "count": text.characterCount,
            "text": text.getText(0, text.characterCount),
            "caret": text.caretOffset,
            "extents": [text.getCharacterExtents(at, pyatspi.DESKTOP_COORDS) for at in (8, 9)],
            "named": [node.name for node in controls if node.name],
            "nameless": [path(node) for node in controls if not node.name],
        }
        command = next(node for node in walk(application) if node.name.startswith("朗读模式"))
        command.queryAction().doAction(0)
        _, plain = find(deadline, "报告正文（朗读模式）")
        text = plain.queryText()
        heard["plain_text"] = text.getText(0, text.characterCount)
        heard["plain_caret"] = text.caretOffset
        text.addSelection(20, 26)
        heard["plain_selections"] = [text.getSelection(at) for at in range(text.getNSelections())]
        sys.stdout.write(json.dumps(heard) + "\n")
    finally:
        program.kill()
        program.wait()


main()
