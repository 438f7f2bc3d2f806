"""Opening: what is refused without being touched, what is upgraded, and who else has it."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest

from models import faults, history, store, upgrade
from models.park import Park

STORES = Path(__file__).parents[1] / "stores"
NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "0099"
down_revision = "0003"


def upgrade():
    with op.batch_alter_table("zone") as zone:
        zone.add_column(sa.Column("colour", sa.String(), nullable=True))
    with op.batch_alter_table("park") as park:
        park.alter_column("note", new_column_name="remark")
"""


def schema_of(folder, *extra):
    """A later release: one form more, with the step that leads there and what it does besides."""
    step = folder / "steps % 步"
    step.mkdir()
    body = "".join(f"    {line}\n" for line in extra)
    (step / "r0099_next.py").write_text(NEXT + body, encoding="utf-8")
    return upgrade.Schema((*upgrade.SHIPPED.versions, "0099"), (*upgrade.SHIPPED.folders, step))


def columns(path, table):
    with closing(sqlite3.connect(path)) as raw:
        return [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]


def test_a_closed_store_opens_again_with_all_in_it(closed):
    with store.open(closed, "李") as opened, opened.read() as records:
        assert records.get(Park, "p").name == "示例园区"


def test_a_store_can_be_named_by_an_address(closed):
    with store.open(f"sqlite:///{closed}", "李") as opened:
        assert opened.path == closed


def test_an_address_of_another_database_is_refused():
    with pytest.raises(faults.StoreUnsupported):
        store.open("postgresql://host/name", "李")


def test_making_a_store_where_one_is_already_is_refused(closed):
    before = closed.read_bytes()
    with pytest.raises(faults.StoreExists):
        store.create(closed, "李")
    assert closed.read_bytes() == before


def test_a_missing_store_is_not_made_by_opening(path):
    with pytest.raises(faults.StoreMissing):
        store.open(path, "李")
    assert not list(path.parent.iterdir())


@pytest.mark.parametrize(
    "content",
    [b"", b"SQLite", b"name,area\n1,2\n" * 100, b"\0" * 8192],
    ids=["empty", "short", "text", "zeros"],
)
def test_a_file_that_is_no_database_is_refused_untouched(path, content):
    path.write_bytes(content)
    with pytest.raises(faults.StoreDamaged):
        store.open(path, "李")
    with pytest.raises(faults.StoreDamaged):
        store.peek(path)
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("left", [100, 5000, 0.5, 0.9])
def test_a_store_cut_short_is_refused_untouched(closed, left):
    whole = closed.read_bytes()
    cut = whole[: left if left > 1 else int(len(whole) * left)]
    closed.write_bytes(cut)
    with pytest.raises(faults.StoreDamaged):
        store.open(closed, "李")
    assert closed.read_bytes() == cut


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(faults.StoreDamaged):
        store.open(tmp_path, "李")


def test_another_programs_database_is_refused_untouched(path):
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TABLE alembic_version (version_num TEXT)")
    before = path.read_bytes()
    with pytest.raises(faults.StoreForeign):
        store.open(path, "李")
    assert path.read_bytes() == before


