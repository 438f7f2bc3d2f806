"""A round from its beginning to its end, through the services that the window uses."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app import paths
from app.core.answers import Check, CheckState, Chosen, Counted, Given, NotApplicable, VetoMark, VetoState
from app.core.dossier import AssessmentState
from app.core.park import Park
from app.core.rollup import Kind
from app.errors import UserError
from app.files import packs
from app.services import answering, assessments, dossiers, history, rounds, standards
from app.services.stores import Store
from tests.conftest import TODAY, WHO

EDITIONS = Path(__file__).parent.parent / "editions"


def verdict_of(store: Store, round_id: str) -> dossiers.Dossier:
    return dossiers.gather(store, round_id, TODAY)


def answer_everything(store: Store, round_id: str) -> None:
    best = {f"item/{item.id}": Chosen(len(item.scoring.levels) - 1) for item in guide().items}
    answering.answer_all(store, WHO, round_id, best)


def guide() -> standards.Standard:
    return standards.find("guide-2023-trial").standard


def test_an_answer_is_on_disk_when_the_service_returns(store: Store, round_id: str) -> None:
    change = answering.answer(store, WHO, round_id, "item/G07", Chosen(1))
    assert change is not None
    assert change.action == "作答 第 7 项"
    assert verdict_of(store, round_id).answers.items == {"G07": Chosen(1)}


def test_an_answer_taken_back_leaves_the_item_unanswered(store: Store, round_id: str) -> None:
    answering.answer(store, WHO, round_id, "item/G07", Chosen(1))
    answering.answer(store, WHO, round_id, "item/G07", None)
    assert verdict_of(store, round_id).answers.items == {}


def test_the_same_answer_again_writes_no_revision(store: Store, round_id: str) -> None:
    answering.answer(store, WHO, round_id, "item/G07", Chosen(1))
    assert answering.answer(store, WHO, round_id, "item/G07", Chosen(1)) is None


@pytest.mark.parametrize(
    ("subject", "given"),
    [
        ("item/G07", Chosen(9)),
        ("item/G07", Counted({"x": 1})),
        ("item/G07", NotApplicable("  ")),
        ("item/G99", Chosen(0)),
        ("check/Y01-1", Chosen(0)),
        ("check/Y01-1", Check(CheckState.NOT_APPLICABLE)),
        ("veto/V1", VetoMark(VetoState.OFF)),
        ("nothing", True),
    ],
)
def test_what_cannot_be_an_answer_is_refused_with_a_remedy_and_nothing_is_written(
    store: Store, round_id: str, subject: str, given: Given
) -> None:
    before = history.entries(store)
    with pytest.raises(UserError) as refused:
        answering.answer(store, WHO, round_id, subject, given)
    assert refused.value.remedy
    assert history.entries(store) == before


def test_the_last_item_that_applies_cannot_be_left_out(store: Store, round_id: str) -> None:
    *others, last = (f"item/{item.id}" for item in guide().items)
    answering.answer_all(store, WHO, round_id, dict.fromkeys(others, NotApplicable("不涉及")))
    with pytest.raises(UserError, match="所有项都选了“不适用”"):
        answering.answer(store, WHO, round_id, last, NotApplicable("不涉及"))
    assert len(verdict_of(store, round_id).answers.items) == 33


def test_a_finding_is_kept_beside_its_answer(store: Store, round_id: str) -> None:
    answering.remark(store, WHO, round_id, "item/G07", finding="评估报告已超过三年", checked_on=TODAY)
    remark = verdict_of(store, round_id).remarks["item/G07"]
    assert (remark.finding, remark.checked_on) == ("评估报告已超过三年", TODAY)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("finding", "长" * 20_001, "存在问题：太长"), ("checked_on", date(205, 6, 1), "核查日期：日期超出")],
)
def test_a_remark_that_cannot_stand_is_refused(
    store: Store, round_id: str, name: str, value: object, said: str
) -> None:
    with pytest.raises(UserError, match=said):
        answering.remark(store, WHO, round_id, "item/G07", **{name: value})
    assert verdict_of(store, round_id).remarks == {}


def test_a_submitted_round_cannot_be_changed_until_it_is_sent_back(store: Store, round_id: str) -> None:
    rounds.submit(store, WHO, round_id, TODAY)
    with pytest.raises(UserError, match="已提交"):
        answering.answer(store, WHO, round_id, "item/G07", Chosen(1))
    rounds.send_back(store, WHO, round_id, "第 7 项证据不足", TODAY)
    answering.answer(store, WHO, round_id, "item/G07", Chosen(1))
    assert "第 7 项证据不足" in assessments.get(store, round_id).note


def test_sending_back_without_a_reason_is_refused(store: Store, round_id: str) -> None:
    rounds.submit(store, WHO, round_id, TODAY)
    with pytest.raises(UserError, match="原因"):
        rounds.send_back(store, WHO, round_id, " ", TODAY)


def test_a_review_with_unanswered_items_cannot_be_confirmed(store: Store, park: Park) -> None:
    review = assessments.fresh(park.id, Kind.REVIEW, 2026, TODAY)
    assessments.begin(store, WHO, review)
    with pytest.raises(UserError, match="34 项未作答"):
        rounds.confirm(store, WHO, review.id, TODAY)


@pytest.mark.parametrize("kind", [Kind.REVIEW, Kind.EXPERT])
def test_a_round_that_counts_is_confirmed_once_every_veto_was_looked_at(
    store: Store, park: Park, kind: Kind
) -> None:
    head = assessments.fresh(park.id, kind, 2026, TODAY)
    assessments.begin(store, WHO, head)
    answer_everything(store, head.id)
    answering.answer(store, WHO, head.id, "veto/V1", VetoMark(VetoState.CLEAR))
    end = rounds.confirm if kind is Kind.REVIEW else rounds.submit
    with pytest.raises(UserError, match="还有 5 条否决情形未核对（V2、V3、V4、V5、V6）") as refused:
        end(store, WHO, head.id, TODAY)
    assert "否决情形" in refused.value.remedy
    off = VetoMark(VetoState.OFF, "本省不采用")
    marks = {f"veto/V{n}": off if n == 2 else VetoMark(VetoState.CLEAR) for n in range(2, 7)}
    answering.answer_all(store, WHO, head.id, marks)
    end(store, WHO, head.id, TODAY)
    wanted = AssessmentState.CONFIRMED if kind is Kind.REVIEW else AssessmentState.SUBMITTED
    assert assessments.get(store, head.id).state is wanted


def test_a_self_assessment_may_be_submitted_with_vetoes_nobody_looked_at(store: Store, round_id: str) -> None:
    answer_everything(store, round_id)
    rounds.submit(store, WHO, round_id, TODAY)
    assert assessments.get(store, round_id).state is AssessmentState.SUBMITTED


def test_one_undo_takes_a_whole_entry_back(store: Store, round_id: str) -> None:
    answer_everything(store, round_id)
    history.undo(store, WHO)
    assert verdict_of(store, round_id).answers.items == {}
    history.redo(store, WHO)
    assert len(verdict_of(store, round_id).answers.items) == 34


def test_a_round_keeps_the_edition_that_it_began_with(store: Store, round_id: str) -> None:
    head = assessments.get(store, round_id)
    assert head.edition_checksum == guide().checksum
    assert verdict_of(store, round_id).standard.edition.id == "guide-2023-trial"


def test_a_later_release_with_other_rules_grades_an_old_round_as_before(
    store: Store, round_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_everything(store, round_id)
    before = verdict_of(store, round_id).verdict
    later = {key: source.files for key, source in standards.shipped().items()}
    for key, files in later.items():
        later[key] = {name: text.replace(b"points = 5,", b"points = 50,") for name, text in files.items()}
    released = {key: standards.Source(packs.loads(files), files) for key, files in later.items()}
    monkeypatch.setattr(standards, "shipped", lambda: released)
    monkeypatch.setattr(standards, "_read", {})
    assert guide().checksum != before.standard.checksum
    after = verdict_of(store, round_id).verdict
    assert (after.standard.checksum, after.low.card) == (before.standard.checksum, before.low.card)
    fresh = assessments.fresh("p1", Kind.SELF, 2027, TODAY)
    assert fresh.edition_checksum == guide().checksum


def test_an_edition_altered_in_the_store_stops_grading(
    store: Store, park: Park, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = assessments.fresh(park.id, Kind.SELF, 2026, TODAY)
    assessments.begin(store, WHO, head)
    # Past the history, as someone with a database tool would.
    with closing(sqlite3.connect(store.path)) as raw, raw:
        raw.execute("UPDATE edition SET content = replace(content, '园区应当', '园区可以')")
    monkeypatch.setattr(standards, "shipped", dict)
    monkeypatch.setattr(standards, "_read", {})
    with pytest.raises(UserError) as refused:
        dossiers.gather(store, head.id, TODAY)
    assert "被改动过" in refused.value.what


def test_an_edition_that_is_nowhere_cannot_be_pinned(store: Store, park: Park) -> None:
    head = assessments.fresh(park.id, Kind.SELF, 2026, TODAY)
    with pytest.raises(UserError, match="标准包"):
        assessments.begin(store, WHO, replace(head, edition_checksum="0" * 64))
    assert assessments.listed(store, park.id) == ()


def test_a_deleted_draft_comes_back_by_undo_with_its_answers(store: Store, round_id: str) -> None:
    answering.answer(store, WHO, round_id, "item/G07", Chosen(1))
    assessments.remove(store, WHO, round_id)
    with pytest.raises(UserError, match="不在"):
        assessments.get(store, round_id)
    history.undo(store, WHO)
    assert verdict_of(store, round_id).answers.items == {"G07": Chosen(1)}


def test_an_edition_of_ones_own_is_offered_and_stays_with_the_round_when_its_folder_is_gone(
    store: Store, park: Park, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path)
    own = tmp_path / "standards"
    shutil.copytree(EDITIONS / "all-kinds", own / "ours")
    (own / "faulty").mkdir()
    (own / "faulty" / "edition.toml").write_text("[edition]\n", "utf-8")
    edition = standards.find("all-kinds").standard
    head = assessments.fresh(park.id, Kind.SELF, 2026, TODAY, edition.edition.id)
    assessments.begin(store, WHO, head)
    shutil.rmtree(own)
    monkeypatch.setattr(standards, "_read", {})
    assert verdict_of(store, head.id).standard == edition
