"""A published year as open data: one row a measure as CSV, the whole as JSON, and as JSON-LD for
search engines. What the fields mean: docs/open-data.md and ``measures.schema.json``.
"""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

from models.month.calendar import fiscal_end, fiscal_start, local, local_day
from papers.open.evidence import EvidenceItem
from papers.open.published import PublicMeasure, PublicVersion, PublishedYear
from thai.numbers import to_arabic_digits

SCHEMA = Path(__file__).with_name("measures.schema.json")
FORMAT = "1.0"
"""The version of the format; a change that breaks readers makes the next whole number."""
FIELDS = (
    *("organization", "fiscal_year", "version", "published_on", "number", "title", "issue"),
    *("state", "agencies", "agencies_reported", "agencies_done"),
    *("steps", "responsible", "period", "summary", "outcome", "evidence", "url"),
)
"""The columns of the CSV, in their order."""
_COLUMNS = {
    "steps": "steps",
    "responsible": "party",
    "period": "period",
    "summary": "summary",
    "outcome": "outcome",
}
_SHOWN_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Addresses:
    """The permanent addresses of a published year below the program's own address."""

    def __init__(self, public_url: str, year: PublishedYear) -> None:
        self.site = public_url.rstrip("/")
        self.page = f"{self.site}/public/{year.slug}/{year.fiscal_year}/"

    def measure(self, measure: PublicMeasure) -> str:
        """Return the address of a measure."""
        return f"{self.page}measure/{measure.address}/"

    def evidence(self, item: EvidenceItem) -> str:
        """Return the address of a piece of evidence: a link's own, else where its file is shown."""
        return item.url or f"{self.page}evidence/{item.evidence_id}"

    def file(self, name: str) -> str:
        """Return the address of a file of the year."""
        return f"{self.page}files/{name}"

    @property
    def schema(self) -> str:
        """Where the schema of the JSON is."""
        return f"{self.site}/public/schema/measures.schema.json"


def write_csv(year: PublishedYear, version: PublicVersion, addresses: Addresses) -> bytes:
    """Return the measures of a version as CSV (RFC 4180) in UTF-8 with a byte order mark, which
    Excel needs; several lines of a cell stand on lines of their own inside it.
    """
    out = StringIO()
    writer = csv.DictWriter(out, FIELDS, lineterminator="\r\n")
    writer.writeheader()
    for each in to_json(year, version, addresses)["measures"]:
        row: dict[str, Any] = {
            "organization": year.organization,
            "fiscal_year": year.fiscal_year,
            "version": version.number,
            "published_on": local_day(version.published_at).isoformat(),
            **each,
            "evidence": [item["url"] for item in each["evidence"]],
        }
        writer.writerow({name: _cell(row[name]) for name in FIELDS})
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def write_json(year: PublishedYear, version: PublicVersion, addresses: Addresses) -> bytes:
    """Return a version as JSON in UTF-8."""
    return json.dumps(to_json(year, version, addresses), ensure_ascii=False, indent=1).encode()


def to_json(year: PublishedYear, version: PublicVersion, addresses: Addresses) -> dict[str, Any]:
    """Return a version as ``measures.schema.json`` describes it; digits are Arabic throughout."""
    return {
        "$schema": addresses.schema,
        "format": FORMAT,
        "organization": {"id": year.slug, "name": year.organization, "telephone": year.phone},
        "fiscal_year": year.fiscal_year,
        "starts_on": fiscal_start(year.fiscal_year).isoformat(),
        "ends_on": fiscal_end(year.fiscal_year).isoformat(),
        "version": version.number,
        "published_at": local(version.published_at).isoformat(timespec="seconds"),
        "versions": [
            {
                "number": each.number,
                "published_at": local(each.published_at).isoformat(timespec="seconds"),
                "sha256": each.digest,
                "changed": [change.key for change in each.changes],
            }
            for each in year.versions
        ],
        "licence": {"name": year.licence.catalogue, "url": year.licence.url},
        "url": addresses.page,
        "measures": [_measure(each, addresses) for each in version.measures],
    }


def _measure(measure: PublicMeasure, addresses: Addresses) -> dict[str, Any]:
    standing = measure.standing
    return {
        "number": measure.label,
        "title": to_arabic_digits(measure.title),
        "issue": to_arabic_digits(measure.issue),
        "state": standing.state.value if standing else None,
        "agencies": standing.agencies if standing else None,
        "agencies_reported": standing.reported if standing else None,
        "agencies_done": standing.done if standing else None,
        **{
            name: [to_arabic_digits(line) for line in measure.lines(column)]
            for name, column in _COLUMNS.items()
        },
        "evidence": [
            {
                "caption": item.caption,
                "kind": item.kind.value,
                "agency": item.agency,
                "month": f"{item.month:%Y-%m}",
                "url": addresses.evidence(item),
            }
            for item in measure.evidence
        ],
        "url": addresses.measure(measure),
    }


def _cell(value: object) -> object:
    """Return a value as a cell of the CSV; a text that a spreadsheet would compute is kept a text
    by an apostrophe before it.
    """
    if isinstance(value, list):
        value = "\n".join(value)
    if isinstance(value, str) and value.startswith(_SHOWN_AS_FORMULA):
        return f"'{value}"
    return "" if value is None else value


def dataset(year: PublishedYear, addresses: Addresses, title: str, about: str) -> dict[str, Any]:
    """Return the year as a schema.org ``Dataset``, its name and description in the words given."""
    publisher = {"@type": "GovernmentOrganization", "name": year.organization}
    if year.phone:
        contact = {"@type": "ContactPoint", "telephone": year.phone, "contactType": "secretariat"}
        publisher["contactPoint"] = contact  # type: ignore[assignment]
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": title,
        "description": about,
        "url": addresses.page,
        "identifier": addresses.page,
        "version": str(year.newest.number),
        "inLanguage": "th",
        "isAccessibleForFree": True,
        "creator": publisher,
        "publisher": publisher,
        "temporalCoverage": (
            f"{fiscal_start(year.fiscal_year).isoformat()}/{fiscal_end(year.fiscal_year).isoformat()}"
        ),
        "datePublished": local_day(year.versions[0].published_at).isoformat(),
        "dateModified": local_day(year.newest.published_at).isoformat(),
        "spatialCoverage": {"@type": "Place", "name": year.organization},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": name,
                "encodingFormat": kind,
                "contentUrl": addresses.file(name),
            }
            for name, kind in DISTRIBUTION.items()
        ],
    }
    if year.licence.url:
        found["license"] = year.licence.url
    return found


DISTRIBUTION = {
    "measures.csv": "text/csv",
    "measures.json": "application/json",
    "report.pdf": "application/pdf",
    "report.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "report.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The files of the newest version under the names that stay, with their kinds."""
