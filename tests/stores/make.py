"""Writes the file of the present release beside itself: ``python tests/stores/make.py``."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from models import history, store, upgrade
from models.assessment import Answer, Assessment, Edition
from models.county import Duty, Target
from models.evidence import Evidence, EvidenceLink
from models.exchange import Stamp, Version
from models.expert import Assignment, Judgement, Opinion
from models.keying import Keyed
from models.park import Enterprise, GradeRecord, Park, Settlement, Zone
from models.people import Person, Setting
from models.plan import Measure
from models.records import Records
from models.scenario import Estimate, Scenario
from models.seal import Seal

DAY = date(2026, 5, 1)


def fill(opened: store.Store) -> None:
    """Something in every table and every kind of revision."""
    with opened.begin("王", "新建园区") as records:
        records.add(Setting(key="county", value="示例县"))
        records.add(Person(id="w", name="王", role="经办人"))
        records.add(
            Edition(checksum="c", edition_id="e", title="示例表", version="1", content="{}", added_at="x")
        )
        records.add(Park(id="p", name="示例园区", planned_area=Decimal("12.50"), recognition_date=DAY))
        records.add(Zone(id="z", park_id="p", position=1, east="示例路", area=Decimal("12.50")))
        records.add(Enterprise(id="f", park_id="p", zone_id="z", name="示例企业", staff=120))
        records.add(Settlement(id="s", park_id="p", name="示例村", households=3, due=DAY))
        records.add(GradeRecord(id="g", park_id="p", grade="C", decided_on=DAY))
        records.add(Assessment(id="a", park_id="p", kind="self", year=2026, edition_checksum="c"))
        records.add(Answer(id="n", assessment_id="a", subject="1", value='{"level":2}', checked_on=DAY))
        records.add(Measure(id="m", park_id="p", assessment_id="a", state="open", funds=Decimal("3.50")))
        later(records)
    with opened.begin("王", "签章") as records:
        records.add(Seal(id="x", assessment_id="b", signer="王", checksum="c", entries="{}", sealed_at="y"))
    with opened.begin("王", "作答 1") as records:
        answer = records.get_one(Answer, "n")
        answer.value = '{"level":1}'
    with opened.begin("王", "删除居民点") as records:
        records.delete(records.get_one(Settlement, "s"))
    history.undo(opened, "王")
    history.redo(opened, "王")
    history.undo(opened, "王")


def later(records: Records) -> None:
    """What the second and the third form added."""
    records.add(Evidence(id="e", park_id="p", sha256="0" * 64, name="示例.pdf", size=1, kind="report"))
    records.add(EvidenceLink(id="l", evidence_id="e", assessment_id="a", subject="item/1"))
    records.add(Assignment(id="i", assessment_id="a", person_id="w", section_id="S1"))
    records.add(Judgement(id="j", assessment_id="a", person_id="w", subject="item/1"))
    records.add(Opinion(id="o", assessment_id="a", subject="item/1", state="accepted"))
    records.add(Scenario(id="c", assessment_id="a", name="示例"))
    records.add(Estimate(id="t", assessment_id="a", subject="item/1"))
    records.add(Keyed(id="k", assessment_id="a", subject="item/1", first="2"))
    records.add(Target(id="r", title="示例目标", percent=Decimal("95"), by=DAY))
    records.add(Duty(id="d", task_id="T1", state="open"))
    records.add(Stamp(record="zone/z", seq=0, content="{}"))
    records.add(Version(id="v", who="李"))
    records.add(Assessment(id="b", park_id="p", kind="self", year=2025, edition_checksum="c"))


def main() -> None:
    """One file, the same each time but for SQLite's own bookkeeping."""
    path = Path(__file__).with_name(f"v{upgrade.SHIPPED.head}.sqlite")
    path.unlink(missing_ok=True)
    moments = (datetime(2026, 5, 1, 8, tzinfo=UTC) + timedelta(seconds=n) for n in range(1000))
    with store.create(path, "王", clock=lambda: next(moments)) as opened:
        fill(opened)
    path.with_name(f"{path.name}.lock").unlink()


if __name__ == "__main__":
    main()
