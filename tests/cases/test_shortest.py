"""Each case of tests/cases/shortest/*.toml: the ways to grade D are those that it names, in order."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from app.core import options, shortest
from app.core.answers import Answers
from app.core.options import Estimate, Option
from app.core.shortest import Aim, Block, Cause, Found, Limits, Way
from app.core.standard import Standard
from tests.cases import reading
from tests.core import standards

AIMS = {"最省钱": Aim.CHEAPEST, "最快": Aim.FASTEST, "最少工程": Aim.FEWEST}
CAUSES = {
    Cause.VETO: "否决情形",
    Cause.NO_TEN_TWO: "没有十有两禁标准",
    Cause.LINE: "十有两禁",
    Cause.GATE: "前置条件",
    Cause.SECTION: "方面最低分",
    Cause.TOTAL: "得分",
    Cause.BUDGET: "资金",
    Cause.DAYS: "天数",
}


@dataclass(frozen=True)
class Case:
    name: str
    standard: Standard
    answers: Answers
    options: tuple[Option, ...]
    aim: Aim
    limits: Limits
    expect: Mapping[str, Any]


def cases() -> Iterator[Case]:
    for path in sorted((reading.HERE / "shortest").glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
        known = {name: standards.make(raw) for name, raw in table["standard"].items()}
        for raw in table["case"]:
            yield _case(raw, known[raw["standard"]])


def _case(raw: Mapping[str, Any], standard: Standard) -> Case:
    strange = raw.keys() - {"name", "standard", "answers", "estimates", "aim", "budget", "days", "expect"}
    assert not strange, f"{raw['name']}: unknown keys {strange}"
    answers = reading.answers_of(raw["answers"], standard, standard)
    said = {subject: _estimate(value) for subject, value in raw.get("estimates", {}).items()}
    budget = Decimal(raw["budget"]) if "budget" in raw else None
    return Case(
        raw["name"],
        standard,
        answers,
        options.options(standard, None, answers, said),
        AIMS[raw.get("aim", "最省钱")],
        Limits(budget, raw.get("days")),
        raw["expect"],
    )


def _estimate(raw: Any) -> Estimate:
    """不能改变, or by choice ``[cost, days]``."""
    if raw == "不能改变":
        return Estimate(cannot=True)
    return Estimate(at={key: (Decimal(cost), days) for key, (cost, days) in raw.items()})


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in cases()])
def test_shortest(case: Case) -> None:
    place = (case.standard, None, case.answers, case.options)
    found = shortest.solve(*place, aim=case.aim, limits=case.limits)
    front = shortest.front(*place, case.limits)
    assert {key: READ[key](case.options, found, front) for key in case.expect} == case.expect


def test_every_case_has_its_own_name() -> None:
    names = [case.name for case in cases()]
    assert len(names) == len(set(names))


def _way(among: Sequence[Option], way: Way | None) -> str:
    if way is None:
        return "无"
    keys = {
        option.subject: choice.key
        for option in among
        for choice in option.choices
        if way.changes.get(option.subject) == choice.answer
    }
    works = " ".join(f"{subject}={keys[subject]}" for subject in way.changes)
    return f"{way.cost.normalize():f} 万元 {way.days} 天{f'：{works}' if works else ''}"


def _block(block: Block) -> str:
    amounts = [str(Fraction(value)) for value in (block.best, block.needed) if value is not None]
    return " ".join((CAUSES[block.cause], *filter(None, (block.subject, *block.points)), *amounts))


READ: Mapping[str, Callable[[Sequence[Option], Found, Sequence[Way]], Any]] = {
    "best": lambda among, found, _: _way(among, found.best),
    "others": lambda among, found, _: [_way(among, way) for way in found.others],
    "front": lambda among, _, front: [_way(among, way) for way in front],
    "score": lambda _, found, __: str(found.best and found.best.score),
    "to_answer": lambda _, found, __: list(found.best.to_answer) if found.best else None,
    "unknown": lambda _, found, __: list(found.best.unknown) if found.best else None,
    "blocked": lambda _, found, __: [_block(block) for block in found.blocked],
    "options": lambda among, _, __: [_option(option) for option in among],
}
"""What a case may expect."""


def _option(option: Option) -> str:
    choices = (
        f"{choice.key}（{choice.cost.normalize():f} 万元 {choice.days} 天）" for choice in option.choices
    )
    return f"{option.subject}：{' '.join(choices) or '不能改变'}"
