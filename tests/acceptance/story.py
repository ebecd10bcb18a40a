"""One month of one province, chapter by chapter: what the people do, and what the ledger says must come of it.

The people's words and the bot's answers go over real HTTP both ways; the office's commands are processes. Every moment is the
story's: the stand-in's clock, which the program on the stage follows, and ``--now`` for the commands.

November 2569 has no day off but its weekends: the group is reminded on Friday the 20th, the officers on Wednesday the 25th (three
working days before the last, Monday the 30th) and on the 30th; the list comes on Tuesday 1 December, the close on Thursday the 3rd.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import func, select

from models import audit
from models.calendar import BANGKOK
from models.conversation import InboxEvent
from models.organization import Organization
from models.outbox import Delivery, DeliveryState, JobRun
from models.people import Role
from models.reporting import Evidence, Obligation, Report, Revision, Round
from models.summary import refreshed_summary
from tests.acceptance import talk
from tests.acceptance.ledger import Answer, Ledger
from tests.acceptance.office import Office
from tests.acceptance.papers import COMMISSION, COMPLAINTS, OFFICE, REGION, Paper
from tests.stage import Actor, Stage, words_of

GROUP_SIZE = 12
COLLECTIVE = "1.2"
PHONE = "077 000 000"
FIRST_NAMES = ("กมล", "ขวัญ", "จิตรา", "ชาตรี", "ดวงใจ", "ธนา")
LAST_NAMES = ("ใจซื่อ", "มั่นคง", "สุจริต", "รักษ์ไทย", "พูนสุข", "แก้วงาม")
NOVEMBER = datetime(2026, 11, 1, tzinfo=BANGKOK).date()


def moment(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of the year 2026 in Bangkok."""
    return datetime(2026, month, day, hour, minute, tzinfo=BANGKOK)


def on_the_clock(at: datetime) -> datetime:
    """The ten minutes a moment lies in: the stand-in's clock runs on while a chapter is played."""
    return at.astimezone(BANGKOK).replace(minute=at.minute - at.minute % 10, second=0, microsecond=0)


