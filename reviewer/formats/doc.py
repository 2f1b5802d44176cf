"""Word 97–2003 files and those of WPS Writer, made into DOCX; runs in a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from reviewer.formats.apart import Unreadable

OLD: Final = "old.doc"
NEW: Final = "new.docx"


def make_docx(folder: str) -> bytes:
    """Make the file `OLD` in a folder into a DOCX and return it. Raises Unreadable."""
    from doc2docx import convert  # noqa: PLC0415  loaded for DOC only
    from doc2docx.errors import EncryptedDocumentError  # noqa: PLC0415

    target = Path(folder, NEW)
    try:
        convert(Path(folder, OLD), target)
        return target.read_bytes()
    except EncryptedDocumentError as error:
        raise Unreadable(locked=True) from error
    except MemoryError:
        raise
    except Exception as error:
        raise Unreadable from error
