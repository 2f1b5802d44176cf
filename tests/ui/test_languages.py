"""Every word of the interface has an English one."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from reviewer.exporters import facts
from reviewer.importers.plain import ENCODINGS
from reviewer.language import paper_terms, tally, terms
from reviewer.resources import resource
from reviewer.ui import theme
from reviewer.ui.actions.flows import BASE, GROUPS
from reviewer.ui.languages import TRANSLATIONS
from reviewer.ui.panels.facets import FACETS

ROOT = Path(__file__).parents[2]

_TRANSLATING = {"tr", "_tr", "translate"}
_HAN = re.compile(r"[\u3400-\u9fff：（]")


def called(node: ast.expr) -> str:
    """The name of what is called."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def said(path: Path) -> Iterator[str]:
    """Every string that a module hands to a translating function."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and called(node.func) in _TRANSLATING and node.args:
            for part in ast.walk(node.args[-1]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def words() -> set[str]:
    """Every Chinese source string of the interface."""
    found = {word for path in (ROOT / "reviewer/ui").rglob("*.py") for word in said(path)}
    found |= {
        *GROUPS,
        *(name for _, name in theme.choices()),
        *(name for _, name in ENCODINGS),
    }
    found |= {BASE, *(facet.field for facet in FACETS)}
    found |= {*tally.TITLES.values(), *tally.OWN_LABELS, *paper_terms.TITLES.values()}
    found |= {*facts.COLUMNS, *facts.KIND_WORDS.values()}
    for name, table in vars(terms).items():
        if name.endswith("_TERMS"):
            found |= set(table.values())
    return {word for word in found if _HAN.search(word)}


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    """The translations."""
    loaded: dict[str, str] = json.loads(resource(TRANSLATIONS).read_text("utf-8"))
    return loaded


def test_every_word_has_an_english_one_and_none_is_left_over(english: dict[str, str]) -> None:
    assert sorted(words() - english.keys()) == []
    assert sorted(english.keys() - words()) == []


def test_english_has_no_chinese_in_it_and_is_never_empty(english: dict[str, str]) -> None:
    assert [word for word, said in english.items() if _HAN.search(said) or not said] == []


def test_what_is_filled_in_is_filled_in_in_english_too(english: dict[str, str]) -> None:
    def fields(text: str) -> set[str | None]:
        return {field for _, field, _, _ in Formatter().parse(text) if field is not None}

    assert [word for word, said in english.items() if fields(word) != fields(said)] == []
