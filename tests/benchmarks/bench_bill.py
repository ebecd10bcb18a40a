"""What a month costs in LINE's paid messages: run ``python -m tests.benchmarks.bench_bill``.

November 2026 is played on the stand-in for LINE, from the opening on the 20th to the close on 3
December, for provinces of 10, 33 and 60 agencies; LINE's free plan of 300 messages a month. Every
fifth agency or so has two officers (40 for 33 agencies), the LINE group has one member more than
there are officers, there are three of the secretariat and two executives. **Six of ten agencies
have reported before the first reminder, eight of ten before the last one**, all others on the due
date; they do so in the chat, in one message and a confirmation. Two of the secretariat open their
chat the day after each thing they are told.

LINE counts the paid messages; the program's own ledger says what they were for. Beside it:
``before`` is version 0.2's way with the same owing agencies (every officer of an agency that owes
at both reminders, the list to all of the secretariat, the brief to all of it and the executives);
``naive`` pushes to every officer at both reminders whoever has reported, to the group a card at the
opening, at each reminder and at the close, and the list and the brief to the whole secretariat and
the executives.

What a month brings beside that is played in a second month, apart: an announcement to all agencies,
a due date that moves after it was announced, and confirmations whose reply may have been lost.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from bot.outbox.asking import count_groups, refresh_quota
from bot.outbox.queueing import queue_notices
from messages.chat.announcement import circular_pushes
from models import schema
from models.month.calendar import at
from models.month.days_off import add_day_off
from models.people.circulars import reach_of, store_circular
from models.tables.agency import Agency
from models.tables.organization import Channel, Organization
from models.tables.outbox import Delivery, DeliveryState
from models.tables.people import Person, Role
from simulator.faults import Fault
from tests.benchmarks.readme import told_in_the_readme
from tests.scheduler.province import Province, line_id
from tests.stage import Actor, Stage, open_stage, words_of

BEGIN = at(date(2026, 11, 12), 10)
OPENS, EARLY, DUE = at(date(2026, 11, 20), 9), at(date(2026, 11, 25), 9), at(date(2026, 11, 30), 9)
LIST, CLOSES = at(date(2026, 12, 1), 9), at(date(2026, 12, 3), 9)
QUOTA = 300
SECRETARIES, EXECUTIVES = 3, 2
SIZES = (10, 33, 60)
SAID = "1.1 เสร็จแล้ว ประชุมชี้แจง 12 พ.ย. 69 ห้องประชุมศาลากลาง ผู้เข้าร่วม 45 คน"
PURPOSES = {
    "open_reminder": "group",
    "early_reminder": "officers, first reminder",
    "due_reminder": "officers, last reminder",
    "missing_list": "secretariat",
    "forecast": "secretariat",
}
ASSUMED = "six of ten agencies report before the first reminder, eight of ten before the last one"
LINES = (*dict.fromkeys(PURPOSES.values()), "executives")


@dataclass
class Town:
    """A province on the stage: the officers of each agency, the first of whom reports."""

    stage: Stage
    officers: list[list[Actor]]
    secretariat: list[Actor]
    executives: list[Actor]
    group: str

    @property
    def people(self) -> int:
        """How many officers there are."""
        return sum(map(len, self.officers))

    @property
    def members(self) -> int:
        """How many members the group has."""
        return self.people + 1

    def owing(self, share: int, among: list[int]) -> list[int]:
        """Some of the agencies, spread evenly: so many of ten of all."""
        count, size = round(len(self.officers) * share / 10), len(among)
        return [each for number, each in enumerate(among) if (number * count) % size < count]


def build(stage: Stage, agencies: int) -> Town:
    """Store a province whose people have the bot as a friend."""
    extra = round(agencies * 7 / 33)
    with stage.program.database.begin() as session:
        session.add(Channel(line_channel_id=stage.line.channel.channel_id, basic_id="@kaona"))
        session.flush()
        province = Province(session)
        names = [f"ส่วนราชการที่ {number + 1}" for number in range(agencies)]
        everyone = province.group_of("ส่วนราชการประจำจังหวัดทุกแห่ง", names)
        province.measure("1.1", everyone, title="ประชุมชี้แจงมาตรการ")
        people = [
            [f"{name} คนที่ {turn + 1}" for turn in range(2 if number < extra else 1)]
            for number, name in enumerate(names)
        ]
        for agency, found in zip(names, people, strict=True):
            for name in found:
                province.person(name, Role.OFFICER, agency)
        secretariat = [f"เลขา {number + 1}" for number in range(SECRETARIES)]
        executives = [f"ผู้บริหาร {number + 1}" for number in range(EXECUTIVES)]
        for name in secretariat:
            province.person(name, Role.SECRETARIAT)
        for name in executives:
            province.person(name, Role.EXECUTIVE)
        province.organization.created_at = province.plan.adopted_at = BEGIN
        group = province.line_group(None).line_group_id

    def enter(name: str) -> Actor:
        user_id = line_id("U", f"sukhothai{name}")
        stage.line.world.add_person(name, user_id)
        return Actor(stage, name, user_id, user_id)

    officers = [[enter(name) for name in found] for found in people]
    others = [*map(enter, secretariat), *map(enter, executives)]
    members = [actor.user_id for found in officers for actor in found] + [others[0].user_id]
    stage.line.world.add_group("กลุ่มไลน์จังหวัด", members, group)
    return Town(stage, officers, others[:SECRETARIES], others[SECRETARIES:], group)


def moment(town: Town, now: datetime) -> None:
    """Do what the scheduler's process does at a moment."""
    town.stage.go_to(now)
    refresh_quota(town.stage.program)
    count_groups(town.stage.program)
    town.stage.tick()


