"""A process killed at random moments while it writes loses nothing that it had acknowledged."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(os.name != "posix", reason="needs fork and SIGKILL")
def test_every_acknowledged_write_survives_a_kill_and_the_chain_verifies(tmp_path):
    command = [sys.executable, str(Path(__file__).with_name("kills.py")), str(tmp_path), "100", "20260501"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    kills, torn, acknowledged = map(int, re.findall(r"=(\d+)", done.stdout))
    assert kills == 100
    assert torn > 0, "no kill fell into a commit"
    assert acknowledged > 100
