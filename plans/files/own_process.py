"""A process of its own for whatever works on a stranger's file: little time and memory, no network,
none of our settings; what it breaks is itself.
"""

import ctypes
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
"""Of unshare(2), Linux."""
_KEPT = ("HOME", "PATH", "LD_LIBRARY_PATH", "PYTHONHOME")
"""What the process gets of our environment: neither passwords nor addresses."""
_LARGEST_FILE = 64 * 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What a process may use: ``seconds`` of processor time, ``megabytes`` of memory, and
    ``patience`` in seconds by the clock, after which it is given up, whatever it does.
    """

    seconds: int
    megabytes: int
    patience: float


class TookTooLong(Exception):
    """The process did not end in the time it had."""


def run(
    words: Sequence[str], limits: Limits, given: bytes = b"", home: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run one of our modules (``words`` are what follows ``python -m``), with a file's bytes to
    read. It limits itself by ``confine``; here it is ended, with all it started, when it is late.

    Raises TookTooLong.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environ = {
        **kept,
        **({"HOME": str(home), "TMPDIR": str(home)} if home else {}),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }
    with subprocess.Popen(  # noqa: S603 (our own modules)
        [sys.executable, "-m", *words],
        env=environ,
        cwd=home or ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            out, err = process.communicate(given, timeout=limits.patience)
        except subprocess.TimeoutExpired:
            raise TookTooLong from None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def confine(seconds: int, megabytes: int) -> None:
    """Limit this process for good, and take it off the network where the system lets us."""
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    leave_network()


def leave_network() -> bool:
    """Move this process to a network of its own, in which nothing is; return whether the system
    let us. Containers often do not, nor does any system but Linux; our own readers open no
    connection anyhow, and LibreOffice is told not to (``plans.files.office_program``).
    """
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is None:
        return False
    user = os.getuid()
    if unshare(_NEW_NETWORK) == 0:
        return True
    if unshare(_NEW_NETWORK | _NEW_USER) != 0:
        return False
    # Without a name of its own the process would be nobody, who may not write into its own folder.
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
    return True