def report(town: Town, agencies: list[int], now: datetime) -> None:
    """Some agencies report in the chat."""
    town.stage.go_to(now)
    for number in agencies:
        actor = town.officers[number][0]
        actor.says(SAID)
        heard = words_of(actor.says("ยืนยัน"))
        if "2570-" not in heard:
            raise RuntimeError(f"{actor.name} could not report: {heard}")


def paid(stage: Stage) -> Counter[str]:
    """What was pushed, in paid messages, by what it was for and to whom."""
    stage.program.recorder.flush()
    found: Counter[str] = Counter()
    with stage.program.database.read() as session:
        executives = set(
            session.scalars(select(Person.line_user_id).where(Person.full_name.like("ผู้บริหาร%")))
        )
        for row in session.scalars(
            select(Delivery).where(Delivery.state == DeliveryState.SENT, Delivery.sent_by == "push")
        ):
            what = PURPOSES.get(row.purpose, row.purpose)
            if row.purpose == "close_round":
                is_group = row.recipient.startswith("C")
                what = "executives" if row.recipient in executives else "secretariat"
                what = "group" if is_group else what
            found[what] += row.paid_messages
    return found


def play(agencies: int, folder: Path) -> tuple[Counter[str], dict[str, int], Town]:
    """Play the month; return what was paid for what, and the sums of the other ways."""
    with open_stage(f"sqlite:///{folder / f'{agencies}.db'}", folder, BEGIN) as stage:
        schema.upgrade(stage.program.database)
        town = build(stage, agencies)
        stage.line.world.change_settings({"quota": QUOTA})
        moment(town, BEGIN + timedelta(hours=1))
        everybody = list(range(agencies))
        first = town.owing(4, everybody)
        last = sorted({*first[1::2], *first[-1:]})[-round(agencies * 0.2) :]
        moment(town, OPENS)
        for actor in town.secretariat[1:]:
            actor.says("สรุป")
        report(town, [each for each in everybody if each not in first], OPENS + timedelta(hours=5))
        moment(town, EARLY)
        report(town, [each for each in first if each not in last], EARLY + timedelta(hours=5))
        moment(town, DUE)
        used = stage.line.world.quota.used(stage.now())
        report(town, last[:-1], DUE + timedelta(hours=5))
        for now in (LIST, CLOSES):
            moment(town, now)
            stage.go_to(now + timedelta(hours=5))
            for actor in town.secretariat[1:]:
                actor.says("งานของฉัน")
                heard = words_of(actor.messages())
                told = "ผลการติดตามรอบเดือน" if now == LIST else "สรุปสำหรับผู้บริหาร"
                if told not in heard:
                    raise RuntimeError(f"{actor.name} was not told: {heard[-300:]}")
        used += stage.line.world.quota.used(stage.now())
        found = paid(stage)
        if used != found.total():
            raise RuntimeError(f"LINE counted {used}, the ledger says {found.total()}")
        asked = sum(len(town.officers[each]) for each in (*first, *last))
        cards = town.members * 2
        people = SECRETARIES * 2 + EXECUTIVES
        other = {
            "before": cards + asked + people,
            "naive": cards * 2 + town.people * 2 + people,
        }
        return found, other, town


