"""A library's work on somebody's file in a process of its own, and what is said where that fails.

For libraries that read what is hostile at least as often as it is valid: they may take all memory,
not come to an end, or raise anything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from reviewer.errors import ReportError
from reviewer.formats.child import Child, ChildFailed, Fate
from reviewer.formats.guards import APART_MEMORY, APART_SECONDS

SENTENCES: Final = {
    Fate.LATE: "读取时间过长，可能已损坏或是恶意构造的文件，没有打开；请让对方另存一份再发送。",
    Fate.FULL: "读取时占用内存过多，可能是恶意构造的文件，没有打开；请向发送人核实。",
    Fate.DEAD: "会使读取它的组件崩溃，可能已损坏或是恶意构造的文件，没有打开；请让对方另存一份再发送。",
}
"""How each failure of a process ends a sentence that begins with the file's name."""


class Unreadable(Exception):
    """A file that a library does not open; `locked` where it wants a password."""

    def __init__(self, locked: bool = False) -> None:
        super().__init__(locked)
        self.locked = locked


def apart(name: str, refusal: str, work: Callable[..., object], *arguments: object) -> Any:
    """Have a function of a module work in another process and return its answer.

    Raises ReportError: where the work raises Unreadable, `refusal` follows the file's name.
    """
    try:
        with Child(APART_MEMORY) as child:
            return child.call(APART_SECONDS, work, *arguments)
    except ChildFailed as failed:
        raise ReportError(f"“{name}”{SENTENCES[failed.fate]}") from failed
    except Unreadable as error:
        locked = "加了打开密码，请先在原来的软件里去掉密码再打开。"
        raise ReportError(f"“{name}”{locked if error.locked else refusal}") from error
