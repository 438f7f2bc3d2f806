"""One fact is asked once: what an answer offers to the questions linked with it, by the shipped editions."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core import links, subjects
from app.core.answers import Answers, Check, CheckState, Chosen, Given, NotApplicable
from app.core.entries import Levels
from app.core.links import Clash, Hint, Offer
from app.core.standard import Standard
from app.services import standards

MET, PARTIAL, UNMET = (Check(state) for state in (CheckState.MET, CheckState.PARTIAL, CheckState.UNMET))
ABSENT = Check(CheckState.NOT_APPLICABLE, "没有公共管廊")


@cache
def editions() -> tuple[Standard, Standard]:
    guide = standards.shipped()["guide-2023-trial"].standard
    return guide, standards.shipped()["ten-two-2024"].standard


def said(subject: str, items: dict[str, int] | None = None, **checks: Check) -> tuple[links.Said, ...]:
    answers = Answers(
        items={key: Chosen(level) for key, level in (items or {}).items()},
        checks={key.replace("_", "-"): check for key, check in checks.items()},
    )
    return links.of(*editions(), answers, subject)


def offered(found: tuple[links.Said, ...]) -> dict[str, Given]:
    return {one.subject: one.given for one in found if isinstance(one, Offer)}


def test_every_link_of_the_shipped_edition_names_what_is_there() -> None:
    guide, ten_two = editions()
    assert guide.links
    assert links.unknown(guide, ten_two) == ()


def test_every_link_is_the_projects_own_and_says_so() -> None:
    guide, _ = editions()
    assert {link.status.value for link in guide.links} == {"project"}
    assert all(any(one.document == "项目约定" for one in link.basis) for link in guide.links)


@pytest.mark.parametrize(("level", "check"), [(2, MET), (1, PARTIAL), (0, UNMET)])
def test_a_level_of_an_item_offers_the_checkpoint_its_state(level: int, check: Check) -> None:
    assert offered(said("item/G04", {"G04": level})) == {"check/Y02-1": check}


@pytest.mark.parametrize(("level", "check"), [(2, MET), (1, PARTIAL), (0, UNMET)])
def test_a_checkpoint_offers_the_item_the_level_that_says_so(level: int, check: Check) -> None:
    assert offered(said("check/Y02-1", Y02_1=check)) == {"item/G04": Chosen(level)}


def test_a_level_offers_nothing_where_it_leaves_the_checkpoint_open() -> None:
    assert offered(said("item/G23", {"G23": 1})) == {"check/Y06-1": MET}


def test_no_residents_say_nothing_of_how_the_park_is_laid_out() -> None:
    assert said("check/J02-1", J02_1=MET) == ()


def test_residents_put_the_item_at_its_lowest_level() -> None:
    assert offered(said("check/J02-1", J02_1=UNMET)) == {"item/G03": Chosen(0)}


def test_all_checkpoints_met_offer_the_top_level() -> None:
    assert offered(said("check/Y06-4", Y06_1=MET, Y06_2=MET, Y06_4=MET)) == {"item/G23": Chosen(3)}


def test_some_checkpoints_met_leave_a_hint_of_the_levels_still_possible() -> None:
    assert said("check/Y06-1", Y06_1=MET) == (Hint("item/G23", (1, 2, 3)),)


def test_all_six_functions_and_all_firms_connected_offer_the_top_and_none_the_bottom() -> None:
    points = [f"Y08_{number}" for number in range(1, 8)]
    assert offered(said("check/Y08-7", **dict.fromkeys(points, MET))) == {"item/G28": Chosen(3)}
    assert offered(said("check/Y08-7", **dict.fromkeys(points, UNMET))) == {"item/G28": Chosen(0)}


def test_what_does_not_apply_is_offered_with_its_reason_both_ways() -> None:
    guide, ten_two = editions()
    pipe_rack = Answers(items={"G21": NotApplicable("没有公共管廊")})
    assert offered(links.of(guide, ten_two, pipe_rack, "item/G21")) == {"check/Y05-4": ABSENT}
    assert offered(said("check/Y05-4", Y05_4=ABSENT)) == {"item/G21": NotApplicable("没有公共管廊")}


def test_the_same_answer_on_the_other_side_is_offered_nothing() -> None:
    assert said("item/G04", {"G04": 2}, Y02_1=MET) == ()


def test_another_answer_on_the_other_side_is_a_clash_and_no_offer() -> None:
    (found,) = said("item/G04", {"G04": 2}, Y02_1=UNMET)
    assert isinstance(found, Clash)
    assert (found.item, found.checks) == ("item/G04", ("check/Y02-1",))


def test_an_item_that_is_not_answered_offers_nothing() -> None:
    assert said("item/G04") == ()


@cache
def _given() -> st.SearchStrategy[Answers]:
    guide, _ = editions()
    linked_items = sorted({link.item for link in guide.links})
    linked_points = sorted({point for link in guide.links for point in link.checkpoints})
    checks = st.sampled_from((MET, PARTIAL, UNMET, ABSENT))

    def levels(key: str) -> st.SearchStrategy[Given]:
        scoring = guide.item[key].scoring
        assert isinstance(scoring, Levels)
        return st.integers(0, len(scoring.levels) - 1).map(Chosen) | st.just(NotApplicable("不涉及"))

    return st.builds(
        lambda items, points: Answers(items=items, checks=points),
        st.fixed_dictionaries({}, optional={key: levels(key) for key in linked_items}),
        st.fixed_dictionaries({}, optional=dict.fromkeys(linked_points, checks)),
    )


def accepted(answers: Answers, offer: Offer) -> Answers:
    side, _, key = offer.subject.partition("/")
    if side == "item":
        return replace(answers, items={**answers.items, key: offer.given})
    return replace(answers, checks={**answers.checks, key: offer.given})


def every_offer(answers: Answers) -> list[Offer]:
    given = [f"item/{key}" for key in answers.items] + [f"check/{key}" for key in answers.checks]
    return [offer for subject in given for offer in links.offers(*editions(), answers, subject)]


@settings(max_examples=60, deadline=None)
@given(answers=_given())
def test_an_offered_answer_always_fits_and_goes_to_an_unanswered_question(answers: Answers) -> None:
    known = {f"item/{key}" for key in answers.items} | {f"check/{key}" for key in answers.checks}
    for offer in every_offer(answers):
        assert offer.subject not in known
        assert offer.subject in links.linked(*editions(), offer.because)
        subjects.fit(*editions(), offer.subject, offer.given)


@settings(max_examples=60, deadline=None)
@given(answers=_given())
def test_accepting_offers_comes_to_an_end_and_makes_no_clash(answers: Answers) -> None:
    before = links.clashes(*editions(), answers)
    for _ in range(100):
        offers = every_offer(answers)
        if not offers:
            break
        answers = accepted(answers, offers[0])
    assert not every_offer(answers)
    assert len(links.clashes(*editions(), answers)) == len(before)
