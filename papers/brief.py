"""The monthly brief for an executive, on one page: on time or not, what is stuck, is it better than
last month, which level to expect.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.month.brief import Brief, Stuck, brief_of
from models.month.calendar import fiscal_months, fiscal_year_of, local
from models.month.summary import Count, summarize_round
from models.tables.obligations import Round
from models.tables.organization import Organization
from models.tables.plan import Issue, Plan
from papers.forecast import forecast
from papers.print.charts import ChartMonth, legend, month_columns, share_bar
from thai.dates import long_date, long_month, short_month, weekday_date
from thai.numbers import whole_per_cent

ON_TIME, LATE, MISSING = "ตรงเวลา", "ส่งล่าช้า", "ยังไม่ส่ง"
_MOST_ISSUES = 12
"""Rows; more would be set too small to be read."""

_LONGEST_TITLE = 130
"""Letters of a title: more of five measures and eight issues would not fit one page."""


class NoRound(Exception):
    """Nothing was asked in the month; the message is one English sentence."""


@dataclass(frozen=True)
class Number:
    """One large figure, what it counts, and how it changed since the month before."""

    label: str
    value: str
    change: str


@dataclass(frozen=True)
class IssueRow:
    """One issue: its name, its bar (SVG), its count and a word on how it stands."""

    name: str
    bar: str
    count: str
    status: str


@dataclass(frozen=True)
class BriefPaper:
    """The page as texts and charts (SVG); goes through JSON without loss."""

    title: str
    organization: str
    state: str
    headline: str
    numbers: tuple[Number, ...]
    months: str
    legend: str
    issues: tuple[IssueRow, ...]
    stuck: tuple[tuple[str, str, str], ...]
    """Measure, since when, who; the longest overdue first."""
    forecast: tuple[str, ...]
    words: dict[str, str]

    def to_json(self) -> dict[str, Any]:
        """Return lists, texts and objects only."""
        return asdict(self)


def compose_brief(
    session: Session, organization: Organization, month: date, now: datetime
) -> BriefPaper:
    """Return the brief of a month as it stands at a moment; NoRound when the organization had no
    round in it.
    """
    found = session.scalar(
        select(Round).where(Round.organization_id == organization.id, Round.month == month)
    )
    if found is None:
        raise NoRound(f"{organization.slug} has no round in {month:%Y-%m}")
    brief = brief_of(session, found, now)
    moment = local(now)
    return BriefPaper(
        title=f"สรุปสำหรับผู้บริหาร ประจำเดือน{long_month(month)}",
        organization=organization.name,
        state=f"ข้อมูล ณ วันที่ {long_date(moment.date())} เวลา {moment:%H.%M} น.",
        headline=headline(brief),
        numbers=numbers(brief),
        months=month_columns(months_of(session, found, now)),
        legend=legend(ON_TIME, LATE, MISSING),
        issues=_issues(session, organization, brief),
        stuck=tuple(map(_stuck, brief.stuck)),
        forecast=forecast(session, organization, found.fiscal_year),
        words={
            "months": f"การรายงานรายเดือน ปีงบประมาณ พ.ศ. {found.fiscal_year} (ร้อยละที่รายงานแล้ว)",
            "issues": "สถานะรายประเด็นในเดือนนี้",
            "stuck": "มาตรการที่ค้างรายงานนานที่สุด",
            "forecast": "ระดับผลการประเมินที่คาด",
            "none_stuck": "ไม่มีรายงานที่เกินกำหนด",
            "no_issues": "ไม่มีรายงานที่กำหนดส่งในเดือนนี้",
            "measure": "มาตรการ",
            "since": "ค้างตั้งแต่",
            "who": "หน่วยงาน",
        },
    )


def headline(brief: Brief) -> str:
    """Return the one sentence an executive reads first."""
    view, total = brief.view, brief.view.summary.total
    if not total.expected:
        return "ไม่มีรายงานที่กำหนดส่งในเดือนนี้"
    if not total.missing:
        late = total.sent - total.on_time
        return (
            "รายงานครบทุกรายการและตรงเวลา" if not late else f"รายงานครบทุกรายการ ส่งล่าช้า {late} รายการ"
        )
    if not view.is_due:
        return (
            f"รายงานแล้ว {total.sent} จาก {total.expected} รายการ กำหนดส่ง{weekday_date(view.due_on)}"
        )
    agencies = view.agencies - view.agencies_done
    extended = f" (ขยายเวลา {total.extended} รายการ)" if total.extended else ""
    return (
        f"ยังไม่รายงาน {total.missing} จาก {total.expected} รายการ จาก {agencies} หน่วยงาน{extended}"
    )


def numbers(brief: Brief) -> tuple[Number, ...]:
    """Return the figures of the month with their change since the month before."""
    total, before = brief.view.summary.total, brief.previous

    def change(now: int, then: int, *, counts_by_due: bool = True) -> str:
        if before is None:
            return "ไม่มีข้อมูลเดือนก่อน"
        if counts_by_due and not brief.view.is_due:  # a month that is over is no measure of it
            return "ยังไม่ถึงกำหนดส่ง"
        return (
            f"เท่าเดือนก่อน ({then})"
            if now == then
            else f"{'▲' if now > then else '▼'} จาก {then} ในเดือนก่อน"
        )

    past = before or Count()
    return (
        Number(
            "ต้องรายงาน",
            str(total.expected),
            change(total.expected, past.expected, counts_by_due=False),
        ),
        Number(
            "รายงานแล้ว",
            f"{total.sent} ({_per_cent(total.sent, total)})",
            change(total.sent, past.sent),
        ),
        Number(
            "ตรงเวลา",
            f"{total.on_time} ({_per_cent(total.on_time, total)})",
            change(total.on_time, past.on_time),
        ),
        Number("ยังไม่ส่ง", str(total.missing), change(total.missing, past.missing)),
    )


def issue_status(count: Count, *, is_due: bool) -> str:
    """Return the status word of an issue in a month."""
    if not count.expected:
        return "ไม่มีกำหนดส่ง"
    if not count.missing:
        return "ครบถ้วน" if count.on_time == count.sent else "ครบ แต่ล่าช้า"
    if not is_due:
        return "อยู่ในกำหนดเวลา"
    return "ค้างรายงาน" if count.sent else "ยังไม่มีรายงาน"


def months_of(session: Session, found: Round, now: datetime) -> list[ChartMonth]:
    """Return the months of a round's fiscal year, those up to the round with their counts."""
    rounds = session.scalars(
        select(Round)
        .where(
            Round.organization_id == found.organization_id,
            Round.fiscal_year == found.fiscal_year,
            Round.month <= found.month,
        )
        .order_by(Round.month)
    )
    begun = {each.month: each for each in rounds}
    return [
        ChartMonth(
            short_month(month),
            summarize_round(session, begun[month]).total,
            is_due=now >= begun[month].due_at,
        )
        if month in begun
        else ChartMonth(short_month(month), None)
        for month in fiscal_months(found.fiscal_year)
    ]


