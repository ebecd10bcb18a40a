"""The reading of one message: its kind and, of a report, each measure's status, words and facts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from messages.said.clauses import told, without_plans
from messages.said.groups import ALL, BUT_FOR, but_for, says_all, says_all_but, the_rest
from messages.said.kinds import Kind, kind_of
from messages.said.language.facts import Facts, read_facts
from messages.said.language.pieces import (
    LEAD,
    TAIL,
    announces,
    obstacle_apart,
    trimmed,
    without_status,
    written,
)
from messages.said.language.spelling import as_meant
from messages.said.language.words import content_words
from messages.said.measures import DueMeasure, NamedMeasures, both_in_words, measure_in_words
from messages.said.mending import corrected
from messages.said.pasted import own_words
from messages.said.statuses import cue_spans, status_in
from messages.said.telling import measures_named, tells, tells_beside
from thai.cleaning import clean
from thai.numbers import to_arabic_digits


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


@dataclass(frozen=True)
class Reading:
    """What a message is; ``unknown`` are numbers of measures that are not due, ``maybe`` the ids of
    measures that it names with a status, and is yet not surely a report of.
    """

    kind: Kind
    reports: tuple[SaidReport, ...] = ()
    unknown: tuple[str, ...] = ()
    maybe: tuple[int, ...] = ()


_OTHERWISE = re.compile(r"\n|\s(?=ส่วน)")
"""Where what is said of another measure begins."""
_SURELY_NONE = (Kind.EXTENSION, Kind.CONTACT, Kind.SENT_YET, Kind.QUESTION, Kind.STOP)
_BESIDE = (Kind.QUESTION, Kind.SENT_YET)
_OF_PERSONS = (Kind.MOVED, Kind.LEAVE, Kind.COMPLAINT)


def read(text: str, due: Sequence[DueMeasure], today: date) -> Reading:
    """Read a message against the measures that are due to its writer; ``today`` is a Bangkok day.

    What is not surely a report is none. A measure is left open when several are due and the message
    does not say which.
    """
    text = own_words(_plain(text), due)
    kind = kind_of(text)
    words = corrected(told(text), due, today)
    done = without_plans(words)
    facts = read_facts(done, today)
    named = measures_named(done, due, facts)
    told_of = tells(done, facts, today, named, due)
    if kind is Kind.EXTENSION or (not told_of and kind is not None):
        return Reading(kind)
    in_words = measure_in_words(words, due) is not None
    # the question itself is not among the words
    beside = kind in _BESIDE and (len(due) == 1 or in_words)
    if kind in _SURELY_NONE and not (beside or any(each.ids for each in named)):
        return Reading(kind)
    if kind in _OF_PERSONS and not tells_beside(words, due, today):
        return Reading(kind)
    unknown = tuple(code for each in named for code in each.unknown)
    says = status_in(done, facts) is not None or facts.any
    reports = tuple(_reports(words, due, named, today)) if told_of or unknown else ()
    if not reports or not told_of:
        maybe = () if unknown else _maybe(text, due, today)
        return Reading(Kind.OTHER, unknown=unknown if says else (), maybe=maybe)
    return Reading(Kind.REPORT, reports, unknown)


def _maybe(text: str, due: Sequence[DueMeasure], today: date) -> tuple[int, ...]:
    """Return the measures of which a message says a status, but planned, ordered or by others."""
    facts = read_facts(text, today)
    if not cue_spans(text):
        return ()
    ids = (number for each in measures_named(text, due, facts) for number in each.ids)
    return tuple(dict.fromkeys(ids))


def read_words(text: str, today: date) -> SaidReport:
    """Read what is known to be a report of one measure: status, words and facts."""
    return _report((), _plain(text), today)


_SALUTATION = re.compile(
    r"^(?:กราบ)?เรียน\s?(?:(?:ท่าน|ฝ่าย|ทีม|พี่|คุณ|หัวหน้า)*(?:เลขานุการ|เลขาฯ?|แอดมิน|ผู้ว่า[ก-๙]*|นายอำเภอ|ผู้ดูแล[ก-๙]*|"
    r"จังหวัด)|ท่าน|ทุกท่าน)(?:ค่ะ|ครับ|ที่เคารพ)?\s+"
)


def _plain(text: str) -> str:
    lines = (as_meant(to_arabic_digits(clean(line))) for line in text.split("\n"))
    return _SALUTATION.sub("", "\n".join(line for line in lines if line), count=1)


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
        of_rest = _report((), text[rest[1] :], today) if rest else None
        words = text[: rest[0]] if rest and of_rest and of_rest.progress else text
        inside = [each for each in with_ids if each.span[1] <= len(words)]
        parts = (_report(ids, said, today) for ids, said in _parted(words, inside))
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
    if says_all(text, due):
        yield _report(everything, ALL.sub(" ", text), today)
        return
    together = both_in_words(text, due)
    if together:
        yield _report(together, text, today)
        return
    lines = _OTHERWISE.split(text)
    by_line = [measure_in_words(line, due) for line in lines]
    if len({found for found in by_line if found is not None}) > 1:
        yield from _by_lines(lines, by_line, today)
        return
    found = due[0].id if len(due) == 1 else measure_in_words(text, due)
    if due:
        yield _report((found,) if found is not None else (), text, today)


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
    own = _report(tuple(sorted(left_out)), after, today)
    if status_in(said, read_facts(said, today)) is None:
        said, own = f"{said} {after}", replace(own, progress=None)
    yield _report(tuple(each for each in everything if each not in left_out), said, today)
    if own.progress is not None:
        yield own


def _by_lines(
    lines: Sequence[str], by_line: Sequence[int | None], today: date
) -> Iterator[SaidReport]:
    """A line that names no measure goes on with the one before it."""
    told: dict[int, list[str]] = {}
    last: int | None = None
    for line, found in zip(lines, by_line, strict=True):
        last = found if found is not None else last
        if last is not None:
            told.setdefault(last, []).append(line)
    for measure, words in told.items():
        yield _report((measure,), "\n".join(words), today)


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


def _report(ids: tuple[int, ...], words: str, today: date) -> SaidReport:
    facts = read_facts(words, today)
    said = trimmed(words)
    progress = status_in(without_plans(said), read_facts(said, today))
    summary, obstacle = obstacle_apart(words, progress)
    summary = without_status(written(trimmed(summary)))
    if len(content_words(summary)) < 2 and not read_facts(summary, today).any:
        summary = ""
    done = _without_planned(facts, words, today)
    return SaidReport(ids, progress, summary, written(obstacle), done, written(said))


def _without_planned(facts: Facts, words: str, today: date) -> Facts:
    """Return facts without the days, places and people of what is only planned."""
    done = read_facts(without_plans(words), today)
    events = tuple(each for each in done.events if each.day is None or each.day <= today)
    return replace(facts, days=tuple(day for day in done.days if day <= today), events=events)
