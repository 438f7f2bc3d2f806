"""A real PostgreSQL server for the tests: Debian's own, in a folder that is thrown away, on a socket of its own.

``cluster(folder)`` is started once for a run of tests; each test takes a fresh database from it. The server refuses
to run as root, so where the tests do, it runs as Debian's ``postgres`` or as ``nobody``.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

import psycopg

_HOMES = "/usr/lib/postgresql/*/bin"
_QUICK = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c max_connections=60"
)
MISSING = (
    "no PostgreSQL here (Debian: apt-get install postgresql); the tests of the shared store are left out"
)


def programs() -> Path | None:
    """The folder with initdb and pg_ctl, the newest; None where there is none."""
    found = sorted(
        (home for home in Path("/").glob(_HOMES[1:]) if (home / "initdb").exists()),
        key=lambda home: int(home.parent.name),
    )
    if found:
        return found[-1]
    named = shutil.which("initdb")
    return Path(named).parent if named else None


def _servant() -> str | None:
    """Whom the server runs as; None for ourselves."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


@dataclass
class Cluster:
    """A running server."""

    home: Path
    folder: Path
    servant: str | None
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def run(self, program: str, *options: str) -> None:
        """Run one of the server's programs; its words where it fails."""
        command: Sequence[str] = (str(self.home / program), *options)
        if self.servant:
            command = ("setpriv", "--reuid", self.servant, "--regid", self.servant, "--init-groups", *command)
            if self.servant == "nobody":
                command = ("setpriv", "--reuid", "nobody", "--clear-groups", *command[6:])
        done = subprocess.run(
            command,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: {done.stdout}{done.stderr}")

    def start(self) -> None:
        """Make the server's files and start it."""
        options = ("--auth=trust", "--no-sync", "--username=keeper", "--encoding=UTF8", "--no-locale")
        self.run("initdb", "-D", str(self.folder / "data"), *options)
        reach = f"-c listen_addresses= -c unix_socket_directories={self.folder}"
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-l", str(self.folder / "log"), "-o",
                 f"{reach} {_QUICK}", "start")  # fmt: skip

    def stop(self) -> None:
        """Stop it at once; nothing in it is wanted any more."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    def command(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run one statement as the server's owner."""
        with psycopg.connect(
            host=str(self.folder), user="keeper", dbname=database, autocommit=True
        ) as connection:
            cursor = connection.execute(statement)  # type: ignore[call-overload]
            return cursor.fetchall() if cursor.description else []

    def fresh(self, template: str = "template0") -> str:
        """The address of a new database, empty unless it is made after another."""
        name = f"county{next(self._numbers)}"
        self.command(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return self.address(name)

    def address(self, database: str) -> str:
        """How a store is opened there."""
        return f"postgresql+psycopg://keeper@/{database}?host={self.folder}"


def database_of(address: str) -> str:
    """The name of the database at an address that a cluster gave."""
    return address.partition("?")[0].rpartition("/")[2]


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A server that runs until the end of the block."""
    home = programs()
    assert home is not None, MISSING
    folder = Path(mkdtemp(prefix="pg"))  # short, since the path of a socket is
    made = Cluster(home, folder, _servant())
    try:
        if made.servant:
            shutil.chown(folder, made.servant)
        made.start()
        try:
            yield made
        finally:
            made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
