"""Signing in at a provider of OpenID Connect with a real Chromium, and a proxy's header over real connections."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from limited import GROUP, LIMITED, OPEN, indexed
from provider import Provider, provided
from serving import ARGUMENTS, CHROMIUM, free_port, served

from assistant.access import Accounts, Role
from assistant.service import Service
from index.search import StaticEmbedder

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser

ACCESS = f"""
[access]
role_claim = "realm_access.roles"

[access.roles]
reader = ["bao-gao-du-zhe"]
manager = ["bao-gao-guan-li"]

[access.groups]
"{GROUP}" = ["/ju-nei/du-dao"]
"""
USERS = {
    "u1": {"preferred_username": "王敏", "realm_access": {"roles": ["bao-gao-du-zhe", "other"]}},
    "u2": {
        "preferred_username": "李督",
        "realm_access": {"roles": ["bao-gao-du-zhe"]},
        "groups": ["/ju-nei/du-dao"],
    },
    "u3": {"preferred_username": "guan", "realm_access": {"roles": ["other"]}},
}


def _collection(folder: Path, embedder: StaticEmbedder) -> None:
    report = indexed(folder / "data", embedder, [*OPEN, LIMITED])
    groups = Service(folder / "data").groups
    groups.add(GROUP)
    groups.limit([report], [GROUP])
    Accounts(folder / "data").add("guan", "correct horse battery", Role.MANAGER)


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with provided(USERS) as running:
        yield running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, provider: Provider, embedder: StaticEmbedder) -> Iterator[str]:
    folder, port = tmp_path_factory.mktemp("oidc"), free_port()
    _collection(folder, embedder)
    (folder / "sign-on.toml").write_text(provider.settings(f"http://127.0.0.1:{port}") + ACCESS, "utf-8")
    yield from served(folder, ["--oidc", "sign-on.toml"], port)


@pytest.fixture
def visitor(server: str) -> Iterator["playwright.Page"]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        opened = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900}).new_page()
        opened.set_default_timeout(30_000)
        opened.goto(server)
        yield opened
        browser.close()


def sign_in(page: "playwright.Page", subject: str) -> None:
    page.get_by_role("button", name="用单位统一登录").click()
    page.get_by_role("link", name=subject).click()


def test_a_reader_comes_in_by_the_provider_and_goes_again(visitor: "playwright.Page") -> None:
    visitor.get_by_role("button", name="用单位统一登录").wait_for()
    assert visitor.locator("textarea").count() == 0
    sign_in(visitor, "u1")
    visitor.locator("textarea").wait_for()
    playwright.expect(visitor.get_by_text("王敏 · 读者")).to_be_visible()
    playwright.expect(visitor.get_by_text("报告 · 3")).to_be_visible()
    visitor.reload()
    playwright.expect(visitor.get_by_text("王敏 · 读者")).to_be_visible()
    visitor.get_by_role("button", name="退出登录").click()
    visitor.get_by_role("button", name="用单位统一登录").wait_for()


def test_the_provider_says_which_group_somebody_is_in(visitor: "playwright.Page") -> None:
    sign_in(visitor, "u2")
    playwright.expect(visitor.get_by_text("李督 · 读者")).to_be_visible()
    playwright.expect(visitor.get_by_text("报告 · 4")).to_be_visible()


def test_who_has_no_role_here_is_told_so_and_gets_nothing_of_a_local_account(visitor: "playwright.Page") -> None:
    """The user calls itself guan at the provider; the local manager guan is somebody else."""
    sign_in(visitor, "u3")
    visitor.get_by_text("您已登录为“guan”，但这里还没有给您权限").wait_for()
    assert visitor.locator("textarea").count() == 0


def test_a_forged_cookie_lets_nobody_in(visitor: "playwright.Page", server: str) -> None:
    forged = '{"sub":"u9","is_logged_in":true,"iat":9999999999,"realm_access":{"roles":["bao-gao-guan-li"]}}'
    visitor.context.add_cookies([{"name": "_streamlit_user", "value": forged.encode().hex(), "url": server}])
    visitor.reload()
    visitor.get_by_role("button", name="用单位统一登录").wait_for()
    assert visitor.locator("textarea").count() == 0


@pytest.fixture(scope="module")
def behind_proxy(tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbedder) -> Iterator[str]:
    """A server that believes a proxy on this machine."""
    folder = tmp_path_factory.mktemp("proxy")
    _collection(folder, embedder)
    more = ["--proxy-header", "X-Remote-User", "--proxy-from", "127.0.0.1", "--proxy-role", "reader"]
    yield from served(folder, more)


@pytest.fixture(scope="module")
def proxy_elsewhere(tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbedder) -> Iterator[str]:
    """A server that believes another machine only; whoever comes from here is not it."""
    folder = tmp_path_factory.mktemp("elsewhere")
    _collection(folder, embedder)
    yield from served(folder, ["--proxy-header", "X-Remote-User", "--proxy-from", "10.0.0.5"])


def _with_headers(address: str, headers: dict[str, str], awaited: str) -> str:
    """Return what a browser that sends these headers sees; `awaited` selects what it waits for."""
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(locale="zh-CN", extra_http_headers=headers)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(address)
        page.locator(awaited).first.wait_for()
        page.wait_for_timeout(500)
        words = str(page.inner_text("body"))
        browser.close()
    return words


def test_the_proxy_names_an_account(behind_proxy: str) -> None:
    assert "guan · 管理员" in _with_headers(behind_proxy, {"X-Remote-User": "guan"}, "textarea")


def test_who_the_proxy_names_without_an_account_gets_its_role(behind_proxy: str) -> None:
    seen = _with_headers(behind_proxy, {"X-Remote-User": "zhao"}, "textarea")
    assert "zhao · 读者" in seen
    assert "报告 · 3" in seen


def test_without_the_header_nobody_is_in(behind_proxy: str) -> None:
    assert "密码" in _with_headers(behind_proxy, {}, "input[type=password]")


@pytest.mark.parametrize(
    "more", [{}, {"X-Forwarded-For": "10.0.0.5"}, {"Forwarded": "for=10.0.0.5"}, {"X-Real-IP": "10.0.0.5"}]
)
def test_the_header_from_another_address_is_nobody(proxy_elsewhere: str, more: dict[str, str]) -> None:
    """Also where it claims to have been forwarded by the proxy."""
    seen = _with_headers(proxy_elsewhere, {"X-Remote-User": "guan", **more}, "input[type=password]")
    assert "管理员" not in seen
