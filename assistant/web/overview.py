"""The page 数据一览: every figure of the reports, to search, filter, sort, export, compare and ask about."""

import re
from html import escape
from typing import Any

import streamlit as st

from assistant.answering import COLUMNS, FigureRow, as_table, figure_rows, matching
from assistant.messages import explain
from assistant.web.chart_view import show_chart
from assistant.web.charts import Point
from assistant.web.places import address_in, ask_in_chat, open_report
from assistant.web.signed_in import own_assistant
from assistant.web.take_table import offer_table
from assistant.web.texts import LANGUAGE, text_of
from index.errors import IndexingError
from index.snapshot import Snapshot

SHOWN = 2000  # rows shown at once; exports hold them all
_LABEL_WIDTH = 420  # pixels: thirty characters


def overview_page() -> None:
    language: str = st.session_state[LANGUAGE]
    st.html(f'<h1 class="ra-title">{escape(text_of(language, "overview"))}</h1>')
    try:
        snapshot = own_assistant().snapshot
    except IndexingError as error:
        st.error(explain(error, language))
        return
    rows = _rows(snapshot.name, snapshot)
    chosen = _filtered(rows, language)
    names = [text_of(language, f"column_{column}") for column in COLUMNS]
    units = {row.unit for row in chosen}
    if len(units) == 1:  # the head of the values says what they are counted in
        column = COLUMNS.index("value")
        names[column] = text_of(language, "aside", words=names[column], more=units.pop())
    st.caption(text_of(language, "rows_found", count=f"{len(chosen):,}", shown=f"{min(len(chosen), SHOWN):,}"))
    event: Any = st.dataframe(
        as_table(chosen[:SHOWN], names),
        hide_index=True,
        width="stretch",
        height=460,
        column_order=[names[1], names[0], *names[2:]],  # on a phone a figure stays beside what it counts
        on_select="rerun",
        selection_mode="multi-row",
        placeholder="—",
        key="overview-table",
        column_config={
            text_of(language, "column_year"): st.column_config.NumberColumn(format="%d"),
            text_of(language, "column_indicator"): st.column_config.TextColumn(width=_LABEL_WIDTH),
            text_of(language, "column_quote"): st.column_config.TextColumn(width="large"),
        },
    )
    picked = [chosen[position] for position in event.selection.rows if position < len(chosen)]
    _selected(picked, language)
    _exports(chosen, names, language)


@st.cache_data(show_spinner=False, max_entries=4)  # a snapshot's name is another one for who sees other reports
def _rows(snapshot: str, _snapshot: Snapshot) -> list[FigureRow]:
    return list(figure_rows(_snapshot))


def _filtered(rows: list[FigureRow], language: str) -> list[FigureRow]:
    words = st.text_input(text_of(language, "search"), placeholder=text_of(language, "search_hint"))
    regions = sorted({row.region for row in rows if row.region})
    years = sorted({row.year for row in rows if row.year}, reverse=True)
    units = sorted({row.unit for row in rows if row.unit})
    columns = st.columns(4)
    chosen_regions = columns[0].multiselect(text_of(language, "region"), regions, placeholder=text_of(language, "any"))
    chosen_years = columns[1].multiselect(text_of(language, "year"), years, placeholder=text_of(language, "any"))
    chosen_units = columns[2].multiselect(text_of(language, "column_unit"), units, placeholder=text_of(language, "any"))
    kinds = ("result", "goal")
    tense = columns[3].multiselect(
        text_of(language, "column_goal"),
        kinds,
        format_func=lambda kind: text_of(language, kind),
        placeholder=text_of(language, "any"),
    )
    found = matching(rows, words, chosen_regions, chosen_years, chosen_units)
    return [row for row in found if not tense or ("goal" if row.goal else "result") in tense]


def _selected(picked: list[FigureRow], language: str) -> None:
    if not picked:
        st.caption(text_of(language, "select_hint"))
        return
    first = picked[0]
    with st.container(border=True):
        st.html(
            f'<div class="ra-headline">{escape(first.text)}</div>'
            f'<div class="ra-text">{escape(first.indicator)}</div>'
            f'<div class="ra-path">{escape(" › ".join(filter(None, (first.report, first.section))))}</div>'
            f'<div class="ra-paragraph">{escape(first.quote)}</div>'
        )
        read, ask = st.columns(2)
        if read.button(text_of(language, "open_place"), icon=":material/menu_book:", width="stretch"):
            open_report(first.report_id, (first.start, first.end))
        if ask.button(text_of(language, "ask_about"), icon=":material/forum:", width="stretch"):
            ask_in_chat(question_about(first))
    for unit in dict.fromkeys(row.unit for row in picked):
        own = [row for row in picked if row.unit == unit]
        if len(own) > 1:
            _chart(own, unit, language)


def _chart(rows: list[FigureRow], unit: str, language: str) -> None:
    """Draw the values of one unit: over the years where there are several of one indicator, else as a ranking."""
    years, indicators = {row.year for row in rows}, list(dict.fromkeys(row.indicator for row in rows))
    over_years = len(years) > 1 and None not in years and len({(row.region, row.year) for row in rows}) == len(rows)
    by_place = len({(row.region, row.year) for row in rows}) == len(rows)

    def label(row: FigureRow) -> str:
        if over_years:
            return str(row.year)
        if by_place and len({row.region for row in rows}) == len(rows):
            return row.region or row.report
        own = (row.region or "") + (str(row.year) if len(years) > 1 and row.year else "")
        return own if by_place else f"{own} {row.indicator}"

    points = [
        Point(
            label(row),
            row.value,
            row.text,
            address_in(row.report_id, row.start, row.end),
            (row.region or row.report) if over_years else "",
            row.fall,
        )
        for row in rows
    ]
    title = indicators[0] if len(indicators) == 1 or by_place else text_of(language, "figures")
    show_chart(points, unit, title, over_years=over_years, key=f"overview-{unit}", language=language)


def question_about(row: FigureRow) -> str:
    """Return a question that leads to this figure."""
    where = f"{row.region or ''}{f'{row.year}年' if row.year else ''}"
    goal = "目标" if row.goal and "目标" not in row.indicator else ""
    name = re.sub("（变化[前后]）", "", row.indicator)
    name = re.sub("（(?:[^（）]*其)?([^（）]*)）", r"\1", name)  # 学生（为其减免学费） → 学生减免学费
    return f"{where}{name.replace('·', '')}{goal}是多少？"


def _exports(rows: list[FigureRow], names: list[str], language: str) -> None:
    if rows:
        title = text_of(language, "overview")
        offer_table(lambda: as_table(rows, names), title, title, "overview", language)
