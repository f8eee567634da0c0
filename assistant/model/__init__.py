"""The optional language model on a leash: off by default, and where it is on, it never says what its quotes do not.

`leash_of` gives what answers with it, `check` and `checked` are the verifier: whole sentences, each held against the quotes
it points to. Quotes are data; what they say to a model changes nothing, since whatever it writes is checked. One client
(client.py), settings (environment or a file), a count of calls a day.
"""

from assistant.model.client import OpenAIWriter, Writer
from assistant.model.errors import BadSettings, ModelError
from assistant.model.faults import Fault
from assistant.model.leash import Leash, leash_of
from assistant.model.prompting import notice_text, to_write
from assistant.model.settings import ModelSettings, read_settings, save_settings
from assistant.model.sources import Source, source_of, sources_of
from assistant.model.spending import Spending
from assistant.model.verifier import Checked, check, checked

__all__ = [
    "BadSettings",
    "Checked",
    "Fault",
    "Leash",
    "ModelError",
    "ModelSettings",
    "OpenAIWriter",
    "Source",
    "Spending",
    "Writer",
    "check",
    "checked",
    "leash_of",
    "notice_text",
    "read_settings",
    "save_settings",
    "source_of",
    "sources_of",
    "to_write",
]
