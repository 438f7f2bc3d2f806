"""The form of a store: the tables made at once, the steps of Alembic, and the release's own file agree."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

from models import sqlite, store, upgrade

STORES = Path(__file__).parents[1] / "stores"


def form(path):
    with closing(sqlite3.connect(path)) as raw:
        rows = raw.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    return {(kind, name): parts(sql or "") for kind, name, sql in rows}


def parts(sql):
    """What a table or an index is made of; a table that a step rebuilt tells the same in another order."""
    plain = re.sub(r"\(\s+", "(", re.sub(r'[\s"]+', " ", sql))
    return sorted(
        part.strip(" ()") for part in re.split(r",(?![^()]*\))|\((?=id |checksum |key |seq )", plain)
    )


def test_tables_made_at_once_and_tables_made_step_by_step_are_the_same(tmp_path):
    store.create(tmp_path / "new", "王").close()
    engine = sqlite.engine(tmp_path / "steps", "rwc").execution_options(writing=True)
    with engine.begin() as connection:
        upgrade.step(connection, upgrade.SHIPPED)
    engine.dispose()
    assert form(tmp_path / "new") == form(tmp_path / "steps")


def test_a_store_of_every_release_has_the_present_form_once_open(tmp_path):
    store.create(tmp_path / "new", "王").close()
    for each in STORES.glob("v*.sqlite"):
        copy = Path(shutil.copy(each, tmp_path))
        store.open(copy, "李").close()
        assert form(copy) == form(tmp_path / "new"), each.name


def test_the_known_forms_are_those_that_alembic_finds():
    config = Config()
    config.set_main_option("script_location", str(upgrade.SHIPPED.folders[0].parent))
    found = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(found)) == upgrade.SHIPPED.versions


def test_making_and_opening_a_store_does_not_load_alembic(tmp_path):
    code = (
        "import sys; from models import store; p = sys.argv[1];"
        "store.create(p, 'w').close(); store.open(p, 'w').close();"
        "sys.exit('alembic' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", code, str(tmp_path / "s.sqlite")], check=False).returncode == 0
    )
