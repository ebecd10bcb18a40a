"""The manual's parts as pages of the desk, for every role, and as PDF for the office's file."""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

from flask import Blueprint, abort, make_response, render_template, request, url_for
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from models.tables.people import Role
from papers.print.manual import manual_pdf
from papers.print.rendering import CannotRender
from web.access import Answered, Visit, page
from web.help import words

manual = Blueprint(
    "manual", __name__, template_folder="../templates", url_prefix="/console/<slug>/help"
)

TEXTS = Path(__file__).resolve().parents[1] / "manual"
PICTURES = TEXTS / "pictures"
_PUNCTUATION = re.compile(r"[^\w\u0e00-\u0e7f -]")
_PICTURE = re.compile(r"[a-z-]+\.png")


@manual.get("/")
@page(*Role)
def listed(visit: Visit) -> Answered:
    """List the parts."""
    return render_template("help/list.html", visit=visit, titles=words.TITLES)


@manual.get("/<topic>")
@page(*Role)
def part(visit: Visit, topic: str) -> Answered:
    """Show a part."""
    if topic not in words.TITLES:
        abort(404)
    text = Markup(html_of(topic))  # noqa: S704 -- our own text, no HTML of it is passed on
    return render_template(
        "help/part.html", visit=visit, topic=topic, titles=words.TITLES, text=text
    )


@manual.get("/pdf/<topic>")
@page(*Role)
def as_pdf(_visit: Visit, topic: str) -> Answered:
    """Give a part as PDF; 503 when it cannot be made now."""
    if topic not in words.TITLES:
        abort(404)
    try:
        made = _pdf_of(topic)
    except CannotRender:
        abort(503)
    answer = make_response(made)
    answer.mimetype = "application/pdf"
    name = quote(f"{words.TITLES[topic]}.pdf".replace(":", ""))
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


@manual.get("/pictures/<picture>")
@page(*Role)
def picture(_visit: Visit, picture: str) -> Answered:
    """Give a picture of the manual."""
    path = PICTURES / picture
    if not _PICTURE.fullmatch(picture) or not path.is_file():
        abort(404)
    answer = make_response(path.read_bytes())
    answer.mimetype = "image/png"
    return answer


@cache
def _pdf_of(topic: str) -> bytes:
    return manual_pdf(text_of(topic), PICTURES)


def text_of(topic: str) -> str:
    """Return a part as it is written, Markdown."""
    return (TEXTS / f"{topic}.md").read_text(encoding="utf-8")


@cache
def html_of(topic: str) -> str:
    """Return a part as HTML; its headings have ids, as `anchor_of` makes them."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(text_of(topic))
    for opened, inner in pairwise(tokens):
        if opened.type == "heading_open":
            opened.attrSet("id", anchor_of(inner.content))
    for token in _within(tokens):
        if token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type == "link_open":
            token.attrSet("href", str(token.attrGet("href")).removesuffix(".md"))
    return str(parser.renderer.render(tokens, parser.options, {}))


def anchor_of(heading: str) -> str:
    """Return what a heading is linked by, as the hosts that show Markdown make it."""
    return _PUNCTUATION.sub("", heading.strip().lower()).replace(" ", "-")


def help_of(visit: Visit) -> str:
    """Return the address of the help for the page that is shown."""
    topic, heading = _place(visit, request.blueprint or "")
    return url_for(
        "manual.part",
        slug=visit.organization.slug,
        topic=topic,
        _anchor=anchor_of(heading) if heading else None,
    )


def _place(visit: Visit, room: str) -> tuple[str, str]:
    """Return part and heading; of a page for everybody, the part of whoever asks."""
    if room in words.PLACES and (room != "desk" or visit.is_secretariat):
        return words.PLACES[room]
    own = "secretary-5" if visit.is_secretariat else "officer"
    if not visit.is_secretariat and Role.EXECUTIVE in visit.roles:
        own = "executive"
    if room == "own_data":
        return own, words.OWN_DATA[own]
    return (own, "") if own != "secretary-5" else ("secretary-2", "")


def _within(tokens: list[Token]) -> list[Token]:
    return [each for token in tokens for each in (token, *(token.children or ()))]
