"""Quotation marks, brackets and 《》: every one that opens must close."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reviewer.language.checks.rule import Hit, Level, Rule
from reviewer.language.checks.text import CheckedText
from reviewer.model.spans import Span

_MAX_QUOTED: Final = 20
"""A quotation over several paragraphs has at most that many."""
_ORDINAL: Final = re.compile(r"(?:^|(?<=[\s，。；：、]))[\da-zA-Z]{1,3}$")


def _quotes(text: CheckedText) -> Iterator[Hit]:
    """Mind that a quotation may go on over several paragraphs, each of which may open anew."""
    lines = [(span, span.cut(text.text)) for span in text.joined]
    closes = [_first_unopened(line) for _, line in lines]
    pending = -1
    for at, (span, line) in enumerate(lines):
        fault = _fault(line)
        if fault is None:
            continue
        place, opens = fault
        if opens and place == line.rfind("“") and (not place or line[place - 1] in "：:"):
            end = _closing(lines, closes, at)
            if end:
                pending = max(pending, end)
                continue
        if not opens and at <= pending and closes[at] == place:
            continue
        yield _quote_hit(span, line, place)


def _fault(line: str) -> tuple[int, bool] | None:
    """Return the first mark that has no partner, and whether it is an opening one."""
    opened = -1
    for found in re.finditer("[“”]", line):
        if found.group() == "“":
            if opened >= 0:
                return opened, True
            opened = found.start()
        elif opened < 0:
            return found.start(), False
        else:
            opened = -1
    return (opened, True) if opened >= 0 else None


def _first_unopened(line: str) -> int:
    found = re.match("[^“”]*”", line)
    return found.end() - 1 if found is not None else -1


def _closing(lines: list[tuple[Span, str]], closes: list[int], at: int) -> int:
    """Return the paragraph that closes the quotation opened in `at`, 0 where there is none."""
    for later in range(at + 1, min(len(lines), at + _MAX_QUOTED)):
        line = lines[later][1]
        if closes[later] >= 0:
            return later
        if later == at + 1 and re.match("“(?:[^”]*$|.*”[。；]?$)", line) is not None:
            return later
    return 0


def _quote_hit(span: Span, line: str, place: int) -> Hit:
    reversed_pair = re.match("”([^“”]{1,30})“", line[place:])
    if reversed_pair is not None:
        whole = Span(place, place + reversed_pair.end()).shifted(span.start)
        return Hit(whole, f"“{reversed_pair.group(1)}”", "引号用反了")
    said = "后引号没有对应的前引号" if line[place] == "”" else "前引号没有对应的后引号"
    return Hit(Span(place, place + 1).shifted(span.start), None, said)


def _brackets(text: CheckedText) -> Iterator[Hit]:
    for span in text.joined:
        line = span.cut(text.text)
        stack: list[int] = []
        for found in re.finditer("[（(）)]", line):
            at = found.start()
            if found.group() in "（(":
                stack.append(at)
            elif stack:
                opened = stack.pop()
                if (line[opened] == "（") != (line[at] == "）"):
                    inner = line[opened + 1 : at]
                    whole = Span(opened, at + 1).shifted(span.start)
                    yield Hit(whole, f"（{inner}）", "一对括号一个全角、一个半角")
            elif not _ORDINAL.search(line[:at]):
                yield Hit(Span(at, at + 1).shifted(span.start), None, "后括号没有对应的前括号")
        for at in stack:
            yield Hit(Span(at, at + 1).shifted(span.start), None, "前括号没有对应的后括号")


def _titles(text: CheckedText) -> Iterator[Hit]:
    for span in text.joined:
        line = span.cut(text.text)
        if "《" not in line and "》" not in line:
            continue
        nested = list(re.finditer("《[^《》\n]*《([^《》\n]*)》[^《》\n]*》", line))
        covered = [Span(*found.span()) for found in nested]
        for found in nested:
            inner = Span(found.start(1) - 1, found.end(1) + 1)
            said = "书名号里面再用书名号时，里面一层用〈〉"
            yield Hit(inner.shifted(span.start), f"〈{found.group(1)}〉", said)
        for at in _unpaired(line):
            if not any(at in whole for whole in covered):
                said = "书名号没有成对"
                yield Hit(Span(at, at + 1).shifted(span.start), None, said)
        for found in re.finditer("《[^《》\n]{0,30}([<＜]([^<>＜＞《》\n]{1,40})[>＞])", line):
            yield Hit(
                Span(*found.span(1)).shifted(span.start),
                f"〈{found.group(2)}〉",
                "书名号里面的一层应当用〈〉",
            )


def _unpaired(line: str) -> list[int]:
    stack: list[int] = []
    alone: list[int] = []
    for found in re.finditer("[《》]", line):
        if found.group() == "《":
            stack.append(found.start())
        elif stack:
            stack.pop()
        else:
            alone.append(found.start())
    return sorted(alone + stack)


RULES: Final = (
    Rule(
        code="BD-05",
        title="引号不成对",
        level=Level.ERROR,
        message="引号没有成对",
        wrong="坚持”放管服“改革。",
        right="坚持“放管服”改革。",
        source="GB/T 15834-2011 4.8",
        find=_quotes,
    ),
    Rule(
        code="BD-06",
        title="括号不成对",
        level=Level.ERROR,
        message="括号没有成对",
        wrong="县（区)人民政府要落实。",
        right="县（区）人民政府要落实：1）职责；2）分工。",
        source="GB/T 15834-2011 4.9",
        find=_brackets,
    ),
    Rule(
        code="BD-07",
        title="书名号不成对或套用",
        level=Level.ERROR,
        message="书名号没有成对",
        wrong="《关于修改《监督法》的决定》已经施行。",
        right="《关于修改〈监督法〉的决定》已经施行。",
        source="GB/T 15834-2011 4.15",
        find=_titles,
    ),
)
