"""What an officer is reminded of: a card for each report that is due, all in one message."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from messages import menu
from messages.form.about_measure import about_action
from messages.limits import clip
from messages.month.wording import STANDARD, STANDARD_ONLY, MonthFacts, said
from messages.month.words import due_line, months_text, named, state_look
from messages.parts import (
    ALERT,
    BRAND,
    CALM,
    INK,
    WARN,
    Bubble,
    Component,
    Message,
    box,
    bubble,
    button,
    flex_message,
    muted,
    tap,
    words,
)
from messages.taps import Action, pack
from models.month.calendar import local_day
from models.month.due import Due
from models.tables.obligations import ObligationState, Progress
from models.tables.wording import CardKind
from models.wording import CardWords, OwnWords
from thai.dates import long_month, short_month, weekday_date
from thai.labels import progress_label

TITLE = 160
AGENCY = 80
# with texts as long as these may be, they stay within LINE's 50 KB (41 KB); a test keeps it so
CARDS = 10


def due_card(due: Due, now: datetime, *, begun: bool = False) -> Bubble:
    """One report that is due: which, of whom and for whom, how it stands by sign and word, until
    when, and what can be done about it.

    ``begun``: whoever sees it has a draft of it.
    """
    overdue = due.is_overdue(now)
    body = _body(
        due.title,
        (due.agency_name, due.organization_name),
        due.state,
        overdue,
        due.due_on,
        due.earlier_months,
        due.last_progress,
        due.is_extended,
    )
    return bubble(
        f"มาตรการ {due.code}" if due.code else "มาตรการตามแผน",
        (*body, *_notes(due, begun=begun)),
        _buttons(due, now, begun=begun),
        above=f"รอบเดือน{long_month(due.month)}",
        tone=_tone(due, overdue),
    )


@lru_cache(maxsize=256)  # a collective measure reads the same for thousands of officers
def _body(
    title: str,
    offices: tuple[str, str],
    state: ObligationState,
    overdue: bool,
    due_on: date,
    earlier_months: tuple[date, ...],
    last_progress: Progress | None,
    is_extended: bool,
) -> tuple[Component, ...]:
    look = state_look(state, is_overdue=overdue)
    body = [words(clip(title, TITLE), size="sm", bold=True)]
    body += [muted(clip(name, AGENCY)) for name in dict.fromkeys(offices) if name]
    body.append(words(look.text, size="sm", bold=True, color=look.color, margin="md"))
    color = ALERT if overdue else INK
    body.append(due_line(due_on, size="lg", color=color, is_extended=is_extended))
    if earlier_months:
        body.append(muted(f"รวมที่ค้างจากรอบ {months_text(earlier_months)}"))
    if last_progress is not None:
        body.append(muted(f"รายงานครั้งก่อน: {progress_label(last_progress)}"))
    return tuple(body)


def _notes(due: Due, *, begun: bool) -> list[Component]:
    notes = ["✎ มีร่างที่ทำค้างไว้"] if begun else []
    notes += ["✎ ท่านแจ้งไว้ว่าไม่มีการดำเนินการถึงเดือนหน้า"] if due.no_action else []
    return [words(note, size="sm", bold=True, color=CALM) for note in notes]


def _tone(due: Due, overdue: bool) -> str:
    if due.state is ObligationState.RETURNED:
        return WARN
    return ALERT if overdue else BRAND


def _buttons(due: Due, now: datetime, *, begun: bool) -> list[Component]:
    label = "แก้ไขรายงาน" if due.state is ObligationState.RETURNED else "รายงานผล"
    buttons = [
        button(
            tap(f"{label}ต่อจากร่าง" if begun else label, pack(Action.REPORT, o=due.obligation_id))
        )
    ]
    about = button(about_action(due.obligation_id, due.code), "link")
    if due.state is ObligationState.RETURNED:
        return [*buttons, about]
    if due.no_action and not begun and local_day(now) >= due.due_on:
        confirm = tap(menu.CONFIRM_NO_ACTION, pack(Action.SAME, o=due.obligation_id))
        report = tap(label, pack(Action.REPORT, o=due.obligation_id))
        buttons = [button(confirm, beside=True), button(report, "secondary")]
    elif due.last_progress is not None:
        same = tap("ไม่มีความคืบหน้าเพิ่มเติม", pack(Action.SAME, o=due.obligation_id))
        buttons.append(button(same, "secondary", beside=True))  # cards side by side are narrow
    if due.late_open is not None:
        month, obligation_id = due.late_open
        late = tap(f"รายงานรอบ {short_month(month)}", pack(Action.REPORT, o=obligation_id))
        buttons.append(button(late, "secondary"))
    return [*buttons, about]


def reminder(
    dues: Sequence[Due], now: datetime, own: OwnWords = STANDARD_ONLY
) -> tuple[Message, ...]:
    """Everything one person owes, in one message: the head says how much, the cards which, the last
    one how many more.

    ``dues`` holds at least one, as ``models.month.due.fold`` gives them. ``own`` are the
    organization's own words: with them there is always a head.
    """
    # Extended ones stand beside the round's date, with their own on their cards.
    due_on = max(due.due_on for due in [due for due in dues if not due.is_extended] or dues)
    kind = CardKind.OVERDUE if due_on < local_day(now) else CardKind.REMINDER
    facts = MonthFacts(max(due.month for due in dues), due_on, len(dues), dues[0].organization_name)
    chosen = said(own, kind, facts)
    alt = " ".join(part for part in (chosen.title, _alt(dues, now, due_on)) if part)
    has_head = len(dues) > 1 or chosen != CardWords()
    head = [_head(dues, now, due_on, chosen)] if has_head else []
    shown = [due_card(due, now) for due in dues[:CARDS]]
    left = len(dues) - len(shown)
    bubbles = [*head, *shown, *([_more(left)] if left else [])]
    return (
        flex_message(
            alt, bubbles[0] if len(bubbles) == 1 else {"type": "carousel", "contents": bubbles}
        ),
    )


def _alt(dues: Sequence[Due], now: datetime, due_on: date) -> str:
    if len(dues) == 1:
        return f"{_when(due_on, now)} {weekday_date(due_on)}: {named(dues[0].code, dues[0].title)}"
    overdue = sum(due.is_overdue(now) for due in dues)
    text = f"{_when(due_on, now)} {weekday_date(due_on)} ท่านมี {len(dues):,} รายการที่รอรายงาน"
    return text + (f" (เกินกำหนดแล้ว {overdue:,} รายการ)" if overdue else "")


def _when(due_on: date, now: datetime) -> str:
    today = local_day(now)
    if due_on == today:
        return "วันนี้ครบกำหนดส่งรายงาน"
    return "ใกล้ถึงกำหนดส่งรายงาน" if due_on > today else "มีรายการเกินกำหนดส่งรายงาน"


def _head(dues: Sequence[Due], now: datetime, due_on: date, chosen: CardWords) -> Bubble:
    overdue = sum(due.is_overdue(now) for due in dues)
    returned = sum(due.state is ObligationState.RETURNED for due in dues)
    body = [
        words(f"รอรายงาน {len(dues):,} รายการ", size="xl", bold=True, color=BRAND),
        due_line(due_on, size="lg"),
        *[muted(name) for name in _offices(dues)],
    ]
    if overdue:
        body.append(words(f"▲ เกินกำหนดแล้ว {overdue:,} รายการ", color=ALERT))
    if returned:
        body.append(words(f"↩ ส่งกลับให้แก้ไข {returned:,} รายการ", color=WARN))
    lead = chosen.lead or STANDARD[CardKind.REMINDER].lead
    body.append(words(lead, margin="md") if chosen.lead else muted(lead, margin="md"))
    when = _when(due_on, now)
    return bubble(
        chosen.title or when,
        body,
        [
            button(menu.ALL_ACTION),
            button(tap("ดูรายการทั้งหมด", pack(Action.DUE, page=1)), "secondary"),
        ],
        above=when if chosen.title else "แจ้งเตือนการรายงานความก้าวหน้า",
    )


def _offices(dues: Sequence[Due]) -> list[str]:
    """Return whose reports are asked for: the agency, or how many, and the plan's owner."""
    agencies = list(dict.fromkeys(due.agency_name for due in dues))
    owners = dict.fromkeys(due.organization_name for due in dues if due.organization_name)
    whose = agencies[0] if len(agencies) == 1 else f"{len(agencies):,} หน่วยงานของท่าน"
    return [clip(name, AGENCY) for name in dict.fromkeys((whose, *owners))]


def _more(left: int) -> Bubble:
    return bubble(
        f"อีก {left:,} รายการ",
        [box([words("ดูและรายงานรายการที่เหลือได้ที่ “งานของฉัน”")])],
        [button(tap("งานของฉัน", pack(Action.MINE)))],
    )
