"""What can be typed behind ``parkgrade``, with its help and its errors in Chinese."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any, NoReturn

from ui import cli_check
from ui import cli_commands as commands
from ui import cli_standards as standard_commands

_ERRORS = (
    (r"the following arguments are required: (.+)", "缺少 {0}"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", "{0}不能是 {1}，可选：{2}"),
    (r"argument (.+?): expected one argument", "{0} 后面要跟一个值"),
    (r"unrecognized arguments: (.+)", "不认识的参数 {0}"),
    (r"argument (.+?): (.+)", "{0} {1}"),
)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """argparse, speaking Chinese; wrong usage ends with 2."""

    def __init__(self, **more: Any) -> None:
        super().__init__(formatter_class=_Formatter, add_help=False, allow_abbrev=False, **more)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        for pattern, sentence in _ERRORS:
            found = re.fullmatch(pattern, message, re.DOTALL)
            if found:
                message = sentence.format(*(_chinese_list(group) for group in found.groups()))
                break
        self.exit(2, f"{self.format_usage()}{self.prog}：{message}。详见 {self.prog} --help。\n")


def _chinese_list(names: str) -> str:
    return names.replace("'", "").replace(", ", "、")


class _Version(argparse.Action):
    """Looks the version up only when it is asked for: reading it takes as long as half of the start."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib import metadata

        print(f"parkgrade {metadata.version('parkgrade')}")
        parser.exit(0)


def parse(argv: list[str] | None) -> argparse.Namespace:
    """What was typed; ``run`` is the command. Ends the program with 2 where the usage is wrong."""
    return _parser().parse_args(argv)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="parkgrade",
        description="园评：化工园区安全风险评级。不带命令时打开窗口。",
        epilog="结果：0 完成；1 有要改正的错误（写在标准错误里）；2 用法不对。",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="显示版本")
    _store(parser, default=None)
    parser.add_argument("--sample", action="store_true", help="打开示例县，不动自己的数据")
    parser.set_defaults(run=commands.window)
    under = parser.add_subparsers(title="命令", metavar="命令")
    _demo(under.add_parser("demo", help="评示例县，写出方案、报告和图"))
    _standard(under.add_parser("standard", help="列出、检查、导出、导入标准包"))
    _grade(under.add_parser("grade", help="按标准包给一张答案表评级"))
    _report(under.add_parser("report", help="写出某个园区的方案、评级报告或现场核查表（PDF）"))
    _check(under.add_parser("check", help="体检：列出某个园区最近一轮评估中不一致的地方"))
    _store_commands(under.add_parser("store", help="检查数据文件"))
    test = under.add_parser("self-test", help="自检：建数据、作答、画图、出 PDF")
    test.set_defaults(run=commands.self_test)
    return parser


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=_path, required=True, metavar="文件夹", help="写到哪个文件夹，没有就新建"
    )
    parser.set_defaults(run=commands.demo)


def _standard(parser: argparse.ArgumentParser) -> None:
    under = _choice(parser)
    under.add_parser("list", help="列出随程序提供的标准包").set_defaults(run=commands.standard_list)
    check = under.add_parser("check", help="检查一个标准包，一次说出全部错误")
    check.add_argument("path", type=_path, metavar="文件夹", help="标准包所在的文件夹")
    check.set_defaults(run=commands.standard_check)
    template = under.add_parser("template", help="把标准包写成 Excel 模板，供填写后导入")
    bring_in = under.add_parser("import", help="从填好的 Excel 模板做成标准包，一次说出全部错误")
    bring_in.add_argument("workbook", type=_path, metavar="工作簿", help="填好的 .xlsx 文件")
    bring_in.add_argument(
        "--out", type=_path, metavar="文件夹", help="写到这个新文件夹；不写则放进自己的数据"
    )
    bring_in.set_defaults(run=standard_commands.bring_in)
    sheet = under.add_parser("sheet", help="写出列有全部编号的空白答案表（CSV）")
    for command, run in ((template, standard_commands.template), (sheet, standard_commands.sheet)):
        command.add_argument("standard", metavar="标准包", help="标准包编号，或标准包所在的文件夹")
        command.add_argument("out", type=_path, metavar="文件", help="写到哪个文件")
        command.set_defaults(run=run)


def _grade(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "答案表是 CSV，第一行为列名：item（编号）；level（第几档，从 0 数）或 points（得分），二者填一；\n"
        "counts（按次扣分和累加项，如 a=2;b=1，没有填 0）；share（按比例项，如 3/4 或 75%）；\n"
        "state（检查点 满足/部分满足/不满足/不适用，前置条件 是/否，否决情形 存在/无/停用）；\n"
        "na_reason（不适用或停用的理由）；finding（问题）。除 item 外用不到的列可以不写。"
    )
    parser.add_argument("standard", metavar="标准包", help="标准包编号，或标准包所在的文件夹")
    parser.add_argument("answers", type=_path, metavar="答案表", help="CSV 文件")
    parser.add_argument("--json", action="store_true", help="输出 JSON，得分为精确值")
    parser.set_defaults(run=commands.grade)


def _report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "kind",
        choices=commands.PAPERS,
        metavar="|".join(commands.PAPERS),
        help="整治方案、评级报告或现场核查表",
    )
    parser.add_argument("park", metavar="园区", help="园区编号、编码或名称（只对应一个园区即可）")
    parser.add_argument("--out", type=_path, required=True, metavar="文件", help="写到哪个 PDF 文件")
    parser.add_argument("--blank", action="store_true", help="现场核查表不带已有作答")
    _store(parser)
    parser.set_defaults(run=commands.report)


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("park", metavar="园区", help="园区编号、编码或名称（只对应一个园区即可）")
    parser.add_argument("--json", action="store_true", help="结果写成 JSON")
    _store(parser)
    parser.set_defaults(run=cli_check.check)


def _store_commands(parser: argparse.ArgumentParser) -> None:
    check = _choice(parser).add_parser("check", help="核对全部修订记录与数据是否一致")
    _store(check)
    check.set_defaults(run=commands.store_check)


def _store(parser: argparse.ArgumentParser, default: Any = argparse.SUPPRESS) -> None:
    # Suppressed below the top, so that ``--store`` may stand before the command or behind it.
    parser.add_argument(
        "--store", type=_path, metavar="文件", default=default, help="数据文件；不写则用本机默认的那一个"
    )


def _path(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("不能空着")
    return Path(text)


def _choice(parser: argparse.ArgumentParser) -> Any:
    return parser.add_subparsers(title="操作", metavar="操作", dest="操作", required=True)
