"""The month's summary, for the group and for whoever asks "สรุป": numbers beside bars, so that
colour is never needed.
"""

from collections.abc import Sequence
from datetime import date

from messages import limits
from messages.limits import clip, clip_apart
from messages.month.pages import PageSection, paged
from messages.month.words import (
    AGENCY,
    NOT_ALL_SENT,
    NOTHING_EXPECTED,
    agencies_line,
    bar,
    judged_line,
    named,
    newest_summary,
    owing_line,
    share,
    total_block,
)
from messages.parts import (
    ALERT,
    BRAND,
    CALM,
    MUTED,
    Bubble,
    Component,
    LineAction,
    Message,
    bubble,
    button,
    entry,
    muted,
    rule,
    with_quick,
    words,
)
from messages.parts import flex_message as flex
from models.month.owing import Owing
from models.month.summary import Count, IssueLine, MeasureLine, RoundView
from thai.dates import long_month, weekday_date

ISSUE_TITLE = 90
MEASURE_TITLE = 90
ISSUES_ON_HEAD = 8
NO_ISSUE = "มาตรการที่ไม่ได้จัดไว้ในประเด็นใด"


def round_summary(
    view: RoundView,
    *,
    owing: Sequence[Owing] = (),
    in_group: bool = False,
    quick: Sequence[LineAction] = (),
    messages: int = limits.MESSAGES,
) -> tuple[Message, ...]:
    """Return a round's summary: the whole, each issue, each measure.

    ``owing`` are the agencies that have not sent everything, given only where the reader may see
    them; in the group they are named only when the due date is over. ``in_group`` adds the button
    that asks for the newest numbers of this month (a reply, which costs nothing). ``messages`` is
    how many it may take.
    """
    summary, month = view.summary, long_month(view.month)
    issues = [_issue_entry(line) for line in summary.issues if line.count.expected]
    on_head, apart = (issues, []) if len(issues) <= ISSUES_ON_HEAD else ([], issues)
    sections = [PageSection("สรุปรายประเด็น", apart, f"รอบเดือน{month}"), *_measure_sections(view)]
    if owing and (view.is_due or not in_group):
        # Before the close nobody is late whose reports all have a later date.
        shown = [each for each in owing if not in_group or view.is_closed or each.is_late]
        names = [words(f"• {owing_line(each)}") for each in shown]
        if names:
            sections.append(PageSection(NOT_ALL_SENT, names, f"รอบเดือน{month}", ALERT))
    head = _head(view, on_head, in_group)
    pages = paged(_alt(view), head, sections, _left_out, messages=messages)
    return (*pages[:-1], with_quick(pages[-1], quick))


def officer_summary(
    view: RoundView, own: Sequence[tuple[str, Count]], *, quick: Sequence[LineAction] = ()
) -> tuple[Message, ...]:
    """Return what an officer may see: the whole as numbers, and each of their own agencies (name,
    count); no other agency's name.
    """
    entries = [
        entry(
            words(clip(name, AGENCY), bold=True),
            words(_measured(count.sent, count.expected), color=BRAND, size="xs"),
        )
        for name, count in own
    ]
    head = _head(view, [], False)
    messages = paged(
        _alt(view),
        head,
        [PageSection("หน่วยงานของท่าน", entries, f"รอบเดือน{long_month(view.month)}")],
        _left_out,
    )
    return (*messages[:-1], with_quick(messages[-1], quick))


def no_round_yet(
    quick: Sequence[LineAction] = (), month: date | None = None
) -> tuple[Message, ...]:
    """Say that there is nothing to count, at all or of the month somebody named."""
    said = f"ยังไม่มีรอบรายงานเดือน{long_month(month)}" if month else "ยังไม่มีรอบรายงาน"
    card = bubble("สรุปผลการรายงาน", [words(f"{said} เมื่อแผนเริ่มใช้แล้วจะสรุปให้ทุกเดือน")])
    return (flex(said, card, quick),)


def _alt(view: RoundView) -> str:
    count = view.summary.total
    if not count.expected:
        return f"สรุปรอบเดือน{long_month(view.month)}: {NOTHING_EXPECTED}"
    return (
        f"สรุปรอบเดือน{long_month(view.month)}: ส่งแล้ว {count.sent:,} จาก {count.expected:,} รายการ "
        f"ตรงเวลา {count.on_time:,} รับรองแล้ว {count.accepted:,}"
    )


def _head(view: RoundView, issues: Sequence[Component], in_group: bool) -> Bubble:
    count = view.summary.total
    body: list[Component] = [muted(clip(view.organization_name, 160)), total_block(count)]
    if count.expected:
        done = agencies_line(view.agencies_done, view.agencies, count.returned)
        body.append(words(done, bold=True))
    if issues:
        body += [rule(), *issues]
    body.append(words(_status(view), size="md", margin="md"))
    buttons = [button(newest_summary(view.month), "secondary")] if in_group else []
    return bubble(f"สรุปรอบเดือน{long_month(view.month)}", body, buttons, above="ความก้าวหน้าตามแผน")


def _status(view: RoundView) -> str:
    if view.is_closed:
        late = view.summary.total.sent - view.summary.total.on_time
        return "ปิดรอบแล้ว" + (f" มีรายงานส่งล่าช้า {late:,} รายการ" if late else "")
    if view.is_due:
        return f"ครบกำหนดแล้วเมื่อ{weekday_date(view.due_on)} ยังรับรายงานที่ส่งล่าช้า"
    return f"กำหนดส่งภายใน{weekday_date(view.due_on)}"


def _measured(done: int, whole: int) -> str:
    return share(done, whole) if whole else NOTHING_EXPECTED


def _issue_entry(line: IssueLine) -> Component:
    title = f"ประเด็นที่ {line.number} {line.title}" if line.number else line.title or NO_ISSUE
    return entry(
        words(clip(title, ISSUE_TITLE), size="xs"),
        words(share(line.count.sent, line.count.expected), size="xs", color=BRAND),
        words(judged_line(line.count), size="xxs", color=MUTED),
    )


def _measure_sections(view: RoundView) -> list[PageSection]:
    shown = [line for line in view.summary.measures if line.count.expected]
    titles = clip_apart([named(line.code, line.title) for line in shown], MEASURE_TITLE)
    entries = list(map(_measure_entry, shown, titles))
    return [PageSection("สรุปรายมาตรการ", entries, f"รอบเดือน{long_month(view.month)}", CALM)]


def _measure_entry(line: MeasureLine, title: str) -> Component:
    if line.is_collective:
        numbers = (
            f"{bar(line.agencies_done, line.agencies)} {line.agencies_done:,} จาก "
            f"{line.agencies:,} หน่วยงาน"
        )
    else:
        numbers = _measured(line.count.sent, line.count.expected)
    return entry(
        words(title, size="xs"),
        words(numbers, size="xs", color=BRAND),
        words(judged_line(line.count), size="xxs", color=MUTED),
    )


def _left_out(count: int) -> Bubble:
    return bubble(f"อีก {count:,} รายการ", [words("รายละเอียดส่วนที่เหลือดูได้จากฝ่ายเลขานุการ")], tone=CALM)
