"""An answer that names an open round's date announces it to who asked; others are told nothing."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from models.tables.obligations import Announcement
from tests.handlers.cast import nothing_failed, officer, opens, secretary
from tests.stage import Stage

DUE_ON = date(2026, 11, 30)


def told(stage: Stage) -> dict[str, date]:
    with stage.program.database.read() as session:
        rows = session.execute(select(Announcement.recipient, Announcement.due_on))
        return dict(rows.all())


@pytest.mark.parametrize("word", ["รายงาน", "งานของฉัน", "สรุป"])
def test_an_answer_that_names_the_date_announces_it(stage: Stage, word: str) -> None:
    actor = officer(stage)
    before = told(stage)
    actor.says("ช่วยเหลือ")
    assert told(stage) == before
    actor.says(word)
    assert told(stage) == {actor.user_id: DUE_ON}
    nothing_failed(stage)


def test_looking_back_announces_nothing(stage: Stage) -> None:
    actor = secretary(stage)
    actor.says("สรุป ต.ค. 69")
    assert told(stage) == {}
    opens(officer(stage))
    assert list(told(stage).values()) == [DUE_ON]
