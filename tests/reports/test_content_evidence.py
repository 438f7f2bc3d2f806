"""Papers name the files that prove an answer or a measure, after the words, and say which are out of date."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.core.dossier import Dossier
from app.core.evidence import Evidence, Side
from app.reports import blocks, content_plan, content_rating
from tests.reports import sample
from tests.reports.written import table, whole


def _file(name: str, **more: object) -> Evidence:
    return Evidence(id=name, park_id="p1", sha256="0", name=name, size=1, **more)  # type: ignore[arg-type]


def _proved(*files: Evidence) -> Dossier:
    dossier = sample.dossier()
    item = dossier.standard.items[4].id
    proved = {f"item/{item}": files, "check/Y01-1": files}
    return replace(dossier, evidence=proved)


def test_the_files_of_an_answer_stand_after_its_words() -> None:
    said = whole(content_rating.rating(_proved(_file("评估报告.pdf"), _file("现场.jpg"))))
    assert "佐证：测绘图 1 份；评估报告.pdf、现场.jpg" in said


def test_the_files_of_a_checkpoint_stand_in_the_annex() -> None:
    said = whole(content_rating.rating(_proved(_file("规划批复.pdf"))))
    assert "佐证：规划批复.pdf" in said


def test_a_file_that_is_out_of_date_says_so() -> None:
    yesterday = sample.TODAY - timedelta(days=1)
    said = whole(content_rating.rating(_proved(_file("许可证.pdf", expires_on=yesterday))))
    assert "佐证：许可证.pdf（已过期）" in said


def test_of_many_files_the_first_few_and_the_number_are_named() -> None:
    said = whole(content_rating.rating(_proved(*(_file(f"{number}.jpg") for number in range(1, 8)))))
    assert "佐证：1.jpg、2.jpg、3.jpg等 7 份" in said


def test_the_plan_counts_the_files_of_a_measure_and_names_them_in_an_annex() -> None:
    dossier = sample.dossier()
    first = dossier.measures[0]
    held = (
        (Side.BEFORE, _file("围栏破损.jpg")),
        (Side.AFTER, _file("围栏修复.jpg")),
        (Side.AFTER, _file("验收.pdf")),
    )
    plan = content_plan.plan(replace(dossier, measure_evidence={first.id: held}))
    row = table(plan, "问题整改清单").rows[0]
    assert blocks.plain(row.cells[15]).endswith("整改前1份\n整改后2份\n见附件4")
    (indexed,) = table(plan, "整改佐证目录").rows
    assert [blocks.plain(cell) for cell in indexed.cells][2:] == ["围栏破损.jpg", "围栏修复.jpg\n验收.pdf"]


def test_a_plan_without_files_has_no_annex_for_them() -> None:
    assert "整改佐证目录" not in whole(content_plan.plan(sample.dossier()))
