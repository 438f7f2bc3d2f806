"""Three people over one park, through the window: the committee, the experts, and the reviewer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.core.answers import Chosen
from app.core.dossier import AssessmentState, OpinionState
from app.core.rights import Person, Role
from app.core.rollup import Kind
from app.services import answering, assessments, people, rounds, stores, team
from models.assessment import Answer
from tests.ui import assessment_stage as stage
from ui.dialogs.new_assessment import NewAssessment
from ui.dialogs.sign import SignDialog
from ui.dialogs.team import TeamDialog
from ui.pages.assessment_tree import HEAD

ENTER, EQUAL, A, R, U = (Qt.Key.Key_Return, Qt.Key.Key_Equal, Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_U)
ONE, TWO, THREE = Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3
ALT = Qt.KeyboardModifier.AltModifier
COMMITTEE, REVIEWER, LEADER, FIRST, SECOND = "管委会李", "复核何", "组长周", "专家吴", "专家郑"
STAFF = (
    ("r", REVIEWER, Role.REVIEWER),
    ("c", COMMITTEE, Role.COMMITTEE),
    ("l", LEADER, Role.EXPERT),
    ("a", FIRST, Role.EXPERT),
    ("b", SECOND, Role.EXPERT),
)


@pytest.fixture
def desk(qtbot, tmp_path):
    """A self-assessment under way, and everybody on file; the committee is at the desk."""
    with stage.opened(qtbot, tmp_path, "guide") as desk:
        for key, name, role in STAFF:
            person = Person(id=key, name=name, role=role)
            (people.join if key == "r" else people.add)(desk.store, REVIEWER, person)
        desk.session.sign_as(COMMITTEE)
        yield desk


@pytest.fixture
def submitted(desk):
    """Three answers submitted; the reviewer is at the desk."""
    desk.press(TWO, ENTER, ONE, ENTER, THREE)
    desk.page.turns.finish_anyway()
    desk.session.sign_as(REVIEWER)
    return desk


@pytest.fixture
def beside(submitted):
    """An expert's round beside what the committee submitted; the first expert is at the desk."""
    own = submitted.session.assessment
    head = assessments.fresh("p1", Kind.EXPERT, 2026, stage.TODAY, based_on=own)
    submitted.session.sign_as(FIRST)
    submitted.session.do(assessments.begin, head)
    submitted.session.select("p1", head.id)
    submitted.sheet.take_focus()
    return submitted


@pytest.fixture
def divided(beside):
    """Two experts at the first section, led by a third, who is at the desk."""
    section = beside.on_disk().standard.item["G01"].section
    team.lead(beside.store, REVIEWER, beside.session.assessment, "l")
    for person in ("a", "b"):
        team.assign(beside.store, LEADER, beside.session.assessment, person, section, on=True)
    beside.session.sign_as(LEADER)
    return beside


def _return(desk, subject, reason):
    desk.sheet.go(subject)
    desk.press(R)
    desk.type(reason)
    desk.press(ENTER)


def _state(desk):
    return desk.on_disk().assessment.state


def _button(desk, text):
    return next(one for one in desk.page.findChildren(QPushButton) if one.text() == text and one.isVisible())


def test_two_answers_are_returned_mended_submitted_again_and_confirmed(submitted):
    desk = submitted
    _return(desk, "item/G01", "认定文件缺第 3 页")
    _return(desk, "item/G03", "范围图没有四至")
    desk.sheet.go("item/G02")
    desk.press(A)
    assert "已认可 1 项、退回 2 项。" in desk.page.banner._text.text()
    desk.page.banner.ask()
    desk.press(ENTER)
    assert _state(desk) is AssessmentState.RETURNED
    desk.session.sign_as(COMMITTEE)
    desk.page.banner.show_returned.click()
    assert (desk.shown_lines(), desk.sheet.subject) == (["item/G01", "item/G03"], "item/G01")
    assert "退回：认定文件缺第 3 页（复核何，" in desk.sheet.pane.voices.opinion.text()
    desk.press(THREE)
    desk.page.turns.finish()
    assert desk.said() == (
        "退回的还有 1 项没有处理，不能提交自评。请逐项重新作答、补充说明，或点“维持原答”。"
    )
    assert desk.sheet.subject == "item/G03"
    _button(desk, "维持原答").click()
    desk.page.turns.finish_anyway()
    assert _state(desk) is AssessmentState.SUBMITTED
    desk.session.sign_as(REVIEWER)
    desk.sheet.go("item/G03")
    assert "退回后已处理，待复核" in desk.sheet.pane.voices.opinion.text()
    _button(desk, "全部认可其余").click()
    assert {one.state for one in desk.on_disk().opinions.values()} == {OpinionState.ACCEPTED}
    desk.page.turns.confirm()
    assert _state(desk) is AssessmentState.CONFIRMED


