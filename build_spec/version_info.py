"""What Windows shows under 属性 → 详细信息; made from pyproject.toml, so that the version stands in one place."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEXTS = {
    "CompanyName": "ParkGrade",
    "FileDescription": "园评：化工园区安全风险评级",
    "InternalName": "parkgrade",
    "OriginalFilename": "parkgrade.exe",
    "ProductName": "园评 ParkGrade",
    "LegalCopyright": "Apache License 2.0",
}
CHINESE, UNICODE = 0x0804, 0x04B0


def version() -> str:
    """The version in pyproject.toml."""
    found: str = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    return found


def four(version: str) -> tuple[int, int, int, int]:
    """The four numbers that Windows wants.

    >>> four("0.1.0")
    (0, 1, 0, 0)
    """
    major, minor, patch = (int(part) for part in version.split(".")[:3])
    return major, minor, patch, 0


def version_info() -> object:
    """The version resource; only Windows builds have the module that it is made of."""
    from PyInstaller.utils.win32 import versioninfo as win

    numbers = four(version())
    texts = {**TEXTS, "FileVersion": version(), "ProductVersion": version()}
    strings = [win.StringStruct(name, text) for name, text in texts.items()]
    return win.VSVersionInfo(
        ffi=win.FixedFileInfo(filevers=numbers, prodvers=numbers, mask=0x3F, OS=0x40004, fileType=1),
        kids=[
            win.StringFileInfo([win.StringTable(f"{CHINESE:04x}{UNICODE:04x}", strings)]),
            win.VarFileInfo([win.VarStruct("Translation", [CHINESE, UNICODE])]),
        ],
    )
