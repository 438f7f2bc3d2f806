"""What the roll-up says beside the grades: from which editions they come, and what keeps a park below D."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.core.answers import Check, CheckState, Chosen, Given, VetoMark, VetoState
from app.core.entries import Grade
from app.core.park import Park
from app.core.rollup import Basis, Graded, Kind
from app.core.verdict import Conclusion
from app.services import answering, overview, parks, rounds, standards
from app.services.parks import Published
from app.services.stores import Store
from tests.conftest import TODAY, WHO


def finish(store: Store, round_id: str, more: Mapping[str, Given]) -> None:
    guide = standards.find("guide-2023-trial").standard
    best = {f"item/{item.id}": Chosen(len(item.scoring.levels) - 1) for item in guide.items}
    answering.answer_all(store, WHO, round_id, {**best, **more})
    rounds.submit(store, WHO, round_id, TODAY)


def counted(store: Store) -> Graded:
    (standing,) = overview.overview(store, Basis.SELF, TODAY).standings
    found = standing.current(Basis.SELF, TODAY)
    assert found is not None
    return found


def test_the_editions_of_the_counted_rounds_are_named_with_their_number(store: Store, round_id: str) -> None:
    finish(store, round_id, {})
    seen = overview.overview(store, Basis.SELF, TODAY)
    assert {(used.standard.edition.id, used.rounds) for used in seen.used} == {
        ("guide-2023-trial", 1),
        ("ten-two-2024", 1),
    }
    assert seen.published == 0


def test_a_published_grade_comes_from_no_edition(store: Store, park: Park) -> None:
    given = Published(Kind.SELF, Grade.D, date(2026, 1, 1), "示例文件")
    parks.record_grade(store, WHO, park.id, given)
    seen = overview.overview(store, Basis.SELF, TODAY)
    assert (seen.used, seen.published) == ((), 1)


def test_a_result_leads_back_to_its_round(store: Store, round_id: str) -> None:
    finish(store, round_id, {})
    assert counted(store).assessment_id == round_id


def test_the_veto_that_keeps_a_park_down_is_recorded_by_its_id(store: Store, round_id: str) -> None:
    finish(store, round_id, {"veto/V3": VetoMark(VetoState.TRIGGERED, "示例情形")})
    found = counted(store)
    assert (found.conclusion, found.held_by) == (Conclusion.BELOW, ("V3",))


def test_a_park_at_d_whose_ten_two_nobody_looked_at_is_told_from_one_that_is_open(
    store: Store, round_id: str
) -> None:
    finish(store, round_id, {})
    assert counted(store).conclusion is Conclusion.TEN_TWO_UNKNOWN
    rounds.send_back(store, WHO, round_id, "补充核查", TODAY)
    finish(store, round_id, {"check/Y01-1": Check(CheckState.MET)})
    found = counted(store)
    assert (found.conclusion, found.lines_open, found.reached) == (Conclusion.TEN_TWO_OPEN, True, False)
