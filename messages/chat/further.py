"""ถามต่อ: how one issue or one agency stands, for executives and the secretariat, to read only; and
how people ask for it in words.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from messages import menu
from messages.chat.lists import SEE_AGENCY
from messages.limits import BUBBLE_BYTES, clip, wire_bytes
from messages.month.brief import ask_issue, segments
from messages.month.words import NOTHING_EXPECTED, STATE_LOOKS, StateLook, count_line, named
from messages.parts import (
    ALERT,
    BRAND,
    CALM,
    INK,
    MUTED,
    Bubble,
    Component,
    LineAction,
    Message,
    bubble,
    button,
    entry,
    flex_message,
    muted,
    rule,
    tap,
    text_message,
    words,
)
from messages.taps import Action, month_value, pack
from models.month.brief import AgencyStand, IssueStand
from models.month.owing import Owing
from models.month.summary import Count, IssueLine, MeasureLine
from models.tables.obligations import ObligationState
from thai.dates import long_month, short_month, weekday_date
from thai.numbers import to_arabic_digits

TITLE = 110
AGENCY = 100
_SIZES = ((30, 40), (15, 20), (10, 12), (6, 8))
"""Measures and agencies on a card: as many as fit LINE's 30 KB, however long their names are."""
_STUCK = 5
_LATE = StateLook("▲", "ยังไม่รายงาน เกินกำหนด", ALERT)
_WAITS = StateLook("○", "ยังไม่รายงาน", INK)


_LEAD = r"(?:ขอดู|ขอทราบ|อยากทราบ|ขอ|ดู|แล้ว|สถานะ(?:ของ)?|ความก้าวหน้า(?:ของ)?|ผล(?:ของ)?|สรุป|\s)*"
_HOW = (
    r"(?:เป็น(?:อย่างไร|ยังไง|ไง)|(?:ไป)?ถึงไหน|คืบหน้า(?:อย่างไร|แค่ไหน|ยังไง|ถึงไหน)?|อย่างไร|ยังไง|"
    r"ส่ง(?:ครบ|แล้ว)*(?:หรือยัง|รึยัง|ไหม|มั้ย)|รายงาน(?:ครบ|แล้ว)*(?:หรือยัง|รึยัง|ไหม|มั้ย)|"
    r"ค้าง(?:อะไร|กี่รายการ|กี่เรื่อง)|มีอะไรค้าง)"
)
_TAIL = r"(?:แล้ว|ล่ะ|ละ|บ้าง|หน่อย|ตอนนี้|เดือนนี้|รอบนี้|\?|\s)*"
_ISSUE = re.compile(rf"{_LEAD}ประเด็น(?:ที่)?\s*(?P<number>\d{{1,3}})\s*(?:{_TAIL}{_HOW})?{_TAIL}")
_AGENCY = re.compile(rf"{_LEAD}(?P<name>.{{2,200}}?){_TAIL}{_HOW}{_TAIL}")
_STATE_OF = re.compile(rf"(?:ขอ|ดู|\s)*(?:สถานะ|ความก้าวหน้า)(?:ของ)?\s*(?P<name>.{{2,200}}?){_TAIL}")
_WHY = re.compile(
    rf"(?:ทำไม|เหตุใด|เพราะอะไร)\s*(?P<name>.{{2,200}}?)\s*(?:จึง|ถึง)?(?:ยัง)?ไม่(?:ได้)?(?:ส่ง|รายงาน){_TAIL}"
)


@dataclass(frozen=True)
class Asked:
    """What was asked about: the number of an ``issue``, or what may be the name of an ``agency``;
    ``says_how`` when the words ask how it stands, and are no name alone.
    """

    issue: str | None = None
    agency: str = ""
    says_how: bool = False


def read_question(text: str) -> Asked:
    """Read what somebody asks about; whether an agency of that name exists is not known here."""
    words = to_arabic_digits(menu.plain(text))
    issue = _ISSUE.fullmatch(words)
    if issue is not None:
        return Asked(issue=issue["number"], says_how=True)
    how = next(filter(None, (each.fullmatch(words) for each in (_WHY, _AGENCY, _STATE_OF))), None)
    return Asked(agency=how["name"], says_how=True) if how is not None else Asked(agency=words)