@dataclass
class Story:
    """The stage, the office, the ledger, and the people by their agency."""

    stage: Stage
    office: Office
    paper: Paper
    data_dir: Path
    ledger: Ledger = field(init=False)
    officers: dict[str, Actor] = field(default_factory=dict)
    pictures: list[bytes] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)
    """The receipt of each agency's report of the collective measure."""

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.paper)

    # Chapter 1, Thursday 5 November: the plan and the people

    def the_office_reads_the_plan_in(self) -> None:
        """An empty database, the organization, the plan with its difference and its doubts; a second import changes nothing."""
        self._at(moment(11, 5, 9, 30))
        paper, slug = self.paper, self.paper.slug
        self.office.kaona("db", "upgrade")
        self.office.kaona("organization", "add", slug, "--name", paper.province, "--kind", "province", "--phone", PHONE)
        told = self._imports(paper.file)
        assert f"{paper.measures} measures added, 0 removed, 0 changed" in told
        for agency in (OFFICE, COMMISSION, COMPLAINTS):
            assert f"+ agency {agency}\n" in told
        assert f"+ group {REGION}\n" in told
        assert "\n! missing: " in told
        named = [duty for duty in self.ledger.duties if duty.agency not in paper.members]
        # October's round closed on the 4th, before there was a plan: only November is owed.
        assert f"{len(named)} reports are expected" in told
        assert f"No difference: {paper.measures} measures are as stored." in self._imports(paper.file)

    def the_office_fills_the_collective_party(self) -> None:
        """Each member owes at once what the collective party answers for."""
        told = ""
        for place, name in enumerate(self.paper.members):
            run = self.office.kaona if place < 2 else self.office.at_once
            told = run("agency", "add", name, "--organization", self.paper.slug, "--group", REGION)
        each = sum(parties.count(REGION) for parties in self.paper.duties.values())
        assert f"{each} new reports are expected" in told
        assert self._count(select(func.count()).select_from(Obligation)) == len(self.ledger.duties)

    def people_register(self) -> None:
        """Everybody enters by a code of the command line: most members' officers, one officer of two agencies, secretariat, executive."""
        self._at(moment(11, 5, 10, 15))
        self.secretary = self._registers("สมศรี เลขานุการ", Role.SECRETARIAT)
        self.governor = self._registers("ประเสริฐ ผู้ว่าราชการ", Role.EXECUTIVE)
        for place, agency in enumerate(self.paper.members[:-2]):
            name = f"{FIRST_NAMES[place % 6]} {LAST_NAMES[place // 6]}"
            self.officers[agency] = self._registers(name, Role.OFFICER, agency)
        both = self._registers("วันเพ็ญ สองหน้าที่", Role.OFFICER, COMMISSION)
        self._registers("วันเพ็ญ สองหน้าที่", Role.OFFICER, COMPLAINTS)
        self.officers[COMMISSION] = self.officers[COMPLAINTS] = both
        stranger = self.stage.person("คนแปลกหน้า")
        assert "รหัสเชิญ" in words_of(stranger.says("รายงาน"))

    def the_group_is_bound(self) -> None:
        """Twelve people and the bot; the code is typed in the group, and other talk is not answered."""
        others = [self.stage.person(f"ข้าราชการ {number}") for number in range(1, GROUP_SIZE - 3)]
        members = [self.secretary, self.governor, *list(self.officers.values())[:2], *others][:GROUP_SIZE]
        assert len(members) == GROUP_SIZE
        self.group_id = self.stage.group("กลุ่มไลน์จังหวัด", *members)
        self.group = self.secretary.in_group(self.group_id)
        code, typed, *_ = self.office.kaona("invite", "--organization", self.paper.slug, "--group").splitlines()
        assert typed == f"/ผูกกลุ่ม {code}"
        assert self.paper.province in words_of(self.group.says(typed))
        assert self.group.says("ขอเลื่อนประชุมเป็นบ่ายสองนะคะ") == []

    # Chapter 2, before the 20th: the first reports

    def the_first_officers_report(self) -> None:
        """One with taps and photos, one in words with an obstacle, tapped twice and redelivered; nothing is counted twice."""
        self._at(moment(11, 10, 13, 5))
        first, second = self.paper.members[:2]
        actor = self.officers[first]
        self.pictures = [talk.photo(1), talk.photo(2)]
        talk.open_due(actor, COLLECTIVE)
        self.numbers[first] = talk.fill_with_taps(actor, self.pictures)
        self.ledger.send(COLLECTIVE, first)
        again = words_of(actor.taps("ยืนยันส่งรายงาน"))
        assert self.numbers[first] in again
        assert "ไม่ต้องส่งซ้ำ" in again
        talk.open_due(self.officers[second], COLLECTIVE)
        why = "วิทยากรติดภารกิจ จะจัดใหม่เดือนหน้า"
        self.numbers[second] = talk.fill_with_words(self.officers[second], "ยังไม่บรรลุผล", why)
        self.ledger.send(COLLECTIVE, second)
        self._photos_lie_in_the_store()
        self._nothing_was_counted_twice()

    def _photos_lie_in_the_store(self) -> None:
        with self.stage.program.database.read() as session:
            kept = session.execute(
                select(Evidence.sha256, Evidence.media_type, Evidence.path).order_by(Evidence.id)
            ).all()
        digests = [hashlib.sha256(picture).hexdigest() for picture in self.pictures]
        assert [(digest, media_type) for digest, media_type, _ in kept] == [(digest, "image/png") for digest in digests]
        assert [(self.data_dir / str(path)).read_bytes() for _, _, path in kept] == self.pictures

    # Chapter 3, Friday the 20th: the group's reminder

    def the_group_is_reminded(self) -> None:
        """One card, which costs as many messages as the group has members."""
        self._days_pass(moment(11, 20, 9), "open_reminder 2026-11", sent=1)
        self.ledger.push(self.group_id, moment(11, 20, 9), GROUP_SIZE)
        card = words_of(self._last_push(self.group_id))
        expected = len(self.ledger.expected())
        agencies = len({duty.agency for duty in self.ledger.duties})
        assert f"รายการที่ต้องรายงาน {expected:,} รายการ จาก {agencies:,} หน่วยงาน" in card
        assert f"ได้รับรายงานแล้ว {len(self.ledger.reports):,} รายการ" in card
        assert "จันทร์ 30 พ.ย. 2569" in card

    # Chapter 4, to the due date: reports come in, who still owes is reminded

    def most_report(self) -> None:
        """Enough members report the collective measure; one agency and the officer of two agencies finish everything they owe."""
        self._at(moment(11, 23, 10))
        for agency in self.paper.members[2 : self.paper.reporters]:
            talk.open_due(self.officers[agency], COLLECTIVE)
            self.numbers[agency] = talk.fill_with_words(self.officers[agency])
            self.ledger.send(COLLECTIVE, agency)
        self._finishes(self.paper.members[2])
        self._finishes(COMMISSION)
        assert self.ledger.agencies_owing()[COMPLAINTS] == 1

    def _finishes(self, agency: str) -> None:
        actor = self.officers[agency]
        while self.ledger.agencies_owing()[agency]:
            duty = next(duty for duty in self.ledger.duties if duty.agency == agency and self.ledger.owes(duty))
            talk.open_due(actor, duty.code, agency)
            talk.fill_with_words(actor, "ดำเนินการแล้วเสร็จ")
            self.ledger.send(duty.code, agency)

    def those_who_owe_are_reminded_early(self) -> None:
        """Wednesday the 25th: one message to each person who owes, with everything; none to who has finished."""
        self._remind(moment(11, 25, 9), "early_reminder 2026-11")
        assert self.officers[COMPLAINTS].user_id in self._owing_people()
        assert self.officers[self.paper.members[2]].user_id not in self._owing_people()
        self._at(moment(11, 26, 11))
        self._finishes(COMPLAINTS)

    def those_who_still_owe_are_reminded_on_the_day(self) -> None:
        """Monday the 30th: the same, without whoever finished since."""
        self._remind(moment(11, 30, 9), "due_reminder 2026-11")
        assert self.officers[COMPLAINTS].user_id not in self._owing_people()

    def _remind(self, when: datetime, job: str) -> None:
        owing = self._owing_people()
        self._days_pass(when, job, sent=len(owing))
        for actor, owed in owing.values():
            self.ledger.push(actor.chat_id, when)
            told = words_of(self._last_push(actor.chat_id))
            assert ("ท่านมี" in told) == (owed > 1)
            assert owed == 1 or f"รอรายงาน {owed:,} รายการ" in told

    def _owing_people(self) -> dict[str, tuple[Actor, int]]:
        """The people who owe, by LINE id, with how much."""
        owed: Counter[str] = Counter()
        by_id = {actor.user_id: actor for actor in self.officers.values()}
        for agency, count in self.ledger.agencies_owing().items():
            if agency in self.officers:
                owed[self.officers[agency].user_id] += count
        return {user_id: (by_id[user_id], count) for user_id, count in owed.items()}

    # Chapter 5, Tuesday 1 and Wednesday 2 December: who is missing, what is good enough

    def the_secretariat_learns_who_is_missing(self) -> None:
        """One list for the secretariat alone: agencies that owe, agencies without an officer, measures without a party."""
        self._days_pass(moment(12, 1, 9), "missing_list 2026-11", sent=1)
        self.ledger.push(self.secretary.chat_id, moment(12, 1, 9))
        told = self._last_push(self.secretary.chat_id)
        lines = words_of(told)
        owing = self.ledger.agencies_owing()
        assert self.ledger.total() in lines
        assert f"ยังไม่รายงาน {len(owing):,} หน่วยงาน {sum(owing.values()):,} รายการ" in lines
        silent = [OFFICE, *self.paper.members[-2:]]
        assert f"ยังไม่มีผู้รายงาน {len(silent)} หน่วยงาน" in lines
        assert all(f"• {agency}" in lines for agency in silent)
        assert f"ยังไม่มีผู้รับผิดชอบ {len(self.paper.without_party)} มาตรการ" in lines
        assert all(f"• {title}" in lines for title in self.paper.without_party)
        first = self.paper.members[0]
        assert talk.line_after(told, first).startswith(f"ค้าง {owing[first]:,} รายการ") == bool(owing[first])

    def the_secretariat_reviews(self) -> None:
        """Some are accepted, one is returned with a reason; its officer is told and sends a mended copy."""
        self._at(moment(12, 1, 10, 30))
        first, second, third = self.paper.members[:3]
        self._evidence_opens(first)
        for agency in (first, third):
            assert "รับรองรายงานเลขที่" in words_of(talk.review(self.secretary, self.numbers[agency], "รับรอง"))
            self.ledger.reports[self._sent_duty(agency)].answer = Answer.ACCEPTED
        talk.review(self.secretary, self.numbers[second], "ส่งกลับแก้ไข")
        assert "ระบบจะแจ้งเจ้าหน้าที่" in words_of(self.secretary.says("โปรดระบุวันที่จะจัดประชุมครั้งใหม่"))
        self.ledger.reports[self._sent_duty(second)].answer = Answer.RETURNED
        self.stage.tick()
        self.ledger.push(self.officers[second].chat_id, moment(12, 1, 10, 30))
        notice = self._last_push(self.officers[second].chat_id)
        assert "โปรดระบุวันที่จะจัดประชุมครั้งใหม่" in words_of(notice)
        assert PHONE in words_of(notice)
        self._mends(second, notice)

    def _evidence_opens(self, agency: str) -> None:
        """The secretariat's card leads to the very bytes the officer sent; a forged address leads nowhere."""
        card = self._card_of(self.numbers[agency])
        addresses = talk.addresses_in([card], lambda address: "/console/evidence/" in address)
        assert [self._fetch(address) for address in addresses] == [(200, picture) for picture in self.pictures]
        assert self._fetch(addresses[0][:-3] + "xyz")[0] == 404

    def _mends(self, agency: str, notice: list[dict[str, Any]]) -> None:
        actor = self.officers[agency]
        actor.taps("เปิดสำเนาเพื่อแก้ไข", of=notice)
        actor.taps("แก้ปัญหาอุปสรรค")
        actor.says("วิทยากรติดภารกิจ กำหนดจัดใหม่วันที่ 18 ธันวาคม 2569")
        self.numbers[agency] = talk.receipt_in(actor.says("ยืนยัน"))
        assert self.numbers[agency].endswith("-2")
        self.ledger.send(COLLECTIVE, agency)

    def the_secretariat_excuses_one_and_reports_for_one(self) -> None:
        """For a member without an officer the secretariat writes a reason; for its own office it enters the report itself."""
        self._at(moment(12, 2, 9, 45))
        silent = self.paper.members[-1]
        talk.tap_near(self.secretary, self.secretary.says(silent), "ยกเว้น", self.paper.collective_title, "เดือนพฤศจิกายน")
        assert "ยกเว้นการรายงานแล้ว" in words_of(self.secretary.says("อยู่ระหว่างย้ายที่ทำการ"))
        self.ledger.excused.add(self.ledger.duty(COLLECTIVE, silent))
        talk.tap_near(self.secretary, self.secretary.says(OFFICE), "รายงานแทน", "1.1 ", "เดือนพฤศจิกายน")
        talk.fill_with_words(self.secretary)
        self.ledger.send("1.1", OFFICE, late=True)

    def one_reports_late(self) -> None:
        """After the due date and before the close: taken, marked late, and in the summary at once."""
        late = self.paper.members[self.paper.reporters]
        talk.open_due(self.officers[late], COLLECTIVE, "พฤศจิกายน")
        talk.fill_with_words(self.officers[late])
        assert "(ส่งหลังกำหนด)" in words_of(self.officers[late].heard())
        self.ledger.send(COLLECTIVE, late, late=True)
        self._summary_is_right(self.group.says("/สรุป"))

    # Chapter 6, Thursday 3 December: the close

    def the_round_closes(self) -> None:
        """The group gets the summary, the executive and the secretariat the brief."""
        self._days_pass(moment(12, 3, 9), "close_round 2026-11", sent=3)
        self.ledger.push(self.group_id, moment(12, 3, 9), GROUP_SIZE)
        self.ledger.push(self.governor.chat_id, moment(12, 3, 9))
        self.ledger.push(self.secretary.chat_id, moment(12, 3, 9))
        summary = self._last_push(self.group_id)
        self._summary_is_right(summary)
        assert "ปิดรอบแล้ว" in words_of(summary)
        brief = words_of(self._last_push(self.governor.chat_id))
        assert self.ledger.total() in brief
        assert f"รายงานครบแล้ว {self.ledger.agencies()}" in brief
        missing = len(self.ledger.expected()) - len(self.ledger.reports)
        assert f"ยังไม่ครบ ค้าง {missing:,} รายการ" in brief

    def _summary_is_right(self, heard: list[dict[str, Any]]) -> None:
        lines = words_of(heard)
        assert "สรุปรอบเดือนพฤศจิกายน 2569" in lines
        assert self.ledger.total() in lines
        assert f"รายงานครบแล้ว {self.ledger.agencies()}" in lines
        assert talk.line_after(heard, self.paper.collective_title).endswith(f" {self.ledger.agencies(COLLECTIVE)}")

    def one_reports_after_the_close(self) -> None:
        """A first report is taken even now, marked late; a sent one cannot be changed any more."""
        self._at(moment(12, 4, 14))
        late = self.paper.members[-3]
        actor = self.officers[late]
        talk.tap_near(actor, actor.says("งานของฉัน"), "รายงานผล", self.paper.collective_title, "เดือนพฤศจิกายน")
        talk.fill_with_words(actor)
        assert "(ส่งหลังกำหนด)" in words_of(actor.heard())
        self.ledger.send(COLLECTIVE, late, late=True)
        with self.stage.program.database.read() as session:
            report = session.scalars(select(Report).order_by(Report.id.desc()).limit(1)).one()
            assert (report.late, report.obligation.round.month) == (True, NOVEMBER)
            organization = session.scalars(select(Organization)).one()
            view = refreshed_summary(session, organization, self.stage.now(), NOVEMBER)
            assert view is not None
            total = view.summary.total
            assert (total.expected, total.sent) == (len(self.ledger.expected()), len(self.ledger.reports))
            assert (total.sent - total.on_time, total.accepted) == (self.ledger.late(), 2)
        first = self.officers[self.paper.members[0]]
        assert "ปิดรับการแก้ไขแล้ว" in words_of(first.taps("แก้ไขรายงานนี้"))

    # Chapter 7: the plan is corrected

    def the_plan_is_corrected(self) -> None:
        """The same document changes nothing; a changed one asks for --replace, and no report is lost."""
        before = self._reports()
        assert "No difference" in self._imports(self.paper.file)
        corrected = self.data_dir.parent / "corrected.txt"
        corrected.write_text(self.paper.changed(), encoding="utf-8")
        told = self.office.refused(*self._import_words(corrected))
        assert "--replace" in told
        assert f"- {self.paper.struck[0]} " in told
        assert "No difference" in self._imports(self.paper.file)
        told = self.office.kaona(*self._import_words(corrected), "--replace")
        assert "1 measures added, 1 removed, 1 changed" in told
        assert f"{self.paper.measures - 2} unchanged" in told
        assert "No difference" in self._imports(corrected)
        assert self._reports() == before

    # Chapter 8: the count

    def nothing_comes_twice(self) -> None:
        """LINE delivers every event of the month once more, and the calendar is looked at once more: nobody hears anything."""
        before = self._heard(), self._reports()
        events = self._count(select(func.count()).select_from(InboxEvent))
        ids = {event["webhookEventId"] for hook in self.stage.line.world.webhooks() for event in hook["events"]}
        assert len(ids) == events
        for event_id in sorted(ids):
            (answer,) = self.stage.line.world.redeliver(event_id)["events"]
            assert answer["status"] == 200
        jobs, sent = self.office.ticks()
        assert (jobs, sent) == ([], 0)
        assert (self._heard(), self._reports()) == before
        assert self._count(select(func.count()).select_from(InboxEvent)) == events

    def every_message_is_accounted_for(self) -> None:
        """What LINE took is what the ledger says: chats, moments, prices; LINE refused nothing; the history is whole."""
        world = self.stage.line.world
        requests = world.requests()
        # A channel token outlives 15 minutes when the story leaps over days: LINE says 401, and the program gets another.
        assert {(r["status"], r["path"]) for r in requests if not 200 <= (r["status"] or 0) < 300} <= {
            (401, "/v2/bot/message/push"),
            (401, "/v2/bot/message/reply"),
            *((401, r["path"]) for r in requests if r["method"] == "GET"),
        }
        taken = [r for r in requests if r["status"] == 200 and r["path"] == "/v2/bot/message/push"]
        assert Counter((r["body"]["to"], on_the_clock(datetime.fromisoformat(r["at"]))) for r in taken) == Counter(
            (push.chat_id, push.at) for push in self.ledger.pushes
        )
        tokens = [r["body"]["replyToken"] for r in requests if r["status"] == 200 and r["path"].endswith("/reply")]
        assert len(tokens) == len(set(tokens))
        paid = sum(push.paid for push in self.ledger.pushes)
        assert sum(world.quota.used(moment(month, 15, 12)) for month in (10, 11, 12)) == paid
        with self.stage.program.database.read() as session:
            rows = list(session.scalars(select(Delivery)))
            assert {row.state for row in rows} == {DeliveryState.SENT}
            assert Counter(row.sent_by for row in rows) == {"push": len(taken), "reply": len(tokens)}
            assert sum(row.paid_messages for row in rows) == paid
            pushed = [(row, on_the_clock(row.sent_at)) for row in rows if row.sent_by == "push" and row.sent_at]
            assert Counter((row.recipient, at, row.paid_messages) for row, at in pushed) == Counter(
                (push.chat_id, push.at, push.paid) for push in self.ledger.pushes
            )
            organization = session.scalars(select(Organization)).one()
            assert audit.broken_link(session, organization.id) is None
            done = session.scalars(select(JobRun.job).where(JobRun.slot == "2026-11", JobRun.skipped.is_(False)))
            assert sorted(done) == sorted(
                ["begin_round", "open_reminder", "early_reminder", "due_reminder", "missing_list", "close_round"]
            )

    def names_stay_where_they_belong(self) -> None:
        """No officer's name and no evidence in the group; to an officer no other agency."""
        names = {actor.name for actor in self.officers.values()}
        group = words_of(self.group.messages())
        assert not [name for name in names if name in group]
        assert talk.addresses_in(self.group.messages(), lambda address: "/console/" in address) == []
        agencies = {duty.agency for duty in self.ledger.duties}
        for agency, actor in self.officers.items():
            own = {other for other, officer in self.officers.items() if officer is actor}
            heard = words_of(actor.messages()).split("\n")
            seen = {line.split(" · ")[0] for line in heard} & agencies
            assert seen <= own, f"{agency} sees {seen - own}"

    # Doings

    def _at(self, when: datetime) -> None:
        self.stage.go_to(when)
        self.office.now = when

    def _imports(self, file: Path) -> str:
        return self.office.kaona(*self._import_words(file))

    def _import_words(self, file: Path) -> list[str]:
        return ["plan", "import", str(file), "--organization", self.paper.slug, "--fiscal-year", "2570"]

    def _registers(self, name: str, role: Role, agency: str | None = None) -> Actor:
        run = self.office.at_once if role is Role.OFFICER else self.office.kaona
        words = ["invite", "--organization", self.paper.slug, "--role", role.value, "--name", name]
        code = run(*words, *(["--agency", agency] if agency else [])).splitlines()[0]
        actor = self.stage.person(name)
        assert (agency or self.paper.province) in words_of(talk.enter(actor, code))
        return actor

    def _days_pass(self, until: datetime, job: str, sent: int) -> None:
        """Look at the calendar every morning and evening, and at last twice at the same time by command: one job, sent once."""
        when = self.stage.now().astimezone(BANGKOK).replace(hour=9, minute=0) + timedelta(days=1)
        while when < until:
            for hour in (9, 17):
                done = self.stage.tick(when.replace(hour=hour))
                assert [f"{each.job} {each.slot}" for each in done.jobs if each.deliveries] == []
            when += timedelta(days=1)
        self._at(until)
        jobs, taken = self.office.ticks()
        assert (jobs, taken) == ([job], sent)
        assert self.stage.tick().jobs == ()

    def _last_push(self, chat_id: str) -> list[dict[str, Any]]:
        pushed = [m for m in self.stage.line.world.messages(chat_id) if m.sender == "bot" and m.via == "push"]
        assert on_the_clock(pushed[-1].at) == on_the_clock(self.stage.now())
        return [m.message for m in pushed if on_the_clock(m.at) == on_the_clock(pushed[-1].at)]

    def _card_of(self, number: str) -> dict[str, Any]:
        heard = self.secretary.says("ตรวจรายงาน")
        card = talk.part_with(heard, "รับรอง", number)
        assert card is not None, words_of(heard)
        return card

    def _sent_duty(self, agency: str) -> Any:
        return next(duty for duty in self.ledger.reports if (duty.code, duty.agency) == (COLLECTIVE, agency))

    def _fetch(self, address: str) -> tuple[int, bytes]:
        """Open an address of the program as the host's proxy would bring it."""
        connection = HTTPConnection(urlsplit(self.stage.app_url).netloc, timeout=10)
        try:
            connection.request("GET", urlsplit(address).path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    # Looking

    def _count(self, query: Any) -> int:
        with self.stage.program.database.read() as session:
            return int(session.scalar(query) or 0)

    def _nothing_was_counted_twice(self) -> None:
        assert len(self._reports()) == self.ledger.revisions()

    def _reports(self) -> list[tuple[Any, ...]]:
        """Every version of every report, with its month, its agency, its words and the digests of its evidence."""
        with self.stage.program.database.read() as session:
            return [
                (
                    revision.id,
                    revision.report.obligation.round.month,
                    revision.report.obligation.agency.name,
                    revision.progress,
                    revision.summary,
                    revision.obstacle,
                    revision.report.late,
                    revision.sent_at,
                    [evidence.sha256 for evidence in revision.evidence],
                )
                for revision in session.scalars(
                    select(Revision).join(Report).join(Obligation).join(Round).order_by(Revision.id)
                )
            ]

    def _heard(self) -> dict[str, int]:
        world = self.stage.line.world
        return {
            chat: len(world.messages(chat))
            for chat in [self.group_id, *(a.chat_id for a in self.stage.actors.values())]
        }
