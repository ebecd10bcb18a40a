"""The name of an agency, typed to say of which of several the words before it are."""

from handlers import whose
from handlers.answer import Answer, Context
from handlers.due import due_of
from handlers.form import placing, saying
from handlers.form.filling import begin
from handlers.incoming import EventKind, Incoming
from handlers.prefetch import look_up_obligation
from handlers.speaker import Speaker


def take_agency(context: Context, speaker: Speaker, incoming: Incoming) -> Answer | None:
    """Take the words said just before as those of the agency that was typed; with a measure's
    number beside it and nothing told before, open its form. None for other words.
    """
    named = whose.agency_alone(context, speaker, incoming.text)
    if named is None:
        return None
    agency_id, code = named
    before = placing.last_said(context, speaker)
    if before is not None and before.kind is EventKind.TEXT and before.text:
        taken = saying.take_of_agency(context, speaker, before, agency_id)
        if taken is not None:
            return taken
    own = [
        each.obligation_id
        for each in due_of(context, speaker)
        if each.agency_id == agency_id and each.code == code
    ]
    obligation = look_up_obligation(context.session, own[0]) if own else None
    return begin(context, speaker, obligation) if obligation is not None else None
