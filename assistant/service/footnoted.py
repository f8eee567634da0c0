"""An answer put together out of sentences as a .docx whose sources stand in real footnotes.

python-docx writes no footnotes; their part is added to the package by hand (ECMA-376 part 1, 11.3.7 and 17.11).
"""

import io

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from lxml import etree

from assistant.service.exporting import cited
from assistant.types import Answer, Form

_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
# the two notes that every document has before its own: the line above the notes, and the one where they go on
_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))


def as_footnoted_word(answer: Answer, language: str) -> bytes:
    """Return headline and sentences as a Word document, a footnote with its source behind each sentence."""
    document = docx.Document()
    document.add_heading(answer.headline or answer.question, level=1)
    notes = _notes()
    paragraph = document.add_paragraph()
    for number, citation in enumerate(answer.citations, 1):
        if number > 1 and answer.form is not Form.DRAFT:
            paragraph = document.add_paragraph()
        paragraph.add_run(citation.quote.strip())
        notes.append(_note(str(number), cited(citation, language)))
        _point(paragraph, str(number))
    content = etree.tostring(notes, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = Part(PackURI("/word/footnotes.xml"), _KIND, content, document.part.package)
    document.part.relate_to(part, _RELATION)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _notes() -> etree._Element:
    notes = etree.fromstring(f"<w:footnotes {nsdecls('w')}/>")
    for identity, kind in _SEPARATORS:
        note = etree.SubElement(notes, qn("w:footnote"), {qn("w:id"): identity, qn("w:type"): kind})
        run = etree.SubElement(etree.SubElement(note, qn("w:p")), qn("w:r"))
        etree.SubElement(run, qn(f"w:{kind}"))
    return notes


def _note(identity: str, source: str) -> etree._Element:
    note = etree.Element(qn("w:footnote"), {qn("w:id"): identity})
    paragraph = etree.SubElement(note, qn("w:p"))
    mark = etree.SubElement(paragraph, qn("w:r"))
    etree.SubElement(etree.SubElement(mark, qn("w:rPr")), qn("w:vertAlign"), {qn("w:val"): "superscript"})
    etree.SubElement(mark, qn("w:footnoteRef"))
    words = etree.SubElement(etree.SubElement(paragraph, qn("w:r")), qn("w:t"))
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    words.text = f" {source}"
    return note


def _point(paragraph: Paragraph, identity: str) -> None:
    """Put the raised number of a footnote at the end of a paragraph."""
    run = paragraph.add_run()
    run.font.superscript = True
    pointer = OxmlElement("w:footnoteReference")
    pointer.set(qn("w:id"), identity)
    run._r.append(pointer)
