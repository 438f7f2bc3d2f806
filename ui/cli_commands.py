"""The commands: each takes what was typed, asks the services, prints what came of it, and returns the exit code."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

from app import paths
from app.errors import UserError

# All else is imported by the command that needs it: the window, which is one, must not wait for it.
PAPERS = ("plan", "rating", "checklist")


def window(typed: Namespace) -> int:
    """Open the window, on the sample county where asked for."""
    if sys.platform == "linux" and not any(map(os.environ.get, _DISPLAYS)):
        raise UserError(
            "这台机器没有图形界面，打不开窗口。",
            "可运行 parkgrade demo --out out 看示例，或 parkgrade --help 看其他命令。",
        )
    try:
        from ui.__main__ import open_window
    except ImportError as error:
        if "PySide6" not in str(error) and ".so" not in str(error):
            raise
        raise UserError(
            f"窗口需要的系统组件没有装齐（{error}）。",
            "请在源码文件夹里运行 make run，它会补装；或重新安装程序。",
        ) from error
    return open_window(typed.store, sample=typed.sample)


_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def demo(typed: Namespace) -> int:
    """Grade the sample county and write its papers and charts."""
    from app.services import demo

    for line in demo.run(typed.out, date.today()):
        print(line, flush=True)
    return 0


def standard_list(_: Namespace) -> int:
    """Name the shipped editions."""
    from app import wording_verdict
    from app.services import standards

    for edition, source in standards.offered().items():
        print(edition)
        print(f"  {wording_verdict.edition_line(source.standard)}")
    return 0


def standard_check(typed: Namespace) -> int:
    """Check an edition's folder; every fault at once where there is one."""
    from app import wording_verdict
    from app.services import standards

    found = standards.find(str(typed.path)).standard
    standards.linked_soundly(found, typed.path.absolute().parent)
    print(f"没有发现错误。{wording_verdict.edition_line(found)}")
    return 0


def grade(typed: Namespace) -> int:
    """Grade a sheet of answers."""
    import json

    from app.services import grading
    from ui import cli_text

    graded = grading.grade(typed.standard, typed.answers)
    if typed.json:
        print(json.dumps(grading.as_json(graded), ensure_ascii=False, indent=2))
    else:
        print(*cli_text.lines(graded), sep="\n")
    return 0


def report(typed: Namespace) -> int:
    """Write a park's plan, its rating report, or the checklist for a site visit."""
    from app import wording
    from app.services import papers, stores

    paper = papers.Paper(typed.kind)
    on_site = paper is papers.Paper.CHECKLIST
    if typed.blank and not on_site:
        raise UserError("只有现场核查表可以是空白的。", "请去掉 --blank，或改为 report checklist。")

    with stores.look(_store(typed)) as store:
        park = papers.find_park(store, typed.park)
        head = (papers.site_round if on_site else papers.round_for)(store, park.id)
        written = papers.write(
            store, papers.Paper.BLANK if typed.blank else paper, head.id, typed.out, date.today()
        )
    print(f"已写出 {written.path}（{park.name} {head.year} 年{wording.name(head.kind)}，{written.pages} 页）")
    return 0


def store_check(typed: Namespace) -> int:
    """Verify the whole chain of revisions, every seal and every file of evidence; name each wrong entry."""
    from app.services import soundness, stores

    path = _store(typed)
    with stores.look(path) as store:
        checked = soundness.check(store)
    if checked.wrongs:
        told = "\n".join(f"  {number}. {wrong.sentence}" for number, wrong in enumerate(checked.wrongs, 1))
        raise UserError(
            f"数据文件 {path} 核对不符（共 {len(checked.wrongs)} 处）。",
            f"请停止使用这个文件，改用最近的备份，并保留它备查。\n{told}",
        )
    print(
        f"{path}：{checked.revisions} 条修订记录首尾相接，数据与记录一致；签章 {checked.seals} 枚，均与内容相符。"
    )
    return 0


def self_test(_: Namespace) -> int:
    """Try every part once in a temporary folder."""
    from app.services import self_test

    for line in self_test.run(date.today()):
        print(line, flush=True)
    return 0


def _store(typed: Namespace) -> Path:
    return typed.store or paths.default_store()
