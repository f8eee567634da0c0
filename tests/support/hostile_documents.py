"""Hostile Word documents and workbooks made part by part: deep, wide, circular, out of range, or far too large."""

from collections.abc import Callable

import packages
from corpus import zipped
from hostile_mutations import Chance
from packages import document, p, relations, text_cell, workbook

Made = Callable[[Chance], bytes]
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _nested(tag: str, depth: int, core: str) -> str:
    return f"<w:{tag}>" * depth + core + f"</w:{tag}>" * depth


def deep_controls(chance: Chance) -> bytes:
    return document(_nested("sdt", chance.size(900, 60_000), p("甲区3所。")))


def deep_tables(chance: Chance) -> bytes:
    depth, inner = chance.size(60, 2000), "<w:p/>"
    opened = "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>"
    return document(opened * depth + inner + "</w:tc></w:tr></w:tbl>" * depth)


def deep_boxes(chance: Chance) -> bytes:
    depth = chance.size(60, 1000)
    return document(
        "<w:p><w:r><w:pict><w:txbxContent>" * depth + p("x") + "</w:txbxContent></w:pict></w:r></w:p>" * depth
    )


def giant_attribute(chance: Chance) -> bytes:
    return document(f'<w:p w:rsidR="{"9" * chance.size(100_000, 20_000_000)}"><w:r><w:t>3所</w:t></w:r></w:p>')


def wide_cells(chance: Chance) -> bytes:
    span = chance.choice((1000, 999_999, 10**12))
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/><w:vMerge/></w:tcPr>{p("3")}</w:tc>'
    return document(f"<w:tbl>{'<w:tr>' + cell * 3 + '</w:tr>'}</w:tbl>" * chance.choice((1, 40)))


def circular_styles(_: Chance) -> bytes:
    styles = "".join(
        f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 3}"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for n in range(3)
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="s0"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    body = '<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>3所</w:t></w:r></w:p>'
    parts = {
        "styles": f"<w:styles {_W}>{styles}</w:styles>",
        "numbering": f"<w:numbering {_W}>{numbering}</w:numbering>",
    }
    return document(body, {k: (k, f"{k}.xml") for k in parts}, {f"word/{k}.xml": v for k, v in parts.items()})


def wild_numbering(chance: Chance) -> bytes:
    start, depth = chance.choice(("99999999999", "-5", "x", "")), chance.choice(("0", "99", "-1", "x"))
    form = chance.choice(("chineseCounting", "lowerRoman", "upperLetter"))
    levels = f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{"%1" * 5000}"/></w:lvl>'
    numbering = f'<w:numbering {_W}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    one = f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>新建学校</w:t></w:r></w:p>'
    return document(one * 30, {"n": ("numbering", "numbering.xml")}, {"word/numbering.xml": numbering})


def circular_notes(_: Chance) -> bytes:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    inner = f"<w:tbl><w:tr><w:tc><w:p>{reference}</w:p></w:tc><w:tc><w:p>{reference}</w:p></w:tc></w:tr></w:tbl>"
    notes = f'<w:footnotes {_W}><w:footnote w:id="2"><w:p><w:r><w:t>注</w:t></w:r>{reference}</w:p>{inner}</w:footnote></w:footnotes>'
    return document(
        f"<w:p><w:r><w:t>3所</w:t></w:r>{reference}</w:p>",
        {"n": ("footnotes", "footnotes.xml")},
        {"word/footnotes.xml": notes},
    )


def inserted_itself(_: Chance) -> bytes:
    body = p("3所") + '<w:altChunk r:id="a"/>' * 50
    return document(
        body, {"a": ("aFChunk", "document.xml"), "h": ("header", "document.xml"), "f": ("footer", "footer.xml")}
    )


def embedded_in_embedded(_: Chance) -> bytes:
    inner = document(p("3所"))
    for _n in range(12):
        anchor = '<w:p><w:r><w:object><o:OLEObject r:id="e"/></w:object></w:r></w:p>'
        inner = document(
            p("外") + anchor * 3, {"e": ("package", "embeddings/a.docx")}, {"word/embeddings/a.docx": inner}
        )
    return inner


