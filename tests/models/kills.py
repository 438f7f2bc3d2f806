"""A process that is killed while it writes: ``python tests/models/kills.py FOLDER TIMES SEED`` counts what is lost.

The process is forked from this one, which has everything loaded, so a kill costs little more than what it interrupts.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from models import history, store
from models.assessment import Answer, Assessment, Edition
from models.park import Park

Work = Callable[[Path, Callable[[int], None]], None]
SUBJECTS = 40


@dataclass(frozen=True)
class Outcome:
    """How many were killed, in the midst of a commit, and how much had been acknowledged by then."""

    kills: int
    torn: int
    acknowledged: int


def kill_one(work: Work, path: Path, *, patience: int, delay: float) -> list[int]:
    """Kill ``work`` in a process of its own, so many seconds after so many writes; all it acknowledged."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(path, lambda number: os.write(theirs, b"%d\n" % number))
        except BaseException as error:
            os.write(theirs, f"{error!r}\n".encode())
        finally:
            os._exit(1)
    os.close(theirs)
    with open(ours, "rb", buffering=0) as said:
        lines = b""
        while lines.count(b"\n") < patience and (more := said.read(64)):
            lines += more
        time.sleep(delay)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        lines += said.read()
    os.waitpid(child, 0)
    return [int(line) for line in lines.decode().splitlines()]


def torn(path: Path) -> bool:
    """Whether a commit was under way: SQLite's journal is still there."""
    journal = path.with_name(f"{path.name}-journal")
    return journal.exists() and journal.stat().st_size > 0


def prepare(path: Path) -> None:
    """An assessment to answer."""
    with store.create(path, "王") as opened, opened.begin("王", "开始") as records:
        records.add(
            Edition(checksum="c", edition_id="e", title="表", version="1", content="{}", added_at="x")
        )
        records.add(Park(id="p", name="示例园区"))
        records.add(Assessment(id="a", park_id="p", kind="self", year=2026, edition_checksum="c"))
        for subject in range(SUBJECTS):
            records.add(Answer(id=f"w{subject}", assessment_id="a", subject=str(subject), value="0"))


def answer(path: Path, acknowledge: Callable[[int], None]) -> None:
    """Answer for ever: the n-th write puts n into one answer; it is told once it is on disk."""
    with store.open(path, "王") as opened:
        while True:
            number = history.entries(opened, limit=1)[0].seq
            with opened.begin("王", f"作答 {number}") as records:
                records.get_one(Answer, f"w{number % SUBJECTS}").value = str(number)
            acknowledge(number)


def check(path: Path, acknowledged: int) -> int:
    """The number of writes on disk. Raises AssertionError if one is missing, half there, or out of the chain."""
    with store.open(path, "李") as opened:
        findings = history.verify(opened)
        assert not findings, findings
        written = history.entries(opened, limit=1)[0].seq - 1
        assert acknowledged <= written <= acknowledged + 1, (acknowledged, written)
        with opened.read() as records:
            for subject in range(SUBJECTS):
                last = max((n for n in range(1, written + 1) if n % SUBJECTS == subject), default=0)
                assert records.get_one(Answer, f"w{subject}").value == str(last)
    return written


def run(folder: Path, times: int, seed: int) -> Outcome:
    """Kill a writer so many times at random moments, some of them while it still opens; check after each."""
    chance = random.Random(seed)
    path = folder / "killed.sqlite"
    prepare(path)
    written, cut = 0, 0
    for _ in range(times):
        patience = chance.choice((0, 1, 2, 3, 5, 8))
        told = kill_one(answer, path, patience=patience, delay=chance.uniform(0, 0.004 if patience else 0.02))
        cut += torn(path)
        written = check(path, told[-1] if told else written)
    return Outcome(times, cut, written)


if __name__ == "__main__":
    print(run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
