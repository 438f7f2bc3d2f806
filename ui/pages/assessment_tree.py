"""The questions as a tree: sections, vetoes and duties by law, filtered, searched, and walked through in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFont, QIcon, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui import icons, matching, theme
from ui.pages import assessment_questions as questions
from ui.pages.assessment_filters import Filters
from ui.pages.assessment_questions import Branch, Filter, Mark, Question, Standing
from ui.widgets.answer_entry import AnswerLine

HEAD = "head"
"""The subject of the first line, which is no question: date, team and note of the round."""
_SUBJECT = Qt.ItemDataRole.UserRole
_NONE = Standing()
_ROW, _TALLY = 26, 72
"""Pixels: height of a line, width of what stands beside it."""


class QuestionTree(QWidget):
    """Says ``chosen`` when a person goes to another line; ``select`` goes there without saying so."""

    chosen = Signal(str)
    search_left = Signal()
    """Enter or Esc in the search line."""

    def __init__(self) -> None:
        super().__init__()
        self._branches: tuple[Branch, ...] = ()
        self._lines: dict[str, QTreeWidgetItem] = {}
        self._questions: dict[str, Question] = {}
        self._standings: Mapping[str, Standing] = {}
        self._words: dict[str, str] = {}
        self._current = ""
        self._signs = _signs()
        self.search = AnswerLine()
        self.search.setPlaceholderText("查找：词语或拼音首字母")
        self.search.setToolTip("查找（Ctrl+F）；Enter 转到第一个，Esc 清除")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("查找项目")
        self.tree = QTreeWidget()
        self._filters = Filters()
        self._none = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        theme.say(self._none, "soft")
        self._prepare_tree()
        self._lay_out()
        self._connect()

    def load(self, branches: tuple[Branch, ...]) -> None:
        """Show another edition's questions."""
        self._branches = branches
        self._questions = {one.subject: one for branch in branches for one in branch.questions}
        self._standings, self._words = {}, {}
        self.tree.blockSignals(True)
        self.tree.clear()
        self._lines = {HEAD: _line(self.tree, ("评估信息", ""), HEAD)}
        for branch in branches:
            above = _line(self.tree, (branch.title, ""), f"branch/{branch.key}")
            _strong(above)
            self._lines[f"branch/{branch.key}"] = above
            for question in branch.questions:
                self._lines[question.subject] = _line(above, _texts(question), question.subject)
        self.tree.expandAll()
        self.tree.blockSignals(False)

    def show_standings(self, standings: Mapping[str, Standing], subtotals: Mapping[str, str]) -> None:
        """Show how each question stands; only lines that changed are touched."""
        before, self._standings = self._standings, standings
        self.tree.blockSignals(True)
        for subject, standing in standings.items():
            if before.get(subject) != standing:
                self._mark(self._lines[subject], standing)
        self.tree.blockSignals(False)
        for key, text in subtotals.items():
            line = self._lines[f"branch/{key}"]
            if line.text(1) != text:
                line.setText(1, text)
        self._count()
        if before and self._filters.current is Filter.ALL:
            return
        self._arrange()

    def redraw(self) -> None:
        """Tint the signs anew after a change of theme."""
        self._signs = _signs()
        for subject, standing in self._standings.items():
            self._mark(self._lines[subject], standing)

    def question(self, subject: str) -> Question | None:
        """The question with this subject."""
        return self._questions.get(subject)

    def select(self, subject: str) -> None:
        """Go to a line without saying so; a line that the filter hides is shown as long as one is there."""
        line = self._lines.get(subject)
        if line is None:
            return
        self._current = subject
        self.tree.blockSignals(True)
        self._arrange()
        self.tree.setCurrentItem(line)
        self.tree.blockSignals(False)
        self.tree.scrollToItem(line)

    def first(self) -> str:
        """Where one begins: the first question that is shown, else the head."""
        return next(self._shown(), HEAD)

    def beside(self, by: int) -> str | None:
        """The question ``by`` steps away among those shown; None at the end."""
        order = list(self._shown())
        if self._current not in order:
            return order[0] if order and by > 0 else None
        at = order.index(self._current) + by
        return order[at] if 0 <= at < len(order) else None

    def next_open(self) -> str | None:
        """The next question without an answer, from the current one on and round again; filters aside."""
        order = list(self._questions)
        at = order.index(self._current) + 1 if self._current in order else 0
        turned = (*order[at:], *order[:at])
        return next((one for one in turned if not self._standings.get(one, _NONE).answered), None)

    @property
    def filters(self) -> Mapping[Filter, QToolButton]:
        """The switches that say which questions are shown."""
        return self._filters.buttons

    def first_of(self, mark: Mark) -> str | None:
        """The first question that stands so; filters aside."""
        return next((one for one in self._questions if self._standings.get(one, _NONE).mark is mark), None)

    def choose_filter(self, wanted: Filter) -> None:
        """Show only the questions that ``wanted`` holds, and remember it."""
        self._filters.choose(wanted)

    def focus_search(self) -> None:
        """Put the cursor into the search line."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _shown(self) -> Iterator[str]:
        return (subject for subject in self._questions if not self._lines[subject].isHidden())

    def _arrange(self) -> None:
        query = self.search.text().strip()
        for branch in self._branches:
            held = [self._arrange_line(question, query) for question in branch.questions]
            self._lines[f"branch/{branch.key}"].setHidden(not any(held))
        whole = not query and self._filters.current is Filter.ALL
        self._lines[HEAD].setHidden(not whole and self._current != HEAD)
        self._tell()

    def _arrange_line(self, question: Question, query: str) -> bool:
        subject = question.subject
        held = self._filters.current.holds(question, self._standings.get(subject, _NONE))
        if held and query:
            held = matching.found(query, self._haystack(question))
        # The question one is working on stays in sight although its answer just took it out of the filter.
        held = held or (subject == self._current and not query)
        line = self._lines[subject]
        if line.isHidden() == held:
            line.setHidden(not held)
        return held

    def _tell(self) -> None:
        nothing = bool(self._lines) and next(self._shown(), None) is None
        self._none.setVisible(nothing)
        if nothing:
            found = (
                "没有找到，请换一个词" if self.search.text() else f"没有“{self._filters.current.value}”的项"
            )
            self._none.setText(found)

    def _haystack(self, question: Question) -> str:
        if question.subject not in self._words:
            self._words[question.subject] = questions.haystack(question)
        return self._words[question.subject]

    def _count(self) -> None:
        every = [(one, self._standings.get(one.subject, _NONE)) for one in self._questions.values()]
        self._filters.show_counts({one: sum(one.holds(*each) for each in every) for one in Filter})

    def _mark(self, line: QTreeWidgetItem, standing: Standing) -> None:
        line.setText(1, f"{standing.sign} {standing.tally}".strip())
        line.setIcon(0, self._signs[standing.mark])
        role = "warn" if standing.losing else "ink" if standing.answered else "ink_soft"
        line.setForeground(1, QBrush(theme.colour(role)))
        said = f"{line.text(0)}，{standing.mark.value}，{line.text(1)}"
        line.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
        line.setToolTip(1, standing.mark.value)

    def _prepare_tree(self) -> None:
        tree = self.tree
        tree.setColumnCount(2)
        tree.setHeaderHidden(True)
        tree.setUniformRowHeights(True)
        tree.setIndentation(theme.GRID)
        tree.setIconSize(QSize(16, 16))
        tree.setRootIsDecorated(False)
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setAccessibleName("评估项目")
        head = tree.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        # A width that follows the contents would be reckoned anew with every answer.
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(1, _TALLY)

    def _lay_out(self) -> None:
        self.search.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, 0, theme.GRID)
        column.setSpacing(6)
        column.addWidget(self.search)
        column.addWidget(self._filters)
        column.addWidget(self._none)
        column.addWidget(self.tree, 1)

    def _connect(self) -> None:
        self._filters.chosen.connect(self._filtered)
        self.search.textChanged.connect(lambda _text: self._arrange())
        self.search.confirmed.connect(self._found)
        self.search.abandoned.connect(self._leave_search)
        self.tree.currentItemChanged.connect(self._go)

    def _filtered(self) -> None:
        self._arrange()
        line = self._lines.get(self._current)
        if line is not None:
            self.tree.scrollToItem(line)

    def _found(self) -> None:
        subject = next(self._shown(), None)
        if subject is not None:
            self.chosen.emit(subject)
            self.search_left.emit()

    def _leave_search(self) -> None:
        self.search.clear()
        self.search_left.emit()

    def _go(self, line: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        subject = str(line.data(0, _SUBJECT)) if line is not None else ""
        if subject == self._current or subject not in {HEAD, *self._questions}:
            return
        self.chosen.emit(subject)


def _texts(question: Question) -> tuple[str, str]:
    return (f"{question.mark}  {question.entry.text}", "")


def _line(above: QTreeWidget | QTreeWidgetItem, texts: tuple[str, str], subject: str) -> QTreeWidgetItem:
    line = QTreeWidgetItem(above, list(texts))
    line.setData(0, _SUBJECT, subject)
    line.setToolTip(0, texts[0])
    line.setSizeHint(0, QSize(0, _ROW))
    line.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    line.setFont(1, theme.number_font())
    return line


def _strong(line: QTreeWidgetItem) -> None:
    font = QFont(line.font(0))
    font.setBold(True)
    line.setFont(0, font)
    line.setFont(1, font)


def _signs() -> Mapping[Mark, QIcon]:
    """A blank as wide as a sign for what is open, so that the words stand in one line."""
    blank = QPixmap(icons.SIZE, icons.SIZE)
    blank.fill(Qt.GlobalColor.transparent)
    return {
        Mark.OPEN: QIcon(blank),
        Mark.ANSWERED: icons.icon("check", "good"),
        Mark.PENDING: icons.icon("why", "warn"),
        Mark.RETURNED: icons.icon("undo", "bad"),
        Mark.MENDED: icons.icon("edit", "warn"),
        Mark.ACCEPTED: icons.icon("check", "accent"),
        Mark.DIFFERING: icons.icon("compare", "bad"),
    }
