"""Entries of a paper checklist: kept at once, refused where they cannot be, and written only once they agree."""

from __future__ import annotations

import pytest

from app.core.answers import Chosen
from app.core.keying import Pass
from app.core.rights import Person, Role
from app.errors import UserError
from app.services import keying, rounds, stores, values
from app.services.stores import Store
from models.people import Person as PersonRow
from tests.conftest import TODAY, WHO


def texts(store: Store, round_id: str) -> dict[str, tuple[str, str]]:
    entries = keying.gather(store, round_id).entries
    return {subject: (one.first, one.second) for subject, one in entries.items() if one.first or one.second}


def test_an_entry_is_kept_as_it_is_written_and_each_pass_apart(store: Store, round_id: str) -> None:
    keying.key(store, WHO, round_id, "item/G01", Pass.FIRST, " ２ ")
    keying.key(store, WHO, round_id, "item/G01", Pass.SECOND, "n  没有")
    assert texts(store, round_id) == {"item/G01": ("2", "N 没有")}


def test_a_third_entry_stands_for_both_and_an_empty_one_takes_back(store: Store, round_id: str) -> None:
    keying.key(store, WHO, round_id, "item/G01", Pass.FIRST, "2")
    keying.key(store, WHO, round_id, "item/G01", Pass.THIRD, "1")
    assert texts(store, round_id) == {"item/G01": ("1", "1")}
    keying.key(store, WHO, round_id, "item/G01", Pass.THIRD, "")
    assert texts(store, round_id) == {}


@pytest.mark.parametrize(
    ("subject", "text", "said"), [("item/G01", "9", "请按 1 到 3"), ("item/X9", "1", "标准包里没有")]
)
def test_an_entry_that_cannot_be_is_refused_and_nothing_is_kept(
    store: Store, round_id: str, subject: str, text: str, said: str
) -> None:
    with pytest.raises(UserError, match=said):
        keying.key(store, WHO, round_id, subject, Pass.FIRST, text)
    assert texts(store, round_id) == {}


def test_a_closed_round_takes_neither_entries_nor_answers(store: Store, round_id: str) -> None:
    for when in (Pass.FIRST, Pass.SECOND):
        keying.key(store, WHO, round_id, "item/G01", when, "2")
    rounds.submit(store, WHO, round_id, TODAY)
    for refused in (
        lambda: keying.key(store, WHO, round_id, "item/G01", Pass.FIRST, "1"),
        lambda: keying.write(store, WHO, round_id),
        lambda: keying.clear(store, WHO, round_id),
    ):
        with pytest.raises(UserError, match="不能再修改"):
            refused()


def test_nothing_is_written_while_the_passes_differ_or_nothing_was_keyed(store: Store, round_id: str) -> None:
    with pytest.raises(UserError, match="没有可以写入"):
        keying.write(store, WHO, round_id)
    keying.key(store, WHO, round_id, "item/G01", Pass.FIRST, "2")
    with pytest.raises(UserError, match="还有 1 处不一致"):
        keying.write(store, WHO, round_id)
    assert keying.gather(store, round_id).entries["item/G01"].on_file is None


def test_written_entries_are_answers_and_are_not_written_twice(store: Store, round_id: str) -> None:
    for when in (Pass.FIRST, Pass.SECOND):
        keying.key(store, WHO, round_id, "item/G01", when, "2")
    change = keying.write(store, WHO, round_id)
    assert change is not None
    assert change.action == "写入纸质核查表录入 1 处"
    assert keying.gather(store, round_id).entries["item/G01"].on_file == Chosen(1)
    with pytest.raises(UserError, match="没有可以写入"):
        keying.write(store, WHO, round_id)


def test_who_may_not_answer_the_round_may_not_key_it(store: Store, round_id: str) -> None:
    with stores.begin(store, WHO, "登记人员") as records:
        records.add(PersonRow(**values.columns(Person(id="r1", name=WHO, role=Role.REVIEWER))))
    with pytest.raises(UserError, match="不能办理"):
        keying.key(store, WHO, round_id, "item/G01", Pass.FIRST, "1")
