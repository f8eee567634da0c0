"""Moments in the visitor's own time: the browser's zone, else the server's."""

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st


def local(moment: str) -> datetime:
    """Return a moment, ISO 8601 in any zone, as the visitor's clock shows it."""
    return datetime.fromisoformat(moment).astimezone(_zone())


def shown_time(moment: str) -> str:
    """Return a moment as date and time of the visitor's clock, "" for none."""
    return local(moment).strftime("%Y-%m-%d %H:%M") if moment else ""


def _zone() -> tzinfo | None:
    try:
        name = st.context.timezone
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
