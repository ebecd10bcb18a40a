"""A month of thirty-three agencies with nine measures each: nearly three hundred reports are looked
at together, accepted all but a few, and those few returned, in at most fifty-five taps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.month.rounds import ensure_obligations
from models.tables.obligations import Obligation, ObligationState, Progress, Report, Revision
from models.tables.organization import Channel
from models.tables.people import Person, Role
from tests.databases import SqliteFiles, opened
from tests.handlers.cast import START, nothing_failed, secretary, states
from tests.scheduler.province import Province
from tests.stage import Actor, Stage, actions_in, open_stage

AGENCIES, MEASURES, RETURNED, MOST_TAPS = 33, 9, 5, 55
SUMMARY = "จัดประชุมชี้แจงเจ้าหน้าที่เมื่อวันที่ 12 พ.ย. 2569 ผู้เข้าร่วม 85 คน และเผยแพร่เอกสารในเว็บไซต์ " * 3


@pytest.fixture
def stage(sqlite_files: SqliteFiles, tmp_path: Path) -> Iterator[Stage]:
    """A stage on which every agency has sent everything."""
    with sqlite_files.fresh() as url:
        with opened(url) as database, database.begin() as session:
            session.add(Channel(line_channel_id="2000000001"))
            session.flush()
            _everything_sent(Province(session))
        with open_stage(url, tmp_path / "data", start=START) as found:
            yield found


def _everything_sent(province: Province) -> None:
    session = province.session
    names = [f"สำนักงานที่ {number:02} จังหวัดสุโขทัย" for number in range(1, AGENCIES + 1)]
    everybody = province.group_of("ส่วนราชการประจำจังหวัด", names)
    for number in range(1, MEASURES + 1):
        province.measure(f"1.{number}", everybody)
    sender = province.person("นายสมชาย ใจดี", Role.OFFICER, names[0])
    ensure_obligations(session, province.organization, START)
    session.flush()
    for row in session.scalars(select(Obligation).where(Obligation.state == ObligationState.OWED)):
        _sent(session, row, sender)


def _sent(session: Session, row: Obligation, sender: Person) -> None:
    row.state, progress = ObligationState.SENT, Progress.IN_PROGRESS
    made = Report(obligation=row, first_sent_at=START, late=False, progress=progress)
    made.revisions.append(
        Revision(number=1, progress=progress, summary=SUMMARY, sent_at=START, sent_by=sender)
    )
    session.add(made)


def test_a_month_is_checked_in_few_taps(stage: Stage) -> None:
    robot = Robot(secretary(stage))
    cards = robot.says("ตรวจรายงาน")
    while cards:
        for card in cards:
            following = robot.checks(card, returns=robot.returned < RETURNED)
        cards = following  # the last card leads on to the next agencies
    assert Counter(states(stage).values()) == {
        "accepted": AGENCIES * MEASURES - RETURNED,
        "returned": RETURNED,
    }
    assert robot.taps <= MOST_TAPS, robot.taps
    print(f"{AGENCIES} agencies x {MEASURES} measures, {RETURNED} returned: {robot.taps} taps")
    nothing_failed(stage)


class Robot:
    """A secretary who counts."""

    def __init__(self, actor: Actor) -> None:
        self.actor, self.taps, self.returned = actor, 0, 0

    def says(self, words: str) -> list[dict[str, Any]]:
        """Ask what waits; return the cards that can be accepted together."""
        self.taps += 1
        return _together(self.actor.says(words))

    def checks(self, card: dict[str, Any], *, returns: bool) -> list[dict[str, Any]]:
        """Accept what stands on a card, first return one of it if asked; return the cards that
        follow.
        """
        if returns:
            one = self._taps("ดูฉบับเต็ม", [card])
            asked = self._taps("ส่งกลับแก้ไข", one)
            reason = next(a["label"] for a in actions_in(asked[-1]) if "q=reason" in a["data"])
            looked = self._taps(reason, asked)
            [card] = _together(self._taps("ยืนยันส่งกลับ", looked))
            self.returned += 1
        return _together(self._taps("รับรองทั้งหมด", [card]))

    def _taps(self, label: str, of: list[dict[str, Any]]) -> list[dict[str, Any]]:
        self.taps += 1
        return self.actor.taps(label, of=of)


def _together(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for message in messages:
        contents = message.get("contents", {})
        cards = contents["contents"] if contents.get("type") == "carousel" else [contents]
        found += [card for card in cards if "รับรองทั้งหมด" in str(card)]
    return found
