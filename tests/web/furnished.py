"""A desk with something in every room, so that each page is looked at with what it is for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from models.tables.obligations import Obligation, ObligationState
from models.tables.people import Role
from models.tables.plan import Measure
from models.tables.work import Work, WorkFile
from tests.handlers.cast import HEALTH, SLUG, ask, officer, sends_report
from tests.plans.forms import write
from tests.stage import Actor, Stage
from tests.web.browser import Browser
from tests.web.calendar.test_announce import writes
from tests.web.papers.test_papers import PAPERS
from tests.web.plan.test_importing import DOCUMENT, read
from tests.web.public.test_public_page import accepted_report, decides, only_evidence, publishes
from tests.web.scores.test_scores import sent, whole_year
from tests.web.scores.test_scores import workbook as score_workbook

DESK = f"/console/{SLUG}"
SUMMARY = "จัดประชุมชี้แจงเมื่อวันที่ 12 พ.ย. 2569 ผู้เข้าร่วม 92 คน"


@dataclass(frozen=True)
class Furnished:
    """Who is there; by endpoint what its address names, and its query, where they matter."""

    actors: Mapping[Role, Actor]
    named: Mapping[str, Mapping[str, str]]
    queries: Mapping[str, str]


def furnish(stage: Stage, folder: Path) -> Furnished:
    """Let a month happen: a report returned, mended and accepted, one that waits, a plan's file
    with doubts, scores from a file, a paper, a group, an invite, a published year.
    """
    governor = stage.registered("นายวิชัย ผู้ว่า", SLUG, Role.EXECUTIVE)
    browser = accepted_report(stage)
    twice = number_of(stage, ObligationState.ACCEPTED)
    _mended(browser, twice)
    sends_report(officer(stage, "นางสาวกานดา ดีงาม", HEALTH))
    publishes(stage)
    browser.open(f"{DESK}/public/2570")
    decides(browser, only_evidence(stage), "public", "การประชุมชี้แจง")
    whole_year(stage)
    read(stage, browser, write(DOCUMENT, folder / "แผน 2570.docx"))
    sent(browser, score_workbook(browser))
    browser.open(f"{PAPERS}/2570/look/result")
    browser.submit("/make/result", format="pdf")
    assert stage.work() == 2
    stage.invite(SLUG, Role.EXECUTIVE)
    _group(stage, browser)
    writes(browser)
    browser.submit("/announce/send")
    return Furnished(
        {
            Role.OFFICER: stage.actors["นายสมชาย ใจดี"],
            Role.EXECUTIVE: governor,
            Role.SECRETARIAT: stage.actors["นางสาวอรุณี เลขา"],
        },
        _named(stage, twice),
        {
            "days_off.look": "?day=30/11/2569&name=วันหยุดพิเศษ&of=own",
            "scores.overview": "?year=2567",
            "supposing.look": "?year=2567",
        },
    )


def _mended(browser: Browser, number: int) -> None:
    """A second revision, so that the report shows what changed."""
    path = f"{DESK}/report/{number}"
    browser.open(path)
    browser.submit("/reopen", own="ตัวเลขไม่ตรงกับประกาศ")
    browser.open(f"{path}/behalf")
    browser.submit("/behalf", progress="in_progress", summary=SUMMARY)
    assert "บันทึกรายงานแทนหน่วยงานแล้ว" in browser.page
    browser.open(path)
    browser.submit("/accept")


def _group(stage: Stage, browser: Browser) -> None:
    browser.open(f"{DESK}/setup/")
    browser.submit("/setup/group")
    typed = re.search(r'class="say">([^<]+)<', browser.page)
    assert typed
    reviewer = stage.actors["นางสาวอรุณี เลขา"]
    reviewer.in_group(stage.group("จังหวัดสุโขทัย", reviewer)).says(typed[1])


def _named(stage: Stage, twice: int) -> dict[str, dict[str, str]]:
    kinds = ask(stage, lambda s: {work.kind: work.id for work in s.scalars(select(Work))})
    made = ask(stage, lambda s: s.scalars(select(WorkFile.id).where(WorkFile.is_made)).all())
    measure = ask(stage, lambda s: s.scalars(select(Measure.id).where(Measure.code == "1.1")).one())
    paper = {"work_id": str(kinds["papers.make"]), "file_id": str(made[-1])}
    return {
        "report.show": {"obligation_id": str(twice)},
        "behalf.form": {"obligation_id": str(number_of(stage, ObligationState.SENT))},
        "mine.own_report": {"obligation_id": str(twice)},
        "work.show": paper,
        "work.download": paper,
        "papers.made": paper,
        "papers.inside": paper,
        "taking.look": {"work_id": str(kinds["scores.read"])},
        "cell.show": {"measure_id": str(measure)},
        "people.more": {"person_id": "1"},
        "public.measure": {"address": "1.1"},
    }


def number_of(stage: Stage, state: ObligationState) -> int:
    """The first report in a state."""
    wanted = select(Obligation.id).where(Obligation.state == state)
    return ask(stage, lambda s: s.scalars(wanted.order_by(Obligation.id)).first()) or 0
