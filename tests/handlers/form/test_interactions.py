"""How many taps and messages a report costs an officer, counted on the stand-in for LINE."""

from __future__ import annotations

from datetime import timedelta

from tests.counting import AIMS, Heard, Interactions
from tests.handlers.cast import DECEMBER, DONE, begin_month, nothing_failed, officer, revisions
from tests.stage import Stage, words_of

JANUARY = DECEMBER + timedelta(days=35)
MENDED = "จัดประชุมชี้แจงเมื่อวันที่ 12 พ.ย. 2569 ผู้เข้าร่วม 90 คน"


def test_every_way_to_report_costs_no_more_than_it_may(stage: Stage) -> None:
    assert counted_in(stage) == AIMS
    told = [summary for *_, summary in revisions(stage)]
    assert told[:3] == [DONE, MENDED, DONE]
    assert told[-2:] == ["กำลังดำเนินการ"] * 2  # of all alike, without "ทุกมาตรการ"
    nothing_failed(stage)


def counted_in(stage: Stage) -> dict[str, int]:
    """Let an officer report in every way there is; return what each cost, from the card of what is
    due, or the receipt, to the next receipt.
    """
    spent: dict[str, int] = {}

    def counted(what: str, robot: Interactions, heard: Heard) -> Heard:
        assert "ได้รับรายงาน" in words_of(heard), what
        spent[what], robot.count = robot.count, 0
        return heard

    robot = Interactions(officer(stage))
    cards = robot.actor.says("รายงาน")
    receipt = counted("guided", robot, robot.guided(_of(cards, "1.1"), DONE))
    counted("correction", robot, robot.corrects(receipt, DONE, MENDED))
    counted("correction by words", robot, robot.corrects_by_words("1.1", DONE))
    cards = robot.actor.says("รายงาน")
    counted("guided with a photo", robot, robot.guided(cards, DONE, photo=True))
    begin_month(stage, DECEMBER)
    cards = _of(robot.actor.says("รายงาน"), "1.1")
    counted("no progress", robot, robot.no_progress(cards))
    counted("one message", robot, robot.told(f"1.2 กำลังดำเนินการ {DONE}"))
    begin_month(stage, JANUARY)
    counted("several alike", robot, robot.told("ทุกมาตรการ กำลังดำเนินการ"))
    return spent


def _of(cards: Heard, code: str) -> Heard:
    """The card of a measure among those of what is due."""
    return [
        card
        for message in cards
        for card in message.get("contents", {}).get("contents", [])
        if isinstance(card, dict) and f"มาตรการ {code}" in words_of(card)
    ]
