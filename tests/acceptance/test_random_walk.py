"""A short part of the random walk; the long one is a command (``tests.acceptance.random_walk``)."""

from __future__ import annotations

from pathlib import Path

from tests.acceptance.random_walk import walk
from tests.databases import SqliteFiles


def test_nobody_is_stuck_and_nothing_is_lost_whatever_people_do(
    sqlite_files: SqliteFiles, tmp_path: Path
) -> None:
    walked = walk(400, 2570, sqlite_files, tmp_path)
    assert walked.footing.sent
    assert len(walked.states) > 4
