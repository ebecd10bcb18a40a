"""Whatever people tap, type and send, in any order and after any silence: a valid answer each time,
and nothing is lost.

The province is as large as they come: titles of 400 letters, 60 measures, 200 agencies in a
collective party.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.outbox.delivery import drain
from messages.taps import Action, unpack
from models.month.rounds import ensure_obligations
from models.tables.evidence import Evidence, EvidenceKind
from models.tables.obligations import Revision
from models.tables.organization import Channel
from models.tables.people import Role
from tests.databases import SqliteFiles, opened
from tests.handlers.cast import (
    DONE,
    HEALTH,
    SLUG,
    START,
    TREASURY,
    ask,
    begin_month,
    nothing_failed,
    revisions,
)
from tests.handlers.conftest import CHANNEL
from tests.scheduler.province import Province
from tests.stage import PNG, Actor, Stage, actions_in, open_stage, words_of

LONG = ("มาตรการส่งเสริมคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐอย่างยั่งยืน" * 6)[:400]
AGENCIES = 200
MEASURES = 60

WORDS = [
    *("รายงาน", "งานของฉัน", "สรุป", "ตรวจรายงาน", "ช่วยเหลือ", "ลงทะเบียน"),
    *("ย้อนกลับ", "ข้าม", "พักไว้", "ยกเลิก", "ยืนยัน", "ยืนยัน", "ไปต่อ", "ใช้ข้อความเดิม", "ใช้", "ไม่ใช้"),
    *("ลบหลักฐาน", "ลบหลักฐาน", "ลบ 1", "ลบ ๒", "ไม่ลบ", "ขอบคุณครับ"),
    *(
        "แก้สรุปผล",
        "แก้สถานะ",
        "เพิ่มหลักฐาน",
        "๑",
        "2",
        "๓",
        "4",
        "-",
        "?",
        DONE,
        DONE,
        "ก" * 5000,
        "🙂" * 900,
    ),
    *(
        "https://example.go.th/ก?ข=1 ภาพกิจกรรม",
        "ที่ สท 0017/ว 12",
        "สำนักงาน",
        "สำนักงานที่ 7",
        "KN-AAAA-BBBB-CCCC",
    ),
    *("/สรุป", "/ผูกกลุ่ม KN-AAAA-BBBB-CCCC", "สวัสดีครับ", "\u200b", "😀", "a\u0000b", "<b>&amp;"),
]
PEOPLE = (
    "officer",
    "officer",
    "officer",
    "colleague",
    "secretary",
    "secretary",
    "executive",
    "stranger",
)

_texts = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80),
)
_steps = st.tuples(
    st.sampled_from(PEOPLE),
    st.one_of(
        st.tuples(st.just("tap"), st.integers(0, 400)),
        st.tuples(st.just("tap"), st.integers(0, 25)),
        st.tuples(st.just("fill"), st.sampled_from(["1", "2", "3", "4"])),
        st.tuples(st.just("say"), _texts),
        st.tuples(
            st.just("send"), st.sampled_from(["image", "file", "sticker", "place", "unsend"])
        ),
        st.tuples(
            st.just("wait"), st.sampled_from([1, 30, 60 * 13, 60 * 24, 60 * 24 * 9, 60 * 24 * 31])
        ),
    ),
)


@pytest.fixture(scope="module")
def template(sqlite_files: SqliteFiles, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the large province in it."""
    path = tmp_path_factory.mktemp("large") / "large.db"
    with sqlite_files.fresh() as url:
        with opened(url) as database, database.begin() as session:
            session.add(Channel(line_channel_id=CHANNEL))
            session.flush()
            province = Province(session, secretariat_phone="055-612-345")
            province.organization.name = ("จังหวัด" + LONG)[:280]
            everybody = province.group_of(
                "ทุกแห่ง", [TREASURY, HEALTH, *(f"สำนักงานที่ {n}" for n in range(AGENCIES - 2))]
            )
            issue = province.issue("1", LONG)
            for number in range(MEASURES):
                party = everybody if number < 3 else TREASURY
                province.measure(
                    f"1.{number + 1}", party, issue=issue, title=LONG, recurrence="monthly"
                )
            ensure_obligations(session, province.organization, START)
        shutil.copy(Path(url.removeprefix("sqlite:///")), path)
    return path


@contextmanager
def _large(template: Path) -> Iterator[Stage]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kaona.db"
        shutil.copy(template, path)
        with open_stage(f"sqlite:///{path}", Path(folder) / "data", start=START) as stage:
            yield stage


