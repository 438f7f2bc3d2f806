"""One fact is asked once: what an answer offers to the questions linked with it is taken over, with its evidence."""

from __future__ import annotations

from app.core import links, subjects
from app.core.dossier import Remark
from app.core.evidence import Use
from app.services import answering, assessments, evidence, evidence_adding, stores
from app.services.stores import Change, Store


def accept(store: Store, who: str, assessment_id: str, subject: str) -> Change | None:
    """Answer the unanswered questions that ask the same fact as ``subject``, as its answer says.

    The words and the files that prove it go along; one undo takes all of it back. None where nothing is
    offered any more. UserError as ``answering.answer``.
    """
    with stores.begin(store, who, "") as records:
        head = answering.writable(records, who, assessment_id)
        standard, companion = assessments.editions(records, head)
        answers, remarks = answering.answered(records, assessment_id)
        waiting = answering.pending(records, assessment_id)
        found = links.offers(standard, companion or standard, answers, subject, waiting=waiting)
        given = {offer.subject: offer.given for offer in found}
        titles = [subjects.fit(standard, companion, one, answer) for one, answer in given.items()]
        records.action = f"按关联作答 {'、'.join(titles[:3])}{'等' if len(titles) > 3 else ''}"
        rows = answering.put(records, who, head, given, {})
        proof = remarks.get(subject, Remark()).evidence.strip()
        for row in rows.values():
            row.evidence = _joined(row.evidence, proof)
        for one in evidence.of_round(records, assessment_id).get(subject, ()):
            for other in rows:
                evidence_adding.tie(records, one.id, Use(assessment_id=assessment_id, subject=other))
    return records.change


def _joined(there: str, proof: str) -> str:
    """The evidence that is named already, and what comes to it."""
    return there if proof in there else "\n".join(filter(None, (there.strip(), proof)))
