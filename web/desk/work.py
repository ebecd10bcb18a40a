"""A piece of long work: how far it has come, and what came of it."""

from io import BytesIO

from flask import Blueprint, abort, render_template, request, send_file

from models.heartbeat import is_scheduler_alive
from models.tables.people import Role
from models.tables.work import Work
from models.work import FAULT, work_of
from web.access import Answered, Visit, page
from web.words import WORK_FAULT, WORK_KINDS

work = Blueprint("work", __name__, template_folder="../templates", url_prefix="/console/<slug>")


@work.get("/work/<int:work_id>")
@page(Role.SECRETARIAT)
def show(visit: Visit, work_id: int) -> Answered:
    """Show a piece of work; the bar asks for itself again until it is done."""
    found = _found(visit, work_id)
    partial = "HX-Request" in request.headers
    return render_template(
        "desk/work_bar.html" if partial else "desk/work.html",
        visit=visit,
        work=found,
        title=WORK_KINDS.get(found.kind, WORK_KINDS[""]),
        problem=WORK_FAULT if found.problem == FAULT else found.problem,
        next=_next(visit, found),
        made=[file for file in found.files if file.is_made],
        is_alive=is_scheduler_alive(visit.session, visit.now),
    )


@work.get("/work/<int:work_id>/file/<int:file_id>")
@page(Role.SECRETARIAT)
def download(visit: Visit, work_id: int, file_id: int) -> Answered:
    """Give a file that the work made."""
    made = (file for file in _found(visit, work_id).files if file.is_made and file.id == file_id)
    file = next(made, None)
    if file is None:
        abort(404)
    return send_file(
        BytesIO(file.body), mimetype=file.media_type, as_attachment=True, download_name=file.name
    )


def _found(visit: Visit, work_id: int) -> Work:
    found = work_of(visit.session, visit.organization.id, work_id)
    if found is None:
        abort(404)
    return found


def _next(visit: Visit, found: Work) -> str | None:
    """Return where finished work leads on to: always on this desk."""
    path = (found.result or {}).get("next")
    return f"/console/{visit.organization.slug}/{path.lstrip('/')}" if path else None
