"""The snapshot in service, and what visitors keep: conversations, their answers as they were, exports of them.

`shared_service` is the one of a server process; it picks up a new snapshot between two questions.
"""

from assistant.service.conversations import Conversation, Conversations, Feedback, Run, Turn, new_user
from assistant.service.exporting import as_markdown, as_word, receipt, with_source
from assistant.service.footnoted import as_footnoted_word
from assistant.service.in_service import Service, data_folder, shared_service
from assistant.service.own_unit import own_unit, set_own_unit

__all__ = [
    "Conversation",
    "Conversations",
    "Feedback",
    "Run",
    "Service",
    "Turn",
    "as_footnoted_word",
    "as_markdown",
    "as_word",
    "data_folder",
    "new_user",
    "own_unit",
    "receipt",
    "set_own_unit",
    "shared_service",
    "with_source",
]
