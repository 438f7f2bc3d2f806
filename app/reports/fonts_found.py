"""Where each system keeps its fonts, and which files there are the faces of official papers."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

NO_SYSTEM_FONTS = "PARKGRADE_SYSTEM_FONTS"
"""Set to ``0``, this environment variable hides the machine's own fonts: papers look the same anywhere."""


class Role(StrEnum):
    """The faces that GB/T 9704-2012 asks for."""

    BODY = "仿宋"
    KAI = "楷体"
    HEI = "黑体"
    TITLE = "小标宋"
    SONG = "宋体"


# File names without their ending, in small letters, the best first.
_STEMS: Mapping[Role, tuple[str, ...]] = {
    Role.BODY: (
        r"simfang|fangsong|仿宋|仿宋_gb2312|fangsong_gb2312",
        r"fzfs.*|方正仿宋.*",
        r"stfangso.*|华文仿宋",
        r"hyfangsong.*|汉仪仿宋.*",
        r"zhuquefangsong.*|fandolfang-regular|cwtexqfangsong.*",
    ),
    Role.KAI: (
        r"simkai|kaiti|楷体|楷体_gb2312|kaiti_gb2312",
        r"fzkt.*|方正楷体.*",
        r"stkaiti.*|华文楷体|kaiti\.sc|kaiti sc",
        r"hykaiti.*|汉仪楷体.*",
        r"lxgwwenkai-regular|lxgwwenkaigb-regular|lxgw-wenkai",
        r"fandolkai-regular|gkai00mp|ukai",
    ),
    Role.HEI: (
        r"simhei|黑体|heiti",
        r"fzht.*|方正黑体.*",
        r"stxihei|stheiti.*|华文黑体",
        r"hyhei.*|汉仪中黑.*",
        r"notosanssc-regular|sourcehansanssc-regular|fandolhei-regular",
    ),
    Role.TITLE: (
        r"fzxbs.*|方正小标宋.*",
        r".*小标宋.*",
        r"hyxbs.*|stzhongs.*|华文中宋",
    ),
    Role.SONG: (
        r"simsun|宋体|nsimsun",
        r"fzss.*|fzsy.*|方正书宋.*",
        r"stsong.*|华文宋体|songti",
        r"notoserifsc-regular|sourcehanserifsc-regular|fandolsong-regular",
    ),
}

REGULAR = re.compile(r"(SC-)?Regular$|^SimSun$|^STSong$|^STKaiti$|^STHeitiSC-Light$", re.IGNORECASE)
"""Which face of a collection is meant, by its PostScript name."""


def system_folders() -> tuple[Path, ...]:
    """Where this system keeps fonts, the user's own first; none if ``NO_SYSTEM_FONTS`` says so."""
    if os.environ.get(NO_SYSTEM_FONTS) == "0":
        return ()
    home = Path.home()
    if sys.platform == "win32":
        own = Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft" / "Windows" / "Fonts"
        return own, Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
    if sys.platform == "darwin":
        system = Path("/System/Library/Fonts")
        return home / "Library" / "Fonts", Path("/Library/Fonts"), system
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return data / "fonts", home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")


@cache
def files(folders: tuple[Path, ...]) -> Mapping[Role, tuple[Path, ...]]:
    """For each role the files that may hold its face, the best first."""
    fonts = list(_fonts(folders))
    return {role: tuple(_matching(fonts, stems)) for role, stems in _STEMS.items()}


def _fonts(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for place, below, names in os.walk(folder):
            below.sort()
            fonts = (name for name in names if name.lower().endswith((".ttf", ".ttc", ".otf", ".otc")))
            yield from (Path(place, name) for name in sorted(fonts))


def _matching(fonts: list[Path], stems: tuple[str, ...]) -> Iterator[Path]:
    for stem in stems:
        wanted = re.compile(stem)
        yield from (font for font in fonts if wanted.fullmatch(font.stem.lower()))
