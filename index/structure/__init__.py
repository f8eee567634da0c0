"""Text → structure: headings, title, year, region, periods, passages, and all that is derived from a report.

Offsets are those of the report's stored text and are never changed.
`analyse` makes an IndexedReport; `as_json` stores it.
"""

from index.structure.analyse import analyse_report, embedded_texts, terms_of
from index.structure.as_json import dump_report, load_report, report_fields, report_from
from index.structure.enumerations import Enumeration, enumerations_in
from index.structure.goals import is_goal
from index.structure.lines import cuts_number, joined_lines
from index.structure.metadata import describe
from index.structure.outline import Paragraph, mark_of, outline_of
from index.structure.passages import split_report
from index.structure.periods import (
    kind_of_report,
    period_of_figure,
    period_of_words,
    plan_years,
    years_in_digits,
    years_told,
)
from index.structure.regions import (
    COUNTRY,
    aid_to,
    level_of,
    looks_like_place,
    names_of,
    place_names,
    provinces,
    speaks_of_country,
)
from index.structure.seasons import holiday_in, season_in
from index.structure.several import file_id, several_reports

__all__ = [
    "COUNTRY",
    "Enumeration",
    "Paragraph",
    "aid_to",
    "analyse_report",
    "cuts_number",
    "describe",
    "dump_report",
    "embedded_texts",
    "enumerations_in",
    "file_id",
    "holiday_in",
    "is_goal",
    "joined_lines",
    "kind_of_report",
    "level_of",
    "load_report",
    "looks_like_place",
    "mark_of",
    "names_of",
    "outline_of",
    "period_of_figure",
    "period_of_words",
    "place_names",
    "plan_years",
    "provinces",
    "report_fields",
    "report_from",
    "season_in",
    "several_reports",
    "speaks_of_country",
    "split_report",
    "terms_of",
    "years_in_digits",
    "years_told",
]
