"""What the secretariat reads of what did not arrive: LINE takes it at any length, and alike things
stand together.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from messages.menu import menu
from messages.secretariat import undelivered
from models.outbox.undelivered import GROUP_LEFT, Loss, NotArrived
from models.tables.outbox import OVER_QUOTA, TOO_LATE, UNKNOWN, UNREACHABLE
from tests.messages.line_takes import taken

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
_losses = st.builds(
    NotArrived,
    kind=st.sampled_from(Loss),
    at=st.just(NOW),
    who=st.none() | st.sampled_from(["นายสมชาย ใจดี", "ก" * 500, "🙂" * 90]),
    purpose=st.sampled_from(["due_reminder", "returned", "something new", None]),
    why=st.sampled_from([OVER_QUOTA, TOO_LATE, UNKNOWN, UNREACHABLE, GROUP_LEFT, "400 Bad", None]),
    month=st.none() | st.just(date(2026, 11, 1)),
    group_id=st.none() | st.just(2**31 - 1),
)


@given(found=st.lists(_losses, min_size=1, max_size=60))
def test_line_takes_it_at_any_length(found: list[NotArrived]) -> None:
    for quick in ([], menu(["secretariat"])):
        message = undelivered.undelivered(found, quick)
        taken([message])
        assert message["text"].startswith(f"ส่งไม่ถึง {len(found)} รายการ")
        assert ("quickReply" in message) == bool(quick)


def test_alike_things_stand_together_and_many_names_are_counted() -> None:
    found = [
        NotArrived(Loss.PUSH, NOW, f"นาย {number}", "due_reminder", OVER_QUOTA)
        for number in range(14)
    ]
    (_, line) = undelivered.undelivered(found)["text"].split("\n")
    assert line.startswith("• การเตือนวันครบกำหนด: นาย 0, นาย 1")
    assert line.endswith("และอีก 4 ราย (โควตาข้อความของเดือนนี้ไม่พอ)")


def test_who_was_away_hears_that_nothing_came() -> None:
    assert "ไม่มีเรื่องที่ท่านต้องดำเนินการ" in undelivered.while_away(NOW, [])["text"]
    taken([undelivered.while_away(NOW, ["ก" * 100] * 40)])
