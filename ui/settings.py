"""What the window remembers from one day to the next: each setting declared once, all kept in one file.

Use: ``settings.read(settings.THEME)``, ``settings.write(settings.THEME, "dark")``.
Values are JSON, so that a number comes back as a number; a value of another type than the default is
treated as absent. Tests call ``keep_in(path)`` first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QSettings

from app import paths

Value = TypeVar("Value", str, int, bool, dict[str, object])


@dataclass(frozen=True)  # slots and Generic do not go together in Python 3.11
class Setting(Generic[Value]):
    """One remembered value; ``default`` also fixes its type."""

    key: str
    default: Value


WHO = Setting("who", "")
"""How the person signs; empty until said, then the login name serves."""
THEME = Setting("theme", "system")
GEOMETRY = Setting("window/geometry", "")
RAIL_FOLDED = Setting("window/rail_folded", False)
PAGE = Setting("window/page", "")
PARK = Setting("chosen/park", "")
ASSESSMENT = Setting("chosen/assessment", "")

_file: list[QSettings] = []


def table(key: str) -> Setting[dict[str, object]]:
    """Widths, order, hidden columns, sort and filter of the table called ``key``."""
    return Setting[dict[str, object]](f"table/{key}", {})


def splitter(key: str) -> Setting[str]:
    """Where the splitter called ``key`` stands."""
    return Setting(f"splitter/{key}", "")


def choice(key: str, default: str = "") -> Setting[str]:
    """A filter or switch of a page, such as the basis of a chart."""
    return Setting(f"choice/{key}", default)


def keep_in(path: Path) -> None:
    """Keep everything in the file ``path`` from now on."""
    _file[:] = [QSettings(str(path), QSettings.Format.IniFormat)]


def read(setting: Setting[Value]) -> Value:
    """The remembered value, or the default."""
    kept = _open().value(setting.key)
    if not isinstance(kept, str):
        return setting.default
    try:
        value = json.loads(kept)
    except ValueError:
        return setting.default
    return value if type(value) is type(setting.default) else setting.default


def write(setting: Setting[Value], value: Value | Mapping[str, object]) -> None:
    """Remember ``value``; it is on disk at the latest when the program ends."""
    _open().setValue(setting.key, json.dumps(value, ensure_ascii=False))


def flush() -> None:
    """Put everything on disk now."""
    _open().sync()


def _open() -> QSettings:
    if not _file:
        keep_in(paths.user_data() / "window.ini")
    return _file[0]
