"""Tell an error service that something broke: which kind of error, and where in our code. Never about whom.

A report is not cleaned but made anew from what is known to tell nothing of a child, because a list of what to remove is
never complete: messages, values, addresses, forms, breadcrumbs and whatever the service's library learns to gather next
are left out because nobody let them in.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import sentry_sdk
from flask import has_request_context, request
from sentry_sdk.integrations.dedupe import DedupeIntegration
from sentry_sdk.integrations.excepthook import ExcepthookIntegration
from sentry_sdk.integrations.flask import FlaskIntegration

from heft_platform.config import Settings
from heft_platform.error_codes import code_of

LEVELS = frozenset({"fatal", "error", "warning", "info"})
NAME_IN_CODE = re.compile(r"[\w.<>]{1,120}")
FILE = re.compile(r"[\w./+-]{1,300}\.(py|html)")
PATIENCE = 0.5  # seconds that a process which ends gives to reports under way


def start(settings: Settings) -> None:
    """Report what breaks in this process from now on, if the settings say to whom."""
    if settings.sentry_dsn:
        sentry_sdk.init(
            dsn=settings.sentry_dsn,
            before_send=_made_anew,  # type: ignore[arg-type]  # our own small shape of its wide one
            before_send_transaction=lambda *_: None,
            before_breadcrumb=lambda *_: None,
            before_send_metric=lambda *_: None,
            default_integrations=False,
            auto_enabling_integrations=False,
            integrations=[FlaskIntegration(), ExcepthookIntegration(), DedupeIntegration()],
            auto_session_tracking=False,
            enable_metrics=False,
            include_local_variables=False,
            include_source_context=False,
            max_breadcrumbs=0,
            max_request_body_size="never",
            propagate_traces=False,
            send_client_reports=False,
            shutdown_timeout=PATIENCE,
        )


def report(error: BaseException) -> None:
    """Report an error that was dealt with, and that somebody should know of all the same."""
    sentry_sdk.capture_exception(error)


def wait_until_reported() -> None:
    """Give reports under way a moment. For a process that is about to end without a farewell."""
    sentry_sdk.flush(timeout=PATIENCE)


def _made_anew(event: Mapping[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    hint.pop("attachments", None)
    errors = (event.get("exception") or {}).get("values") or []
    return {
        "event_id": event.get("event_id"),
        "timestamp": event.get("timestamp"),
        "platform": "python",
        "level": event["level"] if event.get("level") in LEVELS else "error",
        "tags": dict(_tags(hint)),
        "exception": {"values": [_error(one) for one in errors]},
    }


def _tags(hint: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if has_request_context() and request.endpoint:
        yield "page", request.endpoint  # the page's name in our code, not its address
    if hint.get("exc_info"):
        error = hint["exc_info"][1]
        yield "code", code_of(error)
        if isinstance(times := getattr(error, "times", None), int):
            yield "times", str(times)


def _error(said: Mapping[str, Any]) -> dict[str, Any]:
    frames = (said.get("stacktrace") or {}).get("frames") or []
    return {
        "type": _if_like(NAME_IN_CODE, said.get("type")),
        "module": _if_like(NAME_IN_CODE, said.get("module")),
        "value": "[redacted]",
        "stacktrace": {"frames": [_frame(one) for one in frames]},
    }


def _frame(said: Mapping[str, Any]) -> dict[str, Any]:
    line = said.get("lineno")
    return {
        "filename": _if_like(FILE, said.get("filename")),
        "module": _if_like(NAME_IN_CODE, said.get("module")),
        "function": _if_like(NAME_IN_CODE, said.get("function")),
        "lineno": line if isinstance(line, int) else None,
        "in_app": said.get("in_app") is True,
    }


def _if_like(pattern: re.Pattern[str], said: object) -> str:
    return said if isinstance(said, str) and pattern.fullmatch(said) else "[redacted]"
