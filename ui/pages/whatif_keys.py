"""Everything that one can do on the page 推演 by keyboard."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut

from ui.commands import Command
from ui.pages.whatif_bench import Bench
from ui.pages.whatif_choice import NameLine
from ui.pages.whatif_lines import Show
from ui.pages.whatif_sheet import TrySheet


def of_scenario(bench: Bench, naming: NameLine) -> tuple[Command, ...]:
    """What can be done with a scenario as a whole."""
    there = bench.has_scenario
    return (
        Command("新建方案", naming.begin, "Ctrl+N", "新建推演方案", "add", menu="文件"),
        Command("复制方案", naming.copy, "Ctrl+D", when=there),
        Command("方案改名", naming.rename, "F2", when=there),
        Command("方案备注", naming.remark, when=there),
        Command("全部恢复现状", bench.clear, when=bench.has_changes),
        Command("删除方案", bench.remove, when=there),
    )


def of_sheet(sheet: TrySheet) -> tuple[Command, ...]:
    """The keys of the sheet; those for figures beyond 1 are made by ``figures``."""
    seen = sheet.isVisible
    return (
        Command("选第 1 档", partial(sheet.digit, 1), "1", "数字键 1–9：选档、选行", when=seen),
        Command("不适用", partial(sheet.press, "N"), "N", "须写明理由", when=seen),
        Command("没有扣分情形，或均没有", sheet.none, "Z", when=seen),
        Command("恢复现状", sheet.restore, "Backspace", "选中的各项恢复现状", when=seen),
        Command("填投入", partial(sheet.pane.write, "cost"), "T", when=seen),
        Command("填天数", partial(sheet.pane.write, "days"), "G", when=seen),
        Command("不能改变", sheet.turn, "B", "求最短路径时不动这一项", when=seen),
        Command("查找项目", sheet.table.focus_filter, "Ctrl+F", menu="编辑", when=seen),
        *(
            Command(
                f"只看{one.value}" if one is not Show.ALL else "看全部",
                partial(sheet.choose, one),
                f"Alt+{at}",
            )
            for at, one in enumerate(Show, 1)
        ),
    )


def figures(sheet: TrySheet) -> None:
    """The figure keys that the list of commands does not name one by one."""
    for number in (0, *range(2, 10)):
        key = QShortcut(QKeySequence(str(number)), sheet, partial(sheet.digit, number))
        key.setAutoRepeat(False)
