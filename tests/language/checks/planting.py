"""Errors planted at random places of real text, one kind a rule."""

from __future__ import annotations

import random
import re
from pathlib import Path

from reviewer import importers
from reviewer.language.checks import RULES
from reviewer.model.document import Document
from tests.helpers import SAMPLES, SEED

TEXTS = Path(__file__).parents[1] / "texts"
WIDE = str.maketrans(",:;()", "，：；（）")


def hosts() -> list[str]:
    """Clean official texts; what is wrong in the seed is put right."""
    texts = [SEED.read_text(encoding="utf-8").translate(WIDE).replace("规范会建设", "规范化建设")]
    names = ("statecouncil-2018-118-enforcement", "statecouncil-2018-115-legality-gbk")
    more = ("inspection-from-the-web", "audit-report")
    paths = [SAMPLES / f"{name}.txt" for name in names] + [TEXTS / f"{name}.txt" for name in more]
    return texts + [importers.read(path).document.text for path in paths]


# -- what is right in the text, and what it becomes
MUTATIONS = {
    "BD-01": ("(?<=[一-鿿])，(?=[一-鿿])", ","),
    "BD-02": ("（([^（）\n]*[一-鿿][^（）\n]*)）", r"(\1)"),
    "BD-03": ("(?<=[一-鿿])。(?=\n)", "."),
    "BD-04": ("“([一-鿿]{2,8})”", r'"\1"'),
    "BD-05": ("(?<=[一-鿿])”(?=[一-鿿])", ""),
    "BD-06": ("[（）]", ""),
    "BD-07": ("(?<=[一-鿿])》", ""),
    "BD-08": ("(?<=[一-鿿])，(?=[一-鿿])", "，，"),
    "BD-10": ("(?m)^(\\s*（[二三四]）)", r"\1、"),
    "BD-13": ("(?m)^(\\s*[一二三])、", r"\1."),
    "BD-14": ("(?<=[一-鿿])。(?=\n)", "..."),
    "BD-18": ("(?m)(?<=[一-鿿，]{30})(?<=[一-鿿])。$", ""),
    "BD-19": ("(?<=。)\n\\s*(?=[一-鿿])", "\n，"),
    "BD-20": ("(?<=，[一-鿿]{4})(?=[一-鿿]{5}，)", " "),
    "BD-22": ("(?<=[一-鿿])(?=[一-鿿])", "\u200b"),
    "BD-29": ("(?<=[一-鿿])(?=等[单地部方问项领措工])", "、"),
    "CY-13": ("(?<=[一-鿿]{2})的(?=[一-鿿]{2})", "的的"),
    "JG-01": ("(?m)^(\\s*)（二）", r"\1（四）"),
    "JG-02": ("(?m)^(\\s*)（三）", r"\1（二）"),
    "JG-04": ("(?m)^(\\s*)（([二三四])）", r"\1(\2)"),
}
# -- these speak of a whole paper: no place in a running text makes sense
WHOLE = {
    "BD-24", "CY-16", "CY-17", "CY-21", "JG-03", "JG-05", "JG-06", "JG-07", "JG-08", "JG-10",
    "JG-11", "SZ-15", "YZ-06", "YZ-07",
}  # fmt: skip


def planted(code: str, text: str, rng: random.Random) -> str | None:
    """Return the text with an error of one kind somewhere, None where there is no place for it."""
    if code in MUTATIONS:
        right, wrong = MUTATIONS[code]
        places = list(re.finditer(right, text))
        if not places:
            return None
        found = rng.choice(places)
        return text[: found.start()] + found.expand(wrong) + text[found.end() :]
    wrong = RULES[code].wrong
    if "\n" in wrong or code in PARAGRAPHS:
        ends = [found.start() for found in re.finditer("(?<=。)\n", text)]
        at = rng.choice(ends)
        return f"{text[:at]}\n{wrong}{text[at:]}"
    ends = [found.end() for found in re.finditer("[一-鿿]{8}[^。\n]*。(?=[一-鿿])", text)]
    at = rng.choice(ends)
    sentence = wrong if wrong.endswith(("。", "……", "...")) else wrong + "。"
    return text[:at] + sentence + text[at:]


PARAGRAPHS = {
    code
    for code in RULES
    if code
    in {"BD-10", "BD-11", "BD-12", "BD-13", "BD-15", "BD-18", "BD-25", "BD-26", "BD-27", "JG-12"}
}


def document_of(text: str) -> Document:
    return importers.read_bytes("报告.txt", text.encode()).document
