"""The data files of the sample province, read into values."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from plans.document import AssignmentEntry, IssueEntry, MeasureEntry, PlanDocument

EVERYBODY = "*"
"""Stands for the collective party in ``plan.json``."""


@dataclass(frozen=True)
class SampleAgency:
    """An agency; ``short`` is what the other files and the chats call it, ``letter`` is how the
    numbers of its letters begin.
    """

    short: str
    name: str
    aliases: tuple[str, ...]
    letter: str


@dataclass(frozen=True)
class SamplePerson:
    """Somebody invented; ``line_name`` is what the chats show, ``agency`` is an officer's agency by
    its short name.
    """

    full_name: str
    line_name: str
    agency: str | None = None


@dataclass(frozen=True)
class SampleProvince:
    """Who there is."""

    slug: str
    name: str
    phone: str
    line_group: str
    collective: str
    agencies: tuple[SampleAgency, ...]
    executives: tuple[SamplePerson, ...]
    secretariat: tuple[SamplePerson, ...]
    officers: tuple[SamplePerson, ...]
    newcomer: SamplePerson
    """An officer with a code who has not entered yet."""
    parts: dict[str, str]
    """Which agency's officer plays which part in the guide."""


@dataclass(frozen=True)
class Returned:
    """A report the secretariat returned; ``mended``: the officer has sent it again."""

    code: str
    agency: str
    mended: bool
    reason: str


Places = dict[str, list[str]]
"""Measure code -> agencies by short name."""


@dataclass(frozen=True)
class SampleMonth:
    """How a month went; who is not named sent in time, was accepted, and is at it."""

    month: date
    only: Places | None
    """When given, nobody else has reported yet."""
    silent: Places
    late: Places
    on_behalf: Places
    progress: dict[str, Places]
    returned: tuple[Returned, ...]
    waiting: Places
    """Sent and not reviewed yet."""


@dataclass(frozen=True)
class SampleStory:
    """When the plan was adopted, from when on visitors see the province, and the months between."""

    adopted: datetime
    shown_from: datetime
    months: tuple[SampleMonth, ...]


def load_province() -> SampleProvince:
    """Read ``province.json``."""
    raw = _read("province.json")
    return SampleProvince(
        slug=raw["organization"]["slug"],
        name=raw["organization"]["name"],
        phone=raw["organization"]["phone"],
        line_group=raw["line_group"],
        collective=raw["collective"],
        agencies=tuple(
            SampleAgency(each["short"], each["name"], tuple(each["aliases"]), each["letter"])
            for each in raw["agencies"]
        ),
        executives=_people(raw["executives"]),
        secretariat=_people(raw["secretariat"]),
        officers=_people(raw["officers"]),
        newcomer=_people([raw["newcomer"]])[0],
        parts=raw["parts"],
    )


def _people(rows: Iterable[dict[str, str]]) -> tuple[SamplePerson, ...]:
    return tuple(
        SamplePerson(
            full_name=row["title"] + row["name"],
            line_name=f"{row['name']} · {row.get('shown') or row['agency']}",
            agency=row.get("agency"),
        )
        for row in rows
    )


def load_plan(province: SampleProvince) -> PlanDocument:
    """Read ``plan.json`` as if it had been a document."""
    raw = _read("plan.json")
    names = {agency.short: agency.name for agency in province.agencies} | {
        EVERYBODY: province.collective
    }
    return PlanDocument(
        organization=province.name,
        fiscal_year=raw["fiscal_year"],
        issues=tuple(IssueEntry(issue["number"], issue["title"]) for issue in raw["issues"]),
        measures=tuple(_measure(measure, names) for measure in raw["measures"]),
        scores=(),
        warnings=(),
    )


def _measure(raw: dict[str, Any], names: dict[str, str]) -> MeasureEntry:
    return MeasureEntry(
        issue=raw["issue"],
        code=raw["code"],
        title=raw["title"],
        steps=tuple(raw["steps"]),
        assignments=tuple(
            AssignmentEntry(
                parties=tuple(names[party] for party in entry["parties"]),
                steps=tuple(entry.get("steps", ())),
                period_text=entry["period_text"],
                start=date.fromisoformat(entry["start"]),
                end=date.fromisoformat(entry["end"]),
                recurrence=entry["recurrence"],
            )
            for entry in raw["assignments"]
        ),
    )


def load_story() -> SampleStory:
    """Read ``months.json``."""
    raw = _read("months.json")
    return SampleStory(
        adopted=datetime.fromisoformat(raw["adopted"]),
        shown_from=datetime.fromisoformat(raw["shown_from"]),
        months=tuple(_month(month) for month in raw["months"]),
    )


def _month(raw: dict[str, Any]) -> SampleMonth:
    return SampleMonth(
        month=date.fromisoformat(raw["month"]),
        only=raw.get("only"),
        silent=raw["silent"],
        late=raw["late"],
        on_behalf=raw["on_behalf"],
        progress=raw["progress"],
        returned=tuple(Returned(**row) for row in raw["returned"]),
        waiting=raw["waiting"],
    )


def load_wording() -> dict[str, dict[str, list[str]]]:
    """Read ``wording.json``: measure code -> status, "outcome" or "obstacle" -> texts with {event},
    {letter} and {people} in them.
    """
    return _read("wording.json")


def load_guide() -> dict[str, Any]:
    """Read ``guide.json``: the page's title and steps, with names in place of ids and moments."""
    return _read("guide.json")


def _read(name: str) -> dict[str, Any]:
    value = json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    assert isinstance(value, dict)
    return value
