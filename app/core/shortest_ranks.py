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
    """How a way is written as one number: cost, or works and cost; then works, subjects, choices."""

    task: Task
    works_first: bool = False

    def of(self, place: int, choice: int) -> int:
        """What one work adds to the rank of a way."""
        first = self.task.steps[place][choice - 1].cost + (self.most if self.works_first else 0)
        size, digits = len(self.task.steps), self.digits[0]
        earlier = 1 << (digits + size - 1 - place)
        return (first << self.low) + (1 << (digits + size)) - earlier + (choice << self.digits[place + 1])

    def plan(self, rank: int) -> Plan:
        """The way that has this rank."""
        ends = zip(self.digits, self.digits[1:], strict=False)
        return tuple((rank >> end) & ((1 << (start - end)) - 1) for start, end in ends)

    def first(self, plan: Plan) -> int:
        """The first part of a way's rank: its cost, or works and cost."""
        return sum(self.of(place, choice) for place, choice in enumerate(plan) if choice) >> self.low

    def cost(self, rank: int) -> int:
        """The cost that a rank holds."""
        return (rank >> self.low) % self.most

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
    def most(self) -> int:
        """More than any way costs."""
        return 1 + sum(max((step.cost for step in steps), default=0) for steps in self.task.steps)

    @cached_property
    def end(self) -> int:
        """More than any rank."""
        return (self.most * (len(self.task.steps) + 1)) << self.low
