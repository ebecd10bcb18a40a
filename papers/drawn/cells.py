"""What the two drawn columns say of a measure: สรุปผลการดำเนินการ and ผลลัพธ์, from accepted
reports, as provinces write them.

A few agencies are listed one by one, month by month. Many are rolled up: first the count
("ดำเนินการแล้ว 28 จาก 33 หน่วยงาน"), then the notable ones by name, which are those that can show
letters and events, then those that did not achieve it.
"""

import re
from collections.abc import Sequence
from datetime import date

from models.tables.obligations import Progress
from papers.drawn.behind import NEWEST, OTHER_FAILURES, of_outcome, revision, several
from papers.drawn.lines import lines_of, same_words, tidy
from papers.drawn.reports import LAST, Accepted, MeasureReports, Several
from papers.drawn.stated_facts import read_event, read_letters
from papers.drawn.telling import NOTABLE, ROLLED_UP_FROM, Telling
from papers.print.document import PaperLine
from papers.print.texts import printable
from thai.labels import progress_label

# What the chat writes when an officer taps that nothing has changed since last month.
_NO_NEWS = re.compile(r"^ไม่มีความคืบหน้าเพิ่มเติม")
_DIGIT = re.compile(r"[0-9๐-๙]")
_EARLIER = 2
_Said = tuple[str, tuple[Accepted, ...]]
"""What an agency said, and the reports in which it said so."""


def draw_summary(
    measure_id: int, reports: MeasureReports, telling: Telling, until: date | None
) -> tuple[PaperLine, ...]:
    """Return what was done; ``until`` is the month up to which the reports are told."""
    if not reports.by_progress:
        return ()
    if telling.rolls_up(reports.agencies):
        return (
            _count(measure_id, reports, until),
            *_notable(reports),
            *_not_achieved(measure_id, reports, until),
        )
    lines = []
    for own in _by_agency(reports.in_full):
        agency = own[0].agency
        said = _statements(own, agency, whole=reports.agencies > 1)
        if not said:
            said = [(progress_label(own[-1].progress), (own[-1],))]
        if reports.agencies == 1:
            lines += [_line(text, sources) for text, sources in said]
        else:
            shown = _telling_ones(said) if reports.agencies >= ROLLED_UP_FROM else said
            # Left out or not, every report of the agency is where the sentence comes from.
            lines.append(_line(f"{agency} {' '.join(text for text, _ in shown)}", own))
    return (*lines, *_not_achieved(measure_id, reports, until, is_named=reports.agencies > 1))


def _by_agency(reports: Sequence[Accepted]) -> list[list[Accepted]]:
    """Return the reports of each agency: those of whom one is expected in the order of the plan,
    then the others in the order in which they first reported.
    """
    found: dict[int, list[Accepted]] = {}
    for each in reports:
        found.setdefault(each.agency_id, []).append(each)
    expected = [own for own in found.values() if own[0].position < LAST]
    expected.sort(key=lambda own: own[0].place[1:])
    return [*expected, *(own for own in found.values() if own[0].position >= LAST)]


def _telling_ones(said: list[_Said]) -> list[_Said]:
    """Return what a paper with many agencies has room for: the newest words, because progress adds
    up, and before them the newest
    ones that can show a letter or an event."""
    earlier = [each for each in said[:-1] if any(_shown(report) != ([], 0) for report in each[1])]
    return [*earlier[-_EARLIER:], said[-1]]


def draw_outcome(
    measure_id: int, reports: MeasureReports, until: date | None
) -> tuple[PaperLine, ...]:
    """Return what came of it: every different outcome once, those most agencies report first; a few
    when there are many.
    """
    if reports.agencies >= ROLLED_UP_FROM:
        return tuple(
            PaperLine(
                printable(f"{each.text}{_by_many(each.agencies)}"),
                (several(measure_id, of_outcome(each), until, each.reports),),
            )
            for each in reports.outcomes
        )
    texts: dict[str, str] = {}
    reporting: dict[str, list[Accepted]] = {}
    for report in reports.in_full:
        lines = {same_words(text): text for text in reversed(lines_of(report.outcome))}
        for words in reversed(lines):
            texts.setdefault(words, lines[words])
            reporting.setdefault(words, []).append(report)
    return tuple(_line(texts[words], found) for words, found in reporting.items())


def _by_many(agencies: int) -> str:
    return f" ({agencies} หน่วยงาน)" if agencies > 1 else ""


