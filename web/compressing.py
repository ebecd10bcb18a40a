"""Text that leaves is compressed: a page and what it loads within a phone's first seconds
(docs/decisions/0034-the-officers-page-and-the-chat-fill-in-one-draft.md).
"""

import gzip
from functools import lru_cache

from flask import Response, request

SMALLEST = 1024
"""Bytes below which compressing is not worth it."""
_LEVEL = 6
_TEXTS = ("text/", "application/json", "application/javascript", "image/svg+xml")


def compressed(response: Response) -> Response:
    """Compress an answer of text for a browser that takes it; published pages see to it
    themselves.
    """
    if request.blueprint == "public" or not _is_text(response):
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings.quality("gzip") or request.method == "HEAD":
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


def _is_text(response: Response) -> bool:
    """Tell whether an answer is a text as a whole, to be read in the browser."""
    return (
        (response.mimetype or "").startswith(_TEXTS)
        and (response.status_code == 200 or 400 <= response.status_code < 500)
        and not response.headers.get("Content-Encoding")
        and not response.headers.get("Content-Disposition", "").startswith("attachment")
    )


@lru_cache(maxsize=32)
def _file(data: bytes) -> bytes:
    """Compress a file of ours once."""
    return gzip.compress(data, 9, mtime=0)
