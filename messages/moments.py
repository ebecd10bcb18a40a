"""How a moment is written to people: Bangkok time, Buddhist era."""

from datetime import datetime

from models.month.calendar import local
from thai.dates import short_date


def format_moment(moment: datetime) -> str:
    """Return an aware moment as "12 พ.ย. 69 เวลา 14.05 น."."""
    here = local(moment)
    return f"{short_date(here.date())} เวลา {here:%H.%M} น."
