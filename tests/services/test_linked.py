"""An offered answer is taken over with what proves it, in one step that one undo takes back."""

from __future__ import annotations

import pytest

from app.core.answers import Check, CheckState, Chosen, NotApplicable
from app.core.evidence import Evidence
from app.errors import UserError
from app.services import answering, dossiers, history, linked, rounds, stores, values
from models.evidence import Evidence as Row
from models.evidence import EvidenceLink
from tests.conftest import TODAY, WHO

ITEM, CHECK = "item/G04", "check/Y02-1"


def proved(store, round_id: str, *subjects: str) -> str:
    one = Evidence(id="v1", park_id="p1", sha256="0" * 64, name="三定方案.pdf", size=1)
    with stores.begin(store, WHO, "加入佐证") as records:
        records.add(Row(**values.columns(one)))
        for at, subject in enumerate(subjects):
            ends = {"evidence_id": "v1", "assessment_id": round_id, "subject": subject}
            records.add(EvidenceLink(id=f"l{at}", **ends))
    return one.id


def seen(store, round_id: str):
    return dossiers.gather(store, round_id, TODAY)


def test_the_other_question_is_answered_with_the_words_and_the_files(store, round_id) -> None:
    answering.answer(store, WHO, round_id, ITEM, Chosen(2))
    answering.remark(store, WHO, round_id, ITEM, evidence="示例编〔2024〕3号")
    proved(store, round_id, ITEM)
    linked.accept(store, WHO, round_id, ITEM)
    found = seen(store, round_id)
    assert found.answers.checks["Y02-1"] == Check(CheckState.MET)
    assert found.remarks[CHECK].evidence == "示例编〔2024〕3号"
    assert [one.id for one in found.evidence[CHECK]] == ["v1"]


def test_one_undo_takes_all_of_it_back(store, round_id) -> None:
    answering.answer(store, WHO, round_id, ITEM, Chosen(2))
    answering.remark(store, WHO, round_id, ITEM, evidence="示例编〔2024〕3号")
    proved(store, round_id, ITEM)
    linked.accept(store, WHO, round_id, ITEM)
    history.undo(store, WHO)
    found = seen(store, round_id)
    assert "Y02-1" not in found.answers.checks
    assert CHECK not in found.remarks
    assert CHECK not in found.evidence
    assert found.answers.items["G04"] == Chosen(2)


def test_what_is_named_there_already_stays_and_is_not_named_twice(store, round_id) -> None:
    answering.answer(store, WHO, round_id, ITEM, Chosen(2))
    for subject, text in ((ITEM, "示例编〔2024〕3号"), (CHECK, "职责分工文件")):
        answering.remark(store, WHO, round_id, subject, evidence=text)
    proved(store, round_id, ITEM, CHECK)
    linked.accept(store, WHO, round_id, ITEM)
    found = seen(store, round_id)
    assert found.remarks[CHECK].evidence == "职责分工文件\n示例编〔2024〕3号"
    assert len(found.evidence[CHECK]) == 1


def test_an_answer_that_is_there_is_never_replaced(store, round_id) -> None:
    answering.answer(store, WHO, round_id, CHECK, Check(CheckState.UNMET))
    answering.answer(store, WHO, round_id, ITEM, Chosen(2))
    assert linked.accept(store, WHO, round_id, ITEM) is None
    assert seen(store, round_id).answers.checks["Y02-1"] == Check(CheckState.UNMET)


def test_a_reason_goes_along_where_nothing_applies(store, round_id) -> None:
    answering.answer(store, WHO, round_id, "item/G21", NotApplicable("没有公共管廊"))
    linked.accept(store, WHO, round_id, "item/G21")
    wanted = Check(CheckState.NOT_APPLICABLE, "没有公共管廊")
    assert seen(store, round_id).answers.checks["Y05-4"] == wanted


def test_a_submitted_round_takes_nothing_over(store, round_id) -> None:
    answering.answer(store, WHO, round_id, ITEM, Chosen(2))
    rounds.submit(store, WHO, round_id, TODAY)
    with pytest.raises(UserError):
        linked.accept(store, WHO, round_id, ITEM)
    assert "Y02-1" not in seen(store, round_id).answers.checks
