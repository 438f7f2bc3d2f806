"""A picture that fits its place, or stands at its own size to be scrolled."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea


class PictureView(QScrollArea):
    """``tall`` pictures, such as pages, fit by their width alone."""

    toggled = Signal()
    """A double click: the other of the two sizes is wanted."""
    turned = Signal(int)
    """Another page is wanted: 1 the next, -1 the one before."""

    def __init__(self) -> None:
        super().__init__()
        self._pixels = QPixmap()
        self._tall = self._whole = False
        self._label = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.setWidget(self._label)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName("预览")

    def show_pixels(self, pixels: QPixmap, *, tall: bool) -> None:
        """Show another picture from its upper left."""
        self._pixels, self._tall = pixels, tall
        self._fit()
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)

    def show_whole(self, whole: bool) -> None:
        """At its own size, or as large as there is room."""
        self._whole = whole
        self._fit()

    def shown(self) -> QSize:
        """How large the picture is on screen, in pixels of the screen."""
        return self._label.pixmap().size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys scroll; beyond an end they turn the page."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_PageDown and bar.value() >= bar.maximum():
            self.turned.emit(1)
        elif event.key() == Qt.Key.Key_PageUp and bar.value() <= bar.minimum():
            self.turned.emit(-1)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The other size."""
        self.toggled.emit()
        event.accept()

    def _fit(self) -> None:
        if self._pixels.isNull():
            return
        ratio = self.devicePixelRatioF()
        shown = self._pixels
        if not self._whole:
            room = self.maximumViewportSize() * ratio
            if self._tall:
                room = QSize(
                    room.width() - round(self.verticalScrollBar().sizeHint().width() * ratio), 1 << 20
                )
            if shown.width() > room.width() or shown.height() > room.height():
                how = Qt.AspectRatioMode.KeepAspectRatio
                shown = shown.scaled(room, how, Qt.TransformationMode.SmoothTransformation)
        if shown is self._pixels:
            shown = QPixmap(shown)
        shown.setDevicePixelRatio(ratio)
        self._label.setPixmap(shown)
        self._label.resize(shown.deviceIndependentSize().toSize())
