"""The door: a word of the command table runs that command, anything else opens the window.

A report named like a command needs `./` before it. Nothing heavy is imported here, so that the
window does not wait for the command line's libraries.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

COMMANDS = frozenset({"outline", "text", "new", "annotate", "list", "export"})
"""The first words that are commands."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command or open the window; return the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words and (words[0] in COMMANDS or words[0] in {"-h", "--help", "--version"}):
        from reviewer.cli import main as run_command  # noqa: PLC0415

        return run_command(words)
    from reviewer.app import main as open_window  # noqa: PLC0415

    return open_window(words)


if __name__ == "__main__":
    sys.exit(main())
