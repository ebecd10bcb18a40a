"""Twenty people of a small province: what each of them sees in their chat, and what they may do
with it.

Nobody knows the program: whoever acts chooses among the buttons that are shown, the menu, words
that people type, and things that people send.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sqlalchemy import select

from messages.parts import LineAction
from messages.richmenus.menus import MENUS, menu_for
from models.month.rounds import ensure_obligations
from models.tables.conversation import Draft
from models.tables.organization import Channel
from models.tables.people import Membership, Person, Role, is_held
from tests.acceptance.talk import photo
from tests.databases import opened
from tests.handlers.cast import SLUG, START
from tests.handlers.conftest import CHANNEL
from tests.messages.said.labelled import MEASURES, labelled
from tests.scheduler.province import Province
from tests.stage import Actor, Stage

AGENCIES = tuple(
    f"สำนักงาน{name}จังหวัด" for name in ("คลัง", "ที่ดิน", "เกษตร", "ขนส่ง", "ประมง", "พาณิชย์", "แรงงาน")
)
ROLES: tuple[tuple[Role | None, int], ...] = (
    (Role.OFFICER, 11),
    (Role.SECRETARIAT, 4),
    (Role.EXECUTIVE, 2),
    (None, 3),
)
COMMANDS = (
    *("รายงาน", "งานของฉัน", "สรุป", "ตรวจรายงาน", "ช่วยเหลือ", "ลงทะเบียน", "ส่งไม่ถึง", "เปิดหน้าเว็บ"),
    *("ย้อนกลับ", "ข้าม", "พักไว้", "ยกเลิก", "ยืนยัน", "ยืนยัน", "ไปต่อ", "ใช้ข้อความเดิม", "ใช้", "ไม่ใช้"),
    *("แก้สรุปผล", "แก้สถานะ", "เพิ่มหลักฐาน", "ลบหลักฐาน", "ลบ 1", "ไม่ลบ", "ข้อมูลของฉัน", "สรุป พ.ย. 69"),
    *(
        "ขอขยายเวลา",
        "ติดต่อใคร",
        "ส่งไปหรือยัง",
        "หยุดแจ้งเตือน",
        "ย้ายแล้ว",
        "ลาพักร้อน",
        *AGENCIES[:2],
        "สำนักงาน",
    ),
)
FORWARD = (
    "ยืนยัน",
    "ยืนยัน",
    "รายงาน",
    "1",
    "2",
    "เสร็จแล้ว",
    "1.1 เสร็จแล้ว ประชุมชี้แจง 12 พ.ย. 69",
    "ไปต่อ",
)
"""What somebody at a PC says who wants to get on."""
ANSWERS = (
    *("1", "๒", "3", "๔", "1.1", "1.1 1.2 เสร็จแล้ว", "อยู่ระหว่างดำเนินการ", "ไม่มี", "-", "ไปต่อ", "ข้าม"),
    *("จัดประชุมชี้แจงเมื่อวันที่ 12 พ.ย. 2569 ผู้เข้าร่วม 85 คน", "ที่ สท 0017/ว 12 ลงวันที่ 3 พ.ย. 2569"),
    *("ไม่มีความคืบหน้าทั้งหมด", "https://example.go.th/ก?ข=1 ภาพกิจกรรม", "60%", "ตัวเลขไม่ตรงกับประกาศ"),
)
NOISE = (
    *(
        "\u200b",
        "😀",
        "a\u0000b",
        "<b>&amp;",
        "?",
        ".",
        "ก" * 5000,
        "🙂" * 900,
        "KN-AAAA-BBBB-CCCC",
        "ๆๆๆ",
    ),
    *("/สรุป", "/ผูกกลุ่ม KN-AAAA-BBBB-CCCC", "a=erase&sure=1", "%s{0}\\", "๑๒๓๔๕๖๗๘๙๐" * 30, "\n\n\n"),
)
SAID = tuple(each.text for each in labelled())
GROUP_WORDS = (
    *("/สรุป", "/ค้างส่ง", "/ปฏิทิน", "/ช่วยเหลือ", "@ก้าวหน้า สรุปให้หน่อยครับ", "@ก้าวหน้า ใครยังไม่ส่ง"),
    *("กินข้าวหรือยัง", "พรุ่งนี้ประชุมกี่โมง", "สรุปแล้วไปไหม", "😀"),
)
SILENT_TAPS = frozenset({"uri", "clipboard", "camera", "cameraRoll", "location"})
MAY_BE_SILENT = frozenset({"unsend", "again", "block", "unblock", "group"})
PLACES = {"action", "defaultAction"}
"""Where an action stands in a message; lists of them are called "actions"."""


@dataclass(frozen=True)
class Doing:
    """One thing somebody does: its kind, and what it is done with."""

    kind: str
    what: Any = None

    def __str__(self) -> str:
        return f"{self.kind} {str(self.what)[:160]}"


@dataclass
class Walker:
    """A person who does what comes to mind; ``on_pc``: no quick replies and no menu are shown."""

    actor: Actor
    role: Role | None
    agency: str | None
    on_pc: bool
    rng: Random
    group_id: str = ""
    blocked: bool = False
    done: list[Doing] = field(default_factory=list)
    read: dict[int, list[LineAction]] = field(default_factory=dict)
    """The buttons of messages already looked at, by their number."""

    @property
    def name(self) -> str:
        return self.actor.name

    def shown(self, last: int | None = None) -> list[LineAction]:
        """The buttons on the screen: of the last messages, or of all that can be scrolled to. Quick
        replies stand under the newest message only, and not on a PC.
        """
        found: list[LineAction] = []
        log = self.actor.stage.line.world.messages(self.actor.chat_id)
        sent = [each for each in log if each.sender == "bot"]
        for each in sent[-last:] if last else sent:
            if each.seq not in self.read:
                self.read[each.seq] = list(buttons_in(each.message))
            found += self.read[each.seq]
        newest_is_ours = bool(log) and log[-1].sender == "bot"
        if newest_is_ours and not self.on_pc:
            found += quick_in(log[-1].message) * 3  # they stand nearest to the thumb
        return found

    def roles(self) -> list[str]:
        """The roles they hold by now."""
        stage = self.actor.stage
        with stage.program.database.read() as session:
            held = select(Membership.role).join(Person)
            ours = Person.line_user_id == self.actor.user_id
            rows = session.scalars(held.where(ours, is_held(stage.now())))
            return [role.value for role in rows]

    def form(self) -> str:
        """The form they are in the middle of, with the answers it has; "" when there is none."""
        with self.actor.stage.program.database.read() as session:
            ours = Person.line_user_id == self.actor.user_id
            draft = session.scalar(select(Draft).join(Person).where(ours, Draft.active))
            if draft is None:
                return ""
            return f"{draft.form}({','.join(sorted(draft.answers))})"

    def menu(self) -> list[LineAction]:
        """What the menu under the chat offers."""
        return [area["action"] for area in MENUS[menu_for(self.roles())].areas]

    def choose(self) -> Doing:
        """What comes to mind now."""
        if self.blocked:
            return Doing("unblock")
        if self.role is not None and not self.roles() and self.rng.random() < 0.4:
            code = self.actor.stage.invite(SLUG, self.role, self.agency, self.name)
            return Doing("say", code)
        kinds, weights = zip(*self._inclinations().items(), strict=True)
        kind = self.rng.choices(kinds, weights)[0]
        return self._doing(kind)

    def _inclinations(self) -> dict[str, int]:
        return {
            "next": 30,
            "fresh": 24,
            "twice": 3,
            "stale": 8,
            "menu": 0 if self.on_pc else 5,
            "command": 14 if self.on_pc else 8,
            "answer": 20 if self.on_pc else 13,
            "said": 8,
            "noise": 3,
            "image": 4,
            "file": 1,
            "audio": 1,
            "video": 1,
            "sticker": 1,
            "place": 1,
            "unsend": 2,
            "again": 3,
            "block": 1,
            "group": 3 if self.group_id else 0,
        }

    def _doing(self, kind: str) -> Doing:
        pick = self.rng.choice
        words = {"command": COMMANDS, "answer": ANSWERS, "said": SAID, "noise": NOISE}
        if kind in words:
            return Doing("say", pick(words[kind]))
        if kind in ("next", "fresh", "twice", "stale"):
            found = self.shown({"next": 1, "stale": None}.get(kind, 4))
            if not found:
                return Doing("say", pick(FORWARD if kind == "next" else COMMANDS))
            if kind == "next":
                found = [a for a in found if "ยืนยัน" in str(a.get("label"))] or found
            return Doing("twice" if kind == "twice" else "tap", pick(found))
        if kind == "menu":
            return Doing("tap", pick(self.menu()))
        if kind == "group":
            return Doing("group", pick(GROUP_WORDS))
        if kind == "image":
            return Doing("image", photo(self.rng.randrange(40)))
        return Doing(kind)


def may_be_silent(doing: Doing) -> bool:
    """Whether nothing need be answered to it."""
    if doing.kind not in ("tap", "twice"):
        return doing.kind in MAY_BE_SILENT
    return doing.what["type"] in SILENT_TAPS or doing.what.get("inputOption") == "openKeyboard"


def buttons_in(value: Any) -> Iterator[LineAction]:
    """The actions of a message that stay where they are: all but its quick replies."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name == "quickReply":
                continue
            if name in PLACES and isinstance(part, dict) and "type" in part:
                yield part
            elif name == "actions" and isinstance(part, list):
                yield from part
            else:
                yield from buttons_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from buttons_in(part)