def _issues(session: Session, organization: Organization, brief: Brief) -> tuple[IssueRow, ...]:
    """Return every issue of the plan, those of whose measures nothing was due in the month too."""
    counts = {line.issue_id: line.count for line in brief.view.summary.issues}
    year = fiscal_year_of(brief.view.month)
    issues = session.scalars(
        select(Issue)
        .join(Plan)
        .where(Plan.organization_id == organization.id, Plan.fiscal_year == year)
        .order_by(Issue.position)
    )
    rows = [(_name(issue.number, issue.title), counts.get(issue.id, Count())) for issue in issues]
    if None in counts:
        rows.append(("มาตรการที่ไม่ได้จัดอยู่ในประเด็นใด", counts[None]))
    return tuple(_issue_row(name, count, brief) for name, count in few(rows))


def few(rows: Sequence[tuple[str, Count]]) -> list[tuple[str, Count]]:
    """Return no more issues than a page can show, in their order: those with most missing, and the
    rest counted together.
    """
    if len(rows) <= _MOST_ISSUES:
        return list(rows)
    worst = sorted(
        range(len(rows)),
        key=lambda place: (-rows[place][1].missing, -rows[place][1].expected, place),
    )
    shown = set(worst[: _MOST_ISSUES - 1])
    rest = [count for place, (_, count) in enumerate(rows) if place not in shown]
    return [
        *(rows[place] for place in sorted(shown)),
        (f"ประเด็นอื่นอีก {len(rest)} ประเด็น", sum(rest, Count())),
    ]


def _issue_row(name: str, count: Count, brief: Brief) -> IssueRow:
    shown = f"{count.sent}/{count.expected}" if count.expected else "–"
    return IssueRow(name, share_bar(count), shown, issue_status(count, is_due=brief.view.is_due))


def _stuck(stuck: Stuck) -> tuple[str, str, str]:
    who = stuck.agency_name or f"{stuck.agencies} หน่วยงาน"
    return _name(stuck.code, stuck.title), short_month(stuck.since), who


def _name(number: str | None, title: str) -> str:
    short = title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"
    return (
        f"{number}. {short}"
        if number and "." not in number
        else f"{number} {short}"
        if number
        else short
    )


def _per_cent(part: int, total: Count) -> str:
    return f"{whole_per_cent(part, total.expected)}%" if total.expected else "–"
