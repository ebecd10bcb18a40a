"""From messages of a slot's job to pushes: each once, whoever makes it again, and welcome as long
as the slot.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from messages.outgoing import Outgoing
from messages.parts import Message
from models.tables.organization import Organization
from scheduler.slots import Slot


def to_each(
    recipients: Iterable[str], messages: tuple[Message, ...], organization: Organization, slot: Slot
) -> Iterator[Outgoing]:
    """Push the same to each."""
    for recipient in recipients:
        yield outgoing(recipient, messages, organization, slot)


def to_one(
    recipients: Sequence[str],
    messages: tuple[Message, ...],
    organization: Organization,
    slot: Slot,
    purpose: str | None = None,
) -> Iterator[Outgoing]:
    """Push something to the first, and let it wait for an answer to the others."""
    for recipient in recipients:
        push = outgoing(recipient, messages, organization, slot, purpose)
        yield replace(push, waits=recipient != recipients[0])


def outgoing(
    recipient: str,
    messages: tuple[Message, ...],
    organization: Organization,
    slot: Slot,
    purpose: str | None = None,
) -> Outgoing:
    """Return one push of a slot; its purpose is the job, unless it has one of its own."""
    return Outgoing(
        recipient=recipient,
        messages=messages,
        purpose=purpose or slot.job.value,
        dedupe_key=push_key(organization, slot, recipient, purpose),
        organization_id=organization.id,
        expires_at=slot.welcome_until,
    )


def push_key(
    organization: Organization, slot: Slot, recipient: str, purpose: str | None = None
) -> str:
    """Return what makes a push of a slot to somebody the only one (``Delivery.dedupe_key``)."""
    return f"{purpose or slot.job}:{slot.key}:{organization.id}:{recipient}"
