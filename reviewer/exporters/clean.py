"""Text that every format can hold."""

from __future__ import annotations

import re
from typing import Final

# -- XML 1.0 (5th edition), 2.2: what no document may hold; lone surrogates fit nowhere
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def legal(text: str) -> str:
    """Return the text with what formats cannot hold replaced by U+FFFD."""
    # -- nothing illegal is printable, and this is asked of every word that goes out
    return text if text.isprintable() else _ILLEGAL.sub("\ufffd", text)
