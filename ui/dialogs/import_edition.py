"""What a workbook of an edition comes to: its faults by sheet and cell, or what it changes, before it is kept."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QStackedWidget, QVBoxLayout, QWidget

from app import wording_edition, wording_verdict
from app.errors import Fault, Faults, UserError
from app.services.edition_import import Comparison, Proposal
from ui import theme
from ui.empty import Empty, EmptyState
from ui.table import Column, TableView
from ui.widgets.edition_changes import ChangeLine, EditionChanges

Buttons = QDialogButtonBox.StandardButton

_FAULTS = (
    Column[Fault]("工作表", lambda fault: fault.file, width=96),
    Column[Fault]("单元格", lambda fault: fault.key, width=72),
    Column[Fault]("问题", lambda fault: fault.what, width=360, tooltip=lambda fault: fault.what),
    Column[Fault]("怎样改", lambda fault: fault.remedy, width=380, tooltip=lambda fault: fault.remedy),
)


class ImportEdition(QDialog):
    """``show_faults`` or ``show_proposal``; a workbook that was mended is read again without choosing it anew."""

    again = Signal()
    """Read the same workbook once more."""
    wanted = Signal(object)
    """Keep this Proposal."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, sizeGripEnabled=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"导入标准包 · {name}")
        self.proposal: Proposal | None = None
        self.head = QLabel(wordWrap=True, textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse)
        self.faults: TableView[Fault] = TableView(
            _FAULTS, key=lambda fault: (fault.file, fault.key, fault.what), place="import-faults"
        )
        self.changes = EditionChanges("import-changes")
        self.nothing = EmptyState(Empty(""))
        self.buttons = QDialogButtonBox(Buttons.Ok | Buttons.Retry | Buttons.Cancel)
        self._lay_out()

    def show_faults(self, error: UserError) -> None:
        """Tell what is wrong; nothing was changed."""
        self.proposal = None
        found = error.faults if isinstance(error, Faults) else ()
        mended = "在表格软件里改好、存盘后，按“重新读取”。现有的标准包没有变。"
        self.head.setText(f"{error.what.rstrip('。')}。{mended}" if found else error.what)
        self.faults.load(found)
        self.nothing.show_empty(Empty(error.remedy))
        self._turn(self.faults if found else self.nothing, keep=False)
        if found:
            self.faults.select_line(0)

    def show_proposal(self, proposal: Proposal) -> None:
        """Show what it would change."""
        self.proposal = proposal
        self.head.setText("\n".join(_head(proposal)))
        if proposal.beside is not None:
            show(self.changes, proposal.beside)
        else:
            self.nothing.show_empty(Empty(_alone(proposal)))
        same = proposal.shipped or proposal.there is not None
        self._turn(self.changes if proposal.beside is not None else self.nothing, keep=not same)

    def accept(self) -> None:
        """Say that it is to be kept."""
        if self.proposal is not None:
            self.wanted.emit(self.proposal)
            super().accept()

    def _turn(self, page: QWidget, *, keep: bool) -> None:
        self._stack.setCurrentWidget(page)
        self.buttons.button(Buttons.Ok).setEnabled(keep)
        self.buttons.button(Buttons.Ok if keep else Buttons.Retry).setDefault(True)

    def _lay_out(self) -> None:
        for which, name in ((Buttons.Ok, "导入"), (Buttons.Retry, "重新读取"), (Buttons.Cancel, "关闭")):
            self.buttons.button(which).setText(name)
            self.buttons.button(which).setIcon(QIcon())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.buttons.button(Buttons.Retry).clicked.connect(lambda _on=False: self.again.emit())
        self._stack = QStackedWidget()
        for page in (self.nothing, self.faults, self.changes):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setSpacing(theme.GRID)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        column.addWidget(self.buttons)
        self.resize(QSize(980, 620).boundedTo(self.screen().availableSize() - QSize(40, 60)))


def show(changes: EditionChanges, found: Comparison) -> None:
    """Two editions beside each other."""
    lines = [ChangeLine(one) for one in found.differences]
    rules = [wording_edition.ruling(one, found.old, found.new) for one in found.rulings]
    changes.show_changes(found.old, found.new, lines, rules)


def _head(proposal: Proposal) -> tuple[str, ...]:
    line = f"没有发现错误。{wording_verdict.edition_line(proposal.standard)}。"
    if proposal.beside is None:
        return (line,)
    told = wording_edition.counts(one.fate for one in proposal.beside.differences)
    aside = "导入后，原来的版本移出备用，用着它的评估不受影响。" if proposal.replaces else ""
    return (line, f"与“{wording_edition.edition(proposal.beside.old)}”比较：{told}。{aside}")


def _alone(proposal: Proposal) -> str:
    if proposal.shipped or proposal.there is not None:
        return "内容和已有的标准包完全相同，不用导入。"
    wanted = proposal.standard.edition.supersedes
    return f"没有找到它替代的标准包“{wanted}”，不作比较。" if wanted else "没有写替代哪个标准包，不作比较。"
