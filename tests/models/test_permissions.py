"""A store that its user may not read or write, tried as a user who is bound by file permissions."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from models import history, store

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="file permissions as POSIX has them"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]


def as_ordinary_user(work):
    """The name of what ``work`` raises when done by a user who is bound by file permissions."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            work()
            os.write(theirs, b"nothing")
        except BaseException as error:
            os.write(theirs, type(error).__name__.encode())
        finally:
            os._exit(0)
    os.close(theirs)
    with open(ours, "rb") as said:
        name = said.read().decode()
    os.waitpid(child, 0)
    return name


@pytest.fixture
def public(closed):
    """A store in a folder of its own that everybody may enter and write."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        copy = Path(shutil.copy(closed, folder))
        copy.chmod(0o666)
        yield copy
        Path(folder).chmod(0o777)


def test_an_ordinary_user_may_open_a_store_that_may_be_written(public):
    assert as_ordinary_user(lambda: store.open(public, "李").close()) == "nothing"


def test_a_read_only_file_is_refused(public):
    public.chmod(0o444)
    assert as_ordinary_user(lambda: store.open(public, "李")) == "StoreUnwritable"


def test_a_store_in_a_read_only_folder_is_refused(public):
    public.parent.chmod(0o555)
    assert as_ordinary_user(lambda: store.open(public, "李")) == "StoreUnwritable"
    assert as_ordinary_user(lambda: store.create(public.with_name("n.sqlite"), "李")) == "StoreUnwritable"
    assert as_ordinary_user(lambda: history.verify(store.peek(public))) == "nothing"


def test_a_file_that_may_not_be_read_is_refused(public):
    public.chmod(0)
    assert as_ordinary_user(lambda: store.open(public, "李")) == "StoreUnwritable"
    assert as_ordinary_user(lambda: store.peek(public)) == "StoreUnreadable"


def test_a_store_in_a_folder_that_may_not_be_entered_is_refused(public):
    public.parent.chmod(0)
    assert as_ordinary_user(lambda: store.open(public, "李")) == "StoreUnwritable"
    assert as_ordinary_user(lambda: store.create(public, "李")) == "StoreUnwritable"
    assert as_ordinary_user(lambda: store.peek(public)) == "StoreUnreadable"
