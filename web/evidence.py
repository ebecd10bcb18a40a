"""Evidence behind a signed address: a picture is shown, anything else is offered for saving."""

from collections.abc import Callable
from pathlib import Path

from flask import Blueprint, Response, make_response, render_template, request, send_file

from models.database import Database
from models.tables.evidence import Evidence

_SHOWN_INSIDE = ("image/jpeg", "image/png", "image/gif", "image/webp")
# Saved when it is opened by itself (LINE's browser on Android has no viewer), shown in the frame of
# a page of ours, whose address says so.
_SHOWN_IN_A_FRAME = "application/pdf"


def evidence_blueprint(
    database: Callable[[], Database],
    read_token: Callable[[str], int | None],
    open_path: Callable[[str], Path | None],
) -> Blueprint:
    """Make ``/console/evidence/<token>``; ``read_token`` tells which evidence a signed address
    stands for.
    """
    blueprint = Blueprint("evidence", __name__, template_folder="templates")

    @blueprint.get("/console/evidence/<token>")
    def show(token: str) -> Response:
        evidence_id = read_token(token)
        if evidence_id is None:
            return _gone()
        with database().read() as session:
            evidence = session.get(Evidence, evidence_id)
            path = open_path(evidence.path) if evidence is not None and evidence.path else None
            if evidence is None or path is None:
                return _gone()
            name, media_type = evidence.name, evidence.media_type or "application/octet-stream"
        is_framed = media_type == _SHOWN_IN_A_FRAME and "frame" in request.args
        is_shown = media_type in _SHOWN_INSIDE or is_framed
        response = send_file(
            path,
            mimetype=media_type,
            as_attachment=not is_shown,
            download_name=_with_suffix(name, path),
            max_age=0,
        )
        # What somebody sent must not run as a page of ours.
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'unsafe-inline'; sandbox"
            + ("; frame-ancestors 'self'" if is_framed else "")
        )
        if is_framed:
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return blueprint


def _with_suffix(name: str, path: Path) -> str:
    """Name the file by its sniffed type: a picture called ``report.html`` must not be saved as a
    page.
    """
    return name if name.lower().endswith(path.suffix) else f"{name}{path.suffix}"


def _gone() -> Response:
    return make_response(render_template("evidence_gone.html"), 404)
