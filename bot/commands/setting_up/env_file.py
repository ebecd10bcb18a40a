"""The file of settings, read and written so that systemd, a shell and python-dotenv all understand
it: lines that are not ours stay as they are, and nobody else may read it.
"""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from dotenv import dotenv_values

from bot.commands.refused import CommandRefused

_PLAIN = re.compile(r"[A-Za-z0-9_./:@%+=,~-]*")
_LINE = re.compile(r"\s*(?:export\s+)?(?P<name>[A-Z][A-Z0-9_]*)\s*=")
_HEAD = (
    "# Settings of Kaona, written by `kaona setup`; .env.example explains each. Keep it secret.\n"
)


def read_env(path: Path) -> dict[str, str]:
    """Return the settings of a file that are not empty; nothing when there is no file."""
    if not path.exists():
        return {}
    try:
        found = dotenv_values(path, interpolate=False)
    except UnicodeDecodeError:
        raise CommandRefused(f"{path} is no text in UTF-8") from None
    return {name: value.strip() for name, value in found.items() if value and value.strip()}


def write_env(path: Path, values: Mapping[str, str]) -> bool:
    """Set values in the file, which is made if need be and is its owner's alone (0600) afterwards;
    False when it holds them already. Whatever breaks off, the old file or the new one is there.
    """
    there = read_env(path)
    missing = {name: value for name, value in values.items() if there.get(name) != value}
    if not missing:
        with suppress(PermissionError):  # somebody else's file: it is as they want it
            path.chmod(0o600)
        return False
    text = path.read_text(encoding="utf-8") if path.exists() else _HEAD
    _replace(path, _with_values(text, missing))
    return True


def _with_values(text: str, values: Mapping[str, str]) -> str:
    """Return a file's text with lines set; a line that stands there already keeps its place."""
    left, lines = dict(values), []
    for line in text.splitlines():
        found = _LINE.match(line)
        name = found["name"] if found else None
        if name in values:
            if name in left:
                lines.append(f"{name}={_quoted(name, left.pop(name))}")
            continue  # a second line of it would win over ours
        lines.append(line)
    lines += [f"{name}={_quoted(name, value)}" for name, value in left.items()]
    return "\n".join(lines) + "\n"


def _quoted(name: str, value: str) -> str:
    if _PLAIN.fullmatch(value):
        return value
    if not value.isprintable() or "'" in value or "\\" in value:
        raise CommandRefused(f"{name} must not hold a quote, a backslash or a line break")
    return f"'{value}'"


def _replace(path: Path, text: str) -> None:
    try:
        with NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f"{path.name}.", delete=False
        ) as new:  # made with 0600
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
    except PermissionError:
        if not path.exists():
            raise
        _write_over(path, text)  # the file is ours and its folder is not: /etc/kaona.env
        return
    Path(new.name).replace(path)


def _write_over(path: Path, text: str) -> None:
    path.chmod(0o600)
    with path.open("r+", encoding="utf-8") as file:
        file.write(text)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())
