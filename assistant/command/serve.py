"""Starts the web app: Streamlit on app.py, with the settings that make it a product and not a demo."""

import importlib.util
import ipaddress
import os
from pathlib import Path

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


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach a server at `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def app_file() -> Path:
    """Return app.py: beside the packages, where the checkout and the installed distribution both have it."""
    found = importlib.util.find_spec("app")
    if found is not None and found.origin is not None:
        candidate = Path(found.origin)
        if (candidate.parent / "assistant").is_dir():
            return candidate
    return Path(__file__).resolve().parents[2] / "app.py"


def arguments(host: str, port: int) -> list[str]:
    """Return the arguments for Streamlit's own command."""
    settings = {**_SETTINGS, "server.address": host, "server.port": str(port)}
    return ["run", str(app_file()), *(part for name, value in settings.items() for part in (f"--{name}", value))]


def serve(data: Path, host: str, port: int, embedder: str | None = None) -> int:
    """Run the server until it is stopped; returns its exit status."""
    os.environ["ASSISTANT_DATA"] = str(data.resolve())
    if embedder:
        os.environ["ASSISTANT_EMBEDDER"] = embedder
    from assistant.web.server import run

    return run(arguments(host, port))
