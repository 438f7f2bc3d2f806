"""Verification: whatever was changed past the program is found, and named."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from models import history, revision, store
from models.assessment import Answer
from models.park import Park


@pytest.fixture
def chain(filled, path):
    """A closed store with five revisions of one answer after the first."""
    for value in range(5):
        with filled.begin("李", f"作答 {value}") as records:
            records.get(Answer, "w").value = f"v{value}"
    filled.close()
    return path


def findings(path):
    with store.peek(path) as looked:
        return [(f.what, f.seq, f.table, f.key, f.column) for f in history.verify(looked)]


def tamper(path, statement, *values):
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(statement, values)


def test_a_store_nobody_touched_is_sound(chain):
    assert findings(chain) == []


@pytest.mark.parametrize("column", ["at", "who", "action"])
def test_a_changed_revision_is_named(chain, column):
    tamper(chain, f"UPDATE revision SET {column} = 'x' WHERE seq = 3")
    assert findings(chain) == [("hash", 3, "", "", "")]


def test_a_changed_revision_with_a_new_hash_no_longer_leads_to_the_next(chain):
    with closing(sqlite3.connect(chain)) as raw:
        raw.row_factory = sqlite3.Row
        entry = dict(raw.execute("SELECT * FROM revision WHERE seq = 3").fetchone())
    entry["who"] = "别人"
    tamper(chain, "UPDATE revision SET who = '别人', hash = ? WHERE seq = 3", revision.seal(entry))
    assert findings(chain) == [("link", 4, "", "", "")]


def test_a_removed_revision_is_missed(chain):
    tamper(chain, "DELETE FROM revision WHERE seq = 4")
    assert findings(chain) == [("gap", 4, "", "", ""), ("before", 5, "answer", "w", "value")]


def test_a_removed_last_revision_shows_in_the_row_it_had_changed(chain):
    tamper(chain, "DELETE FROM revision WHERE seq = 6")
    assert findings(chain) == [("value", 5, "answer", "w", "value")]


def test_changes_that_cannot_be_read_are_named(chain):
    tamper(chain, "UPDATE revision SET changes = '[{' WHERE seq = 6")
    assert ("changes", 6, "", "", "") in findings(chain)


def test_a_chain_that_is_wrong_about_undo_is_named(chain):
    tamper(chain, "UPDATE revision SET undoes = 1 WHERE seq = 6")
    assert findings(chain) == [("hash", 6, "", "", ""), ("top", 6, "", "", "")]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE park SET name = '暗改'", ("value", 1, "park", "p", "name")),
        ("UPDATE park SET archived = 2", ("value", 1, "park", "p", "archived")),
        ("UPDATE zone SET position = '一'", ("value", 1, "zone", "z", "position")),
        ("UPDATE answer SET value = x'ff'", ("value", 6, "answer", "w", "value")),
        ("DELETE FROM answer", ("missing", 6, "answer", "w", "")),
        ("INSERT INTO setting VALUES ('k', 'v')", ("stray", None, "setting", "k", "")),
    ],
)
def test_a_row_changed_past_the_history_is_named(chain, statement, expected):
    tamper(chain, statement)
    assert findings(chain) == [expected]


@pytest.mark.parametrize("byte", [b"X", b"\xff", b"\x00"], ids=["letter", "no UTF-8", "zero"])
def test_one_flipped_byte_is_found_wherever_it_is(filled, path, byte):
    mark = b"MARKED-NAME"
    with filled.begin("李", "改名") as records:
        records.get(Park, "p").name = mark.decode()
    filled.close()
    whole = path.read_bytes()
    places = [at for at in range(len(whole)) if whole.startswith(mark, at)]
    found = []
    for at in places:
        path.write_bytes(whole[:at] + byte + whole[at + 1 :])
        found.append(findings(path))
    assert len(places) == 2
    assert ("value", 2, "park", "p", "name") in found[0] + found[1]
    assert ("hash", 2, "", "", "") in found[0] + found[1]
    assert all(found)


@pytest.mark.parametrize("name", ["park", "revision", "ix_zone_park_id_position"])
def test_a_broken_page_is_found(chain, name):
    with closing(sqlite3.connect(chain)) as raw:
        (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    whole = chain.read_bytes()
    start, end = 4096 * (page - 1), 4096 * page
    chain.write_bytes(whole[:start] + b"\xab" * 4096 + whole[end:])
    assert "file" in {finding[0] for finding in findings(chain)}


def test_a_reference_to_nothing_is_found(chain):
    tamper(chain, "DELETE FROM zone")
    assert {finding[0] for finding in findings(chain)} == {"file", "missing"}


def test_verification_counts_what_it_has_done_and_can_be_stopped(chain):
    def stop(done, total):
        assert (done, total) == (0, 6)
        raise InterruptedError

    with store.peek(chain) as looked, pytest.raises(InterruptedError):
        history.verify(looked, stop)


def test_writing_goes_on_while_a_verification_runs(filled):
    def meanwhile(done, total):
        with filled.begin("李", "作答") as records:
            records.get(Answer, "w").value = "new"

    assert history.verify(filled, meanwhile) == ()
    assert len(history.entries(filled)) == 2
