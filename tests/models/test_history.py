"""Undo and redo: the inverse of what was recorded, through the chain."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select

from models import history, rows, store
from models.faults import NothingToRedo, NothingToUndo, RowChanged
from models.park import Enterprise, Park, Zone


def answer(filled, name):
    with filled.begin("李", name) as records:
        records.get(Park, "p").name = name


def test_undo_brings_back_a_deleted_park_with_all_that_belonged_to_it(filled, everything):
    before = everything(filled)
    with filled.begin("李", "删除园区") as records:
        records.delete(records.get(Park, "p"))
    change = history.undo(filled, "李")
    assert everything(filled) == before
    assert (change.kind, change.action, len(change.rows)) == ("undo", "删除园区", 6)


def test_redo_does_again_what_undo_took_back(filled, everything):
    answer(filled, "甲")
    after = everything(filled)
    history.undo(filled, "李")
    change = history.redo(filled, "李")
    assert everything(filled) == after
    assert (change.seq, change.kind, change.action) == (4, "redo", "甲")


def test_undo_and_redo_name_what_they_would_act_on(filled):
    for name in "甲乙丙":
        answer(filled, name)
    history.undo(filled, "李")
    history.undo(filled, "李")
    assert history.undoable(filled) == (2, "甲")
    assert history.redoable(filled) == (3, "乙")
    history.redo(filled, "李")
    assert history.undoable(filled) == (3, "乙")
    assert history.redoable(filled) == (4, "丙")


def test_a_new_write_forgets_what_could_be_redone(filled):
    answer(filled, "甲")
    history.undo(filled, "李")
    answer(filled, "乙")
    assert history.redoable(filled) is None
    with pytest.raises(NothingToRedo):
        history.redo(filled, "李")
    assert history.undoable(filled)[1] == "乙"


def test_with_nothing_done_nothing_can_be_undone(opened):
    assert history.undoable(opened) is None
    with pytest.raises(NothingToUndo):
        history.undo(opened, "李")
    assert history.entries(opened) == ()


def test_undo_is_refused_where_a_row_was_changed_past_the_history(filled, path, everything):
    answer(filled, "甲")
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE park SET name = '暗改'")
    before = everything(filled)
    with pytest.raises(RowChanged) as caught:
        history.undo(filled, "李")
    assert (caught.value.table, caught.value.key, caught.value.column) == ("park", "p", "name")
    assert everything(filled) == before


def test_undo_puts_back_two_values_that_had_changed_places(filled, everything):
    from models.assessment import Answer

    with filled.begin("李", "新增") as records:
        records.add(Answer(id="v", assessment_id="a", subject="2"))
    with filled.begin("李", "移开") as records:
        records.get(Answer, "w").subject = "3"
        records.flush()
        records.get(Answer, "v").subject = "1"
        records.flush()
        records.get(Answer, "w").subject = "2"
    after = everything(filled)
    history.undo(filled, "李")
    history.redo(filled, "李")
    assert everything(filled) == after


def test_the_list_shows_the_latest_first_and_turns_the_page(filled):
    for name in "甲乙丙":
        answer(filled, name)
    history.undo(filled, "赵")
    page = history.entries(filled, limit=2)
    assert [(entry.seq, entry.who, entry.action, entry.kind, entry.target) for entry in page] == [
        (5, "赵", "丙", "undo", 4),
        (4, "李", "丙", "do", None),
    ]
    assert page[0].at == "2026-05-01T08:00:05.000000+00:00"
    assert [entry.seq for entry in history.entries(filled, limit=2, before=4)] == [3, 2]


def test_the_rows_of_one_entry_can_be_read(filled):
    answer(filled, "甲")
    (row,) = history.changes(filled, 2)
    assert (row.before, row.after) == ({"name": "示例园区"}, {"name": "甲"})
    assert history.changes(filled, 99) == ()


def test_what_can_be_undone_is_found_without_walking_the_chain(filled, path):
    for turn in range(30):
        answer(filled, str(turn))
        history.undo(filled, "李")
    seen: list[str] = []
    with filled.read() as records:
        raw = records.connection().connection.driver_connection
    raw.set_trace_callback(seen.append)
    assert history.undoable(filled) == (1, "新建园区")
    raw.set_trace_callback(None)
    assert len([line for line in seen if line.startswith("SELECT")]) == 2


class Desk(RuleBasedStateMachine):
    """People add, change, delete, fail, undo, redo and reopen in any order."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "s.sqlite"
        self.store = store.create(self.path, "王")
        self.states = [self.look()]
        self.undone = []

    def look(self):
        with self.store.read() as records:
            connection = records.connection()
            return {
                (table, key): row for table in rows.tables() for key, row in rows.every(connection, table)
            }

    def do(self, work):
        with self.store.begin("王", "做") as records:
            work(records, records.scalars(select(Park).order_by(Park.id)).all())
        if records.change is not None:
            self.states.append(self.look())
            self.undone.clear()

    @rule(name=st.text("示例园𬭩 a", max_size=4), area=st.decimals(0, 99, places=2))
    def add_park(self, name, area):
        def work(records, parks):
            park = Park(name=name, built_area=area)
            records.add_all([park, Zone(park_id=park.id, position=1, area=area / 2)])

        self.do(work)

    @rule(pick=st.integers(0, 9), name=st.sampled_from("甲乙丙"), crowd=st.integers(0, 3))
    def change_several(self, pick, name, crowd):
        def work(records, parks):
            for park in parks[pick : pick + crowd]:
                park.name, park.archived = name, not park.archived
                records.add(Enterprise(park_id=park.id, name=name))
                for zone in records.scalars(select(Zone).where(Zone.park_id == park.id)):
                    zone.area = Decimal(pick)

        self.do(work)

    @rule(pick=st.integers(0, 9))
    def delete_park(self, pick):
        self.do(lambda records, parks: [records.delete(park) for park in parks[pick : pick + 1]])

    @rule(pick=st.integers(0, 9))
    def replace_park(self, pick):
        def work(records, parks):
            for park in parks[pick : pick + 1]:
                records.delete(park)
                records.add(Park(name=park.name))

        self.do(work)

    @rule()
    def fail(self):
        def work(records, parks):
            records.add(Park(name="不该留下"))
            records.flush()
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            self.do(work)

    @precondition(lambda self: len(self.states) > 1)
    @rule()
    def undo(self):
        history.undo(self.store, "王")
        self.undone.append(self.states.pop())

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self):
        history.redo(self.store, "王")
        self.states.append(self.undone.pop())

    @rule()
    def reopen(self):
        self.store.close()
        self.store = store.open(self.path, "王")

    @invariant()
    def the_rows_are_as_they_should_be(self):
        assert self.look() == self.states[-1]

    @invariant()
    def the_chain_verifies(self):
        assert history.verify(self.store) == ()

    @invariant()
    def the_menu_knows_what_is_left(self):
        assert (history.undoable(self.store) is not None) == (len(self.states) > 1)
        assert (history.redoable(self.store) is not None) == bool(self.undone)

    def teardown(self):
        while history.undoable(self.store):
            history.undo(self.store, "王")
        assert self.look() == self.states[0] == {}
        assert history.verify(self.store) == ()
        self.store.close()
        self.folder.cleanup()


TestUndoingEverythingGivesTheFirstState = Desk.TestCase
TestUndoingEverythingGivesTheFirstState.settings = settings(
    max_examples=20, stateful_step_count=25, deadline=None
)
