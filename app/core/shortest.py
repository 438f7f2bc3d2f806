"""达 D 最短路径: the cheapest, the fastest or the fewest works that bring a park to grade D; exact and proven.

**A way** changes some open questions to one of their choices. It costs the sum of its works, takes as long as
its longest work (works run side by side, 项目约定), and has as many works as questions it changes. It reaches D
exactly when ``verdict.reached`` says so of the answers with the way laid over them: score in the D band,
section minimums, gates, vetoes, and 十有两禁. An unanswered question that it leaves alone counts at its
worst; nothing may stay provisional, so it is listed in ``to_answer``: D stands at whatever level it is found
(that it does not apply is another matter: that changes what the score is out of).

**The order** of ways is that of the aim: cost, days, works for the cheapest; days, cost, works for the fastest;
works, cost, days for the fewest. Of ways alike in all three, the one comes first that changes the earlier
questions of ``options``, and then brings the earlier ones less far.

**The next-best ways**: a way contains another if it makes every change of the other at least as far, and is not
the same. All ways in order, without those that contain one before them (they do the same and more), give
``best`` and then ``others``; so of none can a work be dropped or done less to the aim's advantage.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import islice

from app.core import advice, scoring, shortest_blocked, shortest_task, whatif
from app.core.answers import Answers, Given
from app.core.options import Option
from app.core.shortest_ranks import Plan
from app.core.shortest_search import Search, earliest
from app.core.shortest_task import Task
from app.core.shortest_ways import NO_LIMITS, Aim, Block, Cause, Found, Limits, Way
from app.core.standard import Standard

__all__ = ["Aim", "Block", "Cause", "Found", "Limits", "Way", "front", "solve"]

OTHERS = 3
"""So many next-best ways are given."""


def solve(
    standard: Standard,
    companion: Standard | None,
    answers: Answers,
    options: tuple[Option, ...],
    *,
    aim: Aim = Aim.CHEAPEST,
    limits: Limits = NO_LIMITS,
) -> Found:
    """The best way to D by the aim within the limits, and the next-best three; or what forbids every way.

    UserError where the answers cannot be graded.
    """
    task = shortest_task.task(standard, companion, answers, options)
    plans = islice(_in_order(task, aim, limits), 1 + OTHERS)
    ways = [_way(standard, answers, options, plan) for plan in plans]
    if ways:
        return Found(ways[0], tuple(ways[1:]))
    blocked = shortest_blocked.reasons(standard, companion, answers, options)
    return Found(None, (), blocked or _limited(task, limits))


def front(
    standard: Standard,
    companion: Standard | None,
    answers: Answers,
    options: tuple[Option, ...],
    limits: Limits = NO_LIMITS,
) -> tuple[Way, ...]:
    """The ways that no other beats in both cost and days, the fastest first; works decide among equals."""
    task = shortest_task.task(standard, companion, answers, options)
    search = Search(task, budget=_coins(task, limits))
    ways: list[Way] = []
    within = _within(task, limits)
    while within >= 0 and (plan := search.best(within)) is not None:
        ways.append(_way(standard, answers, options, plan))
        within = ways[-1].days - 1
    return tuple(reversed(ways))


def _in_order(task: Task, aim: Aim, limits: Limits) -> Iterator[Plan]:
    """The ways in the order of the aim, without those that contain one before them."""
    search = Search(task, works_first=aim is Aim.FEWEST, budget=_coins(task, limits))
    found: list[Plan] = []
    within = _within(task, limits)
    if aim is not Aim.FASTEST:
        while (plan := search.best(within, found)) is not None:
            found.append(plan)
            yield plan
        return
    times = [days for days in (0, *task.days) if days <= within]
    place = 0
    while (reached := earliest(times, lambda days: search.first(days, found), place)) is not None:
        place, plan = reached
        found.append(plan)
        yield plan


def _way(standard: Standard, answers: Answers, options: Sequence[Option], plan: Plan) -> Way:
    """What a plan is to people."""
    made = {
        option.subject: option.choices[number - 1]
        for option, number in zip(options, plan, strict=True)
        if number
    }
    changes = {subject: choice.answer for subject, choice in made.items()}
    left = {subject: worst for subject, worst in _worst(standard, answers) if subject not in changes}
    whole = whatif.applied(answers, {**left, **changes})
    return Way(
        changes=changes,
        cost=sum((choice.cost for choice in made.values()), Decimal(0)),
        days=max((choice.days for choice in made.values()), default=0),
        works=len(made),
        score=scoring.score(standard, whole).score,
        to_answer=left,
        unknown=tuple(subject for subject, choice in made.items() if choice.unknown_cost),
    )


def _worst(standard: Standard, answers: Answers) -> Iterator[tuple[str, Given]]:
    """Items and gates that nobody has answered, each at its worst."""
    yield from ((f"gate/{gate}", False) for gate in standard.gate if gate not in answers.gates)
    for item in standard.items:
        if item.id not in answers.items:
            yield f"item/{item.id}", advice.worst(item)


def _within(task: Task, limits: Limits) -> int:
    """The longest that a work may take."""
    longest = max(task.days, default=0)
    return longest if limits.days is None else max(0, min(longest, limits.days))


def _coins(task: Task, limits: Limits) -> int | None:
    """The budget in the task's coins; what is left over buys nothing."""
    return None if limits.budget is None else math.floor(limits.budget * task.coins)


def _limited(task: Task, limits: Limits) -> tuple[Block, ...]:
    """Which of the limits forbids every way: each that does so while the other stands, else both."""
    cheapest, fastest = _least(task, Aim.CHEAPEST, Limits(days=limits.days)), None
    if limits.days is not None:
        fastest = _least(task, Aim.FASTEST, Limits(budget=limits.budget))
    if cheapest is None and fastest is None:
        cheapest = _least(task, Aim.CHEAPEST, NO_LIMITS) if limits.budget is not None else None
        fastest = _least(task, Aim.FASTEST, NO_LIMITS)
    blocks = []
    if limits.budget is not None and cheapest is not None:
        blocks.append(Block(Cause.BUDGET, best=cheapest, needed=Fraction(limits.budget)))
    if limits.days is not None and fastest is not None:
        blocks.append(Block(Cause.DAYS, best=fastest, needed=Fraction(limits.days)))
    return tuple(blocks)


def _least(task: Task, aim: Aim, limits: Limits) -> Fraction | None:
    """The cost in 万元 of the cheapest way within the limits, or the days of the fastest."""
    plan = next(_in_order(task, aim, limits), None)
    if plan is None:
        return None
    steps = [task.steps[place][number - 1] for place, number in enumerate(plan) if number]
    if aim is Aim.CHEAPEST:
        return Fraction(sum(step.cost for step in steps), task.coins)
    return Fraction(max((step.days for step in steps), default=0))
