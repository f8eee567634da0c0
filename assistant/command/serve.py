"""Starts the web app: Streamlit on app.py, with the settings that make it a product and not a demo."""

import importlib.util
import os
from dataclasses import dataclass
from pathlib import Path

from assistant.access import BadSignOn, Provider, Proxy

_FONT = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif"
_SETTINGS = {
    "server.headless": "true",
    # a collection of all garbage after every run of a page would be most of what a busy server does
    "runner.postScriptGC": "false",
    "server.fileWatcherType": "none",
    "server.maxUploadSize": "200",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "browser.gatherUsageStats": "false",
    "theme.light.primaryColor": "#1f5fa8",
    "theme.dark.primaryColor": "#3b78c2",
    "theme.light.font": _FONT,
    "theme.dark.font": _FONT,
    "theme.light.baseRadius": "0.6rem",
    "theme.dark.baseRadius": "0.6rem",
}


@dataclass(frozen=True, slots=True)
class SignOn:
    """How people get in: by a provider's settings, a proxy, and whether anybody has to sign in at all events."""

    oidc: Path | None = None
    proxy: Proxy | None = None
    required: bool = False

    def environment(self) -> dict[str, str]:
        """Return what the pages are told by the environment."""
        told = {"ASSISTANT_SIGN_IN": "required" if self.required else ""}
        if self.oidc is not None:
            told["ASSISTANT_OIDC"] = str(self.oidc.resolve())
        if self.proxy is not None:
            told["ASSISTANT_PROXY_HEADER"] = self.proxy.header
            told["ASSISTANT_PROXY_FROM"] = " ".join(map(str, self.proxy.peers))
            told["ASSISTANT_PROXY_ROLE"] = self.proxy.role or ""
            # uvicorn would put the address that X-Forwarded-For claims in the place of the peer's own
            told["FORWARDED_ALLOW_IPS"] = ""
        return told


def read_provider(path: Path) -> None:
    """Check a provider's settings before anything is served; raises BadSignOn."""
    Provider.read(path)
    clients = ("httpx", "httpx2")  # Authlib takes either
    if not importlib.util.find_spec("authlib") or not any(map(importlib.util.find_spec, clients)):
        raise BadSignOn("--oidc", "not_installed")


def app_file() -> Path:
    """Return app.py: beside the packages, where the checkout and the installed distribution both have it."""
    found = importlib.util.find_spec("app")
    if found is not None and found.origin is not None:
        candidate = Path(found.origin)
        if (candidate.parent / "assistant").is_dir():
            return candidate
    return Path(__file__).resolve().parents[2] / "app.py"


def arguments(host: str, port: int, oidc: Path | None = None) -> list[str]:
    """Return the arguments for Streamlit's own command."""
    settings = {**_SETTINGS, "server.address": host, "server.port": str(port)}
    if oidc is not None:
        settings["secrets.files"] = str(oidc.resolve())
    return ["run", str(app_file()), *(part for name, value in settings.items() for part in (f"--{name}", value))]


def serve(data: Path, host: str, port: int, embedder: str | None = None, sign_on: SignOn = SignOn()) -> int:
    """Run the server until it is stopped; returns its exit status."""
    os.environ["ASSISTANT_DATA"] = str(data.resolve())
    for name in [name for name in os.environ if name.startswith(("ASSISTANT_OIDC", "ASSISTANT_PROXY_"))]:
        del os.environ[name]  # how people get in is said on the command line, not left over from elsewhere
    os.environ |= sign_on.environment()
    if embedder:
        os.environ["ASSISTANT_EMBEDDER"] = embedder
    from assistant.web.server import run

    return run(arguments(host, port, sign_on.oidc))
