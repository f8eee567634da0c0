"""An evaluation as one HTML file for people who do not work at a terminal; nothing in it is loaded from elsewhere."""

from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from assistant.data_files import Messages
from assistant.evaluation.baseline import Change
from index.errors import CannotWrite

_MESSAGES = Messages("assistant.evaluation")


def render(fields: Mapping[str, Any], language: str, title: str, changed: Sequence[Change] | None = None) -> str:
    """Return the page in "zh" or "en". Everything that comes from reports and questions is escaped."""
    template = resources.files("assistant.evaluation").joinpath("data/evaluation.html").read_text("utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(template).render(f=fields, t=_MESSAGES.all(language), title=title, changed=changed)


def write_page(path: Path, page: str) -> None:
    """Write the page; raises CannotWrite."""
    try:
        path.write_text(page, "utf-8")
    except OSError as error:
        raise CannotWrite(path, error.strerror or str(error)) from error
