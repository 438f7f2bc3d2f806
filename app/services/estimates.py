"""Estimates of a round: what a person says that mending a question takes; kept beside the record, never in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import wording
from app.core import subjects
from app.core.options import Estimate, estimate_fault
from app.errors import UserError
from app.services import assessments, stores
from app.services.stores import Change, Store
from models import scenario as tables


def read(store: Store, assessment_id: str) -> Mapping[str, Estimate]:
    """By subject: what was estimated for this round; UserError where the record cannot be read."""
    chosen = select(tables.Estimate).where(tables.Estimate.assessment_id == assessment_id)
    with stores.read(store) as records:
        return {row.subject: _from_data(row.value) for row in records.scalars(chosen)}


def put(store: Store, who: str, assessment_id: str, subject: str, estimate: Estimate | None) -> Change | None:
    """Keep an estimate for one question, of an open round or a closed one; None goes back to the standard.

    UserError where there is no such question, or where a number cannot be.
    """
    with stores.begin(store, who, "") as records:
        head = assessments.row(records, assessment_id)
        title = subjects.fit(*assessments.editions(records, head), subject, None)
        if estimate and (fault := estimate_fault(estimate)):
            raise UserError(f"{title}：{fault}。", "请改正后再保存，原来的内容没有变。")
        records.action = f"估算 {title}"
        _write(records, assessment_id, subject, estimate or Estimate())
    return records.change


def _write(records: Session, assessment_id: str, subject: str, estimate: Estimate) -> None:
    """An estimate that says nothing leaves no row."""
    chosen = select(tables.Estimate).where(
        tables.Estimate.assessment_id == assessment_id, tables.Estimate.subject == subject
    )
    row = records.scalar(chosen)
    data = _to_data(estimate)
    if not data:
        if row is not None:
            records.delete(row)
        return
    if row is None:
        row = tables.Estimate(id=stores.new_id(), assessment_id=assessment_id, subject=subject)
        records.add(row)
    row.value = json.dumps(data, ensure_ascii=False, sort_keys=True)


def _to_data(estimate: Estimate) -> dict[str, Any]:
    at = {
        key: [None if cost is None else wording.number(cost), days]
        for key, (cost, days) in estimate.at.items()
        if cost is not None or days is not None
    }
    return {**({"cannot": True} if estimate.cannot else {}), **({"at": at} if at else {})}


def _from_data(value: str) -> Estimate:
    try:
        data = json.loads(value)
        given = {
            str(key): (None if cost is None else Decimal(cost), days)
            for key, (cost, days) in data.get("at", {}).items()
        }
        estimate = Estimate(data.get("cannot", False) is True, given)
        if estimate_fault(estimate) is None:
            return estimate
    except (ValueError, ArithmeticError, TypeError, AttributeError):
        pass
    raise UserError("一处估算无法识别。", "记录可能被改动过，请运行 parkgrade store check。")
