"""People on file and what their roles let them do; a store without people is as it always was."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.core.park import Park, Zone
from app.core.plan import Measure, MeasureState
from app.core.rights import Act, Person, Role
from app.errors import NotAllowed, UserError
from app.services import history, overview, parks, people, plans, rights, stores
from app.services.stores import Store
from models.people import Person as Row
from tests.conftest import TODAY, WHO
from tests.services import seal_stage as stage
from tests.services.seal_stage import LI, WANG, ZHANG

READER = "赵看"


@pytest.fixture
def staffed(store: Store) -> Store:
    """The three and a reader, a park, and a measure that waits to be closed."""
    stage.staff(store)
    people.add(store, LI, Person(id="r", name=READER, role=Role.READER))
    parks.add(store, WANG, Park(id="p1", name="示例园区"))
    measure = Measure(id="m", park_id="p1", action="示例", verifier="核查组", verified_on=TODAY)
    plans.add(store, WANG, measure)
    for state in (MeasureState.DOING, MeasureState.CHECKING):
        plans.move(store, WANG, "m", state)
    return store


def test_the_first_person_enters_himself_and_then_enters_others(store: Store) -> None:
    people.join(store, WHO, Person(id="", name=f" {WHO} ", role=Role.COMMITTEE, unit="示例管委会"))
    people.add(store, WHO, Person(id="z", name=ZHANG, role=Role.EXPERT))
    assert {person.name for person in people.listed(store)} == {WHO, ZHANG}
    found = people.named(store, WHO)
    assert found is not None
    assert found.unit == "示例管委会"


@pytest.mark.parametrize("name", ["", "   ", "一\n二", "长" * 41])
def test_a_name_that_signs_nothing_is_refused(store: Store, name: str) -> None:
    with pytest.raises(UserError, match="姓名"):
        people.add(store, WHO, Person(id="x", name=name, role=Role.EXPERT))
    assert people.listed(store) == ()


@pytest.mark.parametrize("name", [ZHANG, f" {ZHANG}"])
def test_a_name_belongs_to_one_person_even_when_retired(staffed: Store, name: str) -> None:
    people.retire(staffed, WANG, "z")
    with pytest.raises(UserError, match="已停用"):
        people.add(staffed, WANG, Person(id="x", name=name, role=Role.EXPERT))
    with pytest.raises(UserError, match="名单上已有"):
        people.edit(staffed, WANG, "l", "name", name)


def test_somebody_who_is_not_on_file_may_only_look_or_enter_himself(staffed: Store) -> None:
    with pytest.raises(NotAllowed, match="不在人员名单上") as refused:
        parks.edit(staffed, "外人", Park, "p1", "note", "改")
    assert "登记本人" in refused.value.remedy
    with pytest.raises(NotAllowed):
        people.add(staffed, "外人", Person(id="x", name="另一人", role=Role.EXPERT))
    with pytest.raises(UserError, match="本人"):
        people.join(staffed, "外人", Person(id="x", name="另一人", role=Role.EXPERT))
    people.join(staffed, "外人", Person(id="x", name="外人", role=Role.COMMITTEE))
    parks.edit(staffed, "外人", Park, "p1", "note", "改")


def test_nobody_makes_himself_a_reviewer_where_there_is_one(staffed: Store) -> None:
    with pytest.raises(NotAllowed, match="复核人"):
        people.edit(staffed, WANG, "w", "role", Role.REVIEWER)
    with pytest.raises(NotAllowed, match="复核人"):
        people.join(staffed, "外人", Person(id="x", name="外人", role=Role.REVIEWER))
    with pytest.raises(NotAllowed, match="复核人"):
        people.edit(staffed, WANG, "w", "role", "reviewer")  # as a form gives it
    people.edit(staffed, LI, "w", "role", Role.REVIEWER)
    assert people.get(staffed, "w").role is Role.REVIEWER


@pytest.mark.parametrize(
    "act",
    [
        lambda store: people.retire(store, WANG, "l"),
        lambda store: people.edit(store, WANG, "l", "active", False),
        lambda store: people.edit(store, WANG, "l", "role", Role.READER),
    ],
    ids=["retired", "ticked off", "made a reader"],
)
def test_nobody_gets_rid_of_the_reviewer_to_become_one(
    staffed: Store, act: Callable[[Store], object]
) -> None:
    with pytest.raises(NotAllowed, match="复核人的登记、调整和停用"):
        act(staffed)
    assert people.named(staffed, LI) is not None


def test_who_left_may_no_longer_write_and_can_be_brought_back(staffed: Store) -> None:
    people.retire(staffed, WANG, "z")
    assert people.named(staffed, ZHANG) is None
    with pytest.raises(NotAllowed):
        plans.edit(staffed, ZHANG, "m", "conclusion", "通过")
    people.edit(staffed, WANG, "z", "active", True)
    plans.edit(staffed, ZHANG, "m", "conclusion", "通过")


def test_somebody_who_can_act_always_stays(store: Store) -> None:
    with pytest.raises(UserError, match="至少要有一位"):
        people.add(store, WHO, Person(id="x", name="赵看", role=Role.READER))
    people.join(store, WHO, Person(id="a", name=WHO, role=Role.COMMITTEE))
    for act in (
        lambda: people.retire(store, WHO, "a"),
        lambda: people.edit(store, WHO, "a", "active", False),
        lambda: people.edit(store, WHO, "a", "role", Role.READER),
    ):
        with pytest.raises(UserError, match="至少要有一位"):
            act()
    assert people.get(store, "a").active


def test_a_role_that_is_none_is_refused(staffed: Store) -> None:
    with pytest.raises(UserError, match="角色"):
        people.edit(staffed, WANG, "z", "role", "站长")


@pytest.mark.parametrize("name", ["id", "public_key", "password"])
def test_what_is_no_field_of_a_person_is_not_changed_as_one(staffed: Store, name: str) -> None:
    with pytest.raises(UserError, match="不能直接修改"):
        people.edit(staffed, WANG, "z", name, "改")


def test_a_role_that_this_release_does_not_know_may_look_only(store: Store) -> None:
    people.join(store, WHO, Person(id="a", name=WHO, role=Role.COMMITTEE))
    with stores.begin(store, WHO, "来自以后的版本") as records:
        records.add(Row(id="b", name="以后", role="auditor"))
    assert people.get(store, "b").role is Role.READER
    with pytest.raises(NotAllowed):
        overview.name_region(store, "以后", "示例县")


WRITES: list[tuple[str, Callable[[Store, str], Any], set[str]]] = [
    ("园区", lambda s, who: parks.edit(s, who, Park, "p1", "note", "改"), {WANG, LI}),
    ("片区", lambda s, who: parks.add(s, who, Zone(id="z1", park_id="p1")), {WANG, LI}),
    ("删除园区", lambda s, who: parks.remove(s, who, Park, "p1"), {WANG, LI}),
    ("区域名称", lambda s, who: overview.name_region(s, who, "示例县"), {WANG, LI}),
    ("措施", lambda s, who: plans.edit(s, who, "m", "goal", "改"), {WANG, LI}),
    ("验收结论", lambda s, who: plans.edit(s, who, "m", "conclusion", "改"), {WANG, ZHANG, LI}),
    ("销号", lambda s, who: plans.move(s, who, "m", MeasureState.CLOSED), {ZHANG, LI}),
    ("退回整改", lambda s, who: plans.move(s, who, "m", MeasureState.DOING, "原因"), {WANG, ZHANG, LI}),
    ("删除措施", lambda s, who: plans.remove(s, who, "m"), {WANG, LI}),
    ("人员", lambda s, who: people.edit(s, who, "z", "unit", "改"), {WANG, ZHANG, LI}),
]


@pytest.mark.parametrize(("name", "write", "allowed"), WRITES, ids=[name for name, _, _ in WRITES])
def test_a_write_is_done_by_those_who_may_and_refused_to_all_others(
    staffed: Store, name: str, write: Callable[[Store, str], Any], allowed: set[str]
) -> None:
    for who in {WANG, ZHANG, LI, READER, "外人"} - allowed:
        with pytest.raises(NotAllowed) as refused:
            write(staffed, who)
        assert refused.value.remedy
    for who in sorted(allowed):
        write(staffed, who)
        history.undo(staffed, who)


def test_a_reader_undoes_nothing(staffed: Store) -> None:
    parks.edit(staffed, WANG, Park, "p1", "note", "改")
    for travel in (history.undo, history.redo):
        with pytest.raises(NotAllowed, match="只读"):
            travel(staffed, READER)
    assert parks.get(staffed, "p1").note == "改"


def test_one_takes_back_ones_own_steps_alone(staffed: Store) -> None:
    parks.edit(staffed, LI, Park, "p1", "note", "改")
    with pytest.raises(NotAllowed, match=f"是{LI}办理的"):
        history.undo(staffed, WANG)
    history.undo(staffed, LI)
    with pytest.raises(NotAllowed, match="不能代为"):
        history.redo(staffed, WANG)
    history.redo(staffed, LI)
    assert parks.get(staffed, "p1").note == "改"


def test_in_a_store_without_people_anybody_does_and_undoes_anything(store: Store) -> None:
    parks.add(store, "甲", Park(id="p", name="示例园区"))
    parks.edit(store, "乙", Park, "p", "note", "改")
    history.undo(store, "丙")
    with stores.read(store) as records:
        for act in Act:
            rights.require(records, "丁", act)


def test_every_write_of_the_services_passes_through_the_one_place_that_asks() -> None:
    rooms = Path(stores.__file__).parents[1].rglob("*.py")
    direct = re.compile(r"\bstore\.(begin|rewrite)\(")
    assert {path.name for path in rooms if direct.search(path.read_text("utf-8"))} == {"stores.py"}
    assert "rights.require" in inspect.getsource(stores.begin)
