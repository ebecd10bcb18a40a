"""The reports in a message's words: which of them are of which measure, and what each says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from messages.said.clauses import without_plans
from messages.said.groups import (
    ALL,
    BUT_FOR,
    but_for,
    listed,
    says_all,
    says_all_but,
    the_rest,
    told_apart,
)
from messages.said.language.facts import Facts, is_evidence_alone, read_facts
from messages.said.language.pieces import (
    LEAD,
    TAIL,
    announces,
    obstacle_apart,
    trimmed,
    without_status,
    written,
)
from messages.said.language.words import content_words
from messages.said.measures import DueMeasure, NamedMeasures, both_in_words, measure_in_words
from messages.said.statuses import is_left_open, status_in
from thai.progress_words import progress_of


@dataclass(frozen=True)
class SaidReport:
    """What a message says of some measures (ids of what is due; none: it does not say which).

    ``progress`` is a status or ``NOTHING_NEW``; None,
        "" and empty facts are what it does not say.
    ``summary`` are the person's own words without the measure's number and the bare status;
    ``words`` are those without the number alone.
    """

    measures: tuple[int, ...]
    progress: str | None
    summary: str
    obstacle: str
    facts: Facts
    words: str = ""


_FIGURE = re.compile(r"\d[^\n]*[ก-๙A-Za-z]|[ก-๙A-Za-z][^\n]*\d")
"""A number, and words of what it counts."""
_REASON = re.compile(
    r"(?<!\S)(?:อยู่ระหว่าง)?(?:รอ|ติด|ขาด|เพราะ|เนื่อง|ไม่มี(?=งบ|คน|เจ้าหน้าที่|วิทยากร))[ก-๙]"
)
"""Why something is not begun: "รองบ"."""
_ISSUED = re.compile(
    r"เผยแพร่|ลงนามประกาศ|(?:^|\s)(?:ปิด|ติด)?ประกาศ(?!ข่าว)|ลงนาม(?:ใน)?(?:คำสั่ง|ปฏิญ|ประกาศ)"
)
_NOT_YET = re.compile(r"ร่าง|เสนอ|รอ|ยัง|กำลัง|จะ|เตรียม|เหลือ|ประชุม|อบรม")
_OF_THE_WORK = re.compile(r"รายการ|เรื่อง|อัน|ตัว")
"""What "all" may count besides measures."""


def reports_in(
    words: str,
    text: str,
    due: Sequence[DueMeasure],
    named: Sequence[NamedMeasures],
    today: date,
) -> tuple[SaidReport, ...]:
    """Return the reports of words; a measure that they do not name may be named by what stands
    beside them in the whole text.
    """
    reports = tuple(_reports(words, due, named, today))
    if len(reports) == 1 and not reports[0].measures and words != text:
        found = measure_in_words(text, due)
        if found is not None:
            return (replace(reports[0], measures=(found,)),)
    return reports


def _reports(
    text: str, due: Sequence[DueMeasure], named: Sequence[NamedMeasures], today: date
) -> Iterator[SaidReport]:
    with_ids = [each for each in named if each.ids]
    everything = tuple(each.id for each in due)
    left_out = {number for each in with_ids if but_for(text, each) for number in each.ids}
    if left_out and says_all_but(text, due, with_ids, left_out):
        yield from _all_but(text, everything, with_ids, left_out, today)
        return
    if with_ids:
        rest = the_rest(text, with_ids)
        of_rest = report_of((), text[rest[1] :], today) if rest else None
        words = text[: rest[0]] if rest and of_rest and of_rest.progress else text
        inside = [each for each in with_ids if each.span[1] <= len(words)]
        parts = (report_of(ids, said, today) for ids, said in _parted(words, inside))
        yield from (
            each for each in parts if each.progress or not left_out.issuperset(each.measures)
        )
        if of_rest and of_rest.progress:
            others = {number for each in inside for number in each.ids}
            ids = tuple(number for number in everything if number not in others)
            yield replace(of_rest, measures=ids)
        return
    if any(each.unknown for each in named):
        return  # a number that is not due: which one is meant must be asked
    said_all = ALL.search(text)
    of_work = bool(said_all and _OF_THE_WORK.search(said_all[0]))
    if says_all(text, due) and not (of_work and measure_in_words(text, due)):
        yield report_of(listed(text, due) or everything, ALL.sub(" ", text), today)
        return
    together = both_in_words(text, due)
    if together:
        yield report_of(together, text, today)
        return
    apart = told_apart(text, due, today)
    if apart:
        yield from (report_of((measure,), words, today) for measure, words in apart)
        return
    found = due[0].id if len(due) == 1 else measure_in_words(text, due)
    if due:
        yield report_of((found,) if found is not None else (), text, today)


def _all_but(
    text: str,
    everything: Sequence[int],
    named: Sequence[NamedMeasures],
    left_out: set[int],
    today: date,
) -> Iterator[SaidReport]:
    """All that is due but what is left out, and that too where a status of its own is told."""
    first = next(each for each in named if left_out.intersection(each.ids))
    said, after = ALL.sub(" ", text[: first.span[0]]), text[first.span[1] :]
    said = BUT_FOR.sub("", said.rstrip())
    own = report_of(tuple(sorted(left_out)), after, today)
    if status_in(said, read_facts(said, today)) is None:
        said, own = f"{said} {after}", replace(own, progress=None)
    yield report_of(tuple(each for each in everything if each not in left_out), said, today)
    if own.progress is not None:
        yield own


def _parted(text: str, named: Sequence[NamedMeasures]) -> Iterator[tuple[tuple[int, ...], str]]:
    """Give what is said of each group of measures: what follows its numbers, or what stands before
    them when the message ends with numbers.
    """
    ends = [each.span[1] for each in named]
    starts = [each.span[0] for each in named]
    before = text[: starts[0]]
    after = [text[end:start] for end, start in zip(ends, [*starts[1:], len(text)], strict=True)]
    before = "" if announces(before) else before
    leads = bool(TAIL.sub("", LEAD.sub("", before)))
    if leads and not TAIL.sub("", after[-1]):
        words = [before, *after[:-1]]
    else:
        words = [f"{before} {after[0]}" if leads else after[0], *after[1:]]
    merged: dict[int, list[str]] = {}
    groups: list[tuple[tuple[int, ...], str]] = []
    for each, said in zip(named, words, strict=True):
        if len(each.ids) == 1 and each.ids[0] in merged:
            merged[each.ids[0]].append(said)  # named twice: one report
            continue
        if len(each.ids) == 1:
            merged[each.ids[0]] = [said]
        groups.append((each.ids, said))
    for ids, said in groups:
        yield ids, "\n".join(merged[ids[0]]) if len(ids) == 1 else said


def report_of(ids: tuple[int, ...], words: str, today: date) -> SaidReport:
    """Return what words say of measures: status, words and facts."""
    facts = read_facts(words, today)
    said = trimmed(words)
    unplanned = without_plans(words)
    done = facts if unplanned == words else read_facts(unplanned, today)
    progress = status_in(unplanned, done, trimmed(unplanned))
    if progress is None and _was_issued(unplanned, done, today):
        progress = "done"
    summary, obstacle = _in_parts(words, progress, today)
    if progress == "done" and is_left_open(words, today):
        progress, summary = "in_progress", written(said)  # what is done and what is not, together
    if is_evidence_alone(words, facts):
        summary = ""
    # the days, places and people of what is only planned are no facts
    events = tuple(each for each in done.events if each.day is None or each.day <= today)
    days = tuple(day for day in done.days if day <= today)
    told = facts
    if (days, events) != (facts.days, facts.events):
        told = replace(facts, days=days, events=events)
    return SaidReport(ids, progress, summary, obstacle, told, written(said))


def share_told(report: SaidReport) -> str:
    """Return the words of a report that tells how far the work is and nothing else of it ("ทำไปแล้ว
    60%"): no other part of it holds the figure. Empty for other reports.
    """
    if report.summary or report.facts.percent is None:
        return ""
    words = written(trimmed(obstacle_apart(report.words, report.progress)[0]))
    return words if re.search("[ก-๙A-Za-z]", words) else f"ความก้าวหน้าร้อยละ {report.facts.percent}"


def _was_issued(words: str, facts: Facts, today: date) -> bool:
    """Whether words tell that something was published or signed, on a day that has come or at a
    link: that is done, where a meeting that was held may be one of several.
    """
    came = bool(facts.links) or any(day <= today for day in facts.days)
    return came and bool(_ISSUED.search(words)) and not _NOT_YET.search(words)


def told_as(report: SaidReport, progress: str, today: date) -> SaidReport:
    """Return a report as one of another status than its words were parted by."""
    summary, obstacle = _in_parts(report.words, progress, today)
    return replace(report, progress=progress, summary=summary, obstacle=obstacle)


def _in_parts(words: str, progress: str | None, today: date) -> tuple[str, str]:
    """Return summary and obstacle; no summary where its words say nothing but a status. What holds
    a figure, or why nothing was begun, need say less beside it.
    """
    summary, obstacle = obstacle_apart(words, progress)
    summary = without_status(written(trimmed(summary)))
    is_reason = progress == "not_started" and _REASON.search(summary)
    least = 1 if is_reason or _FIGURE.search(summary) else 2
    if len(content_words(summary)) < least and not read_facts(summary, today).any:
        # beside "ไม่บรรลุผล" a word or two tell why
        obstacle = obstacle or (_beside_status(summary) if progress == "not_achieved" else "")
        summary = ""
    return summary, written(obstacle)


def _beside_status(words: str) -> str:
    """Return words without the status that stands before them."""
    head, _, rest = words.partition(" ")
    return rest if progress_of(head) is not None else words