def issue_card(stand: IssueStand, month: date, quick: Sequence[LineAction]) -> Message:
    """How an issue stands: its measures, and who has not sent everything of it."""
    name = f"ประเด็นที่ {stand.number}" if stand.number else "มาตรการที่ไม่ได้จัดไว้ในประเด็นใด"
    card = _fitting(
        lambda measures, agencies: bubble(
            name, _of_issue(stand, measures, agencies), above=_of(month)
        )
    )
    alt = f"{name} รอบเดือน{long_month(month)}: {count_line(stand.count)}"
    return flex_message(alt, card, quick)


def _of_issue(stand: IssueStand, measures: int, agencies: int) -> list[Component]:
    shown = [each for each in stand.measures if each.count.expected]
    body: list[Component] = [words(clip(stand.title, 300), bold=True), *_whole(stand.count)]
    if not stand.count.expected:
        return body
    body += [rule(), *(_measure(each) for each in shown[:measures])]
    body += [*_more(len(shown) - measures, "มาตรการ"), rule()]
    if not stand.behind:
        return [*body, words("✔ ทุกหน่วยงานรายงานครบแล้ว", color=BRAND, margin="md")]
    body.append(words(f"ยังไม่ครบ {len(stand.behind):,} หน่วยงาน", bold=True, margin="md"))
    body += [
        muted(f"• {clip(agency, AGENCY)} ค้าง {count:,}")
        for agency, count in stand.behind[:agencies]
    ]
    return [*body, *_more(len(stand.behind) - agencies, "หน่วยงาน")]


def _fitting(card: Callable[[int, int], Bubble]) -> Bubble:
    """Return the card of as many measures and agencies as LINE takes."""
    for measures, agencies in _SIZES:
        found = card(measures, agencies)
        if wire_bytes(found) <= BUBBLE_BYTES:
            break
    return found


def agency_card(
    stand: AgencyStand,
    month: date,
    quick: Sequence[LineAction],
    *,
    is_due: bool,
    may_act: bool,
) -> Message:
    """How an agency stands: each of its measures, and what is past due; with a button to its list
    for who may act on it.
    """
    see = tap(SEE_AGENCY, pack(Action.AGENCY, g=stand.agency_id, page=1))
    card = _fitting(
        lambda measures, _: bubble(
            clip(stand.name, 160),
            _of_agency(stand, measures, is_due=is_due),
            [button(see, "secondary")] if may_act else [],
            above=_of(month),
        )
    )
    alt = f"{clip(stand.name, 160)} รอบเดือน{long_month(month)}: {count_line(stand.count)}"
    return flex_message(alt, card, quick)


def _of_agency(stand: AgencyStand, measures: int, *, is_due: bool) -> list[Component]:
    shown = [each for each in stand.measures if each.count.expected]
    body = _whole(stand.count)
    body += [rule()] if shown else []
    body += [_state(each, is_due=is_due) for each in shown[:measures]]
    body += _more(len(shown) - measures, "มาตรการ")
    if not stand.stuck:
        return body
    body += [rule(), words("เรื่องที่ค้าง", bold=True, margin="md")]
    body += [
        muted(f"• {clip(named(each.code, each.title), TITLE)} ตั้งแต่ {short_month(each.since)}")
        for each in stand.stuck[:_STUCK]
    ]
    return [*body, *_more(len(stand.stuck) - _STUCK, "รายการ")]


