"""Moving a park's round to another edition: a new round with what still answers; the old one is never touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import wording
from app.core import asked, edition_diff, scoring, subjects
from app.core.answers import Answers, Given, NotApplicable
from app.core.dossier import Assessment, AssessmentState, Remark
from app.core.edition_diff import Difference, Fate, Ruling
from app.core.rights import Act
from app.core.standard import Standard
from app.errors import UserError
from app.services import answering, assessments, evidence, rights, standards, stores, values
from app.services.stores import Change, Store
from models import assessment as tables
from models import evidence as evidence_tables
from models import expert

_KEPT = {Fate.CARRIED, Fate.REWORDED}
"""The questions to which the old answer is an answer still."""


@dataclass(frozen=True, slots=True)
class MovedLine:
    """One question on its way: what became of it, and what the old round says of it."""

    difference: Difference
    given: Given | None
    """The old answer, also where it waited to be confirmed."""
    remark: Remark
    files: int
    """How many files of evidence prove it."""
    waits: bool = False
    """Whether the old answer is filled in and still to be confirmed, rather than standing at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A round beside the editions that it is moved to, or was."""

    old: Assessment
    before: Standard
    before_companion: Standard | None
    after: Standard
    after_companion: Standard | None
    lines: tuple[MovedLine, ...]
    """In the order of the new edition, then what it no longer asks."""
    rulings: tuple[Ruling, ...]

    @property
    def counts(self) -> Mapping[Fate, int]:
        """How many questions came to what."""
        return Counter(line.difference.fate for line in self.lines)

    @property
    def carried(self) -> int:
        """How many answers stand at once."""
        return sum(map(_at_once, self.lines))

    @property
    def to_confirm(self) -> int:
        """How many answers are filled in and wait to be confirmed."""
        return sum(line.waits for line in self.lines)


def preview(store: Store, assessment_id: str, edition: str) -> Moved:
    """What moving a round to the offered edition with this id would come to; UserError where it cannot be.

    The old round is read and nothing is written.
    """
    with stores.read(store) as records:
        head = assessments.row(records, assessment_id)
        found = _compared(records, head, *_target(edition))
        _refuse_same(found)
        return found


def move(
    store: Store, who: str, assessment_id: str, edition: str, today: date, *, new_id: str
) -> Change | None:
    """Make the new round, which will have ``new_id``, in one transaction.

    Carried answers stand; reworded ones are filled in and wait to be confirmed; where levels changed only what
    was found goes along; what is retired stays in the old round, which the new one lies beside.
    """
    with stores.begin(store, who, "") as records:
        head = assessments.row(records, assessment_id)
        old = values.read(Assessment, head)
        rights.require(records, who, Act.BEGIN, old.kind)
        source, companion = standards.find(edition), standards.companion(standards.find(edition).standard)
        moved = _compared(records, head, source.standard, companion.standard if companion else None)
        _refuse_same(moved)
        for each in filter(None, (source, companion)):
            standards.pin(records, each)
        new = _head(moved, today, new_id)
        records.action = f"{old.year}年{wording.name(old.kind)}转用{moved.after.edition.title}"
        records.add(tables.Assessment(**values.columns(new)))
        _answers(records, moved, new.id)
        _evidence(records, moved, new.id)
        _team(records, moved, new.id)
    return records.change


def made(store: Store, assessment_id: str) -> Moved | None:
    """How this round came from the one that it lies beside, where it was moved from there; else None."""
    with stores.read(store) as records:
        head = assessments.row(records, assessment_id)
        old = records.get(tables.Assessment, head.based_on) if head.based_on else None
        if old is None or (old.kind, old.year) != (head.kind, head.year):
            return None
        found = _compared(records, old, *assessments.editions(records, head))
        return None if _same(found) else found


def edition_of(store: Store, assessment_id: str) -> Standard:
    """The edition that a round is pinned to."""
    with stores.read(store) as records:
        return assessments.editions(records, assessments.row(records, assessment_id))[0]


def _target(edition: str) -> tuple[Standard, Standard | None]:
    standard = standards.find(edition).standard
    companion = standards.companion(standard)
    return standard, companion.standard if companion else None


def _compared(
    records: Session, head: tables.Assessment, after: Standard, after_companion: Standard | None
) -> Moved:
    before, before_companion = assessments.editions(records, head)
    differences = edition_diff.compare(
        edition_diff.questions(before, before_companion), edition_diff.questions(after, after_companion)
    )
    answers, remarks = answering.answered(records, head.id)
    waiting = answering.pending(records, head.id)
    given = {**dict(asked.every(answers)), **waiting}
    files = evidence.of_round(records, head.id)
    lines = tuple(
        MovedLine(
            one,
            given.get(one.subject),
            remarks.get(one.subject, Remark()),
            len(files.get(one.subject, ())),
            _waits(one, given.get(one.subject), after, after_companion, before=one.subject in waiting),
        )
        for one in differences
    )
    return Moved(
        old=values.read(Assessment, head),
        before=before,
        before_companion=before_companion,
        after=after,
        after_companion=after_companion,
        lines=tuple(_with_something_left(after, lines)),
        rulings=(*edition_diff.rulings(before, after), *_companions(before_companion, after_companion)),
    )


def _companions(old: Standard | None, new: Standard | None) -> tuple[Ruling, ...]:
    return edition_diff.rulings(old, new) if old and new else ()


def _waits(
    one: Difference, given: Given | None, after: Standard, companion: Standard | None, *, before: bool
) -> bool:
    """Whether somebody has to look at an old answer: it waited ``before``, is reworded, or lacks a reason now."""
    if given is None or one.fate not in _KEPT:
        return False
    return before or one.fate is Fate.REWORDED or not subjects.fits(after, companion, one.subject, given)


def _with_something_left(after: Standard, lines: Sequence[MovedLine]) -> Iterator[MovedLine]:
    """The lines; where the answers that stand would leave no item that applies, those that leave one out wait."""
    standing = Answers()
    for line in filter(_at_once, lines):
        standing = asked.answered(standing, line.difference.subject, line.given)
    gone = not scoring.any_left(after, standing)
    for line in lines:
        out = gone and _at_once(line) and isinstance(line.given, NotApplicable)
        yield replace(line, waits=True) if out else line


def _at_once(line: MovedLine) -> bool:
    """Whether the old answer is one of the new round without anybody's doing."""
    return line.given is not None and line.difference.fate is Fate.CARRIED and not line.waits


