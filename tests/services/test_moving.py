"""A round moved to another edition: what goes along, what waits, what stays, and that the old round is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from app.core.answers import Check, CheckState, Chosen, Counted, NotApplicable, VetoMark, VetoState
from app.core.dossier import AssessmentState, Dossier
from app.core.edition_diff import Fate
from app.core.evidence import Evidence
from app.core.park import Park
from app.core.rights import Person, Role
from app.core.rollup import Kind
from app.errors import UserError
from app.services import (
    answering,
    assessments,
    dossiers,
    edition_import,
    evidence,
    history,
    moving,
    people,
    rounds,
    standards,
    stores,
)
from app.services.stores import Store
from models import assessment as tables
from models import evidence as evidence_tables
from models import expert
from tests.conftest import TODAY, WHO
from tests.services import editions

ANSWERS = {
    "item/K01": Chosen(3),
    "item/K02": Chosen(1),
    "item/K03": Chosen(2),
    "item/K04": Counted({"power": 1}),
    "item/K08": Chosen(1),
    "gate/K2-gate": True,
    "veto/V1": VetoMark(VetoState.CLEAR),
    "veto/V2": VetoMark(VetoState.TRIGGERED, "逾期"),
    "check/H1-1": Check(CheckState.MET),
    "check/H1-2": Check(CheckState.NOT_APPLICABLE, "没有此类规划"),
}
FINDINGS = {"item/K02": "评估已过期", "item/K03": "缺两幅图", "item/K08": "夜间无人"}
NEW = "new-round"


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for edition in (editions.first(), editions.second()):
        edition_import.keep(edition_import.propose(edition))


@pytest.fixture
def old(store: Store, park: Park) -> str:
    head = assessments.fresh(park.id, Kind.SELF, 2026, TODAY, "all-kinds")
    assessments.begin(store, WHO, replace(head, team="王工"))
    answering.answer_all(store, WHO, head.id, ANSWERS, findings=FINDINGS)
    return head.id


def moved(store: Store, old: str) -> Dossier:
    moving.move(store, WHO, old, "all-kinds-2", TODAY, new_id=NEW)
    return dossiers.gather(store, NEW, TODAY)


def rows(store: Store, assessment_id: str) -> list[tuple[object, ...]]:
    """Everything that the store holds of a round."""
    with stores.read(store) as records:
        head = assessments.row(records, assessment_id)
        answers = select(tables.Answer).where(tables.Answer.assessment_id == assessment_id)
        every: Iterator[object] = iter((head, *records.scalars(answers.order_by(tables.Answer.id))))
        return [tuple(getattr(row, column.key) for column in type(row).__table__.columns) for row in every]


def test_a_carried_answer_stands_in_the_new_round(store: Store, old: str) -> None:
    new = moved(store, old)
    assert new.answers.items["K01"] == Chosen(3)
    assert new.answers.items["K04"] == Counted({"power": 1})
    assert new.answers.gates == {"K2-gate": True}
    assert new.answers.vetoes == {"V1": VetoMark(VetoState.CLEAR)}
    assert new.answers.checks == {"H1-2": Check(CheckState.NOT_APPLICABLE, "没有此类规划")}


def test_a_reworded_answer_is_filled_in_and_counts_only_once_confirmed(store: Store, old: str) -> None:
    new = moved(store, old)
    assert new.pending == {"item/K02": Chosen(1), "check/H1-1": Check(CheckState.MET)}
    assert "K02" in new.verdict.unanswered
    answering.confirm_pending(store, WHO, NEW, "item/K02")
    assert dossiers.gather(store, NEW, TODAY).answers.items["K02"] == Chosen(1)


def test_where_levels_changed_what_was_found_goes_along_and_the_answer_does_not(
    store: Store, old: str
) -> None:
    new = moved(store, old)
    assert "K03" not in new.answers.items
    assert "item/K03" not in new.pending
    assert new.remarks["item/K03"].finding == "缺两幅图"
    assert "V2" not in new.answers.vetoes


def test_what_is_new_is_unanswered_and_what_is_retired_stays_beside(store: Store, old: str) -> None:
    new = moved(store, old)
    assert "K09" in new.verdict.unanswered
    assert "item/K08" not in new.remarks
    assert new.beside is not None
    assert new.beside.answers.items["K08"] == Chosen(1)
    assert new.beside.remarks["item/K08"].finding == "夜间无人"


def test_the_new_round_is_the_old_ones_kind_and_year_open_and_says_where_it_comes_from(
    store: Store, old: str
) -> None:
    rounds.submit(store, WHO, old, TODAY)
    head = moved(store, old).assessment
    assert (head.kind, head.year, head.team, head.based_on) == (Kind.SELF, 2026, "王工", old)
    assert head.state is AssessmentState.DRAFT
    assert "测试标准（各种计分方式） 1 版）转用" in head.note


def test_the_old_round_is_left_as_it_was_to_the_last_column(store: Store, old: str) -> None:
    rounds.submit(store, WHO, old, TODAY)
    before = rows(store, old)
    moved(store, old)
    answering.answer(store, WHO, NEW, "item/K01", Chosen(0))
    assert rows(store, old) == before


def test_one_undo_takes_the_whole_new_round_back(store: Store, old: str) -> None:
    before = {head.id for head in assessments.listed(store, "p1")}
    moved(store, old)
    history.undo(store, WHO)
    assert {head.id for head in assessments.listed(store, "p1")} == before
    assert history.verify(store) == ()


def test_the_preview_tells_all_of_it_and_writes_nothing(store: Store, old: str) -> None:
    before = history.entries(store)
    found = moving.preview(store, old, "all-kinds-2")
    fates = {line.difference.subject: line.difference.fate for line in found.lines}
    assert {subject for subject, fate in fates.items() if fate is not Fate.CARRIED} == {
        "item/K02", "item/K03", "item/K08", "item/K09", "check/H1-1", "veto/V2",
    }  # fmt: skip
    assert (found.carried, found.to_confirm) == (5, 2)
    assert next(line.given for line in found.lines if line.difference.subject == "item/K08") == Chosen(1)
    assert history.entries(store) == before


def test_the_list_is_the_same_after_the_move_whatever_was_answered_since(store: Store, old: str) -> None:
    found = moving.preview(store, old, "all-kinds-2")
    moved(store, old)
    answering.answer(store, WHO, NEW, "item/K03", Chosen(0))
    assert moving.made(store, NEW) == found
    assert moving.made(store, old) is None


def test_files_prove_the_same_questions_in_the_new_round(store: Store, old: str) -> None:
    with stores.begin(store, WHO, "登记佐证") as records:
        file = evidence_tables.Evidence(park_id="p1", sha256="0" * 64, name="报告.pdf", size=9, kind="report")
        records.add(file)
        for subject in ("item/K01", "item/K03", "item/K08"):
            records.add(evidence_tables.EvidenceLink(evidence_id=file.id, assessment_id=old, subject=subject))
    assert {subject: len(files) for subject, files in moved(store, old).evidence.items()} == {
        "item/K01": 1,
        "item/K03": 1,
    }
    with stores.read(store) as records:
        files: tuple[Evidence, ...] = evidence.of_round(records, old)["item/K08"]
    assert [one.name for one in files] == ["报告.pdf"]


def test_what_waited_to_be_confirmed_waits_on(store: Store, old: str) -> None:
    moved(store, old)
    third = editions.edition(id="all-kinds-3", version="3")
    edition_import.keep(edition_import.propose(third))
    back = moving.preview(store, NEW, "all-kinds-3")
    assert next(line.given for line in back.lines if line.difference.subject == "item/K02") == Chosen(1)
    # Both are worded as in the edition before, and neither was confirmed there: nothing of them stands at once.
    assert {line.difference.subject for line in back.lines if line.waits} == {"item/K02", "check/H1-1"}
    moving.move(store, WHO, NEW, "all-kinds-3", TODAY, new_id="third")
    assert "item/K02" in dossiers.gather(store, "third", TODAY).pending


def test_a_move_that_would_leave_no_item_that_applies_asks_for_confirmation(store: Store, park: Park) -> None:
    def retire(found: dict[str, list[dict[str, object]]]) -> None:
        found["item"] = [item for item in found["item"] if item["id"] in ("K02", "K04", "K07")]
        found["section"][0].pop("minimum")
        found["section"][2].pop("minimum")

    edition_import.keep(edition_import.propose(editions.edition(retire, id="small", version="9")))
    head = assessments.fresh(park.id, Kind.SELF, 2026, TODAY, "all-kinds")
    assessments.begin(store, WHO, head)
    away = {f"item/{key}": NotApplicable("不涉及") for key in ("K02", "K04", "K07")}
    answering.answer_all(store, WHO, head.id, {"item/K01": Chosen(0), **away})
    moving.move(store, WHO, head.id, "small", TODAY, new_id=NEW)
    assert set(dossiers.gather(store, NEW, TODAY).pending) == set(away)


def test_a_rule_switched_off_without_a_reason_is_asked_about_where_it_is_in_force_now(
    store: Store, park: Park
) -> None:
    def switch(on: bool) -> editions.Change:
        return lambda found: found["veto"][0].update(enabled=on)

    for name, on in (("before", False), ("after", True)):
        edition_import.keep(edition_import.propose(editions.edition(switch(on), id=name, version=name)))
    head = assessments.fresh(park.id, Kind.SELF, 2026, TODAY, "before")
    assessments.begin(store, WHO, head)
    answering.answer(store, WHO, head.id, "veto/V1", VetoMark(VetoState.OFF))
    assert moving.preview(store, head.id, "after").to_confirm == 1
    moving.move(store, WHO, head.id, "after", TODAY, new_id=NEW)
    assert dossiers.gather(store, NEW, TODAY).pending == {"veto/V1": VetoMark(VetoState.OFF)}


def test_experts_keep_their_sections_and_what_each_found_of_carried_questions(
    store: Store, park: Park
) -> None:
    people.add(store, WHO, Person(id="", name=WHO, role=Role.EXPERT))
    person = people.listed(store)[0].id
    head = assessments.fresh(park.id, Kind.EXPERT, 2026, TODAY, "all-kinds")
    assessments.begin(store, WHO, head)
    with stores.begin(store, WHO, "分工") as records:
        for section in ("K1", "H1", "gone"):
            records.add(expert.Assignment(assessment_id=head.id, person_id=person, section_id=section))
        for subject in ("item/K01", "item/K02"):
            records.add(
                expert.Judgement(
                    assessment_id=head.id, person_id=person, subject=subject, value='{"level": 1}'
                )
            )
    moving.move(store, WHO, head.id, "all-kinds-2", TODAY, new_id=NEW)
    with stores.read(store) as records:
        tasks = records.scalars(select(expert.Assignment).where(expert.Assignment.assessment_id == NEW))
        assert sorted(task.section_id for task in tasks) == ["H1", "K1"]
        said = records.scalars(select(expert.Judgement).where(expert.Judgement.assessment_id == NEW))
        assert [one.subject for one in said] == ["item/K01"]


@pytest.mark.parametrize(
    ("edition", "says"),
    [("all-kinds", "用的就是"), ("ten-two-2024", "没有评分项"), ("unknown", "没有标准包")],
)
def test_where_a_round_cannot_go_is_told_and_nothing_is_written(
    store: Store, old: str, edition: str, says: str
) -> None:
    before = history.entries(store)
    with pytest.raises(UserError, match=says):
        moving.preview(store, old, edition)
    with pytest.raises(UserError, match=says):
        moving.move(store, WHO, old, edition, TODAY, new_id=NEW)
    assert history.entries(store) == before


def test_only_who_may_begin_such_a_round_may_move_it(store: Store, old: str) -> None:
    people.add(store, WHO, Person(id="", name=WHO, role=Role.COMMITTEE))
    people.add(store, WHO, Person(id="", name="李专家", role=Role.EXPERT))
    with pytest.raises(UserError, match="不能办理"):
        moving.move(store, "李专家", old, "all-kinds-2", TODAY, new_id=NEW)


def test_the_moved_round_grades_without_the_folder_of_its_edition(store: Store, old: str) -> None:
    moved(store, old)
    for own in standards.owned():
        edition_import.put_aside(own.folder)
    standards._read.clear()
    assert dossiers.gather(store, NEW, TODAY).standard == editions.second()
