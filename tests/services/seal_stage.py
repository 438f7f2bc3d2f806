"""A store with three people, their keys, and a confirmed expert round with something in every table a seal covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from app.core import advice
from app.core.answers import Check, CheckState, NotApplicable, VetoMark, VetoState
from app.core.dossier import AssessmentState
from app.core.park import Park
from app.core.rights import Person, Role
from app.core.rollup import Kind
from app.core.standard import Standard
from app.files import evidence_files
from app.services import answering, assessments, parks, people, person_keys, seals, standards, stores
from app.services.stores import Store
from models import evidence as proofs
from models import expert
from models.assessment import Assessment
from tests.conftest import TODAY

WANG, ZHANG, LI = "王委", "张三", "李核"
"""管委会, 专家, 复核人."""
SECRET = "安全生产人人有责"
NOW = datetime(2026, 11, 23, 6, 5, tzinfo=UTC)
FILE = "示例批复文件".encode()


@dataclass(frozen=True, slots=True)
class Sealed:
    """Ids of what is there."""

    store: Store
    round_id: str
    evidence_id: str
    sha256: str
    expert_id: str


def staff(store: Store) -> dict[str, str]:
    """Enter the three; their ids by name."""
    people.join(store, WANG, Person(id="w", name=WANG, role=Role.COMMITTEE, unit="示例管委会"))
    people.add(store, WANG, Person(id="z", name=ZHANG, role=Role.EXPERT, unit="示例研究院"))
    people.add(store, WANG, Person(id="l", name=LI, role=Role.REVIEWER, unit="示例应急局"))
    return {WANG: "w", ZHANG: "z", LI: "l"}


def confirmed(store: Store) -> Sealed:
    """An expert round, answered, with evidence, judgement, assignment and opinion, confirmed but not sealed."""
    staff(store)
    parks.add(store, WANG, Park(id="p1", name="示例园区"))
    head = assessments.fresh("p1", Kind.EXPERT, 2026, TODAY)
    assessments.begin(store, ZHANG, head)
    standard = standards.find("guide-2023-trial").standard
    answering.answer_all(store, ZHANG, head.id, _answers(standard), findings={"item/G02": "示例问题"})
    kept = evidence_files.put(store.path, FILE, name="批复.pdf")
    with stores.begin(store, ZHANG, "示例资料") as records:
        records.add(
            proofs.Evidence(
                id="e1", park_id="p1", sha256=kept.sha256, name="批复.pdf", size=kept.size, kind="plan"
            )
        )
        records.add(proofs.EvidenceLink(id="k1", evidence_id="e1", assessment_id=head.id, subject="item/G02"))
        records.add(expert.Assignment(id="s1", assessment_id=head.id, person_id="z", section_id="S1"))
        records.add(
            expert.Judgement(
                id="j1", assessment_id=head.id, person_id="z", subject="item/G02", value='{"level": 1}'
            )
        )
        records.add(expert.Opinion(id="o1", assessment_id=head.id, subject="item/G02", state="accepted"))
        row = records.get_one(Assessment, head.id)
        row.state = AssessmentState.CONFIRMED.value
        row.submitted_on = row.confirmed_on = TODAY
        row.grade, row.score = "C", "80"
    return Sealed(store, head.id, "e1", kept.sha256, "z")


def sealed(store: Store) -> Sealed:
    """The same, sealed by the expert with his key."""
    made = confirmed(store)
    person_keys.make(store, ZHANG, "z", SECRET)
    seals.seal(store, ZHANG, made.round_id, NOW, SECRET)
    return made


def _answers(standard: Standard) -> dict[str, object]:
    given: dict[str, object] = {f"item/{item.id}": advice.best(item) for item in standard.items}
    given["item/G13"] = NotApplicable("近三年没有建设项目")
    given |= {f"veto/{veto.id}": VetoMark(VetoState.CLEAR) for veto in standard.vetoes}
    return given | {"check/Y01-1": Check(CheckState.MET)}
