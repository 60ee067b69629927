"""Logs for machines: one JSON line per event, with ids and never a name, a route, a postcode or a query string."""

import logging
import logging.config
import re
import sys
import time
import uuid
from collections.abc import Callable
from types import TracebackType
from typing import Any, Final

import structlog
from django.http import HttpRequest, HttpResponse
from gunicorn.glogging import Logger

log = structlog.get_logger("hub.request")

TALKATIVE: Final = ("django.server", "PIL", "wagtail", "django_tasks")
"""Verbose loggers, of which only warnings and errors are kept."""
SPEECHLESS: Final = ("weasyprint", "fontTools")
"""Loggers that warn of each line of a style sheet they do not know; only errors are kept."""
HIDDEN: Final = (
    (re.compile(r"[^\s@\"'<>]+@[^\s@\"'<>]+"), "[email]"),
    (re.compile(r"(?:\+44|\b0)[\d\s().-]{8,}\d"), "[phone]"),
    (re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.I), "[postcode]"),
    (re.compile(r"(/t/)[\w-]+"), r"\1[token]"),
)


def redact(text: str) -> str:
    """Remove email addresses, phone numbers, postcodes and private links from a text."""
    for pattern, instead in HIDDEN:
        text = pattern.sub(instead, text)
    return text


def hide_personal(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Redact every text of a log event, tracebacks too (a structlog processor)."""
    return {key: redact(value) if isinstance(value, str) else value for key, value in event.items()}


_SHARED: Final[list[Any]] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def configure(_settings: dict[str, Any]) -> None:
    """Configure all logging of this process to use one redacting JSON formatter (Django's LOGGING_CONFIG)."""
    sys.excepthook = _uncaught
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": _SHARED,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            hide_personal,
            structlog.processors.JSONRenderer(),
        ],
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": formatter},
            "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["out"], "level": "INFO"},
            "loggers": {name: {"level": "WARNING"} for name in TALKATIVE}
            | {name: {"level": "ERROR"} for name in SPEECHLESS},
        }
    )


def _uncaught(kind: type[BaseException], trouble: BaseException, where: TracebackType | None) -> None:
    """Log what ends a command, as everything else is logged; a person at a terminal reads it as Python says it."""
    if issubclass(kind, KeyboardInterrupt) or sys.stderr.isatty():
        sys.__excepthook__(kind, trouble, where)
    else:
        logging.getLogger("hub").critical("ended by an error", exc_info=(kind, trouble, where))


class WebServerLog(Logger):  # type: ignore[misc]
    """Gunicorn's log, written as everything else is. What it answered is logged by `RequestLog`."""

    def setup(self, cfg: Any) -> None:
        """Hand the lines to the root logger."""
        configure({})
        self.cfg = cfg
        self.error_log.handlers = []
        self.error_log.propagate = True
        self.error_log.setLevel(self.LOG_LEVELS.get(cfg.loglevel.lower(), logging.INFO))
        self.access_log.handlers = []
        self.access_log.disabled = True


class RequestLog:
    """Give each request an id and log its URL name, status and duration: never its path or query, which may identify somebody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request, then log one line."""
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=uuid.uuid4().hex)
        began = time.monotonic()
        response = self.get_response(request)
        route = request.resolver_match.route if request.resolver_match else "none"
        if not route.startswith(("healthz", "readyz")):
            took = round((time.monotonic() - began) * 1000)
            log.info("answered", method=request.method, route=route, status=response.status_code, ms=took)
        return response
