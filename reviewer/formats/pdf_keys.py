"""Names that this program writes into a PDF and looks for when it reads one."""

from __future__ import annotations

from typing import Final

ITEM: Final = "RVItem"
"""The key under which an annotation carries what PDF cannot say, as JSON in ASCII."""
