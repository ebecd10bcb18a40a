"""One run of a piece of long work, and what comes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.program import Program
from models.work import NamedFile


class WorkRefused(Exception):
    """A piece of work that cannot be done as asked; its text is told to the person, in Thai."""


class WorkLater(Exception):
    """A piece of work that cannot be done now for something outside of us; it is tried again for
    some hours.
    """


@dataclass(frozen=True)
class WorkRun:
    """One run of a piece of work: what was given, and how far it has come.

    A run may be the second of its work, for the first was killed: what it stores must be stored
    once all the same.
    """

    program: Program
    work_id: int
    organization_id: int
    asked_by_id: int | None
    given: Mapping[str, Any]
    files: tuple[NamedFile, ...]
    asked_at: datetime
    progress: Callable[[int, int], None]
    """Takes what is done, and of how much."""


@dataclass(frozen=True)
class WorkResult:
    """What came of it: ``next`` is where its page leads on to, below ``/console/<slug>/``, and
    ``said`` one sentence in Thai.
    """

    next: str | None = None
    said: str | None = None
    values: Mapping[str, Any] | None = None
    files: tuple[NamedFile, ...] = ()


Doer = Callable[[WorkRun], WorkResult]
