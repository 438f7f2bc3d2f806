"""The line at the foot: saved when, who, which edition, and long work with a button to stop it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTime, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton

from ui import icons, theme
from ui.tasks import Tasks

_PATIENCE = 200
"""Milliseconds before work is worth showing."""


class StatusLine(QFrame):
    """Listens to ``tasks`` by itself; the rest is told to it."""

    named = Signal()
    """A person wants to say who is at work."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("status")
        self._tasks = tasks
        self._saved, self._edition, self._work = QLabel("每一步都会自动保存"), QLabel(), QLabel()
        self._who = QPushButton()
        self._who.setProperty("flat", True)
        self._who.setToolTip("修订记录以此署名，点击修改")
        self._who.clicked.connect(lambda _on=False: self.named.emit())
        self._edition.setWordWrap(True)  # on a narrow screen it takes two lines rather than lose its end
        self._bar = QProgressBar()
        self._bar.setFixedWidth(160)
        self._stop = QPushButton("停止")
        self._stop.setToolTip("停止正在进行的工作")
        self._stop.clicked.connect(self._ask_stop)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(lambda: self._show_work(True))
        self._lay_out()
        self._show_work(False)
        tasks.began.connect(self._begin)
        tasks.moved.connect(self._move)
        tasks.ended.connect(self._end)

    def say_saved(self, at: QTime | None = None) -> None:
        """Everything is on disk as of ``at`` (default: now)."""
        self._saved.setText(f"已保存 {(at or QTime.currentTime()).toString('HH:mm:ss')}")

    def say_who(self, who: str, *, given: bool = True) -> None:
        """Who is at work; a name that nobody gave is only the login name, and asks for a better one."""
        self._who.setText(who if given else f"{who}（填写姓名）")
        self._who.setAccessibleName(f"操作人 {self._who.text()}")

    def say_edition(self, edition: str) -> None:
        """Which edition the grades on screen come from, and how much of it is not verified."""
        self._edition.setText(edition)
        self._edition.setToolTip(edition)

    def texts(self) -> tuple[str, ...]:
        """What can be read, from left to right."""
        labels: tuple[QLabel | QPushButton, ...] = (self._saved, self._who, self._edition, self._work)
        return tuple(label.text() for label in labels if not label.isHidden())

    def changeEvent(self, event: QEvent) -> None:
        """Tint the stop sign anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_stop"):
            self._stop.setIcon(icons.icon("stop"))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.GRID, 2, 2 * theme.GRID, 2)
        row.setSpacing(3 * theme.GRID)
        row.addWidget(self._saved)
        row.addWidget(self._who)
        row.addWidget(self._edition, 1)
        row.addWidget(self._work)
        row.addWidget(self._bar)
        row.addWidget(self._stop)
        self.setMinimumHeight(30)

    def _begin(self, title: str) -> None:
        self._work.setText(f"正在{title}")
        self._bar.setRange(0, 0)
        self._stop.setEnabled(True)
        self._patience.start()

    def _move(self, done: float, what: str) -> None:
        self._bar.setRange(0, 0 if done < 0 else 1000)
        self._bar.setValue(round(1000 * min(done, 1.0)))
        if what:
            self._work.setText(f"正在{self._tasks.busy}：{what}")

    def _end(self) -> None:
        self._patience.stop()
        self._show_work(False)

    def _ask_stop(self) -> None:
        self._stop.setEnabled(False)
        self._work.setText("正在停止…")
        self._tasks.stop()

    def _show_work(self, on: bool) -> None:
        for part in (self._work, self._bar, self._stop):
            part.setVisible(on)
