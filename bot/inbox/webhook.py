"""``POST /webhook``: verify the raw bytes, store every event, commit, answer 200; nothing else
happens inside LINE's two seconds.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable, Iterable

from flask import Blueprint, Response, request

from bot.inbox.bodies import read_body
from bot.inbox.store import EventStore
from bot.log import info, warning
from bot.program import Program

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


def webhook_blueprint(program: Program, handle_soon: Callable[[int], object]) -> Blueprint:
    """Make the route; ``handle_soon`` is given each conversation that something came in for, after
    the commit.
    """
    blueprint = Blueprint("webhook", __name__)
    settings = program.settings
    store = EventStore(program)
    secrets = [settings.line_channel_secret, settings.line_channel_secret_old or ""]

    @blueprint.post("/webhook")
    def receive() -> Response:
        # werkzeug answers 413, also to a body without a Content-Length.
        request.max_content_length = MAX_BODY
        body = request.get_data(cache=False)
        if not is_signed(body, request.headers.get("x-line-signature", ""), secrets):
            warning("webhook.bad_signature", bytes=len(body))
            return Response("bad signature", 400)
        read = read_body(body)
        if read is None:
            # Signed by LINE, yet in a shape we do not know: after an error LINE would only send it
            # again and again.
            warning("webhook.unknown_shape", bytes=len(body))
            return Response("OK")
        if read.events and not store.is_ours(read.destination):
            warning("webhook.not_ours", destination=read.destination, events=len(read.events))
        elif read.events:
            stored = store.store(read.events)
            info(
                "webhook.stored",
                events=[event.webhook_event_id for event in stored.new],
                duplicates=stored.duplicates,
            )
            for conversation_id in stored.conversations:
                handle_soon(conversation_id)
        return Response("OK")

    return blueprint
