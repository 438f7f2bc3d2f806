"""Takes every measurement, several times each, and prints the table; nothing here passes or fails."""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core import shortest
from tests.bench import bare, stored
from tests.core import shortest_large

RUNS = 7
ANSWERS = 200
PROGRAM = [sys.executable, "-c", "import sys; from ui.cli import main; sys.exit(main())"]
HEAD = ("what", "found", "beside", "ratio", "goal")


@dataclass(frozen=True)
class Line:
    """One line of the table; ``beside`` is the bare thing in the same unit."""

    what: str
    found: float
    unit: str
    beside: float | None
    goal: str

    def cells(self) -> tuple[str, ...]:
        """The line as it is printed."""
        other = "" if self.beside is None else f"{self.beside:.2f} {self.unit}"
        ratio = "" if self.beside is None else f"{self.found / self.beside:.2f}"
        return self.what, f"{self.found:.2f} {self.unit}", other, ratio, self.goal


def until(moment: str, command: Sequence[str], env: dict[str, str]) -> float:
    """Seconds from the start of a process until it says that the moment has come.

    A window says ``visible`` when its frame is on the screen, ``ready`` when the county is in it.
    """
    started = time.perf_counter()
    process = _started(command, {**env, "PARKGRADE_BENCH": "quit"})
    seen = _reached(moment, process)
    process.communicate(timeout=30)
    return seen - started


def memory(moment: str, command: Sequence[str], env: dict[str, str]) -> float:
    """Resident memory in MB a second after the moment, when the charts are drawn too (Linux)."""
    process = _started(command, {**env, "PARKGRADE_BENCH": "stay"})
    try:
        _reached(moment, process)
        time.sleep(1)
        status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
    finally:
        process.terminate()
        process.communicate(timeout=30)
    return int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) / 1024


def _started(command: Sequence[str], env: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def _reached(moment: str, process: subprocess.Popen[bytes]) -> float:
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() == moment.encode():
            return time.perf_counter()
    complaint = process.communicate()[1].decode("utf-8", errors="replace")
    raise SystemExit(f"the window never was {moment}: {complaint}")


def side_by_side(*takes: Callable[[], float]) -> list[float]:
    """The medians of several measurements taken in turn, after one round that warms the disk."""
    rounds = [[take() for take in takes] for _ in range(RUNS + 1)][1:]
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


def starts(county: Path, thousand: Path, env: dict[str, str]) -> list[Line]:
    """From the start of the process to a visible window, and until the county is in it."""
    sample, many = ([*PROGRAM, "--store", str(path)] for path in (county, thousand))
    empty, shown, filled, more = side_by_side(
        lambda: until("visible", bare.window(), env),
        lambda: until("visible", sample, env),
        lambda: until("ready", sample, env),
        lambda: until("ready", many, env),
    )
    return [
        Line("start to a visible window, sample county", shown, "s", empty, "ratio <= 1.5"),
        Line("start until the county is in it", filled, "s", empty, ""),
        Line("the same with 1,000 parks", more, "s", filled, "ratio about 1"),
    ]


def answers(county: Path, folder: Path, env: dict[str, str]) -> list[Line]:
    """One answer on disk, regraded and shown, beside a bare commit."""
    command = [sys.executable, "-m", "tests.bench.answers", str(county), str(ANSWERS)]
    out = subprocess.run(command, env=env, stdout=subprocess.PIPE, check=True).stdout
    shown = json.loads(out.splitlines()[-1])
    commits = bare.commits(folder, ANSWERS)
    return [
        Line("one answer, median", _ms(shown, 0.5), "ms", _ms(commits, 0.5), ""),
        Line("one answer, 95th percentile", _ms(shown, 0.95), "ms", _ms(commits, 0.95), "<= 10 ms"),
    ]


def _ms(seconds: list[float], share: float) -> float:
    """The time within which this share of them was done."""
    return 1000 * sorted(seconds)[round(share * (len(seconds) - 1))]


def paper(county: Path, folder: Path, env: dict[str, str]) -> Line:
    """A plan as a whole process, beside a process that writes one empty page."""
    target = folder / "plan.pdf"
    command = [*PROGRAM, "report", "plan", "SL-01", "--store", str(county), "--out", str(target)]
    said = subprocess.run(command, env=env, stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
    pages = re.findall(r"(\d+) 页", said)[0]
    page = f"from reportlab.pdfgen.canvas import Canvas; Canvas({str(folder / 'empty.pdf')!r}).save()"
    found, empty = side_by_side(
        lambda: _whole(command, env), lambda: _whole([sys.executable, "-c", page], env)
    )
    return Line(f"a plan of {pages} pages, whole process", found, "s", empty, "<= 0.7 s for 7 pages")


def _whole(command: Sequence[str], env: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def ways() -> Line:
    """The best way to D, the next three and the front, for 40 items and 72 checkpoints; in this process."""
    case = shortest_large.case(0)
    place = (case.standard, None, case.answers, case.options)

    def take() -> float:
        started = time.perf_counter()
        shortest.solve(*place)
        shortest.front(*place)
        return time.perf_counter() - started

    return Line("shortest way to D, 40 items", 1000 * side_by_side(take)[0], "ms", None, "<= 500 ms")


def resident(county: Path, env: dict[str, str]) -> list[Line]:
    """Memory after the sample county is open; only Linux tells it without another package."""
    if not sys.platform.startswith("linux"):
        return []
    program = [*PROGRAM, "--store", str(county)]
    empty, found = side_by_side(
        lambda: memory("visible", bare.window(), env), lambda: memory("ready", program, env)
    )
    return [Line("memory with the sample county open", found, "MB", empty, "<= 120 MB")]


def show(lines: Sequence[Line]) -> None:
    """Print the table."""
    rows = [HEAD, *(line.cells() for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def main() -> None:
    """Measure in a folder of its own; neither the user's store nor settings are touched."""
    with tempfile.TemporaryDirectory(prefix="parkgrade-bench-") as name:
        folder = Path(name)
        env = {**os.environ, "XDG_DATA_HOME": name, "PARKGRADE_HEADLESS": "1"}
        county = stored.county(folder)
        thousand = stored.thousand(county)
        # Answers last: they change the county that the others open.
        lines = [*starts(county, thousand, env), paper(county, folder, env), *resident(county, env)]
        lines += [ways(), *answers(county, folder, env)]
    show(lines)


if __name__ == "__main__":
    main()
