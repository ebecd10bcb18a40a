"""What the page says to try first: the steps of ``guide.json`` with the ids, codes and moments of
this run filled in.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from demo.sample.data import SamplePerson, SampleProvince, load_guide
from demo.sample.preparing import Entered
from models.month.calendar import local
from models.month.rounds import RoundTimes


def build_guide(
    province: SampleProvince,
    entered: Entered,
    code: str,
    times: RoundTimes,
    days_off: Mapping[date, str],
    doors: Mapping[str, str],
) -> dict[str, Any]:
    """Return the guide as the stand-in takes it; ``times`` are those of the round that is open,
    ``days_off`` are marked in the calendar of the page, ``doors`` are the addresses of the desk,
    the executive's page and the public one (``demo.doors``).
    """
    cast = cast_of(province)
    ids = {part: entered.users[person.full_name] for part, person in cast.items()} | {
        "group": entered.group_id
    }
    words = {part: person.line_name for part, person in cast.items()} | {"code": code}
    raw = load_guide()
    return {
        "title": raw["title"],
        "doors": [_door(door, doors) for door in raw["doors"]],
        "steps": [
            _step(step, ids, words, times) | _way(step, doors, "open") for step in raw["steps"]
        ],
        "daysOff": {day.isoformat(): name for day, name in days_off.items()},
    }


def cast_of(province: SampleProvince) -> dict[str, SamplePerson]:
    """Return who plays which part in the guide."""
    officers: dict[str | None, SamplePerson] = {}
    for officer in province.officers:
        officers.setdefault(officer.agency, officer)
    return {
        "newcomer": province.newcomer,
        "reporter": officers[province.parts["reporter"]],
        "repeater": officers[province.parts["repeater"]],
        "late": officers[province.parts["late"]],
        "secretary": province.secretariat[0],
        "executive": province.executives[0],
    }


def _door(door: dict[str, str], doors: Mapping[str, str]) -> dict[str, str]:
    return {"title": door["title"], "text": door["text"]} | _way(door, doors, "href")


def _way(raw: dict[str, str], doors: Mapping[str, str], name: str) -> dict[str, str]:
    return {name: doors[raw["open"]]} if "open" in raw else {}


def _step(
    step: dict[str, str], ids: dict[str, str], words: dict[str, str], times: RoundTimes
) -> dict[str, Any]:
    made: dict[str, Any] = {"title": step["title"], "text": step["text"].format(**words)}
    if "as" in step:
        made["as"] = ids[step["as"]]
    if "chat" in step or "as" in step:
        made["chatId"] = ids[step.get("chat", step.get("as", ""))]
    if "say" in step:
        made["say"] = step["say"].format(**words)
    if "clock" in step:
        made["clock"] = local(getattr(times, step["clock"])).isoformat()
    return made
