"""Several experts at one round: who looks at which section, what each found, and what the round then says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.core import agreement
from app.core import answers as forms
from app.core.agreement import Pair
from app.core.answers import Check, Given, NotApplicable, VetoMark
from app.core.asked import Group
from app.core.rights import Person
from app.errors import UserError


@dataclass(frozen=True, slots=True)
class Judgement:
    """One expert's own answer to a question, and what he wrote to it."""

    given: Given | None = None
    finding: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """The experts of a round; a section is known by its id, a line of 十有两禁 by its own, the vetoes as ``veto``."""

    people: Mapping[str, Person]
    """By id: everybody who is assigned or leads."""
    leader_id: str | None = None
    assigned: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By section: ids of its experts."""
    judged: Mapping[str, Mapping[str, Judgement]] = field(default_factory=dict)
    """By subject, by the expert's id."""

    def person(self, name: str) -> Person | None:
        """The member of this name."""
        return next((one for one in self.people.values() if one.name == name), None)

    def judgement(self, subject: str, person_id: str) -> Judgement | None:
        """What this expert found, where he has found anything."""
        found = self.judged.get(subject, {}).get(person_id)
        return found if found is not None and found.given is not None else None


class Standing(StrEnum):
    """How far the experts of a section are with a question."""

    WAITING = "waiting"
    """Somebody has not judged yet."""
    AGREED = "agreed"
    DIFFER = "differ"


def standing(team: Team, section: str, subject: str) -> Standing:
    """How far the experts assigned to ``section`` are with one of its questions."""
    found = [team.judgement(subject, one) for one in team.assigned.get(section, frozenset())]
    given = [one.given for one in found if one is not None]
    if not found or len(given) < len(found):
        return Standing.WAITING
    return Standing.AGREED if all(same(given[0], one) for one in given) else Standing.DIFFER


def agreed(team: Team, section: str, subject: str) -> Given | None:
    """The answer on which all experts of the section agree; None while they do not."""
    if standing(team, section, subject) is not Standing.AGREED:
        return None
    one = min(team.assigned[section])
    found = team.judgement(subject, one)
    return found.given if found else None


def same(one: Given | None, other: Given | None) -> bool:
    """Whether two answers say the same; the words of their reasons may differ.

    >>> same(NotApplicable("没有铁路"), NotApplicable("园区无铁路"))
    True
    """
    return _bare(one) == _bare(other)


def _bare(given: Given | None) -> Given | None:
    match given:
        case NotApplicable():
            return NotApplicable("")
        case Check() | VetoMark():
            return replace(given, reason="")
        case _:
            return given


def settles(team: Team, section: str, subject: str, who: str) -> bool:
    """Whether an answer by ``who`` settles the question, rather than being one judgement among others.

    The leader settles what was not given to him, and what he judged himself once all have and they differ.
    """
    person = team.person(who)
    if person is None or person.id != team.leader_id:
        return False
    mine = person.id in team.assigned.get(section, frozenset())
    return not mine or standing(team, section, subject) is Standing.DIFFER


def judge(
    team: Team, section: str, subject: str, who: str, given: Given | None, current: Given | None
) -> tuple[Team, Given | None]:
    """Take one person's answer (None: taken back); returns the team and what the round now says.

    ``current`` is what it says so far. UserError where the section is not theirs, where the leader would go before
    his experts, and where he has settled the question.
    """
    if settles(team, section, subject, who):
        _heard(team, section, subject, given)
        return team, given
    expert = _assigned(team, section, who)
    if settled(team, section, subject, current):
        raise UserError("这一项组长已经定过。", "确需修改，请组长先取消这一项的结果。")
    after = _with(team, subject, expert, replace(_held(team, subject, expert), given=given))
    return after, agreed(after, section, subject)


def write(team: Team, section: str, subject: str, who: str, finding: str, current: str) -> tuple[Team, str]:
    """Take what one person wrote; returns the team and the finding of the round, ``current`` so far.

    An expert's is his own, and becomes the round's together with the others' as long as nobody wrote another there.
    """
    if settles(team, section, subject, who):
        return team, finding
    expert = _assigned(team, section, who)
    before = findings(team, section, subject)
    after = _with(team, subject, expert, replace(_held(team, subject, expert), finding=finding))
    return after, findings(after, section, subject) if current in ("", before) else current


