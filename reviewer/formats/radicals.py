"""Characters that only look like the right ones, as PDFs hand them out, and what they stand for.

Programs that look for a glyph's character backwards in a font find 康熙部首 (U+2F00–2FD5), 部首补充
(U+2E80–2EFF) and 兼容汉字 (U+F900–FAFF) where the ideographs were meant, so that words cannot be
found.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_SUPPLEMENT: Final = (
    "⺁厂⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺏尢⺐尣⺑兀⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜曰⺝月⺞歺⺟母"
    "⺠民⺡氵⺢水⺣灬⺤爪⺥爫⺦爿⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糸⺰纟⺱罓⺲罒⺳罓⺴罓⺵羋⺶羊⺷羊⺸羋⺹耂"
    "⺺肀⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长"
    "⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿"
    "⻯竜⻰龙⻱亀⻲龜⻳龟"
)

_BULLETS: Final = {
    0x6C: "●", 0x6E: "■", 0x75: "◆", 0xA7: "▪", 0xA8: "□", 0xB7: "•", 0xD8: "➢", 0xFC: "✓", 0xFE: "☑",
}  # fmt: skip
FOLDED: Final[dict[int, str]] = {
    **{
        code: unicodedata.normalize("NFKC", chr(code))
        for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00))
        if len(unicodedata.normalize("NFKC", chr(code))) == 1
    },
    **{ord(look): meant for look, meant in zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)},
    0x2F3E: "户",  # by its decomposition it is 戶
    0x2329: "\u3008",
    0x232A: "\u3009",
    0x22EF: "…",
    # -- bullets of symbol fonts, whose characters have no names of their own
    **{0xF000 + code: shown for code, shown in _BULLETS.items()},
    0x00AD: "-",
    0x0002: "-",  # pdfium's signs for a hyphen at the end of a line
    0xFFFE: "-",
}
"""For `str.translate`: one character for one."""
