"""Qt's own words (the menu of a text field, file dialogs, month names) in simplified Chinese."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

_LACKING = {
    "Look in:": "位置：",
    "Files of type:": "文件类型：",
    "Directory:": "文件夹：",
    "&Choose": "选择(&C)",
}
"""What Qt's own catalogue leaves in English on the way to a file."""
_CHINESE = QLocale(QLocale.Language.Chinese, QLocale.Country.China)


class _Rest(QTranslator):
    """The words that Qt's catalogue lacks."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, _context: str, source: str, _hint: str | None = None, _number: int = -1
    ) -> str | None:
        return _LACKING.get(source)


def install(app: QCoreApplication) -> None:
    """Speak Chinese whatever the system speaks; without Qt's catalogue its words stay English."""
    QLocale.setDefault(_CHINESE)
    app.installTranslator(_Rest(app))  # the one that is installed last is asked first
    words = QTranslator(app)
    if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)
