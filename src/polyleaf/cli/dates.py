"""Dates and spans of days as they are typed; the one place that looks at the clock."""

from __future__ import annotations

import datetime
import re

import click

__all__ = ["day", "days"]


def day(text: str | None) -> datetime.date:
    """Return a date written as 2026-01-31, or today's where none is given.

    Raises:
        click.BadParameter: it is no such date.
    """
    if text is None:
        return datetime.datetime.now(tz=datetime.UTC).astimezone().date()
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no date; write it as 2026-01-31") from error


def days(text: str) -> datetime.timedelta:
    """Return a span of days or weeks, written as 90d or 12w.

    Raises:
        click.BadParameter: it is no such span.
    """
    if not (match := re.fullmatch(r"([0-9]{1,4})([dw])", text)):
        raise click.BadParameter(f"{text!r} is no span of time; write it as 90d or 12w")
    number = int(match[1])
    return datetime.timedelta(days=number if match[2] == "d" else 7 * number)
