"""The bare things beside which the program is measured: an empty window, an SQLite commit."""

from __future__ import annotations

import sqlite3
import sys
import time
from pathlib import Path

BARE_WINDOW = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1200, 700)
window.show()
def seen():
    app.processEvents()
    print("visible", flush=True)
    if os.environ["PARKGRADE_BENCH"] == "quit":
        app.quit()
QTimer.singleShot(0, seen)
app.exec()
"""


def window() -> list[str]:
    """The command that shows an empty PySide6 window."""
    return [sys.executable, "-c", BARE_WINDOW]


def commits(folder: Path, times: int) -> list[float]:
    """Seconds of each of so many one-row commits, each flushed to the disk as the store's are."""
    connection = sqlite3.connect(folder / "bare.sqlite", isolation_level=None)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, value TEXT)")
    connection.execute("INSERT INTO answer VALUES (1, '')")
    found = []
    for number in range(times):
        started = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE answer SET value = ? WHERE id = 1", (str(number),))
        connection.execute("COMMIT")
        found.append(time.perf_counter() - started)
    connection.close()
    return found
