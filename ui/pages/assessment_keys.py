"""Everything that one can do in a checklist, as commands: walking, answering, writing, finding."""

from __future__ import annotations

from functools import partial

from ui.commands import Command
from ui.pages.assessment_questions import Filter
from ui.pages.assessment_sheet import Sheet


def walking(sheet: Sheet) -> tuple[Command, ...]:
    """The keys of the checklist; those for figures beyond 1 are the page's own."""
    return (
        Command("下一项", lambda: sheet.step(1), "Return"),
        Command("上一项", lambda: sheet.step(-1), "Shift+Return"),
        Command("选第 1 档", partial(figure, sheet, 1), "1", "数字键 1–9：选档、选行，或开始填数"),
        Command("不适用", lambda: press(sheet, "N"), "N", "不适用（选档和计数项也可按 0），须写明理由"),
        Command("没有扣分情形，或均没有", partial(none, sheet), "Z", "计数项：全部为零"),
        Command("取消本项作答", sheet.clear_answer, "Delete", when=lambda: not sheet.locked),
        Command("采用对照的作答，或确认沿用", partial(equal, sheet), "=", "照对照的一轮作答这一项"),
        Command("认可这一项", partial(accept, sheet), "A", "审核已提交的一轮；再按一次撤回"),
        Command("退回这一项", partial(give_back, sheet), "R", "审核已提交的一轮；写明原因"),
        Command("写存在问题", lambda: write(sheet, "finding"), "F"),
        Command("写核查佐证", lambda: write(sheet, "evidence"), "E", "写核查佐证；按 Esc 离开文字框"),
        Command("按关联作答", sheet.accept_offer, "L", "把本项的结论和佐证记到问同一件事的条目"),
        Command("查找项目", sheet.tree.focus_search, "Ctrl+F", menu="编辑", split=True),
        *(
            Command(
                f"只看{one.value}" if one is not Filter.ALL else "看全部", _filter(sheet, one), f"Alt+{at}"
            )
            for at, one in enumerate(Filter, 1)
        ),
    )


def figure(sheet: Sheet, number: int) -> None:
    """A figure key outside of any field."""
    if sheet.pane.area is not None and _open(sheet):
        sheet.pane.area.digit(number)


def press(sheet: Sheet, key: str) -> None:
    """The key of a choice."""
    if sheet.pane.area is not None and _open(sheet):
        sheet.pane.area.press(key)


def none(sheet: Sheet) -> None:
    """Nothing of what is counted is there."""
    if sheet.pane.area is not None and _open(sheet):
        sheet.pane.area.none()


def equal(sheet: Sheet) -> None:
    """Take over what is there already."""
    if _open(sheet):
        sheet.desk.equal(sheet.subject)


def accept(sheet: Sheet) -> None:
    """The reviewer accepts the answer on show."""
    if sheet.pane.isVisible():
        sheet.desk.accept(sheet.subject)


def give_back(sheet: Sheet) -> None:
    """The reviewer returns the answer on show, and is asked why."""
    if sheet.pane.isVisible():
        sheet.pane.voices.ask()


def write(sheet: Sheet, name: str) -> None:
    """Into a text field."""
    if sheet.pane.isVisible():
        sheet.pane.write(name)


def _open(sheet: Sheet) -> bool:
    """Whether a question is on show and may be answered; says so where it may not."""
    if sheet.locked:
        sheet.noted.emit("这一轮已经结束，作答已固定。", "确需修改，请由复核人退回或重新打开，并写明原因。")
    return sheet.pane.isVisible() and not sheet.locked


def _filter(sheet: Sheet, wanted: Filter) -> partial[None]:
    return partial(sheet.tree.choose_filter, wanted)
