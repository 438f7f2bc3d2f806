"""The guard over sealed rounds, in the records themselves: what it lets through and what not."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from models import faults, history
from models.assessment import Answer, Assessment
from models.expert import Opinion
from models.park import Park
from models.seal import Seal


def put_seal(opened, **more):
    with opened.begin("王", "签章") as records:
        records.add(
            Seal(id="x", assessment_id="a", signer="王", checksum="c", entries="{}", sealed_at="2026", **more)
        )


@pytest.fixture
def sealed(filled):
    put_seal(filled)
    return filled


def change(opened, kind, key, **values):
    with opened.begin("王", "改") as records:
        row = records.get(kind, key)
        for name, value in values.items():
            setattr(row, name, value)


def test_a_sealed_rounds_answer_may_not_change_be_added_or_go(sealed):
    with pytest.raises(faults.Sealed) as fault:
        change(sealed, Answer, "w", value="1")
    assert (fault.value.assessment_id, fault.value.signer) == ("a", "王")
    with pytest.raises(faults.Sealed), sealed.begin("王", "加") as records:
        records.add(Answer(id="v", assessment_id="a", subject="2"))
    with pytest.raises(faults.Sealed), sealed.begin("王", "删") as records:
        records.delete(records.get(Answer, "w"))


def test_an_answer_is_not_moved_out_of_a_sealed_round_or_into_it(sealed):
    with sealed.begin("王", "另一轮") as records:
        records.add(Assessment(id="b", park_id="p", kind="self", year=2025, edition_checksum="c"))
        records.add(Answer(id="u", assessment_id="b", subject="9"))
    for key, target in (("w", "b"), ("u", "a")):
        with pytest.raises(faults.Sealed):
            change(sealed, Answer, key, assessment_id=target)


def test_the_transaction_that_opens_the_seal_may_change_the_round(sealed):
    with sealed.begin("王", "退回") as records:
        seal = records.get(Seal, "x")
        seal.opened_at, seal.opened_by, seal.opened_reason = "2026", "王", "示例"
        records.get(Answer, "w").value = "1"
    change(sealed, Answer, "w", value="2")


@pytest.mark.parametrize(
    "values",
    [
        {"checksum": "d"},
        {"signer": "李"},
        {"opened_at": "2026", "opened_by": "王"},
        {"opened_at": "2026", "opened_by": "王", "opened_reason": " "},
        {"opened_at": "2026", "opened_reason": "示例", "checksum": "d"},
        {"opened_reason": "示例"},
    ],
)
def test_a_seal_changes_only_by_being_opened_with_a_reason(sealed, values):
    with pytest.raises(faults.SealKept):
        change(sealed, Seal, "x", **values)


def test_an_opened_seal_never_changes_again(filled):
    put_seal(filled, opened_at="2026", opened_by="王", opened_reason="示例")
    for values in ({"opened_at": None}, {"opened_reason": "别的"}, {"opened_at": "2027"}):
        with pytest.raises(faults.SealKept):
            change(filled, Seal, "x", **values)


def test_a_seal_and_a_round_that_was_ever_sealed_are_not_deleted(filled):
    put_seal(filled, opened_at="2026", opened_by="王", opened_reason="示例")
    for kind, key in ((Seal, "x"), (Assessment, "a"), (Park, "p")):
        with pytest.raises(faults.SealKept), filled.begin("王", "删") as records:
            records.delete(records.get(kind, key))


def test_sealing_and_opening_are_not_undone(sealed):
    with pytest.raises(faults.SealKept):
        history.undo(sealed, "王")
    change(sealed, Seal, "x", opened_at="2026", opened_by="王", opened_reason="示例")
    with pytest.raises(faults.SealKept):
        history.undo(sealed, "王")


def test_the_reviewer_goes_on_with_a_round_that_was_sealed_when_it_was_handed_in(filled):
    change(filled, Assessment, "a", state="submitted")
    put_seal(filled)
    with filled.begin("李", "认可") as records:
        records.add(Opinion(id="o", assessment_id="a", subject="1", state="accepted"))
    history.undo(filled, "李")
    history.redo(filled, "李")
    for values in ({"note": "改"}, {"state": "returned"}, {"state": "confirmed", "team": "改"}):
        with pytest.raises(faults.Sealed):
            change(filled, Assessment, "a", **values)
    with filled.begin("李", "确认") as records:
        records.get(Assessment, "a").state = "confirmed"
        records.get(Opinion, "o").reason = "示例"
    with pytest.raises(faults.Sealed):
        change(filled, Opinion, "o", reason="改")
    with pytest.raises(faults.Sealed):
        history.undo(filled, "李")


def test_other_rounds_and_records_are_free(sealed):
    change(sealed, Park, "p", note="改")
    with sealed.begin("王", "另一轮") as records:
        records.add(Assessment(id="b", park_id="p", kind="self", year=2025, edition_checksum="c"))
        records.add(Answer(id="u", assessment_id="b", subject="9"))
    change(sealed, Answer, "u", value="1")


def test_an_answer_asks_for_seals_once_and_a_note_of_the_park_never(sealed):
    with sealed.begin("王", "另一轮") as records:
        records.add(Assessment(id="b", park_id="p", kind="self", year=2025, edition_checksum="c"))
        records.add(Answer(id="u", assessment_id="b", subject="9"))
    asked = []
    event.listen(
        sealed._writer,
        "before_cursor_execute",
        lambda conn, cursor, statement, *rest: asked.append(statement),
    )
    change(sealed, Answer, "u", value="1")
    assert sum("FROM seal" in statement for statement in asked) == 1
    asked.clear()
    change(sealed, Park, "p", note="改")
    assert not any("FROM seal" in statement for statement in asked)


def test_more_records_than_one_question_holds_are_all_looked_at(sealed):
    with sealed.begin("王", "另一轮") as records:
        records.add(Assessment(id="b", park_id="p", kind="self", year=2025, edition_checksum="c"))
    many = [Answer(id=f"{number:04}", assessment_id="b", subject=str(number)) for number in range(600)]
    with pytest.raises(faults.Sealed), sealed.begin("王", "许多") as records:
        records.add_all([*many, Answer(id="v", assessment_id="a", subject="2")])
