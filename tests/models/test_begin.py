"""One transaction: what it records, what it refuses, what it takes back."""

from __future__ import annotations

import threading
from decimal import Decimal

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from models import history
from models.assessment import Answer, Assessment, Edition
from models.faults import Misuse, ReferenceGone, StoreFull
from models.park import Enterprise, Park, Zone
from models.plan import Measure
from models.revision import Revision, RowChange


def test_a_changed_row_is_recorded_with_its_changed_columns_only(filled):
    with filled.begin("李", "改名") as records:
        park = records.get(Park, "p")
        park.name, park.note = "示例新园区", ""
    assert records.change.rows == (RowChange("park", "p", {"name": "示例园区"}, {"name": "示例新园区"}),)
    assert (records.change.seq, records.change.action, records.change.kind) == (2, "改名", "do")


def test_a_new_row_is_recorded_whole_and_a_deleted_one_too(filled):
    with filled.begin("李", "新增") as records:
        records.add(Zone(id="n", park_id="p", position=2, area=Decimal("1.50")))
    (added,) = records.change.rows
    with filled.begin("李", "删除") as records:
        records.delete(records.get(Zone, "n"))
    assert added.before is None
    assert added.after["area"] == "1.50"
    assert records.change.rows == (added.inverse(),)


def test_a_transaction_that_changes_nothing_leaves_no_revision(filled, path):
    before = path.read_bytes()
    with filled.begin("李", "改名") as records:
        park = records.get(Park, "p")
        park.name = "另一个"
        records.flush()
        park.name = "示例园区"
    assert records.change is None
    assert path.read_bytes() == before


def test_a_record_can_still_be_read_after_a_transaction_that_changed_nothing(filled):
    with filled.begin("李", "看") as records:
        park = records.get(Park, "p")
    assert park.name == "示例园区"


def test_a_row_that_comes_and_goes_in_one_transaction_leaves_no_trace(filled):
    with filled.begin("李", "试") as records:
        zone = Zone(id="n", park_id="p", position=2)
        records.add(zone)
        records.flush()
        records.delete(zone)
    assert records.change is None


def test_several_flushes_make_one_revision_from_first_to_last(filled):
    with filled.begin("李", "改名") as records:
        park = records.get(Park, "p")
        for name in ("甲", "乙", "丙"):
            park.name = name
            records.flush()
    assert records.change.rows == (RowChange("park", "p", {"name": "示例园区"}, {"name": "丙"}),)


def test_an_exception_takes_everything_back(filled, everything):
    before = everything(filled)

    def fail():
        with filled.begin("李", "改名") as records:
            records.get(Park, "p").name = "甲"
            records.flush()
            raise StoreFull(filled.path)

    with pytest.raises(StoreFull):
        fail()
    assert everything(filled) == before
    assert len(history.entries(filled)) == 1


def test_the_store_can_be_written_after_a_failed_transaction(filled):
    def fail():
        with filled.begin("李", "重名") as records:
            records.add(Answer(assessment_id="a", subject="1"))

    with pytest.raises(IntegrityError):
        fail()
    with filled.begin("李", "改名") as records:
        records.get(Park, "p").name = "甲"
    assert records.change.seq == 2


def test_deleting_a_park_takes_along_and_records_what_belongs_to_it(filled, everything):
    with filled.begin("李", "删除园区") as records:
        records.delete(records.get(Park, "p"))
    gone = {(row.table, row.key) for row in records.change.rows if row.after is None}
    assert gone == {
        ("park", "p"),
        ("zone", "z"),
        ("enterprise", "f"),
        ("assessment", "a"),
        ("answer", "w"),
        ("measure", "m"),
    }
    assert set(everything(filled)) == {("edition", "c")}


def test_deleting_an_assessment_leaves_its_measures_to_the_park(filled):
    with filled.begin("李", "删除评估") as records:
        records.delete(records.get(Assessment, "a"))
    with filled.read() as records:
        assert records.get(Measure, "m").assessment_id is None
        assert records.get(Answer, "w") is None


def test_deleting_a_zone_leaves_its_enterprises_in_the_park(filled):
    with filled.begin("李", "删除片区") as records:
        records.delete(records.get(Zone, "z"))
    with filled.read() as records:
        assert records.get(Enterprise, "f").zone_id is None


