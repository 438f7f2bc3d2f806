"""Three hands at a round: those who answer, the reviewer who accepts or returns, and who may do which."""

from __future__ import annotations

from datetime import date

import pytest

from app.core import advice
from app.core.answers import Chosen, VetoMark, VetoState
from app.core.dossier import AssessmentState, Dossier, OpinionState
from app.core.park import Park
from app.core.rights import Role
from app.core.rollup import Basis, Kind
from app.core.rounds import GivenBack, Turn, read_note
from app.errors import UserError
from app.services import answering, assessments, dossiers, opinions, overview, rounds, stores
from app.services.stores import Store
from models.assessment import Answer
from models.people import Person
from tests.conftest import TODAY, WHO

COMMITTEE, EXPERT, REVIEWER = "管委会经办", "评级专家", "县局复核"
LATER = date(2026, 12, 20)


def read(store: Store, round_id: str) -> Dossier:
    return dossiers.gather(store, round_id, TODAY)


def states(store: Store, round_id: str) -> dict[str, OpinionState]:
    return {subject: one.state for subject, one in read(store, round_id).opinions.items()}


def answer_all(store: Store, round_id: str, who: str = WHO) -> None:
    standard = read(store, round_id).standard
    best = {f"item/{item.id}": advice.best(item) for item in standard.items}
    marks = {f"veto/{veto.id}": VetoMark(VetoState.CLEAR) for veto in standard.vetoes}
    answering.answer_all(store, who, round_id, {**best, **marks})


@pytest.fixture
def submitted(store: Store, round_id: str) -> str:
    answering.answer_all(store, WHO, round_id, {f"item/G0{n}": Chosen(1) for n in range(1, 6)})
    rounds.submit(store, WHO, round_id, TODAY)
    return round_id


@pytest.fixture
def people(store: Store, submitted: str) -> None:
    with stores.begin(store, WHO, "登记人员") as records:
        for name, role in ((COMMITTEE, Role.COMMITTEE), (EXPERT, Role.EXPERT), (REVIEWER, Role.REVIEWER)):
            records.add(Person(name=name, role=role.value))


def test_returned_answers_must_be_dealt_with_before_the_round_is_submitted_again(
    store: Store, submitted: str
) -> None:
    opinions.send_back(store, WHO, submitted, "item/G01", "文件缺页", TODAY)
    opinions.send_back(store, WHO, submitted, "item/G03", "范围不清", TODAY)
    opinions.accept_rest(store, WHO, submitted, TODAY)
    rounds.send_back(store, WHO, submitted, "", TODAY)
    answering.answer(store, WHO, submitted, "item/G01", Chosen(0))
    with pytest.raises(UserError, match="退回的还有 1 项没有处理（第 3 项）"):
        rounds.submit(store, WHO, submitted, TODAY)
    answering.remark(store, WHO, submitted, "item/G03", finding="已补四至坐标")
    rounds.submit(store, WHO, submitted, LATER)
    found = states(store, submitted)
    assert (found["item/G01"], found["item/G03"]) == (OpinionState.MENDED, OpinionState.MENDED)
    assert found["item/G02"] is OpinionState.ACCEPTED


def test_why_a_round_was_given_back_is_kept_line_by_line(store: Store, submitted: str) -> None:
    assessments_note = "现场核查三天"
    opinions.send_back(store, WHO, submitted, "item/G01", "文件缺页", TODAY)
    rounds.send_back(store, "县局复核", submitted, "总体\n材料不齐", TODAY)
    assessments.edit(store, WHO, submitted, "note", assessments_note)
    opinions.keep(store, WHO, submitted, "item/G01")
    rounds.submit(store, WHO, submitted, TODAY)
    rounds.confirm(store, WHO, submitted, TODAY)
    rounds.reopen(store, WHO, submitted, "发现新情况", LATER)
    written, log = read_note(assessments.get(store, submitted).note)
    assert written == assessments_note
    assert log == (
        GivenBack(TODAY, "县局复核", Turn.SEND_BACK, "总体 材料不齐；退回 1 项：第 1 项"),
        GivenBack(LATER, WHO, Turn.REOPEN, "发现新情况"),
    )


def test_the_log_cannot_be_forged_through_the_note(store: Store, round_id: str) -> None:
    with pytest.raises(UserError, match="备注里不能写退回记录"):
        assessments.edit(store, WHO, round_id, "note", "〔2026-11-20 县局 退回〕没有的事")


def test_an_accepted_answer_that_is_changed_is_accepted_no_longer(store: Store, submitted: str) -> None:
    opinions.accept(store, WHO, submitted, "item/G01", TODAY)
    rounds.send_back(store, WHO, submitted, "补充材料", TODAY)
    answering.answer(store, WHO, submitted, "item/G01", Chosen(0))
    assert states(store, submitted) == {}


def test_a_round_with_an_answer_marked_returned_is_not_confirmed(store: Store, submitted: str) -> None:
    opinions.send_back(store, WHO, submitted, "item/G01", "文件缺页", TODAY)
    with pytest.raises(UserError, match="有 1 项标为退回（第 1 项），不能确认"):
        rounds.confirm(store, WHO, submitted, TODAY)
    opinions.withdraw(store, WHO, submitted, "item/G01")
    rounds.confirm(store, WHO, submitted, TODAY)
    assert assessments.get(store, submitted).state is AssessmentState.CONFIRMED


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_an_answer_is_returned_with_a_reason_only(store: Store, submitted: str, reason: str) -> None:
    with pytest.raises(UserError, match="没有写原因"):
        opinions.send_back(store, WHO, submitted, "item/G01", reason, TODAY)
    assert states(store, submitted) == {}