def behind_card(
    owing: Sequence[Owing],
    month: date,
    quick: Sequence[LineAction],
    *,
    is_expected: bool = True,
    due_on: date | None = None,
) -> Message:
    """Which agencies have not sent everything; a tap asks how one stands. ``is_expected``: whether
    the round asks for anything; ``due_on`` is its due date as long as that is not over.
    """
    title = f"ยังรายงานไม่ครบ {len(owing):,} หน่วยงาน"
    if not is_expected:
        return text_message(f"รอบเดือน{long_month(month)} {NOTHING_EXPECTED}", quick)
    if not owing:
        return text_message(f"รอบเดือน{long_month(month)} ทุกหน่วยงานรายงานครบแล้ว", quick)
    card = _fitting(
        lambda _, agencies: bubble(
            title, _behind(owing, month, agencies, due_on), above=_of(month), tone=CALM
        )
    )
    return flex_message(f"{title} รอบเดือน{long_month(month)}", card, quick)


def _behind(
    owing: Sequence[Owing], month: date, agencies: int, due_on: date | None
) -> list[Component]:
    body: list[Component] = []
    if due_on is not None:
        body.append(words(f"ยังไม่ถึงกำหนด ({weekday_date(due_on)})", color=CALM))
    body += [
        entry(
            words(f"{clip(each.agency_name, AGENCY)} ›", bold=True, color=BRAND),
            muted(_owed(each, is_due=due_on is None)),
        )
        | {"action": _ask_agency(each, month)}
        for each in owing[:agencies]
    ]
    body += _more(len(owing) - agencies, "หน่วยงาน")
    return [*body, muted("แตะชื่อหน่วยงาน หรือพิมพ์ชื่อ เพื่อดูรายละเอียด", margin="md")]


def no_issue(issues: Sequence[IssueLine], month: date, quick: Sequence[LineAction]) -> Message:
    """The round has no such issue."""
    choices = further(issues, month)
    listed = "\n".join(
        f"• ประเด็นที่ {each.number} {clip(each.title, 90)}" for each in issues if each.number
    )
    said = f"รอบเดือน{long_month(month)} ไม่มีรายการของประเด็นนี้"
    return text_message(f"{said}\n{listed}".strip(), [*choices, *quick])


def further(issues: Sequence[IssueLine], month: date) -> list[LineAction]:
    """Quick replies that ask for the issues of a round, as many as find room beside a menu."""
    return [ask_issue(each, month) for each in issues if each.number and each.count.expected][:8]


def _owed(each: Owing, *, is_due: bool) -> str:
    extended = f" (ขยายเวลา {each.extended:,})" if each.extended else ""
    return f"{'ค้าง' if is_due else 'ยังไม่รายงาน'} {each.owed:,} รายการ{extended}"


def _ask_agency(owing: Owing, month: date) -> LineAction:
    return tap(
        "ดูหน่วยงานนี้",
        pack(Action.STANDING, g=owing.agency_id, m=month_value(month)),
        says=f"{clip(owing.agency_name, 200)} เป็นอย่างไร",
    )


def _of(month: date) -> str:
    return f"รอบเดือน{long_month(month)}"


def _whole(count: Count) -> list[Component]:
    if not count.expected:
        return [muted("ไม่มีรายการที่ต้องรายงานในรอบนี้")]
    return [segments(count), muted(count_line(count))]


def _measure(line: MeasureLine) -> Component:
    return entry(
        words(clip(named(line.code, line.title), TITLE), size="xs"),
        segments(line.count),
        muted(f"ส่งแล้ว {line.count.sent:,} จาก {line.count.expected:,} รายการ"),
    )


def _state(line: MeasureLine, *, is_due: bool) -> Component:
    look = _look(line.count, is_due=is_due)
    return entry(
        words(clip(named(line.code, line.title), TITLE), size="xs"),
        words(look.text, size="xs", color=look.color, bold=True),
    )


def _look(count: Count, *, is_due: bool) -> StateLook:
    if count.missing:
        return _LATE if is_due and count.missing > count.extended else _WAITS
    if count.returned:
        return STATE_LOOKS[ObligationState.RETURNED]
    is_accepted = count.accepted == count.expected
    return STATE_LOOKS[ObligationState.ACCEPTED if is_accepted else ObligationState.SENT]


def _more(count: int, what: str) -> list[Component]:
    return [words(f"และอีก {count:,} {what}", size="xs", color=MUTED)] if count > 0 else []
