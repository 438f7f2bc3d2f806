"""How the window looks: colours, three text sizes, one 8 px grid, icons tinted to match.

Call ``install(app)`` once. A widget that paints asks ``theme.palette()`` each time it paints; Qt sends every
widget a PaletteChange when the theme changes, so nothing needs to be told. Labels are styled by role:
``theme.say(label, "soft")``.
"""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app import paths
from ui import colours, language, settings
from ui.colours import Palette

GRID = 8
"""Pixels; every distance is a multiple of half of it."""
SMALL, BODY, LARGE = 12, 14, 20
"""Text sizes in pixels at 100 %."""
CHOICES = {"system": "跟随系统", "light": "浅色", "dark": "深色"}

_FAMILIES = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC")
_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}
_current = [colours.LIGHT]


def palette() -> Palette:
    """The colours in force."""
    return _current[0]


def colour(role: str) -> QColor:
    """The colour of a role, for painting."""
    return QColor(palette().role(role))


def install(app: QApplication) -> None:
    """Dress the whole program, and follow the system from now on."""
    language.install(app)
    app.setStyle("Fusion")
    app.setFont(_font())
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(_dress)
    choose(settings.read(settings.THEME))


def chosen() -> str:
    """The choice in force, a key of ``CHOICES``."""
    kept = settings.read(settings.THEME)
    return kept if kept in CHOICES else "system"


def choose(choice: str) -> None:
    """Switch to 跟随系统, 浅色 or 深色 and remember it; an unknown choice follows the system."""
    known = choice if choice in CHOICES else "system"
    if known != settings.read(settings.THEME):
        settings.write(settings.THEME, known)
    QGuiApplication.styleHints().setColorScheme(_SCHEMES[known])
    _dress()


def say(widget: QWidget, role: str) -> None:
    """Give a label a role of the stylesheet: title, soft, small, bad, warn, good or strong."""
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def number_font() -> QFont:
    """The body font with figures of equal width."""
    font = QFont(QApplication.font())
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _dress(_scheme: object = None) -> None:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    dark = _asked_dark()
    wanted = colours.DARK if dark else colours.LIGHT
    if wanted is _current[0] and app.styleSheet():
        return
    _current[0] = wanted
    app.setPalette(_qt_palette(wanted))
    app.setStyleSheet(_style(wanted))


def _asked_dark() -> bool:
    choice = chosen()
    if choice != "system":
        return choice == "dark"
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _qt_palette(named: Palette) -> QPalette:
    role = QPalette.ColorRole
    wanted = {
        role.Window: named.ground,
        role.Base: named.surface,
        role.AlternateBase: named.raised,
        role.Button: named.raised,
        role.ToolTipBase: named.surface,
        role.WindowText: named.ink,
        role.Text: named.ink,
        role.ButtonText: named.ink,
        role.ToolTipText: named.ink,
        role.BrightText: named.bad,
        role.PlaceholderText: named.ink_soft,
        role.Highlight: named.chosen,
        role.HighlightedText: named.on_chosen,
        role.Accent: named.accent,
        role.Link: named.accent,
        role.LinkVisited: named.accent,
        role.Mid: named.line,
        role.Dark: named.edge,
        role.Light: named.surface,
    }
    made = QPalette()
    for one, value in wanted.items():
        made.setColor(one, QColor(value))
    for one in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, one, QColor(named.edge))
    return made


def _style(named: Palette) -> str:
    sheet = (paths.assets() / "style.qss").read_text(encoding="utf-8")
    sizes = {"small_text": f"{SMALL}px", "body_text": f"{BODY}px", "large_text": f"{LARGE}px"}
    icons = (paths.assets() / "icons").as_posix()
    files = {"icons": icons, "scheme": "dark" if named.dark else "light"}
    values = {name: named.role(name) for name in colours.named()} | sizes | files
    return re.sub(r"@([a-z]+(?:_[a-z]+)*)", lambda found: values[found[1]], sheet)


def _font() -> QFont:
    font = QFont(QApplication.font())
    font.setFamilies([*_with_chinese(font.family())])
    font.setPixelSize(BODY)
    return font


def _with_chinese(own: str) -> tuple[str, ...]:
    """The platform's font, then one that has Chinese; the bundled one is read only when no other has."""
    present = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    if own in present:
        return (own,)
    known = [family for family in _FAMILIES if family in present] or present[:1]
    return (own, known[0]) if known else (own, *_bundled())


def _bundled() -> tuple[str, ...]:
    import pylopdf_fonts_zh_cn

    number = QFontDatabase.addApplicationFont(str(pylopdf_fonts_zh_cn.sans_path()))
    return tuple(QFontDatabase.applicationFontFamilies(number)) if number >= 0 else ()
