"""Files on record: added, linked, let go, described; what lapses; and what a lost or changed content is called."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.core import proof
from app.core.answers import Check, CheckState, Chosen
from app.core.evidence import Evidence, EvidenceKind, Side, Use
from app.core.plan import Measure
from app.core.rollup import Kind
from app.errors import Stopped, UserError
from app.files import evidence_files
from app.services import (
    answering,
    assessments,
    dossiers,
    evidence,
    evidence_adding,
    evidence_contents,
    evidence_settings,
    history,
    plans,
    rounds,
)
from app.services.evidence_adding import Pasted
from app.services.stores import Store
from tests.conftest import TODAY, WHO
from tests.files import pictures

PAPER = Pasted("整体性安全风险评估报告.pdf", pictures.pdf(1))
LIST = Pasted("消防器材台账.csv", "器材,数量\n".encode() * 9)


def add(store: Store, park, *sources: Pasted | Path, use: Use | None = None) -> tuple[Evidence, ...]:
    taken = evidence_adding.take_in(store, sources).taken
    evidence_adding.add(store, WHO, park.id, taken, use)
    return tuple(filed.evidence for filed in evidence.listed(store, park.id))


def of(round_id: str, subject: str = "item/G01") -> Use:
    return Use(round_id, subject)


def proofs(store: Store, round_id: str) -> dict[str, list[str]]:
    found = dossiers.gather(store, round_id, TODAY).evidence
    return {subject: [one.name for one in files] for subject, files in found.items()}


def test_a_file_is_on_record_with_what_it_is_and_who_added_it(store, park) -> None:
    (one,) = add(store, park, PAPER)
    assert (one.name, one.media, one.kind, one.added_by) == (
        "整体性安全风险评估报告.pdf",
        "application/pdf",
        EvidenceKind.REPORT,
        WHO,
    )
    assert evidence.content(store, one).read_bytes() == PAPER.data


def test_many_files_are_one_step_that_undo_takes_back_and_redo_brings_again(store, park, round_id) -> None:
    add(store, park, PAPER, LIST, use=of(round_id))
    assert history.undoable(store).action == "加入佐证 第 1 项 整体性安全风险评估报告.pdf 等 2 个"
    history.undo(store, WHO)
    assert evidence.listed(store) == ()
    history.redo(store, WHO)
    assert proofs(store, round_id) == {"item/G01": [PAPER.name, LIST.name]}
    assert evidence.verify(store) == ()


def test_each_file_is_taken_or_refused_for_itself(store, park, tmp_path) -> None:
    found = evidence_adding.take_in(store, [PAPER, Pasted("空.txt", b""), tmp_path / "无.pdf", LIST])
    assert [one.name for one in found.taken] == [PAPER.name, LIST.name]
    assert [error.what for error in found.refused] == [
        "“空.txt”是空文件（0 字节），没有加入。",
        "找不到“无.pdf”，没有加入。",
    ]


def test_the_same_content_of_a_park_is_one_record_that_proves_more(store, park, round_id) -> None:
    add(store, park, PAPER, use=of(round_id, "item/G01"))
    again = replace(PAPER, name="另名.pdf")
    found = add(store, park, again, again, use=of(round_id, "check/Y01-1"))
    assert [one.name for one in found] == [PAPER.name]
    assert proofs(store, round_id) == {"item/G01": [PAPER.name], "check/Y01-1": [PAPER.name]}


def test_adding_what_is_there_already_is_no_step(store, park, round_id) -> None:
    add(store, park, PAPER, use=of(round_id))
    taken = evidence_adding.take_in(store, [PAPER]).taken
    assert evidence_adding.add(store, WHO, park.id, taken, of(round_id)) is None


def test_one_file_serves_many_items_and_says_which(store, park, round_id) -> None:
    (one,) = add(store, park, PAPER, use=of(round_id))
    evidence_adding.link(store, WHO, [one.id], of(round_id, "item/G07"))
    evidence_adding.link(store, WHO, [one.id], of(round_id, "veto/V1"))
    (filed,) = evidence.listed(store)
    assert evidence.told(filed.proofs) == "2026 自评 导则第1项；2026 自评 导则第7项；2026 自评 否决情形V1"


def test_a_file_that_is_let_go_stays_on_record(store, park, round_id) -> None:
    (one,) = add(store, park, PAPER, use=of(round_id))
    evidence_adding.unlink(store, WHO, one.id, of(round_id))
    assert proofs(store, round_id) == {}
    assert [filed.proofs for filed in evidence.listed(store)] == [()]


def test_a_measure_has_files_before_and_after(store, park, round_id) -> None:
    plans.add(store, WHO, Measure(id="m", park_id=park.id, finding="围栏破损"))
    add(store, park, Pasted("前.jpg", pictures.photo()), use=Use(measure_id="m", side=Side.BEFORE))
    add(store, park, Pasted("后.jpg", pictures.photo(turn=1)), use=Use(measure_id="m", side=Side.AFTER))
    found = dossiers.gather(store, round_id, TODAY).measure_evidence["m"]
    assert [(side, one.name) for side, one in found] == [(Side.BEFORE, "前.jpg"), (Side.AFTER, "后.jpg")]
    assert "措施1整改后：围栏破损" in [proof.name for one in evidence.listed(store) for proof in one.proofs]


def test_the_day_of_a_photo_becomes_its_day_of_issue(store, park) -> None:
    (one,) = add(store, park, Pasted("现场.jpg", pictures.photo()))
    assert (one.kind, one.issued_on) == (EvidenceKind.PHOTO, date(2026, 5, 3))


@pytest.mark.parametrize("noted", ["2099:01:01 00:00:00", "1980:01:01 00:00:00"])
def test_a_camera_with_a_wrong_clock_is_not_believed(store, park, noted) -> None:
    (one,) = add(store, park, Pasted("现场.jpg", pictures.photo(taken=noted)))
    assert one.issued_on is None


def test_a_finished_round_takes_no_file_and_lets_none_go(store, park, round_id) -> None:
    (one,) = add(store, park, PAPER, use=of(round_id))
    taken = evidence_adding.take_in(store, [LIST]).taken
    rounds.submit(store, WHO, round_id, TODAY)
    for attempt in (
        lambda: evidence_adding.add(store, WHO, park.id, taken, of(round_id)),
        lambda: evidence_adding.link(store, WHO, [one.id], of(round_id, "item/G02")),
        lambda: evidence_adding.unlink(store, WHO, one.id, of(round_id)),
    ):
        with pytest.raises(UserError, match="已提交，不能再修改"):
            attempt()
    for attempt in (
        lambda: evidence_adding.edit(store, WHO, one.id, "expires_on", TODAY),
        lambda: evidence_adding.remove(store, WHO, one.id),
    ):
        with pytest.raises(UserError, match="是已结束的评估所用的佐证"):
            attempt()
    assert proofs(store, round_id) == {"item/G01": [PAPER.name]}


def test_what_does_not_exist_cannot_be_proved(store, park, round_id) -> None:
    taken = evidence_adding.take_in(store, [PAPER]).taken
    for use in (of(round_id, "item/G99"), of("gone"), Use(measure_id="gone", side=Side.AFTER), Use()):
        with pytest.raises(UserError):
            evidence_adding.add(store, WHO, park.id, taken, use)
    assert evidence.listed(store) == ()


def test_a_file_cannot_expire_before_it_was_issued(store, park) -> None:
    (one,) = add(store, park, PAPER)
    evidence_adding.edit(store, WHO, one.id, "issued_on", date(2026, 3, 1))
    with pytest.raises(UserError, match="有效期至早于出具日期"):
        evidence_adding.edit(store, WHO, one.id, "expires_on", date(2026, 2, 28))


@pytest.mark.parametrize(
    ("kind", "issued", "expires", "until"),
    [
        ("report", date(2023, 11, 24), None, date(2026, 11, 23)),
        ("report", date(2024, 2, 29), None, date(2027, 2, 28)),
        ("report", date(2024, 2, 29), date(2026, 1, 1), date(2026, 1, 1)),
        ("report", date(2024, 2, 29), date(2030, 1, 1), date(2027, 2, 28)),
        ("report", None, None, None),
        ("permit", date(2020, 1, 1), date(2026, 11, 23), date(2026, 11, 23)),
        ("plan", date(2001, 1, 1), None, None),
    ],
)
def test_a_report_holds_three_years_and_anything_else_to_its_own_day(kind, issued, expires, until) -> None:
    one = Evidence(
        id="e", park_id="p", sha256="", name="", size=1, kind=EvidenceKind(kind),
        issued_on=issued, expires_on=expires,
    )  # fmt: skip
    assert one.valid_until == until
    if until is not None:
        assert not one.lapsed(until)
        assert one.lapses_within(until, 1)
        assert one.lapsed(until + timedelta(days=1))


def test_what_lapses_soon_is_listed_by_its_day_across_parks(store, park) -> None:
    ends = {PAPER.name: TODAY + timedelta(days=80), LIST.name: TODAY - timedelta(days=1)}
    later = Pasted("规划批复.txt", b"text")
    for one in add(store, park, PAPER, LIST, later):
        day = ends.get(one.name, TODAY + timedelta(days=91))
        evidence_adding.edit(store, WHO, one.id, "expires_on", day)
    assert [one.evidence.name for one in evidence.lapsing(store, TODAY, 90)] == [LIST.name, PAPER.name]
    assert evidence.lapsing(store, TODAY, 90, "another") == ()


def test_a_claim_without_proof_is_named_and_a_word_or_a_file_is_proof(store, park, round_id) -> None:
    full = {"item/G01": Chosen(2), "item/G02": Chosen(0), "item/G03": Chosen(2)}
    answering.answer_all(store, WHO, round_id, {**full, "check/Y01-1": Check(CheckState.MET)})
    assert proof.unproved(dossiers.gather(store, round_id, TODAY)) == ("item/G01", "item/G03", "check/Y01-1")
    answering.remark(store, WHO, round_id, "item/G01", evidence="认定文件 示例〔2025〕1号")
    add(store, park, PAPER, use=of(round_id, "check/Y01-1"))
    assert proof.unproved(dossiers.gather(store, round_id, TODAY)) == ("item/G03",)


def test_an_answer_that_rests_on_what_is_out_of_date_is_named(store, park, round_id) -> None:
    first, second = add(store, park, PAPER, LIST, use=of(round_id))
    evidence_adding.edit(store, WHO, first.id, "expires_on", TODAY - timedelta(days=1))
    (found,) = proof.lapsed(dossiers.gather(store, round_id, TODAY))
    assert (found.subject, [one.name for one in found.files], found.all) == ("item/G01", [first.name], False)
    evidence_adding.unlink(store, WHO, second.id, of(round_id))
    (found,) = proof.lapsed(dossiers.gather(store, round_id, TODAY))
    assert found.all


def test_a_flipped_byte_and_a_lost_content_are_found_and_named(store, park) -> None:
    first, second, _ = add(store, park, PAPER, LIST, Pasted("好.txt", b"good"))
    path = evidence_files.path_of(store.path, first.sha256)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    evidence_files.path_of(store.path, second.sha256).unlink()
    assert [evidence.flaw(found) for found in evidence.verify(store)] == [
        "示例园区的佐证“整体性安全风险评估报告.pdf”内容被改动过，与加入时不一致",
        "示例园区的佐证“消防器材台账.csv”内容缺失",
    ]
    with pytest.raises(UserError, match="整体性安全风险评估报告"):
        evidence.content(store, first)
    with pytest.raises(UserError, match="移动数据文件时须一并移动"):
        evidence.content(store, second)


def test_a_stopped_intake_leaves_nothing_on_record_and_no_half_file(store, park) -> None:
    def stop(_done: float, what: str) -> None:
        if what == LIST.name:
            raise Stopped

    with pytest.raises(Stopped):
        evidence_adding.take_in(store, [PAPER, LIST], stop)
    assert evidence.listed(store) == ()
    assert list(evidence_files.folder_of(store.path).glob("*.part")) == []


def test_clearing_takes_only_what_no_revision_ever_named(store, park) -> None:
    (kept,) = add(store, park, PAPER)
    evidence_adding.remove(store, WHO, kept.id)
    evidence_adding.take_in(store, [LIST])  # and never put on record
    found = evidence_contents.clear(store)
    assert (found.count, len(found.idle), found.idle_size) == (2, 1, len(LIST.data))
    history.undo(store, WHO)
    assert evidence.verify(store) == ()
    assert evidence_contents.room(store).idle == ()


def test_a_copy_for_another_program_is_not_the_content_itself(store, park) -> None:
    (one,) = add(store, park, PAPER)
    lent = evidence_contents.lend(store, one)
    lent.write_bytes(b"edited")
    assert lent.name == PAPER.name
    assert evidence.verify(store) == ()


def test_taking_out_over_the_store_itself_is_refused(store, park) -> None:
    (one,) = add(store, park, PAPER)
    with pytest.raises(UserError, match="不能覆盖正在使用的数据文件"):
        evidence_contents.take_out(store, one, store.path)


@pytest.mark.parametrize(
    ("name", "value"), [("longest", 100), ("limit", 0), ("notice", -1), ("longest", True)]
)
def test_a_setting_out_of_its_range_is_refused(store, name, value) -> None:
    with pytest.raises(UserError):
        evidence_settings.change(store, WHO, name, value)
    assert evidence_settings.read(store) == evidence_settings.Settings()


def test_settings_hold_for_what_is_added_next(store, park) -> None:
    for name, value in {"longest": 640, "keep_camera": True, "limit": 1}.items():
        evidence_settings.change(store, WHO, name, value)
    found = evidence_adding.take_in(
        store, [Pasted("a.jpg", pictures.photo((900, 600))), Pasted("b", bytes(2**20 + 1))]
    )
    assert [error.what for error in found.refused] == ["“b”有 1 MB，超过上限 1 MB，没有加入。"]
    evidence_adding.add(store, WHO, park.id, found.taken)
    (one,) = evidence.listed(store)
    kept = pictures.read(evidence.content(store, one.evidence).read_bytes())
    assert (max(kept.size), kept.getexif()[pictures.MAKER]) == (640, "SecretCamera")


def test_what_a_round_proves_is_not_seen_from_another(store, park, round_id) -> None:
    other = assessments.fresh(park.id, Kind.SELF, 2025, TODAY)
    assessments.begin(store, WHO, other)
    add(store, park, PAPER, use=of(round_id))
    assert proofs(store, other.id) == {}


def test_a_pdf_a_text_and_a_photo_can_be_looked_at(store, park) -> None:
    three = Pasted("三页.pdf", pictures.pdf(3))
    paper, text, photo = add(store, park, three, LIST, Pasted("a.jpg", pictures.photo()))
    found = evidence_contents.look(store, paper, 2, 300)
    assert isinstance(found, evidence_contents.Picture)
    assert (found.page, found.pages, found.width, found.rgb[1]) == (2, 3, 300, 255)
    found = evidence_contents.look(store, text, 0, 300)
    assert found == evidence_contents.Text(LIST.data.decode(), cut=False)
    found = evidence_contents.look(store, photo, 0, 300)
    assert isinstance(found, evidence_contents.Picture)
    assert (found.width, found.height) == (480, 640)