@dataclass
class Talk:
    """A conversation of several people with the bot, and what must come of it."""

    stage: Stage
    people: dict[str, Actor] = field(default_factory=dict)
    photos: int = 0

    def __post_init__(self) -> None:
        officer = self.stage.registered("นายสมชาย ใจดี", SLUG, Role.OFFICER, TREASURY)
        officer.says(self.stage.invite(SLUG, Role.OFFICER, HEALTH))
        officer.taps("ยินยอม")
        self.people = {
            "officer": officer,
            "colleague": self.stage.registered("นางสมหญิง", SLUG, Role.OFFICER, HEALTH),
            "secretary": self.stage.registered("นางสาวอรุณี", SLUG, Role.SECRETARIAT),
            "executive": self.stage.registered("ผู้ว่าราชการ", SLUG, Role.EXECUTIVE),
            "stranger": self.stage.person("คนแปลกหน้า"),
        }

    def step(self, who: str, kind: str, what: Any) -> None:
        """Let somebody do something, and look at the answer."""
        actor = self.people[who]
        if kind == "wait":
            begin_month(self.stage, self.stage.now() + timedelta(minutes=what))
            drain(self.stage.program)
            return
        actor._mark()
        silent = self._do(actor, who, kind, what)
        heard = actor.heard()
        assert (len(heard) == 0) if silent else (1 <= len(heard) <= 5), (
            who,
            kind,
            str(what)[:100],
            words_of(heard)[:500],
        )

    def _do(self, actor: Actor, who: str, kind: str, what: Any) -> bool:
        """Do it; return whether silence is the right answer."""
        world = self.stage.line.world
        if kind == "tap":
            return self._tap(actor, what)
        if kind == "fill":
            for words in ("รายงาน", None, what, DONE, DONE, "ข้าม", "ไปต่อ", "ไปต่อ", "ยืนยัน"):
                if words is not None:
                    world.say(actor.chat_id, actor.user_id, words)
                elif any(
                    a["label"] == "รายงานผล" and "report" in a.get("data", "")
                    for a in self._buttons(actor)[-40:]
                ):
                    world.tap(actor.chat_id, actor.user_id, self._last(actor, "report"))
            actor._mark()
            what = "ช่วยเหลือ"
        if kind in ("say", "fill"):
            world.say(actor.chat_id, actor.user_id, what)
        elif what in ("image", "file"):
            self.photos += who != "stranger"
            world.send_content(
                actor.chat_id,
                actor.user_id,
                what,
                PNG + bytes([self.photos % 250]),
                file_name="ภาพ.png",
            )
        elif what == "sticker":
            world.send_sticker(actor.chat_id, actor.user_id)
        elif what == "place":
            world.send_location(actor.chat_id, actor.user_id, 17.0, 99.8)
        else:
            own = [
                m
                for m in world.messages(actor.chat_id)
                if m.sender == actor.user_id and not m.unsent
            ]
            if own:
                world.unsend(actor.chat_id, actor.user_id, own[-1].id)
            return True
        return False

    def _buttons(self, actor: Actor) -> list[dict[str, Any]]:
        return [
            action
            for message in actor.messages()
            for action in actions_in(message)
            if action["type"] != "uri"
        ]

    def _last(self, actor: Actor, name: str) -> dict[str, Any]:
        return next(a for a in reversed(self._buttons(actor)) if f"a={name}&" in a.get("data", ""))

    def _tap(self, actor: Actor, place: int) -> bool:
        buttons = self._buttons(actor)
        if not buttons:
            return True
        action = buttons[-1 - place % len(buttons)]
        self.stage.line.world.tap(actor.chat_id, actor.user_id, action)
        tapped = unpack(action.get("data", ""))
        return tapped is not None and tapped.action is Action.TYPING  # the keyboard opens

    def is_sound(self) -> None:
        """Assert that nothing failed, nothing was refused, nothing was lost and nothing counted
        twice.
        """
        drain(self.stage.program)
        nothing_failed(self.stage)
        heard = [message for actor in self.people.values() for message in actor.messages()]
        sorry = [words_of(one)[:200] for one in heard if "ระบบขัดข้อง" in words_of(one)]
        assert sorry == []
        receipts = sum(
            message.get("altText", "").startswith("ได้รับรายงานแล้ว เลขที่รับ") for message in heard
        )
        assert len(revisions(self.stage)) == receipts
        kinds = (EvidenceKind.IMAGE, EvidenceKind.FILE)
        kept = select(func.count()).select_from(Evidence).where(Evidence.kind.in_(kinds))
        assert ask(self.stage, lambda s: s.scalar(kept)) == self.photos
        numbered = select(Revision.report_id, Revision.number).order_by(Revision.number)
        numbers: dict[int, list[int]] = {}  # those taken back keep theirs
        for report_id, number in ask(self.stage, lambda s: s.execute(numbered).all()):
            numbers.setdefault(report_id, []).append(number)
        assert all(each == list(range(1, len(each) + 1)) for each in numbers.values())


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # a conversation takes seconds: making it smaller takes minutes
)
@given(steps=st.lists(_steps, min_size=4, max_size=25))
def test_any_conversation_is_answered_and_loses_nothing(
    template: Path, steps: list[tuple[str, tuple[str, Any]]]
) -> None:
    with _large(template) as stage:
        talk = Talk(stage)
        for who, (kind, what) in steps:
            talk.step(who, kind, what)
        talk.is_sound()


def test_every_button_of_a_long_day_is_answered(template: Path) -> None:
    with _large(template) as stage:
        talk = Talk(stage)
        for who, words in (
            ("officer", ["รายงาน", "งานของฉัน", "สรุป", "ช่วยเหลือ"]),
            ("secretary", ["ตรวจรายงาน", "สำนักงาน", TREASURY, "สรุป", "ช่วยเหลือ"]),
            ("executive", ["สรุป", "ช่วยเหลือ"]),
        ):
            talk.step("officer", "fill", "4")
            for word in words:
                talk.step(who, "say", word)
            for place in range(0, 60, 3):
                talk.step(who, "tap", place)
        talk.is_sound()
        assert len(revisions(stage)) >= 3
