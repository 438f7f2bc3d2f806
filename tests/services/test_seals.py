"""Sealing: who may, when, with which passphrase; and what the check says where one byte is not what it was."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app import wording_seal
from app.core.park import Park
from app.core.rights import Person, Role
from app.core.rollup import Kind
from app.errors import NotAllowed, Stopped, UserError
from app.files import evidence_files
from app.services import (
    assessments,
    dossiers,
    history,
    parks,
    people,
    person_keys,
    rounds,
    seal_check,
    seals,
    soundness,
    stores,
)
from app.services.person_keys import KeyState
from app.services.seals import Holding
from app.services.stores import Store
from tests.conftest import TODAY, WHO
from tests.services import seal_stage as stage
from tests.services.seal_stage import LI, NOW, SECRET, WANG, ZHANG, Sealed


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def confirmed(store: Store) -> Sealed:
    return stage.confirmed(store)


def test_a_seal_says_who_as_what_when_and_with_which_key(confirmed: Sealed) -> None:
    person_keys.make(confirmed.store, ZHANG, "z", SECRET)
    assert seals.current(confirmed.store, confirmed.round_id) is None
    change = seals.seal(confirmed.store, ZHANG, confirmed.round_id, NOW, SECRET)
    assert change is not None
    assert change.action == "签章 专家评级"
    found = seals.current(confirmed.store, confirmed.round_id)
    assert found is not None
    assert (found.signer, found.role, found.unit) == (ZHANG, Role.EXPERT, "示例研究院")
    assert found.public_key == people.get(confirmed.store, "z").public_key
    (shown,) = dossiers.gather(confirmed.store, confirmed.round_id, TODAY).seals
    assert shown.holding is Holding.SIGNED
    assert "签名有效" in wording_seal.line(shown)


@pytest.mark.parametrize("passphrase", [None, "", "又一个不对的口令"])
def test_a_key_without_its_passphrase_seals_nothing(confirmed: Sealed, passphrase: str | None) -> None:
    person_keys.make(confirmed.store, ZHANG, "z", SECRET)
    with pytest.raises(UserError, match="口令"):
        seals.seal(confirmed.store, ZHANG, confirmed.round_id, NOW, passphrase)
    assert seals.of_round(confirmed.store, confirmed.round_id) == ()


def test_a_key_that_lies_on_another_machine_seals_nothing(confirmed: Sealed) -> None:
    person_keys.make(confirmed.store, ZHANG, "z", SECRET)
    shutil.rmtree(person_keys.folder())
    assert person_keys.state(people.get(confirmed.store, "z")) is KeyState.AWAY
    with pytest.raises(UserError, match="没有您的密钥文件"):
        seals.seal(confirmed.store, ZHANG, confirmed.round_id, NOW, SECRET)


def test_without_a_key_the_seal_is_unsigned_and_says_so(confirmed: Sealed) -> None:
    seals.seal(confirmed.store, ZHANG, confirmed.round_id, NOW)
    (shown,) = seals.shown(confirmed.store, confirmed.round_id)
    assert shown.holding is Holding.UNSIGNED
    assert "未用密钥签名" in wording_seal.line(shown)
    assert seal_check.verify_all(confirmed.store) == ()


def test_a_store_without_people_is_sealed_by_whoever_keeps_it(store: Store, park: Park) -> None:
    head = assessments.fresh(park.id, Kind.SELF, 2026, TODAY)
    assessments.begin(store, WHO, head)
    rounds.submit(store, WHO, head.id, TODAY)
    seals.seal(store, WHO, head.id, NOW)
    found = seals.current(store, head.id)
    assert found is not None
    assert (found.signer, found.role) == (WHO, None)
    assert soundness.check(store).wrongs == ()


def test_a_round_that_is_still_answered_is_not_sealed(store: Store, round_id: str) -> None:
    with pytest.raises(UserError, match="不能签章") as refused:
        seals.seal(store, WHO, round_id, NOW)
    assert "先提交" in refused.value.remedy


def test_the_committee_does_not_seal_the_experts_round(confirmed: Sealed) -> None:
    with pytest.raises(NotAllowed, match="管委会"):
        seals.seal(confirmed.store, WANG, confirmed.round_id, NOW)


def test_one_person_seals_once_and_others_may_follow(confirmed: Sealed) -> None:
    seals.seal(confirmed.store, ZHANG, confirmed.round_id, NOW)
    with pytest.raises(UserError, match="已对这一轮评估签章"):
        seals.seal(confirmed.store, ZHANG, confirmed.round_id, NOW)
    with pytest.raises(UserError, match="已对这一轮评估签章"):
        seals.preview(confirmed.store, ZHANG, confirmed.round_id)
    seals.seal(confirmed.store, LI, confirmed.round_id, NOW)
    assert len(seals.shown(confirmed.store, confirmed.round_id)) == 2


def test_whoever_sealed_without_a_key_may_sign_once_he_has_one(confirmed: Sealed) -> None:
    seals.seal(confirmed.store, ZHANG, confirmed.round_id, NOW)
    person_keys.make(confirmed.store, ZHANG, "z", SECRET)
    seals.seal(confirmed.store, ZHANG, confirmed.round_id, NOW, SECRET)
    found = {each.holding for each in seals.shown(confirmed.store, confirmed.round_id)}
    assert found == {Holding.SIGNED, Holding.UNSIGNED}


def test_evidence_that_is_gone_is_not_sealed_over(confirmed: Sealed) -> None:
    evidence_files.path_of(confirmed.store.path, confirmed.sha256).unlink()
    with pytest.raises(UserError, match=r"批复\.pdf.*不在原处"):
        seals.seal(confirmed.store, ZHANG, confirmed.round_id, NOW)


def test_the_preview_counts_what_is_sealed_and_has_its_checksum(confirmed: Sealed) -> None:
    seen = seals.preview(confirmed.store, ZHANG, confirmed.round_id)
    seals.seal(confirmed.store, ZHANG, confirmed.round_id, NOW)
    found = seals.current(confirmed.store, confirmed.round_id)
    assert found is not None
    assert seen.checksum == found.checksum
    assert dict(seen.counts) == {"standard": 2, "answer": 41, "finding": 1, "evidence": 1, "judgement": 1}


def test_a_new_key_leaves_old_seals_valid_and_the_old_file_in_its_place(store: Store) -> None:
    made = stage.sealed(store)
    before = set(person_keys.folder().iterdir())
    person_keys.make(store, ZHANG, "z", "another one 8")
    assert before < set(person_keys.folder().iterdir())
    assert [each.holding for each in seals.shown(store, made.round_id)] == [Holding.SIGNED]
    assert seal_check.verify_all(store) == ()


def test_a_key_is_made_by_its_owner_alone(confirmed: Sealed) -> None:
    with pytest.raises(NotAllowed, match="本人"):
        person_keys.make(confirmed.store, WANG, "z", SECRET)
    assert people.get(confirmed.store, "z").public_key is None


def test_a_key_goes_to_another_machine_on_a_stick(confirmed: Sealed, tmp_path: Path) -> None:
    store = confirmed.store
    person_keys.make(store, ZHANG, "z", SECRET)
    stick = person_keys.back_up(store, "z", tmp_path / "stick.pem")
    shutil.rmtree(person_keys.folder())
    person_keys.restore(store, "z", stick, SECRET)
    assert person_keys.state(people.get(store, "z")) is KeyState.HERE
    seals.seal(store, ZHANG, confirmed.round_id, NOW, SECRET)


@pytest.fixture(scope="module")
def sealed_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sealed]:
    folder = tmp_path_factory.mktemp("tampered")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        with stores.open_store(folder / "s.sqlite", WANG) as store:
            made = stage.sealed(store)
    return folder / "s.sqlite", made


@pytest.fixture
def tampered(sealed_file: tuple[Path, Sealed], tmp_path: Path) -> tuple[Path, Sealed]:
    """A copy to lay hands on, with its evidence."""
    path, made = sealed_file
    copy = tmp_path / path.name
    shutil.copy(path, copy)
    shutil.copytree(evidence_files.folder_of(path), evidence_files.folder_of(copy))
    return copy, made


def lay_hands(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute(statement).rowcount > 0
        raw.commit()


def told(path: Path) -> list[str]:
    with stores.look(path) as store:
        return [wrong.sentence for wrong in soundness.check(store).wrongs]


PLACE = "示例园区 2026 专家评级 签章（张三"
TAMPERED = [
    (
        "update answer set value = replace(value, '2', '1') where subject = 'item/G01'",
        "评分项 G01 的作答：与签章时不同",
    ),
    (
        "update answer set finding = '示例问頥' where subject = 'item/G02'",
        "评分项 G02 的存在问题：与签章时不同",
    ),
    ("update answer set pending = 1 where subject = 'item/G03'", "评分项 G03 的作答：与签章时不同"),
    ("delete from answer where subject = 'item/G05'", "评分项 G05 的作答：签章时有，现在没有"),
    ("update opinion set reason = '改'", "评分项 G02 的审核意见：与签章时不同"),
    ("update judgement set value = '{\"level\": 0}'", "张三对评分项 G02 的专家意见：与签章时不同"),
    ("delete from assignment", "张三的分工 S1：签章时有，现在没有"),
    ("update evidence set name = '别的.pdf'", "评分项 G02 的佐证“别的.pdf”：与签章时不同"),
    ("delete from evidence_link", "评分项 G02 的佐证“批复.pdf”：签章时有，现在没有"),
    (
        "update edition set content = replace(content, '认定', '认錠') where edition_id like 'guide%'",
        "标准包“导则工作表 2023（试行）”：与签章时不同",
    ),
    ("update assessment set grade = 'D'", "评级结果：与签章时不同"),
    ("update assessment set team = '他人'", "评估信息：与签章时不同"),
    ("update assessment set confirmed_on = '2026-11-24'", "确认情况：与签章时不同"),
    (
        'update seal set entries = replace(entries, \'"head":"\', \'"head":"0\')',
        "签章：签章的校验和与明细不符",
    ),
    ("update seal set entries = '{'", "签章：签章的明细无法读取"),
    ("update seal set checksum = replace(checksum, 'a', 'b')", "签章：签章的校验和与明细不符"),
    ("update seal set signature = replace(signature, '0', '1')", "签章：签名无效"),
    ("update seal set signer = '李核'", "签章：签名无效"),
    ("update seal set sealed_at = '2026-11-22T06:05:00+00:00'", "签章：签名无效"),
    ("update seal set public_key = replace(public_key, 'a', 'b')", "签名所用的密钥不是签章人登记过的"),
    ("delete from seal", "签章：修订记录中有这枚签章，现在不见了"),
]


@pytest.mark.parametrize(("statement", "entry"), TAMPERED, ids=[entry for _, entry in TAMPERED])
def test_what_was_changed_past_the_program_is_found_and_named(
    tampered: tuple[Path, Sealed], statement: str, entry: str
) -> None:
    path, _ = tampered
    assert told(path) == []
    lay_hands(path, statement)
    found = [line for line in told(path) if entry in line]
    assert len(found) == 1
    assert "示例园区 2026 专家评级 签章（" in found[0]


def test_the_chain_alone_also_names_each_of_these(tampered: tuple[Path, Sealed]) -> None:
    """Where nobody signed with a key, it is the chain that tells on a changed seal."""
    path, _ = tampered
    lay_hands(path, "update seal set signature = '', public_key = ''")
    assert any(line.startswith("第") and "签章" in line for line in told(path))


def test_a_flipped_byte_of_an_evidence_file_is_found_and_named_once(tampered: tuple[Path, Sealed]) -> None:
    path, made = tampered
    file = evidence_files.path_of(path, made.sha256)
    content = file.read_bytes()
    file.write_bytes(content[:3] + bytes([content[3] ^ 1]) + content[4:])
    (line,) = told(path)
    assert line.startswith(PLACE)
    assert line.endswith("评分项 G02 的佐证“批复.pdf”：佐证文件的内容被改动过")
    file.unlink()
    assert told(path)[0].endswith("佐证文件不见了")


def test_a_file_that_no_seal_covers_is_looked_at_as_well(tampered: tuple[Path, Sealed]) -> None:
    path, made = tampered
    with stores.open_store(path, LI) as store:
        rounds.reopen(store, LI, made.round_id, "示例原因", TODAY)
    evidence_files.path_of(path, made.sha256).unlink()
    assert told(path) == ["佐证文件，批复.pdf：佐证文件不见了"]


@pytest.mark.parametrize("column", ["who", "action", "changes", "previous", "hash", "at"])
def test_a_flipped_byte_of_a_revision_is_found_and_named(tampered: tuple[Path, Sealed], column: str) -> None:
    path, _ = tampered
    lay_hands(
        path, f"update revision set {column} = replace({column}, substr({column}, 2, 1), '~') where seq = 5"
    )
    assert any(line.startswith("第 5 号修订记录") for line in told(path))


def test_what_is_told_of_a_wrong_record_names_its_field(tampered: tuple[Path, Sealed]) -> None:
    path, _ = tampered
    lay_hands(path, "update answer set finding = '改' where subject = 'item/G02'")
    (chain, _) = told(path)
    assert chain.startswith("第")
    assert "（示例园区 2026 专家评级），作答 评分项 G02 存在问题：" in chain


def test_opened_seals_are_of_a_round_that_moved_on_and_still_vouch_for_themselves(
    tampered: tuple[Path, Sealed],
) -> None:
    path, made = tampered
    with stores.open_store(path, LI) as store:
        rounds.reopen(store, LI, made.round_id, "示例原因", TODAY)
        assert seal_check.verify_all(store) == ()
    lay_hands(path, "update seal set signature = replace(signature, '0', '1')")
    assert any("签名无效" in line for line in told(path))


def test_a_shown_seal_tells_that_it_no_longer_holds(tampered: tuple[Path, Sealed]) -> None:
    path, made = tampered
    lay_hands(path, "update answer set value = 'null' where subject = 'item/G01'")
    with stores.look(path) as store:
        (shown,) = seals.shown(store, made.round_id)
    assert shown.holding is Holding.BROKEN
    assert "与签章时不符" in wording_seal.line(shown)


def test_the_check_can_be_stopped(tampered: tuple[Path, Sealed]) -> None:
    def stop(done: float, _what: str) -> None:
        if done > 0.5:
            raise Stopped

    with stores.look(tampered[0]) as store, pytest.raises(Stopped):
        soundness.check(store, stop)


def test_a_store_without_seals_costs_the_check_nothing_to_say(store: Store, park: Park) -> None:
    parks.edit(store, WHO, Park, park.id, "note", "示例")
    assert soundness.check(store) == soundness.Checked((), 2, 0)
    assert history.verify(store) == ()


def test_a_person_who_was_renamed_is_still_the_one_who_signed(store: Store) -> None:
    made = stage.sealed(store)
    people.edit(store, WANG, "z", "name", "张三丰")
    assert seal_check.verify_all(store) == ()
    assert seals.shown(store, made.round_id)[0].seal.signer == ZHANG


def test_a_key_that_somebody_else_has_on_file_does_not_vouch_for_the_signer(store: Store) -> None:
    """Signed by 王委 with the right key of 王委, but under the name of 张三."""
    stage.sealed(store)
    people.add(store, WANG, Person(id="x", name="陈五", role=Role.EXPERT))
    with closing(sqlite3.connect(store.path)) as raw:
        raw.execute("update seal set signer = '陈五'")
        raw.commit()
    assert {fault.what.value for fault in seal_check.verify_all(store)} == {"signature", "key"}
