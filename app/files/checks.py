"""The checks of the 体检 on disk: a folder of TOML files in, rules out, or every fault at once."""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app.core.checkup import FUNCTIONS
from app.core.checkup_rules import Rule
from app.errors import Fault, Faults
from app.files.packs_faults import WHOLE_FILE, Place, nearest, not_toml, told

_ALL = "体检规则"


def load(folder: Path) -> tuple[Rule, ...]:
    """The rules in ``folder``, file by file in the order of their names; Faults with every fault of them all."""
    faults: list[Fault] = []
    rules: list[Rule] = []
    for path in sorted(folder.glob("*.toml")):
        for one in _rules(path):
            faults.append(one) if isinstance(one, Fault) else rules.append(one)
    if not rules and not faults:
        faults.append(Fault(_ALL, str(folder), "里面没有体检规则", "请重新安装程序。"))
    faults.extend(_doubled(rules))
    if faults:
        raise Faults("体检规则有误，没有载入", tuple(faults))
    return tuple(rules)


def _rules(path: Path) -> Iterator[Rule | Fault]:
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError:
        yield Fault(path.name, WHOLE_FILE, "读不了这个文件", "请检查读取权限后重试。")
        return
    except ValueError as error:
        yield not_toml(path.name, error)
        return
    for table, value in data.items():
        if table != "check" or not isinstance(value, list):
            yield Fault(path.name, table, f"不认识的表 {table}", "每条规则写成 [[check]]。")
            continue
        for position, raw in enumerate(value, 1):
            yield from _rule(Place(path.name, table, position, str(raw.get("id", ""))), raw)


def _rule(place: Place, raw: dict[str, Any]) -> Iterator[Rule | Fault]:
    try:
        rule = Rule.model_validate(raw)
    except ValidationError as error:
        yield from told(place, Rule, error)
        return
    faults = tuple(_misfits(place, rule))
    yield from faults or (rule,)


def _misfits(place: Place, rule: Rule) -> Iterator[Fault]:
    """What the function asks and the rule does not give, or the other way round."""
    function = FUNCTIONS.get(rule.function)
    if function is None:
        yield place.fault("function", f"没有检查“{rule.function}”", nearest(rule.function, FUNCTIONS))
        return
    asked = [name for name in inspect.signature(function).parameters if name != "dossier"]
    for name in rule.limits:
        if name not in asked:
            yield place.fault(f"limits.{name}", f"不认识的键 {name}", nearest(name, asked or ["（无）"]))
    for name in asked:
        if not isinstance(rule.limits.get(name), tuple):
            yield place.fault(f"limits.{name}", f"{name} 应是列表", f'补上 {name} = ["…"]。')


def _doubled(rules: list[Rule]) -> Iterator[Fault]:
    ids = [rule.id for rule in rules]
    for name in dict.fromkeys(ids):
        if ids.count(name) > 1:
            yield Fault(_ALL, name, f"编号“{name}”重复", "改成没有用过的编号。")
