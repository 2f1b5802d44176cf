"""Which families show Chinese here: installed ones where wanted, else the packaged Noto fonts."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from PySide6.QtGui import QFontDatabase

from reviewer.resources import SANS_FONT, SERIF_FONT, packaged_font, resource

_SANS: Final = ("Microsoft YaHei UI", "PingFang SC", "Source Han Sans SC", "Noto Sans CJK SC")
_KAI: Final = ("楷体_GB2312", "KaiTi", "Kaiti SC", "AR PL UKai CN", "LXGW WenKai", "FandolKai")
ICONS: Final = "Reviewer Icons"


class Families(NamedTuple):
    """Font families by use, the first wish first."""

    serif: tuple[str, ...]
    sans: tuple[str, ...]
    kai: tuple[str, ...]
    interface: tuple[str, ...]


@cache
def load_icons() -> str:
    """Load the icon font and return its family."""
    QFontDatabase.addApplicationFont(str(resource("icons/icons.ttf")))
    return ICONS


@cache
def load_families() -> Families:
    """Load the packaged fonts and say what to use; about 20 ms, once."""
    serif = _load(SERIF_FONT)
    sans = _load(SANS_FONT)
    installed = set(QFontDatabase.families())
    system = tuple(name for name in _SANS if name in installed)
    kai = tuple(name for name in _KAI if name in installed)
    return Families(
        serif=(serif, *system),
        sans=(sans, *system),
        kai=(*kai, serif),
        interface=(*system, sans) if system else (sans,),
    )


def _load(name: str) -> str:
    number = QFontDatabase.addApplicationFont(str(packaged_font(name)))
    families = QFontDatabase.applicationFontFamilies(number)
    return families[0] if families else ""
