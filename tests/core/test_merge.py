"""Merging: the laws that let copies travel on sticks in any order, and cases one can read."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.core import merge
from app.core.merge import NOTHING, Record, Write

BASE = merge.told([Write("1", {"name": "甲", "note": "", "area": "1.5"})])


def changed(record: Record, version: str, **values: merge.Plain) -> Record:
    return merge.written(record, Write(version, values))


def removed(record: Record, version: str) -> Record:
    return merge.written(record, Write(version, None))


def test_changes_of_different_fields_come_together():
    both = merge.merged(changed(BASE, "2", name="乙"), changed(BASE, "3", note="注"))
    assert both.values() == {"name": "乙", "note": "注", "area": "1.5"}
    assert both.differing() == {}


def test_a_field_changed_in_two_places_keeps_both_values():
    both = merge.merged(changed(BASE, "2", name="乙"), changed(BASE, "3", name="丙"))
    assert both.differing() == {"name": {"2": "乙", "3": "丙"}}


def test_the_same_change_in_two_places_is_no_difference():
    both = merge.merged(changed(BASE, "2", name="乙"), changed(BASE, "3", name="乙"))
    assert both.differing() == {}


def test_a_copy_that_is_behind_changes_nothing():
    ahead = changed(changed(BASE, "2", name="乙"), "3", name="丙")
    assert merge.merged(ahead, BASE) == ahead
    assert merge.merged(ahead, changed(BASE, "2", name="乙")) == ahead


def test_a_choice_between_two_values_settles_it_everywhere():
    mine, theirs = changed(BASE, "2", name="乙"), changed(BASE, "3", name="丙")
    settled = changed(merge.merged(mine, theirs), "4", name="乙")
    for copy in (mine, theirs):
        assert merge.merged(copy, settled) == settled


def test_a_removal_goes_along_to_a_copy_that_changed_nothing():
    assert not merge.merged(BASE, removed(BASE, "2")).alive


def test_what_was_removed_here_and_changed_there_stays_until_somebody_chooses():
    both = merge.merged(removed(BASE, "2"), changed(BASE, "3", note="注"))
    assert both.contested
    assert both.alive
    assert both.values()["name"] == "甲"


def test_a_contested_removal_can_be_chosen():
    both = merge.merged(removed(BASE, "2"), changed(BASE, "3", note="注"))
    assert not removed(both, "4").alive


def test_a_contested_record_can_be_kept():
    both = merge.merged(removed(BASE, "2"), changed(BASE, "3", note="注"))
    kept = changed(both, "4", **both.values())
    assert kept.alive
    assert not kept.contested
    assert merge.merged(removed(BASE, "2"), kept) == kept


def test_a_record_that_was_removed_and_brought_back_is_there_everywhere():
    back = changed(removed(BASE, "2"), "3", **BASE.values())
    assert merge.merged(removed(BASE, "2"), back).alive
    assert merge.merged(BASE, back).alive


VALUES = st.sampled_from(["甲", "乙", 1, True, None])


@st.composite
def copies(draw: st.DrawFn) -> list[Record]:
    """Copies of one record after changes, removals and meetings in random order."""
    held = [BASE, BASE, BASE]
    for number in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, 2))
        act = draw(st.sampled_from(["change", "remove", "meet"]))
        if act == "meet":
            held[at] = merge.merged(held[at], held[draw(st.integers(0, 2))])
        elif act == "remove":
            held[at] = removed(held[at], f"v{number}")
        else:
            name = draw(st.sampled_from(["name", "note"]))
            held[at] = changed(held[at], f"v{number}", **{name: draw(VALUES)})
    return held


@given(copies())
def test_merging_is_commutative_associative_and_idempotent(held):
    one, two, three = held
    assert merge.merged(one, two) == merge.merged(two, one)
    assert merge.merged(merge.merged(one, two), three) == merge.merged(one, merge.merged(two, three))
    assert merge.merged(one, one) == one


@given(copies())
def test_nothing_is_invented(held):
    both = merge.merged(held[0], held[1])
    for name, register in both.fields.items():
        for version, value in register.items():
            assert any(copy.fields[name].get(version, "—") == value for copy in held[:2])


@given(copies())
def test_a_version_that_nobody_replaced_is_never_lost(held):
    one, two = held[:2]
    both = merge.merged(one, two)
    for name, register in one.fields.items():
        for version in register:
            assert version in both.fields[name] or version in two.seen


class Sticks(RuleBasedStateMachine):
    """Laptops that write, remove and pass copies on; in the end each takes in all others, in its own order."""

    @initialize()
    def begin(self) -> None:
        self.held = [BASE] * 4
        self.count = 0

    @rule(at=st.integers(0, 3), name=st.sampled_from(["name", "note", "area"]), value=VALUES)
    def write(self, at: int, name: str, value: merge.Plain) -> None:
        if self.held[at].alive:
            self.held[at] = changed(self.held[at], self._version(), **{name: value})

    @rule(at=st.integers(0, 3))
    def remove(self, at: int) -> None:
        if self.held[at].alive:
            self.held[at] = removed(self.held[at], self._version())

    @rule(at=st.integers(0, 3), source=st.integers(0, 3))
    def take_in(self, at: int, source: int) -> None:
        self.held[at] = merge.merged(self.held[at], self.held[source])

    @invariant()
    def all_come_to_the_same(self) -> None:
        ends = set()
        for order in itertools.islice(itertools.permutations(self.held), 6):
            found = NOTHING
            for copy in (*order, order[0]):
                found = merge.merged(found, copy)
            ends.add((found.alive, tuple(sorted(found.values().items())), found.seen))
        assert len(ends) == 1

    def _version(self) -> str:
        self.count += 1
        return f"{self.count:04}"


TestSticks = Sticks.TestCase
TestSticks.settings = settings(max_examples=60, stateful_step_count=12)