def _count(measure_id: int, reports: MeasureReports, until: date | None) -> PaperLine:
    done = reports.count(Progress.DONE)
    text = f"ดำเนินการแล้ว {done} " if done else ""
    text += f"จาก {reports.agencies} หน่วยงาน"
    for progress in (Progress.IN_PROGRESS, Progress.NOT_STARTED, Progress.NOT_ACHIEVED):
        if count := reports.count(progress):
            text += f" {progress_label(progress)} {count} หน่วยงาน"
    if missing := reports.agencies - reports.newest.count:
        text += f" ยังไม่มีรายงานที่รับรองแล้ว {missing} หน่วยงาน"
    return PaperLine(printable(text), (several(measure_id, NEWEST, until, reports.newest),))


def _notable(reports: MeasureReports) -> list[PaperLine]:
    """Name the agencies that can show most: letters and events, then the most people reached, then
    the order of the plan.
    """
    shown: dict[int, tuple[int, int, Accepted]] = {}
    for each in reports.looked_at:
        if each.progress is Progress.NOT_ACHIEVED:
            continue
        letters, event = _shown(each)
        weight = (len(letters) + (1 if event else 0), event or 0)
        if weight[0] and weight > shown.get(each.agency_id, (0, 0))[:2]:
            shown[each.agency_id] = (*weight, each)
    ranked = sorted(shown.values(), key=lambda found: (-found[0], -found[1]))[:NOTABLE]
    told = [(each, " ".join(_statement(each, each.agency))) for _, _, each in ranked]
    return [_line(f"{each.agency} {text}", [each]) for each, text in told if text]


def _shown(each: Accepted) -> tuple[list[str], int]:
    """Return the numbers of the letters of a report, and how many people its event reached (1 when
    it does not say).
    """
    texts = [each.summary, *each.notes]
    letters = list(dict.fromkeys(letter.number for text in texts for letter in read_letters(text)))
    events = [event for text in texts if (event := read_event(text))]
    return letters, max((event.people or 1 for event in events), default=0)


def _not_achieved(
    measure_id: int, reports: MeasureReports, until: date | None, *, is_named: bool = True
) -> list[PaperLine]:
    """Name those whose newest report says that it was not achieved, and why."""
    lines = []
    for each in reports.failed:
        because = f" เนื่องจาก{tidy(each.obstacle)}" if each.obstacle.strip() else ""
        who = f"{each.agency} " if is_named else ""
        lines.append(_line(f"{who}{progress_label(each.progress)}{because}", [each]))
    if (rest := reports.count(Progress.NOT_ACHIEVED) - len(reports.failed)) > 0:
        all_failed = reports.by_progress[Progress.NOT_ACHIEVED]
        told = sum(each.revision_id for each in reports.failed)
        others = Several(rest, all_failed.newest, all_failed.total - told)
        lines.append(
            PaperLine(
                printable(f"{progress_label(Progress.NOT_ACHIEVED)}อีก {rest} หน่วยงาน"),
                (several(measure_id, OTHER_FAILURES, until, others),),
            )
        )
    return lines


def _statements(reports: Sequence[Accepted], agency: str, *, whole: bool) -> list[_Said]:
    """Return every different thing an agency said, oldest first, its reports ``whole`` or line by
    line; "nothing new" says nothing.
    """
    found: dict[str, tuple[str, list[Accepted]]] = {}
    for each in reports:
        lines = _statement(each, agency)
        for text in filter(None, [" ".join(lines)] if whole else lines):
            sources = found.setdefault(same_words(text), (text, []))[1]
            if each not in sources:
                sources.append(each)
    return [(text, tuple(sources)) for text, sources in found.values()]


def _statement(each: Accepted, agency: str) -> list[str]:
    """Return the lines of a report, with the letters and events of its evidence that the words do
    not name yet.
    """
    lines = [] if _NO_NEWS.match(tidy(each.summary)) else lines_of(each.summary)
    text = " ".join(lines)
    named = {letter.number for letter in read_letters(text)}
    tells_of_event = read_event(text) is not None
    for note in each.notes:
        letters = [letter for letter in read_letters(note) if letter.number not in named]
        named |= {letter.number for letter in letters}
        event = None if letters else read_event(note)
        words = [letter.worded(agency) for letter in letters]
        if event is not None and not tells_of_event:
            words.append(event.worded())
        if (
            event is None
            and not read_letters(note)
            and _DIGIT.search(note)
            and same_words(tidy(note)) not in same_words(text)
        ):
            words.append(tidy(note))  # an order, a meeting's number: kept as it was written
        lines = [*lines[:-1], " ".join([*lines[-1:], *words])] if words else lines
    return lines


def _line(text: str, sources: Sequence[Accepted]) -> PaperLine:
    return PaperLine(
        printable(text), tuple(dict.fromkeys(revision(each.revision_id) for each in sources))
    )
