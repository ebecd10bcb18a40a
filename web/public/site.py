"""The public page and all that hangs on it: no session, no cookie, no token, and nothing that is
not published (docs/pages.md#the-public-page).
"""

import json
import re
from typing import Any

from flask import Blueprint, Response, current_app, g, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Response as AnyResponse

from models.tables.evidence import EvidenceKind
from papers.open.copies import LARGE, SMALL, public_copy
from papers.open.data import DISTRIBUTION, SCHEMA, Addresses, dataset, write_csv, write_json
from papers.open.evidence import EvidenceItem, public_evidence
from papers.open.files import ANNEX, paper_file
from papers.open.published import STATES, PublicMeasure, PublicVersion, measure_of
from papers.print.rendering import CannotRender
from web.access import Ground
from web.public.picture import share_picture
from web.public.sending import POLICY, send_kept_file, send_served
from web.public.snapshots import PageSnapshot, Served, Snapshots
from web.public.words import CARD_ABOVE, SITE, about, card_lines, title_of

public = Blueprint("public", __name__, template_folder="../templates", url_prefix="/public")

_KEPT = "kaona.public"
_HTML, _JSON = "text/html; charset=utf-8", "application/json; charset=utf-8"
_FILE = re.compile(r"(report|measures|annex)(?:-v([1-9]\d{0,5}))?\.(pdf|docx|xlsx|csv|json)")


@public.record
def _keep(state: Any) -> None:
    state.app.extensions[_KEPT] = Snapshots()


@public.get("/<slug>/")
def latest(slug: str) -> AnyResponse:
    """Lead to the latest published year."""
    ground: Ground = g.ground
    found = _snapshots().latest(ground.database, slug, ground.clock())
    if found is None:
        raise NotFound
    answer = redirect(url_for("public.year", slug=slug, fiscal_year=found), 302)
    answer.headers["Cache-Control"] = "public, max-age=60"
    return answer


@public.get("/<slug>/<int:fiscal_year>/")
def year(slug: str, fiscal_year: int) -> AnyResponse:
    """Show a published year."""
    snapshot = _snapshot(slug, fiscal_year)
    return send_served(snapshot.get("page") or _page(snapshot))


@public.get("/<slug>/<int:fiscal_year>/measure/<address>/")
def measure(slug: str, fiscal_year: int, address: str) -> AnyResponse:
    """Show one measure and its public evidence, under an address that stays."""
    snapshot = _snapshot(slug, fiscal_year)
    found = measure_of(snapshot.year.newest.measures, address)
    if found is None:
        raise NotFound
    return send_served(
        snapshot.served(
            f"measure/{address}",
            lambda: (_rendered("public/measure.html", snapshot, measure=found), _HTML),
        )
    )


@public.get("/<slug>/<int:fiscal_year>/files/<name>")
def file(slug: str, fiscal_year: int, name: str) -> AnyResponse:
    """Give a file: the paper or the data of the newest version, or of the one named."""
    snapshot = _snapshot(slug, fiscal_year)
    if name == _card_name(snapshot):
        return send_served(
            snapshot.served(name, lambda: (_card(snapshot), "image/png")), for_ever=True
        )
    match = _FILE.fullmatch(name)
    if match is None:
        raise NotFound
    what, number, end = match.groups()
    version = _version(snapshot, int(number) if number else None)
    if what == "measures" and end in ("csv", "json"):
        return send_served(_data(snapshot, version, end))
    if what == "measures" or end in ("csv", "json") or (what == ANNEX and end != "xlsx"):
        raise NotFound
    ground: Ground = g.ground
    try:
        path = paper_file(ground.data_dir, snapshot.year, version, ANNEX if what == ANNEX else end)
    except ValueError:
        raise NotFound from None
    except CannotRender:
        return Response(status=503, headers={"Retry-After": "60"})
    saved_as = f"{slug}-{fiscal_year}-{what}-v{version.number}.{end}"
    kind = DISTRIBUTION[f"report.{end}"]
    return send_kept_file(path, kind, saved_as, inline=end == "pdf", for_ever=number is not None)


@public.get("/<slug>/<int:fiscal_year>/evidence/<int:evidence_id>")
def evidence(slug: str, fiscal_year: int, evidence_id: int) -> AnyResponse:
    """Show a piece of evidence somebody marked as public; gone as soon as the mark is."""
    return _evidence(slug, fiscal_year, evidence_id, LARGE)


