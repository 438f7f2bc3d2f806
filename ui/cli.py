"""The command line: runs one command, and puts every end it can come to into an exit code; imports no Qt."""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
from contextlib import suppress

from app.errors import Stopped, UserError, because


def main(argv: list[str] | None = None) -> int:
    """Run one command; 0 done, 1 a user's error or ours (one message on standard error), 2 wrong usage."""
    _speak_utf8()
    try:
        code = _run(argv)
        _flush()
    except (Stopped, KeyboardInterrupt):
        _say("已停止。")
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone; what is still buffered must not fail once more at exit.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except UserError as error:
        _say(str(error))
        return 1
    except Exception as error:
        if os.environ.get("PARKGRADE_DEBUG"):
            raise
        _say(_ours(error))
        return 1
    return code


def _run(argv: list[str] | None) -> int:
    # Late, so that an error in loading the program is told like any other.
    from ui import cli_arguments, cli_commands

    try:
        arguments = cli_arguments.parse(argv)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 2
    # A process of one command ends before garbage matters; looking for it would take a fifth of its time.
    own_process = argv is None and arguments.run is not cli_commands.window
    if own_process:
        gc.disable()
    code: int = arguments.run(arguments)
    if own_process:
        gc.freeze()
    return code


def _ours(error: Exception) -> str:
    from ui import bugs

    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{because(error)}，没有写完。请清理磁盘后重试。"

    log = bugs.record(error).log
    where = f"详情写在 {log}，请把它发给维护人员" if log else "请联系维护人员"
    return f"程序出错了（{type(error).__name__}），{where}。数据没有丢失，可以重试。"


def _speak_utf8() -> None:
    """Chinese on every console and in every pipe; what cannot be written becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def _say(sentence: str) -> None:
    # With standard error closed there is nobody to tell.
    with suppress(OSError, ValueError):
        print(sentence, file=sys.stderr, flush=True)
