"""A way as one whole number that is the smaller the better the way is, and that can be read back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from app.core.shortest_task import Task

Plan = tuple[int, ...]
"""By option: 0 where it stays as it is, else the number of its choice, counted from 1."""


@dataclass(frozen=True)
class Ranks:
    """How a way is written as one number: cost, with a toll on each work; then works, subjects, choices."""

    task: Task
    toll: int = 0

    def of(self, place: int, choice: int) -> int:
        """What one work adds to the rank of a way."""
        first = self.task.steps[place][choice - 1].cost + self.toll
        size, digits = len(self.task.steps), self.digits[0]
        earlier = 1 << (digits + size - 1 - place)
        return (first << self.low) + (1 << (digits + size)) - earlier + (choice << self.digits[place + 1])

    def plan(self, rank: int) -> Plan:
        """The way that has this rank."""
        ends = zip(self.digits, self.digits[1:], strict=False)
        return tuple((rank >> end) & ((1 << (start - end)) - 1) for start, end in ends)

    def first(self, plan: Plan) -> int:
        """The first part of a way's rank: its cost and tolls."""
        return sum(self.of(place, choice) for place, choice in enumerate(plan) if choice) >> self.low

    def cost(self, plan: Plan) -> int:
        """What a way costs."""
        return self.first(plan) - self.toll * self.works(plan)

    def works(self, plan: Plan) -> int:
        """How many works a way has."""
        return sum(choice > 0 for choice in plan)

    def days(self, plan: Plan) -> int:
        """How long the longest work of a way takes."""
        return max(
            (self.task.steps[place][choice - 1].days for place, choice in enumerate(plan) if choice),
            default=0,
        )

    @cached_property
    def digits(self) -> tuple[int, ...]:
        """Where each option's choice begins and ends in a rank; the first option's is the highest."""
        widths = [len(steps).bit_length() for steps in self.task.steps]
        return tuple(reversed(tuple(accumulate(reversed(widths), initial=0))))

    @cached_property
    def low(self) -> int:
        """How many bits stand below the first part of a rank."""
        size = len(self.task.steps)
        return self.digits[0] + size + size.bit_length()

    @cached_property
    def end(self) -> int:
        """More than any rank."""
        return (dearest(self.task) + self.toll * len(self.task.steps) + 1) << self.low


def by_works(task: Task) -> Ranks:
    """Ranks with works first: the toll is more than anything costs."""
    return Ranks(task, dearest(task) + 1)


def dearest(task: Task) -> int:
    """What every option at its dearest costs."""
    return sum(max((step.cost for step in steps), default=0) for steps in task.steps)
