"""A window with every page on which files become evidence, on a store of its own, and hands for mouse and keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.core.evidence import Evidence, Use
from app.core.park import Park
from app.core.plan import Measure
from app.core.rollup import Kind
from app.services import assessments, dossiers, evidence, evidence_adding, history, parks, plans, stores
from app.services.evidence_adding import Pasted
from app.services.stores import Store
from tests.files import pictures
from ui.looks import Looks
from ui.main_window import MainWindow, PageSpec
from ui.page import Page
from ui.pages.assessment import AssessmentPage
from ui.pages.evidence import EvidencePage
from ui.pages.plan import PlanPage
from ui.pages.ten_two import TenTwoPage
from ui.session import History, Session
from ui.tasks import Tasks

TODAY = date.today()
WHO = "测试员"
FILES: dict[str, bytes] = {
    "评估报告.pdf": pictures.pdf(3),
    "台账.csv": "器材,数量\n灭火器,12\n".encode("gb18030"),
    "现场.jpg": pictures.photo(),
    "IMG.heic": b"\0\0\0\x18ftypheic" + bytes(200),
}
_STEPS = History(history.undo, history.redo, history.undoable, history.redoable)
_PAGES = {"assessment": AssessmentPage, "ten_two": TenTwoPage, "plan": PlanPage, "evidence": EvidencePage}


@dataclass
class Desk:
    """The window, what is on disk, and hands."""

    window: MainWindow
    store: Store
    session: Session
    tasks: Tasks
    round_id: str
    qtbot: Any

    def page(self, key: str) -> Any:
        """A page, brought to the front."""
        self.window.show_page(key)
        return self.window.page(key)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the cursor is."""
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, held)

    def paste(self) -> None:
        """Ctrl+V, and wait for what follows."""
        self.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def drop(self, place: QWidget, *files: Path) -> None:
        """Drop files on a widget, and wait for what follows."""
        dragged(place, [QUrl.fromLocalFile(str(path)) for path in files])
        self.settle()

    def settle(self) -> None:
        """Wait until no work is under way or about to be."""
        self.qtbot.waitUntil(lambda: not self._busy())

    def _busy(self) -> bool:
        return bool(self.tasks.busy) or any(each.busy for each in self.window.findChildren(Looks))

    @property
    def message(self) -> str:
        """What the line above the page says."""
        shown = self.window.message_bar.message
        return f"{shown.what}{shown.remedy}" if shown else ""

    def proofs(self) -> dict[str, list[str]]:
        """By subject of the round: the names of its files on disk."""
        found = dossiers.gather(self.store, self.round_id, TODAY).evidence
        return {subject: [one.name for one in files] for subject, files in found.items()}

    def filed(self, *names: str, use: Use | None = None) -> tuple[Evidence, ...]:
        """Put some of ``FILES`` on record as if they had been added before; shown anew."""
        sources = [Pasted(name, FILES[name]) for name in names]
        taken = evidence_adding.take_in(self.store, sources).taken
        self.session.do(evidence_adding.add, "p1", taken, use)
        every = {one.evidence.name: one.evidence for one in evidence.listed(self.store)}
        return tuple(every[name] for name in names)


def copied(image: QImage | None = None, files: Sequence[Path] = (), text: str = "") -> None:
    """Put something on the clipboard."""
    data = QMimeData()
    if image is not None:
        data.setImageData(image)
    if files:
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    if text:
        data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


def screen() -> QImage:
    """A picture such as a screenshot leaves on the clipboard."""
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkBlue)
    return image


def dragged(place: QWidget, urls: Sequence[QUrl]) -> bool:
    """Drag over a widget and let go; whether it was willing."""
    data = QMimeData()
    data.setUrls(list(urls))
    how, button, held = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), how, data, button, held)
    enter.setAccepted(False)
    QApplication.sendEvent(place, enter)
    QApplication.sendEvent(place, QDropEvent(QPointF(5, 5), how, data, button, held))
    return enter.isAccepted()


def choose(monkeypatch: Any, *files: Path) -> None:
    """What a person would choose in the system's box for files."""
    names = [str(path) for path in files]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_given, **_more: (names, ""))


def written(folder: Path) -> dict[str, Path]:
    """``FILES`` as files to be dropped."""
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    return {name: folder / name for name in FILES}


@contextmanager
def opened(qtbot: Any, folder: Path) -> Iterator[Desk]:
    """The window on a park with an open round and a measure."""
    with stores.open_store(folder / "store.sqlite", WHO) as store:
        parks.add(store, WHO, Park(id="p1", name="示例青江化工园区", county="示例县"))
        parks.add(store, WHO, Park(id="p2", name="示例石桥化工集中区", county="示例县"))
        head = assessments.fresh("p1", Kind.SELF, TODAY.year, TODAY)
        assessments.begin(store, WHO, head)
        plans.add(store, WHO, Measure(id="m1", park_id="p1", finding="围栏破损"))
        session, tasks = Session(store, WHO, _STEPS), Tasks()
        session.select("p1", head.id)

        def spec(key: str) -> PageSpec:
            def build() -> Page:
                return _PAGES[key](session, tasks) if key in _PAGES else Page(session, tasks)

            return PageSpec(key, key, "evidence", build)

        window = MainWindow(session, tasks, [spec(key) for key in (*_PAGES, "parks")])
        qtbot.addWidget(window)
        window.resize(1366, 740)
        window.open()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        desk = Desk(window, store, session, tasks, head.id, qtbot)
        yield desk
        window.hide()
        qtbot.waitUntil(lambda: not tasks.busy)