def _same(found: Moved) -> bool:
    pairs = ((found.before, found.after), (found.before_companion, found.after_companion))
    return all((a.checksum if a else "") == (b.checksum if b else "") for a, b in pairs)


def _refuse_same(found: Moved) -> None:
    if _same(found):
        title = found.after.edition.title
        raise UserError(f"这一轮评估用的就是“{title}”。", "请选择另一个标准包；还没有的，先在“标准”页导入。")
    if not found.after.items:
        title = found.after.edition.title
        raise UserError(f"“{title}”没有评分项，不能单独用来评级。", "请选择有评分项的标准包。")


def _head(moved: Moved, today: date, new_id: str) -> Assessment:
    """The new round's head: the old one's, open again, and told where it comes from."""
    old, edition = moved.old, moved.before.edition
    told = f"由本园区{old.year}年{wording.name(old.kind)}（{edition.title} {edition.version} 版）转用。"
    return replace(
        old,
        id=new_id,
        state=AssessmentState.DRAFT,
        edition_checksum=moved.after.checksum,
        ten_two_checksum=moved.after_companion.checksum if moved.after_companion else None,
        assessed_on=today,
        submitted_on=None,
        confirmed_on=None,
        note=told,  # the old note holds the log of what was given back, and stays with its round
        based_on=old.id,
    )


def _answers(records: Session, moved: Moved, new: str) -> None:
    """The rows of what goes along, as the old round has them, and no more than the new edition can take."""
    lines = {line.difference.subject: line for line in moved.lines}
    chosen = select(tables.Answer).where(tables.Answer.assessment_id == moved.old.id)
    for row in records.scalars(chosen.order_by(tables.Answer.subject)):
        line = lines.get(row.subject)
        if line is None or line.difference.fate is Fate.RETIRED:
            continue
        kept = line.difference.fate in _KEPT
        if not (kept or row.finding or row.evidence):
            continue
        records.add(
            tables.Answer(
                assessment_id=new,
                subject=row.subject,
                value=row.value if kept else "null",
                finding=row.finding,
                evidence=row.evidence,
                checked_on=row.checked_on if kept else None,
                pending=line.waits,
            )
        )


def _evidence(records: Session, moved: Moved, new: str) -> None:
    """The files prove the same in the new round, as far as the question is still asked."""
    still = _asked(moved, Fate.CARRIED, Fate.REWORDED, Fate.LEVELS_CHANGED)
    link = evidence_tables.EvidenceLink
    for row in records.scalars(select(link).where(link.assessment_id == moved.old.id).order_by(link.id)):
        if row.subject in still:
            records.add(
                link(evidence_id=row.evidence_id, assessment_id=new, subject=row.subject, role=row.role)
            )


def _team(records: Session, moved: Moved, new: str) -> None:
    """Who looks at which section, and what each found of the questions that are carried."""
    after = moved.after_companion or moved.after
    places = {"veto", *(one.id for one in moved.after.sections), *(one.id for one in after.lines)}
    task, word = expert.Assignment, expert.Judgement
    for row in records.scalars(select(task).where(task.assessment_id == moved.old.id).order_by(task.id)):
        if row.section_id in places:
            records.add(task(assessment_id=new, person_id=row.person_id, section_id=row.section_id))
    carried = _asked(moved, Fate.CARRIED)
    for said in records.scalars(select(word).where(word.assessment_id == moved.old.id).order_by(word.id)):
        if said.subject in carried:
            copied = {"subject": said.subject, "value": said.value, "finding": said.finding}
            records.add(word(assessment_id=new, person_id=said.person_id, **copied))


def _asked(moved: Moved, *fates: Fate) -> Iterable[str]:
    return {line.difference.subject for line in moved.lines if line.difference.fate in fates}
