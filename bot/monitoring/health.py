"""Whether the program is alive and ready, and its figures for Prometheus; all read from the
database, so any process may be asked.
"""

from collections.abc import Iterable

from flask import Blueprint, Response, jsonify
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.log import exception
from bot.monitoring.host_clock import trouble_of
from bot.program import Program
from models.heartbeat import SCHEDULER, is_scheduler_alive, last_heartbeat
from models.outbox.quota import quota_month, used_messages
from models.schema import is_current
from models.tables.conversation import InboxEvent
from models.tables.organization import Channel
from models.tables.outbox import OVER_QUOTA, Delivery, DeliveryState


def health_blueprint(program: Program) -> Blueprint:
    """Make ``/healthz`` (alive), ``/readyz`` (database, migrations, scheduler) and ``/metrics``."""
    blueprint = Blueprint("probes", __name__)
    registry = CollectorRegistry()
    registry.register(_Figures(program))

    @blueprint.get("/healthz")
    def healthz() -> str:
        return "ok"

    @blueprint.get("/readyz")
    def readyz() -> tuple[Response, int]:
        checks = _checks(program)
        return jsonify(checks), 200 if all(value == "ok" for value in checks.values()) else 503

    @blueprint.get("/metrics")
    def metrics() -> Response:
        return Response(generate_latest(registry), mimetype="text/plain; version=0.0.4")

    return blueprint


def _checks(program: Program) -> dict[str, str]:
    try:
        with program.database.read() as session:
            if not is_current(session.connection()):
                return {
                    "database": "ok",
                    "migrations": "behind: run kaona db upgrade",
                    "scheduler": "unknown",
                }
            alive = is_scheduler_alive(session, program.clock())
            ahead = session.scalar(
                select(Channel.clock_ahead_seconds).where(
                    Channel.line_channel_id == program.settings.line_channel_id
                )
            )
    except (SQLAlchemyError, OSError):  # OSError: a folder for SQLite that cannot be made
        exception("ready.no_database")
        return {"database": "unreachable", "migrations": "unknown", "scheduler": "unknown"}
    return {
        "database": "ok",
        "migrations": "ok",
        "scheduler": (trouble_of(ahead) or "ok") if alive else "no heartbeat for five minutes",
    }


class _Figures(Collector):
    """Counts taken when they are asked for."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def describe(self) -> Iterable[Metric]:
        return []  # registering must not open the database: the server has not forked yet

    def collect(self) -> Iterable[Metric]:
        """The figures, as far as the database gives them: on an old schema, or without a database,
        that is one that says so.
        """
        try:
            figures = list(self._figures())
        except (SQLAlchemyError, OSError):
            exception("metrics.no_figures")
            figures = []
        words = "Whether the database gives its figures: 0 when it is away or its schema is old"
        yield GaugeMetricFamily("kaona_database_up", words, value=bool(figures))
        yield from figures

    def _figures(self) -> Iterable[Metric]:
        now, channel_id = self._program.clock(), self._program.channel_id
        month = quota_month(now)
        with self._program.database.read() as session:
            waiting, oldest = session.execute(
                select(func.count(), func.min(InboxEvent.received_at)).where(
                    InboxEvent.handled_at.is_(None)
                )
            ).one()
            failed = session.scalar(select(func.count()).where(InboxEvent.failed)) or 0
            states = session.execute(
                select(Delivery.state, func.count()).group_by(Delivery.state)
            ).all()
            over = select(func.count()).where(
                Delivery.state != DeliveryState.SENT,
                Delivery.error == OVER_QUOTA,
                Delivery.created_at >= month,
            )
            over_quota = session.scalar(over) or 0
            beat = last_heartbeat(session, SCHEDULER)
            channel = session.get_one(Channel, channel_id)
            used, limit = used_messages(session, channel, now), channel.quota_limit
            ahead = channel.clock_ahead_seconds
        yield GaugeMetricFamily(
            "kaona_inbox_waiting", "Webhook events stored and not yet handled", value=waiting
        )
        age = (now - oldest).total_seconds() if oldest else 0
        yield GaugeMetricFamily(
            "kaona_inbox_oldest_seconds", "Age of the oldest event that waits", value=age
        )
        yield GaugeMetricFamily("kaona_inbox_failed", "Events put aside after a bug", value=failed)
        deliveries = GaugeMetricFamily("kaona_deliveries", "Deliveries by state", labels=["state"])
        for state, count in states:
            deliveries.add_metric([state.value], count)
        yield deliveries
        words = "Pushes of this month held back or given up because its messages were used up"
        yield GaugeMetricFamily("kaona_deliveries_over_quota", words, value=over_quota)
        if beat is not None:
            age = (now - beat).total_seconds()
            yield GaugeMetricFamily(
                "kaona_scheduler_heartbeat_seconds", "Age of the scheduler's heartbeat", value=age
            )
        yield GaugeMetricFamily(
            "kaona_paid_messages_used", "Paid LINE messages used this month", value=used
        )
        if ahead is not None:
            words = "Seconds by which this machine's clock is ahead of LINE's"
            yield GaugeMetricFamily("kaona_clock_ahead_seconds", words, value=ahead)
        if limit is not None:
            yield GaugeMetricFamily(
                "kaona_paid_messages_limit", "Paid LINE messages a month holds", value=limit
            )