def test_why_a_round_was_given_back_stands_with_it(submitted):
    submitted.page.banner.ask()
    submitted.type("总体材料不齐")
    submitted.press(ENTER)
    submitted.sheet.go(HEAD)
    title, entry = submitted.sheet.head.log.text().split("\n")
    assert (title, entry[10:]) == ("退回记录", "　复核何　退回：总体材料不齐")
    assert submitted.sheet.head.form.values()["note"] == ""


def test_an_answer_is_not_returned_without_a_reason(submitted):
    submitted.sheet.go("item/G01")
    submitted.press(R, ENTER)
    assert "请写明退回这一项的原因" in submitted.sheet.pane.voices.reason._fault.text()
    submitted.press(Qt.Key.Key_Escape)
    assert submitted.on_disk().opinions == {}


def test_accepting_once_more_takes_it_back(submitted):
    submitted.sheet.go("item/G01")
    submitted.press(A)
    assert submitted.sheet.pane.voices.opinion.text().startswith("已认可")
    submitted.press(A)
    assert submitted.on_disk().opinions == {}


@pytest.mark.parametrize(
    ("act", "role"),
    [
        (lambda desk: desk.page.turns.confirm(), "管委会"),
        (lambda desk: desk.press(A), "管委会"),
        (
            lambda desk: desk.session.do(rounds.send_back, desk.session.assessment, "缺", stage.TODAY),
            "管委会",
        ),
    ],
)
def test_the_committee_is_told_inline_that_it_does_not_review(submitted, act, role):
    submitted.session.sign_as(COMMITTEE)
    submitted.sheet.go("item/G01")
    act(submitted)
    assert submitted.said() == (
        f"“{COMMITTEE}”的角色是{role}，不能办理这一步。这一步由复核人办理；角色在“人员”页登记。"
    )
    assert _state(submitted) is AssessmentState.SUBMITTED
    assert submitted.on_disk().opinions == {}


def test_an_answer_by_the_wrong_role_is_refused_and_what_is_on_file_is_shown(desk):
    desk.press(TWO)
    desk.session.sign_as(REVIEWER)
    desk.sheet.take_focus()
    desk.press(THREE)
    assert f"“{REVIEWER}”的角色是复核人，不能办理这一步" in desk.said()
    assert desk.on_disk().answers.items == {"G01": Chosen(1)}
    assert desk.sheet.pane.area.choices.chosen() == 1


def test_a_new_expert_round_is_offered_beside_the_committees(submitted):
    submitted.session.sign_as(FIRST)
    own = submitted.session.assessment
    submitted.page.begin()
    dialog = submitted.page.findChild(NewAssessment)
    dialog.kind.show_value(Kind.EXPERT)
    dialog.kind.finished.emit()
    assert [dialog.beside.itemText(at) for at in range(2)] == ["2026 自评　已提交", "不对照"]
    dialog.accept()
    assert submitted.on_disk().assessment.based_on == own


def test_the_experts_choose_beside_the_committee_and_take_over_by_key(beside):
    voices = beside.sheet.pane.voices
    assert voices.beside.text().startswith("园区自评　第 2 档（")
    beside.press(EQUAL, ENTER, THREE)
    assert beside.on_disk().answers.items == {"G01": Chosen(1), "G02": Chosen(2)}
    assert voices.beside.text().startswith("园区自评　▼ 偏低　第 1 档（0 分）")
    assert beside.sheet.tree._lines["item/G02"].text(1).startswith("▼ ")
    assert beside.on_disk().beside.answers.items["G02"] == Chosen(0)


def test_what_the_committee_did_not_answer_cannot_be_taken_over(beside):
    beside.sheet.go("item/G09")
    beside.press(EQUAL)
    assert beside.said() == "对照的一轮没有答这一项。请按本轮的标准包自行选择。"
    assert not beside.sheet.pane.voices.take.isVisible()


