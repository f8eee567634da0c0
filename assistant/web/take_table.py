"""The buttons under a table that take it along as Excel or CSV."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from assistant.answering import as_csv, as_xlsx
from assistant.web.taken_along import recorded
from assistant.web.texts import text_of


def offer_table(table: Sequence[dict[str, Any]], title: str, name: str, key: str, language: str) -> None:
    """Offer a table under the file name `name`; `title` names the Excel sheet."""
    excel, comma = st.columns(2)
    excel.download_button(
        text_of(language, "export_xlsx"),
        recorded(f"{name}.xlsx", lambda: as_xlsx(table, title)),
        f"{name}.xlsx",
        key=f"xlsx-{key}",
        width="stretch",
        on_click="ignore",
    )
    comma.download_button(
        text_of(language, "export_csv"),
        recorded(f"{name}.csv", lambda: as_csv(table)),
        f"{name}.csv",
        "text/csv",
        key=f"csv-{key}",
        width="stretch",
        on_click="ignore",
    )
