"""A sealed round through every door there is: each writing service refuses, or leaves the seal as valid as before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.core.park import Park, Zone
from app.core.rollup import Kind
from app.errors import NotAllowed, UserError
from app.files import evidence_files
from app.services import assessments, history, parks, rounds, seal_check, seals, stores
from app.services.seals import Holding
from app.services.stores import Store
from models import rows
from models.assessment import Assessment, Edition
from models.base import Base
from tests.conftest import TODAY
from tests.services import seal_stage as stage
from tests.services.seal_doors import OPENING, doors, knock
from tests.services.seal_stage import LI, NOW, WANG, ZHANG, Sealed


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Sealed]]:
    folder = tmp_path_factory.mktemp("sealed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        with stores.open_store(folder / "s.sqlite", WANG) as store:
            yield folder, stage.sealed(store)


@pytest.fixture
def sealed(made: tuple[Path, Sealed], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sealed]:
    """A copy of one's own, with its files and keys."""
    folder, known = made
    shutil.copytree(folder, tmp_path / "copy", ignore=shutil.ignore_patterns("*.lock"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "copy" / "data"))
    with stores.open_store(tmp_path / "copy" / "s.sqlite", WANG) as store:
        yield Sealed(store, known.round_id, known.evidence_id, known.sha256, known.expert_id)


def holds(sealed: Sealed) -> bool:
    shown = seals.shown(sealed.store, sealed.round_id)
    return [each.holding for each in shown] == [Holding.SIGNED]


@pytest.mark.parametrize("who", [ZHANG, LI, WANG])
def test_every_writing_service_refuses_or_leaves_the_seal_valid(sealed: Sealed, who: str) -> None:
    for door, function in doors().items():
        if door in OPENING:
            continue
        knock(door, function, sealed, who)
        standing = seals.shown(sealed.store, sealed.round_id)
        assert ZHANG in {each.seal.signer for each in standing}, door
        assert Holding.BROKEN not in {each.holding for each in standing}, door
    assert seal_check.verify_all(sealed.store) == ()
    assert history.verify(sealed.store) == ()


def test_reopening_with_a_reason_opens_the_seal_and_keeps_it(sealed: Sealed) -> None:
    rounds.reopen(sealed.store, LI, sealed.round_id, "漏查一处", TODAY)
    assert seals.current(sealed.store, sealed.round_id) is None
    (kept,) = seals.of_round(sealed.store, sealed.round_id)
    assert (kept.opened_by, kept.opened_reason) == (LI, "漏查一处")
    assert kept.opened_at
    assert seal_check.verify_all(sealed.store) == ()


def rows_of_the_round(sealed: Sealed) -> list[tuple[str, str]]:
    """Table and key of everything that the seal covers."""
    with sealed.store.read() as records:
        found: list[tuple[str, str]] = []
        for table in (
            "assessment",
            "answer",
            "assignment",
            "judgement",
            "opinion",
            "evidence",
            "evidence_link",
        ):
            found.extend((table, key) for key, _ in rows.every(records.connection(), table))
        return found + [("edition", key) for key, _ in rows.every(records.connection(), "edition")]


def _kinds() -> dict[str, type]:
    return {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}


def _overwrite(store: Store, kind: Any, key: str, column: str) -> None:
    wanted = str(kind.__table__.columns[column].type)
    with stores.begin(store, WANG, "越权") as records:
        row = records.get_one(kind, key)
        held = getattr(row, column)
        other = {"BOOLEAN": not held, "INTEGER": 7, "VARCHAR(10)": date(2020, 1, 1)}.get(wanted, f"{held}改")
        setattr(row, column, other)


@pytest.mark.parametrize(
    "table",
    ["assessment", "answer", "assignment", "judgement", "opinion", "evidence", "evidence_link", "edition"],
)
def test_even_a_service_that_asks_nothing_changes_and_deletes_no_sealed_record(
    sealed: Sealed, table: str
) -> None:
    kind = _kinds()[table]
    keys = [key for name, key in rows_of_the_round(sealed) if name == table]
    assert keys
    for column in kind.__table__.columns:
        if column.primary_key or column.foreign_keys:
            continue
        with pytest.raises(NotAllowed):
            _overwrite(sealed.store, kind, keys[0], column.name)
    with pytest.raises(UserError), stores.begin(sealed.store, WANG, "越权") as records:
        records.delete(records.get_one(kind, keys[0]))
    assert holds(sealed)


