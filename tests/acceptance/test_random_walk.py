"""A short part of the random walk; the long one is a command (``tests.acceptance.random_walk``).
That it would find what is wrong is seen by faults planted into the program.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.random_walk import Walk, walk
from tests.acceptance.walking.crowd import Doing, Walker, furnish
from tests.acceptance.walking.footing import Footing
from tests.acceptance.walking.plants import PLANTS
from tests.databases import SqliteFiles
from tests.handlers.cast import START
from tests.stage import open_stage

FOUND = {
    "answer-dropped": "คนที่",
    "no-way-home": "stuck in officer report",
    "stored-twice": "sent twice in a round",
    "event-swallowed": "say ยืนยัน",
    "event-failed": "ขัดข้อง",
    "wrong-receipt": "was not told",
    "handled-twice": "message/reply",
    "too-many-messages": "คนที่",
}


def test_nobody_is_stuck_and_nothing_is_lost_whatever_people_do(
    sqlite_files: SqliteFiles, tmp_path: Path
) -> None:
    walked = walk(200, 2570, sqlite_files, tmp_path)
    assert walked.footing.sent
    assert len(walked.states) > 4


@pytest.fixture(scope="module")
def crowd(sqlite_files: SqliteFiles, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    with sqlite_files.fresh() as url:
        furnish(url)
        with open_stage(url, tmp_path_factory.mktemp("crowd"), start=START) as stage:
            yield Walk(stage, 1)


@pytest.mark.parametrize("name", PLANTS)
def test_the_walk_finds_a_fault_that_was_planted(
    crowd: Walk, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd.footing = Footing(crowd.stage)
    crowd.footing.begin()
    said = f"1.1 เสร็จแล้ว ประชุมชี้แจง 12 พ.ย. 69 ผู้เข้าร่วม {list(PLANTS).index(name) + 10} คน"
    officer = crowd.walkers[list(PLANTS).index(name)]
    PLANTS[name](monkeypatch)
    with pytest.raises(AssertionError, match=FOUND[name]):
        _goes(crowd, officer, Doing("say", said), Doing("say", "ยืนยัน"), Doing("again"))


def _goes(crowd: Walk, walker: Walker, *doings: Doing) -> None:
    for doing in doings:
        crowd.together([walker], [doing])
        crowd.footing.look(False)
    crowd.finds_out(walker)
