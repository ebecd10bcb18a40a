"""Files of strangers are worked on in processes of their own, which have little and reach
nothing.
"""

from __future__ import annotations

import os
import select
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from plans.files.own_process import ROOT, Limits, TookTooLong, run
from tests.patience import PATIENCE
from tests.plans.files.test_opening import as_word

LIMITS = Limits(seconds=9, megabytes=450, patience=PATIENCE)


def code(text: str) -> list[str]:
    """Return the words that run a line of Python as a module would be run."""
    return ["timeit", "-n1", "-r1", text]


def test_it_gets_the_file_and_none_of_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "secret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:word@host/base")
    seen = run(code("import os, sys; print(os.environ, sys.stdin.read())"), LIMITS, b"the file")
    told = seen.stdout.decode()
    assert "the file" in told
    assert "LINE_" not in told
    assert "DATABASE_URL" not in told


def test_one_that_never_ends_is_ended_with_what_it_started(tmp_path: Path) -> None:
    note = tmp_path / "child"
    text = (
        "import pathlib, subprocess, time; "
        f"child = subprocess.Popen(['sleep', '600']); pathlib.Path({str(note)!r})"
        ".write_text(str(child.pid)); time.sleep(600)"
    )
    with pytest.raises(TookTooLong):
        run(code(text), Limits(9, 450, patience=2.0))
    if not note.exists():
        pytest.skip("the machine was too busy to start it")
    try:
        child = os.pidfd_open(int(note.read_text()))
    except ProcessLookupError:
        return
    ended, _, _ = select.select([child], [], [], PATIENCE)
    os.close(child)
    assert ended


def test_it_may_not_take_more_memory_or_reach_anybody() -> None:
    confined = "from plans.files.own_process import confine; confine(9, 450); "
    hungry = run(code(f"{confined} bytes(900_000_000)"), LIMITS)
    assert b"MemoryError" in hungry.stderr
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        text = (
            "import socket; from plans.files.own_process import leave_network; "
            f"print(leave_network()); socket.create_connection(('127.0.0.1', {port}), 5)"
        )
        reaching = run(code(text), LIMITS)
    if b"True" not in reaching.stdout:
        pytest.skip("this system lets no process leave the network")
    assert b"OSError" in reaching.stderr or b"ConnectionRefused" in reaching.stderr


def test_the_program_itself_reads_no_file(tmp_path: Path) -> None:
    as_word(tmp_path / "plan.docx")
    text = (
        "import sys; from pathlib import Path; from plans.files.opening import read_source; "
        "import plans.files.word; plans.files.word.read_word = None; "
        f"print(len(read_source(Path({str(tmp_path / 'plan.docx')!r})).blocks)); "
        "assert not {'pdfplumber', 'pypdfium2', 'python_calamine', 'email'} & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", text], cwd=ROOT, env=os.environ, capture_output=True, check=False
    )
    assert done.stdout.strip() == b"8", done.stderr.decode()
    assert done.returncode == 0, done.stderr.decode()
