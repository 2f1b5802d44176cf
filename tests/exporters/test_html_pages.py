"""The HTML as browsers take it: their parser objects to nothing, links and notes do their work."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
from hypothesis import given, settings

from reviewer import exporters
from reviewer.exporters.options import Paper
from reviewer.model.review import Review
from tests.exporters.reviews import DOCUMENT, PEOPLE, everything, export_of, random_reviews
from tests.helpers import annotation_on, seed

_CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
_PATIENCE = 60.0


def written(review: Review, path: Path, **fields: Any) -> str:
    exporters.write(export_of(review, **fields), path)
    return path.read_text("utf-8")


def objections(text: str) -> list[Any]:
    """What the parser of the HTML standard objects to."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(text)
    return list(parser.errors)


@pytest.mark.parametrize("paper", [p for p, known in exporters.FORMATS.items() if ".html" in known])
def test_the_parser_of_the_standard_objects_to_nothing(paper: Paper, tmp_path: Path) -> None:
    assert objections(written(everything(), tmp_path / "out.html", paper=paper)) == []
    assert objections("<!DOCTYPE html><p><div></p>") != []


@settings(max_examples=25)
@given(random_reviews())
def test_nor_to_any_review(tmp_path_factory: pytest.TempPathFactory, review: Review) -> None:
    path = tmp_path_factory.mktemp("html") / "out.html"
    assert objections(written(review, path)) == []


class Browser:
    """A page in Chromium without a screen, spoken to over a pipe (Chrome DevTools Protocol)."""

    def __init__(self, profile: Path) -> None:
        to_read, self._to = os.pipe()
        self._from, to_write = os.pipe()
        # -- the browser reads from 3 and writes to 4
        command = f"exec {_CHROMIUM} --headless --no-sandbox --disable-gpu --user-data-dir={profile} --remote-debugging-pipe about:blank 3<&{to_read} 4>&{to_write}"
        self._process = subprocess.Popen(
            ["bash", "-c", command],
            pass_fds=(to_read, to_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        self._number = 0
        self._kept = b""
        self._session: str | None = None
        (page,) = [
            target
            for target in self.call("Target.getTargets")["targetInfos"]
            if target["type"] == "page"
        ]
        attached = self.call("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self._session = attached["sessionId"]

    def close(self) -> None:
        os.close(self._to)
        os.close(self._from)
        self._process.kill()
        self._process.wait()

    def call(self, method: str, **params: Any) -> Any:
        """Ask for something and wait for the answer."""
        self._number += 1
        asked = {"id": self._number, "method": method, "params": params}
        if self._session is not None:
            asked["sessionId"] = self._session
        os.write(self._to, json.dumps(asked).encode() + b"\0")
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            while b"\0" not in self._kept:
                more = os.read(self._from, 1 << 16)
                assert more, "the browser is gone"
                self._kept += more
            said, _, self._kept = self._kept.partition(b"\0")
            answer = json.loads(said)
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]
        raise TimeoutError(method)

    def ask(self, script: str) -> Any:
        """Return what an expression is worth on the page."""
        found = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def open(self, path: Path, width: int) -> None:
        """Open a file in a window of that width."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=800, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip
        self.call("Page.navigate", url=path.as_uri())
        until = time.monotonic() + _PATIENCE
        while not self.ask(
            f"document.readyState == 'complete' && location.href.startsWith('{path.as_uri()}')"
        ):
            assert time.monotonic() < until

    def click(self, selector: str) -> None:
        """Click into the middle of an element."""
        x, y = self.ask(
            f"(() => {{ const e = document.querySelector({selector!r}); e.scrollIntoView();"
            " const r = e.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2] })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if not _CHROMIUM or os.name == "nt":
        pytest.skip("no Chromium here")
    made = Browser(tmp_path_factory.mktemp("profile"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A long report with a remark in its middle."""
    path = tmp_path_factory.mktemp("page") / "out.html"
    document = seed()
    start = document.text.index("执法手段单一")
    written(
        Review([*PEOPLE, annotation_on(document, start, start + 6, body="请举例")]),
        path,
        document=document,
    )
    return path


def test_the_outline_leads_to_its_heading(browser: Browser, page: Path) -> None:
    browser.open(page, 800)
    links = browser.ask("[...document.querySelectorAll('nav a')].map(a => a.getAttribute('href'))")
    assert len(links) == len(seed().sections)
    browser.click(f'nav a[href="{links[-1]}"]')
    assert browser.ask("location.hash") == links[-1]
    top, text = browser.ask(
        "(() => { const e = document.querySelector(location.hash);"
        " return [e.getBoundingClientRect().top, e.textContent] })()"
    )
    assert 0 <= top < 800
    assert text.startswith(seed().sections[-1].number)


def test_a_note_folds_and_unfolds(browser: Browser, page: Path) -> None:
    browser.open(page, 1400)
    seen = "document.querySelector('#n1 .said').checkVisibility()"
    assert browser.ask(seen) is True
    browser.click("#n1 summary")
    assert browser.ask("document.querySelector('#n1').open") is False
    assert browser.ask(seen) is False
    browser.click("#n1 summary")
    assert browser.ask(seen) is True
    browser.click('a[href="#n1"]')
    assert browser.ask("location.hash") == "#n1"


def test_the_outline_stands_beside_the_page_where_there_is_room(
    browser: Browser, page: Path
) -> None:
    where = (
        "['nav', 'main'].map(s => document.querySelector(s).getBoundingClientRect())"
        ".flatMap(r => [r.left, r.right, r.top, r.bottom])"
    )
    wide = "document.documentElement.scrollWidth <= innerWidth"
    browser.open(page, 1400)
    _, right, top, _, left, _, main_top, _ = browser.ask(where)
    assert right <= left
    assert abs(top - main_top) < 40
    assert browser.ask(wide)
    browser.open(page, 390)
    _, _, _, bottom, _, _, main_top, _ = browser.ask(where)
    assert bottom <= main_top
    assert browser.ask(wide)


def test_rows_of_a_wide_table_are_cards_on_a_phone(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "table.html"
    written(everything(), path, paper=Paper.OPINIONS, document=DOCUMENT)
    shown = (
        "[...document.querySelectorAll('tbody tr:first-child td')].filter(c => c.checkVisibility())"
        ".map(c => [getComputedStyle(c, '::before').content, c.getBoundingClientRect().width])"
    )
    browser.open(path, 390)
    assert browser.ask("document.documentElement.scrollWidth <= innerWidth")
    cells = browser.ask(shown)
    assert '"采纳情况"' in [label for label, _ in cells]
    assert all(width > 250 for _, width in cells)
    assert browser.ask("document.querySelector('thead').checkVisibility()") is False
    browser.open(path, 1400)
    assert len({label for label, _ in browser.ask(shown)}) == 1
    heads = "[...document.querySelectorAll('thead th')].map(h => h.getBoundingClientRect().height)"
    assert max(browser.ask(heads)) < 40


def test_a_page_without_an_outline_uses_the_whole_width(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "table.html"
    written(everything(), path, paper=Paper.OPINIONS, document=DOCUMENT)
    browser.open(path, 1400)
    assert browser.ask("document.querySelector('main').getBoundingClientRect().width") > 1200
