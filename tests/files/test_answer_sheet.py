"""The answer sheet: what each cell means, how files may be written, and what is refused."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from app.core import scoring
from app.core.answers import Check, CheckState, Chosen, Counted, NotApplicable, Reached, VetoMark, VetoState
from app.core.standard import Standard
from app.errors import Faults
from app.files import answer_sheet, packs
from app.files.answer_sheet import AnswerSheet

HEADER = ",".join(answer_sheet.COLUMNS)


@pytest.fixture(scope="module")
def standard() -> Standard:
    """Every kind of scoring, a gate, two vetoes (the second delivered switched off), lines of its own."""
    return packs.load(Path(__file__).parents[1] / "editions" / "all-kinds")


def sheet(standard: Standard, *rows: str, header: str = HEADER) -> AnswerSheet:
    return answer_sheet.parse("答案.csv", "\n".join([header, *rows]).encode(), standard)


def refused(standard: Standard, *rows: str, header: str = HEADER) -> list[tuple[str, str]]:
    """The place and the sentence of each fault."""
    with pytest.raises(Faults) as caught:
        sheet(standard, *rows, header=header)
    assert all(fault.file == "答案.csv" and fault.remedy for fault in caught.value.faults)
    return [(fault.key, fault.what) for fault in caught.value.faults]


def test_each_kind_of_question_is_answered_in_its_own_column(standard: Standard) -> None:
    found = sheet(
        standard,
        "K01,2",
        "K02,,5",
        "K04,,,power=2;rack=1",
        "K06,,,,3/4",
        "K07,,,team=1",
        "K2-gate,,,,,是",
        "V1,,,,,clear",
        "H1-1,,,,,部分满足",
    )
    assert found.answers.items == {
        "K01": Chosen(2),
        "K02": Chosen(1),
        "K04": Counted({"power": 2, "rack": 1}),
        "K06": Reached(Fraction(3, 4)),
        "K07": Counted({"team": 1}),
    }
    assert found.answers.gates == {"K2-gate": True}
    assert found.answers.vetoes == {"V1": VetoMark(VetoState.CLEAR)}
    assert found.answers.checks == {"H1-1": Check(CheckState.PARTIAL)}


@pytest.mark.parametrize(
    ("row", "answer"),
    [
        ("K03,,0.5", Chosen(1)),
        ("K03,,.50", None),
        ("K01,,5.000", Chosen(3)),
        ("K01,００３", Chosen(3)),
        ("K04,,,0", Counted({})),
        ("K04,,,无", Counted({})),
        ("K04,,,power＝2；water：1；", Counted({"power": 2, "water": 1})),
        ("K06,,,,62.5%", Reached(Fraction(5, 8))),
        ("K06,,,,７／８", Reached(Fraction(7, 8))),
        ("K06,,,,99.999999999%", Reached(Fraction(99999999999, 100000000000))),
        ("K01,不适用,,,,,没有规划任务", NotApplicable("没有规划任务")),
        ("K04,,,,,,没有公用工程", NotApplicable("没有公用工程")),
    ],
)
def test_an_answer_is_read_exactly(standard: Standard, row: str, answer: object) -> None:
    if answer is None:
        assert refused(standard, row)
        return
    assert list(sheet(standard, row).answers.items.values()) == [answer]


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("met", CheckState.MET),
        ("MET", CheckState.MET),
        ("满足", CheckState.MET),
        ("部分", CheckState.PARTIAL),
        ("不满足", CheckState.UNMET),
    ],
)
def test_a_checkpoint_is_read_in_english_and_chinese(
    standard: Standard, cell: str, state: CheckState
) -> None:
    assert sheet(standard, f"H1-1,,,,,{cell}").answers.checks == {"H1-1": Check(state)}


def test_a_checkpoint_that_does_not_apply_keeps_its_reason(standard: Standard) -> None:
    found = sheet(standard, "H1-1,,,,,不适用,没有该设施", "H1-2,,,,,,没有该设施")
    expected = Check(CheckState.NOT_APPLICABLE, "没有该设施")
    assert found.answers.checks == {"H1-1": expected, "H1-2": expected}


@pytest.mark.parametrize(
    ("row", "mark"),
    [
        ("V1,,,,,triggered,,2025 年发生重大事故", VetoMark(VetoState.TRIGGERED, "2025 年发生重大事故")),
        ("V1,,,,,存在此情形", VetoMark(VetoState.TRIGGERED)),
        ("V1,,,,,停用,本省不执行", VetoMark(VetoState.OFF, "本省不执行")),
        ("V2,,,,,off", VetoMark(VetoState.OFF)),
        ("V2,,,,,无,,查过三年台账", VetoMark(VetoState.CLEAR)),
    ],
)
def test_a_veto_is_marked_with_its_ground(standard: Standard, row: str, mark: VetoMark) -> None:
    (found,) = sheet(standard, row).answers.vetoes.values()
    assert found == mark


def test_rows_that_answer_nothing_are_unanswered_and_keep_their_finding(standard: Standard) -> None:
    found = sheet(standard, "K01,,,,,,,待补材料", "K02,,", "", ",,,,,,,", "   ")
    assert found.answers.items == {}
    assert found.findings == {"item/K01": "待补材料"}


def test_findings_are_kept_word_for_word_by_subject(standard: Standard) -> None:
    found = sheet(standard, 'K01,1,,,,,,"规划""未批""，\n见附件（２）"', "H1-1,,,,,unmet,,缺图")
    assert found.findings == {"item/K01": '规划"未批"，\n见附件（２）', "check/H1-1": "缺图"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_sheet_reads_the_same_however_it_was_saved(
    standard: Standard, encoding: str, end: str, tmp_path: Path
) -> None:
    path = tmp_path / "答案.csv"
    text = end.join([HEADER, "K01,2,,,,,,四至图缺𬭩厂一角", "", "K02,1", ""])
    path.write_bytes(text.encode(encoding))
    found = answer_sheet.read(path, standard)
    assert found.answers.items == {"K01": Chosen(2), "K02": Chosen(1)}
    assert found.findings == {"item/K01": "四至图缺𬭩厂一角"}


def test_columns_may_stand_in_any_order_and_be_left_out(standard: Standard) -> None:
    found = sheet(standard, "批复缺失,1, K01 ", header="Finding, LEVEL ,item")
    assert found.answers.items == {"K01": Chosen(1)}


def test_an_id_that_names_two_questions_is_told_apart_by_its_subject(standard: Standard) -> None:
    found = sheet(standard, "item/K01,1", "veto/V1,,,,,clear")
    assert (list(found.answers.items), list(found.answers.vetoes)) == (["K01"], ["V1"])


def test_checkpoints_of_the_companion_are_answered_in_the_same_sheet(standard: Standard) -> None:
    lawless = answer_sheet.parse("a.csv", b"item,state\nH1-1,met\n", standard, companion=standard)
    assert list(lawless.answers.checks) == ["H1-1"]


@pytest.mark.parametrize(
    ("row", "place", "says"),
    [
        ("K99,1", "第 2 行 item", "没有编号为“K99”的"),
        ("k01,1", "第 2 行 item", "没有编号为“k01”的"),
        (",1", "第 2 行 item", "没有写编号"),
        ("K01,1,3", "第 2 行 points", "level 和 points 都填了"),
        ("K01,4", "第 2 行 level", "没有第“4”档"),
        ("K01,-1", "第 2 行 level", "没有第“-1”档"),
        ("K01,1.0", "第 2 行 level", "没有第“1.0”档"),
        ("K01,一", "第 2 行 level", "没有第“一”档"),
        ("K01,,2", "第 2 行 points", "没有得 2 分的档"),
        ("K01,,1e0", "第 2 行 points", "没有得 1e0 分的档"),
        ("K01,,nan", "第 2 行 points", "没有得 nan 分的档"),
        ("K01,不适用", "第 2 行 na_reason", "没有写理由"),
        ("K01,,N/A", "第 2 行 na_reason", "没有写理由"),
        ("K04,,,不适用", "第 2 行 na_reason", "没有写理由"),
        ("H1-1,,,,,不适用", "第 2 行 na_reason", "没有写理由"),
        ("V1,,,,,off", "第 2 行 na_reason", "没有写理由"),
        ("K01,1,,,,,不想评", "第 2 行 na_reason", "作了答，又写了不适用"),
        ("V1,,,,,clear,没查", "第 2 行 na_reason", "作了答，又写了不适用"),
        ("K2-gate,,,,,是,没查", "第 2 行 na_reason", "没有“不适用”"),
        ("K04,1", "第 2 行 level", "按次扣分项不填 level"),
        ("K01,,,a=1", "第 2 行 counts", "选档项不填 counts"),
        ("V1,,,,75%", "第 2 行 share", "否决情形不填 share"),
        ("K04,,,power", "第 2 行 counts", "“power”不是次数"),
        ("K04,,,power=-1", "第 2 行 counts", "不是次数"),
        ("K04,,,power=1;power=2", "第 2 行 counts", "“power”写了两次"),
        ("K04,,,pump=1", "第 2 行 counts", "没有“pump”这一目"),
        ("K07,,,team=9", "第 2 行 counts", "不在 0 到"),
        ("K06,,,,0.75", "第 2 行 share", "不是比例"),
        ("K06,,,,3/0", "第 2 行 share", "不是比例"),
        ("K06,,,,4/3", "第 2 行 share", "超过 100%"),
        ("K2-gate,,,,,也许", "第 2 行 state", "前置条件的状态“也许”无法识别"),
        ("V1,,,,,是", "第 2 行 state", "否决情形的状态“是”无法识别"),
        ("H1-1,,,,,good", "第 2 行 state", "检查点的状态“good”无法识别"),
        ("K01,1,,,,,,规划未批,见附件", "第 2 行", "“见附件”不在任何一列里"),
    ],
)
def test_a_faulty_cell_is_refused_with_its_place(standard: Standard, row: str, place: str, says: str) -> None:
    ((key, what),) = refused(standard, row)
    assert key == place
    assert says in what


def test_every_fault_is_told_at_once(standard: Standard) -> None:
    found = refused(standard, "K01,9", "K02,1", "K02,2", '"K03\n",,7', "K5,1", header=HEADER + ",note")
    assert [key for key, _ in found] == [
        "第 1 行第 9 列",
        "第 2 行 level",
        "第 4 行 item",
        "第 5 行 points",
        "第 7 行 item",
    ]
    assert found[2][1] == "与第 3 行重复"


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("itme,level", "没有 item 这一列"),
        ("item;level;points", "没有 item 这一列"),
        ("item,levle", "不认识的列“levle”"),
        ("item,level,level", "列 level 写了两次"),
    ],
)
def test_a_faulty_heading_is_refused(standard: Standard, header: str, says: str) -> None:
    ((_, what),) = refused(standard, header=header)
    assert what == says


def test_of_a_file_full_of_faults_the_first_are_told_and_that_it_may_be_another_file(
    standard: Standard,
) -> None:
    content = "item,level\n" + "".join(f"X{number},2\n" for number in range(100_000))
    with pytest.raises(Faults) as caught:
        answer_sheet.parse("a.csv", content.encode(), standard)
    assert "选错文件" in caught.value.faults[0].remedy
    assert caught.value.remedy.count("\n") < 250


def test_an_unknown_id_is_answered_with_the_nearest_known_one(standard: Standard) -> None:
    with pytest.raises(Faults) as caught:
        sheet(standard, "K011,1")
    assert caught.value.faults[0].remedy == "是否想写 K01？"


def test_a_checkpoint_without_its_edition_says_which_edition_is_missing() -> None:
    guide = packs.load(Path(__file__).parents[2] / "data" / "standards" / "guide-2023-trial")
    with pytest.raises(Faults) as caught:
        answer_sheet.parse("a.csv", b"item,state\nY01-1,met\n", guide)
    assert "ten-two-2024" in caught.value.faults[0].remedy


NO_SHEETS = {
    "empty": (b"", "文件是空的"),
    "only empty lines": (b"\n\n,,\n", "文件是空的"),
    "a NUL byte": (b"item,level\nK01,\0" + b"1\n", "空字节"),
    "UTF-16": ("item,level\nK01,1\n".encode("utf-16"), "空字节"),
    "huge": (b"item,level\nK01,1\n" * 400_000, "超过 5 MB"),
    "no known encoding": (b"item,level\nK01,1\xff\xff\n", "编码"),
    "cut within a character": ("item,finding\nK01,规划已经批复".encode()[:-1], "编码"),
    "cut within quotes": (b'item,finding\nK01,"half', "引号没有成对"),
    "words behind a quote": (b'item,finding\nK01,"a"b\n', "引号没有成对"),
    "an endless cell": (b'item,finding\nK01,"' + b"x" * 200_000 + b'"\n', "引号没有成对"),
}


@pytest.mark.parametrize(("content", "says"), NO_SHEETS.values(), ids=NO_SHEETS)
def test_a_file_that_is_no_sheet_is_refused(standard: Standard, content: bytes, says: str) -> None:
    with pytest.raises(Faults) as caught:
        answer_sheet.parse("a.csv", content, standard)
    assert says in caught.value.faults[-1].what


def test_a_missing_file_and_a_folder_are_refused(standard: Standard, tmp_path: Path) -> None:
    for path, says in ((tmp_path / "没有.csv", "找不到"), (tmp_path, "文件夹"), (Path("a\0b"), "读不了")):
        with pytest.raises(Faults) as caught:
            answer_sheet.read(path, standard)
        assert says in caught.value.faults[0].what


def test_a_whole_sheet_gives_the_score_it_describes(standard: Standard) -> None:
    rows = ["K01,3", "K02,,8", "K03,,1", "K04,,,0", "K05,,,0", "K06,,,,100%", "K2-gate,,,,,yes"]
    found = sheet(standard, *rows)
    card = scoring.score(standard, found.answers)
    answered = {scored.item.id: scored.got for scored in card.items if scored.answered}
    assert answered == {key: standard.item[key].full for key in answered}
    assert len(answered) == 6
