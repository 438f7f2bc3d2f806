"""Where files come from: dropped on a widget, or lying on the clipboard as files or as a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QObject
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QWidget

from app.services.evidence_adding import Pasted

Found = Path | QImage
"""A file, or a picture that is packed only beside the window."""
_DRAGGED = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


def found_in(data: QMimeData) -> tuple[Found, ...]:
    """The files of this machine that are named there, else the picture; nothing where there is neither."""
    files = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    if files or not data.hasImage():
        return files
    image = data.imageData()
    return (image,) if isinstance(image, QImage) and not image.isNull() else ()


def sources(found: Sequence[Found], now: datetime) -> tuple[Path | Pasted, ...]:
    """The same, ready to be taken in; slow for a large picture, so called beside the window."""
    return tuple(one if isinstance(one, Path) else _packed(one, now) for one in found)


class Drops(QObject):
    """Lets files be dropped anywhere on a widget, its text fields included."""

    def __init__(self, place: QWidget, take: Callable[[tuple[Found, ...]], object]) -> None:
        super().__init__(place)
        self._take = take
        for one in (place, *place.findChildren(QLineEdit), *place.findChildren(QAbstractScrollArea)):
            self._watch(one)

    def _watch(self, one: QWidget) -> None:
        target = one.viewport() if isinstance(one, QAbstractScrollArea) else one
        for each in {one, target}:
            each.setAcceptDrops(True)
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Files are taken, whatever lies under the mouse; text goes its usual way."""
        if not isinstance(event, QDropEvent) or event.type() not in _DRAGGED:
            return bool(super().eventFilter(watched, event))
        found = found_in(event.mimeData())
        if not found:
            return bool(super().eventFilter(watched, event))
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._take(found)
        return True


def _packed(image: QImage, now: datetime) -> Pasted:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # Qt's own stubs know the name as bytes only
    return Pasted(f"粘贴的图片 {now:%Y-%m-%d %H%M%S}.png", bytes(buffer.data().data()))
