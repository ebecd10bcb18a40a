"""How a moment is written to people: Bangkok time, Buddhist era."""

from datetime import datetime

from models.month.calendar import local
from thai.dates import SHORT_MONTHS, short_date


def format_moment(moment: datetime) -> str:
    """Return an aware moment as "12 พ.ย. 69 เวลา 14.05 น."."""
    here = local(moment)
    return f"{short_date(here.date())} เวลา {here:%H.%M} น."


def format_briefly(moment: datetime) -> str:
    """Return an aware moment of these weeks as "12 พ.ย. 14.05 น."."""
    here = local(moment)
    return f"{here.day} {SHORT_MONTHS[here.month - 1]} {here:%H.%M} น."
