"""From a file on disk to rows and prose, whatever the form; anything that is no plan is refused
early and cheaply. The file itself is worked on in processes of their own.
"""

import stat
from pathlib import Path

from plans.document import Unreadable
from plans.files.forms import LIMITS, REFUSED, TOO_MUCH
from plans.files.office_program import as_office, needs_program
from plans.files.own_process import TookTooLong, run
from plans.files.source import FORMS, Source

MAX_BYTES = 20 * 1024 * 1024


def read_source(path: Path) -> Source:
    """Return the rows and prose of a file; Unreadable says in one sentence why not."""
    name = shown_name(path)
    data, suffix = _bytes(path, name), path.suffix.lower()
    if kind := needs_program(data, suffix):
        data, suffix = as_office(data, kind, name), ""
    try:
        done = run(["plans.files.forms", name, suffix], LIMITS, data)
    except TookTooLong:
        raise Unreadable(
            f"{name} takes too long to read: give the Word file, or the pages of the plan alone"
        ) from None
    if done.returncode == 0:
        return Source.from_json(done.stdout)
    if done.returncode == REFUSED:
        raise Unreadable(done.stdout.decode())
    if done.returncode == TOO_MUCH or done.returncode < 0:
        raise Unreadable(
            f"{name} takes too much to read: give the Word file, or the pages of the plan alone"
        )
    reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
    raise Unreadable(f"{name} is damaged, or cannot be read: {''.join(reason)[:200]}")


def shown_name(path: Path) -> str:
    """Return a file's name as it may be printed: no control characters, not longer than a line."""
    name = "".join(letter if letter.isprintable() else "?" for letter in path.name)
    return name if len(name) <= 100 else f"{name[:60]}…{name[-30:]}"


def _bytes(path: Path, name: str) -> bytes:
    try:
        about = path.stat()
        size = about.st_size
        if stat.S_ISDIR(about.st_mode):
            raise Unreadable(f"{name} is a folder; {FORMS}")
        if not stat.S_ISREG(about.st_mode):
            raise Unreadable(f"{name} is no file but a pipe or a device; {FORMS}")
        if size > MAX_BYTES:
            limit = MAX_BYTES // 1024 // 1024
            raise Unreadable(
                f"{name} has {size / 1024 / 1024:.0f} MB; a plan has at most {limit} MB, leave "
                "pictures out"
            )
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)  # some files have more than they say
    except FileNotFoundError:
        raise Unreadable(f"there is no file {name}") from None
    except (OSError, ValueError) as error:
        raise Unreadable(
            f"{name} cannot be opened: {getattr(error, 'strerror', None) or error}"
        ) from None
    if not data.strip():
        raise Unreadable(f"{name} is empty; {FORMS}")
    return data
