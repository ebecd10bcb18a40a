"""Whatever several people say at the same time, it comes to the same as if they had been handled
one after the other.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import takewhile, zip_longest
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.app import create_app
from bot.inbox.handling import handle_conversation
from bot.program import Program
from models.month.rounds import ensure_obligations
from models.tables.obligations import Report, Revision
from models.tables.outbox import WITHDRAWN, Delivery
from models.tables.people import Role
from tests.bot import house
from tests.bot.house import MORNING, Clock, Handled, body_of, post, stored, text_event
from tests.bot.inbox.test_batches import handle_all
from tests.databases import SqliteFiles, opened
from tests.scheduler.province import Province, line_id

CAST = {
    "treasury": ("สำนักงานคลังจังหวัด", Role.OFFICER),
    "colleague": ("สำนักงานคลังจังหวัด", Role.OFFICER),
    "health": ("สำนักงานสาธารณสุขจังหวัด", Role.OFFICER),
    "secretary": (None, Role.SECRETARIAT),
    "executive": (None, Role.EXECUTIVE),
    "stranger": (None, None),
}
WORDS = [
    *("รายงาน", "งานของฉัน", "สรุป", "ตรวจรายงาน", "ช่วยเหลือ"),
    *("อยู่ระหว่างดำเนินการ", "ยังไม่บรรลุผล", "จัดประชุมชี้แจงเมื่อวันที่ 12 พ.ย. 2569", "ข้าม", "ไปต่อ", "ยืนยัน"),
    *("ย้อนกลับ", "พักไว้", "ยกเลิก", "ที่ สท 0017/ว 12 ลงวันที่ 3 พ.ย. 2569", "สวัสดี"),
]
TAPS = [
    *(f"a={action}&o={number}" for action in ("report", "same", "excuse") for number in (1, 2, 3)),
    *(f"a=accept&r={number}" for number in (1, 2)),
    *(f"a=return&r={number}" for number in (1, 2)),
]
_said = st.one_of(
    st.sampled_from(WORDS).map(lambda words: ("say", words)),
    st.sampled_from(TAPS).map(lambda d: ("tap", d)),
)
_filled = st.sampled_from([1, 2, 3]).map(
    lambda number: [
        ("tap", f"a=report&o={number}"),
        ("say", "1"),
        ("say", WORDS[7]),
        ("say", "ข้าม"),
        ("say", "ไปต่อ"),
    ]
)
_talks = st.lists(
    st.dictionaries(st.sampled_from(sorted(CAST)), _said, min_size=1), min_size=1, max_size=12
)


@pytest.fixture(scope="module")
def province(sqlite_files: SqliteFiles) -> Iterator[Path]:
    """A database file with a small province in it, and its people."""
    with sqlite_files.fresh() as url:
        # The last to leave folds the write-ahead log into the file.
        with opened(url) as database, database.begin() as session:
            made = Province(session)
            measures = made.group_of("ทุกแห่ง", ["สำนักงานคลังจังหวัด", "สำนักงานสาธารณสุขจังหวัด"])
            made.measure("1.1", measures)
            made.measure("1.2", "สำนักงานคลังจังหวัด")
            for name, (agency, role) in CAST.items():
                if role is not None:
                    made.person(name, role, *([agency] if agency else []))
            ensure_obligations(session, made.organization, MORNING)
        yield Path(url.removeprefix("sqlite:///"))


@pytest.fixture(autouse=True, scope="module")
def silence() -> Iterator[None]:
    """Log nothing: there is no LINE, and each answer would say so."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


def handle_each(program: Program, conversations: list[int]) -> None:
    """Handle conversations one after the other."""
    for conversation_id in conversations:
        handle_conversation(program, conversation_id)


@settings(
    max_examples=18,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # two conversations take seconds: making them smaller takes minutes
)
@given(filled=st.lists(_filled, max_size=3), talks=_talks)
def test_a_batch_is_as_one_by_one(
    province: Path, filled: list[list[tuple[str, str]]], talks: list[dict[str, tuple[str, str]]]
) -> None:
    begun = [{"treasury": step} for form in filled for step in form]
    one_by_one = played(province, [*begun, *talks], handle_each)
    in_batches = played(province, [*begun, *talks], handle_all)
    assert first_difference(in_batches, one_by_one) is None


