"""A paragraph for a document: its sentences in the text, its sources in real footnotes."""

import io
import zipfile

import docx
from lxml import etree

from assistant.answering import Assistant
from assistant.service import as_footnoted_word, with_source
from assistant.service.stored_answers import dump_answer, load_answer

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_every_source_is_a_footnote_of_its_own(assistant: Assistant) -> None:
    answer = assistant.ask("写一段关于教师队伍的材料")
    written = as_footnoted_word(answer, "zh")
    archive = zipfile.ZipFile(io.BytesIO(written))
    notes = etree.fromstring(archive.read("word/footnotes.xml"))
    own = {
        note.get(f"{W}id"): "".join(note.itertext()).strip()
        for note in notes.iter(f"{W}footnote")
        if note.get(f"{W}type") is None
    }
    assert list(own) == [str(number) for number in range(1, len(answer.citations) + 1)]
    assert all(answer.citations[0].report in source for source in own.values())
    body = etree.fromstring(archive.read("word/document.xml"))
    pointers = [pointer.get(f"{W}id") for pointer in body.iter(f"{W}footnoteReference")]
    assert pointers == list(own)


def test_the_text_is_the_sentences_without_their_numbers(assistant: Assistant) -> None:
    answer = assistant.ask("写一段关于教师队伍的材料")
    paragraphs = docx.Document(io.BytesIO(as_footnoted_word(answer, "zh"))).paragraphs
    assert paragraphs[-1].text == "".join(citation.quote.strip() for citation in answer.citations)


def test_what_is_copied_ends_with_its_numbered_sources(assistant: Assistant) -> None:
    answer = assistant.ask("总结一下教师队伍")
    lines = with_source(answer, "zh").split("\n")
    assert [line.split("]")[0] for line in lines[-len(answer.citations) :]] == [
        f"[{number}" for number in range(1, len(answer.citations) + 1)
    ]


def test_a_composed_answer_and_a_reply_come_back_as_they_were(assistant: Assistant) -> None:
    for question in ("教师队伍有哪些数据？", "总结一下教师队伍", "你好"):
        answer = assistant.ask(question)
        assert load_answer(dump_answer(answer)) == answer
