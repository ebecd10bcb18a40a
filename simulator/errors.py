"""What LINE and the control API answer when they refuse."""

from typing import Any


class LineError(Exception):
    """A call LINE refuses: an HTTP status and LINE's error body."""

    def __init__(
        self,
        status: int,
        message: str,
        details: tuple[dict[str, str], ...] = (),
        headers: dict[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.details = details
        self.headers = headers or {}
        self.more = more

    def body(self) -> dict[str, Any]:
        """The JSON LINE answers: `message`, `details` when there are any, and what the call
        adds.
        """
        body: dict[str, Any] = {"message": self.message}
        if self.details:
            body["details"] = list(self.details)
        return {**body, **self.more}


class Impossible(Exception):
    """Something nobody could do in LINE, asked for by the control API: an unknown person, a blocked
    chat.
    """

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status
