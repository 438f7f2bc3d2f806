"""Taking files in from the window: copied and prepared beside it, then on record in one step, with a word on each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app import wording_evidence
from app.core.evidence import Use
from app.errors import UserError
from app.progress import Progress
from app.services import evidence_adding
from app.services.evidence_adding import Intake
from app.services.stores import Change
from ui.session import Session
from ui.tasks import Tasks
from ui.widgets import evidence_sources
from ui.widgets.evidence_sources import Found
from ui.widgets.message import Message

_TITLE = "加入佐证"
_UNSEEN = ("image/heic", "image/avif")


class Taking(QObject):
    """``take`` may be called from anywhere; what it is for is fixed at that moment."""

    said = Signal(object)
    """A ``Message`` on what came of it."""

    def __init__(self, session: Session, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._tasks = session, tasks

    def pick(self, parent: QWidget) -> tuple[Found, ...]:
        """Ask for files."""
        chosen, _ = QFileDialog.getOpenFileNames(parent, "添加佐证文件")
        return tuple(Path(name) for name in chosen)

    def on_clipboard(self) -> tuple[Found, ...]:
        """The files or the picture that were copied; says so where there is neither."""
        found = evidence_sources.found_in(QGuiApplication.clipboard().mimeData())
        if not found:
            self.said.emit(Message("剪贴板里没有图片或文件", "请先复制截图、照片或文件，再按 Ctrl+V", "warn"))
        return found

    def take(self, found: Sequence[Found], park_id: str, use: Use | None) -> None:
        """Take files in for a park, to prove what ``use`` says."""
        if not found:
            return
        store = self._session.store

        def work(progress: Progress) -> Intake:
            return evidence_adding.take_in(store, evidence_sources.sources(found, datetime.now()), progress)

        self._tasks.run(_TITLE, work, lambda intake: self._file(intake, park_id, use))

    def _file(self, intake: Intake, park_id: str, use: Use | None) -> None:
        done: list[Change | None] = []

        def add(store: Any, who: str) -> Change | None:
            done.append(evidence_adding.add(store, who, park_id, intake.taken, use))
            return done[0]

        if intake.taken:
            self._session.do(add)
            if not done:  # what was wrong is on show already
                return
        self.said.emit(_told(intake, new=any(done)))


def _told(intake: Intake, *, new: bool) -> Message:
    """What came of it, in one message."""
    count = len(intake.taken)
    said = [f"已加入 {count} 个佐证文件" if new else "这里已经有这些文件"] if count else []
    said += [wording_evidence.mistaken(one.mistaken, one.media) for one in intake.taken if one.mistaken][:3]
    if any(one.media in _UNSEEN for one in intake.taken):
        said.append("HEIC、AVIF 图片按原样保存，不能在程序里预览")
    if not intake.refused:
        return Message("；".join(said), "按 Ctrl+Z 可以撤销" if new else "")
    return Message("；".join([*said, _refused(intake.refused)]), intake.refused[0].remedy, "warn")


def _refused(errors: Sequence[UserError]) -> str:
    more = f"等 {len(errors)} 个文件没有加入" if len(errors) > 1 else ""
    return f"{errors[0].what.rstrip('。')}{more and f'；{more}'}"
