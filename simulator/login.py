"""LINE Login: who is logged in on the browser that comes, the codes given out, and the ID tokens
made of them. Codes and tokens end by the machine's clock, as whoever checks them goes by theirs.
"""

import base64
import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from typing import Any

from simulator.world.identifiers import opaque_token

ISSUER = "https://access.line.me"
CODE_SECONDS = 600
TOKEN_SECONDS = 3600


@dataclass(frozen=True)
class Given:
    """A code that was given out: for whom, and what the request for it said."""

    user_id: str
    redirect_uri: str
    nonce: str | None
    challenge: str | None
    ends: float


@dataclass
class Login:
    """A LINE Login channel of the same provider, so that user ids are the same.

    ``user_id`` is who is logged in (None: the page asks); ``odd`` are claims that stand in place of
    the right ones; ``auto_login_fails`` calls back with an invalid code and a wrong state, as LINE
    does when its automatic login fails.
    """

    channel_id: str = "2000000002"
    channel_secret: str = "5f4dcc3b5aa765d61d8327deb882cf99"  # noqa: S105 - of a made-up channel
    user_id: str | None = None
    odd: dict[str, Any] = field(default_factory=dict)
    auto_login_fails: bool = False
    codes: dict[str, Given] = field(default_factory=dict)

    def give_code(
        self, user_id: str, redirect_uri: str, nonce: str | None, challenge: str | None
    ) -> str:
        """Return a code for somebody, good once."""
        code = opaque_token(20)
        ends = time.time() + CODE_SECONDS
        self.codes[code] = Given(user_id, redirect_uri, nonce, challenge, ends)
        return code

    def take_code(self, code: str, redirect_uri: str, verifier: str) -> Given | None:
        """Spend a code; None when it is unknown, too old, or not of this request."""
        given = self.codes.pop(code, None)
        if given is None or given.ends <= time.time() or given.redirect_uri != redirect_uri:
            return None
        proof = _base64(hashlib.sha256(verifier.encode()).digest())
        return given if given.challenge in (None, proof) else None

    def id_token(self, given: Given, name: str) -> str:
        """Return the ID token of a code: HS256 with the channel secret, without ``kid``."""
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "sub": given.user_id,
            "aud": self.channel_id,
            "exp": now + TOKEN_SECONDS,
            "iat": now,
            "amr": ["linesso"],
            "name": name,
            **({"nonce": given.nonce} if given.nonce else {}),
            **self.odd,
        }
        head = _base64(json.dumps({"typ": "JWT", "alg": "HS256"}).encode())
        signed = f"{head}.{_base64(json.dumps(claims).encode())}"
        seal = hmac.new(self.channel_secret.encode(), signed.encode(), hashlib.sha256).digest()
        return f"{signed}.{_base64(seal)}"


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