@public.get("/<slug>/<int:fiscal_year>/evidence/<int:evidence_id>/small")
def small_evidence(slug: str, fiscal_year: int, evidence_id: int) -> AnyResponse:
    """Show a picture as it stands in lists."""
    return _evidence(slug, fiscal_year, evidence_id, SMALL)


@public.get("/schema/measures.schema.json")
def schema() -> AnyResponse:
    """Give the schema of the open data."""
    return send_served(Served.of(SCHEMA.read_bytes(), _JSON))


@public.errorhandler(HTTPException)
def _nothing(problem: HTTPException) -> tuple[str, int]:
    return render_template("public/nothing.html"), problem.code or 404


@public.after_request
def _headers(response: Response) -> Response:
    """Nothing from elsewhere is loaded, nothing runs, nobody frames it; what is not there must not
    be found.
    """
    response.headers.setdefault("Content-Security-Policy", POLICY)
    if response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _snapshots() -> Snapshots:
    kept: Snapshots = current_app.extensions[_KEPT]
    return kept


def _snapshot(slug: str, fiscal_year: int) -> PageSnapshot:
    ground: Ground = g.ground
    found = _snapshots().year(ground.database, slug, fiscal_year, ground.clock())
    if found is None:
        raise NotFound
    return found


def _version(snapshot: PageSnapshot, number: int | None) -> PublicVersion:
    versions = {each.number: each for each in snapshot.year.versions}
    found = snapshot.year.newest if number is None else versions.get(number)
    if found is None:
        raise NotFound
    return found


def _addresses(snapshot: PageSnapshot) -> Addresses:
    ground: Ground = g.ground
    return Addresses(ground.public_url, snapshot.year)


def _page(snapshot: PageSnapshot) -> Served:
    return snapshot.served("page", lambda: (_rendered("public/year.html", snapshot), _HTML))


def _rendered(template: str, snapshot: PageSnapshot, measure: PublicMeasure | None = None) -> bytes:
    year, addresses = snapshot.year, _addresses(snapshot)
    page = render_template(
        template,
        year=year,
        measure=measure,
        addresses=addresses,
        title=title_of(year),
        about=about(year),
        site=SITE,
        states=STATES,
        picture=addresses.file(_card_name(snapshot)),
        dataset=_as_script(dataset(year, addresses, title_of(year), about(year))),
    )
    return page.encode()


def _as_script(value: dict[str, Any]) -> Markup:
    """Return JSON that may stand in a page: nothing in it can end the element it stands in."""
    text = json.dumps(value, ensure_ascii=False)
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # noqa: S704 -- JSON without a letter that HTML reads


def _data(snapshot: PageSnapshot, version: PublicVersion, end: str) -> Served:
    write = write_csv if end == "csv" else write_json
    kind = "text/csv; charset=utf-8" if end == "csv" else _JSON
    return snapshot.served(
        f"{end}/{version.number}",
        lambda: (write(snapshot.year, version, _addresses(snapshot)), kind),
    )


def _card_name(snapshot: PageSnapshot) -> str:
    """Another version has another picture's address: who shows links keeps pictures long."""
    newest = snapshot.year.newest
    return f"card-v{newest.number}-{newest.digest[:8]}.png"


def _card(snapshot: PageSnapshot) -> bytes:
    year = snapshot.year
    return share_picture(CARD_ABOVE, year.organization, card_lines(year), SITE)


def _evidence(slug: str, fiscal_year: int, evidence_id: int, size: int) -> AnyResponse:
    ground: Ground = g.ground
    snapshot = _snapshot(slug, fiscal_year)
    # Asked for each time, and not from memory: what is withdrawn is gone at once.
    with ground.database().read() as session:
        found = public_evidence(
            session, snapshot.year.organization_id, fiscal_year, only=evidence_id
        )
    path = ground.open_evidence(found[0].path) if found and found[0].path else None
    if path is None:
        raise NotFound
    item: EvidenceItem = found[0]
    if item.kind is EvidenceKind.IMAGE:
        copy = public_copy(path, size)
        if copy is None:
            raise NotFound
        return send_kept_file(copy, "image/jpeg", f"evidence-{evidence_id}.jpg", is_foreign=True)
    kind = item.media_type or "application/octet-stream"
    name = f"evidence-{evidence_id}{path.suffix}"
    inline = kind == "application/pdf"
    return send_kept_file(path, kind, name, inline=inline, is_foreign=True)
