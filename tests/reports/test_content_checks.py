"""Papers list what was found red, and nothing else of the 体检."""

from __future__ import annotations

from dataclasses import replace

from app.core import checkup
from app.core.dossier import Dossier
from app.reports import content_plan, content_rating
from app.reports.blocks import Annex, AnnexList
from app.services import checkup as service
from tests.reports import sample
from tests.reports.written import Paper, both, table, whole

TITLE = "自查发现的不一致"


def checked() -> Dossier:
    return service.checked(sample.dossier())


@both
def test_every_red_finding_stands_in_the_list_with_what_is_wrong_and_where_it_is_from(paper: Paper) -> None:
    dossier = checked()
    rows = table(paper(dossier), TITLE).rows
    assert len(rows) == len(checkup.red(dossier.checks)) > 0
    for row, one in zip(rows, checkup.red(dossier.checks), strict=True):
        assert row.cells[1] == one.rule.title
        assert "{" not in str(row.cells[2])
        assert row.cells[3]


@both
def test_yellow_findings_stay_off_the_paper(paper: Paper) -> None:
    dossier = checked()
    yellow = {one.rule.title for one in dossier.checks if not one.red}
    assert yellow
    assert not [title for title in yellow if title in whole(paper(dossier))]


@both
def test_a_round_without_red_findings_has_no_list(paper: Paper) -> None:
    dossier = checked()
    clean = replace(dossier, checks=tuple(one for one in dossier.checks if not one.red))
    assert TITLE not in whole(paper(clean))


def test_the_report_names_the_list_among_its_annexes_and_leads_to_it() -> None:
    document = content_rating.rating(checked())
    listed = next(block for block in document.blocks if isinstance(block, AnnexList))
    annexes = [block.title for block in document.blocks if isinstance(block, Annex)]
    assert listed.titles == tuple(annexes)
    assert f"见附件{annexes.index(TITLE) + 1}" in whole(document)


def test_what_this_project_made_up_is_not_written_like_a_law() -> None:
    said = whole(content_plan.plan(checked()))
    assert "《项目约定》" not in said
