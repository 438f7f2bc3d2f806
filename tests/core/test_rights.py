"""Who may do what, as a table that a lawyer can read; and who may make somebody a reviewer."""

from __future__ import annotations

import pytest

from app.core import rights
from app.core.rights import Act, Role
from app.core.rollup import Kind

C, E, R, READER = Role.COMMITTEE, Role.EXPERT, Role.REVIEWER, Role.READER

TABLE = """
写入          -     管 专 复
台账          -     管 复
人员          -     管 专 复
标准          -     管 专 复
销号          -     专 复
各自评判      -     专
分工          -     专 复
新建          自评  管
新建          专家  专
新建          复核  复
作答          自评  管
作答          专家  专
作答          复核  复
提交          自评  管
提交          专家  专
提交          复核  复
退回          自评  复
退回          专家  复
确认          自评  复
确认          专家  复
确认          复核  复
重开          专家  复
签章          自评  管 复
签章          专家  专 复
签章          复核  复
"""
_ACTS = {
    "写入": Act.WRITE,
    "台账": Act.LEDGER,
    "人员": Act.PEOPLE,
    "标准": Act.STANDARD,
    "销号": Act.VERIFY,
    "各自评判": Act.JUDGE,
    "分工": Act.LEAD,
    "新建": Act.BEGIN,
    "作答": Act.ANSWER,
    "提交": Act.SUBMIT,
    "退回": Act.SEND_BACK,
    "确认": Act.CONFIRM,
    "重开": Act.REOPEN,
    "签章": Act.SEAL,
}
_KINDS = {"-": None, "自评": Kind.SELF, "专家": Kind.EXPERT, "复核": Kind.REVIEW}
_ROLES = {"管": C, "专": E, "复": R, "读": READER}


@pytest.mark.parametrize("line", TABLE.strip().splitlines(), ids=lambda line: " ".join(line.split()[:2]))
def test_those_may_whom_the_table_names_and_nobody_else(line: str) -> None:
    act, kind, *allowed = line.split()
    found = {sign for sign, role in _ROLES.items() if rights.may(role, _ACTS[act], _KINDS[kind])}
    assert found == set(allowed)


def test_the_table_above_leaves_no_act_out() -> None:
    assert {_ACTS[line.split()[0]] for line in TABLE.strip().splitlines()} == set(Act)


@pytest.mark.parametrize("act", Act)
def test_one_person_alone_with_a_store_may_do_everything(act: Act) -> None:
    assert rights.may(None, act, Kind.REVIEW)


@pytest.mark.parametrize("act", Act)
def test_whoever_may_do_anything_may_also_write(act: Act) -> None:
    """So one question is enough before a write."""
    assert all(rights.may(role, Act.WRITE) for role in rights.who_may(act, Kind.EXPERT))


@pytest.mark.parametrize(
    ("by", "role", "reviewers", "allowed"),
    [
        (C, R, 0, True),
        (C, R, 1, False),
        (READER, R, 1, False),
        (R, R, 1, True),
        (None, R, 1, True),
        (C, E, 1, True),
    ],
)
def test_once_there_is_a_reviewer_reviewers_alone_appoint_others(
    by: Role | None, role: Role, reviewers: int, allowed: bool
) -> None:
    assert rights.may_appoint(by, role, reviewers) is allowed
