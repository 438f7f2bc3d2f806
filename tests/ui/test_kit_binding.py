"""The binding itself: what Python and Qt owe each other, whatever we write."""

from __future__ import annotations

import sys

import PySide6
import pytest
from PySide6.QtCore import QObject

_WEARS_NONE_OUT = PySide6.__version__ == "6.12.0" and sys.version_info < (3, 12)


@pytest.mark.xfail(
    _WEARS_NONE_OUT,
    reason="PySide6 6.12.0 takes a reference from None in each call that returns nothing; "
    "before Python 3.12, where None became immortal, some thousand calls end the program",
    strict=True,
)
def test_calling_qt_does_not_wear_out_none():
    called = QObject()
    before = sys.getrefcount(None)
    for _ in range(200):
        called.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 100