def test_answers_are_reviewed_only_while_the_round_lies_with_the_reviewer(
    store: Store, round_id: str
) -> None:
    with pytest.raises(UserError, match="编制中，不能逐项审核"):
        opinions.accept(store, WHO, round_id, "item/G01", TODAY)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda store, one: rounds.confirm(store, WHO, one, TODAY), "自评编制中，不能确认"),
        (lambda store, one: rounds.send_back(store, WHO, one, "缺", TODAY), "自评编制中，不能退回"),
        (lambda store, one: rounds.reopen(store, WHO, one, "缺", TODAY), "自评编制中，不能重新打开"),
    ],
)
def test_a_step_out_of_turn_is_refused(store: Store, round_id: str, act: object, said: str) -> None:
    with pytest.raises(UserError, match=said):
        act(store, round_id)  # type: ignore[operator]


def test_a_returned_round_counts_no_longer_and_counts_from_the_day_it_was_submitted_again(
    store: Store, submitted: str
) -> None:
    def decided() -> list[date]:
        return [one.decided_on for one in overview.standings(store)[0].rounds]

    assert decided() == [TODAY]
    rounds.send_back(store, WHO, submitted, "补充材料", TODAY)
    assert decided() == []
    rounds.submit(store, WHO, submitted, date(2026, 12, 1))
    rounds.confirm(store, WHO, submitted, LATER)
    assert decided() == [date(2026, 12, 1)]


def test_a_self_assessment_from_before_two_days_were_kept_counts_from_the_one_it_has(
    store: Store, submitted: str
) -> None:
    with stores.begin(store, WHO, "旧版本的一轮") as records:
        head = assessments.row(records, submitted)
        head.submitted_on, head.confirmed_on = None, TODAY
    assert overview.standings(store)[0].rounds[0].decided_on == TODAY
    rounds.confirm(store, WHO, submitted, LATER)
    assert assessments.get(store, submitted).submitted_on == TODAY
    assert overview.overview(store, Basis.SELF, LATER).standings[0].rounds[0].decided_on == TODAY


def test_an_expert_rating_counts_once_the_reviewer_confirmed_it(store: Store, park: Park) -> None:
    head = assessments.fresh(park.id, Kind.EXPERT, 2026, TODAY)
    assessments.begin(store, WHO, head)
    answer_all(store, head.id)
    rounds.submit(store, WHO, head.id, TODAY)
    assert overview.standings(store)[0].rounds == ()
    rounds.confirm(store, WHO, head.id, LATER)
    assert [one.decided_on for one in overview.standings(store)[0].rounds] == [LATER]


@pytest.mark.usefixtures("people")
def test_who_may_do_what_is_refused_with_who_may(store: Store, submitted: str) -> None:
    with pytest.raises(UserError, match=f"“{COMMITTEE}”的角色是管委会") as refused:
        rounds.confirm(store, COMMITTEE, submitted, TODAY)
    assert "由复核人办理" in refused.value.remedy
    for act in (
        lambda: opinions.accept(store, COMMITTEE, submitted, "item/G01", TODAY),
        lambda: rounds.send_back(store, EXPERT, submitted, "缺", TODAY),
        lambda: assessments.begin(store, COMMITTEE, assessments.fresh("p1", Kind.EXPERT, 2026, TODAY)),
    ):
        with pytest.raises(UserError, match="不能办理这一步"):
            act()
    rounds.send_back(store, REVIEWER, submitted, "缺", TODAY)
    with pytest.raises(UserError, match=f"“{EXPERT}”的角色是专家"):
        answering.answer(store, EXPERT, submitted, "item/G01", Chosen(0))
    answering.answer(store, COMMITTEE, submitted, "item/G01", Chosen(0))


def test_a_round_is_made_beside_a_submitted_one_of_the_same_park(store: Store, submitted: str) -> None:
    head = assessments.fresh("p1", Kind.EXPERT, 2026, TODAY, based_on=submitted)
    assessments.begin(store, WHO, head)
    beside = read(store, head.id).beside
    assert beside is not None
    assert beside.answers.items["G01"] == Chosen(1)
    assert read(store, head.id).answers.items == {}


def test_a_round_is_not_made_beside_a_draft(store: Store, round_id: str) -> None:
    head = assessments.fresh("p1", Kind.EXPERT, 2026, TODAY, based_on=round_id)
    with pytest.raises(UserError, match="对照评估不能用"):
        assessments.begin(store, WHO, head)


def test_what_was_carried_over_is_no_answer_until_it_is_confirmed(store: Store, round_id: str) -> None:
    answering.answer(store, WHO, round_id, "item/G01", Chosen(1))
    with stores.begin(store, WHO, "沿用上一版") as records:
        records.query(Answer).one().pending = True
    before = read(store, round_id)
    assert (before.answers.items, before.pending) == ({}, {"item/G01": Chosen(1)})
    change = answering.confirm_pending(store, WHO, round_id, "item/G01")
    assert change is not None
    assert change.action == "确认沿用 第 1 项"
    after = read(store, round_id)
    assert (after.answers.items, after.pending) == ({"G01": Chosen(1)}, {})
    assert answering.confirm_pending(store, WHO, round_id, "item/G01") is None


def test_a_round_that_was_ever_submitted_is_not_deleted(store: Store, submitted: str) -> None:
    rounds.send_back(store, WHO, submitted, "补充材料", TODAY)
    with pytest.raises(UserError, match="这一轮提交过，不能删除"):
        assessments.remove(store, WHO, submitted)


def test_taking_back_what_was_never_answered_changes_nothing(store: Store, round_id: str) -> None:
    assert answering.answer(store, WHO, round_id, "item/G01", None) is None
