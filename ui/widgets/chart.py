"""A chart on screen: the same matplotlib figure as on paper, drawn when there is time and someone looks.

    chart = ChartView()
    chart.set_chart(lambda palette: charts.share(points, …), "全县 12 个园区，D 级 7 个，距目标还差 1 个")

matplotlib is loaded in the background only after the chart is on screen, so that a window opens at once. The
figure itself is made and drawn in the window's thread, through Agg, at the screen's own pixels.
"""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFileDialog, QMenu, QSizePolicy, QWidget

from app.errors import UserError, because
from ui import colours, theme
from ui.colours import Palette

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Factory = Callable[[Palette], "Figure"]

_PAUSE = 0.2
"""Seconds between two drawings at least."""
_DPI = 96
_PRINT_DPI = 200
_FORMATS = {"png": "图片 PNG (*.png)", "svg": "矢量图 SVG (*.svg)", "pdf": "文档 PDF (*.pdf)"}


class _Library(QObject):
    """Loads matplotlib once, in a thread, and says when it is there."""

    ready = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.loaded = False
        self._thread: threading.Thread | None = None

    def load(self) -> None:
        if self._thread is None and not self.loaded:
            self._thread = threading.Thread(target=self._import, name="matplotlib", daemon=True)
            self._thread.start()

    def wait(self) -> None:
        self.load()
        if self._thread is not None:
            self._thread.join()

    def _import(self) -> None:
        import matplotlib.backends.backend_agg
        import matplotlib.figure  # noqa: F401

        self.loaded = True
        self.ready.emit()


_library: list[_Library] = []


class ChartView(QWidget):
    """Shows what ``set_chart`` was given last; right click or Menu key copies and saves it."""

    drawn = Signal()
    """A fresh picture is on screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._factory: Factory | None = None
        self._image: QImage | None = None
        self._stale = False
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._draw)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)

    def set_chart(self, factory: Factory | None, description: str = "") -> None:
        """Show the figure that ``factory`` makes; ``description`` tells its finding in words."""
        self._factory = factory
        self.setAccessibleName(description or "图表")
        self.setToolTip(description)
        self.redraw()

    def redraw(self) -> None:
        """Draw anew as soon as it is due; nothing is drawn while nobody looks."""
        self._stale = True
        if self.isVisible() and not self._timer.isActive():
            self._timer.start(max(0, round(1000 * (self._last + _PAUSE - time.monotonic()))))

    def picture(self, kind: str = "png") -> bytes:
        """The chart as a file for paper: light colours, its own size; kind is png, svg or pdf."""
        if self._factory is None:
            raise UserError("这里还没有图表", "请先录入数据")
        loader().wait()
        out = io.BytesIO()
        self._factory(colours.LIGHT).savefig(out, format=kind, dpi=_PRINT_DPI)
        return out.getvalue()

    def copy(self) -> None:
        """Put the chart on the clipboard as a picture."""
        QGuiApplication.clipboard().setImage(QImage.fromData(self.picture()))

    def save(self, kind: str) -> None:
        """Ask for a place and write the chart there."""
        path, _ = QFileDialog.getSaveFileName(self, "保存图表", f"图表.{kind}", _FORMATS[kind])
        if path:
            _write(path, self.picture(kind))

    def sizeHint(self) -> QSize:
        """A comfortable size where nothing else decides."""
        return QSize(480, 300)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy and save."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction("复制图片")
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.triggered.connect(lambda _on=False: self.copy())
        for kind, name in _FORMATS.items():
            menu.addAction(f"保存为{name.split(' (')[0]}…").triggered.connect(
                lambda _on=False, kind=kind: self.save(kind)
            )
        menu.setEnabled(self._factory is not None)
        menu.popup(event.globalPos())

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while hidden."""
        super().showEvent(event)
        if self._stale:
            self.redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A figure is laid out for its size."""
        super().resizeEvent(event)
        self.redraw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.DevicePixelRatioChange):
            self.redraw()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The last picture, or a quiet word while there is none."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(self.rect()), self._image)
        elif self._factory is not None:
            painter.setPen(theme.colour("ink_soft"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "正在绘图…")
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _draw(self) -> None:
        if not self.isVisible() or not self._stale:
            return
        if not loader().loaded:
            loader().ready.connect(self.redraw, Qt.ConnectionType.UniqueConnection)
            loader().load()
            return
        self._stale = False
        self._last = time.monotonic()
        self._image = self._render() if self._factory is not None else None
        self.update()
        self.drawn.emit()

    def _render(self) -> QImage:
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        assert self._factory is not None
        figure = self._factory(theme.palette())
        scale = self.devicePixelRatioF()
        figure.set_dpi(_DPI * scale)
        figure.set_size_inches(self.width() / _DPI, self.height() / _DPI)
        canvas: Any = FigureCanvasAgg(figure)
        canvas.draw()
        width, height = canvas.get_width_height(physical=True)
        image = QImage(canvas.buffer_rgba(), width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
        image.setDevicePixelRatio(scale)
        return image


def loader() -> _Library:
    """The one loader of matplotlib."""
    if not _library:
        _library.append(_Library())
    return _library[0]


def _write(path: str, content: bytes) -> None:
    part = Path(f"{path}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        raise UserError(
            f"图表没有保存到 {path}", f"请检查文件是否被打开或文件夹是否可写（{because(error)}）"
        ) from None
