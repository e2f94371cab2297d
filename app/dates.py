"""Dates as people read them, in the words of the program whatever the machine's language is."""

from datetime import datetime

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def long_date(moment: datetime) -> str:
    """Return the day of ``moment`` where the person is: 27 May 2024."""
    local = moment.astimezone()
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"
