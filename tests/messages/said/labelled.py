"""Messages as officers type them, each with what it says: of twelve kinds, by several writers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from messages.said.measures import DueMeasure
from messages.said.reading import Reading, SaidReport

TODAY = date(2026, 11, 25)


def measures_in(path: Path) -> tuple[DueMeasure, ...]:
    """Read the measures of a plan: number, title and steps, one a line."""
    lines = [line.split(" | ") for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(
        DueMeasure(number, code, title, tuple(steps))
        for number, (code, title, *steps) in enumerate(lines, start=1)
    )


MEASURES = measures_in(Path(__file__).with_name("measures.txt"))
DUE = {"many": MEASURES, "one": MEASURES[-1:], "none": ()}


@dataclass(frozen=True)
class Labelled:
    """A message with its kind and, of reports, what each says: numbers of measures ("?" for none
    named), status ("?" for none said), and facts by kind.
    """

    kind: str
    due: tuple[DueMeasure, ...]
    measures: tuple[frozenset[str], ...]
    statuses: tuple[str, ...]
    facts: frozenset[tuple[str, str]]
    text: str


LABELLED = Path(__file__).with_name("labelled.txt")
UNSEEN = Path(__file__).with_name("unseen.txt")
"""Written before the rules were read; first figures: measure and status 0.84, facts 0.95, and four
false reports.
"""
PROVINCE = Path(__file__).with_name("province.txt")
TOWNS = Path(__file__).with_name("towns.txt")
TURNS = Path(__file__).with_name("turns.txt")
OFFICES = Path(__file__).with_name("offices.txt")
FRESH = Path(__file__).with_name("fresh.txt")
MINISTRIES = Path(__file__).with_name("ministries.txt")
MUNICIPAL = Path(__file__).with_name("municipal.txt")
BUREAUS = Path(__file__).with_name("bureaus.txt")
DOZEN = Path(__file__).with_name("dozen.txt")
TAK = Path(__file__).with_name("tak.txt")
HEALTH = Path(__file__).with_name("health.txt")
LAND = Path(__file__).with_name("land.txt")
SCHOOL = Path(__file__).with_name("school.txt")
DISTRICT = Path(__file__).with_name("district.txt")
CULTURE = Path(__file__).with_name("culture.txt")
FARM = Path(__file__).with_name("farm.txt")
REVENUE = Path(__file__).with_name("revenue.txt")
JUSTICE = Path(__file__).with_name("justice.txt")
YOUTH = Path(__file__).with_name("youth.txt")
"""Later sets; the head of each says whose, and how it was read at first."""
SETS = {
    LABELLED: 300,
    UNSEEN: 150,
    PROVINCE: 170,
    TOWNS: 170,
    TURNS: 1070,
    OFFICES: 120,
    FRESH: 130,
    MINISTRIES: 140,
    MUNICIPAL: 190,
    BUREAUS: 120,
    DOZEN: 100,
    TAK: 100,
    HEALTH: 150,
    LAND: 150,
    SCHOOL: 150,
    DISTRICT: 220,
    CULTURE: 220,
    FARM: 220,
    REVENUE: 220,
    JUSTICE: 150,
    YOUTH: 150,
}
"""Every set, with how many messages it has at least."""
ANY = "any"
"""Any kind but a report."""


def labelled(path: Path = LABELLED) -> Iterator[Labelled]:
    """Read the set; one that has measures of its own, against those."""
    own = path.with_name(f"{path.stem}_measures.txt")
    many = measures_in(own) if own.exists() else MEASURES
    dues = {"many": many, "one": many[-1:], "none": ()}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        kind, due, measures, statuses, facts, text = (part.strip() for part in line.split("|", 5))
        yield Labelled(
            kind,
            dues[due],
            tuple(frozenset(group.split(",")) for group in measures.split(";") if group),
            tuple(each for each in statuses.split(";") if each),
            frozenset(
                (name, value)
                for fact in facts.split(";")
                if "=" in fact
                for name, _, values in (fact.strip().partition("="),)
                for value in ([values.replace(",", "")] if name == "people" else values.split(","))
            ),
            text.replace("\\n", "\n"),
        )


def measures_of(reading: Reading, due: tuple[DueMeasure, ...]) -> tuple[frozenset[str], ...]:
    """What a reading names, as it is labelled."""
    codes = {each.id: each.code or "" for each in due}
    return tuple(
        frozenset(codes[number] for number in report.measures) or frozenset({"?"})
        for report in reading.reports
    )


def statuses_of(reading: Reading) -> tuple[str, ...]:
    """The statuses of a reading, as they are labelled."""
    return tuple(report.progress or "?" for report in reading.reports)


def facts_of(reading: Reading) -> frozenset[tuple[str, str]]:
    """The facts of a reading, as they are labelled."""
    return frozenset(fact for report in reading.reports for fact in _facts(report))


def _facts(report: SaidReport) -> Iterator[tuple[str, str]]:
    facts = report.facts
    yield from (("day", day.isoformat()) for day in facts.days)
    yield from (("link", link) for link in facts.links)
    for letter in facts.letters:
        yield "letter", letter.number
        if letter.dated:
            yield "dated", letter.dated.isoformat()
    for event in facts.events:
        if event.place:
            yield "place", event.place
        if event.attendees is not None:
            yield "people", str(event.attendees)
    if facts.percent is not None:
        yield "percent", str(facts.percent)
