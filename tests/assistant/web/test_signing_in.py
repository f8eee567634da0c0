"""With accounts nothing is shown before somebody signs in, and each role sees the pages it may use."""

import shutil
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.access import Accounts, Role
from assistant.service.in_service import shared_service
from assistant.web import signed_in

APP = str(Path(__file__).resolve().parents[3] / "app.py")
PASSWORD = "correct horse battery"


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sample_data: Path) -> AppTest:
    folder = tmp_path / "data"
    shutil.copytree(sample_data, folder)
    accounts = Accounts(folder)
    accounts.add("guan", PASSWORD, Role.MANAGER)
    accounts.add("du", PASSWORD, Role.READER)
    monkeypatch.setenv("ASSISTANT_DATA", str(folder))
    shared_service.cache_clear()
    signed_in._kept_in.cache_clear()
    st.cache_data.clear()
    return AppTest.from_file(APP, default_timeout=60)


def sign_in(page: AppTest, name: str, password: str = PASSWORD) -> AppTest:
    page.run()
    page.text_input[0].set_value(name)
    page.text_input[1].set_value(password)
    return page.button[0].click().run()


def shown(page: AppTest) -> str:
    parts = [element.proto.body for element in page.get("html") if "<style>" not in element.proto.body]
    return "\n".join(parts + [element.value for element in (*page.text, *page.error)])


def test_nothing_is_shown_before_signing_in(page: AppTest) -> None:
    page.run()
    assert not page.exception
    assert len(page.chat_input) == 0
    assert "东丽区" not in shown(page)
    assert [field.label for field in page.text_input] == ["账号", "密码"]


def test_a_wrong_password_is_said_and_lets_nobody_in(page: AppTest) -> None:
    sign_in(page, "guan", "wrong password")
    assert "名称或密码不对" in shown(page)
    assert len(page.chat_input) == 0


def test_who_signs_in_can_ask_and_sign_out(page: AppTest) -> None:
    sign_in(page, "du")
    assert not page.exception
    page.chat_input[0].set_value("交流轮岗的教师有多少人？").run()
    assert "365人" in shown(page)
    assert "du · 读者" in shown(page)
    next(button for button in page.button if button.label == "退出登录").click().run()
    assert len(page.chat_input) == 0
    assert "365人" not in shown(page)


@pytest.mark.parametrize(("name", "manages"), [("du", False), ("guan", True)])
def test_each_role_is_led_to_the_pages_it_may_use(page: AppTest, name: str, manages: bool) -> None:
    sign_in(page, name)
    known = page.session_state["pages"]
    assert ("manage" in known) is manages
    assert ("assess" in known) is manages
    assert "figures" in known