def many_empty_paragraphs(chance: Chance) -> bytes:
    return document("<w:p/>" * chance.size(20_000, 3_000_000) + p("3所"))


def many_runs(chance: Chance) -> bytes:
    return document("<w:p>" + "<w:r><w:t>3</w:t></w:r>" * chance.size(5000, 800_000) + "</w:p>")


def many_notes(chance: Chance) -> bytes:
    count = chance.size(300, 20_000)
    notes = f'<w:footnotes {_W}>{"".join(f"""<w:footnote w:id="{n}"><w:p><w:r><w:t>注{n}</w:t></w:r></w:p></w:footnote>""" for n in range(count))}</w:footnotes>'
    body = "".join(
        f'<w:p><w:r><w:t>甲{n}所</w:t></w:r><w:r><w:footnoteReference w:id="{n}"/></w:r></w:p>' for n in range(count)
    )
    return document(body, {"n": ("footnotes", "footnotes.xml")}, {"word/footnotes.xml": notes})


def long_table(chance: Chance) -> bytes:
    rows, cells = (chance.size(40, 20_000), 8) if chance.random() < 0.5 else (4, chance.size(300, 30_000))
    row = "<w:tr>" + "".join(f"<w:tc>{p(str(n % 97))}</w:tc>" for n in range(cells)) + "</w:tr>"
    return document(f"<w:tbl>{row * rows}</w:tbl>")


def many_breaks(chance: Chance) -> bytes:
    return document("<w:p><w:r>" + "<w:t>3所</w:t><w:br/>" * chance.size(2000, 200_000) + "</w:r></w:p>")


def wild_chart(chance: Chance) -> bytes:
    point = f'<c:pt idx="{chance.choice(("2147483647", "-1", "x", "99999999999999999999"))}"><c:v>{chance.choice(("3", "1e999", "NaN"))}</c:v></c:pt>'
    chart = f'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart><c:ser><c:val><c:numLit>{point}</c:numLit></c:val></c:ser></c:chart></c:chartSpace>'
    return document(
        p("3所") + '<w:p><w:r><w:drawing><c:chart r:id="c"/></w:drawing></w:r></w:p>',
        {"c": ("chart", "chart.xml")},
        {"word/chart.xml": chart},
    )


def not_xml(chance: Chance) -> bytes:
    main = f"<w:document {_W}><w:body><w:p><w:r><w:t>3所</w:t></w:r></w:p></w:body></w:document>"
    entity = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]>'
    part = chance.choice(
        (
            f'<?xml version="1.0" encoding="UTF-16"?>{main}'.encode(),
            f'<?xml version="1.0" encoding="GBK"?>{main}'.encode("gbk"),
            main.replace("3所", "&#xD800;").encode(),
            main.replace("3所", "\ufffe&#0;").encode(),
            (entity + main.replace("3所", "&b;")).encode(),
            main.replace("3所", "\ud83d").encode("utf-8", "surrogatepass"),
        )
    )
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": part})


def wild_cells(chance: Chance) -> bytes:
    place = chance.choice(("ZZZZZZ1", "A99999999999999", "a1", "XFD1048576", "", "1A", "A0"))
    value = chance.choice(("1e999", "NaN", "-1", "99999999999", "45292", "0x10", "1e400", "２０", "9" * 6000, "-1e300"))
    cells = f'<c r="{place}" s="{chance.choice(("1", "999999", "-1", "x"))}"><v>{value}</v></c><c t="s"><v>{value}</v></c><c t="d"><v>{value}</v></c>'
    row = f'<row r="{chance.choice(("1", "0", "99999999999", "2"))}">{text_cell("数")}{cells}</row>'
    return workbook(
        row * 3 + f"<row>{text_cell('_xD800__x0000__xFFFE_')}<c><v>3</v></c></row>",
        "yyyy-mm-dd|0!.0,&quot;万&quot;|[$-x]#,##0.00_);(#,##0",
    )


