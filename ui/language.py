"""Qt's own words (the menu of a text field, file dialogs, month names) in simplified Chinese."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

_CHINESE = QLocale(QLocale.Language.Chinese, QLocale.Country.China)


def install(app: QCoreApplication) -> None:
    """Speak Chinese whatever the system speaks; without Qt's catalogue its words stay English."""
    QLocale.setDefault(_CHINESE)
    words = QTranslator(app)
    if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)