def test_an_enterprise_moved_in_the_same_transaction_does_not_go_with_its_old_park(filled):
    with filled.begin("李", "迁出") as records:
        records.add(Park(id="q", name="示例二"))
        enterprise = records.get(Enterprise, "f")
        enterprise.park_id, enterprise.zone_id = "q", None
        records.delete(records.get(Park, "p"))
    with filled.read() as records:
        assert records.get(Enterprise, "f").park_id == "q"


def test_an_edition_that_an_assessment_is_pinned_to_cannot_be_deleted(filled, everything):
    before = everything(filled)

    def fail():
        with filled.begin("李", "删除标准") as records:
            records.delete(records.get(Edition, "c"))

    with pytest.raises(ReferenceGone):
        fail()
    assert everything(filled) == before


def test_a_reference_to_nothing_is_refused_at_commit(filled):
    def fail():
        with filled.begin("李", "新增") as records:
            records.add(Zone(park_id="nowhere", position=1))

    with pytest.raises(ReferenceGone):
        fail()


@pytest.mark.parametrize(
    "statement",
    [
        update(Park).values(name="甲"),
        delete(Zone),
        insert(Zone).values(id="n", park_id="p", position=1),
        update(Park.__table__).values(name="甲"),
        text("UPDATE park SET name = '甲'"),
    ],
    ids=["update", "delete", "insert", "table", "text"],
)
def test_a_bulk_statement_is_refused(filled, everything, statement):
    before = everything(filled)

    def fail():
        with filled.begin("李", "批量") as records:
            records.execute(statement)

    with pytest.raises(Misuse):
        fail()
    assert everything(filled) == before


@pytest.mark.parametrize(
    "name", ["bulk_save_objects", "bulk_insert_mappings", "bulk_update_mappings", "commit"]
)
def test_a_session_method_that_passes_history_by_is_refused(filled, name):
    with filled.begin("李", "批量") as records, pytest.raises(Misuse):
        getattr(records, name)()


def test_the_chain_itself_cannot_be_changed_through_a_session(filled):
    def fail():
        with filled.begin("李", "改记录") as records:
            records.get(Revision, 1).who = "别人"

    with pytest.raises(Misuse):
        fail()


def test_a_transaction_inside_another_is_refused(filled):
    with filled.begin("李", "外") as records:
        with pytest.raises(Misuse):
            filled.begin("李", "内").__enter__()
        with pytest.raises(Misuse):
            filled.read().__enter__()
        records.get(Park, "p").name = "甲"
    assert records.change.seq == 2


def test_a_transaction_inside_a_look_is_refused(filled):
    with filled.read(), pytest.raises(Misuse):
        filled.begin("李", "内").__enter__()


def test_a_look_cannot_write(filled, everything):
    before = everything(filled)

    def fail():
        with filled.read() as records:
            records.get(Park, "p").name = "甲"

    with pytest.raises(Misuse):
        fail()
    assert everything(filled) == before


def test_two_threads_that_write_take_turns(filled):
    def write(n):
        for turn in range(20):
            with filled.begin("李", "作答") as records:
                records.get(Answer, "w").value = f"{n}-{turn}"

    threads = [threading.Thread(target=write, args=(n,)) for n in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(history.entries(filled)) == 61
    assert history.verify(filled) == ()


@pytest.mark.parametrize("digits", ["0.10", "12.500", "-3", "0", "12345678901234567890.123456789"])
def test_a_decimal_comes_back_with_the_same_digits(filled, digits):
    with filled.begin("李", "面积") as records:
        records.get(Park, "p").planned_area = Decimal(digits)
    with filled.read() as records:
        assert str(records.scalars(select(Park.planned_area)).one()) == digits


@pytest.mark.parametrize("value", [0.1, Decimal("NaN"), True, "1"])
def test_what_is_no_exact_decimal_is_refused(filled, value):
    def fail():
        with filled.begin("李", "面积") as records:
            records.get(Park, "p").planned_area = value

    with pytest.raises(Exception, match="exact decimal"):
        fail()
