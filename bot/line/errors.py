"""What can go wrong when LINE is asked for something."""


class LineUnavailable(Exception):
    """LINE did not give what was asked for; ``status`` is None when there was no answer."""

    def __init__(self, status: int | None, detail: str = "") -> None:
        super().__init__(f"LINE answered {status or 'nothing'} {detail}".strip())
        self.status = status


class NoToken(LineUnavailable):
    """No channel access token could be had: nothing was asked of LINE yet. ``refused``: LINE does
    not take our id and secret.
    """

    def __init__(self, detail: str, *, refused: bool = False) -> None:
        super().__init__(None, f"(no access token: {detail})")
        self.refused = refused


class ChannelRefused(Exception):
    """LINE does not know the channel of the settings, or nothing answers there; the message is one
    English sentence for the operator.
    """
