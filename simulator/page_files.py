"""The page's own files, served as they lie in `simulator/page/`."""

import mimetypes
from pathlib import Path

from simulator.server import Answer, Request, json_answer

FOLDER = Path(__file__).parent / "page"
PREFIX = "/_sim/page/"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def page_file(request: Request) -> Answer:
    """The page at `/`, and its files at `/_sim/page/<file>`; 404 for anything outside the
    folder.
    """
    if request.method not in {"GET", "HEAD"}:
        return json_answer({"error": "Method Not Allowed"}, 405)
    name = "index.html" if request.path == "/" else request.path.removeprefix(PREFIX)
    path = (FOLDER / name).resolve()
    if not path.is_relative_to(FOLDER.resolve()) or not path.is_file():
        return json_answer({"error": "Not found"}, 404)
    kind = (
        TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    )
    return Answer(200, path.read_bytes(), kind, HEADERS)
