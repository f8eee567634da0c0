"""The snapshot in service, and what visitors keep: conversations, their answers as they were, exports of them;
and what other programs may ask of it (`Enquiries`).

`shared_service` is the one of a server process; it picks up a new snapshot between two questions.
"""

from assistant.service.conversations import (
    LONGEST_TITLE,
    Conversation,
    Conversations,
    Feedback,
    Opened,
    Run,
    Turn,
    new_user,
    owner_of,
)
from assistant.service.enquiries import Enquiries, NoMatch, NoSuchReport, OutsideReport, Source, figures_of, numbers_of
from assistant.service.exporting import as_markdown, as_word, cited, receipt, with_source
from assistant.service.footnoted import as_footnoted_word
from assistant.service.in_service import Service, data_folder, shared_service
from assistant.service.own_unit import own_unit, set_own_unit
from assistant.service.views import NothingVisible

__all__ = [
    "LONGEST_TITLE",
    "Conversation",
    "Conversations",
    "Enquiries",
    "Feedback",
    "NoMatch",
    "NoSuchReport",
    "NothingVisible",
    "Opened",
    "OutsideReport",
    "Run",
    "Service",
    "Source",
    "Turn",
    "as_footnoted_word",
    "as_markdown",
    "as_word",
    "cited",
    "data_folder",
    "figures_of",
    "new_user",
    "numbers_of",
    "own_unit",
    "owner_of",
    "receipt",
    "set_own_unit",
    "shared_service",
    "with_source",
]
