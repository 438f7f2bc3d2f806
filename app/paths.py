"""Where the program's own files are, whether run from a checkout, installed, or frozen."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def shipped() -> Path:
    """The folder that holds ``data`` and ``assets``."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen)
    installed = Path(__file__).parent / "shipped"
    return installed if installed.is_dir() else Path(__file__).parent.parent


def standards() -> Path:
    """The editions that come with the program."""
    return shipped() / "data" / "standards"


def checkup() -> Path:
    """The checks of the 体检."""
    return shipped() / "data" / "checkup"


def demo() -> Path:
    """The sample data."""
    return shipped() / "data" / "demo"


def regions() -> Path:
    """The table of regions that comes with the program."""
    return shipped() / "data" / "regions" / "regions.csv"


def assets() -> Path:
    """Icons and styles."""
    return shipped() / "assets"


def user_data() -> Path:
    """The user's own data folder; whoever writes into it makes it first."""
    import platformdirs

    return Path(platformdirs.user_data_dir("parkgrade", appauthor=False))


def default_store() -> Path:
    """The store that opens when none is named."""
    return user_data() / "parkgrade.sqlite"
