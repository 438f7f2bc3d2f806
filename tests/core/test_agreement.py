"""Agreement between experts: the textbook case, and laws over random judgements."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.core import agreement

PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=30)


def test_the_textbook_case_of_cohen() -> None:
    """Fifty grants, two readers: 20 both yes, 15 both no, 5 and 10 apart; kappa is 0.4."""
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    found = agreement.agreement(pairs)
    assert (found.both, found.share, found.kappa) == (50, Fraction(7, 10), Fraction(2, 5))


def test_worse_than_chance_is_below_zero() -> None:
    assert agreement.agreement([(0, 1), (1, 0)]).kappa == -1


def test_without_a_common_question_nothing_is_said() -> None:
    found = agreement.agreement([])
    assert (found.share, found.kappa) == (None, None)


def test_where_chance_alone_agrees_always_kappa_is_not_said() -> None:
    assert agreement.agreement([(2, 2)] * 7).kappa is None
    assert agreement.agreement([(2, 2)] * 7).share == 1


@given(PAIRS)
def test_it_does_not_matter_who_is_first(pairs: list[tuple[int, int]]) -> None:
    assert agreement.agreement(pairs) == agreement.agreement([(other, one) for one, other in pairs])


@given(PAIRS)
def test_kappa_is_at_most_one_and_one_only_for_all_alike(pairs: list[tuple[int, int]]) -> None:
    found = agreement.agreement(pairs)
    if found.kappa is not None:
        assert found.kappa <= 1
        assert (found.kappa == 1) == all(one == other for one, other in pairs)


@given(st.lists(st.integers(0, 3), min_size=2).filter(lambda given: len(set(given)) > 1))
def test_identical_judgements_agree_wholly(given: list[int]) -> None:
    found = agreement.agreement([(one, one) for one in given])
    assert (found.share, found.kappa) == (1, 1)


@given(PAIRS, st.permutations(range(4)))
def test_the_names_of_the_levels_do_not_matter(pairs: list[tuple[int, int]], names: list[int]) -> None:
    renamed = [(names[one], names[other]) for one, other in pairs]
    assert agreement.agreement(renamed) == agreement.agreement(pairs)


def test_pairs_are_told_over_all_and_by_section_where_both_judged() -> None:
    judged = {
        "q1": {"a": 1, "b": 1, "c": 2},
        "q2": {"a": 1, "b": 2},
        "q3": {"a": 0, "c": 0},
        "q4": {"a": 0},
    }
    pairs = agreement.pairwise(("a", "b", "c"), {"S1": ("q1", "q2"), "S2": ("q3", "q4")}, judged)
    told = {(one.one, one.other, one.section): (one.found.both, one.found.same) for one in pairs}
    assert told == {
        ("a", "b", None): (2, 1),
        ("a", "b", "S1"): (2, 1),
        ("a", "c", None): (2, 1),
        ("a", "c", "S1"): (1, 0),
        ("a", "c", "S2"): (1, 1),
        ("b", "c", None): (1, 0),
        ("b", "c", "S1"): (1, 0),
    }


def test_the_mean_leaves_out_what_cannot_be_said() -> None:
    assert agreement.mean([Fraction(1, 2), None, Fraction(1)]) == Fraction(3, 4)
    assert agreement.mean([None]) is None