def test_the_park_of_a_sealed_round_is_not_removed(sealed: Sealed) -> None:
    with pytest.raises(NotAllowed, match="签章"):
        parks.remove(sealed.store, WANG, Park, "p1")
    assert parks.get(sealed.store, "p1")


def test_a_round_that_was_ever_sealed_is_not_deleted_with_its_park(sealed: Sealed) -> None:
    rounds.reopen(sealed.store, LI, sealed.round_id, "漏查一处", TODAY)
    with pytest.raises(NotAllowed, match="签章记录须留存"):
        parks.remove(sealed.store, WANG, Park, "p1")


def test_the_seal_itself_is_undone_by_nobody(sealed: Sealed) -> None:
    with pytest.raises(NotAllowed, match="不能撤销") as refused:
        history.undo(sealed.store, ZHANG)
    assert "退回并写明原因" in refused.value.remedy
    rounds.reopen(sealed.store, LI, sealed.round_id, "漏查一处", TODAY)
    with pytest.raises(NotAllowed, match="不能撤销"):
        history.undo(sealed.store, LI)


def test_what_was_undone_before_the_seal_is_not_redone_over_it(sealed: Sealed) -> None:
    """The seal is a new step: it leaves nothing to redo."""
    with pytest.raises(UserError, match="没有可以重做"):
        history.redo(sealed.store, ZHANG)
    assert holds(sealed)


def test_a_transaction_that_opens_the_seal_may_change_the_round(sealed: Sealed) -> None:
    with stores.begin(sealed.store, LI, "退回") as records:
        seals.open_again(records, LI, sealed.round_id, "示例原因", NOW)
        records.get_one(Assessment, sealed.round_id).state = "returned"
    assert seals.current(sealed.store, sealed.round_id) is None


def test_opening_without_a_reason_is_refused(sealed: Sealed) -> None:
    with pytest.raises(UserError, match="没有写原因"), stores.begin(sealed.store, LI, "退回") as records:
        seals.open_again(records, LI, sealed.round_id, "  ")
    assert holds(sealed)


def test_other_rounds_and_the_rest_of_the_park_go_on(sealed: Sealed) -> None:
    parks.add(sealed.store, WANG, Zone(id="z1", park_id="p1", name="新片区"))
    assessments.begin(sealed.store, ZHANG, assessments.fresh("p1", Kind.EXPERT, 2027, TODAY))
    assert holds(sealed)


def test_a_seal_costs_an_ordinary_answer_one_question_to_the_store(sealed: Sealed) -> None:
    """Which the index of the seals answers."""
    with stores.read(sealed.store) as records:
        plan = records.connection().exec_driver_sql(
            "explain query plan select assessment_id from seal where opened_at is null and (assessment_id in"
            " (select assessment_id from answer where id in ('x')) or assessment_id in ('y'))"
        )
        steps = [str(row[3]) for row in plan]
    assert all("SCAN" not in step for step in steps), steps


def test_the_file_of_sealed_evidence_stays_where_it_is(sealed: Sealed) -> None:
    path = evidence_files.path_of(sealed.store.path, sealed.sha256)
    for door, function in doors().items():
        if door.startswith("evidence_"):
            knock(door, function, sealed, ZHANG)
    assert evidence_files.sound(path, sealed.sha256)


def test_a_confirmed_self_assessment_that_was_sealed_before_keeps_that_seal(store: Store) -> None:
    """The committee signs what it hands in; the reviewer's part comes after, and is sealed by him."""
    stage.staff(store)
    parks.add(store, WANG, Park(id="p1", name="示例园区"))
    head = assessments.fresh("p1", Kind.SELF, 2026, TODAY)
    assessments.begin(store, WANG, head)
    rounds.submit(store, WANG, head.id, TODAY)
    seals.seal(store, WANG, head.id, NOW)
    rounds.confirm(store, LI, head.id, TODAY)
    assert [each.holding for each in seals.shown(store, head.id)] == [Holding.UNSIGNED]
    seals.seal(store, LI, head.id, NOW)
    assert {each.seal.signer for each in seals.shown(store, head.id)} == {WANG, LI}
    assert seal_check.verify_all(store) == ()


def test_an_edition_that_no_sealed_round_is_pinned_to_may_still_change(sealed: Sealed) -> None:
    with stores.begin(sealed.store, WANG, "示例") as records:
        records.add(
            Edition(checksum="x", edition_id="x", title="另一版", version="1", content="{}", added_at="")
        )
    with stores.begin(sealed.store, WANG, "示例") as records:
        records.get_one(Edition, "x").title = "改"
    assert holds(sealed)
