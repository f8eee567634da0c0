"""What names of files end in, by format; `report_file.READERS` says what reads each."""

DOCUMENTS = (".docx", ".docm", ".dotx", ".dotm")
SHEETS = (".xlsx", ".xlsm", ".xltx")
MARKDOWN = (".md", ".markdown")
WEB_PAGES = (".html", ".htm")
SINGLE_FILE_PAGES = (".mht", ".mhtml")
COMMA_SEPARATED = (".csv", ".tsv")
ARCHIVES = (".zip",)

# What Office and WPS wrote before Open XML; their templates are told from them and read by nothing.
OLD_DOCUMENTS = (".doc", ".wps")
OLD_SHEETS = (".xls", ".et")
OLD_DOCUMENT_TEMPLATES = (".dot", ".wpt")
OLD_SHEET_TEMPLATES = (".xlt", ".ett")

# What LibreOffice makes a .docx or an .xlsx of before it is read.
CONVERTED_DOCUMENTS = (*OLD_DOCUMENTS, ".rtf", ".odt")
CONVERTED_SHEETS = (*OLD_SHEETS, ".ods")
CONVERTED = (*CONVERTED_DOCUMENTS, *CONVERTED_SHEETS)

SAME = (
    DOCUMENTS,
    SHEETS,
    WEB_PAGES,
    SINGLE_FILE_PAGES,
)  # endings of one format: nobody is told that one stands for another
