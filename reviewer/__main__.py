"""The door: a word of the command table runs that command, anything else opens the window.

A report named like a command needs `./` before it. Nothing heavy is imported here, so that the
window does not wait for the command line's libraries.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from types import ModuleType

COMMANDS = frozenset(
    "outline text search keywords check facts links new annotate list export".split()
)
"""The first words that are commands."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command or open the window; return the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words and (words[0] in COMMANDS or words[0] in {"-h", "--help", "--version"}):
        from reviewer.cli import main as run_command  # noqa: PLC0415

        return run_command(words)
    if _has_no_screen():
        sys.stderr.write("这里没有图形界面，打不开窗口；不开窗口的用法见 reviewer --help。\n")
        return 2
    return int(window_program().main(words))


def _has_no_screen() -> bool:
    """Whether this is Linux without a display, where Qt would only abort."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform == "linux" and not any(os.environ.get(name) for name in named)


def window_program() -> ModuleType:
    """Return `reviewer.app`, imported without detours.

    Nothing that start-up makes is garbage, so nothing is collected until the first frame is
    painted. The core comes before Qt because PySide looks at every module that is imported after it.
    """
    import gc  # noqa: PLC0415

    gc.disable()
    import reviewer.importers.plain  # noqa: PLC0415
    import reviewer.model.review  # noqa: PLC0415
    import reviewer.store.places  # noqa: F401, PLC0415
    from reviewer.ui.unread import leave_sources_unread  # noqa: PLC0415

    leave_sources_unread()
    from reviewer import app  # noqa: PLC0415

    return app


if __name__ == "__main__":
    sys.exit(main())