def test_a_newer_store_is_refused_untouched(closed):
    with closing(sqlite3.connect(closed)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '0999'")
    before = closed.read_bytes()
    with pytest.raises(faults.StoreNewer) as caught:
        store.open(closed, "李")
    assert (caught.value.version, caught.value.known) == ("0999", upgrade.SHIPPED.head)
    assert closed.read_bytes() == before


def test_an_older_store_is_copied_then_upgraded(closed, clock, tmp_path):
    later = schema_of(tmp_path)
    before = closed.read_bytes()
    with store.open(closed, "李", clock=clock, schema=later) as opened:
        backup = opened.backup
    assert "colour" in columns(closed, "zone")
    assert backup.name.startswith(f"{closed.stem}.backup-{upgrade.SHIPPED.head}-20260501T0800")
    assert backup.suffix == ".sqlite"
    assert "colour" not in columns(backup, "zone")
    with store.open(backup, "李", clock=clock) as old, old.read() as records:
        assert records.get(Park, "p").name == "示例园区"
    assert backup.stat().st_size == len(before)


def test_an_upgraded_store_is_not_copied_again(closed, tmp_path):
    later = schema_of(tmp_path)
    store.open(closed, "李", schema=later).close()
    with store.open(closed, "李", schema=later) as opened:
        assert opened.backup is None


@pytest.mark.parametrize(
    "line",
    ["raise ValueError('no')", "op.execute('DELETE FROM park')", "op.execute('DROP TABLE nowhere')"],
    ids=["raises", "breaks references", "bad SQL"],
)
def test_a_failed_upgrade_leaves_the_store_as_it_was(closed, clock, tmp_path, line):
    later = schema_of(tmp_path, "op.execute('DELETE FROM answer')", line)
    before = closed.read_bytes()
    with pytest.raises(faults.UpgradeFailed) as caught:
        store.open(closed, "李", clock=clock, schema=later)
    assert closed.read_bytes() == before
    assert caught.value.backup.exists()
    with store.open(closed, "李", clock=clock) as opened:
        assert history.verify(opened) == ()


def test_an_older_store_that_cannot_be_copied_is_not_upgraded(closed, clock, tmp_path, monkeypatch):
    def full(path, target):
        raise faults.StoreFull(target)

    monkeypatch.setattr("models.sqlite.copy", full)
    before = closed.read_bytes()
    with pytest.raises(faults.UpgradeFailed) as caught:
        store.open(closed, "李", clock=clock, schema=schema_of(tmp_path))
    assert caught.value.backup is None
    assert closed.read_bytes() == before


def test_an_older_store_opened_for_reading_is_refused(closed, tmp_path):
    with pytest.raises(faults.StoreOlder):
        store.peek(closed, schema=schema_of(tmp_path))


def _undo_all(opened):
    """As far as the seal, which is kept for good."""
    with suppress(faults.SealKept):
        while history.undoable(opened):
            history.undo(opened, "李")


def test_a_store_of_every_release_opens(tmp_path):
    """One real file of each release is kept for ever."""
    kept = sorted(STORES.glob("v*.sqlite"))
    assert kept
    for each in kept:
        copy = Path(shutil.copy(each, tmp_path))
        with store.open(copy, "李") as opened:
            assert history.verify(opened) == ()
            with opened.begin("李", "改名") as records:
                records.get(Park, "p").name = "改"
            _undo_all(opened)
            assert history.verify(opened) == ()


def test_a_second_opener_in_the_same_program_is_told_who_has_it(filled, path):
    with pytest.raises(faults.StoreHeld) as caught:
        store.open(path, "李")
    held = caught.value
    assert (held.who, held.host, held.pid) == ("王", socket.gethostname(), os.getpid())
    assert held.since == "2026-05-01T08:00:00+00:00"


HOLD = (
    "import sys; from models import store; held = store.open(sys.argv[1], '赵');"
    "print('held', flush=True); input()"
)


def test_a_second_program_is_kept_out_until_the_first_ends_even_by_a_crash(closed):
    command = [sys.executable, "-c", HOLD, str(closed)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline().strip() == b"held"
        with pytest.raises(faults.StoreHeld) as caught:
            store.open(closed, "李")
        assert (caught.value.who, caught.value.pid) == ("赵", other.pid)
        other.kill()
    store.open(closed, "李").close()


def test_closing_lets_the_next_one_in_and_leaves_no_note(closed):
    store.open(closed, "李").close()
    store.open(closed, "赵").close()
    assert {each.suffix for each in closed.parent.iterdir()} <= {".sqlite", ".lock"}


def test_a_store_in_use_can_be_looked_at(filled, path):
    with store.peek(path) as looked:
        assert looked.read_only
        assert history.verify(looked) == ()
        with pytest.raises(faults.StoreUnwritable):
            looked.begin("李", "写").__enter__()


@pytest.fixture
def unfinished(closed, tmp_path):
    """A store as a program leaves it that ends in the midst of a write, with part of it in the file already."""
    copy = tmp_path / "unfinished.sqlite"
    with closing(sqlite3.connect(closed, isolation_level=None)) as raw:
        raw.executescript("PRAGMA cache_size = 1; BEGIN; UPDATE park SET name = '甲'")
        raw.executemany("INSERT INTO setting VALUES (?, ?)", [(str(n), "长" * 2000) for n in range(50)])
        shutil.copy(closed, copy)
        shutil.copy(f"{closed}-journal", f"{copy}-journal")
    return copy


def test_a_write_that_a_crash_cut_off_is_taken_back_on_opening(unfinished):
    with store.open(unfinished, "李") as opened, opened.read() as records:
        assert records.get(Park, "p").name == "示例园区"
    assert not Path(f"{unfinished}-journal").exists()


def test_a_store_with_a_write_cut_off_is_not_opened_for_reading_only(unfinished):
    with pytest.raises(faults.StoreUnfinished):
        store.peek(unfinished)


def test_a_store_in_a_folder_that_does_not_exist_cannot_be_made(tmp_path):
    with pytest.raises(faults.StoreUnwritable):
        store.create(tmp_path / "none" / "s.sqlite", "李")


def test_a_store_that_could_not_be_made_leaves_nothing(path, monkeypatch):
    def full(*args):
        raise faults.StoreFull(path)

    monkeypatch.setattr("models.upgrade.build", full)
    with pytest.raises(faults.StoreFull):
        store.create(path, "李")
    assert {each.suffix for each in path.parent.iterdir()} <= {".lock"}


def test_no_space_left_takes_the_write_back_whole(filled, path, everything):
    with filled._reader.connect() as connection:
        raw = connection.connection.driver_connection
        raw.execute("PRAGMA max_page_count = 70")
    kept = everything(filled)

    def fill():
        for turn in range(1000):
            with filled.begin("李", "长文") as records:
                records.get(Park, "p").note = f"{turn}" + "长" * 4000
            kept["park", "p"] = {**kept["park", "p"], "note": f"{turn}" + "长" * 4000}

    with pytest.raises(faults.StoreFull):
        fill()
    assert everything(filled) == kept
    assert history.verify(filled) == ()
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
