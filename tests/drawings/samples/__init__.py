"""Every card of the chat, made of ordinary, the longest and the least data there can be: what
``tests.drawings.cards`` draws, and a test holds complete.
"""

from messages.parts import Message
from tests.drawings.samples.chat import CHAT
from tests.drawings.samples.data import KINDS
from tests.drawings.samples.form import FORM
from tests.drawings.samples.month import MONTHLY

SAMPLES = CHAT | FORM | MONTHLY
"""By the function that makes the card."""


def each_sample() -> list[tuple[str, Message]]:
    """Every message of every card, with the name of what makes it and of its data."""
    return [
        (f"{make.__module__.removeprefix('messages.')}.{make.__name__}-{data.name}-{number}", card)
        for make, sample in SAMPLES.items()
        for data in KINDS
        for number, card in enumerate(sample(data))
    ]
