"""What the two drawn columns say of a measure: สรุปผลการดำเนินการ and ผลลัพธ์, from accepted
reports, as provinces write them.

A few agencies are listed one by one, month by month. Many are rolled up: first the count
("ดำเนินการแล้ว 28 จาก 33 หน่วยงาน"), then the notable ones by name, which are those that can show
letters and events, then those that did not achieve it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from models.tables.obligations import Progress
from papers.print.document import PaperLine
from papers.print.texts import is_written_list, printable
from papers.result.edits import split_lines
from papers.result.layout import NOTABLE, ROLLED_UP_FROM, Telling
from papers.result.material import Accepted, MeasureReports
from papers.result.stated_facts import read_event, read_letters
from thai.cleaning import clean
from thai.labels import progress_label
from thai.numbers import to_arabic_digits

# What the chat writes when an officer taps that nothing has changed since last month.
_NO_NEWS = re.compile(r"^ไม่มีความคืบหน้าเพิ่มเติม")
_BULLET = re.compile(r"^[-–—•▪■●*]\s*(?=\D)")
_DIGIT = re.compile(r"[0-9๐-๙]")
_NAMED_AT_MOST = 10
_EARLIER = 2
_Said = tuple[str, tuple[Accepted, ...]]
"""What an agency said, and the reports in which it said so."""


def draw_summary(
    reports: MeasureReports, names: Mapping[int, str], telling: Telling
) -> tuple[PaperLine, ...]:
    """Return what was done."""
    if not reports.accepted:
        return ()
    agencies = _agencies(reports)
    if is_rolled_up(reports, telling):
        return (
            _count(reports, agencies),
            *_notable(reports, names),
            *_not_achieved(reports, names),
        )
    lines = []
    by_agency: dict[int, list[Accepted]] = {}
    for each in reports.accepted:
        by_agency.setdefault(each.agency_id, []).append(each)
    for agency_id in agencies:
        if (own := by_agency.get(agency_id)) is None:
            continue
        said = _statements(own, names[agency_id], whole=len(agencies) > 1)
        if not said:
            said = [(progress_label(own[-1].progress), (own[-1],))]
        if len(agencies) == 1:
            lines += [_line(text, sources) for text, sources in said]
        else:
            shown = _telling_ones(said) if len(agencies) >= ROLLED_UP_FROM else said
            # Left out or not, every report of the agency is where the sentence comes from.
            lines.append(_line(f"{names[agency_id]} {' '.join(text for text, _ in shown)}", own))
    return (*lines, *_not_achieved(reports, names, is_named=len(agencies) > 1))


def is_rolled_up(reports: MeasureReports, telling: Telling) -> bool:
    """Tell whether the agencies of a measure are counted, and only the notable ones named."""
    many = len(_agencies(reports)) >= ROLLED_UP_FROM
    return telling is Telling.ROLLED_UP or (telling is Telling.AUTO and many)


def _telling_ones(said: list[_Said]) -> list[_Said]:
    """Return what a paper with many agencies has room for: the newest words, because progress adds
    up, and before them the newest
    ones that can show a letter or an event."""
    earlier = [each for each in said[:-1] if any(_shown(report) != ([], 0) for report in each[1])]
    return [*earlier[-_EARLIER:], said[-1]]


def draw_outcome(reports: MeasureReports) -> tuple[PaperLine, ...]:
    """Return what came of it: every different outcome once, those most agencies report first; a few
    when there are many.
    """
    reporting: dict[str, list[Accepted]] = {}
    texts: dict[str, str] = {}
    read: dict[str, tuple[str, ...]] = {}
    for each in reports.accepted:
        if (keys := read.get(each.outcome)) is None:  # many agencies say the same words
            lines_said = {_same(text): text for text in reversed(_lines_of(each.outcome))}
            keys = read[each.outcome] = tuple(reversed(lines_said))
            for key in keys:
                texts.setdefault(key, lines_said[key])
        for key in keys:
            reporting.setdefault(key, []).append(each)
    many = len(_agencies(reports)) >= ROLLED_UP_FROM
    order = list(reporting)
    if many:
        order.sort(key=lambda key: -len({each.agency_id for each in reporting[key]}))
        order = order[:NOTABLE]
    lines = []
    for key in order:
        count = len({each.agency_id for each in reporting[key]})
        tail = f" ({count} หน่วยงาน)" if many and count > 1 else ""
        lines.append(_line(texts[key] + tail, reporting[key]))
    return tuple(lines)


def _agencies(reports: MeasureReports) -> list[int]:
    """Those expected, then those that reported though nobody expects it any more."""
    return list(dict.fromkeys([*reports.agencies, *(each.agency_id for each in reports.accepted)]))


def _newest(reports: MeasureReports) -> dict[int, Accepted]:
    return {each.agency_id: each for each in reports.accepted}


def _count(reports: MeasureReports, agencies: Sequence[int]) -> PaperLine:
    newest = _newest(reports)
    count = Counter(each.progress for each in newest.values())
    done = f"ดำเนินการแล้ว {count[Progress.DONE]} " if count[Progress.DONE] else ""
    text = f"{done}จาก {len(agencies)} หน่วยงาน"
    for progress in (Progress.IN_PROGRESS, Progress.NOT_STARTED, Progress.NOT_ACHIEVED):
        if count[progress]:
            text += f" {progress_label(progress)} {count[progress]} หน่วยงาน"
    if missing := len(agencies) - len(newest):
        text += f" ยังไม่มีรายงานที่รับรองแล้ว {missing} หน่วยงาน"
    return _line(text, newest.values())


def _notable(reports: MeasureReports, names: Mapping[int, str]) -> list[PaperLine]:
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
    told = [(each, " ".join(_statement(each, names[each.agency_id]))) for _, _, each in ranked]
    return [_line(f"{names[each.agency_id]} {text}", [each]) for each, text in told if text]


def _shown(each: Accepted) -> tuple[list[str], int]:
    """Return the numbers of the letters of a report, and how many people its event reached (1 when
    it does not say).
    """
    texts = [each.summary, *each.notes]
    letters = list(dict.fromkeys(letter.number for text in texts for letter in read_letters(text)))
    events = [event for text in texts if (event := read_event(text))]
    return letters, max((event.people or 1 for event in events), default=0)


def _not_achieved(
    reports: MeasureReports, names: Mapping[int, str], *, is_named: bool = True
) -> list[PaperLine]:
    """Name those whose newest report says that it was not achieved, and why."""
    failed = [each for each in _newest(reports).values() if each.progress is Progress.NOT_ACHIEVED]
    lines = []
    for each in failed[:_NAMED_AT_MOST]:
        because = f" เนื่องจาก{_tidy(each.obstacle)}" if each.obstacle.strip() else ""
        who = f"{names[each.agency_id]} " if is_named else ""
        lines.append(_line(f"{who}{progress_label(each.progress)}{because}", [each]))
    if rest := failed[_NAMED_AT_MOST:]:
        lines.append(_line(f"{progress_label(Progress.NOT_ACHIEVED)}อีก {len(rest)} หน่วยงาน", rest))
    return lines


def _statements(reports: Sequence[Accepted], agency: str, *, whole: bool) -> list[_Said]:
    """Return every different thing an agency said, oldest first, its reports ``whole`` or line by
    line; "nothing new" says nothing.
    """
    found: dict[str, tuple[str, list[Accepted]]] = {}
    for each in reports:
        lines = _statement(each, agency)
        for text in filter(None, [" ".join(lines)] if whole else lines):
            sources = found.setdefault(_same(text), (text, []))[1]
            if each not in sources:
                sources.append(each)
    return [(text, tuple(sources)) for text, sources in found.values()]


def _statement(each: Accepted, agency: str) -> list[str]:
    """Return the lines of a report, with the letters and events of its evidence that the words do
    not name yet.
    """
    lines = [] if _NO_NEWS.match(_tidy(each.summary)) else _lines_of(each.summary)
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
            and _same(_tidy(note)) not in _same(text)
        ):
            words.append(_tidy(note))  # an order, a meeting's number: kept as it was written
        lines = [*lines[:-1], " ".join([*lines[-1:], *words])] if words else lines
    return lines


def _lines_of(text: str) -> list[str]:
    """Return the entries of a text that was written in lines, without the numbers or the bullets
    before them; a list of two levels, or one with a sentence that leads to it, keeps them.
    """
    lines = split_lines(text)
    if all(map(_BULLET.match, lines)) or not is_written_list(lines):
        lines = [_BULLET.sub("", line) for line in lines]
    return [tidy for line in lines if (tidy := _tidy(line))]


def _line(text: str, sources: Iterable[Accepted]) -> PaperLine:
    ids = dict.fromkeys(f"revision:{each.revision_id}" for each in sources)
    return PaperLine(printable(text), tuple(ids))


def _tidy(text: str) -> str:
    return printable(clean(text)).rstrip(" .")


def _same(text: str) -> str:
    """Return the text as it is compared: without spaces, in Arabic digits."""
    return re.sub(r"\s", "", to_arabic_digits(text))
