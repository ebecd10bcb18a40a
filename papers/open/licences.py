"""Under which licence an organization gives its open data away: its own choice, none until then."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models import audit
from models.tables.organization import Organization

SETTING = "open_data"
"""The key under which an organization's settings hold its choice."""


@dataclass(frozen=True)
class Licence:
    """A licence: its key, its name as people read it, its name in the government's data catalogue,
    and its address (None where there is none).
    """

    key: str
    name: str
    catalogue: str
    url: str | None


LICENCES = (
    Licence("", "ยังไม่ระบุ", "License not specified", None),
    Licence(
        "cc-by",
        "Creative Commons แสดงที่มา 4.0 (CC BY 4.0)",
        "Creative Commons Attributions",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    Licence(
        "cc-by-sa",
        "Creative Commons แสดงที่มา อนุญาตแบบเดียวกัน 4.0 (CC BY-SA 4.0)",
        "Creative Commons Attribution Share-Alike",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ),
    Licence(
        "cc-by-nc",
        "Creative Commons แสดงที่มา ไม่ใช้เพื่อการค้า 4.0 (CC BY-NC 4.0)",
        "Creative Commons Non-Commercial (Any)",
        "https://creativecommons.org/licenses/by-nc/4.0/",
    ),
    Licence(
        "odc-by",
        "Open Data Commons Attribution (ODC-By 1.0)",
        "Open Data Common",
        "https://opendatacommons.org/licenses/by/1-0/",
    ),
)
"""What can be chosen, by the names of the government's data catalogue."""


def licence_of(organization: Organization) -> Licence:
    """Return the licence an organization chose; the first of ``LICENCES`` where it chose none."""
    chosen = organization.settings.get(SETTING, {}).get("licence", "")
    return next((each for each in LICENCES if each.key == chosen), LICENCES[0])


def choose_licence(session: Session, organization: Organization, key: str, now: datetime) -> bool:
    """Store an organization's choice, and tell whether it changed; ValueError for a licence that
    cannot be chosen.
    """
    if key not in {each.key for each in LICENCES}:
        raise ValueError(f"no licence {key!r}")
    before = licence_of(organization).key
    if before == key:
        return False
    kept = {**organization.settings.get(SETTING, {}), "licence": key}
    organization.settings = {**organization.settings, SETTING: kept}
    session.flush()
    body = {"before": before, "after": key}
    subject = f"organization:{organization.id}"
    audit.record(session, organization.id, "open_data.licence_chosen", subject, body, now)
    return True
