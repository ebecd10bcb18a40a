"""Signed addresses under which evidence is shown: each opens one piece of evidence, for seven days,
to anybody who has it.
"""

from datetime import timedelta

from itsdangerous import BadSignature, URLSafeTimedSerializer

LIFE = timedelta(days=7)


class Links:
    """Makes and checks the signed part of an address; ages are real time, whatever clock a
    demonstration runs on.
    """

    def __init__(self, public_url: str, secret_key: str) -> None:
        self._public_url = public_url
        self._serializer = URLSafeTimedSerializer(secret_key or "unset", salt="evidence")
        self._usable = bool(public_url and secret_key)

    def evidence(self, evidence_id: int) -> str | None:
        """Return the address of a piece of evidence; None when the program does not know its public
        address.
        """
        if not self._usable:
            return None
        return f"{self._public_url}/console/evidence/{self._serializer.dumps(evidence_id)}"

    def entry(self, secret: str) -> str | None:
        """Return the address of a one-time link; None when the program does not know its public
        address.
        """
        return f"{self._public_url}/enter/{secret}" if self._usable else None

    def read_evidence(self, token: str) -> int | None:
        """Return the evidence id of a signed address; None when it is forged or too old."""
        if not self._usable:
            return None
        try:
            value = self._serializer.loads(token, max_age=int(LIFE.total_seconds()))
        except BadSignature:
            return None
        return value if isinstance(value, int) else None
