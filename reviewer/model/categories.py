"""The categories a new review starts with; people may change them afterwards."""

from __future__ import annotations

from reviewer.model.records import Category, Pattern

PROBLEM = "problem"
SUGGESTION = "suggestion"
QUESTION = "question"
PRAISE = "praise"
FACT_CHECK = "fact_check"
WORDING = "wording"

DEFAULT_CATEGORIES = (
    Category(
        id=PROBLEM,
        name="问题",
        light="#F9CFC9",
        sepia="#F3C3B2",
        dark="#6A302C",
        line="#C0392B",
        pattern=Pattern.SOLID,
        order=1,
    ),
    Category(
        id=SUGGESTION,
        name="建议",
        light="#CDEBD3",
        sepia="#CFE3B8",
        dark="#2A5437",
        line="#2E7D4F",
        pattern=Pattern.DASHED,
        order=2,
    ),
    Category(
        id=QUESTION,
        name="疑问",
        light="#FCE7A9",
        sepia="#F4DA8E",
        dark="#5E4A14",
        line="#8F6B00",
        pattern=Pattern.DOTTED,
        order=3,
    ),
    Category(
        id=PRAISE,
        name="肯定",
        light="#CFE4F8",
        sepia="#CBDCE6",
        dark="#23496B",
        line="#2A6FB0",
        pattern=Pattern.DOUBLE,
        order=4,
    ),
    Category(
        id=FACT_CHECK,
        name="核实",
        light="#E4D6F5",
        sepia="#DCCBE8",
        dark="#4A3766",
        line="#7B4FB5",
        pattern=Pattern.DASH_DOT,
        order=5,
    ),
    Category(
        id=WORDING,
        name="文字",
        light="#E1E4E8",
        sepia="#DDD6C8",
        dark="#454B53",
        line="#5F6770",
        pattern=Pattern.WAVY,
        order=6,
    ),
)
"""The default set: names, fills, line colours and patterns of the product's look."""
