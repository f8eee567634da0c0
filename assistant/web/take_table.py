"""The buttons under a table that take it along as Excel or CSV."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from assistant.answering import as_csv, as_xlsx
from assistant.web.taken_along import offer_file
from assistant.web.texts import text_of

_ICON = ":material/download:"


def offer_table(made: Callable[[], Sequence[dict[str, Any]]], title: str, name: str, key: str, language: str) -> None:
    """Offer the table that `made` returns, under the file name `name`; `title` names the Excel sheet."""
    excel, comma = st.columns(2)
    as_excel, as_comma = text_of(language, "export_xlsx"), text_of(language, "export_csv")
    offer_file(excel, as_excel, f"{name}.xlsx", lambda: as_xlsx(made(), title), key=f"xlsx-{key}", icon=_ICON)
    offer_file(comma, as_comma, f"{name}.csv", lambda: as_csv(made()), key=f"csv-{key}", icon=_ICON)
