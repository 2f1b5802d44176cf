"""What word processors call the styles of a report's parts."""

from __future__ import annotations

import re
from typing import Final

from reviewer.model.document import ParagraphKind

HEADING_STYLE: Final = re.compile(r"(?:heading|标题)[ _]?([1-9])$")
"""Names, in small letters, of the styles of numbered depths: heading 1, 标题 2."""
KIND_OF_STYLE: Final = {
    "title": ParagraphKind.TITLE,
    "标题": ParagraphKind.TITLE,
    "公文标题": ParagraphKind.TITLE,
    "subtitle": ParagraphKind.SUBTITLE,
    "副标题": ParagraphKind.SUBTITLE,
    "caption": ParagraphKind.CAPTION,
    "题注": ParagraphKind.CAPTION,
}
"""What a style says that a paragraph is, by its name in small letters."""
