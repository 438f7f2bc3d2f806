"""A month to pick a day from, under a date field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from ui import theme


class Calendar(QFrame):
    """Calls ``take`` with the chosen day and goes."""

    def __init__(self, parent: QWidget, day: date | None, take: Callable[[date], None]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._take = take
        self._calendar = QCalendarWidget()
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        if day is not None:
            self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._calendar.setMinimumSize(320, 260)
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(weekend, _plain())
        self._calendar.clicked.connect(self._chosen)
        self._calendar.activated.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._calendar)

    def show_below(self, field: QWidget) -> None:
        """Open under ``field``, ready for the arrow keys."""
        self.move(field.mapToGlobal(QPoint(0, field.height())))
        self.show()
        self._calendar.setFocus()

    def _chosen(self, day: QDate) -> None:
        if self.isVisible():
            self.close()
            self._take(date(day.year(), day.month(), day.day()))


def _plain() -> QTextCharFormat:
    # Qt paints weekends bright red, which is hard to read on either ground and looks overdue.
    plain = QTextCharFormat()
    plain.setForeground(theme.colour("ink_soft"))
    return plain
