"""Small pictures of photos, unpacked beside the window and remembered while the program runs."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from functools import cache
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.core.evidence import Evidence
from app.services import evidence_contents
from app.services.evidence_contents import Picture
from ui import looks

LONGEST = 96
"""Pixels; enough for a chip at 200 %."""
_MOST = 400


class Thumbs(QObject):
    """``ask`` gives what is at hand; ``ready`` tells that another one is."""

    ready = Signal(str)
    """The hash of a content whose picture is at hand now."""
    _made = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._known: OrderedDict[str, QImage | None] = OrderedDict()
        self._asked: set[str] = set()
        self._made.connect(self._keep)

    def ask(self, store: Path, one: Evidence) -> QImage | None:
        """The picture of a content if it is at hand; else None, and it will be made if it can be."""
        if one.sha256 in self._known:
            self._known.move_to_end(one.sha256)
            return self._known[one.sha256]
        if one.sha256 not in self._asked and one.media.startswith("image/"):
            self._asked.add(one.sha256)
            looks.hands().submit(self._make, store, one)
        return None

    def _make(self, store: Path, one: Evidence) -> None:
        found = evidence_contents.thumbnail(store, one, LONGEST)
        with suppress(RuntimeError):  # the window may be gone by now
            self._made.emit(one.sha256, None if found is None else image_of(found))

    def _keep(self, sha256: str, image: QImage | None) -> None:
        self._asked.discard(sha256)
        self._known[sha256] = image
        while len(self._known) > _MOST:
            self._known.popitem(last=False)
        if image is not None:
            self.ready.emit(sha256)


@cache
def thumbs() -> Thumbs:
    """The one place where they are remembered."""
    return Thumbs()


def image_of(found: Picture) -> QImage:
    """Pixels as Qt holds them."""
    row = 3 * found.width
    return QImage(found.rgb, found.width, found.height, row, QImage.Format.Format_RGB888).copy()