def test_an_answer_carried_over_waits_for_enter(desk):
    answering.answer(desk.store, COMMITTEE, desk.session.assessment, "item/G02", Chosen(1))
    with stores.begin(desk.store, COMMITTEE, "沿用上一版") as records:
        records.query(Answer).one().pending = True
    desk.page.refresh(None)
    desk.sheet.go("item/G01")
    desk.press(U)
    assert desk.sheet.subject == "item/G02"
    assert desk.sheet.pane.area.choices.buttons[1].chosen == "待确认"
    assert desk.on_disk().answers.items == {}
    desk.press(ENTER)
    assert desk.on_disk().answers.items == {"G02": Chosen(1)}
    assert desk.sheet.subject == "item/G03"


def test_where_two_experts_differ_the_leader_settles(divided):
    desk = divided
    for who, key in ((FIRST, TWO), (SECOND, THREE)):
        desk.session.sign_as(who)
        desk.sheet.go("item/G01")
        assert desk.sheet.pane.voices.experts.text() == f"还没有意见：{'、'.join(_silent(desk))}"
        desk.press(key)
    assert "意见不一致，由组长确定。" in desk.sheet.pane.voices.experts.text()
    desk.session.sign_as(LEADER)
    desk.press(Qt.Key.Key_6, held=ALT)
    assert desk.shown_lines() == ["item/G01"]
    told = desk.sheet.pane.voices.experts.text().split("\n")
    assert [line.split("：")[0] for line in told[:2]] == [
        "专家吴　第 2 档（3 分）",
        "专家郑　第 3 档（5 分）",
    ]
    assert desk.on_disk().answers.items == {}
    desk.press(THREE)
    found = desk.on_disk()
    assert found.answers.items == {"G01": Chosen(2)}
    assert {one.given for one in found.team.judged["item/G01"].values()} == {Chosen(1), Chosen(2)}


def _silent(desk):
    held = desk.on_disk().team
    return [name for key, name in (("a", FIRST), ("b", SECOND)) if held.judgement("item/G01", key) is None]


def test_an_expert_sees_no_other_level_before_his_own(divided):
    answering.answer(divided.store, FIRST, divided.session.assessment, "item/G01", Chosen(1))
    divided.session.sign_as(SECOND)
    divided.page.refresh(None)
    divided.sheet.go("item/G01")
    assert FIRST not in divided.sheet.pane.voices.experts.text()
    divided.press(TWO)
    assert f"{FIRST}　第 2 档" in divided.sheet.pane.voices.experts.text()


def test_a_section_that_is_not_his_is_refused_to_an_expert(divided):
    divided.session.sign_as(FIRST)
    divided.sheet.go("veto/V1")
    divided.press(ONE)
    assert f"这一部分没有分给“{FIRST}”" in divided.said()
    assert divided.on_disk().answers.vetoes == {}


def test_work_is_divided_with_the_keyboard_and_agreement_is_told(divided):
    desk = divided
    for who, levels in ((FIRST, (1, 1, 0, 0)), (SECOND, (1, 0, 0, 0))):
        for number, level in enumerate(levels, 1):
            answering.answer(desk.store, who, desk.session.assessment, f"item/G0{number}", Chosen(level))
    desk.page.turns.divide()
    dialog = desk.page.findChild(TeamDialog)
    assert "一致率 75.0%，Kappa 0.50。" in dialog.found.text()
    assert [dialog.pairs.model.index(0, at).data() for at in range(4)] == [
        "专家吴、专家郑",
        "全部",
        "3/4（75.0%）",
        "0.50",
    ]
    names = [dialog.matrix.verticalHeaderItem(at).text() for at in range(dialog.matrix.rowCount())]
    dialog.matrix.setCurrentCell(names.index("否决情形"), 0)
    desk.bot.keyClick(dialog.matrix, Qt.Key.Key_Space)
    assert desk.on_disk().team.assigned["veto"] == {"a"}
    desk.session.sign_as(FIRST)
    desk.bot.keyClick(dialog.matrix, Qt.Key.Key_Space)
    assert dialog.fault.text().startswith(f"这一轮的组长是{LEADER}")
    assert desk.on_disk().team.assigned["veto"] == {"a"}
    dialog.reject()


def test_a_confirmed_round_is_sealed_and_opened_again_with_a_reason(submitted):
    submitted.page.turns.confirm()
    submitted.page.turns.sign()
    dialog = submitted.page.findChild(SignDialog)
    dialog.accept()
    assert "已签章：复核何" in submitted.page.banner.seals.texts()[0]
    submitted.page.banner.ask()
    submitted.type("发现新情况")
    submitted.press(ENTER)
    assert _state(submitted) is AssessmentState.RETURNED
    assert submitted.page.banner.seals.texts() == ()
