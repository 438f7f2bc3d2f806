"""The icon set: one weight of line, tinted in the theme's colours, sharp at the screen's scale."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app import paths
from ui import theme

SIZE = 20
"""Pixels of an icon beside a word."""


def icon(name: str, role: str = "ink_soft") -> QIcon:
    """The icon ``name`` in the colour of ``role``; ask again after a change of theme."""
    colour, faint = theme.palette().role(role), theme.palette().edge
    made = QIcon()
    for scale in sorted({1.0, _scale(), 2.0}):
        made.addPixmap(_drawn(name, colour, scale))
        made.addPixmap(_drawn(name, faint, scale), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, role: str = "ink_soft", size: int = SIZE) -> QPixmap:
    """The icon as a picture for a label."""
    return _drawn(name, theme.palette().role(role), _scale(), size)


@cache
def _drawn(name: str, colour: str, scale: float, size: int = SIZE) -> QPixmap:
    picture = QPixmap(QSize(round(size * scale), round(size * scale)))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode())).render(
        painter, QRectF(0, 0, size, size)
    )
    painter.end()
    return picture


@cache
def _source(name: str) -> str:
    return (paths.assets() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def _scale() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.devicePixelRatio() if screen is not None else 1.0
