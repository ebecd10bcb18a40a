"""How the public page's bytes are sent: with their ETag, compressed for who takes it, unchanged
ones not at all.
"""

from pathlib import Path

from flask import Response, request, send_file
from werkzeug.wrappers import Response as AnyResponse

from web.public.snapshots import Served

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_A_MINUTE = "public, max-age=60, stale-while-revalidate=600"
_FOR_EVER = "public, max-age=31536000, immutable"


def send_served(served: Served, *, for_ever: bool = False) -> AnyResponse:
    """Answer from memory; what the asker has already is compared before anything is built."""
    accepts = request.headers.get("Accept-Encoding", "")
    packed = bool(served.packed) and "gzip" in accepts and "gzip;q=0" not in accepts
    etag = served.packed_etag if packed else served.etag
    headers = {
        "ETag": etag,
        "Cache-Control": _FOR_EVER if for_ever else _A_MINUTE,
        "Vary": "Accept-Encoding",
        "Content-Security-Policy": POLICY,
    }
    if not served.kind.startswith("text/html"):
        headers["Access-Control-Allow-Origin"] = "*"  # open data may be read by anybody's page
    had = request.headers.get("If-None-Match")
    if had and (
        had in (etag, "*") or etag in {each.strip().removeprefix("W/") for each in had.split(",")}
    ):
        return Response(status=304, headers=headers)
    if packed:
        headers["Content-Encoding"] = "gzip"
    body = served.packed if packed else served.body
    return Response(body, headers=headers, content_type=served.kind)


def send_kept_file(
    path: Path,
    kind: str,
    name: str,
    *,
    inline: bool = True,
    for_ever: bool = False,
    is_foreign: bool = False,
) -> AnyResponse:
    """Answer with a file on disk. ``is_foreign``: somebody sent it, so it must not run as a page of
    ours, and whoever keeps it asks each time whether it still is public.
    """
    answer = send_file(
        path, mimetype=kind, as_attachment=not inline, download_name=name, conditional=True
    )
    answer.headers["Cache-Control"] = (
        "no-cache" if is_foreign else _FOR_EVER if for_ever else _A_MINUTE
    )
    answer.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'"
        + ("; sandbox" if is_foreign else "")
    )
    answer.headers["X-Robots-Tag"] = "noindex" if is_foreign else "all"
    return answer


def _has(asked: str, etag: str) -> bool:
    """Tell whether the asker has it already; a proxy that compressed it anew weakens the ETag."""
    if not asked or asked == etag:
        return bool(asked)
    return asked == "*" or etag in (each.strip().removeprefix("W/") for each in asked.split(","))
