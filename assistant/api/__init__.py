"""The same answers over HTTP for other programs: questions, reports, figures, sources, evaluations, and as a chat model.

`create_app` makes the application over a `Service`; `serve` runs it until it is stopped.
"""

from assistant.api.app import create_app
from assistant.api.server import CannotListen, listening_on, serve
from assistant.api.shared import Terms

__all__ = ["CannotListen", "Terms", "create_app", "listening_on", "serve"]
