"""Numbers and days as people write them in Dutch, French and English (Babel's data)."""

import datetime

from babel.dates import format_date
from babel.numbers import format_decimal

from app.records import Language

LOCALES: dict[Language, str] = {"nl": "nl_BE", "fr": "fr_BE", "en": "en_GB"}


def number(value: float, language: Language) -> str:
    """12, 12,5 or 1.800: at most three decimals, so that 9,999 is not shown as 10."""
    return str(format_decimal(value, format="#,##0.###", locale=LOCALES[language]))


def day(text: str, language: Language) -> str:
    """A day (2026-11-23), a month (2026-11) or a year as people write it."""
    match text.count("-"):
        case 2:
            return format_date(datetime.date.fromisoformat(text), "d MMMM y", locale=LOCALES[language])
        case 1:
            return format_date(datetime.date.fromisoformat(f"{text}-01"), "MMMM y", locale=LOCALES[language])
    return text
