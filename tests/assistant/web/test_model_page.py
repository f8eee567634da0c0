"""The language model on the pages: switched on by a manager, its text marked, switched off again without a trace."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from scripted_model import Scripted, scripted_model
from streamlit.testing.v1 import AppTest

from assistant.access import LOCAL
from assistant.model import ModelSettings, read_settings, save_settings
from assistant.service.in_service import shared_service
from assistant.types import Answer, Status
from assistant.web.written_view import written_html

APP = str(Path(__file__).resolve().parents[3] / "app.py")
SETTINGS = (
    "import streamlit as st\nfrom assistant.web.frame import open_frame\n"
    "from assistant.web.navigation import pages\nlanguage = open_frame()\n"
    "from assistant.web.settings import settings_page\nst.navigation(pages(language), position='hidden')\nsettings_page()\n"
)


@pytest.fixture
def server() -> Iterator[Scripted]:
    with scripted_model() as script:
        yield script


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sample_data: Path) -> Path:
    shutil.copytree(sample_data, tmp_path / "data")
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "data"))
    shared_service.cache_clear()
    st.cache_data.clear()
    return tmp_path / "data"


def shown(page: AppTest) -> str:
    parts = [element.proto.body for element in page.get("html") if "<style>" not in element.proto.body]
    parts += [element.value for element in (*page.text, *page.warning, *page.error, *page.success, *page.caption)]
    return "\n".join(parts)


def test_a_manager_switches_it_on_and_the_key_is_not_shown_again(folder: Path) -> None:
    page = AppTest.from_string(SETTINGS, default_timeout=120).run()
    assert not page.exception
    page.toggle[0].set_value(True)
    fields = {field.label: field for field in page.text_input}
    fields["服务器地址（OpenAI 兼容，以 /v1 结尾）"].set_value("http://127.0.0.1:9/v1")
    fields["模型名称"].set_value("tiny")
    fields["密钥（没有就留空）"].set_value("secret-key")
    next(button for button in page.button if button.label == "保存").click().run()
    assert not page.exception
    assert "语言模型已开启" in shown(page)
    assert read_settings(folder).key == "secret-key"
    again = AppTest.from_string(SETTINGS, default_timeout=120).run()
    assert "secret-key" not in shown(again) + "".join(field.value for field in again.text_input)
    assert any(field.placeholder == "已保存，不再显示；留空则不变" for field in again.text_input)


def test_its_text_is_marked_and_gone_when_it_is_switched_off(folder: Path, server: Scripted) -> None:
    save_settings(folder, ModelSettings(True, server.url, "tiny", seconds=60), LOCAL)
    numbers = range(1, 7)
    every = [f"交流教师365人[{number}]。" for number in numbers]  # one of them points to the right quote
    server.say([*every, "交流教师999人[1]。"])
    page = AppTest.from_file(APP, default_timeout=120).run()
    page.chat_input[0].set_value("总结一下教师队伍").run()
    assert not page.exception
    words = shown(page)
    assert "由语言模型 tiny 撰写" in words
    assert "未通过核对，已删去" in words
    assert "交流教师365人<sup>" in words
    assert "999人" not in words
    assert "ra-composed" in words  # the quotes are still there
    save_settings(folder, ModelSettings(False, server.url, "tiny"), LOCAL)
    asked = len(server.asked)
    plain = AppTest.from_file(APP, default_timeout=120).run()
    plain.chat_input[0].set_value("总结一下教师队伍").run()
    assert "ra-written" not in shown(plain)
    assert "ra-composed" in shown(plain)
    assert len(server.asked) == asked


def test_a_failure_is_one_line_under_the_answer(folder: Path, server: Scripted) -> None:
    save_settings(folder, ModelSettings(True, server.url, "tiny", seconds=60), LOCAL)
    server.say(401)
    page = AppTest.from_file(APP, default_timeout=120).run()
    page.chat_input[0].set_value("总结一下教师队伍").run()
    assert not page.exception
    assert "不接受密钥" in shown(page)
    assert "ra-composed" in shown(page)


def test_markup_of_a_model_never_renders() -> None:
    answer = Answer(
        "q", Status.ANSWERED, "h", "t", (), (), "<b>tiny</b>", "s", written="<script>alert(1)</script>[7]。"
    )
    html = written_html(answer, "zh")
    assert "<script" not in html
    assert "<b>tiny" not in html
    assert "[7]" in html
