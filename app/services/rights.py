"""Whether a person may do something in this store: the table of the core, asked with the people on file."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import wording
from app.core import rights
from app.core.rights import Act, Role
from app.core.rollup import Kind
from app.errors import NotAllowed
from models.people import Person

_AT_WORK = select(Person.name, Person.role).where(Person.active)
"""Built once, since every write asks."""


def role_of(records: Session, who: str) -> Role | None:
    """The role of the person of this name; None in a store without people, which one person alone keeps.

    Somebody who is not on file may only look.
    """
    known: dict[str, str] = {}
    for name, role in records.connection().execute(_AT_WORK):
        known[name] = role
    if not known:
        return None
    found = known.get(who, "")
    return Role(found) if found in set(Role) else Role.READER


def require(records: Session, who: str, act: Act, kind: Kind | None = None) -> None:
    """NotAllowed where this person may not do this, with who may."""
    role = role_of(records, who)
    if rights.may(role, act, kind):
        return
    allowed = "、".join(wording.name(each) for each in rights.who_may(act, kind))
    known = records.scalar(select(Person.id).where(Person.name == who, Person.active))
    if known is None:
        raise NotAllowed(
            f"“{who}”不在人员名单上，只能查看。", "请在状态栏点姓名，选择本人；名单上没有的，可以登记本人。"
        )
    raise NotAllowed(
        f"“{who}”的角色是{wording.name(role or Role.READER)}，不能办理这一步。",
        f"这一步由{allowed}办理；角色在“人员”页登记。",
    )
