"""Starts the web app: Streamlit on app.py, with the settings that make it a product and not a demo."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

_SETTINGS = {
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "browser.gatherUsageStats": "false",
    "theme.primaryColor": "#1f5fa8",
    "theme.font": "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif",
    "theme.baseRadius": "0.6rem",
}


def app_file() -> Path:
    """Return app.py: beside the packages, where the checkout and the installed distribution both have it."""
    found = importlib.util.find_spec("app")
    if found is not None and found.origin is not None:
        candidate = Path(found.origin)
        if (candidate.parent / "assistant").is_dir():
            return candidate
    return Path(__file__).resolve().parent.parent / "app.py"


def command(host: str, port: int) -> list[str]:
    settings = {**_SETTINGS, "server.address": host, "server.port": str(port)}
    options = [part for name, value in settings.items() for part in (f"--{name}", value)]
    return [sys.executable, "-m", "streamlit", "run", str(app_file()), *options]


def serve(data: Path, host: str, port: int, embedder: str | None = None) -> int:
    """Run the server until it is stopped; returns its exit status."""
    environment = {**os.environ, "ASSISTANT_DATA": str(data.resolve())}
    if embedder:
        environment["ASSISTANT_EMBEDDER"] = embedder
    try:
        return subprocess.run(command(host, port), env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0