def test_a_return_that_is_mended_in_the_same_breath_is_not_told(province: Path) -> None:
    form = [
        ("tap", "a=report&o=1"),
        ("say", "1"),
        ("say", WORDS[7]),
        ("say", "ข้าม"),
        ("say", "ไปต่อ"),
        ("say", "ยืนยัน"),
    ]
    talks = [
        {"secretary": ("say", "ช่วยเหลือ")}
    ]  # so that theirs is the first conversation, and is handled first
    talks += [{"treasury": step} for step in [*form, ("tap", "a=edit&o=1")]]
    talks += [
        {"secretary": ("tap", "a=return&r=1")},
        {"secretary": ("say", "1")},
        {"secretary": ("say", "ยืนยัน"), "treasury": ("say", "ยืนยัน")},
    ]
    for take in (handle_each, handle_all):
        answers, _, sent = played(province, talks, take)
        told = [withdrawn for _, purpose, _, withdrawn in answers if purpose == "returned"]
        assert len(sent) == 2
        assert told == [True, True], "the officer and the colleague"


def test_thanks_for_what_is_accepted_in_the_same_breath_are_told(province: Path) -> None:
    form = [("tap", "a=report&o=1"), ("say", "1"), ("say", WORDS[7]), ("say", "ยืนยัน")]
    talks = [{"secretary": ("say", "ช่วยเหลือ")}]
    talks += [{"treasury": step} for step in form]
    talks += [{"secretary": ("tap", "a=accept&r=1"), "treasury": ("say", "งานของฉัน")}]
    for take in (handle_each, handle_all):
        answers, *_ = played(province, talks, take)
        assert "รับรองรายงานของท่านแล้ว" in str(answers), take


def first_difference(
    some: tuple[list[Any], ...], others: tuple[list[Any], ...]
) -> tuple[str, str] | None:
    """Return the first that is not in both alike, shortened: whole conversations are megabytes."""
    for mine, theirs in zip(some, others, strict=True):
        for one, other in zip_longest(mine, theirs):
            if one != other:
                return differing(str(one), str(other))
    return None


def differing(one: str, other: str) -> tuple[str, str]:
    """Return the place where two texts begin to differ, with a little of what is around."""
    pairs = zip(one, other, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    begin = max(0, same - 200)
    return one[begin : same + 200], other[begin : same + 200]


def played(
    province: Path,
    talks: list[dict[str, tuple[str, str]]],
    take: Callable[[Program, list[int]], object],
) -> tuple[list[Any], ...]:
    """Let people say things, each of a talk at the same time; return all that was answered and
    reported.
    """
    with (
        tempfile.TemporaryDirectory() as folder
    ):  # nobody listens where LINE should be: the rows are what is compared
        path = Path(folder) / "kaona.db"
        shutil.copyfile(province, path)
        program = Program(house.settings(f"sqlite:///{path}", Path(folder)), Clock())
        client = create_app(program, handled := Handled()).test_client()
        for number, talk in enumerate(talks):
            events = [
                _event(name, number, kind, words) for name, (kind, words) in sorted(talk.items())
            ]
            post(client, body_of(*events))
            # In one order for both, so that what is numbered gets the same numbers.
            take(program, sorted(set(handled.conversations)))
            handled.conversations.clear()
        with program.database.read() as session:
            # In the order in which each is sent; a notice to others goes out by itself, after the
            # answers of its transaction.
            rows = session.scalars(
                select(Delivery).order_by(Delivery.recipient, Delivery.purpose, Delivery.id)
            )
            answers = [
                (row.recipient, row.purpose, row.messages, row.error == WITHDRAWN) for row in rows
            ]
            reports = [
                (row.obligation_id, row.progress)
                for row in session.scalars(select(Report).order_by(Report.id))
            ]
            sent = [
                (row.report_id, row.number, row.summary)
                for row in session.scalars(select(Revision).order_by(Revision.id))
            ]
        failed = [
            row.webhook_event_id for row in stored(program) if row.failed or row.handled_at is None
        ]
        program.close()
    assert failed == []
    return list(answers), list(reports), list(sent)


def _event(name: str, number: int, kind: str, words: str) -> dict[str, Any]:
    made = text_event(
        words, line_id("U", f"sukhothai{name}"), timestamp=int(MORNING.timestamp() * 1000) + number
    )
    made["message"]["id"] = f"{number}-{name}"  # buttons carry it: the same in both conversations
    return made if kind == "say" else {**made, "type": "postback", "postback": {"data": words}}
