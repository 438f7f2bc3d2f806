"""What the reviewer says of each answer of a submitted round."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.dossier import Opinion
from app.services import values
from models import expert


def of_round(records: Session, assessment_id: str) -> Mapping[str, Opinion]:
    """By subject: what the reviewer said."""
    chosen = select(expert.Opinion).where(expert.Opinion.assessment_id == assessment_id)
    return {row.subject: values.read(Opinion, row) for row in records.scalars(chosen)}
