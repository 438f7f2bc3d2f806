"""The command ``check``: what the 体检 finds in a park's latest round, as text or as JSON."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from app import paths

if TYPE_CHECKING:
    from app.core.checkup_rules import Found
    from app.services.checkup import Checked


def check(typed: Namespace) -> int:
    """Print what is found; what is found is no error of the command."""
    import json

    from app.services import assessments, checkup, papers, stores

    with stores.look(typed.store or paths.default_store()) as store:
        park = papers.find_park(store, typed.park)
        latest = next(iter(assessments.listed(store, park.id)), None)
        head = latest or papers.round_for(store, park.id)
        found = checkup.of_round(store, head.id, date.today())
    if typed.json:
        print(json.dumps(_plain(found), ensure_ascii=False, indent=2))
    else:
        print(*_lines(found), sep="\n")
    return 0


def _lines(checked: Checked) -> Iterator[str]:
    from app import wording, wording_checkup, wording_round

    dossier = checked.dossier
    head = dossier.assessment
    yield f"{dossier.park.name} {wording_round.name(head)}（{wording.name(head.state)}）"
    yield wording_checkup.tally(checked.tally)
    title = ""
    for one in sorted(checked.found, key=lambda found: not found.red):
        if one.rule.title != title:
            title = one.rule.title
            yield ""
            yield f"【{wording_checkup.SEVERITY[one.rule.severity]}】{title}"
        yield f"  {wording_checkup.detail(dossier, one)}"


def _plain(checked: Checked) -> dict[str, Any]:
    """The findings as plain data; keys that stay as they are."""
    dossier, tally = checked.dossier, checked.tally
    return {
        "park": dossier.park.name,
        "year": dossier.assessment.year,
        "kind": dossier.assessment.kind.value,
        "state": dossier.assessment.state.value,
        "edition": dossier.standard.edition.id,
        "checksum": dossier.standard.checksum,
        "red": tally.red,
        "yellow": tally.yellow,
        "passed": tally.passed,
        "findings": [_finding(checked, one) for one in checked.found],
    }


def _finding(checked: Checked, one: Found) -> dict[str, str]:
    from app import wording_checkup

    return {
        "check": one.rule.id,
        "severity": one.rule.severity.value,
        "title": one.rule.title,
        "subject": one.subject,
        "beside": one.hit.beside,
        "place": wording_checkup.place(checked.dossier, one.subject),
        "detail": wording_checkup.detail(checked.dossier, one),
        "remedy": one.rule.remedy,
    }
