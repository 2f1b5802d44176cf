"""Kills a writer right after it said that something is saved, again and again.

`python -m tests.store.kill 200` prints how many acknowledged annotations were lost and how many
files could not be opened.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from reviewer.errors import ReviewerError
from reviewer.model.change import Stamp
from reviewer.store import Holder, ReviewFile
from tests.helpers import annotation_on
from tests.store.test_file import new_file


def write_for_ever(path: Path) -> None:
    """Commit annotations and say so after each one, until killed."""
    with ReviewFile.open(path, Holder("写", "here", os.getpid(), 1)) as file:
        number = 0
        while True:
            remark = annotation_on(file.document, number % 3000, number % 3000 + 5, id=f"a{number}")
            change = file.review.change("annotate", remark)
            stamp = Stamp(100 + number, "p1")
            file.save(change, stamp)
            file.review.apply(change, stamp)
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
            number += 1


def kill_once(path: Path, after: int) -> tuple[int, int]:
    """Kill a writer after so many acknowledgements; return acknowledged and found."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.store.kill", "--write", str(path)],
        stdout=subprocess.PIPE,
        text=True,
    )
    acknowledged = -1
    assert process.stdout is not None
    for line in process.stdout:
        acknowledged = int(line)
        if acknowledged >= after:
            process.send_signal(signal.SIGKILL)
            break
    for line in process.stdout:
        if line.endswith("\n"):
            acknowledged = int(line)
    process.wait()
    process.stdout.close()
    with ReviewFile.open(path, Holder("读", "here", os.getpid(), 2)) as file:
        return acknowledged + 1, len(list(file.review.annotations()))


def main(rounds: int) -> None:
    lost = corrupt = total = 0
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            path = new_file(Path(folder), f"{number}.review")
            try:
                acknowledged, found = kill_once(path, chance.randrange(1, 60))
            except ReviewerError as error:
                corrupt += 1
                sys.stdout.write(f"{number}: {error}\n")
                continue
            total += acknowledged
            lost += max(0, acknowledged - found)
            path.unlink()
    sys.stdout.write(f"{rounds} kills, {total} acknowledged, {lost} lost, {corrupt} corrupt\n")


if __name__ == "__main__":
    if sys.argv[1] == "--write":
        write_for_ever(Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]))
