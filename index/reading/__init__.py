"""Files → reports: one module a format, archives, the process that reads.

What a file says is read whole or warned of; a file that cannot be read raises UnreadableFile with the reason.
A new format is a module here and a line in `report_file.READERS`.
"""

from index.reading.endings import ARCHIVES
from index.reading.legacy import libreoffice
from index.reading.limits import MEGABYTE, Limits, limits
from index.reading.report_file import SUFFIXES, read_report
from index.reading.sources import Source, find_sources, report_files
from index.reading.tables import table_paragraphs
from index.reading.worker import Worker

__all__ = [
    "ARCHIVES",
    "MEGABYTE",
    "SUFFIXES",
    "Limits",
    "Source",
    "Worker",
    "find_sources",
    "libreoffice",
    "limits",
    "read_report",
    "report_files",
    "table_paragraphs",
]