def wild_formats(chance: Chance) -> bytes:
    form = "".join(
        chance.choice(
            ("0", "#", "?", ",", ".", "%", ";", "[Red]", "&quot;", "\\", "_", "*", "@", "y", "d", "E+", "!", "万", "/")
        )
        for _ in range(chance.randrange(1, 40))
    )
    cells = "".join(
        f'<row><c t="inlineStr"><is><t>指标{n}</t></is></c><c s="1"><v>{v}</v></c></row>'
        for n, v in enumerate(("0", "-1.5", "45292.99", "1e15", "-0.000001"))
    )
    return workbook(cells, form)


def overlapping_merges(chance: Chance) -> bytes:
    spans = "".join(
        f'<mergeCell ref="{ref}"/>'
        for ref in ("A1:XFD1048576", "A1:B3", "B2:D9", "D9:B2", "A1", "A1:A1048576", "x:y", "")
        for _ in range(chance.size(1, 300))
    )
    rows = "".join(f"<row r='{n}'>{text_cell('甲')}<c><v>{n}</v></c><c><v>2</v></c></row>" for n in range(1, 400))
    return _with_sheet(rows, f"<mergeCells>{spans}</mergeCells>")


def _with_sheet(rows: str, behind: str = "", more: dict[str, str | bytes] | None = None) -> bytes:
    space = f'xmlns="{_SHEET}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    return packages.packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations({"r1": ("officeDocument", "xl/workbook.xml")}),
            "xl/workbook.xml": f'<workbook {space}><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations({"r1": ("worksheet", "worksheets/sheet1.xml")}),
            "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{rows}</sheetData>{behind}</worksheet>",
            **(more or {}),
        }
    )


def lost_strings(chance: Chance) -> bytes:
    rows = "".join(f'<row><c t="s"><v>{n * 7}</v></c><c><v>{n}</v></c></row>' for n in range(9))
    table = {"xl/sharedStrings.xml": chance.choice(("<sst><si><t>学校</t></si></sst>", "<sst><si><t>学", "", "\x00"))}
    return _with_sheet(rows, more=dict(table))


def hidden_everything(chance: Chance) -> bytes:
    rows = "".join(f"<row r='{n}' hidden='1'><c><v>{n}</v></c></row>" for n in range(1, chance.size(3000, 60_000)))
    return _with_sheet("<row r='70000'>" + text_cell("甲区3所") + "</row>" + rows)


def too_many_cells(chance: Chance) -> bytes:
    row = "<row>" + "<c><v>3</v></c>" * chance.choice((10, 160)) + "</row>"
    return _with_sheet(row * chance.size(20, 60_000))


def many_sheets(chance: Chance) -> bytes:
    sheets = "".join(f'<sheet name="{"表" * 40}{n}" sheetId="{n}" r:id="r1"/>' for n in range(1, chance.size(60, 3000)))
    book = f'<workbook xmlns="{_SHEET}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{sheets}</sheets></workbook>'
    return _with_sheet(f"<row>{text_cell('甲区')}<c><v>3</v></c></row>", more={"xl/workbook.xml": book})


def circular_parts(_: Chance) -> bytes:
    links = relations(
        {"r1": ("worksheet", "workbook.xml"), "r2": ("sharedStrings", "workbook.xml"), "r3": ("styles", "workbook.xml")}
    )
    return _with_sheet("<row><c><v>3</v></c></row>", more={"xl/_rels/workbook.xml.rels": links})


DOCUMENTS: dict[str, Made] = {
    f"{make.__name__}.docx": make
    for make in (
        *(
            deep_controls,
            deep_tables,
            deep_boxes,
            giant_attribute,
            wide_cells,
            circular_styles,
            wild_numbering,
            circular_notes,
        ),
        *(inserted_itself, embedded_in_embedded, many_empty_paragraphs, many_runs, many_notes, long_table, many_breaks),
        *(wild_chart, not_xml),
    )
}
WORKBOOKS: dict[str, Made] = {
    f"{make.__name__}.xlsx": make
    for make in (
        *(wild_cells, wild_formats, overlapping_merges, lost_strings, hidden_everything, too_many_cells, many_sheets),
        *(circular_parts,),
    )
}
