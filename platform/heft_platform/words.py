"""How the pages say dates, moments and numbers."""

from datetime import date, datetime, timedelta

from flask import Flask

from heft_platform.clock import SCHOOL_TIME, today


def day(value: date | datetime) -> str:
    """Say “Tuesday 24 November 2026”."""
    at = _in_school(value)
    return f"{at:%A} {at.day} {at:%B %Y}"


def short_day(value: date | datetime) -> str:
    """Say “24 November”, with the year if it is another one."""
    at = _in_school(value)
    return f"{at.day} {at:%B}" if at.year == today().year else f"{at.day} {at:%B %Y}"


def last_day(until: datetime) -> str:
    """Say the last day of what goes on until a moment, which may be the midnight after it."""
    return day(until - timedelta(microseconds=1))


def time(value: datetime) -> str:
    """Say “3:12pm”."""
    at = value.astimezone(SCHOOL_TIME)
    return f"{at.hour % 12 or 12}:{at:%M}{'am' if at.hour < 12 else 'pm'}"


def moment(value: datetime) -> str:
    """Say “Today, 3:12pm” or “Thursday 19 November, 3:12pm”."""
    at = value.astimezone(SCHOOL_TIME)
    if at.date() == today():
        return f"Today, {time(value)}"
    return f"{at:%A} {short_day(value)}, {time(value)}"


def moment_amid(value: datetime) -> str:
    """Say a moment amid a sentence: “today, 3:12pm” or “Thursday 19 November, 3:12pm”."""
    return moment(value).replace("Today", "today")


def number_of(count: int, one: str, many: str | None = None) -> str:
    """Say “1 target”, “3 targets”."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def in_days(value: date) -> str:
    """Say “today”, “tomorrow”, “in 6 days”, “3 days late”."""
    days = (value - today()).days
    if days in {0, 1}:
        return ("today", "tomorrow")[days]
    return f"in {days} days" if days > 0 else f"{number_of(-days, 'day')} late"


def duration(seconds: float) -> str:
    """Say “20 seconds”, “14 minutes”, “3 hours”, “2 days”."""
    for length, unit in ((86_400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= length:
            return number_of(int(seconds // length), unit)
    return number_of(int(seconds), "second")


def size(octets: int) -> str:
    """Say “212 KB”."""
    return f"{octets / 1_048_576:.1f} MB" if octets >= 1_048_576 else f"{max(1, round(octets / 1024))} KB"


def list_of(words: list[str] | tuple[str, ...]) -> str:
    """Say “plan, daily reports and progress”."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def with_capital(said: str) -> str:
    """Say it as a line of its own: “SENCO” stays, “pastoral lead” is “Pastoral lead”."""
    return said[:1].upper() + said[1:]


def teach(app: Flask) -> None:
    """Let the templates say them."""
    for filter_ in (
        day,
        short_day,
        last_day,
        time,
        moment,
        moment_amid,
        in_days,
        duration,
        size,
        list_of,
        number_of,
        with_capital,
    ):
        app.add_template_filter(filter_)


def _in_school(value: date | datetime) -> date:
    return value.astimezone(SCHOOL_TIME).date() if isinstance(value, datetime) else value