def quick_in(message: dict[str, Any]) -> list[LineAction]:
    """The quick replies under a message."""
    return [item["action"] for item in message.get("quickReply", {}).get("items", [])]


def furnish(url: str) -> None:
    """Put the province into an empty database: the measures of which the labelled messages speak,
    owed by its agencies.
    """
    with opened(url) as database, database.begin() as session:
        session.add(Channel(line_channel_id=CHANNEL))
        session.flush()
        province = Province(session)
        province.organization.secretariat_phone = "055-612-345"
        everybody = province.group_of("ทุกแห่ง", AGENCIES)
        issue = province.issue("1", "กระบวนการปฏิบัติงานที่โปร่งใส")
        for place, each in enumerate(MEASURES):
            party = everybody if place < 3 else AGENCIES[place % len(AGENCIES)]
            province.measure(each.code or "", party, issue=issue, title=each.title)
        ensure_obligations(session, province.organization, START)


def gather(stage: Stage, rng: Random) -> list[Walker]:
    """Let everybody come in; every third sits at a PC, and half of those who hold a role are in the
    province's group.
    """
    walkers: list[Walker] = []
    for role, count in ROLES:
        for number in range(count):
            place = len(walkers)
            agency = AGENCIES[number % len(AGENCIES)] if role is Role.OFFICER else None
            name = f"คนที่{place + 1:02d} {role or 'stranger'}"
            actor = stage.registered(name, SLUG, role, agency) if role else stage.person(name)
            walkers.append(Walker(actor, role, agency, place % 3 == 2, Random(rng.random())))
    both = walkers[ROLES[0][1]]  # of the secretariat, and an officer beside it
    both.actor.says(stage.invite(SLUG, Role.OFFICER, AGENCIES[0], both.name))
    both.actor.taps("ยินยอม")
    members = [each for each in walkers if each.role is not None][::2]
    group_id = stage.group("กลุ่มจังหวัด", *(each.actor for each in members))
    code = stage.invite(SLUG, None)
    members[0].actor.in_group(group_id).says(f"/ผูกกลุ่ม {code}")
    for each in members:
        each.group_id = group_id
    return walkers
