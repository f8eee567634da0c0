"""Word and Excel packages made part by part, for what the usual libraries do not write."""

import io
import zipfile

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def packed(parts: dict[str, str | bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def relations(targets: dict[str, tuple[str, str]]) -> str:
    rows = "".join(f'<Relationship Id="{i}" Type="{_KINDS}{kind}" Target="{to}"/>' for i, (kind, to) in targets.items())
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def p(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p>{properties}<w:r>{run}<w:t>{text}</w:t></w:r></w:p>"


def document(
    body: str, targets: dict[str, tuple[str, str]] | None = None, more: dict[str, str | bytes] | None = None
) -> bytes:
    """A .docx with this body, the relations of its text and further parts."""
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations({"r1": ("officeDocument", "word/document.xml")}),
            "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations(targets or {}),
            **(more or {}),
        }
    )


def strict(content: bytes) -> bytes:
    """The same package in the names of Strict Open XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts: dict[str, str | bytes] = {}
        for name in archive.namelist():
            part = archive.read(name).decode()
            for old, new in (
                ("schemas.openxmlformats.org/wordprocessingml/2006/main", "purl.oclc.org/ooxml/wordprocessingml/main"),
                ("schemas.openxmlformats.org/spreadsheetml/2006/main", "purl.oclc.org/ooxml/spreadsheetml/main"),
                (
                    "schemas.openxmlformats.org/officeDocument/2006/relationships",
                    "purl.oclc.org/ooxml/officeDocument/relationships",
                ),
            ):
                part = part.replace(old, new)
            parts[name] = part
    return packed(parts)


def workbook(rows: str, formats: str = "", hidden: str = "") -> bytes:
    """An .xlsx of one sheet with these rows of XML, number formats by ids from 1 on, and a second sheet if `hidden`."""
    codes = [code for code in formats.split("|") if code]
    own = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(codes))
    xfs = '<xf numFmtId="0"/>' + "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(codes)))
    second = '<sheet name="底稿" sheetId="2" state="hidden" r:id="r2"/>' if hidden else ""
    space = f'xmlns="{_SHEET}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations({"r1": ("officeDocument", "xl/workbook.xml")}),
            "xl/workbook.xml": f'<workbook {space}><sheets><sheet name="表" sheetId="1" r:id="r1"/>{second}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(
                {
                    "r1": ("worksheet", "worksheets/sheet1.xml"),
                    "r2": ("worksheet", "worksheets/sheet2.xml"),
                    "r3": ("styles", "styles.xml"),
                }
            ),
            "xl/styles.xml": f"<styleSheet {space}><numFmts>{own}</numFmts><cellXfs>{xfs}</cellXfs></styleSheet>",
            "xl/worksheets/sheet1.xml": f"<worksheet {space}><cols><col min='3' max='3' hidden='1'/></cols><sheetData>{rows}</sheetData></worksheet>",
            "xl/worksheets/sheet2.xml": f"<worksheet {space}><sheetData>{hidden}</sheetData></worksheet>",
        }
    )


def text_cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'