def apart(folder: Path) -> Counter[str]:
    """What the other kinds of push cost for 33 agencies."""
    with open_stage(f"sqlite:///{folder / 'apart.db'}", folder, BEGIN) as stage:
        schema.upgrade(stage.program.database)
        town = build(stage, 33)
        moment(town, BEGIN + timedelta(hours=1))
        moment(town, OPENS)
        before = paid(stage)
        _announce(town)
        with stage.program.database.begin() as session:
            owner = session.scalars(select(Organization)).one()
            add_day_off(session, DUE.date(), "วันหยุดของจังหวัด", owner)
        moment(town, OPENS + timedelta(hours=2))
        for found in town.officers[:3]:
            found[0].says(SAID)
            stage.line.world.add_fault(Fault("reply", drop="after", times_left=1))
            found[0].says("ยืนยัน")
        for minutes in (1, 2, 4, 8):
            moment(town, OPENS + timedelta(hours=2, minutes=minutes))
        return paid(stage) - before


def _announce(town: Town) -> None:
    program = town.stage.program
    now, channel_id = town.stage.now(), program.channel_id
    with program.database.begin() as session:
        owner = session.scalars(select(Organization)).one()
        by = session.scalars(select(Person).where(Person.full_name == "เลขา 1")).one()
        reach = reach_of(session, owner.id, session.scalars(select(Agency.id)).all(), now)
        made = store_circular(session, owner, "ประชุม", "ขอเชิญ", reach, key="0" * 32, by=by, now=now)
        assert made is not None
        pushes = circular_pushes(session, owner, made, reach, now)
        queue_notices(session, pushes, channel_id=channel_id, now=now)
    moment(town, now + timedelta(minutes=1))


def as_in_the_readme(found: Counter[str], other: dict[str, int], town: Town) -> tuple[str, ...]:
    """A month's bill as a column of the README's table, from its head down."""
    beside = found.total() - found["group"]
    first, last = found["officers, first reminder"], found["officers, last reminder"]
    head = f"{len(town.officers)}, {town.people}, {town.members}"
    return (
        head,
        f"{found['group']}",
        f"{first} + {last}",
        f"{found['secretariat']} + {found['executives']}",
        f"**{found.total()}** ({beside})",
        f"{other['before']}",
        f"{other['naive']}",
    )


def main() -> int:
    """Print the bills; 1 when the README tells others."""
    with tempfile.TemporaryDirectory() as folder:
        columns = [play(size, Path(folder)) for size in SIZES]
        print(f"{ASSUMED}; {SECRETARIES} in the secretariat, {EXECUTIVES} executives")
        print(f"{'agencies (officers, group)':30}", end="")
        for size, (_, _, town) in zip(SIZES, columns, strict=True):
            print(f"{f'{size} ({town.people}, {town.members})':>16}", end="")
        print()
        for line in LINES:
            print(f"  {line:28}" + "".join(f"{found[line]:>16}" for found, _, _ in columns))
        beside = [found.total() - found["group"] for found, _, _ in columns]
        print(f"{'beside the group':30}" + "".join(f"{each:>16}" for each in beside))
        print(f"{'in all':30}" + "".join(f"{found.total():>16}" for found, _, _ in columns))
        for way in ("before", "naive"):
            print(f"{way:30}" + "".join(f"{other[way]:>16}" for _, other, _ in columns))
        print("apart, 33 agencies: " + _apart_words(apart(Path(folder))))
        told, played = told_in_the_readme(), [as_in_the_readme(*column) for column in columns]
    for wrong in (each for each in zip(told, played, strict=True) if each[0] != each[1]):
        print("the README tells {}, played {}".format(*wrong))
    return int(told != played)


def _apart_words(found: Counter[str]) -> str:
    return "; ".join(f"{purpose} {count}" for purpose, count in sorted(found.items()))


if __name__ == "__main__":
    sys.exit(main())
