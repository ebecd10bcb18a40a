"""``POST /webhook``: verify the raw bytes, store every event, commit, answer 200; nothing else
happens inside LINE's two seconds.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed
from werkzeug.wrappers import Request, Response

from bot.inbox.bodies import read_body
from bot.inbox.store import EventStore
from bot.log import exception, info, warning
from bot.program import Program

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/webhook"
MAX_BODY = 4 * 1024 * 1024  # LINE documents none; a full batch of long texts is far below


def signature_of(secret: str, body: bytes) -> str:
    """Return LINE's signature: base64 of HMAC-SHA256 over the raw body, keyed by the channel
    secret.
    """
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def is_signed(body: bytes, signature: str, secrets: Iterable[str]) -> bool:
    """Tell whether a body was signed with one of the secrets (two while a secret is being
    changed).
    """
    given = signature.encode("utf-8", "replace")
    return any(
        hmac.compare_digest(signature_of(secret, body).encode(), given)
        for secret in secrets
        if secret
    )


class WebhookDoor:
    """Stands before the pages as WSGI does, and takes what comes to ``/webhook`` itself: sessions,
    forms and headers of pages are nothing to LINE, and took longer than storing an event.

    ``handle_soon`` is given each conversation that something came in for, after the commit.
    """

    def __init__(
        self, program: Program, handle_soon: Callable[[int], object], pages: WSGIApplication
    ) -> None:
        settings = program.settings
        self._pages = pages
        self._handle_soon = handle_soon
        self._store = EventStore(program)
        self._arriving = program.arriving
        self._secrets = [settings.line_channel_secret, settings.line_channel_secret_old or ""]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        if environ.get("PATH_INFO", "").rstrip("/") != PATH:
            return self._pages(environ, start_response)
        with self._arriving.one():
            return self._answer(environ)(environ, start_response)

    def _answer(self, environ: WSGIEnvironment) -> Response | HTTPException:
        answer: Response | HTTPException
        try:
            if environ["REQUEST_METHOD"] != "POST":
                raise MethodNotAllowed(["POST"])
            answer = self._receive(_WebhookRequest(environ))
        except HTTPException as refused:
            answer = refused
        except Exception:  # noqa: BLE001 - the edge of a request: LINE sends it again
            exception("webhook.failed")
            answer = InternalServerError()
        return answer

    def _receive(self, request: Request) -> Response:
        body = request.get_data(cache=False)
        if not is_signed(body, request.headers.get("x-line-signature", ""), self._secrets):
            warning("webhook.bad_signature", bytes=len(body))
            return Response("bad signature", 400)
        read = read_body(body)
        if read is None:
            # Signed by LINE, yet in a shape we do not know: after an error LINE would only send it
            # again and again.
            warning("webhook.unknown_shape", bytes=len(body))
            return Response("OK")
        if read.events and not self._store.is_ours(read.destination):
            warning("webhook.not_ours", destination=read.destination, events=len(read.events))
        elif read.events:
            stored = self._store.store(read.events)
            info(
                "webhook.stored",
                events=[event.webhook_event_id for event in stored.new],
                duplicates=stored.duplicates,
            )
            for conversation_id in stored.conversations:
                self._handle_soon(conversation_id)
        return Response("OK")


class _WebhookRequest(Request):
    max_content_length = MAX_BODY  # werkzeug answers 413, also to a body without a Content-Length
