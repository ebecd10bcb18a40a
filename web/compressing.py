"""Text that leaves is compressed: a page and what it loads within a phone's first seconds
(docs/decisions/0034-the-officers-page-and-the-chat-fill-in-one-draft.md).
"""

import gzip
from functools import lru_cache

from flask import Response, request

SMALLEST = 1024
"""Bytes below which compressing is not worth it."""
_LEVEL = 6
_TEXTS = ("text/", "application/json", "application/ld+json", "image/svg+xml")
_SCRIPTS = ("application/javascript", "text/javascript")


def compressed(response: Response) -> Response:
    """Compress an answer of text for a browser that takes it."""
    if not response.mimetype.startswith((*_TEXTS, *_SCRIPTS)) or response.status_code not in (
        200,
        *range(400, 500),
    ):
        return response
    if (
        request.blueprint == "public"
        or response.headers.get("Content-Encoding")
        or (
            "Content-Disposition" in response.headers
            and (response.headers["Content-Disposition"].startswith("attachment"))
        )
    ):
        return response
    response.vary.add("Accept-Encoding")
    if "gzip" not in request.accept_encodings or request.method == "HEAD":
        return response
    response.direct_passthrough = False
    data = response.get_data()
    if len(data) < SMALLEST:
        return response
    is_file = request.endpoint == "static"
    response.set_data(_file(data) if is_file else gzip.compress(data, _LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    etag, _ = response.get_etag()
    if etag is not None:
        response.set_etag(etag, weak=True)  # the same content, not the same bytes
    return response


@lru_cache(maxsize=32)
def _file(data: bytes) -> bytes:
    """Compress a file of ours once."""
    return gzip.compress(data, 9, mtime=0)