def settled(team: Team, section: str, subject: str, current: Given | None) -> bool:
    """Whether the leader has said what the round says, rather than the experts by agreeing."""
    if current is None or standing(team, section, subject) is Standing.WAITING:
        return False
    return not same(current, agreed(team, section, subject))


def _assigned(team: Team, section: str, who: str) -> Person:
    person = team.person(who)
    if person is None or person.id not in team.assigned.get(section, frozenset()):
        raise UserError(f"这一部分没有分给“{who}”。", "可以查看，不能作答；需要调整的，请组长在“分工”里改。")
    return person


def _held(team: Team, subject: str, person: Person) -> Judgement:
    return team.judged.get(subject, {}).get(person.id, Judgement())


def _with(team: Team, subject: str, person: Person, judgement: Judgement) -> Team:
    held = team.judged.get(subject, {})
    return replace(team, judged={**team.judged, subject: {**held, person.id: judgement}})


def _heard(team: Team, section: str, subject: str, given: Given | None) -> None:
    every = team.assigned.get(section, frozenset())
    silent = [team.people[one].name for one in sorted(every) if team.judgement(subject, one) is None]
    if silent and given is not None:
        raise UserError(
            f"{'、'.join(silent)}还没有给出意见，组长不能先定。", "请等各位专家答完，或在“分工”里调整。"
        )


def shown(team: Team, subject: str, who: str, current: Given | None) -> Given | None:
    """What is chosen for ``who`` on screen: what the round says, else his own."""
    person = team.person(who)
    if current is not None or person is None:
        return current
    found = team.judgement(subject, person.id)
    return found.given if found else None


def own_finding(team: Team, section: str, subject: str, who: str, current: str) -> str:
    """What stands in the field for ``who``: his own words where he judges, else the round's."""
    person = team.person(who)
    if person is None or settles(team, section, subject, who):
        return current
    return _held(team, subject, person).finding if person.id in team.assigned.get(section, ()) else current


def visible(team: Team, section: str, subject: str, who: str) -> Mapping[Person, Judgement]:
    """What the experts found, as far as ``who`` may see it: nothing by others before he gave his own."""
    person = team.person(who)
    every = team.assigned.get(section, frozenset())
    if person is not None and person.id in every and team.judgement(subject, person.id) is None:
        return {}
    found = {one: team.judgement(subject, one) for one in every}
    return {team.people[one]: each for one, each in sorted(found.items()) if each is not None}


def findings(team: Team, section: str, subject: str) -> str:
    """What the experts wrote, each thing once, as it becomes the round's finding."""
    every = sorted(team.assigned.get(section, frozenset()))
    held = team.judged.get(subject, {})
    texts = (held[one].finding.strip() for one in every if one in held)
    return "\n".join(dict.fromkeys(text for text in texts if text))


def agreements(team: Team, groups: Iterable[Group]) -> tuple[Pair, ...]:
    """How far every two who judged the same questions agree, over all and group by group."""
    judged = {
        subject: {one: _category(found.given) for one, found in held.items() if found.given is not None}
        for subject, held in team.judged.items()
    }
    people = sorted(
        {one for held in judged.values() for one in held} & team.people.keys(), key=_by_name(team)
    )
    sections = {group.key: tuple(one.subject for one in group.questions) for group in groups}
    return agreement.pairwise(people, sections, judged)


def _category(given: Given) -> str:
    """Answers that say the same are one; reasons aside."""
    return repr(sorted(forms.to_data(_bare(given) or given).items()))


def _by_name(team: Team) -> Callable[[str], str]:
    return lambda one: team.people[one].name


def differing(team: Team, section: str, subject: str, current: Given | None) -> bool:
    """Whether the experts differ and nobody has settled it."""
    return current is None and standing(team, section, subject) is Standing.DIFFER
